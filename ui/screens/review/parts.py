# SPDX-License-Identifier: Apache-2.0
"""Small helpers of the review section: emptying layouts, scrolling columns, buttons in a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.screens.parts.details_pane import scrolling


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def scrolled(content: QWidget) -> QScrollArea:
    """A page that scrolls up and down, never sideways, and follows the focus."""
    return scrolling(content)


def column(owner: QWidget, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0) -> QVBoxLayout:
    """A column of parts that fills ``owner``."""
    made = QVBoxLayout(owner)
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    return made


def line(*parts: QWidget, gap: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Parts side by side, with room after them."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        made.addWidget(part)
    if stretch:
        made.addStretch(1)
    return made


def tab_through(parts: Sequence[QWidget]) -> None:
    """Let Tab go through parts in this order; an editor stands for the line inside it."""
    for before, after in pairwise(part.focusProxy() or part for part in parts):
        QWidget.setTabOrder(before, after)
