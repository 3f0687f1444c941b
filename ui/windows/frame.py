# SPDX-License-Identifier: Apache-2.0
"""The empty frame of the window, painted before anything but Qt is loaded."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget


def paint_frame(widget: QWidget, colors: tuple[str, str, str]) -> None:
    """Where the parts will be, in the colours of window, card and line."""
    window, card, line = (QColor(code) for code in colors)
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), window)
    page = QRect(160, 76, widget.width() - 160, widget.height() - 104)
    painter.fillRect(page, card)
    painter.fillRect(QRect(0, 75, widget.width(), 1), line)
    painter.fillRect(QRect(0, widget.height() - 28, widget.width(), 1), line)
    painter.fillRect(QRect(159, 76, 1, page.height()), line)
    painter.end()


def room_round(*, collapsed: bool) -> QMargins:
    """The room that menus, tool bar, rail and status bar will take round the page, before they are built."""
    from ui.theme.theme import theme

    density = theme().density
    menus = 0 if sys.platform == "darwin" else max(28, density.px(28))  # macOS shows them at the top of the screen
    rail = 48 + (density.rail_icon - 20) if collapsed else density.px(160)
    return QMargins(rail, menus + max(48, density.control + 16), 0, max(28, density.px(28)))
