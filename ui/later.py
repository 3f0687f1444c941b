# SPDX-License-Identifier: Apache-2.0
"""Does something once, a moment later: many wishes in that moment cost one piece of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:  # the frame is painted before the program is loaded
    from planner.services.session import Session


class Later(QTimer):
    """A single-shot timer that belongs to ``owner``; `start` begins the moment of ``ms`` anew.

    ``session`` is named by work that reads or writes: what was still waiting when the portfolio was
    closed is dropped.
    """

    def __init__(self, owner: QObject, work: Callable[[], object], ms: int = 0, session: Session | None = None) -> None:
        super().__init__(owner)
        self._work = work
        self._session = ref(session) if session is not None else None  # a timer must not keep a closed one alive
        self.setSingleShot(True)
        self.setInterval(ms)
        self.timeout.connect(self._due)

    @Slot()
    def _due(self) -> None:
        session = self._session() if self._session is not None else None
        if self._session is None or (session is not None and not session.closed):
            self._work()
