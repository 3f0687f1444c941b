# SPDX-License-Identifier: Apache-2.0
"""Trash (ux W18): what was put away, bringing it back with its links, and emptying it for good."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.common.person import PERSON
from planner.entities.registry import BY_NAME, ENTITIES
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.services import crud, purge
from planner.services.session import Session
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext, Place
from ui.models.rows_model import RowsModel
from ui.models.selection import keep_selection, select_key, selected_keys
from ui.screens.screen import Screen
from ui.text import short_moment
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import PaneHeader
from ui.widgets.table import DataTable

_COLUMNS: Final = (
    Column(key="title", title=N_("Name")),
    Column(key="kind", title=N_("Kind"), width=150),
    Column(key="others", title=N_("With it"), width=150),
    Column(key="who", title=N_("Moved by"), width=160),
    Column(key="at", title=N_("When"), width=150),
)


class TrashScreen(Screen):
    """The list of trashed records, newest first."""

    depends_on: ClassVar[frozenset[str]] = frozenset(spec.table for spec in ENTITIES)
    selection_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.setObjectName("pageTrash")
        self._items: dict[str, Any] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.header = PaneHeader(tr("Trash"), self, note=tr("Items stay 30 days."), page=True)
        self.restore_button = Button(tr("Restore"), self, icon="restore", variant="primary")
        self.restore_button.setObjectName("btnRestore")
        self.empty_button = Button(tr("Empty Trash…"), self, icon="trash")
        self.empty_button.setObjectName("btnEmptyTrash")
        self.header.add_right(self.empty_button)
        self.header.add_right(self.restore_button)
        outer.addWidget(self.header)
        self.model = RowsModel(TableView(columns=_COLUMNS), self)
        self.table = DataTable(self, name=tr("Trash"), multi=True)
        self.table.setObjectName("tblTrash")
        self.table.setModel(self.model)
        self.table.set_widths({n: c.width for n, c in enumerate(_COLUMNS) if c.width}, stretch=0)
        keep_selection(self.table)
        self.nothing = EmptyState(tr("Trash is empty."), tr("What you put away can be brought back from here."), self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        outer.addWidget(self._stack, 1)
        self.restore_button.clicked.connect(self.restore)
        self.empty_button.clicked.connect(self.empty)
        self.table.opened.connect(self._opened)
        self.table.selectionModel().selectionChanged.connect(self._fit)

    @override
    def refresh(self) -> None:
        items = crud.trashed(self.app.session)
        self._items = {item.key: item for item in items}
        people = _names(self.app.session)
        rows = tuple(_row(item, people) for item in items)
        self.model.set_view(TableView(columns=_COLUMNS, rows=rows))
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        self.empty_button.set_off("" if rows else tr("Trash is empty."))
        if rows and not selected_keys(self.table):
            self.table.selectRow(0)
        self._fit()

    @override
    def show_place(self, place: Place) -> None:
        self.mark_stale()
        self._refresh_if_seen()
        if place.record is not None:
            select_key(self.table, place.record)
        (self.table if self._items else self.nothing).setFocus()

    def copy_table(self) -> TableView:
        """The list for the clipboard."""
        return self.model.view()

    def restore(self) -> None:
        """Bring the selected records back, each with what was trashed with it."""
        names: list[str] = []
        for key in selected_keys(self.table):
            item = self._items[key]
            try:
                crud.restore(self.app.session, BY_NAME[item.entity], key)
            except PlannerError as error:
                self.app.notices.fault(error)
                continue
            names.append(item.title)
        if len(names) == 1:
            self.app.notices.toast(tr("Restored {name}", name=names[0]), undo=True)
        elif names:
            self.app.notices.toast(trn("Restored {n} record", "Restored {n} records", len(names)))
        self.mark_stale()

    def empty(self) -> None:
        """Ask, then let everything here go for good."""
        sure = self.app.prompts.confirm(
            tr("Empty the Trash?"),
            tr("Empty Trash"),
            detail=tr("What is in it goes for good, and the steps before this can no longer be undone."),
        )
        if not sure:
            return
        count = purge.empty_trash(self.app.session)
        self.app.notices.toast(trn("{n} record is gone for good", "{n} records are gone for good", count))
        self.mark_stale()

    def _opened(self, _index: QModelIndex) -> None:
        self.restore()

    def _fit(self) -> None:
        self.restore_button.set_off("" if selected_keys(self.table) else tr("Select what should come back first."))
        self.selection_changed.emit()


def _names(session: Session) -> dict[str, str]:
    return {person.id: person.name for person in crud.every(session, PERSON)}


def _row(item: Any, people: dict[str, str]) -> Row:
    others = trn("{n} record", "{n} records", item.others) if item.others else ""
    cells = (
        CellValue(text=item.title, role="name"),
        tr(BY_NAME[item.entity].label),
        others,
        people.get(item.person_id or "", ""),
        CellValue(text=short_moment(item.at), raw=item.at),
    )
    return Row(key=item.key, cells=cells)
