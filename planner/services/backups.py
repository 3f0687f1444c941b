# SPDX-License-Identifier: Apache-2.0
"""What backups there are, whether they still open whole, and restoring them without losing what they replace."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import moment_text
from planner.safe.files import sync_folder
from planner.safe.locks import Lock, try_lock
from planner.safe.problems import file_problem
from planner.services.backup import keep_keys, remove
from planner.services.backup_check import fault_of
from planner.services.backup_files import keep_files
from planner.services.backup_list import Backup, listing, listing_for

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

__all__ = ["Backup", "is_whole", "listing", "listing_for", "restore_as", "restore_over"]
_RESTORING = " restoring"


def is_whole(backup: Path, key: StoreKey | None = None) -> bool:
    """Whether a copy is what it was when it was made: bytes, structure, references, rows and attachments."""
    return fault_of(backup, key) == ""


def restore_as(backup: Path, target: Path, key: StoreKey | None = None) -> Path:
    """Put a backup with its files into a new portfolio at ``target``; neither the backup nor any other file changes.

    PlannerError when the copy is not whole, something is at that place already, or the disk refuses; nothing
    half-done is left.
    """
    if target.exists() or paths.key_path(target).exists():
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    if not is_whole(backup, key):
        text = tr("This backup is damaged, so it was not restored. Nothing was changed; choose another one.")
        raise PlannerError(text, "damaged-backup")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(backup, target, key)
        _after_restore(target, key)
    except OSError as fault:
        remove(target)
        raise file_problem(fault, target, saving=True) from fault
    return target


def restore_over(backup: Path, portfolio: Path, key: StoreKey | None = None, at: datetime | None = None) -> Path:
    """Put a backup in the place of a closed portfolio; returns where the one before is kept, whole.

    The restored copy is complete before anything is moved, and what it replaces is renamed, never overwritten.
    """
    lock = _locked(portfolio)
    try:
        fresh = portfolio.with_name(f"{portfolio.stem}{_RESTORING}{portfolio.suffix}")
        remove(fresh)
        restore_as(backup, fresh, key)
        kept = _free(portfolio, at or datetime.now(UTC))
        _swap(portfolio, kept, fresh)
        sync_folder(portfolio.parent)
        return kept
    finally:
        lock.release()


def _after_restore(target: Path, key: StoreKey | None) -> None:
    """Every restored copy passes here before anybody opens it."""
    from planner.services.erase_journal import after_restore

    after_restore(target, key)


def _copy(backup: Path, target: Path, key: StoreKey | None) -> None:
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(backup, part)
        with part.open("rb+") as copied:
            os.fsync(copied.fileno())
        keep_files(backup, target)
        if key is not None:
            keep_keys(backup, target)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def _locked(portfolio: Path) -> Lock:
    found = try_lock(portfolio, "Waterline")
    if isinstance(found, Lock):
        return found
    text = tr("This portfolio is open in another window or program. Close it there, then restore.")
    raise PlannerError(text, "already-open")


def _free(portfolio: Path, at: datetime) -> Path:
    stem = f"{portfolio.stem} replaced {moment_text(at)}"
    path, number = portfolio.with_name(f"{stem}{portfolio.suffix}"), 2
    while path.exists():
        path = portfolio.with_name(f"{stem} ({number}){portfolio.suffix}")
        number += 1
    return path


def _swap(portfolio: Path, kept: Path, fresh: Path) -> None:
    """Put ``fresh`` in the place of the portfolio, which becomes ``kept``; all of it or nothing."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in ((portfolio, kept), (fresh, portfolio)):
            _move(source, target, done)
    except OSError as fault:
        for source, target in reversed(done):
            with suppress(OSError):
                target.rename(source)
        remove(fresh)
        raise file_problem(fault, portfolio, saving=True) from fault


def _move(portfolio: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    """Rename a portfolio with all that belongs to it; its write-ahead log goes first and never stays behind."""
    for beside in (
        lambda path: path.with_name(path.name + "-wal"),
        lambda path: path.with_name(path.name + "-shm"),
        paths.side_path,
        paths.files_folder,
        paths.key_copy_path,
        paths.key_path,
        lambda path: path,
    ):
        if beside(portfolio).exists():
            beside(portfolio).rename(beside(target))
            done.append((beside(portfolio), beside(target)))
