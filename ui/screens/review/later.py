# SPDX-License-Identifier: Apache-2.0
"""Fills the details pane a moment after a selection, and at once when the keyboard goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

_AFTER_MS = 25


class Later(QTimer):
    """Walking down a list stays quick, and what is typed ahead never lands on the record selected before."""

    def __init__(self, owner: QWidget, pane: QWidget, show: Callable[[], None]) -> None:
        super().__init__(owner)
        self._pane = pane
        self._show = show
        self.setSingleShot(True)
        self.setInterval(_AFTER_MS)
        self.timeout.connect(show)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isActive() and self._pane.isAncestorOf(new):
            self.stop()
            self._show()
