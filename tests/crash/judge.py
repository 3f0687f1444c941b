# SPDX-License-Identifier: Apache-2.0
"""Whether a store that was found after a fault is whole and holds everything that was acknowledged."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.safe import side_file
from planner.safe.vault import verify_stored
from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.database import Database
from planner.store.marks import refuse_early
from tests.crash.disk import Image
from tests.crash.stage import STORE, Stage, picture
from tests.crash.tally import Tally

LOOK = int(os.environ.get("WATERLINE_TEST_LOOK", "48"))


class Place:
    """A folder in which one image after the other is laid out and looked at."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._there: set[str] = set()
        stage.folder.mkdir(parents=True, exist_ok=True)

    def lay_out(self, image: Image) -> None:
        """The files of the image and no others."""
        beside = {STORE + "-wal", STORE + "-shm", STORE + ".lock", STORE + ".last"}
        for name in (self._there | beside) - set(image):
            (self.stage.folder / name).unlink(missing_ok=True)
        for name, content in image.items():
            path = self.stage.folder / name
            try:
                path.write_bytes(content)
            except FileNotFoundError:
                path.parent.mkdir(parents=True)
                path.write_bytes(content)
        self._there = set(image)


def judge(stage: Stage, pictures: Sequence[str], acked: int, tally: Tally, where: str) -> None:
    """Look at the store as its opening does, open it through its recipe and count what is wrong with it.

    Looking at a log takes longer than all the rest, so it is done in every ``LOOK``-th image.
    """
    tally.runs += 1
    tally.acknowledged += acked
    try:
        if tally.runs % LOOK == 0:
            refuse_early(stage.path, stage.key)
        db = Database(stage.path, key=stage.key)
    except (PlannerError, driver.DatabaseError) as fault:
        tally.corrupt += 1
        tally.note(f"{where}: does not open: {fault}")
        return
    try:
        wrong = _look(db, stage.path, pictures, acked, tally)
    except driver.DatabaseError as fault:
        wrong = f"can't be read: {fault}"
        tally.corrupt += 1
    finally:
        db.conn.close()
    if wrong:
        tally.note(f"{where}: {wrong}")


def _look(db: Database, path: Path, pictures: Sequence[str], acked: int, tally: Tally) -> str:
    conn = db.conn
    faults = [row[0] for row in conn.execute("PRAGMA integrity_check(3)")]
    if faults != ["ok"] or conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        tally.corrupt += 1
        return f"not whole: {faults}"
    seen = picture(conn)
    if seen not in pictures[acked : acked + 2]:
        known = seen in pictures[:acked]
        tally.lost += acked - max(n for n in range(acked) if pictures[n] == seen) if known else 0
        tally.corrupt += not known
        return f"{acked} kept, found {'an older state' if known else 'a state that never was'}"
    return _beside(db, path, tally)


def _beside(db: Database, path: Path, tally: Tally) -> str:
    """The files beside: no false alarm from the side file, no attachment without its content."""
    found = side_file.read(paths.side_path(path))
    ours = found is not None and found.store_id == portfolio_settings.text(db.conn, "store_id")
    if found is not None and ours and max(found.step, found.folded) > undo_stacks.newest(db.conn):
        tally.corrupt += 1
        return "the side file claims more than was kept"
    key = db.key.for_use("attachments") if db.key else None
    for (sha256,) in db.conn.execute("SELECT sha256 FROM attachment WHERE deleted = 0"):
        if not verify_stored(paths.files_folder(path), sha256, key):
            tally.corrupt += 1
            return "an attachment has lost its content"
    return ""


def same_files(folder: Path, before: Mapping[str, bytes]) -> list[str]:
    """The names of the files that are not as they were."""
    return [name for name, content in before.items() if _content(folder / name) != content]


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
