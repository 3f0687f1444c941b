# SPDX-License-Identifier: Apache-2.0
"""By which columns the account list is sorted: heads, Shift+click, and the menu of orders and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from planner.rules.account_rows import SortKey
from planner.views.account_table import COLUMNS
from ui.screens.accounts.columns import ListColumns
from ui.screens.accounts.model import PLACES, AccountsModel
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu


class ListOrder(QObject):
    """One key or two; `changed` says that the list has to be sorted anew."""

    changed = Signal()

    def __init__(self, table: DataTable, model: AccountsModel, columns: ListColumns) -> None:
        super().__init__(table)
        self._table, self._model, self._columns = table, model, columns
        self.first = SortKey()
        self.second: SortKey | None = None
        table.head.arranges = True
        table.head.then_wanted.connect(self._then_place)
        table.head.menu_wanted.connect(self._menu_at)
        model.sort_wanted.connect(self._sort)
        self._show()

    def in_force(self) -> tuple[SortKey, ...]:
        """The keys in force, the first one first."""
        return (self.first,) if self.second is None else (self.first, self.second)

    def put(self, keys: tuple[SortKey, ...]) -> None:
        """Take over other keys without a signal."""
        self.first, self.second = keys[0], keys[1] if len(keys) > 1 else None
        self._show()

    def by(self, key: str) -> None:
        """Sort by one column alone; the one that it is sorted by already turns round."""
        self._take(SortKey(key, self.first.key == key and not self.first.descending), None)

    def then_by(self, key: str) -> None:
        """Let a column order what the first leaves equal; one that orders already turns round."""
        first, second = self.first, self.second
        if first.key == key:
            self._take(first._replace(descending=not first.descending), second)
        else:
            self._take(first, SortKey(key, second is not None and second == SortKey(key)))

    def menu(self, column: str = "") -> QMenu:
        """Orders and columns: of one column's head, or of all; cards have no columns."""
        from ui.screens.accounts.head_menu import HeadMenu

        made = HeadMenu(self._columns, self._table)
        made.offer_sort(self.by, self.then_by, self.in_force(), column)
        if not self._model.as_cards:
            made.offer_columns()
        return made

    def _take(self, first: SortKey, second: SortKey | None) -> None:
        self.first, self.second = first, second
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        places = [(PLACES[key.key], key.descending) for key in self.in_force()]
        self._table.head.set_sort(*places)

    @Slot(str, bool)
    def _sort(self, key: str, descending: bool) -> None:
        self._take(SortKey(key, descending), None)

    @Slot(int)
    def _then_place(self, place: int) -> None:
        self.then_by(COLUMNS[place].key)

    @Slot(int, QPoint)
    def _menu_at(self, place: int, at: QPoint) -> None:
        self.menu(COLUMNS[place].key if place >= 0 else "").popup(at)
