# SPDX-License-Identifier: Apache-2.0
"""A list of which several can be ticked: Space ticks, Enter goes on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from ui.theme.theme import theme

_ID = Qt.ItemDataRole.UserRole
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TickList(QListWidget):
    """``ticked`` is sent with key and state when the user ticks one, ``entered_row`` by Enter."""

    ticked = Signal(str, bool)
    entered_row = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._filling = False
        self.itemChanged.connect(self._changed)

    def set_rows(self, rows: Iterable[tuple[str, str, bool]]) -> None:
        """Show other rows: key, text, whether it is ticked."""
        self._filling = True
        self.clear()
        for key, text, ticked in rows:
            item = QListWidgetItem(text, self)
            item.setData(_ID, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._filling = False
        if self.count():
            self.setCurrentRow(0)

    def keys(self, *, ticked: bool = True) -> list[str]:
        """The keys that are ticked, or those that are not."""
        items = (self.item(row) for row in range(self.count()))
        return [str(item.data(_ID)) for item in items if (item.checkState() == Qt.CheckState.Checked) is ticked]

    def tick(self, key: str, *, on: bool = True) -> None:
        """Tick a row, or take its tick away, as the user does."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == key:
                self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def show_rows(self, least: int, most: int) -> None:
        """Be as tall as the rows there are, between two numbers of them."""
        rows = min(max(self.count(), least), most)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), theme().density.row) + 2 * self.frameWidth())

    @Slot(QListWidgetItem)
    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.ticked.emit(str(item.data(_ID)), item.checkState() == Qt.CheckState.Checked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered_row.emit()
            return
        super().keyPressEvent(event)
