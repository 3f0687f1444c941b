# SPDX-License-Identifier: Apache-2.0
"""Makes backups while the user rests, at the latest half an hour after the first change that none holds yet.

What goes wrong is said once and tried again later. A backup that was made is copied to the second folder where that
is there; a second folder that is not there is silent until it has been away for long.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import AUTO
from planner.safe.log import get_logger
from planner.services.session import Session
from ui.context import AppContext
from ui.later import Later

_log = get_logger("backup")
REST_MS: Final = 60_000
RIPE_MS: Final = 20 * 60_000
LATEST_MS: Final = 30 * 60_000
SOON_MS: Final = 5_000
REMINDER: Final = "off-disk"


class AutoBackup(QObject):
    """Looks a minute after the portfolio was opened; then 20 minutes after a change at the next rest of a minute, and
    30 minutes after it even without one.

    ``rest`` begins anew with every change, ``ripe`` and ``latest`` run from the first change that no backup holds.
    """

    def __init__(self, app: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._running = False
        self._changed_meanwhile = False
        self._told: set[str] = set()
        self.rest = Later(self, self._rested, REST_MS, app.session)
        self.ripe = Later(self, lambda: None, RIPE_MS, app.session)
        self.latest = Later(self, self.look, LATEST_MS, app.session)
        self.rest.start()
        app.bridge.changed.connect(self._changed)

    @Slot()
    def look(self) -> None:
        """Begin a backup now, unless a job that may be writing runs: its step belongs into the backup, whole."""
        if self._running or self._app.session.read_only:
            return
        if self._app.jobs.busy:
            self.latest.start(SOON_MS)
            return
        for timer in (self.rest, self.ripe, self.latest):
            timer.stop()
        self._running, self._changed_meanwhile = True, False
        settings = self._app.settings
        folder = Path(settings.backup_folder) if settings.backup_folder else None
        work = partial(make_backup, self._app.session, folder, make=settings.automatic_backups)
        self._app.jobs.run(work, done=self._made, failed=self._failed)

    @Slot()
    def _rested(self) -> None:
        if self.ripe.isActive():
            self.rest.start(max(1, self.ripe.remainingTime()))
        else:
            self.look()

    @Slot(object, object)
    def _changed(self, _changes: object, _source: object) -> None:
        if self._running:
            self._changed_meanwhile = True
            return
        if self.latest.isActive():
            self.rest.start(max(REST_MS, self.ripe.remainingTime()))
            return
        first = self.rest.isActive()  # a minute after opening there is a look in any case
        self.latest.start(LATEST_MS)
        if not first:
            self.ripe.start(RIPE_MS)
        self.rest.start(REST_MS if first else RIPE_MS)

    def _made(self, result: BackupWork) -> None:
        self._running = False
        self._app.notices.no_banner(REMINDER)
        if result.fault is None:
            self._told.clear()
        else:
            self._tell(result.fault)
        if result.remind:
            self._remind()
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._running = False
        if not isinstance(error, PlannerError):
            _log.exception("failed", error)
            text = tr("The backup could not be made. Your plans are safe in their file; it is tried again later.")
            error = PlannerError(text, "backup")
        self._tell(error)
        self.latest.start(LATEST_MS)

    def _go_on(self) -> None:
        """What was changed while the backup was made is backed up in its turn."""
        if self._changed_meanwhile:
            self._changed_meanwhile = False
            self._changed(None, None)

    def _tell(self, error: PlannerError) -> None:
        """Say a trouble once, until a backup went well again."""
        _log.info("skipped", kind=error.code)
        if error.code not in self._told:
            self._told.add(error.code)
            self._app.notices.fault(error)

    # -- the reminder

    def _remind(self) -> None:
        from planner.services import off_disk

        folder = self._app.settings.backup_folder
        text = off_disk.reminder_text(self._app.session, Path(folder) if folder else None)
        actions = ((tr("Choose a folder…"), self._choose), (tr("Not now"), self._put_off))
        self._app.notices.banner(REMINDER, text, actions=actions)

    def _choose(self) -> None:
        from ui.place import Place

        self._app.notices.no_banner(REMINDER)
        self._app.navigator.go(Place(page="settings"))

    def _put_off(self) -> None:
        from planner.services import off_disk

        self._app.notices.no_banner(REMINDER)
        off_disk.put_off(self._app.session)


class BackupWork:
    """What a round did: the ``path`` of a backup it made, the ``fault`` of the second folder, and whether to remind."""

    def __init__(self, path: Path | None, fault: PlannerError | None, *, remind: bool) -> None:
        self.path, self.fault, self.remind = path, fault, remind


def make_backup(
    session: Session,
    folder: Path | None,
    report: Callable[[int, int, str], None],
    *,
    make: bool = True,
    reason: str = AUTO,
) -> BackupWork:
    """Back up where that is due, then bring the second folder up to date; runs as a job.

    PlannerError when no backup could be made; a fault of the second folder is part of the answer.
    """
    from planner.services import automatic_backups, off_disk

    path = automatic_backups.make(session, reason, report) if make else None
    fault: PlannerError | None = None
    if folder is not None:
        try:
            off_disk.catch_up(session, folder, report)
        except PlannerError as found:
            fault = found
    return BackupWork(path, fault, remind=off_disk.is_due(session, folder))
