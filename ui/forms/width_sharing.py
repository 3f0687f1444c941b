# SPDX-License-Identifier: Apache-2.0
"""Columns of words share the width that the other columns of a table leave, by weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableWidget
from typing_extensions import override

_LEAST: Final = 40


class WidthSharing(QObject):
    """Belongs to a table; the columns whose size is fixed are those of words, ``weights`` go by column."""

    def __init__(self, table: QTableWidget, weights: Sequence[int]) -> None:
        super().__init__(table)
        self._table, self._weights = table, tuple(weights)
        table.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._share()
        return False

    def _share(self) -> None:
        head = self._table.horizontalHeader()
        shown = [n for n in range(head.count()) if not self._table.isColumnHidden(n)]
        words = [n for n in shown if head.sectionResizeMode(n) == QHeaderView.ResizeMode.Fixed]
        room = self._table.viewport().width() - sum(head.sectionSize(n) for n in shown if n not in words)
        whole = sum(self._weights[n] for n in words)
        for n in words:
            head.resizeSection(n, max(_LEAST, room * self._weights[n] // whole))
