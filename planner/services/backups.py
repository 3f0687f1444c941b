# SPDX-License-Identifier: Apache-2.0
"""What backups there are, whether they still open whole, and restoring them without losing what they replace."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import moment_text
from planner.safe.problems import file_problem
from planner.services.backup import keep_keys, remove
from planner.services.backup_check import NEWER, Report, fault_of, fitting, has_log, is_damage
from planner.services.backup_files import keep_files
from planner.services.backup_list import Backup, listing, listing_for
from planner.services.owning import own
from planner.services.portfolio import device_id
from planner.services.swapping import move_in, swap
from planner.store import driver
from planner.store.database import Database

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

__all__ = ["Backup", "has_faults", "is_whole", "listing", "listing_for", "restore_as", "restore_over", "swap"]
_RESTORING = " restoring"


def is_whole(backup: Path, key: StoreKey | None = None) -> bool:
    """Whether a copy is what it was when it was made: bytes, structure, references, rows and attachments."""
    return fault_of(backup, key) == ""


def has_faults(portfolio: Path, key: StoreKey | None = None) -> bool:
    """Whether references in a closed portfolio lead nowhere, as in a copy that was made before a repair."""
    with suppress(OSError, driver.DatabaseError), closing(_looked_at(portfolio, key)) as conn:
        return conn.execute("PRAGMA foreign_key_check").fetchone() is not None
    return False


def _looked_at(portfolio: Path, key: StoreKey | None) -> driver.Connection:
    return driver.connect(portfolio, key.pragma() if key else "", frozen=True)


def restore_as(
    backup: Path,
    target: Path,
    key: StoreKey | None = None,
    *,
    keys_from: Path | None = None,
    report: Report | None = None,
) -> Path:
    """Put a backup with its files into a new portfolio at ``target``; neither the backup nor any other file changes.

    With ``keys_from`` the passwords are those of that portfolio as they are now, where it has the same data key; a
    password changed since the backup stays changed. One with faults that its portfolio had is restored with them; see
    `has_faults`. PlannerError when the copy is damaged, something is at that place already, or the disk refuses;
    nothing half-done is left.
    """
    if paths.is_taken(target):
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    fresh = _fresh(backup, target, key, keys_from, report)
    try:
        move_in(fresh, target)
    except OSError as fault:
        remove(fresh)
        raise file_problem(fault, target, saving=True) from fault
    return target


def restore_over(
    backup: Path,
    portfolio: Path,
    key: StoreKey | None = None,
    at: datetime | None = None,
    *,
    report: Report | None = None,
) -> Path:
    """Put a backup in the place of a closed portfolio; returns where the one before is kept, whole.

    The restored copy is complete before anything is moved, and what it replaces is renamed, never overwritten; it is
    listed among the backups. The passwords stay those of the portfolio as it was. AlreadyOpenError, ClaimedError while
    somebody has it open.
    """
    owner = own(portfolio, device_id())
    try:
        fresh = _fresh(backup, portfolio, key, portfolio, report)
        kept = _free(portfolio, at or datetime.now(UTC))
        swap(portfolio, kept, fresh)
        return kept
    except OSError as fault:
        raise file_problem(fault, portfolio, saving=True) from fault
    finally:
        owner.release()


def _fresh(backup: Path, target: Path, key: StoreKey | None, keys_from: Path | None, report: Report | None) -> Path:
    """A complete restored copy under a name of its own beside ``target``; nothing of it is left when it fails."""
    fresh = target.with_name(f"{target.stem}{_RESTORING}{target.suffix}")
    key = fitting(backup, key)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(fresh)
        _copy(backup, fresh, key, report)
        if key is not None:
            _give_keys(backup, fresh, key, keys_from)
        _after_restore(fresh, key)
    except BaseException as fault:
        with suppress(OSError):  # what a failing disk keeps is removed before the next restore
            remove(fresh)
        if isinstance(fault, OSError):
            raise file_problem(fault, target, saving=True) from fault
        raise
    return fresh


def _after_restore(target: Path, key: StoreKey | None) -> None:
    """What every restored copy goes through before it gets its name, complete but still under another one.

    It is opened as a portfolio would be, without its write-ahead log of before, and nobody who was erased comes back
    with it.
    """
    from planner.services.erase_journal import after_restore

    Database(target, key=key).close()
    after_restore(target, key)


def _copy(backup: Path, fresh: Path, key: StoreKey | None, report: Report | None) -> None:
    """Copy store and files durably and look the copy over; PlannerError when it is not what the backup was."""
    if key is None and paths.key_path(backup).exists():
        raise PlannerError(tr("This backup is encrypted; its password is needed."), "needs-password")
    _copy_file(backup, fresh)
    if has_log(backup):  # it was replaced before it was closed; its last changes are in there
        _copy_file(backup.with_name(backup.name + "-wal"), fresh.with_name(fresh.name + "-wal"))
        Database(fresh, key=key).close()
        fault = fault_of(fresh, key, report)
    else:
        fault = fault_of(backup, key, report, copy=fresh)
    if is_damage(fault):
        raise _refused(fault)
    keep_files(backup, fresh, link=False)


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())


def _refused(fault: str) -> PlannerError:
    if fault == NEWER:
        text = tr("This backup was made with a newer version of Waterline. Nothing was changed; update to restore it.")
        return PlannerError(text, "newer-file")
    text = tr("This backup is damaged, so it was not restored. Nothing was changed; choose another one.")
    return PlannerError(text, "damaged-backup")


def _give_keys(backup: Path, fresh: Path, key: StoreKey, keys_from: Path | None) -> None:
    """The key file of the portfolio as it is now where it opens the same key, else the one beside the backup."""
    from planner.safe import key_file

    if keys_from is not None:
        with suppress(PlannerError):
            now = key_file.load(keys_from)
            if now.check == key.check():
                key_file.save(fresh, now)
                return
    keep_keys(backup, fresh)


def _free(portfolio: Path, at: datetime) -> Path:
    stem = f"{portfolio.stem} replaced {moment_text(at)}"
    path, number = portfolio.with_name(f"{stem}{portfolio.suffix}"), 2
    while path.exists():
        path = portfolio.with_name(f"{stem} ({number}){portfolio.suffix}")
        number += 1
    return path
