# SPDX-License-Identifier: Apache-2.0
"""Base of the inline panels that ask for something: Esc leaves them without a trace."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class AskingPanel(QWidget):
    """``cancelled`` is sent by Esc; the owner takes the panel away."""

    cancelled = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)
