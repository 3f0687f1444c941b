# SPDX-License-Identifier: Apache-2.0
"""The history of one record: who changed which field when, from what to what, and putting a value back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from planner.entities.registry import BY_NAME
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr
from planner.services import crud
from planner.services.record_log import FieldChange, field_history, restore_value
from planner.views.tables import CellValue, Column, Row, TableView
from ui.actions.spec import Context
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.text import short_moment
from ui.widgets.table import DataTable

_COLUMNS: Final = (
    Column(key="at", title=N_("When")),
    Column(key="who", title=N_("Who")),
    Column(key="field", title=N_("What")),
    Column(key="old", title=N_("Before")),
    Column(key="new", title=N_("After")),
)


def show_history(app: AppContext, context: Context) -> None:
    """Open the history of the record that the context names, or of the one field that its text names."""
    if context.record is None or context.kind not in BY_NAME:
        return
    window = app.navigator if isinstance(app.navigator, QWidget) else None
    dialog = HistoryDialog(app, context.kind, context.record, window, field=context.text)
    if context.text and not dialog.lines:
        label = tr(BY_NAME[context.kind].field(context.text).label)
        app.notices.toast(tr("“{field}” has no earlier value.", field=label))
        dialog.deleteLater()
        return
    dialog.exec()
    dialog.deleteLater()


class HistoryDialog(HouseDialog):
    """Newest change first, of the whole record or one ``field``; Restore puts an earlier value back where it can."""

    def __init__(self, app: AppContext, kind: str, key: str, parent: QWidget | None = None, *, field: str = "") -> None:
        self._app, self._kind, self._key, self._field = app, kind, key, field
        name = crud.title_of(app.session, BY_NAME[kind], key)
        if field:
            name = tr("{name}: {field}", name=name, field=tr(BY_NAME[kind].field(field).label))
        super().__init__(tr("History of {name}", name=name), parent, width=860)
        self.setObjectName("dlgHistory")
        self.lines: list[FieldChange] = []
        self.model = RowsModel(TableView(columns=_COLUMNS), self)
        self.table = DataTable(self, name=self.windowTitle(), sortable=False)
        self.table.setObjectName("tblHistory")
        self.table.setModel(self.model)
        self.table.set_widths({0: 172, 1: 124, 2: 166, 3: 174, 4: 174}, stretch=4)
        self.table.setMinimumHeight(320)
        self.column.addWidget(self.table, 1)
        self.fault = self.add_text("", color="text")
        self.fault.hide()
        self.restore = self.add_button(tr("Restore this value"), name="btnRestoreValue")
        self.restore.clicked.connect(self._restore)
        self.add_close()
        self.table.selectionModel().selectionChanged.connect(self._fit)
        app.bridge.changed.connect(self._changed)
        self._load()
        select_key(self.table, "0")
        self.table.setFocus()

    def _load(self) -> None:
        lines = field_history(self._app.session, self._kind, self._key)
        # What belongs to the record may have fields of the same name; their label says so.
        label = tr(BY_NAME[self._kind].field(self._field).label) if self._field else ""
        self.lines = [line for line in lines if not label or (line.name, line.label) == (self._field, label)]
        rows = tuple(_row(number, line) for number, line in enumerate(self.lines))
        self.model.set_view(TableView(columns=_COLUMNS, rows=rows))
        self._fit()

    def chosen(self) -> FieldChange | None:
        """The line selected."""
        key = self.model.key(self.table.currentIndex())
        return self.lines[int(key)] if key else None

    def _fit(self) -> None:
        line = self.chosen()
        can = line is not None and line.restorable
        self.restore.set_off("" if can else tr("Select a changed field first."))

    def _restore(self) -> None:
        line = self.chosen()
        if line is None or not line.restorable:
            return
        try:
            changes = restore_value(self._app.session, self._kind, self._key, line)
        except PlannerError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.fault.hide()
        if changes:
            self._app.notices.toast(tr("Put the earlier value back: {field}", field=line.label), undo=True)
        self._load()

    @Slot(object, object)
    def _changed(self, changes: ChangeSet, _source: object) -> None:
        if any(row.key == self._key for row in changes):
            self._load()


def _row(number: int, line: FieldChange) -> Row:
    what = CellValue(text=line.label or line.step, role="name")
    old = line.old or (None if line.name else "")
    return Row(key=str(number), cells=(short_moment(line.at), line.who, what, old, line.new or None))
