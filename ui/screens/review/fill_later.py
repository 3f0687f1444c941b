# SPDX-License-Identifier: Apache-2.0
"""Fills the details pane a moment after a selection, and at once when the keyboard goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from planner.services.session import Session
from ui.later import Later

_AFTER_MS = 25


class FillLater(Later):
    """Walking down a list stays quick, and what is typed ahead never lands on the record selected before."""

    def __init__(self, owner: QWidget, pane: QWidget, show: Callable[[], None], session: Session) -> None:
        super().__init__(owner, show, _AFTER_MS, session)
        self._pane = pane
        self._show = show
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isActive() and self._pane.isAncestorOf(new):
            self.stop()
            self._show()
