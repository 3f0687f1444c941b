# SPDX-License-Identifier: Apache-2.0
"""A small window around one panel: it blocks nothing but its own window and goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import theme


class SmallWindow(QDialog):
    """Holds a panel; Esc closes it, and it is deleted when closed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().density.px(440))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def hold(self, panel: QWidget) -> None:
        """Show the panel as the window's content."""
        self._column.addWidget(panel)

    @override
    def event(self, event: QEvent) -> bool:
        """Take the height for words that came, such as a fault; a window that is too low would squeeze the fields."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            needed = self._column.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done
