# SPDX-License-Identifier: Apache-2.0
"""The keys of the show on one card, in the presenter's window only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from ui.screens.show.keys import CARD
from ui.widgets.safe import PlainLabel, WrappedLabel


class KeyCard(QWidget):
    """Two columns of groups; the titles say what the keys are for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Keys of the show"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 24)
        outer.addWidget(PlainLabel(tr("Keys of the show"), role="touch_title"))
        outer.addWidget(PlainLabel(tr("Esc or F1 closes this card. The audience does not see it."), color="muted"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 16, 0, 0)
        row.setSpacing(48)
        for half in (CARD[:2], CARD[2:]):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, lines in half:
                column.addLayout(_group(title, lines))
            column.addStretch(1)
            row.addLayout(column, 1)
        outer.addLayout(row, 1)
        self.hide()


def _group(title: str, lines: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.addWidget(PlainLabel(tr(title), role="section"), 0, 0, 1, 2)
    for n, (keys, does) in enumerate(lines, start=1):
        shown = keys if len(keys) == 1 else tr(keys)  # a letter alone is a word elsewhere: H is a high risk
        grid.addWidget(PlainLabel(shown, role="touch_name"), n, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(WrappedLabel(tr(does), role="touch_body", wrap=True), n, 1)
    grid.setColumnMinimumWidth(0, 190)
    grid.setColumnStretch(1, 1)
    return grid
