# SPDX-License-Identifier: Apache-2.0
"""Looking at a portfolio before it is opened: foreign and newer files are refused without changing a byte (C24)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planner.kernel.text import tr
from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.database import Database, check_header, check_marks
from planner.store.faults import DAMAGED, StoreError, unclean

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

FOREIGN_LOG: Final = "foreign-log"
_BROKEN: Final = frozenset({DAMAGED, "foreign-file"})
_STEP: Final = "SELECT at, device_id FROM step WHERE seq = ?"


class _Found(NamedTuple):
    """Which store a file is, the number of its newest step, and what tells a step of that number from others."""

    store_id: str
    step: int
    mark: driver.Row | None


def refuse_early(path: Path, key: StoreKey | None = None) -> None:
    """StoreError for a file of another program or of a newer version of this one.

    The first bytes tell of a plain file; an encrypted one is read as if it could not change. What a write-ahead log
    says only counts once it is folded in, so where there is one, a private copy of both is asked. A copy that does not
    open is refused there, too: closing a damaged original would fold its log into it. So is a log that is not its own.
    """
    check_header(path, encrypted=key is not None)
    if has_log(path):
        from planner.safe.private_copy import PrivateCopy

        with PrivateCopy(path) as copy:
            _refuse_log(copy.path, key)
    elif key is not None:
        _check(path, key)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file, as after a crash."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _refuse_log(copy: Path, key: StoreKey | None) -> None:
    """StoreError, code "foreign-log", where the log makes another store of a sound one, an older or a broken one.

    SQLite asks a log for its own seals only, not for the file it belongs to, and would write the pages of another
    store, or of another day of this one, over those of the file (reliability A11).
    """
    alone = _alone(copy, key)
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


def _alone(copy: Path, key: StoreKey | None) -> _Found | None:
    """What the file is without its log; None where it is not sound without it, as when it was cut off in folding."""
    try:
        with closing(driver.connect(copy, key.pragma() if key else "", frozen=True)) as conn:
            return _found(conn) if conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" else None
    except (driver.DatabaseError, UnicodeDecodeError):
        return None


def _found(conn: driver.Connection, step: int | None = None) -> _Found:
    number = undo_stacks.newest(conn) if step is None else step
    return _Found(portfolio_settings.text(conn, "store_id") or "", number, conn.execute(_STEP, (number,)).fetchone())


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
