# SPDX-License-Identifier: Apache-2.0
"""A small neutral window for a show whose only screen was taken away; it may be seen by anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel


class Paused(QWidget):
    """Says what happened, and has one button for each way on."""

    def __init__(self, text: str, ways: Iterable[tuple[str, Callable[[], object]]], end: Callable[[], object]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._end = end
        self.setWindowTitle(tr("Presentation"))
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(text, role="statement", wrap=True))
        for word, way in (*ways, (tr("End the show"), end)):
            button = Button(word)
            button.clicked.connect(way)
            self.buttons.append(button)
            column.addWidget(button)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._end()  # nothing else of the program is to be seen
