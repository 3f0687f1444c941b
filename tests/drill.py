# SPDX-License-Identifier: Apache-2.0
"""The restore drill: every backup that a test makes is restored at once and compared with its source (J79)."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from planner.services import backup_proof
from planner.services.backup import PARTIAL
from planner.services.backup_files import named, seal_of, unsound_files
from planner.services.backups import restore_as
from planner.store import driver
from planner.store.database import Database

Content = dict[str, list[str]]


class Drill:
    """Restores and compares; ``count`` of one test, ``total`` of the whole run.

    ``faults`` are kept for the end of the test, for many backups are made on threads.
    """

    total = 0

    def __init__(self) -> None:
        self.free = False
        """Set by tests that must not have the store held for the drill; nothing is compared then."""
        self.count = 0
        self.faults: list[str] = []
        self._expected: dict[Path, tuple[Content, list[str]]] = {}

    def note(self, db: Database, part: Path) -> None:
        """What the store holds at the moment of its copy; the caller holds the store."""
        with db.reading() as conn:
            self._expected[part] = (_content(conn), named(conn))

    def run(self, db: Database, backup: Path) -> None:
        """Restore a backup that was just made of ``db``, and compare all of it with what was noted."""
        expected = self._expected.pop(backup.with_name(backup.name + PARTIAL), None)
        if expected is None:  # the test put a copy of its own in place
            return
        folder = Path(tempfile.mkdtemp(prefix="drill-"))
        try:
            found = _compared(db, backup, folder, *expected)
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        self.count += 1
        Drill.total += 1
        self.faults += [f"{backup.name}: {fault}" for fault in found]


def _compared(db: Database, backup: Path, folder: Path, expected: Content, shas: list[str]) -> list[str]:
    """What differs between the restored backup and its source."""
    restored = restore_as(backup, folder / "drill.waterline", db.key)
    with closing(driver.connect(restored, db.key.pragma() if db.key else "", frozen=True)) as conn:
        found = _content(conn)
    differ = [f"table {name}" for name in {*expected, *found} if expected.get(name) != found.get(name)]
    lost = unsound_files(restored, shas, seal_of(db.key), lambda: None)
    proof = backup_proof.read(backup)
    return differ + [f"file {name}" for name in lost if proof is None or name not in proof.missing]


def _content(conn: driver.Connection) -> Content:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_%'"
    names = [row[0] for row in conn.execute(sql)]
    return {name: sorted(map(repr, conn.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}
