# SPDX-License-Identifier: Apache-2.0
"""All open actions: found, narrowed and sorted by SQL; ticked off, re-planned or dropped, also several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.services import action_list
from planner.views import actions_view
from planner.views.tables import Row, TableView
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.later import Later
from ui.models.paged_model import PagedModel
from ui.models.selection import keep_selection, select_key, selected_keys
from ui.screens.actions.details import ActionDetails
from ui.screens.actions.filters import ActionFilters
from ui.screens.actions.replan import DropWindow, ReplanMenu, done
from ui.screens.screen import Screen
from ui.screens.today.places import record_place
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

_DONE, _TITLE, _OWNER, _DUE, _SOURCE = 0, 1, 3, 4, 5
_NEEDS_WIDTH = {_OWNER: 640, _SOURCE: 800}


class ActionsScreen(Screen):
    """The rows are fetched as they come into view, so tens of thousands stay quick."""

    depends_on = frozenset({"action", "account", "person", "risk", "network_review"})
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._sort, self._descending = "due", False
        self.pane = ActionDetails(app)
        self.details: QWidget | None = None
        self.setAutoFillBackground(True)
        self.header = PaneHeader(tr("Actions"), page=True)
        self.btn_new = Button(tr("Action"), variant="primary", icon="plus", shortcut="Ctrl+N")
        self.btn_new.setObjectName("btnNewAction")
        self.header.add_right(self.btn_new)
        self.filters = ActionFilters()
        self._build_table()
        self._build_rest()
        self._lay_out()
        self._wire()

    def _build_table(self) -> None:
        self.model = PagedModel(actions_view.COLUMNS, self._fetch, self)
        self.table = DataTable(name=tr("Actions"), multi=True)
        self.table.setObjectName("tblActions")
        self.table.setModel(self.model)
        self.table.set_widths({n: c.width for n, c in enumerate(actions_view.COLUMNS) if c.width}, stretch=_TITLE)
        self.table.head.setSortIndicator(_DUE, Qt.SortOrder.AscendingOrder)
        self._keeper = keep_selection(self.table)

    def _build_rest(self) -> None:
        self.footer = Panel(lines="t")
        self.sort_words = PlainLabel(role="caption", color="muted")
        row = QHBoxLayout(self.footer)
        row.setContentsMargins(16, 9, 16, 9)
        row.addWidget(self.sort_words)
        row.addStretch(1)
        self.bar = Bar("info")
        self.bar.add_button(tr("Done"), icon="check").clicked.connect(self._done_selected)
        self.btn_replan = self.bar.add_button(tr("Re-plan"), icon="calendar-event")
        self.btn_replan.set_menu(ReplanMenu(self.app, self.selected, self.btn_replan))
        self.bar.add_button(tr("Drop…"), icon="circle-x").clicked.connect(self._drop_selected)
        self.bar_area = QWidget()
        around = QVBoxLayout(self.bar_area)
        around.setContentsMargins(16, 8, 16, 12)
        around.addWidget(self.bar)
        self.empty = EmptyState(
            tr("No action is open."),
            tr("What you promise in a review, a call or a plan waits here until it is done."),
        )
        add = Button(tr("Add action"), variant="primary", icon="plus")
        add.clicked.connect(self._new)
        self.empty.add_button(add)
        self.nothing = EmptyState(tr("No open action matches."), compact=True)
        clear = Button(tr("Clear filters"))
        clear.clicked.connect(self.filters.clear)
        self.nothing.add_button(clear)

    def _lay_out(self) -> None:
        self.body = QStackedWidget()
        for page in (self.table, self.nothing, self.empty):
            self.body.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filters)
        column.addWidget(self.body, 1)
        column.addWidget(self.bar_area)
        column.addWidget(self.footer)
        self.bar_area.hide()

    def _wire(self) -> None:
        self._typed = Later(self, self.refresh, 60, self.app.session)
        self.filters.changed.connect(self._typed.start)
        self.filters.edit.returnPressed.connect(self.table.setFocus)
        self.btn_new.clicked.connect(self._new)
        self.model.sort_wanted.connect(self._sort_by)
        self.table.opened.connect(self._open)
        self.table.peeked.connect(self._peek)
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._done_selected)

    @override
    def refresh(self) -> None:
        """Ask for the ids in order; the table fetches the rows it shows."""
        session = self.app.session
        opened, late = action_list.count(session)
        self.filters.set_owners(action_list.owners(session))
        ids = action_list.ids(session, self.filters.wanted(self._sort, self._descending))
        self.model.set_ids(ids)
        note = tr("{shown} of {all} open", shown=len(ids), all=opened) if opened else ""
        self.header.set_title(tr("Actions"), note)
        self.filters.late_chip.set_count(str(late) if late else "")
        self.filters.setVisible(bool(opened))
        self.btn_new.set_variant("primary" if opened else "normal")
        self.sort_words.setText(tr(actions_view.SORT_WORDS.get(self._sort, "")))
        self.body.setCurrentWidget(self.table if ids else self.nothing if opened else self.empty)
        pane = self.pane if opened else None
        if pane is not self.details:
            self.details = pane
            self.details_changed.emit()
        if ids and not selected_keys(self.table):
            self.table.selectRow(0)
        self._selected()

    def _fetch(self, ids: Sequence[str]) -> list[Row]:
        return actions_view.rows(action_list.rows(self.app.session, ids), self.app.session.today())

    @override
    def show_place(self, place: Place) -> None:
        if place.record:
            select_key(self.table, place.record)
        self.table.setFocus()

    @override
    def search(self) -> None:
        self.filters.edit.setFocus()
        self.filters.edit.selectAll()

    @override
    def actions_context(self) -> dict[str, object]:
        keys = self.selected()
        found: dict[str, object] = {"action": tuple(keys)}
        if len(keys) == 1:
            row = action_list.rows(self.app.session, keys)
            found["record"] = ("action", keys[0])
            if row:
                found["account_id"] = row[0].account_id
        return found

    def copy_table(self) -> TableView:
        """The selected rows, or all, for the clipboard."""
        chosen = self.selected()
        ids = chosen if len(chosen) > 1 else self.model.ids()
        return TableView(columns=actions_view.COLUMNS[1:], rows=tuple(_without_tick(r) for r in self._fetch(ids)))

    def new_record(self) -> None:
        """Ctrl+N."""
        self._new()

    def new_label(self) -> str:
        """What Ctrl+N makes here."""
        return tr("New action")

    def selected(self) -> Sequence[str]:
        """Ids of the selected actions from top to bottom."""
        return selected_keys(self.table)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The action keeps its room: what it comes from and whose it is give way first."""
        super().resizeEvent(event)
        for column, width in _NEEDS_WIDTH.items():
            self.table.setColumnHidden(column, self.width() < width)

    @Slot()
    def _selected(self) -> None:
        keys = self.selected()
        self.pane.show_actions(keys)
        self.bar.set_text(trn("{n} action selected", "{n} actions selected", len(keys)))
        self.bar_area.setVisible(len(keys) > 1)
        self.footer.setVisible(len(keys) < 2 and self.filters.isVisibleTo(self))
        self.selection_changed.emit()

    @Slot(str, bool)
    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.refresh()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _DONE:
            done(self.app, (self.model.key(index),))

    @Slot()
    def _done_selected(self) -> None:
        done(self.app, self.selected())

    @Slot()
    def _drop_selected(self) -> None:
        if self.selected():
            DropWindow(self.app, self.selected(), self.window()).open()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        rows = action_list.rows(self.app.session, (self.model.key(index),))
        if rows:
            self.app.navigator.go(record_place(self.app.session, rows[0].account_id, "action", rows[0].id))

    @Slot(QModelIndex)
    def _peek(self, _index: QModelIndex) -> None:
        run_command(self.app, "view.details")

    @Slot()
    def _new(self) -> None:
        run_command(self.app, "action.quick", account_id=None)


def _without_tick(row: Row) -> Row:
    return Row(key=row.key, cells=row.cells[1:])
