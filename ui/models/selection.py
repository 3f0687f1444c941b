# SPDX-License-Identifier: Apache-2.0
"""Keeps the selected and the current record of a table over a model reset, by their ids."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

from ui.models.paged_model import PagedModel
from ui.models.rows_model import RowsModel

_Flag = QItemSelectionModel.SelectionFlag


class SelectionKeeper(QObject):
    """Installed with `keep_selection`; lives and dies with the table."""

    def __init__(self, table: QAbstractItemView, model: RowsModel | PagedModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._keys: tuple[str, ...] = ()
        self._current = ""
        self._top = 0
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def _remember(self) -> None:
        self._keys = selected_keys(self._table)
        self._current = self._model.key(self._table.currentIndex())
        self._top = self._table.verticalScrollBar().value()

    def _restore(self) -> None:
        rows = [row for row in (self._model.row_of(key) for key in self._keys) if row >= 0]
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        for row in rows:
            chosen.select(self._model.index(row, 0), self._model.index(row, last))
        current = self._model.row_of(self._current)
        if current >= 0:
            self._table.selectionModel().setCurrentIndex(self._model.index(current, 0), _Flag.NoUpdate)
        self._table.selectionModel().select(chosen, _Flag.ClearAndSelect)
        self._table.verticalScrollBar().setValue(self._top)


def keep_selection(table: QAbstractItemView) -> SelectionKeeper:
    """Keep selection, current row and scroll place over resets of the table's model, which must be set already."""
    model = table.model()
    assert isinstance(model, RowsModel | PagedModel)
    return SelectionKeeper(table, model)


def selected_keys(table: QAbstractItemView) -> tuple[str, ...]:
    """Ids of the selected rows from top to bottom."""
    model, chosen = table.model(), table.selectionModel()
    if not isinstance(model, RowsModel | PagedModel) or chosen is None:
        return ()
    numbers = sorted({index.row() for index in chosen.selectedIndexes()})
    return tuple(model.key(number) for number in numbers)


def select_key(table: QAbstractItemView, key: str) -> bool:
    """Select one record and bring it into view; False when it is not listed."""
    model = table.model()
    if not isinstance(model, RowsModel | PagedModel):
        return False
    row = model.row_of(key)
    if row < 0:
        return False
    index: QModelIndex = model.index(row, 0)
    table.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
    table.scrollTo(index)
    return True
