# SPDX-License-Identifier: Apache-2.0
"""The empty frame of the window, painted before anything but Qt is loaded."""

from __future__ import annotations

from PySide6.QtCore import QRect
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
