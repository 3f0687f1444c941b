# SPDX-License-Identifier: Apache-2.0
"""The backup on quitting: the window is gone already, and nothing that goes wrong keeps the program from ending."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import QUIT
from planner.safe.log import get_logger
from planner.services import automatic_backups
from planner.services.session import Session
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.jobs.runner import JobRunner
from ui.later import Later
from ui.windows.instance import Instance

_log = get_logger("backup")
SHOW_AFTER_MS: Final = 1500
WAIT_MS: Final = 500


def waiting_text() -> str:
    """What a second start says meanwhile."""
    return tr("Waterline is just closing this portfolio and finishing its backup. It opens here as soon as it can.")


def make_last(window: QWidget, app: AppContext, instance: Instance | None) -> None:
    """Back up what no backup holds yet, with the window hidden; a longer wait shows a way to quit without it.

    The same round copies to the second folder where that is there. What went wrong is tried again, and said, after
    the next start.
    """
    try:
        runner = app.jobs
        if not isinstance(runner, JobRunner) or not _is_wanted(app):
            return
        if instance is not None:
            instance.closing = True
        window.hide()
        folder = app.settings.backup_folder
        _finish(runner, app.session, Path(folder) if folder else None)
    except Exception as error:
        _log.exception("on-quit", error)


def _is_wanted(app: AppContext) -> bool:
    return app.settings.automatic_backups and not app.session.closed and automatic_backups.is_wanted(app.session)


def _finish(runner: JobRunner, session: Session, folder: Path | None) -> None:
    from ui.jobs.auto_backup import make_backup

    loop, dialog = QEventLoop(), _Finishing()
    job = runner.run(partial(make_backup, session, folder, reason=QUIT), done=lambda _made: None, failed=_not_made)
    ended: list[object] = []

    def end(_job: Any) -> None:
        ended.append(_job)
        loop.quit()

    job.finished.connect(end)
    dialog.rejected.connect(job.cancel)
    later = Later(dialog, dialog.show, SHOW_AFTER_MS)
    later.start()
    loop.exec()
    if not ended:  # the program is told to end by other means and runs no events any more
        runner.wait()
    later.stop()
    dialog.hide()
    dialog.deleteLater()


def _not_made(error: Exception) -> None:
    if isinstance(error, PlannerError):
        _log.info("skipped", kind=error.code)
    else:
        _log.exception("on-quit", error)


class _Finishing(HouseDialog):
    """What is seen when the last backup takes a while."""

    def __init__(self) -> None:
        super().__init__("Waterline", lead=tr("Finishing the backup"))
        self.setObjectName("dlgLastBackup")
        self.add_text(tr("Your plans are saved. Waterline ends when the backup is checked."))
        without = self.add_button(tr("Quit without it"), name="btnQuitWithout")
        without.clicked.connect(self.reject)
