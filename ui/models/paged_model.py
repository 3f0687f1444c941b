# SPDX-License-Identifier: Apache-2.0
"""A long list that knows only its ids and fetches the rows in view, forty at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.kernel.errors import PlannerError
from planner.kernel.override import override
from planner.views.tables import Column, Row
from ui.later import BROKEN
from ui.models import cells
from ui.models.roles import KEY_ROLE

_Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[str]], Sequence[Row]]
PAGE: Final = 40  # a little more than a tall window shows
KEPT_PAGES: Final = 75


class PagedModel(QAbstractTableModel):
    """``fetch(ids)`` gives the rows of a page in any order; a record that is gone meanwhile shows as unknown.

    The owner sorts: `sort_wanted` carries the column key and whether descending, and answers with `set_ids`.
    """

    sort_wanted = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._fetch = fetch
        self._ids: list[str] = []
        self._places: dict[str, int] | None = None
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these records in this order; the same ids again only fetch what is in view anew."""
        wanted = list(ids)
        if wanted == self._ids:
            self.refetch()
            return
        self.beginResetModel()
        self._ids, self._places = wanted, None
        self._pages.clear()
        self.endResetModel()

    def refetch(self) -> None:
        """Forget the rows held; those in view are fetched again when they are painted."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same records; ``fetch`` must give cells for them from now on."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._pages.clear()
        self.endResetModel()

    def ids(self) -> list[str]:
        """All ids in order."""
        return list(self._ids)

    def key(self, index: _Index | int) -> str:
        """The record id at an index or row number, "" where there is none."""
        number = index if isinstance(index, int) else index.row()
        return self._ids[number] if 0 <= number < len(self._ids) else ""

    def row_of(self, key: str) -> int:
        """Where a record is shown, -1 when it is not."""
        if self._places is None:
            self._places = {k: n for n, k in enumerate(self._ids)}
        return self._places.get(key, -1)

    def row(self, number: int) -> Row:
        """The row at a place, fetched when it is not held."""
        page = self._page(number // PAGE)
        return page[number % PAGE]

    def held_pages(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def _page(self, number: int) -> list[Row]:
        held = self._pages.get(number)
        if held is not None:
            self._pages.move_to_end(number)
            return held
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        found = {row.key: row for row in self._fetched(ids)}
        nothing = (None,) * len(self._columns)
        rows = [found.get(key) or Row(key=key, cells=nothing) for key in ids]
        self._pages[number] = rows
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return rows

    def _fetched(self, ids: list[str]) -> Sequence[Row]:
        """Nothing where the file broke, which a standing bar tells: a table that is being painted can't."""
        try:
            return self._fetch(ids)
        except PlannerError as error:
            if error.code not in BROKEN:
                raise
            return ()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == KEY_ROLE:
            return self._ids[index.row()]
        if role in {Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole}:
            return None
        return cells.answer(self._columns[index.column()], self.row(index.row()).cells[index.column()], role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return cells.head(self._columns[section], role)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns) and self._columns[column].sortable:
            self.sort_wanted.emit(self._columns[column].key, order == Qt.SortOrder.DescendingOrder)
