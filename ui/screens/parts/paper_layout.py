# SPDX-License-Identifier: Apache-2.0
"""How a window with one paper is laid out: what is chosen at the left, the pages beside it, bars and buttons below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.base import work_size
from ui.theme.theme import theme
from ui.widgets.panes import Panel

_SIDE = 264


def lay_out(window: QDialog, chosen: Iterable[QWidget], pages: QWidget, buttons: Iterable[QWidget]) -> QVBoxLayout:
    """Fill the window and give it its size; the place for its bars."""
    side = QWidget()
    side.setFixedWidth(theme().density.px(_SIDE))
    column = QVBoxLayout(side)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(12)
    for part in chosen:
        column.addWidget(part)
    column.addStretch(1)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(side)
    middle.addWidget(pages, 1)
    foot = Panel(lines="t")
    row = QHBoxLayout(foot)
    row.setContentsMargins(16, 12, 16, 12)
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    bars = QVBoxLayout()
    bars.setContentsMargins(16, 0, 16, 8)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addLayout(middle, 1)
    whole.addLayout(bars)
    whole.addWidget(foot)
    window.resize(work_size(window.parentWidget()))
    return bars
