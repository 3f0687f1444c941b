# SPDX-License-Identifier: Apache-2.0
"""The account list: header, filters, table, footer; the details pane explains the selected account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.kernel.data import replace
from planner.kernel.override import override
from planner.kernel.text import tr
from planner.rules.account_rows import AccountFilter
from planner.services import account_list
from planner.services.session import Session
from planner.views import account_table
from planner.views.tables import Row, TableView
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.later import Later
from ui.screens.accounts.columns import ListColumns
from ui.screens.accounts.details import AccountDetails
from ui.screens.accounts.filters import CARDS, TABLE, FilterRow
from ui.screens.accounts.footer import Footer, SelectionBar
from ui.screens.accounts.model import PLACES, AccountsModel
from ui.screens.accounts.order import ListOrder
from ui.screens.accounts.tips import tip_of
from ui.screens.screen import Screen
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import PaneHeader
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet
    from planner.rules.account_views import AccountView
    from ui.widgets.cards import CardList

AT_ONCE: Final = 20
_AFTER_PAINT_MS: Final = 150


class AccountsScreen(Screen):
    """All accounts, found, narrowed and sorted by SQL; rows are fetched as they come into view."""

    depends_on = frozenset({"account", "score", "person", "grade_decision"})
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._wanted = AccountFilter()
        self._asked: AccountFilter | None = None
        self._cards: CardList | None = None
        self._instead: QWidget | None = None
        self.details = AccountDetails(app)
        self.details_empty = False
        self._build_header()
        self._build_table()
        self._lay_out()
        self._wire()

    def _build_header(self) -> None:
        self.header = PaneHeader(tr("Accounts"), page=True)
        self.btn_new = Button(tr("Account"), variant="primary", icon="plus", shortcut="Ctrl+N")
        self.btn_new.setObjectName("btnNewAccount")
        self.header.add_right(self.btn_new)
        self.filters = FilterRow(self.app, self.looks)

    def _build_table(self) -> None:
        self.model = AccountsModel(self._fetch, partial(tip_of, self.app), self)
        self.table = DataTable(name=tr("Accounts"), multi=True)
        self.table.setObjectName("tblAccounts")
        self.table.setModel(self.model)
        self.columns = ListColumns(self.table, self.app.settings.account_columns, self._keep_columns)
        self.order = ListOrder(self.table, self.model, self.columns)
        self.footer = Footer()
        self.selection_bar = SelectionBar(self.app)

    def _lay_out(self) -> None:
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.filters):
            column.addWidget(part)
        column.addWidget(self.body, 1)
        column.addWidget(self.selection_bar)
        column.addWidget(self.footer)

    def _wire(self) -> None:
        self._typed = Later(self, self._filter, 60, self.app.session)
        self._catch_up = Later(self, self._work_out, _AFTER_PAINT_MS, self.app.session)
        self.btn_new.clicked.connect(self._new)
        self.filters.changed.connect(self._typed.start)
        self.filters.edit.returnPressed.connect(self._enter_list)
        self.filters.edit.left_down.connect(self._enter_list)
        self.filters.view_chosen.connect(self._look)
        self.filters.switched.connect(self._switch)
        self.order.changed.connect(self._sorted)
        self.table.opened.connect(self._open)
        self.table.peeked.connect(self._peek)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.selectionModel().currentRowChanged.connect(self._selected)
        theme().changed.connect(self._refit)
        if self.app.settings.account_cards:
            self._show_cards(on=True)

    @override
    def refresh(self) -> None:
        """Ask for the ids in order; the table fetches the rows it shows."""
        kept, at = self.selected(), max(0, self.table.current_row())
        again, self._asked = self._asked == self._wanted, self._wanted
        every = account_list.account_count(self.app.session)
        ids = account_list.account_ids(self.app.session, self._wanted)
        self.model.set_ids(ids)
        self.header.set_title(tr("Accounts"), tr("{shown} of {all}", shown=len(ids), all=every) if every else "")
        self.filters.set_attention(account_list.attention_count(self.app.session))
        self._show_body(every, len(ids))
        self._reselect(kept, at if again else 0)
        self.footer.set_sort(self.order.first, self.order.second)
        self.filters.show_view()
        self._selected()
        self._catch_up.start()

    @override
    def on_changed(self, changes: ChangeSet, source: object) -> None:
        """A review or a person changes scores long before the list itself is told."""
        super().on_changed(changes, source)
        if self.isVisible():
            self._catch_up.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up.start()

    def _show_body(self, every: int, shown: int) -> None:
        self.filters.setVisible(bool(every))
        self.footer.setVisible(bool(every))
        self.btn_new.set_variant("primary" if every else "normal")
        if self.details_empty == bool(every):
            self.details_empty = not every
            self.details_changed.emit()
        if shown:
            self.body.setCurrentWidget(self.list)
            return
        from ui.screens.accounts import empties

        if self._instead is not None:
            self.body.removeWidget(self._instead)
            self._instead.deleteLater()
        made = empties.nothing_found(self.filters.words(), self._clear_filters) if every else empties.none_yet(self.app)
        self._instead = made
        self.body.addWidget(made)
        self.body.setCurrentWidget(made)

    @override
    def on_furnished(self) -> None:
        if self._instead is not None:  # its buttons are commands
            self.mark_stale()
        self.filters.build()
        self.details.load_now()
        self._catch_up.start(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit(event.size().width())

    @Slot()
    def _refit(self) -> None:
        self.columns.fit(self.width())

    @override
    def show_place(self, place: Place) -> None:
        if place.record:
            self._reselect([place.record])
        self.list.setFocus()

    @override
    def search(self) -> None:
        self.filters.edit.setFocus()
        self.filters.edit.selectAll()

    @override
    def actions_context(self) -> dict[str, object]:
        keys = tuple(self.selected())
        found: dict[str, object] = {"account": keys}
        if len(keys) == 1:
            found |= {"record": ("account", keys[0]), "account_id": keys[0]}
        return found

    @override
    def moment(self) -> dict[str, Any]:
        from planner.rules.account_views import to_plain

        return {"look": to_plain(self.looks()._replace(name="-"))}

    @override
    def recall(self, moment: dict[str, Any]) -> None:
        from planner.rules.account_views import from_plain

        look = from_plain(moment.get("look"))
        if look is not None:
            self._look(look)

    def copy_table(self) -> TableView:
        """The selected rows, or all, for the clipboard."""
        ids = self.selected() if len(self.selected()) > 1 else self.model.ids()
        found = account_list.account_rows(self.app.session, ids)
        shown = self.columns.shown()
        rows = account_table.rows(found, self.app.session.today(), shown)
        return TableView(columns=account_table.columns(shown), rows=tuple(rows))

    def selected(self) -> list[str]:
        """Ids of the selected accounts, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.key(row) for row in rows]

    @Slot()
    def _work_out(self) -> None:
        """Bring changed scores up to date once the list is painted: a few at once, many as a job."""
        self._catch_up.setInterval(_AFTER_PAINT_MS)
        if self.app.jobs.busy:  # a job may hold the store; the window does not wait for it
            self._catch_up.start()
            return
        from planner.services import scores

        if scores.catch_up(self.app.session, most=AT_ONCE) == AT_ONCE:
            self.app.jobs.run(
                partial(_all_scores, self.app.session), done=_ignore, failed=self.app.notices.fault, title=tr("Scores")
            )

    def _fetch(self, ids: Sequence[str]) -> list[Row]:
        found = account_list.account_rows(self.app.session, ids)
        return account_table.rows(found, self.app.session.today())

    def _reselect(self, keys: Sequence[str], instead: int = 0) -> None:
        """Select these again; where none is left, the row that took their place."""
        rows = [row for row in map(self.model.row_of, keys) if row >= 0]
        if not rows and self.model.rowCount():
            rows = [min(instead, self.model.rowCount() - 1)]
        flags = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        for n, row in enumerate(rows):
            way = (flags.ClearAndSelect if n == 0 else flags.Select) | flags.Rows
            selection.select(self.model.index(row, 0), way)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], PLACES["name"]), flags.NoUpdate)

    @Slot()
    def _selected(self) -> None:
        keys = self.selected()
        self.details.show_account(keys[0] if len(keys) == 1 else None, len(keys))
        self.selection_bar.show_selection(keys)
        self.footer.setVisible(len(keys) < 2 and self.filters.isVisibleTo(self))
        self.selection_changed.emit()

    # -- what is shown, and how

    @property
    def list(self) -> DataTable | CardList:
        """The table, or the cards in its place."""
        return self._cards if self._cards is not None and self.model.as_cards else self.table

    def looks(self) -> AccountView:
        """What the list looks like now, as a view that could be saved."""
        from planner.rules.account_views import AccountView

        return AccountView(
            text=self._wanted.text,
            grades=self._wanted.grades,
            attention=self._wanted.attention,
            mine=self.filters.mine,
            sorts=self.order.in_force(),
            columns=self.columns.chosen,
            cards=self.model.as_cards,
        )

    @Slot(object)
    def _look(self, view: AccountView) -> None:
        """Take over a view; what it says nothing about stays."""
        self.filters.put(view)
        if view.columns is not None:
            self.columns.choose(view.columns)
        if view.cards is not None:
            self._switch(CARDS if view.cards else TABLE)
        if view.sorts:
            self.order.put(view.sorts)
        self._filter()

    @Slot(str)
    def _switch(self, way: str) -> None:
        """Table or cards from now on, on this computer."""
        had_keys = self.list.hasFocus()
        self._show_cards(on=way == CARDS)
        self.app.save_settings(replace(self.app.settings, account_cards=way == CARDS))
        self.refresh()
        if had_keys:
            self.list.setFocus()

    def _show_cards(self, *, on: bool) -> None:
        self.filters.switch.set_key(CARDS if on else TABLE)
        self.model.as_cards = on
        if not on or self._cards is not None:
            return
        from ui.screens.accounts.cards import make_cards

        self._cards = make_cards(self.model, self.table.selectionModel())
        self._cards.opened.connect(self._open)
        self._cards.peeked.connect(self._peek)
        self.body.addWidget(self._cards)
        QWidget.setTabOrder(self.table, self._cards)  # one of the two is shown, at the same stop

    def _keep_columns(self, chosen: tuple[str, ...]) -> None:
        self.app.save_settings(replace(self.app.settings, account_columns=chosen))
        self.filters.show_view()

    @Slot()
    def _enter_list(self) -> None:
        """From the filter to the first row, or to the one that is selected."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rowCount() and not self.selected():
            self._reselect([])

    @Slot()
    def _filter(self) -> None:
        self._wanted = self._wanted._replace(
            text=self.filters.text(),
            grades=self.filters.grades(),
            attention=self.filters.attention(),
            owner=(self.app.session.me or "") if self.filters.mine else "",
            sort=self.order.first,
            then=self.order.second,
        )
        self.refresh()

    @Slot()
    def _sorted(self) -> None:
        self._wanted = self._wanted._replace(sort=self.order.first, then=self.order.second)
        self.refresh()

    def choose_columns(self) -> None:
        """Open the menu of orders and columns (View menu)."""
        below = QPoint(16, 0 if self.model.as_cards else self.table.head.height())
        self.order.menu().popup(self.list.mapToGlobal(below))

    @Slot()
    def _clear_filters(self) -> None:
        self.filters.clear()
        self._filter()
        self.list.setFocus()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        place = Place(page="account", account_id=self.model.key(index), section="overview")
        self.app.navigator.go(place)

    @Slot(QModelIndex)
    def _peek(self, _index: QModelIndex) -> None:
        run_command(self.app, "view.details")

    @Slot()
    def _new(self) -> None:
        run_command(self.app, "account.new")


def _all_scores(session: Session, report: Callable[[int, int, str], None]) -> int:
    from planner.services import scores

    return scores.catch_up(session, report=report)


def _ignore(_result: Any) -> None:
    """The commit notice already refreshed whoever shows scores."""
