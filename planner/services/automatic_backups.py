# SPDX-License-Identifier: Apache-2.0
"""Backups that the program makes by itself: when something was changed since the last one, with old ones thinned."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import AUTO, IMPORT, RESTORE, Made, gone
from planner.safe.files import free_space
from planner.services import backup_list
from planner.services.backup import Report, back_up, remove, tidy
from planner.services.backup_list import DAMAGED, STRANGER, VERIFIED, Backup
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store.undo_stacks import newest

FULL = frozenset({"disk-full", "file-full", "file-too-large"})
_FOLDER = frozenset({"file-in-the-way", "file-denied", "file-read-only", "file-missing", "file-device", "file-name"})


def is_wanted(session: Session) -> bool:
    """Whether the log has grown since the newest sound backup, and it is neither the sample nor for reading only."""
    if session.read_only or is_sample(session):
        return False
    step = session.read(newest)
    if not step:
        return False
    found = backup_list.listing(session)
    return not any(one.state == VERIFIED and one.line == backup_list.SAME and one.step == step for one in found)


def make(session: Session, reason: str = AUTO, report: Report | None = None) -> Path | None:
    """Make a backup if something was changed since the last one, and let old ones go; None where there was no need.

    PlannerError says what happened and what is safe when it did not go; the portfolio and all earlier backups are
    then as before.
    """
    if not is_wanted(session):
        return None
    made = _made(session, reason, report)
    thin(session, made.parent, made)
    session.db.fold()  # nobody is working now, and the next start has less to read
    return made


def before_restore(session: Session, report: Report | None = None) -> Path | None:
    """The verified backup of what a backup will replace; None where nothing was changed since the last one.

    No old one goes with it: the one that was chosen may be among them. PlannerError when it can't be made.
    """
    return _made(session, RESTORE, report) if is_wanted(session) else None


def before_import(session: Session, report: Report | None = None) -> Path | None:
    """The backup that an import begins with; PlannerError says that nothing was imported when it did not go."""
    try:
        return make(session, IMPORT, report)
    except PlannerError as fault:
        text = tr(
            "The backup before the import could not be made, so nothing was imported. Free some space or choose "
            "another disk, or switch automatic backups off in Settings; an import can also be undone."
        )
        raise PlannerError(text, "backup-before-import") from fault


def thin(session: Session, folder: Path, made: Path) -> None:
    """Delete what has become too old in a folder; what can't be deleted stays until the next time."""
    found = backup_list.listing_in(session, folder)
    for name in gone(history(found), session.clock.now(), made=made.stem):
        with suppress(OSError):
            remove(folder / f"{name}{paths.SUFFIX}")


def history(found: Iterable[Backup]) -> list[Made]:
    """Backups as thinning sees them; what another portfolio of the same name left is not among them."""
    whole = {VERIFIED: True, DAMAGED: False}
    return [
        Made(name=one.path.stem, at=one.made_at, reason=one.reason, number=one.number, whole=whole.get(one.state))
        for one in found
        if one.line != STRANGER
    ]


def _made(session: Session, reason: str, report: Report | None) -> Path:
    folder = paths.backups_folder(session.path)
    try:
        tidy(folder, session.path.stem)
        return back_up(session.db, folder, reason=reason, at=session.clock.now(), report=report)
    except PlannerError as fault:
        raise _calm(fault, session.path) from fault


def _calm(fault: PlannerError, portfolio: Path) -> PlannerError:
    if fault.code in FULL:
        room = free_space(portfolio.parent)
        if room is None:
            text = tr("The disk is almost full. Saving still works; the backup was skipped.")
        else:
            text = tr("{mb} MB are left on the disk. Saving still works; the backup was skipped.", mb=room // 1_000_000)
        return PlannerError(text, "backup-full")
    if fault.code in _FOLDER:
        text = tr(
            "The folder for backups can't be written to. Your plans are safe in their file; the backup was skipped."
        )
        return PlannerError(text, "backup-folder")
    text = tr("The backup could not be made. Your plans are safe in their file; it is tried again later.")
    return PlannerError(text, "backup")
