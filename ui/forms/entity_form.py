# SPDX-License-Identifier: Apache-2.0
"""EntityForm: edits one record in place; every field is kept on leaving it, as one step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.services import crud, draft_places
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.drafts import Following, follow
from ui.forms.editors import Editor, FieldRow, MoneyEditor, RefSource, make_editor
from ui.forms.form_grid import FormGrid
from ui.forms.grade_editor import GradeField
from ui.forms.overrides import form_sections


class EntityForm(QWidget):
    """A form for one kind of record; `load` says which record.

    ``fields`` in reading order (default: all that people edit), ``columns=2`` where two fit from 900 px
    on, ``scroll=False`` inside a pane that scrolls itself. ``source`` is what commits are marked with,
    the form itself unless given. ``committed`` carries field name and value after each kept change.
    Works off ux 2.3 and 2.12: no Save button, Esc returns the kept value, a refused value stays for correction.
    """

    committed = Signal(str, object)

    def __init__(
        self,
        app: AppContext,
        spec: EntitySpec[Any],
        *,
        fields: Sequence[str] | None = None,
        columns: int = 1,
        scroll: bool = True,
        padding: int = 16,
        source: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.app, self.spec = app, spec
        self.source: object = source if source is not None else self
        self.refs = RefSource(app)
        self._entity: Any = None
        self._key: str | None = None
        self._rows: dict[str, FieldRow] = {}
        self.following: dict[str, Following] = {}
        chosen = None if fields is None else tuple(fields)
        sections = [
            (heading, [self._make_row(spec.field(name)) for name in names])
            for heading, names in form_sections(spec, chosen)
        ]
        self.grid = FormGrid(sections, self, columns=columns, padding=padding)
        self._place(scroll)
        self._ref_tables = frozenset(BY_NAME[row.field.ref].table for row in self._rows.values() if row.field.ref)
        app.bridge.changed.connect(self._on_changed)
        self.load(None)

    def _make_row(self, field: FieldSpec) -> FieldRow:
        if (self.spec.name, field.name) == ("account", "grade"):
            editor: Editor = GradeField(field, self.refs)
        else:
            editor = make_editor(field, self.refs)
        row = FieldRow(field, editor, self)
        row.committed.connect(self._on_committed)
        editor.history_wanted.connect(partial(self._show_history, field.name))
        self._rows[field.name] = row
        self.following[field.name] = follow(self.app, row)
        return row

    def _place(self, scroll: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not scroll:
            column.addWidget(self.grid)
            return
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        area.setWidget(self.grid)
        column.addWidget(area)

    # -- what it shows

    @property
    def entity(self) -> Any:
        """The record as it is kept; None when the form is empty."""
        return self._entity

    def editor(self, name: str) -> Editor:
        """The editor of a field; KeyError when the form doesn't show it."""
        return self._rows[name].field_editor

    def row(self, name: str) -> FieldRow:
        """The row of a field; KeyError when the form doesn't show it."""
        return self._rows[name]

    def names(self) -> tuple[str, ...]:
        """The fields shown, in reading order."""
        return tuple(self._rows)

    def load(self, entity: Any) -> None:
        """Show a record; None empties the form. The same record again disturbs nothing that is being typed."""
        key = None if entity is None else str(entity.id)
        same = key == self._key and key is not None
        if not same:
            self._leave()
        self._key, self._entity = key, entity
        self.refs.exclude = key
        self.refs.account_id = _account_of(self.spec, entity)
        for name, row in self._rows.items():
            self._fill(row.field_editor, name, same=same)
            self.following[name].at("" if key is None else draft_places.record(self.spec.name, key, name))
        self.grid.setEnabled(entity is not None)

    def _fill(self, editor: Editor, name: str, *, same: bool) -> None:
        value = None if self._entity is None else getattr(self._entity, name)
        if isinstance(editor, MoneyEditor):
            currency = getattr(self._entity, name.removesuffix("_minor") + "_currency", None)
            editor.set_currency(currency or editor.currency)
        if same and (editor.dirty or editor.fault):
            editor.rebase(value)
        elif not same or value != editor.kept or editor.field.ref:
            editor.set_value(value)

    def _leave(self) -> None:
        """Keep what is typed before another record is shown; say so where that is impossible."""
        if self._key is None or self.flush():
            return
        name, fault = next(iter(self.faults().items()))
        label = tr(self.spec.field(name).label)
        self.app.notices.toast(tr("“{field}” was not kept: {fault}", field=label, fault=fault))

    # -- editing

    def focus_field(self, name: str) -> bool:
        """Put the focus into a field and scroll to it; False when the form doesn't show it."""
        row = self._rows.get(name)
        if row is None:
            return False
        area = self.findChild(QScrollArea)
        if area is not None:
            area.ensureWidgetVisible(row)
        row.field_editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def flush(self) -> bool:
        """Keep everything that is typed; False when a value can't be kept (its field says why)."""
        results = [row.field_editor.commit() for row in self._rows.values()]
        return all(results)

    def faults(self) -> dict[str, str]:
        """The fields whose value can't be kept, with the sentences beside them."""
        return {name: row.field_editor.fault for name, row in self._rows.items() if row.field_editor.fault}

    @Slot(str, object)
    def _on_committed(self, name: str, value: object) -> None:
        if self._key is None:
            return
        editor = self._rows[name].field_editor
        try:
            crud.set_field(self.app.session, self.spec, self._key, name, value, source=self.source)
            kept = crud.get(self.app.session, self.spec, self._key)
        except ValidationError as fault:
            editor.set_fault(fault.faults.get(name) or str(fault))
        except PlannerError as fault:
            editor.set_fault(str(fault))
        else:
            self._entity = kept
            editor.set_value(getattr(kept, name))
            self.committed.emit(name, value)

    def _show_history(self, name: str) -> None:
        if self._key is not None:
            run_command(self.app, "history.show", kind=self.spec.name, record=self._key, text=name)

    # -- following changes

    @Slot(object, object)
    def _on_changed(self, changes: ChangeSet, source: object) -> None:
        if self._key is None or source is self.source:
            return
        if any(row.key == self._key for row in changes):
            self._reload()
        elif changes.tables & self._ref_tables:
            self._refresh_names()

    def _reload(self) -> None:
        key = self._key
        found = crud.find(self.app.session, self.spec, key)
        if found is not None:
            self.load(found)
            return
        # Undo may bring the record back, so the form still knows it.
        self.grid.setEnabled(False)

    def _refresh_names(self) -> None:
        for row in self._rows.values():
            editor = row.field_editor
            if editor.field.kind in {Kind.REF, Kind.LIST} and not editor.dirty and not editor.fault:
                editor.set_value(editor.kept)


def _account_of(spec: EntitySpec[Any], entity: Any) -> str | None:
    if entity is None:
        return None
    return str(entity.id) if spec.name == "account" else getattr(entity, "account_id", None)
