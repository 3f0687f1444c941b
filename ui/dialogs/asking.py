# SPDX-License-Identifier: Apache-2.0
"""Who asks a question: its window and the part with the keys get both back once the answer is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Asking:
    """The window that asks (an import has one of its own) and the part in it that has the keys."""

    def __init__(self, usual: QWidget | None = None) -> None:
        self.window = QApplication.activeWindow() or usual
        self._focus = QApplication.focusWidget()

    def go_on(self) -> None:
        """Give both back: without it the system may bring the window behind to the front."""
        if self.window is not None and isValid(self.window):
            self.window.activateWindow()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
