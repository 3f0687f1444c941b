# SPDX-License-Identifier: Apache-2.0
"""Backups that were opened and counted before they count as backups."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import moment_text
from planner.safe.files import free_space, sync_folder
from planner.safe.problems import file_problem
from planner.store import driver
from planner.store.database import Database

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

PARTIAL = ".partial"
_KEEP_ROOM = 100 * 1024 * 1024


def back_up(db: Database, folder: Path, *, reason: str = "by-hand", at: datetime | None = None) -> Path:
    """A verified copy of the store in ``folder``; returns its path.

    VACUUM INTO a partial file, then integrity, references and row counts of the copy are compared
    with the original before it gets its final name; the store is held for the copying only.
    PlannerError when it can't be made; nothing half-done is left.
    """
    final = _free(folder, f"{db.path.stem} {moment_text(at or datetime.now(UTC))} {reason}")
    part = final.with_name(final.name + PARTIAL)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_room(db.path, folder)
        part.unlink(missing_ok=True)
        try:
            _verify(part, _copy(db, part), db.key)
            keep_files(db.path, final)
            if db.key is not None:  # before the copy gets its name: it never stands without a key
                keep_keys(db.path, final)
            part.replace(final)
        except BaseException:
            part.unlink(missing_ok=True)
            remove(final)
            raise
        sync_folder(folder)
    except driver.DatabaseError as fault:
        code = "disk-full" if "full" in str(fault) else "backup"
        raise PlannerError(tr("The backup could not be made. Your portfolio is unchanged."), code) from fault
    except OSError as fault:
        raise file_problem(fault, final, saving=True) from fault
    return final


def remove(backup: Path) -> None:
    """Delete a backup with its files and keys; OSError when the copy itself can't be deleted."""
    backup.unlink(missing_ok=True)
    shutil.rmtree(paths.files_folder(backup), ignore_errors=True)
    for beside in (paths.key_path(backup), paths.key_copy_path(backup), paths.side_path(backup)):
        beside.unlink(missing_ok=True)


def _copy(db: Database, part: Path) -> dict[str, int]:
    """Write the copy; the row counts of the original at that moment."""
    with db.reading() as conn:
        conn.execute("VACUUM INTO ?", (str(part),))
        return _counts(conn)


def keep_files(portfolio: Path, final: Path) -> None:
    """Put the attachments beside the copy, so that it opens complete.

    They are stored by their content and never change, so a file that an earlier backup in the same
    folder holds is linked instead of copied again.
    """
    source = paths.files_folder(portfolio)
    if not source.is_dir():
        return
    target = paths.files_folder(final)
    earlier = sorted(final.parent.glob(f"*{paths.SUFFIX}.files"), reverse=True)
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        name = file.relative_to(source)
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        known = next((folder / name for folder in earlier if (folder / name).is_file()), None)
        _link_or_copy(known, file, target / name)


def keep_keys(portfolio: Path, final: Path) -> None:
    from planner.safe import key_file

    key_file.save(final, key_file.load(portfolio))


def _link_or_copy(known: Path | None, file: Path, target: Path) -> None:
    try:
        if known is not None:
            os.link(known, target)
            return
    except OSError:  # a disk without links
        pass
    shutil.copyfile(file, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())


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


def _counts(conn: driver.Connection) -> dict[str, int]:
    names = [
        r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    ]
    return {name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - from the schema


def _verify(part: Path, expected: dict[str, int], key: StoreKey | None) -> None:
    copy = driver.connect(part, key.pragma() if key else "")
    try:
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
        same = _counts(copy) == expected
    finally:
        copy.close()
    if not (sound and dangling is None and same):
        raise PlannerError(
            tr("The backup did not match the portfolio, so it was thrown away. Your portfolio is unchanged."),
            "backup",
        )
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
