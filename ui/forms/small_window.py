# SPDX-License-Identifier: Apache-2.0
"""A small window around one panel: it blocks nothing but its own window and goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

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
