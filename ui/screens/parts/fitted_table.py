# SPDX-License-Identifier: Apache-2.0
"""A record table that leaves out its least needed columns where there is no room, and opens by F2 as by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.views.tables import Column, TableView
from ui.models.rows_model import RowsModel
from ui.models.selection import keep_selection, selected_keys
from ui.theme.theme import theme
from ui.widgets.table import DataTable

_GROWTH: Final = 0.5


class FittedTable(DataTable):
    """Shows a TableView; ``drops`` are the column keys that go first when it gets narrow.

    ``stretch`` is the column that takes what is left. `chosen` says that the selected rows changed,
    `ticked` that Ctrl+Enter was pressed.
    """

    chosen = Signal()
    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        stretch: str,
        drops: Sequence[str] = (),
        two_line: bool = False,
        multi: bool = True,
        sortable: bool = True,
        model: RowsModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, name=name, two_line=two_line, multi=multi, sortable=sortable)
        self.rows = model if model is not None else RowsModel(parent=self)
        self._drops = tuple(drops)
        self._stretch = stretch
        self.rows.set_view(TableView(columns=tuple(columns)))
        self.setModel(self.rows)
        keep_selection(self)
        keys = [column.key for column in columns]
        self.set_widths({n: c.width for n, c in enumerate(columns)}, stretch=keys.index(stretch))
        self.selectionModel().selectionChanged.connect(self.chosen)
        theme().changed.connect(self.fit)

    def show_view(self, view: TableView) -> None:
        """Show other rows; what is selected stays so where it is still there."""
        self.rows.set_view(view)

    def keys(self) -> tuple[str, ...]:
        """Ids of the selected rows from top to bottom."""
        return selected_keys(self)

    def select(self, keys: Sequence[str], *, near: int = 0) -> None:
        """Select records; where none of them is there, the row that now stands at place ``near``."""
        numbers = [row for row in map(self.rows.row_of, keys) if row >= 0]
        if not numbers and self.rows.rowCount():
            numbers = [max(self.first_row(), min(near, self.rows.rowCount() - 1))]
        flags = QItemSelectionModel.SelectionFlag
        selection = self.selectionModel()
        for n, row in enumerate(numbers):
            way = (flags.ClearAndSelect if n == 0 else flags.Select) | flags.Rows
            selection.select(self.rows.index(row, 0), way)
        if numbers:
            index = self.rows.index(numbers[0], 0)
            selection.setCurrentIndex(index, flags.NoUpdate)
            self.scrollTo(index)
        else:
            selection.clear()

    def first_row(self) -> int:
        """The first row that may be selected."""
        return 0

    def fit(self) -> None:
        """Hide columns until the rest has room; spare room goes to all of them before the widest takes the rest."""
        columns = self.rows.view().columns
        widths = {c.key: theme().density.px(c.width) for c in columns}
        hidden: set[str] = set()
        for key in self._drops:
            if sum(width for name, width in widths.items() if name not in hidden) <= self.viewport().width():
                break
            hidden.add(key)
        shown = {key: width for key, width in widths.items() if key not in hidden}
        spare = max(0, self.viewport().width() - sum(shown.values()))
        share = min(_GROWTH, spare / 2 / max(1, sum(shown.values())))
        for n, column in enumerate(columns):
            if column.key != self._stretch and column.key not in hidden:
                self.head.resizeSection(n, round(widths[column.key] * (1 + share)))
            if self.isColumnHidden(n) != (column.key in hidden):
                self.setColumnHidden(n, column.key in hidden)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index: QModelIndex = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_F2:
            self.opened.emit(index)
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ticked.emit()
            return
        super().keyPressEvent(event)
