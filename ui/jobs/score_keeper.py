# SPDX-License-Identifier: Apache-2.0
"""Keeps the scores as they stand, once a week and after network reviews, while the user rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.errors import PlannerError
from planner.safe.log import get_logger
from planner.services.session import Session
from ui.context import AppContext
from ui.later import Later

_log = get_logger("snapshots")
REST_MS: Final = 20_000


class ScoreKeeper(QObject):
    """Looks some seconds after the portfolio was opened and after the last change; it never says anything."""

    def __init__(self, app: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self.rest = Later(self, self.look, REST_MS, app.session)
        self.rest.start()
        app.bridge.changed.connect(self._changed)

    @Slot()
    def look(self) -> None:
        """Keep what is due, put off while a longer step runs."""
        if self._app.session.read_only:
            return
        if self._app.jobs.busy:
            self.rest.start()
            return
        self._app.jobs.run(partial(keep, self._app.session), done=_ignore, failed=self._failed)

    @Slot(object, object)
    def _changed(self, _changes: object, _source: object) -> None:
        self.rest.start()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, PlannerError):
            _log.info("not-kept", kind=error.code)
        else:
            _log.exception("not-kept", error)


def keep(session: Session, report: Callable[[int, int, str], None]) -> int:
    """Bring the scores up to date where any is to be kept, and keep them. Runs as a job."""
    from planner.services import scores, snapshots

    if not snapshots.wanted(session):
        return 0
    scores.catch_up(session, report=report)
    return snapshots.catch_up(session, report=report)


def _ignore(_kept: int) -> None:
    """Nobody waits for it."""
