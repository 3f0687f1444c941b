# SPDX-License-Identifier: Apache-2.0
"""The line that tells how long a copied secret stays on the clipboard, and when it was taken off; never the secret."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr, trn
from ui.widgets.safe import PlainLabel
from ui.widgets.secret_clip import secret_clip


class ClipNote(PlainLabel):
    """Hidden until `copy`; then it counts down. A screen reader is told when it begins and ends, not each second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, color="muted", wrap=True)
        self._counting = False
        secret_clip().left_changed.connect(self._follow)
        self.hide()

    def copy(self, secret: str) -> None:
        """Put a secret onto the clipboard, and say so."""
        self._counting = True
        secret_clip().copy(secret)
        self._speak(_count(secret_clip().left))
        self.show()

    def rest(self) -> None:
        """Say nothing more; the clipboard is cleared all the same."""
        self._counting = False
        self.hide()

    @Slot(int)
    def _follow(self, left: int) -> None:
        if not self._counting:
            return
        if left:
            self._show_only(_count(left))
            return
        self._counting = False
        gone = tr("It was taken off the clipboard again.")
        self._show_only(gone)
        self._speak(gone)

    def _show_only(self, text: str) -> None:
        """Change what is seen without a word to screen readers."""
        self._full = text
        self._show()
        self.updateGeometry()

    def _speak(self, text: str) -> None:
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _count(left: int) -> str:
    return trn(
        "Copied. It is taken off the clipboard in {n} second.",
        "Copied. It is taken off the clipboard in {n} seconds.",
        left,
    )
