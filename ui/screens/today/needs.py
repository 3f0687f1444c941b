# SPDX-License-Identifier: Apache-2.0
"""The list of what needs the user: two lines a row, Enter opens, Space peeks, Ctrl+Enter is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.rules.due import DueRow
from planner.services.today import Due
from planner.views import today_view
from planner.views.catch_up import late_ones
from planner.views.tables import TableView
from ui.context import AppContext
from ui.models.rows_model import RowsModel
from ui.models.selection import keep_selection
from ui.screens.actions.replan import ReplanMenu, done
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import HLine, SectionTitle
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

_OPEN = 3


class FlatTable(DataTable):
    """A table as high as its rows, without heads; the page around it scrolls."""

    def __init__(self, *, name: str, two_line: bool = False, multi: bool = False) -> None:
        super().__init__(name=name, two_line=two_line, sortable=False, multi=multi)
        self.head.hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self, model: RowsModel) -> None:
        """Take the height of the rows, and the columns' widths."""
        columns = model.view().columns
        stretch = next((n for n, c in enumerate(columns) if not c.width), None)
        self.set_widths({n: c.width for n, c in enumerate(columns) if c.width}, stretch)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if stretch is not None:
            self.head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(max(1, model.rowCount() * self.verticalHeader().defaultSectionSize()))


class NeedsList(QWidget):
    """Head with Re-plan, the rows, and one calm line for the rest.

    ``opened`` and ``peeked`` carry a `DueRow`; ``chosen`` says that another row is selected.
    ``stepped`` carries the row whose alert is to be answered. ``catch_up_wanted`` asks
    to go through what is late and folded away.
    """

    opened = Signal(object)
    stepped = Signal(object)
    peeked = Signal(object)
    chosen = Signal()
    catch_up_wanted = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._due: Due | None = None
        self._rows: dict[str, DueRow] = {}
        self.whole = False
        self.model = RowsModel(parent=self)
        self.model.set_view(TableView(columns=today_view.NEED_COLUMNS))
        self.table = FlatTable(name=tr("Needs you today"), two_line=True, multi=True)
        self.table.setObjectName("lstToday")
        self.table.setModel(self.model)
        self._keeper = keep_selection(self.table)
        self.btn_replan = Button(tr("Re-plan"), small=True, arrow=True)
        self.btn_replan.setObjectName("btnReplan")
        self.menu = ReplanMenu(app, self.action_ids, self.btn_replan)
        self.btn_replan.set_menu(self.menu)
        policy = self.btn_replan.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.btn_replan.setSizePolicy(policy)
        self.rest = PlainLabel(color="muted")
        self.btn_all = Button(tr("Show all"), small=True, variant="text")
        self.btn_all.setObjectName("btnShowAll")
        self.btn_catch_up = Button(tr("Catch up…"), small=True)
        self.btn_catch_up.setObjectName("btnCatchUp")
        self.empty = EmptyState("", compact=True)
        self.waiting = PlainLabel(tr("Looking through all accounts…"), color="muted")
        self._opener: QPersistentModelIndex | None = None
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 12)
        head.addWidget(SectionTitle(tr("Needs you today"), large=True), 1)
        head.addWidget(self.btn_replan)
        foot = QHBoxLayout()
        foot.setContentsMargins(38, 12, 12, 0)
        foot.addWidget(self.rest)
        foot.addStretch(1)
        foot.addWidget(self.btn_all)
        foot.addWidget(self.btn_catch_up)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(HLine())
        for part in (self.waiting, self.table, self.empty, self._foot):
            column.addWidget(part)
        self.waiting.setContentsMargins(0, 12, 0, 12)
        self.table.hide()
        self.empty.hide()
        self._foot.hide()

    def _wire(self) -> None:
        self.table.opened.connect(self._opened)
        self.table.peeked.connect(self._peeked)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.table.selectionModel().currentRowChanged.connect(self._place_open)
        self.btn_all.clicked.connect(self._toggle_whole)
        self.btn_catch_up.clicked.connect(self.catch_up_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._done)
        theme().changed.connect(self._refit)

    def show_due(self, due: Due, nothing: tuple[str, str] = ("", "")) -> None:
        """Show the list; ``nothing`` is the headline and sentence for when it is empty."""
        self._due = due
        rows = due.every if self.whole else due.short.rows
        self._rows = {today_view.need_key(row): row for row in rows}
        self.model.set_view(today_view.needs(rows))
        self._refit()
        self.waiting.hide()
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.set_text(*nothing)
        self.btn_replan.setVisible(bool(rows))
        self._show_rest(due)
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._chosen()
        self._place_open()

    def _show_rest(self, due: Due) -> None:
        self._foot.setVisible(bool(due.short.rest))
        self.rest.setText("" if self.whole else due.short.rest_text())
        self.btn_all.setText(tr("Show fewer") if self.whole else tr("Show all"))
        self.btn_catch_up.setVisible(bool(self.late_ones()))

    def late_ones(self) -> tuple[DueRow, ...]:
        """What is late and folded away."""
        return late_ones(self._due.every, self._due.short) if self._due is not None else ()

    @Slot()
    def _refit(self) -> None:
        self.table.fit(self.model)

    @Slot()
    def _toggle_whole(self) -> None:
        self.whole = not self.whole
        if self._due is not None:
            self.show_due(self._due)

    def current(self) -> DueRow | None:
        """The row that has the frame, or None."""
        return self._rows.get(self.model.key(self.table.currentIndex()))

    def selected(self) -> list[DueRow]:
        """The selected rows from top to bottom."""
        numbers = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self._rows.get(self.model.key(number)) for number in numbers)
        return [row for row in found if row is not None]

    def action_ids(self) -> Sequence[str]:
        """The selected actions."""
        return tuple(row.id for row in self.selected() if row.entity == "action")

    @Slot()
    def _chosen(self) -> None:
        reason = "" if self.action_ids() else tr("Select an action first; only actions can be re-planned.")
        self.btn_replan.set_off(reason)
        self.chosen.emit()

    @Slot()
    def _place_open(self) -> None:
        """One small button in the current row: the step of its alert, else Open; Enter opens it either way."""
        row = self.table.current_row()
        if self._opener is not None and self._opener.isValid():
            self.table.setIndexWidget(self._opener, None)  # type: ignore[arg-type]
        self._opener = None
        if row < 0:
            return
        holder = QWidget()
        due = self.current()
        words = today_view.step_words(due) if due is not None else ""
        button = Button(words or tr("Open"), small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._step_current if words else self._open_current)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 4, 0)
        line.addStretch(1)
        line.addWidget(button)
        self._opener = QPersistentModelIndex(self.model.index(row, _OPEN))
        self.table.setIndexWidget(self.model.index(row, _OPEN), holder)

    @Slot()
    def _open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    @Slot()
    def _step_current(self) -> None:
        row = self.current()
        if row is not None:
            self.stepped.emit(row)

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        row = self._rows.get(self.model.key(index))
        if row is not None:
            self.opened.emit(row)

    @Slot(QModelIndex)
    def _peeked(self, index: QModelIndex) -> None:
        row = self._rows.get(self.model.key(index))
        if row is not None:
            self.peeked.emit(row)

    @Slot()
    def _done(self) -> None:
        done(self._app, self.action_ids())
