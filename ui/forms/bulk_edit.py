# SPDX-License-Identifier: Apache-2.0
"""Setting the same fields of several records in one step (ux W2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.entities.spec import EntitySpec
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr, trn
from planner.services import crud, draft_places
from ui.context import AppContext
from ui.forms.bulk_row import BulkRow
from ui.forms.drafts import follow
from ui.forms.editors import RefSource
from ui.forms.field_row import FaultLine
from ui.forms.grade_editor import GradeDialog
from ui.forms.overrides import bulk_fields
from ui.forms.panel import AskingPanel
from ui.forms.small_window import SmallWindow
from ui.widgets.button import Button
from ui.widgets.letters import give_letters
from ui.widgets.safe import PlainLabel


class BulkEditPanel(AskingPanel):
    """Choose fields, give values, apply: one undo step for all records.

    ``applied`` carries the ChangeSet, ``cancelled`` means nothing changed, ``grade_wanted`` that the user
    chose the grade, which is a decision of its own.
    """

    applied = Signal(object)
    grade_wanted = Signal()

    def __init__(
        self, app: AppContext, spec: EntitySpec[Any], ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.spec, self.ids = app, spec, tuple(ids)
        self._refs = RefSource(app)
        self._rows: dict[str, BulkRow] = {}
        self._menu = QMenu(self)
        self._choices: dict[str, QAction] = {}
        for name in bulk_fields(spec):
            action = self._menu.addAction(tr(spec.field(name).label))
            action.setData(name)
            self._choices[name] = action
        self.add_button = Button(tr("Choose a field"), self, icon="plus", arrow=True)
        self.add_button.clicked.connect(self._open_menu)
        self._menu.triggered.connect(self._on_chosen)
        self._fields = QVBoxLayout()
        self._fault = FaultLine(self)
        self.apply_button = Button("", self, variant="primary")
        self.cancel_button = Button(tr("Cancel"), self, shortcut=tr("Esc"))
        self._build()
        self.apply_button.clicked.connect(self.apply)
        self.cancel_button.clicked.connect(self.cancelled)
        self._update()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        n = len(self.ids)
        column.addWidget(PlainLabel(trn("{n} record", "{n} records", n), self, role="section"))
        self._fields.setSpacing(12)
        column.addLayout(self._fields)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fault)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.apply_button)
        column.addLayout(row)

    def start(self) -> None:
        """Put the focus on the choice of fields."""
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self) -> None:
        give_letters(self._menu)
        self._menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _on_chosen(self, action: QAction) -> None:
        self.choose(str(action.data()))

    def choose(self, name: str) -> None:
        """Take a field into the change; the grade of accounts opens its own decision instead."""
        if (self.spec.name, name) == ("account", "grade"):
            self.grade_wanted.emit()
            return
        if name in self._rows:
            return
        row = BulkRow(self.spec.field(name), self._refs, self)
        row.dropped.connect(self._on_drop)
        row.changed.connect(self._update)
        row.editor.entered.connect(self.apply)
        self._fields.addWidget(row)
        self._rows[name] = row
        self._follow(row)
        self._order()
        self._update()
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, row: BulkRow) -> None:
        """What is typed for all of them outlives a crash; both buttons of the window end that."""
        following = follow(self.app, row.row, held=True)
        following.at(draft_places.ask(self.spec.name, row.field.name, self.ids))
        for end in (self.cancelled, self.applied, row.dropped):
            end.connect(following.done)

    def _order(self) -> None:
        """Tab goes through the fields from above, then to what may be done with them."""
        parts = [stop for row in self._rows.values() for stop in row.stops()]
        for before, after in pairwise([*parts, self.add_button, self.cancel_button, self.apply_button]):
            QWidget.setTabOrder(before, after)

    def _on_drop(self, name: str) -> None:
        row = self._rows.pop(name)
        self._fields.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._update()
        self.start()

    def row(self, name: str) -> BulkRow:
        """A chosen field; KeyError when it isn't chosen."""
        return self._rows[name]

    def editor(self, name: str) -> Any:
        """The editor of a chosen field; KeyError when it isn't chosen."""
        return self._rows[name].editor

    def _update(self) -> None:
        n = len(self.ids)
        self.apply_button.setText(trn("Change {n} record", "Change {n} records", n))
        self.apply_button.set_off(self._lacks())
        for name, action in self._choices.items():
            action.setVisible(name not in self._rows and (name != "grade" or not self._rows))

    def _lacks(self) -> str:
        """Why nothing can be changed yet."""
        if not self._rows:
            return tr("Choose a field first.")
        open_ones = [tr(row.field.label) for row in self._rows.values() if not row.settled()]
        return tr("Give a value, or choose to empty it: {fields}", fields=", ".join(open_ones)) if open_ones else ""

    def apply(self) -> None:
        """Change all records in one step; a value that can't be kept is said beside its field."""
        good = [row.ready() for row in self._rows.values()]
        if not good or not all(good):
            return
        values = {name: row.value() for name, row in self._rows.items()}
        try:
            changes: ChangeSet = crud.set_fields(self.app.session, self.spec, self.ids, values, source=self)
        except ValidationError as fault:
            for name, sentence in fault.faults.items():
                if name in self._rows:
                    self.editor(name).set_fault(sentence)
            return
        except PlannerError as fault:
            self._fault.say(str(fault))
            return
        self.applied.emit(changes)


class BulkEditDialog(SmallWindow):
    """The panel in a small window; ``applied`` carries the ChangeSet."""

    applied = Signal(object)

    def __init__(
        self, app: AppContext, spec: EntitySpec[Any], ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        app.session.refuse_reading()
        super().__init__(tr("Change several records"), parent)
        self.app = app
        self.panel = BulkEditPanel(app, spec, ids, self)
        self.hold(self.panel)
        self.panel.cancelled.connect(self.reject)
        self.panel.applied.connect(self._on_applied)
        self.panel.grade_wanted.connect(self._on_grade)
        self.panel.start()

    def _on_applied(self, changes: object) -> None:
        self.applied.emit(changes)
        self.accept()

    def _on_grade(self) -> None:
        GradeDialog(self.app, self.panel.ids, parent=self.parentWidget()).open()
        self.reject()
