# SPDX-License-Identifier: Apache-2.0
"""The rows of the account list with what a pointer or a screen reader asks beyond the cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.kernel.override import override
from planner.kernel.text import tr
from planner.views import account_table
from ui.models import cells
from ui.models.paged_model import Fetch, PagedModel
from ui.screens.accounts.tips import TOLD

_Index = QModelIndex | QPersistentModelIndex
PLACES: Final = {column.key: number for number, column in enumerate(account_table.COLUMNS)}
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class AccountsModel(PagedModel):
    """All columns in their order, hidden ones too; ``tip(column, id)`` says what stands behind a cell.

    With ``as_cards`` the name stands for the whole card, which is what a screen reader then hears of it.
    """

    as_cards = False

    def __init__(self, fetch: Fetch, tip: Callable[[str, str], str], parent: QObject | None = None) -> None:
        super().__init__(account_table.COLUMNS, fetch, parent)
        self._tip = tip

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _TIP:
            column = account_table.COLUMNS[index.column()].key if index.isValid() else ""
            return self.tip(index, column) if column in TOLD else None
        if role == _SPOKEN and self.as_cards and index.isValid() and index.column() == PLACES["name"]:
            return self._whole(index.row())
        return super().data(index, role)

    def tip(self, index: _Index, column: str) -> str:
        """What stands behind the grade or the health of a row, as plain text."""
        return self._tip(column, self.key(index))

    def _whole(self, row: int) -> str:
        found = dict(zip(PLACES, self.row(row).cells, strict=True))
        spoken = {column.key: tr(column.spoken()) for column in account_table.COLUMNS}
        parts = [cells.shown(found["name"])]
        parts += [f"{spoken[key]}: {cells.shown(found[key])}" for key in account_table.ON_CARD]
        return ", ".join(parts)
