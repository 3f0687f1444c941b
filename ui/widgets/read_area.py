# SPDX-License-Identifier: Apache-2.0
"""An area to read and scroll by keys: a stop of Tab that shows that the focus is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.ring import RingOnFocus


class ReadArea(QScrollArea):
    """Scrolls up and down only; for what holds nothing else that takes the focus."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self._ringed = RingOnFocus(self, 2.0, target=self.viewport())
