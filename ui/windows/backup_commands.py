# SPDX-License-Identifier: Apache-2.0
"""Backups from the menu: the list of them, and restoring one as a new portfolio or in place of the open one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import tr
from planner.services.session import Session
from ui.actions.spec import Context
from ui.context import AppContext
from ui.dialogs.place_question import settled_place
from ui.ports import Prompts
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.backup_list import Backup
    from ui.dialogs.backups import BackupsDialog

PATTERNS = "Waterline (*.waterline)"
Report = Callable[[int, int, str], None]


class Owner(Protocol):
    """What the composition root offers these commands."""

    window: MainWindow
    settings: Settings
    prompts: Prompts

    def open(
        self, path: Path, key: StoreKey | None = None, *, read_only: bool = False, break_claim: bool = False
    ) -> bool:
        """Open a portfolio."""
        ...

    def create(self, path: Path, *, me_name: str = "", currency: str = "") -> bool:
        """Make and open one."""
        ...

    def save_settings(self, settings: Settings) -> None:
        """Keep and apply."""
        ...

    def show_session(self, session: Session) -> None:
        """Put an open session into the window."""
        ...

    def close_portfolio(self) -> None:
        """Close what is open."""
        ...

    def show_nothing(self, reason: str = "") -> None:
        """Say that nothing is open."""
        ...


class BackupCommands:
    """Registers its handler on the window's commands table."""

    def __init__(self, owner: Owner) -> None:
        self._owner, self._window = owner, owner.window
        self._listed: BackupsDialog | None = None
        self._window.commands.register("file.backups", self._backups)

    def _backups(self, app: AppContext, _context: Context) -> None:
        from ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(app, partial(self._back_up_in, app), self._window)
        self._listed = dialog
        accepted = dialog.exec() == BackupsDialog.DialogCode.Accepted
        self._listed = None
        chosen, way, key = dialog.chosen(), dialog.way, dialog.key()
        dialog.deleteLater()
        show_anew(self._window)
        if accepted and chosen is not None:
            self._restore(app, chosen, way, key)

    def _back_up_in(self, app: AppContext) -> None:
        """Back up while the list of backups is open; the new one is then at its top."""
        work = partial(back_up_by_hand, app.session, app.settings.backup_folder)
        app.jobs.run(work, done=partial(self._listed_anew, app), failed=app.notices.fault)

    def _listed_anew(self, app: AppContext, made: BackedUp) -> None:
        if made.fault is not None:
            app.notices.fault(made.fault)
        if self._listed is not None:
            self._listed.reload()

    def _restore(self, app: AppContext, backup: Backup, way: str, key: StoreKey | None) -> None:
        from ui.dialogs.backups import NEW_FILE

        path = app.session.path
        if way != NEW_FILE:
            self._restore_here(app, backup.path, key)
            return
        target = self._owner.prompts.pick_save(tr("Restore as"), proposed(path, backup.made_at), PATTERNS)
        target = settled_place(self._owner.prompts, suffixed(target)) if target is not None else None
        if target is not None:
            self._run(partial(restore_as, backup.path, target, key, path), path, key, app.session.db.key)

    def _restore_here(self, app: AppContext, backup: Path, key: StoreKey | None) -> None:
        """In place: first a verified backup of what is there, while it is open."""
        question = tr("Put the backup in the place of the open portfolio?")
        detail = tr(
            "The portfolio as it is now is kept under another name and listed among the backups; nothing is lost."
        )
        if not self._owner.prompts.confirm(question, tr("Put in place"), detail=detail):
            return
        go_on = partial(self._replace, app.session, backup, key)
        self._window.jobs.run(
            partial(back_up_first, app.session),
            done=go_on,
            failed=partial(self._without_backup, go_on),
            title=tr("Backing up"),
        )

    def _without_backup(self, go_on: Callable[[object], None], fault: Exception) -> None:
        """What is there can't be backed up; it is kept whole all the same."""
        if not isinstance(fault, PlannerError):
            self._window.notices.fault(fault)
            return
        detail = tr("{reason} The portfolio as it is now is kept whole under another name all the same.",
                    reason=str(fault))  # fmt: skip
        if self._owner.prompts.confirm(tr("Restore without a backup?"), tr("Put in place"), detail=detail):
            go_on(None)

    def _replace(self, session: Session, backup: Path, key: StoreKey | None, _made: object) -> None:
        if self._window.app is None or self._window.app.session is not session:
            return  # another one was opened in the meantime
        path, own = session.path, session.db.key
        self._owner.close_portfolio()
        self._owner.show_nothing(tr("A backup is being put in place."))
        self._run(partial(restore_over, backup, path, key), path, key, own)

    def _run(self, work: Callable[[Report], Any], path: Path, key: StoreKey | None, own: StoreKey | None) -> None:
        self._window.jobs.run(
            work,
            done=partial(self._restored, key),
            failed=partial(self._not_restored, path, own),
            title=tr("Restoring"),
        )

    def _restored(self, key: StoreKey | None, answer: tuple[Path, str]) -> None:
        path, said = answer
        if self._owner.open(path, key):
            self._window.notices.say(said, kind="info")

    def _not_restored(self, path: Path, key: StoreKey | None, error: Exception) -> None:
        """The portfolio is as it was; it is opened again where it had been closed."""
        if self._window.app is None:
            self._owner.open(path, key)
        self._window.notices.fault(error)


class BackedUp(NamedTuple):
    """A backup by hand: its ``path``, what to ``say`` of it, and the ``fault`` met in the second folder."""

    path: Path
    say: str
    fault: PlannerError | None = None


def back_up_by_hand(session: Session, folder: str, report: Report) -> BackedUp:
    """A verified backup beside the portfolio, and in the second ``folder`` where that is there; runs as a job."""
    from planner.services import off_disk
    from planner.services.backup import back_up

    path = back_up(session.db, paths.backups_folder(session.path), at=session.clock.now(), report=report)
    said, second = tr("Backed up and checked: {name}", name=path.name), Path(folder)
    if not folder:
        return BackedUp(path, said)
    if not off_disk.is_reachable(second):
        return BackedUp(path, tr("Backed up and checked, but only here: the second folder is not there now."))
    try:
        off_disk.catch_up(session, second, report)
    except PlannerError as fault:
        return BackedUp(path, said, fault)
    if (off_disk.place_in(second, session) / path.name).is_file():
        said = tr("Backed up and checked, here and in the second folder.")
    return BackedUp(path, said)


def show_anew(window: MainWindow) -> None:
    """Let the page in sight tell the newest backup."""
    screen = window.stack.current()
    if screen is not None:
        screen.mark_stale()


def back_up_first(session: Session, report: Report) -> Path | None:
    """A verified backup of what will be replaced; runs as a job."""
    from planner.services.automatic_backups import before_restore

    return before_restore(session, report)


def restore_as(backup: Path, target: Path, key: StoreKey | None, keys_from: Path, report: Report) -> tuple[Path, str]:
    """Restore into a new file, with the passwords of now; runs as a job. Answers what to open and what to say."""
    from planner.services import backups

    made = backups.restore_as(backup, target, key, keys_from=keys_from, report=report)
    said = tr("This is the backup, restored as {name}. {before} is as it was; File, Recent leads back to it.",
              name=made.name, before=keys_from.name)  # fmt: skip
    return made, _with_faults(said, made, key)


def restore_over(backup: Path, path: Path, key: StoreKey | None, report: Report) -> tuple[Path, str]:
    """Restore in place; runs as a job on a closed portfolio."""
    from planner.services import backups

    kept = backups.restore_over(backup, path, key, report=report)
    said = tr("The backup is in place. What was there before is kept as {name}.", name=kept.name)
    return path, _with_faults(said, path, key)


def _with_faults(said: str, restored: Path, key: StoreKey | None) -> str:
    """What is said of a restored portfolio, with what a copy from before a repair still has in it."""
    from planner.services import backups

    if not backups.has_faults(restored, key):
        return said
    return said + " " + tr("It has faults that the portfolio had then; look at them with Check portfolio.")


def proposed(path: Path, made_at: datetime) -> Path:
    """A free name beside the portfolio for its backup of that moment, told as the list of backups tells it."""
    from planner.safe.names import numbered_name

    when = made_at.astimezone().strftime("%Y-%m-%d %H%M")
    wanted = path.with_name(f"{path.stem} {when}{paths.SUFFIX}")
    return next(name for number in count(1) if not paths.is_taken(name := numbered_name(wanted, number)))


def suffixed(path: Path) -> Path:
    """The path with the ending of portfolios."""
    return path if path.suffix == paths.SUFFIX else path.with_name(path.name + paths.SUFFIX)
