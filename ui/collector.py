# SPDX-License-Identifier: Apache-2.0
"""Frees what refers to itself, on the windows' own thread and between events only (0009 in docs/adr).

Python would collect wherever the count of new objects happens to pass a limit: in the thread of a job, which then
destroys widgets that belong to the window's thread, or inside a call of Qt that is not done with them.
"""

from __future__ import annotations

import gc
from typing import ClassVar, Final

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS: Final = 1000
_YOUNG: Final = 2000  # new objects that are worth a look
_OLDER: Final = 10  # looks at the young before one at the older, and of those before one at all


class Collector(QObject):
    """Looks once a second whether there is enough to free; Python's own collecting is stopped by `ui` itself."""

    frozen: ClassVar = False
    """Whether what the start has made was set aside; asking Python for it walks through all of that."""

    def __init__(self, parent: QObject, every_ms: int = _EVERY_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(every_ms)

    @Slot()
    def look(self) -> None:
        """Collect what is due."""
        if not Collector.frozen:
            gc.freeze()  # what the start has made stays to the end: it need not be walked through each time
            Collector.frozen = True
        collect_due()


def thaw() -> None:
    """What was set aside is looked at again by the next collection, until a window is at rest once more."""
    gc.unfreeze()
    Collector.frozen = False


def collect_due() -> int:
    """Collect as much as is due, by Python's own rule of three ages; how many objects were unreachable."""
    young, older, oldest = gc.get_count()
    if young < _YOUNG:
        return 0
    return gc.collect(2 if oldest >= _OLDER else 1 if older >= _OLDER else 0)
