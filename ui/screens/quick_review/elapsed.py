# SPDX-License-Identifier: Apache-2.0
"""How long a quick review has been open, muted in its head: "0:23" (W24)."""

from __future__ import annotations

from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.widgets.safe import PlainLabel

_EVERY_MS: Final = 1000
_MOST: Final = 3600


class Elapsed(PlainLabel):
    """Minutes and seconds since `begin`; it runs only while it is seen, and nothing is said after an hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, role="caption", color="muted")
        self._since = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def begin(self) -> None:
        """Count from now."""
        self._since = monotonic()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        seconds = int(monotonic() - self._since)
        text = f"{seconds // 60}:{seconds % 60:02}" if seconds < _MOST else ""
        self.setText(text)
        self.setAccessibleName(tr("Open for {time}", time=text) if text else "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
