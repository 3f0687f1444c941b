# SPDX-License-Identifier: Apache-2.0
"""The daily backup: made when a day has passed and something was changed since; fourteen are kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import DAILY, dailies, is_due, thinned
from planner.safe.files import free_space
from planner.services.backup import PARTIAL, back_up, remove
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.store.undo_stacks import newest

_SETTING = "daily_backup"
_FULL = frozenset({"disk-full", "file-full", "file-too-large"})
_FOLDER = frozenset({"file-in-the-way", "file-denied", "file-read-only", "file-missing", "file-device", "file-name"})


def is_wanted(session: Session) -> bool:
    """Whether a day has passed since the newest daily backup and the log has grown since; never for the sample."""
    if session.read_only or is_sample(session):
        return False
    folder, stem = paths.backups_folder(session.path), session.path.stem
    kept = dailies(_names(folder), stem)
    if not is_due(kept, session.clock.now()):
        return False
    step = session.read(newest)
    return step > (_copied_step(session) if kept else 0)


def make(session: Session) -> Path | None:
    """Make today's backup if it is wanted, and let the oldest go; None where nothing was to be done.

    PlannerError says what happened and what is safe when it did not go; the portfolio and all
    earlier backups are then as before.
    """
    if not is_wanted(session):
        return None
    folder = paths.backups_folder(session.path)
    step = session.read(newest)
    try:
        _clear_partial(folder)
        made = back_up(session.db, folder, reason=DAILY, at=session.clock.now())
    except PlannerError as fault:
        raise _calm(fault, session.path) from fault
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _SETTING, {"step": step})
    _thin(folder, session.path.stem, made)
    return made


def _copied_step(session: Session) -> int:
    """The last step that the newest daily backup holds; before the first step where that is not known."""
    found = session.read(lambda conn: portfolio_settings.get(conn, _SETTING))
    step = found.get("step") if isinstance(found, dict) else None
    return step if isinstance(step, int) else -1


def _names(folder: Path) -> list[str]:
    with suppress(OSError):  # no folder, no backups
        return [path.stem for path in folder.glob(f"*{paths.SUFFIX}") if path.is_file()]
    return []


def _thin(folder: Path, stem: str, made: Path) -> None:
    """Delete what has become too old; what can't be deleted stays until the next time."""
    for name in thinned(_names(folder), stem, made=made.stem):
        with suppress(OSError):
            remove(folder / f"{name}{paths.SUFFIX}")


def _clear_partial(folder: Path) -> None:
    """Take away what a daily backup left that was cut off with the program."""
    for path in folder.glob(f"* {DAILY}*{paths.SUFFIX}{PARTIAL}*"):
        with suppress(OSError):
            path.unlink()


def _calm(fault: PlannerError, portfolio: Path) -> PlannerError:
    if fault.code in _FULL:
        room = free_space(portfolio.parent)
        if room is None:
            text = tr("The disk is almost full. Saving still works; today's backup was skipped.")
        else:
            text = tr("{mb} MB are left on the disk. Saving still works; today's backup was skipped.",
                      mb=room // 1_000_000)  # fmt: skip
        return PlannerError(text, "daily-full")
    if fault.code in _FOLDER:
        return PlannerError(
            tr("The folder for backups can't be written to. Your plans are safe in their file; "
               "today's backup was skipped."),
            "daily-folder",
        )  # fmt: skip
    return PlannerError(tr("Today's backup could not be made. Your plans are safe in their file."), "daily-backup")
