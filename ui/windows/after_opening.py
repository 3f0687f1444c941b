# SPDX-License-Identifier: Apache-2.0
"""What goes on while a portfolio is open: old Trash goes once, and what is due is counted after each change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.text import trn
from planner.safe.log import get_logger
from planner.services.session import Session
from ui.actions.commands import ShellContext
from ui.later import Later

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet
    from ui.windows.main_window import MainWindow

_log = get_logger("ui")
COUNT_AFTER_MS: Final = 400
_REST_MS: Final = 5_000
_REST: Final = 5  # counting takes at most a sixth of the time


class AfterOpening(QObject):
    """Works by jobs; it is deleted with the portfolio it belongs to."""

    def __init__(self, app: ShellContext, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._window = app, window
        self._counting = False
        self._began = 0.0
        self._later = Later(self, self._count, COUNT_AFTER_MS, app.session)
        app.bridge.changed.connect(self._changed)
        self._rest = Later(self, self._purge, _REST_MS, app.session)
        self._rest.start()
        self._later.start()
        if app.session.erased_again:
            app.notices.toast(_again_text(app.session.erased_again))

    def count_now(self) -> None:
        """The window is complete: nothing of it has to wait for the count any more."""
        if self._later.isActive():
            self._later.stop()
            self._count()

    @Slot(object, object)
    def _changed(self, _changes: ChangeSet, _source: object) -> None:
        self._later.start()

    @Slot()
    def _count(self) -> None:
        """Count off the GUI thread; a large portfolio is counted less often."""
        if self._counting:
            return
        if not self._window.stack.isVisible():  # below the field sheet, which must not wait for what nobody sees
            self._later.start()
            return
        self._counting = True
        self._began = monotonic()
        self._window.jobs.run(partial(due_count, self._app.session), done=self._counted, failed=self._failed)

    def _counted(self, count: int) -> None:
        self._counting = False
        self._later.setInterval(max(COUNT_AFTER_MS, round((monotonic() - self._began) * 1000 * _REST)))
        if self._window.app is not self._app:
            return
        self._window.status.set_due(count)
        if "today" in self._window.rail.keys():  # noqa: SIM118 - a widget, not a mapping
            self._window.rail.set_count("today", str(count) if count else "")

    @Slot()
    def _purge(self) -> None:
        """Not while the window is being completed: nobody waits for it."""
        self._window.jobs.run(
            partial(purge_trash, self._app.session, self._app.settings.backup_folder),
            done=self._purged,
            failed=self._failed,
        )

    def _purged(self, _count: int) -> None:
        self._window.refresh_labels()
        self._window.refresh_soon()

    def _failed(self, error: Exception) -> None:
        self._counting = False
        _log.exception("after-start", error)


def _again_text(count: int) -> str:
    return trn(
        "An older copy had brought {n} person back who was erased; they were erased again.",
        "An older copy had brought {n} people back who were erased; they were erased again.",
        count,
    )


def purge_trash(session: Session, folder: str, report: Callable[[int, int, str], None]) -> int:
    """Let go what has lain in the Trash for more than 30 days, copies a crash left, and in backups (also those in the
    second ``folder``) who was erased 90 days ago; runs as a job."""
    from planner.safe import temp
    from planner.services import erased_backups, purge

    report(0, 1, "")
    temp.empty_old()
    erased_backups.age_out(session, Path(folder) if folder else None)
    return purge.purge_old(session)


def due_count(session: Session, report: Callable[[int, int, str], None]) -> int:
    """How many things are due today or late; runs as a job."""
    from planner.services import today

    report(0, 1, "")
    return today.due_count(session)
