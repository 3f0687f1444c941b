# SPDX-License-Identifier: Apache-2.0
"""The standing bar about a disk that is almost full: looked at after changes, after a full disk, and now and then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from planner.kernel.text import tr
from ui.later import Later

if TYPE_CHECKING:
    from ui.actions.commands import ShellContext
    from ui.ports import BannerAction
    from ui.windows.main_window import MainWindow

DISK: Final = "disk"
REST_MS: Final = 20 * 1000
_LOOK_EVERY_MS: Final = 5 * 60 * 1000
_LITTLE: Final = 100 * 1024 * 1024


class DiskWatch(QObject):
    """Of one open portfolio, from `begin` to `leave`.

    A disk may take its time to answer, so it is asked by a job, and after changes once in 20 seconds at most.
    """

    def __init__(self, app: ShellContext, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._window = app, window
        self._looking = self._again = False
        self._often = QTimer(self)
        self._often.setInterval(_LOOK_EVERY_MS)
        self._often.timeout.connect(self.look)
        self.rest = Later(self, self._rested, REST_MS)

    def begin(self) -> None:
        """Look now, and from now on after changes."""
        self.look()
        self._often.start()
        self._app.bridge.changed.connect(self._changed)

    def leave(self) -> None:
        """The portfolio is let go."""
        self._often.stop()
        self.rest.stop()

    @Slot()
    def look(self) -> None:
        """Ask the disk now; what the bar says follows."""
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        self.rest.start()
        self._app.jobs.run(partial(_room, self._app.session.path), done=self._looked, failed=self._failed)

    @Slot(object, object)
    def _changed(self, _changes: object, _source: object) -> None:
        if self.rest.isActive():
            self._again = True
        else:
            self.look()

    def _rested(self) -> None:
        if self._again:
            self.look()

    def _failed(self, error: Exception) -> None:
        self._looking = False
        raise error

    def _looked(self, found: tuple[int, int | None]) -> None:
        """Say it while there is too little room for work and a backup; the bar goes when there is more."""
        self._looking = False
        if self._window.app is not self._app:
            return
        missing, free = found
        if not missing or free is None:
            self._window.banners.hide(DISK)
            return
        mb = free // 1_000_000
        text = (
            tr("{mb} MB are left on the disk. Saving still works, but a backup may not fit. Free some room.", mb=mb)
            if free >= _LITTLE
            else tr("The disk is almost full: {mb} MB are left. Free some room now, so that saving goes on.", mb=mb)
        )
        ways: list[BannerAction] = [
            (tr("Open folder"), partial(_show, self._app.session.path.parent)),
            (tr("Look again"), self.look),
        ]
        if self._window.banners.text(DISK) != text:
            self._window.banners.show(DISK, text, kind="watch", actions=ways)


def _room(path: Path, report: Callable[[int, int, str], None]) -> tuple[int, int | None]:
    """How many bytes are missing and free on the disk of a portfolio; runs as a job."""
    from planner.safe.files import free_space
    from planner.services import room

    report(0, 1, "")
    return room.missing(path), free_space(path.parent)


def _show(folder: Path) -> None:
    from ui.widgets.outside import hand_over

    hand_over(folder)
