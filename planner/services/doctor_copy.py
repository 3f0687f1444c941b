# SPDX-License-Identifier: Apache-2.0
"""The copy that is made before a repair: a verified backup, or, where the faults are in it too, one that is equal."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import moment_text
from planner.safe.files import sync_folder
from planner.safe.problems import file_problem
from planner.services.backup import PARTIAL, back_up, keep_keys, remove
from planner.services.backup_files import keep_files
from planner.services.session import Session
from planner.store import driver, health_checks, health_records
from planner.store.finding import Finding

REASON = "before-repair"


def copy_first(session: Session, *, as_it_is: bool = False) -> Path:
    """A verified backup of the portfolio as it is. PlannerError when none can be made; nothing is repaired then.

    References that lead nowhere and broken indexes (``as_it_is``) keep a backup from being sound, so the copy is then
    compared with its original, row by row of its tables.
    """
    folder = paths.backups_folder(session.path)
    if not (as_it_is or session.read(health_records.dangling)):
        return back_up(session.db, folder, reason=REASON, at=session.clock.now())
    name = f"{session.path.stem} {moment_text(session.clock.now())} {REASON}{paths.SUFFIX}"
    final, number = folder / name, 2
    while final.exists():
        final, number = folder / f"{Path(name).stem} ({number}){paths.SUFFIX}", number + 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(session, final)
        sync_folder(folder)
    except driver.DatabaseError as fault:
        text = tr("No copy could be made before the repair, so nothing was changed.")
        raise PlannerError(text, "backup") from fault
    except OSError as fault:
        raise file_problem(fault, final, saving=True) from fault
    return final


def _copy(session: Session, final: Path) -> None:
    part = final.with_name(final.name + PARTIAL)
    part.unlink(missing_ok=True)
    try:
        with session.db.reading() as conn:
            conn.execute("VACUUM INTO ?", (str(part),))
            wanted = _told(conn)
        key = session.db.key
        with closing(driver.connect(part, key.pragma() if key else "")) as copy:
            health_checks.reindex(copy)  # a broken index is copied as it is
            if _told(copy) != wanted or copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise PlannerError(tr("No copy could be made before the repair, so nothing was changed."), "backup")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        keep_files(session.path, final)
        if key is not None:
            keep_keys(session.path, final)
        part.replace(final)
    except BaseException:
        part.unlink(missing_ok=True)
        remove(final)
        raise


def _told(conn: driver.Connection) -> tuple[dict[str, int], list[Finding]]:
    """Row counts and references that lead nowhere: the copy must have the same of both."""
    names = [
        r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    ]
    counts = {name: int(conn.execute(f'SELECT count(*) FROM "{name}" NOT INDEXED').fetchone()[0]) for name in names}  # noqa: S608 - from the schema
    return counts, health_records.dangling(conn)
