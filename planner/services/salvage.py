# SPDX-License-Identifier: Apache-2.0
"""Saves what can be read of a damaged portfolio into a new one; the damaged file itself is only read."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.clock import Clock, SystemClock, stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.safe.files import free_space, sync_folder
from planner.safe.problems import file_problem
from planner.services import erase_journal
from planner.services.backup import keep_keys, remove
from planner.services.backup_files import keep_files
from planner.store import driver, portfolio_settings
from planner.store import salvage as rows
from planner.store.database import Database
from planner.store.pages import Pages
from planner.store.salvage import Counts

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

Report = Callable[[int, int, str], None]
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Where it was saved to, and what it came to."""

    path: Path
    counts: Counts

    @property
    def text(self) -> str:
        """What to tell about it."""
        saved = trn("{n} record was saved.", "{n} records were saved.", self.counts.records)
        if not (self.counts.pages or self.counts.lost):
            whole = tr("Nothing was unreadable. Look it over all the same before you rely on it.")
            return f"{saved} {whole}"
        gaps = trn(
            "{n} page could not be read, and what stood on it is not in it.",
            "{n} pages could not be read, and what stood on them is not in it.",
            self.counts.pages,
        )
        review = tr("What was deleted before may be back. Look it over before you rely on it.")
        return f"{saved} {gaps} {review}"


def salvage(
    damaged: Path, target: Path, key: StoreKey | None = None, report: Report | None = None, clock: Clock | None = None
) -> Salvaged:
    """A new portfolio at ``target`` with every row that can be read; it says of itself that it was saved so.

    PlannerError when something is at that place, nothing could be read or the disk refuses; nothing is left then.
    """
    tell = report or (lambda _done, _total, _note: None)
    if target.exists() or paths.key_path(target).exists():
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_room(damaged, target.parent)
        counts = _fill(damaged, part, key, tell, clock or SystemClock())
        if not counts.records:
            text = tr("Nothing could be read of this file. It was left untouched; restore a backup.")
            raise PlannerError(text, "nothing-readable")
        erase_journal.after_restore(part, key, (clock or SystemClock()).now())  # whom broken pages brought back
        tell(3, _STEPS, tr("Copying the files"))
        keep_files(damaged, target, link=False)
        if key is not None:
            keep_keys(damaged, target)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as fault:
        remove(target)
        raise file_problem(fault, target, saving=True) from fault
    except BaseException:
        remove(target)
        raise
    finally:
        for name in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            name.unlink(missing_ok=True)
    return Salvaged(target, counts)


def salvaged_at(conn: driver.Connection) -> str | None:
    """When this portfolio was saved from a damaged file, as a stamp; None for others."""
    found = portfolio_settings.get(conn, "salvaged")
    return str(found["at"]) if isinstance(found, dict) and "at" in found else None


def trust(conn: driver.Connection) -> None:
    """Somebody has looked it over; the caller holds the transaction."""
    conn.execute("DELETE FROM setting WHERE name = 'salvaged'")


def _check_room(damaged: Path, folder: Path) -> None:
    room, need = free_space(folder), 3 * damaged.stat().st_size + 100_000_000
    if room is not None and room < need:
        text = tr("There is not enough room to save it ({mb} MB needed). Nothing was changed.", mb=need // 1_000_000)
        raise PlannerError(text, "disk-full")


def _fill(damaged: Path, part: Path, key: StoreKey | None, tell: Report, clock: Clock) -> Counts:
    tell(0, _STEPS, tr("Reading the pages"))
    pages = _pages(damaged, key)
    tell(1, _STEPS, tr("Saving what can be read"))
    from planner.store.migrations.runner import migrate

    part.unlink(missing_ok=True)
    db = Database(part, create=True, key=key)
    try:
        migrate(db)
        db.conn.execute("PRAGMA foreign_keys = OFF")
        with db.transaction() as conn:
            counts = rows.fill(conn, pages, {"at": stamp(clock.now())})
            if portfolio_settings.text(conn, "store_id") is None:
                portfolio_settings.put(conn, "store_id", os.urandom(16).hex())
        tell(2, _STEPS, "")
    finally:
        db.close()
    with part.open("rb+") as file:  # closed by SQLite by now, so this drops no lock
        os.fsync(file.fileno())
    return counts


def _pages(damaged: Path, key: StoreKey | None) -> Pages:
    """The pages of a working copy, into which the write-ahead log was folded where that still went."""
    with tempfile.TemporaryDirectory(prefix=".waterline-", dir=None) as folder:
        copy = Path(folder, "copy")
        shutil.copyfile(damaged, copy)
        log = damaged.with_name(damaged.name + "-wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name("copy-wal"))
            rows.fold_in_log(copy, key.pragma() if key else "")
        return Pages(copy, key.data if key else None, key.salt if key else b"")
