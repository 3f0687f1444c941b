# SPDX-License-Identifier: Apache-2.0
"""What happens when a portfolio turns out to be damaged: at opening, or while it is open, until it is repaired."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Slot

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.kernel.changes import ChangeSet
    from planner.safe.keys import StoreKey
    from planner.services.session import Session
    from ui.actions.commands import ShellContext
    from ui.ports import Prompts
    from ui.windows.main_window import MainWindow

BANNER: Final = "damage"
_DAMAGED: Final = "damaged"


class Owner(Protocol):
    """What the composition root offers."""

    window: MainWindow
    prompts: Prompts
    app: ShellContext | None

    def open(self, path: Path, key: StoreKey | None = None) -> bool:
        """Open a portfolio."""
        ...

    def close_portfolio(self) -> None:
        """Close what is open."""
        ...

    def furnish(self) -> None:
        """Build the parts round the page; once."""
        ...


def show_ways_out(shell: Owner, path: Path, code: str, key: StoreKey | None, *, text: str = "") -> bool:
    """The page of ways out; beside another open portfolio, which stays, a bar that leads there."""
    from planner.services import recovery

    if not recovery.is_damage(path, code):
        return False
    if shell.app is not None and shell.app.session.path.resolve() != path.resolve():
        actions = ((tr("See what can be done"), partial(_go, shell, path, code, key)),)
        shell.window.banners.show(BANNER, text or tr("The portfolio file didn't open cleanly."), kind="act",
                                  actions=actions)  # fmt: skip
        return True
    _go(shell, path, code, key)
    return True


def _go(shell: Owner, path: Path, code: str, key: StoreKey | None) -> None:
    from ui.windows.recovery import RecoveryPage

    if shell.app is not None:
        if key is None and shell.app.session.path.resolve() == path.resolve():
            key = shell.app.session.db.key
        shell.close_portfolio()
    shell.furnish()
    page = RecoveryPage(shell, path, code, key)
    shell.window.show_page(page)
    page.setFocus()


class DamageTold(QObject):
    """Takes the word of a record that can't be read away once a repair has made every record readable.

    Where it can't be read again, as after undoing the repair, the page that meets it says so anew.
    """

    def __init__(self, app: ShellContext, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._window = app, window
        app.bridge.changed.connect(self._changed)

    @Slot(object, object)
    def _changed(self, _changes: ChangeSet, _source: object) -> None:
        if self._window.notices.code == _DAMAGED and not self._app.session.read_only:
            self._app.jobs.run(partial(_is_readable, self._app.session), done=self._looked, failed=self._not_looked)

    def _looked(self, readable: bool) -> None:
        if readable and self._window.app is self._app and self._window.notices.code == _DAMAGED:
            self._window.notices.unsay()

    def _not_looked(self, error: Exception) -> None:
        if not isinstance(error, PlannerError):
            raise error


def _is_readable(session: Session, report: Callable[[int, int, str], None]) -> bool:
    """Whether every record can be read; runs as a job."""
    from planner.services import doctor_watching

    return doctor_watching.is_readable(session, report)
