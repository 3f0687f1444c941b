# SPDX-License-Identifier: Apache-2.0
"""Backups that were opened, counted and read through before they count as backups (reliability J79)."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr
from planner.rules.backups import BY_HAND, moment_text, told
from planner.safe.files import free_space, sync_folder
from planner.safe.problems import file_problem
from planner.services import backup_proof
from planner.services.backup_check import Facts, facts, structure_fault
from planner.services.backup_files import keep_files, prove_files, seal_of
from planner.services.backup_proof import Proof
from planner.store import driver
from planner.store.database import Database

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

PARTIAL: Final = ".partial"
_BESIDE: Final = frozenset({".files", ".key", ".key.copy", ".last", ".proof"})
_KEEP_ROOM: Final = 100 * 1024 * 1024
_STEPS: Final = (
    N_("Copying the portfolio"),
    N_("Opening and counting the copy"),
    N_("Reading the attachments"),
)
_PAGES: Final = 128
_PAUSE_S: Final = 0.001
_SHARE, _WHOLE = 1000, 3000
_making = Lock()  # of two wishes at the same moment the second waits
Report = Callable[[int, int, str], None]


def back_up(
    db: Database,
    folder: Path,
    *,
    reason: str = BY_HAND,
    at: datetime | None = None,
    report: Report | None = None,
) -> Path:
    """A verified copy of the store in ``folder``; returns its path.

    Copied into a partial file, then structure, references and row counts of the copy are compared with the original
    and every attachment is read, before it gets its final name; the store is held for some pages at a time only.
    ``report`` may stop it. PlannerError when it can't be made; nothing half-done is left.
    """
    tell = report or (lambda _done, _total, _note: None)
    moment = at or datetime.now(UTC)
    with _making:
        final = _free(folder, f"{db.path.stem} {moment_text(moment)} {reason}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _check_room(db.path, folder)
            _make(db, final, moment, tell)
            sync_folder(folder)
        except driver.DatabaseError as fault:
            code = "disk-full" if "full" in str(fault) else "backup"
            raise PlannerError(tr("The backup could not be made. Your portfolio is unchanged."), code) from fault
        except OSError as fault:
            raise file_problem(fault, final, saving=True) from fault
    return final


def _make(db: Database, final: Path, moment: datetime, tell: Report) -> None:
    part = final.with_name(final.name + PARTIAL)
    part.unlink(missing_ok=True)
    try:
        tell(0, _WHOLE, tr(_STEPS[0]))
        found = _copy(db, part, tell)
        tell(_SHARE, _WHOLE, tr(_STEPS[1]))
        _verify(part, found, db.key)
        tell(2 * _SHARE, _WHOLE, tr(_STEPS[2]))
        keep_files(db.path, final)
        missing = prove_files(
            db.path, final, found.files, seal_of(db.key), lambda: tell(2 * _SHARE, _WHOLE, tr(_STEPS[2]))
        )
        if db.key is not None:  # before the copy gets its name: it never stands without a key
            keep_keys(db.path, final)
        backup_proof.write(final, replace(_proof(part, found, db.key, moment), number=_number(final), missing=missing))
        part.replace(final)
        tell(_WHOLE, _WHOLE, "")
    except BaseException:
        part.unlink(missing_ok=True)
        remove(final)
        raise


def tidy(folder: Path, stem: str) -> None:
    """Take away what backups of the portfolio called ``stem`` left that were cut off with the program."""
    with _making:
        for path in _leftovers(folder, stem):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _leftovers(folder: Path, stem: str) -> list[Path]:
    found: list[Path] = []
    with suppress(OSError):  # no folder, nothing left in it
        for path in folder.iterdir():
            name, mark, rest = path.name.partition(paths.SUFFIX)
            alone = rest in _BESIDE and not (folder / f"{name}{mark}").exists()
            if told(name, stem) is not None and (alone or rest.startswith(PARTIAL)):
                found.append(path)
    return found


def remove(backup: Path) -> None:
    """Delete a backup with its files, keys and proof; OSError when the copy itself can't be deleted."""
    backup.unlink(missing_ok=True)
    for log in ("-wal", "-shm"):
        backup.with_name(backup.name + log).unlink(missing_ok=True)
    shutil.rmtree(paths.files_folder(backup), ignore_errors=True)
    for beside in besides(backup):
        beside.unlink(missing_ok=True)


def besides(backup: Path) -> tuple[Path, ...]:
    """The files that belong to a copy, without the folder of its attachments."""
    return (
        paths.key_path(backup),
        paths.key_copy_path(backup),
        paths.side_path(backup),
        paths.proof_path(backup),
    )


def _copy(db: Database, part: Path, tell: Report) -> Facts:
    """Write the copy, some pages at a time; what the original said about itself when the last one was copied.

    Between the pages others have the store; what they change in pages copied already is copied again by itself.
    """
    target = driver.connect(part, db.key.pragma() if db.key else "")
    try:
        target.execute("PRAGMA synchronous = OFF")  # it is made durable when it is known to be whole
        with db.reading() as conn:
            conn.backup(target, pages=_PAGES, progress=partial(_breathe, db, conn, tell))
            found = facts(conn)
        target.execute("PRAGMA journal_mode = DELETE")
        _shrink(target)
    finally:
        target.close()
    return found


def _shrink(target: driver.Connection) -> None:
    """Give free pages back where there are many; what was deleted is overwritten in them already."""
    pages, free = (target.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    if free * 4 > pages:
        target.execute("PRAGMA temp_store = MEMORY")  # nothing of an encrypted store goes into a temporary file
        target.execute("VACUUM")


def _breathe(db: Database, conn: driver.Connection, tell: Report, _status: int, remaining: int, total: int) -> None:
    """Let others have the store for a moment; called with it held, between two parts of the copy."""
    if not remaining:
        return
    tell(_SHARE * (total - remaining) // max(total, 1), _WHOLE, tr(_STEPS[0]))
    db.lock.release()
    try:
        time.sleep(_PAUSE_S)
    finally:
        db.lock.acquire()
    if db.conn is not conn:
        raise driver.DatabaseError("the store was opened anew meanwhile")


def keep_keys(portfolio: Path, final: Path) -> None:
    """Put the key file of a portfolio beside a copy of it, in both its copies."""
    from planner.safe import key_file

    key_file.save(final, key_file.load(portfolio))


def _number(final: Path) -> int:
    return backup_proof.next_number(final.parent)


def _proof(part: Path, found: Facts, key: StoreKey | None, moment: datetime) -> Proof:
    return Proof(
        portfolio=found.store_id,
        number=0,
        made_at=stamp(moment),
        checked_at=stamp(moment),
        size=part.stat().st_size,
        sha256=backup_proof.hashed(part),
        content=backup_proof.content_hash(found.counts, key),
        step=found.step,
        step_at=found.step_at,
        files=len(found.files),
    )


def _check_room(path: Path, folder: Path) -> None:
    room = free_space(folder)
    need = path.stat().st_size + _KEEP_ROOM
    if room is not None and room < need:
        raise PlannerError(
            tr(
                "There is not enough room for a backup ({mb} MB needed). Your portfolio is unchanged.",
                mb=need // 1_000_000,
            ),
            "disk-full",
        )


def _free(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}.waterline"
    number = 2
    while path.exists():
        path = folder / f"{stem} ({number}).waterline"
        number += 1
    return path


def _verify(part: Path, expected: Facts, key: StoreKey | None) -> None:
    """Open the copy on its own and compare it with what the original said; then make it durable."""
    copy = driver.connect(part, key.pragma() if key else "")
    try:
        same = structure_fault(copy, encrypted=key is not None) == "" and facts(copy) == expected
    finally:
        copy.close()
    if not same:
        raise PlannerError(
            tr("The backup did not match the portfolio, so it was thrown away. Your portfolio is unchanged."),
            "backup",
        )
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
