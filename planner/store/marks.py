# SPDX-License-Identifier: Apache-2.0
"""Looking at a portfolio before it is opened: foreign and newer files are refused without changing a byte (C24)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.database import Database, check_header, check_marks
from planner.store.faults import unclean

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey


def refuse_early(path: Path, key: StoreKey | None = None) -> None:
    """StoreError for a file of another program or of a newer version of this one.

    The first bytes tell of a plain file; an encrypted one is read as if it could not change. What a write-ahead log
    says only counts once it is folded in, so where there is one, a private copy of both is asked. A copy that does not
    open is refused there, too: closing a damaged original would fold its log into it.
    """
    check_header(path, encrypted=key is not None)
    if has_log(path):
        from planner.safe.private_copy import PrivateCopy

        with PrivateCopy(path) as copy:
            _open(copy.path, key)
    elif key is not None:
        _check(path, key)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file, as after a crash."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _open(path: Path, key: StoreKey | None) -> None:
    """Open a copy as the original will be opened, and read of it what opening reads."""
    db = Database(path, key=key)
    try:
        portfolio_settings.text(db.conn, "me")
        undo_stacks.stacks(db.conn)
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
