# SPDX-License-Identifier: Apache-2.0
"""Does something once, a moment later: many wishes in that moment cost one piece of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QObject, QTimer, Slot

from planner.kernel.errors import PlannerError

if TYPE_CHECKING:  # the frame is painted before the program is loaded
    from planner.services.session import Session

BROKEN: Final = frozenset({"closed", "damaged", "disk-io"})
"""The codes of errors that tell of a store whose file or disk broke."""


class Later(QTimer):
    """A single-shot timer that belongs to ``owner``; `start` begins the moment of ``ms`` anew.

    ``session`` is named by work that reads or writes: what was still waiting when the portfolio was
    closed, or given up because its file broke, is dropped.
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
        if self._session is None:
            self._work()
        elif session is not None and not session.closed:
            unless_broken(session, self._work)


def unless_broken(session: Session, work: Callable[[], object]) -> bool:
    """Do ``work``, but not on a portfolio whose file broke; False where it met that, which a standing bar tells."""
    if session.given_up:
        return False
    try:
        work()
    except PlannerError as error:
        if not is_told(session, error):
            raise
        return False
    return True


def is_told(session: Session, error: PlannerError) -> bool:
    """Whether an error only repeats what the window says already, or is about to: the file under it broke."""
    return session.given_up or error.code == session.reading
