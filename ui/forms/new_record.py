# SPDX-License-Identifier: Apache-2.0
"""Adding a record from its few important fields: Enter makes it, Esc leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.spec import EntitySpec, FieldSpec
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.rules.validate import check
from planner.services import draft_places
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import FormDraft
from ui.forms.editors import ChoiceEditor, FieldRow, InputFault, RefSource, make_editor
from ui.forms.field_row import FaultLine
from ui.forms.form_grid import FormGrid
from ui.forms.overrides import add_record, new_fields, new_values
from ui.forms.panel import AskingPanel
from ui.forms.small_window import SmallWindow
from ui.widgets.bar import Bar
from ui.widgets.button import Button

Add = Callable[[Session, Mapping[str, Any], object], Any]


class NewRecordPanel(AskingPanel):
    """A few fields and one button; ``created`` carries the id, ``cancelled`` means nothing was made.

    ``preset`` gives values (shown where the field is asked for), ``add(session, values, source)``
    replaces the plain way of creating and returns the entity or its id.
    """

    created = Signal(str)

    def __init__(
        self,
        app: AppContext,
        spec: EntitySpec[Any],
        *,
        account_id: str | None = None,
        fields: Sequence[str] | None = None,
        preset: Mapping[str, object] | None = None,
        add: Add | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.app, self.spec, self._add = app, spec, add
        self._values: dict[str, object] = {**new_values(app.session, spec), **(preset or {})}
        if account_id is not None and spec.has_account:
            self._values["account_id"] = account_id
        refs = RefSource(app, account_id)
        self._rows = {name: self._make_row(spec.field(name), refs) for name in fields or new_fields(spec)}
        self.create_button = Button(tr("Add"), self, variant="primary", shortcut=tr("Enter"))
        self.cancel_button = Button(tr("Cancel"), self, shortcut=tr("Esc"))
        self._fault = FaultLine(self)
        self._back = self._make_back()
        place = draft_places.new(spec.name, self._account(), self._beside())
        if not next(iter(self._rows.values())).field_editor.enter_commits:  # there Enter begins a new line
            self.create_button.set_shortcut_text(tr("Ctrl+Enter"))
        self._draft = FormDraft(keeper_of(app), place, {name: row.field_editor for name, row in self._rows.items()})
        self._build()
        self._back.setVisible(self._draft.restore())
        self.cancelled.connect(self.give_up)
        self.create_button.clicked.connect(self.create_record)
        self.cancel_button.clicked.connect(self.cancelled)

    def _make_back(self) -> Bar:
        bar = Bar("info", tr("What you typed before is back."))
        self.btn_empty = bar.add_button(tr("Start empty"))
        self.btn_empty.clicked.connect(self.start_empty)
        return bar

    @Slot()
    def give_up(self) -> None:
        """The window was left on purpose."""
        self._draft.drop()

    def _account(self) -> str | None:
        found = self._values.get("account_id")
        return found if isinstance(found, str) else None

    def _beside(self) -> str:
        """What the record hangs on besides its account: a text about one risk is not offered for another."""
        hidden = (value for name, value in sorted(self._values.items()) if _hangs(name) and name not in self._rows)
        return "+".join(str(value) for value in hidden if value)

    @Slot()
    def start_empty(self) -> None:
        """Drop what was typed before."""
        self._back.hide()
        self._draft.drop()
        for name, row in self._rows.items():
            row.field_editor.set_value(self._first(row.field, name))
        self.start()

    def _first(self, field: FieldSpec, name: str) -> object:
        return self._values.get(name, () if field.kind.value == "list" else None)

    def _make_row(self, field: FieldSpec, refs: RefSource) -> FieldRow:
        if (self.spec.name, field.name) == ("account", "grade"):
            editor: Any = ChoiceEditor(field)
        else:
            editor = make_editor(field, refs)
        editor.set_value(self._first(field, field.name))
        row = FieldRow(field, editor, self)
        row.committed.connect(self._on_committed)
        editor.entered.connect(self.create_record)
        return row

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 12, 16, 0)
        holder.addWidget(self._back)
        column.addLayout(holder)
        column.addWidget(FormGrid([("", list(self._rows.values()))], self))
        self._fault.setContentsMargins(16, 0, 16, 12)
        column.addWidget(self._fault)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 16)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.create_button)
        column.addLayout(row)
        self._chain([row.field_editor for row in self._rows.values()][-1:])

    def add_below(self, part: QWidget, stop: QWidget) -> None:
        """Put a part between the fields and the buttons; Tab comes to its ``stop`` after the last field."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, part)
        self._chain([[row.field_editor for row in self._rows.values()][-1], stop])

    def tab_after(self, before: QWidget) -> None:
        """Let Tab come here after a part that was there before; what is made later would come last in the window."""
        self._chain([before, *(row.field_editor for row in self._rows.values())])

    def _chain(self, parts: Sequence[QWidget]) -> None:
        stops = (part.focusProxy() or part for part in (*parts, self.cancel_button, self.create_button))
        for first, then in pairwise(stops):  # an editor as a whole would stay where it is
            QWidget.setTabOrder(first, then)

    def start(self) -> None:
        """Put the focus into the first field."""
        next(iter(self._rows.values())).field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, name: str) -> FieldRow:
        """The row of a field; KeyError when it isn't asked for."""
        return self._rows[name]

    @Slot(str, object)
    def _on_committed(self, name: str, value: object) -> None:
        """Say at once what would be refused; an empty field is only needed when the record is made."""
        if value is not None and value != ():
            self._rows[name].field_editor.set_fault(check(self.spec, self.spec.field(name), value))

    def values(self) -> dict[str, object] | None:
        """What the record would hold; None when a field can't be read (it says why)."""
        values = dict(self._values)
        good = True
        for name, row in self._rows.items():
            try:
                values[name] = row.field_editor.value()
            except InputFault as fault:
                row.field_editor.set_fault(str(fault))
                good = False
        if not good:
            return None
        return {name: value for name, value in values.items() if value is not None and value != ()}

    @Slot()
    def create_record(self) -> None:
        """Make the record; what can't be kept is said beside its field and nothing is made."""
        values = self.values()
        if values is None or not self._complete(values):
            self._focus_fault()
            return
        try:
            with self._draft.saving():
                if self._add is not None:
                    made = self._add(self.app.session, values, self)
                else:
                    made = add_record(self.app.session, self.spec, values, self)
        except ValidationError as fault:
            self._refuse(fault.faults)
            return
        except PlannerError as fault:
            self._fault.say(str(fault))
            return
        self._fault.say("")
        self._draft.drop()
        self.created.emit(made if isinstance(made, str) else str(made.id))

    def _complete(self, values: Mapping[str, object]) -> bool:
        """Whether every needed field that is asked for here has a value; the empty ones say so."""
        missing = {
            name: fault
            for name, row in self._rows.items()
            if name not in values and (fault := check(self.spec, row.field, None)) is not None
        }
        for name, fault in missing.items():
            self._rows[name].field_editor.set_fault(fault)
        return not missing

    def _refuse(self, faults: Mapping[str, str]) -> None:
        rest = [fault for name, fault in faults.items() if name not in self._rows]
        for name, fault in faults.items():
            if name in self._rows:
                self._rows[name].field_editor.set_fault(fault)
        self._fault.say("\n".join(rest))
        self._focus_fault()

    def _focus_fault(self) -> None:
        for row in self._rows.values():
            if row.field_editor.fault:
                row.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def _hangs(name: str) -> bool:
    return name in {"target_id", "parent_id", "review_id", "contact_id", "risk_id", "site_id"}


class NewRecordDialog(SmallWindow):
    """The panel in a small window; `open` shows it, ``created`` carries the new id."""

    created = Signal(str)

    def __init__(
        self,
        app: AppContext,
        spec: EntitySpec[Any],
        *,
        account_id: str | None = None,
        fields: Sequence[str] | None = None,
        preset: Mapping[str, object] | None = None,
        add: Add | None = None,
        parent: QWidget | None = None,
    ) -> None:
        app.session.refuse_reading()
        super().__init__(tr("New: {kind}", kind=tr(spec.label)), parent)
        self.panel = NewRecordPanel(
            app, spec, account_id=account_id, fields=fields, preset=preset, add=add, parent=self
        )
        self.hold(self.panel)
        self.panel.cancelled.connect(self.reject)
        self.panel.created.connect(self._on_created)
        self.rejected.connect(self.panel.give_up)
        self.panel.start()

    def serve(self, what: str) -> None:
        """Say in the title what the record is made for, where the fields do not."""
        if what:
            self.setWindowTitle(f"{self.windowTitle()} · {what}")

    def _on_created(self, key: str) -> None:
        self.created.emit(key)
        self.accept()
