# SPDX-License-Identifier: Apache-2.0
"""A model of painted cells, for the gallery and for tests of tables."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.widgets.paint import CELL_ROLE, Cell

_Index = QModelIndex | QPersistentModelIndex


class CellModel(QAbstractTableModel):
    """A model of given cells, for tables in tests."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__()
        self._heads, self._rows = list(heads), [list(row) for row in rows]

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    @override
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._rows:
            right = self._rows[0][section].align == "right"
            return int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None
