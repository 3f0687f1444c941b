# SPDX-License-Identifier: Apache-2.0
"""A TableView as a Qt model; a new view only repaints the rows that differ when the records are the same."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from planner.views.tables import Row, TableView, sort_value
from ui.models import cells
from ui.models.roles import KEY_ROLE

_Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Holds all rows; for lists of some thousands. Sorting is stable, unknown values stay last either way."""

    def __init__(self, view: TableView | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view or TableView(columns=())
        self._rows: list[Row] = list(self._view.rows)
        self._sorted: tuple[int, bool] | None = None

    def view(self) -> TableView:
        """The view shown, its rows in the order on the screen."""
        return TableView(columns=self._view.columns, rows=tuple(self._rows), totals=self._view.totals)

    def set_view(self, view: TableView) -> None:
        """Show another view: same records in the same order change in place, anything else is a reset."""
        rows = self._ordered(list(view.rows)) if view.columns == self._view.columns else list(view.rows)
        same = view.columns == self._view.columns and [r.key for r in rows] == [r.key for r in self._rows]
        if not same:
            self.beginResetModel()
            if view.columns != self._view.columns:
                self._sorted = None
            self._view, self._rows = view, rows
            self.endResetModel()
            return
        changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
        self._view, self._rows = view, rows
        last = self.columnCount() - 1
        for n in changed:
            self.dataChanged.emit(self.index(n, 0), self.index(n, last))

    def row(self, number: int) -> Row:
        """The row at a place on the screen."""
        return self._rows[number]

    def key(self, index: _Index | int) -> str:
        """The record id at an index or row number, "" where there is none."""
        number = index if isinstance(index, int) else index.row()
        return self._rows[number].key if 0 <= number < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """Where a record is shown, -1 when it is not."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._view.columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == KEY_ROLE:
            return row.key
        return cells.answer(self._view.columns[index.column()], row.cells[index.column()], role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._view.columns):
            return None
        return cells.head(self._view.columns[section], role)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0 and not self._view.columns[column].sortable:
            return
        descending = order == Qt.SortOrder.DescendingOrder
        self._sorted = (column, descending) if column >= 0 else None
        rows = self._ordered(list(self._view.rows))
        if [r.key for r in rows] != [r.key for r in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _ordered(self, rows: list[Row]) -> list[Row]:
        if self._sorted is None:
            return rows
        column, descending = self._sorted
        keyed = [(sort_value(row.cells[column]), row) for row in rows]
        known = [(value, row) for value, row in keyed if value is not None]
        known.sort(key=lambda pair: (isinstance(pair[0], str), pair[0]), reverse=descending)
        return [row for _, row in known] + [row for value, row in keyed if value is None]
