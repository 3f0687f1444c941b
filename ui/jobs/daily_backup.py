# SPDX-License-Identifier: Apache-2.0
"""Makes the daily backup while nothing else is going on; what goes wrong is said once and tried again later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.log import get_logger
from planner.services.session import Session
from ui.context import AppContext
from ui.later import Later

_log = get_logger("backup")
REST_MS: Final = 60_000
AGAIN_MS: Final = 30 * 60_000


class DailyBackup(QObject):
    """Looks a minute after the portfolio was opened and every half hour; every change puts it off by a minute."""

    def __init__(self, app: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._running = False
        self._told = False
        self.next = Later(self, self.look, REST_MS, app.session)
        self.next.start()
        app.bridge.changed.connect(self._changed)

    @Slot()
    def look(self) -> None:
        """Begin a backup if the user wants them and nothing else runs; the job finds out whether one is due."""
        if self._running:
            return
        if self._app.jobs.busy:  # an import writes; its step belongs into the backup, whole
            self.next.start(REST_MS)
            return
        self.next.start(AGAIN_MS)
        if self._app.settings.daily_backup:
            self._running = True
            self._app.jobs.run(partial(make_daily, self._app.session), done=self._made, failed=self._failed)

    @Slot(object, object)
    def _changed(self, _changes: object, _source: object) -> None:
        if self.next.remainingTime() < REST_MS:
            self.next.start(REST_MS)

    def _made(self, path: Path | None) -> None:
        self._running = False
        if path is not None:
            self._told = False

    def _failed(self, error: Exception) -> None:
        self._running = False
        if isinstance(error, PlannerError):
            _log.info("daily-skipped", kind=error.code)
        else:
            _log.exception("daily-failed", error)
            error = PlannerError(tr("Today's backup could not be made. Your plans are safe in their file."), "daily")
        if not self._told:
            self._told = True
            self._app.notices.fault(error)


def make_daily(session: Session, report: Callable[[int, int, str], None]) -> Path | None:
    """Make today's backup where it is due; runs as a job."""
    from planner.services import daily_backup

    report(0, 1, "")
    return daily_backup.make(session)
