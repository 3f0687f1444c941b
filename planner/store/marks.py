# SPDX-License-Identifier: Apache-2.0
"""Looking at a portfolio before it is opened: foreign and newer files are refused without changing a byte (C24)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planner.kernel import paths
from planner.kernel.text import tr
from planner.safe import side_file
from planner.safe.problems import file_problem
from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.database import Database, check_header, check_marks
from planner.store.faults import DAMAGED, StoreError, unclean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.safe.keys import StoreKey
    from planner.safe.side_file import Noted

FOREIGN_LOG, OLDER_COPY = "foreign-log", "older-copy"
_BROKEN: Final = frozenset({DAMAGED, "foreign-file"})
_STEP: Final = "SELECT at, device_id FROM step WHERE seq = ?"
_SAMPLE: Final = "SELECT 1 FROM setting WHERE name = 'sample'"


class _Found(NamedTuple):
    """Which store a file is, the number of its newest step, and what tells a step of that number from others."""

    store_id: str
    step: int
    mark: driver.Row | None
    sample: bool  # the fictional one, whose story is told in many steps of one transaction


def refuse_early(path: Path, key: StoreKey | None = None) -> None:
    """StoreError for a file of another program or of a newer version of this one.

    The first bytes tell of a plain file; an encrypted one is read as if it could not change. What a write-ahead log
    says only counts once it is folded in, so where there is one, a private copy of both is asked. A copy that does not
    open is refused there, too: closing a damaged original would fold its log into it. So is a log that is not its own.
    """
    check_header(path, encrypted=key is not None)
    if has_log(path):
        from planner.safe.private_copy import PrivateCopy

        noted = side_file.read(paths.side_path(path))  # before the copy: whoever has it open goes on folding
        with PrivateCopy(path) as copy:
            _refuse_log(copy.path, key, noted)
    elif key is not None:
        _check(path, key)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file, as after a crash."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _refuse_log(copy: Path, key: StoreKey | None, noted: Noted | None) -> None:
    """StoreError, code "foreign-log", where the log makes another store of a sound one, an older or a broken one.

    Code "older-copy" where nothing is broken, but the log went on from a later day than that of the file.

    SQLite asks a log for its own seals only, not for the file it belongs to, and would write the pages of another
    store, or of another day of this one, over those of the file (reliability A11).
    """
    alone = _alone(copy, key)
    later = alone is not None and _is_later(copy, key, alone, noted)
    try:
        both = _open(copy, key, alone)
    except StoreError as fault:
        if alone is None or fault.code not in _BROKEN:
            raise
        both = None
    if alone is not None and (both is None or (both.store_id, both.mark) != (alone.store_id, alone.mark)):
        text = tr(
            "The file {name} beside this portfolio belongs to another one, or to another day of it. Nothing was "
            "changed. Move that file into another folder and open the portfolio again.",
            name=f"{copy.name}-wal",
        )
        raise StoreError(text, FOREIGN_LOG)
    if later:
        text = tr(
            "This portfolio is an older copy: the file {name} beside it holds changes of a later day. Nothing was "
            "changed. Put the newer portfolio back, or move that file into another folder to open the older one.",
            name=f"{copy.name}-wal",
        )
        raise StoreError(text, OLDER_COPY)


def _is_later(copy: Path, key: StoreKey | None, alone: _Found, noted: Noted | None) -> bool:
    """Whether the log of a private copy, of which the file alone is sound, began at a step that the file lacks.

    The log is put in transaction by transaction, from the last one that the file has taken in already. The first step
    it brings must be the next one, because every transaction makes one step at most. A log without a step says nothing
    of where it began; then the side file knows what the file must hold at least.
    """
    newest: int | None = alone.step
    try:
        for newest in _steps(copy, key):
            if newest != alone.step:
                break
    except OSError as fault:
        raise file_problem(fault, copy, saving=False) from fault
    if newest is not None and newest > alone.step:
        return newest > alone.step + 1 and not alone.sample
    return noted is not None and noted.store_id == alone.store_id and noted.folded > alone.step


def _steps(copy: Path, key: StoreKey | None) -> Iterator[int | None]:
    """The newest step after each transaction that a private copy is given from its log."""
    if not has_log(copy):  # taken away before it could be copied
        return
    from planner.store.log_frames import LogFrames

    log = LogFrames(copy.with_name(copy.name + "-wal"))
    with copy.open("rb+") as file:
        for pages in log.transactions(after=log.folded_in(copy)):
            log.put_into(file, pages)
            yield _newest(copy, key)


def _newest(copy: Path, key: StoreKey | None) -> int | None:
    """The newest step of the file alone; None where that can't be read."""
    try:
        with closing(driver.connect(copy, key.pragma() if key else "", frozen=True)) as conn:
            return undo_stacks.newest(conn)
    except (driver.DatabaseError, UnicodeDecodeError):
        return None


def _alone(copy: Path, key: StoreKey | None) -> _Found | None:
    """What the file is without its log; None where it is not sound without it, as when it was cut off in folding."""
    try:
        with closing(driver.connect(copy, key.pragma() if key else "", frozen=True)) as conn:
            return _found(conn) if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok" else None
    except (driver.DatabaseError, UnicodeDecodeError):
        return None


def _found(conn: driver.Connection, step: int | None = None) -> _Found:
    number = undo_stacks.newest(conn) if step is None else step
    mark, sample = conn.execute(_STEP, (number,)).fetchone(), conn.execute(_SAMPLE).fetchone() is not None
    return _Found(portfolio_settings.text(conn, "store_id") or "", number, mark, sample)


def _open(path: Path, key: StoreKey | None, alone: _Found | None) -> _Found | None:
    """Open a copy as the original will be opened, and read of it what opening reads; None for broken pages.

    With ``alone`` all pages and indexes are read, and the answer tells of the step that is the newest one there.
    """
    db = Database(path, key=key)
    try:
        if alone is not None and db.value("PRAGMA integrity_check(1)") != "ok":
            return None
        portfolio_settings.text(db.conn, "me")
        undo_stacks.stacks(db.conn)
        return _found(db.conn, alone.step if alone is not None else None)
    except (driver.DatabaseError, UnicodeDecodeError) as fault:
        raise unclean(fault, path) from fault
    finally:
        db.disconnect()


def _check(path: Path, key: StoreKey | None) -> None:
    try:
        with closing(driver.connect(path, key.pragma() if key else "", frozen=True)) as conn:
            values = [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    except (driver.DatabaseError, UnicodeDecodeError):
        return  # damaged: the opening itself says so, in its own words
    check_marks(*values)
