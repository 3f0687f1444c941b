# SPDX-License-Identifier: Apache-2.0
"""One connection with one lock, opened by the store recipe and read back pragma by pragma."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.store import driver

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

APPLICATION_ID = 0x574C4E31
SCHEMA = 3
_MAGIC = b"SQLite format 3\x00"
_HEAD = 100
_MIN_SQLITE = (3, 51, 3)

# pragma, value to set, value that must be read back
_RECIPE: tuple[tuple[str, str, object], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", "5000", 5000),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
    ("journal_size_limit", str(64 * 1024 * 1024), 64 * 1024 * 1024),
)


class StoreError(PlannerError):
    """The portfolio file can't be used as it is; it was left untouched."""


class Database:
    """The open store. All use goes through `reading` or `transaction`, both under one lock."""

    def __init__(self, path: Path, *, create: bool = False, key: StoreKey | None = None) -> None:
        self.path = path
        self.key = key
        self.lock = RLock()
        if not create:
            check_header(path, encrypted=key is not None)
        self.conn = driver.connect(path, key.pragma() if key else "")
        try:
            self._open(create=create)
        except driver.DatabaseError as fault:
            self.conn.close()
            raise _explained(fault) from fault
        except StoreError:
            self.conn.close()
            raise

    def _open(self, *, create: bool) -> None:
        if driver.VERSION < _MIN_SQLITE:
            raise StoreError(tr("This build carries a database library that is too old to be safe."), "old-sqlite")
        if create:
            self.conn.execute("PRAGMA page_size = 4096")
        else:
            check_marks(self.value("PRAGMA application_id"), self.value("PRAGMA user_version"))
        for name, value, expected in _RECIPE:
            self.conn.execute(f"PRAGMA {name} = {value}")
            found = self.value(f"PRAGMA {name}")
            # SQLite answers mmap_size with nothing when memory mapping is compiled out
            if found != expected and not (name == "mmap_size" and found is None):
                raise StoreError(
                    tr("The portfolio could not be opened safely, so it was left untouched."),
                    f"pragma-{name}",
                )

    def value(self, sql: str, *args: object) -> Any:
        """The first column of the first row, or None."""
        row = self.conn.execute(sql, args).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def reading(self) -> Iterator[driver.Connection]:
        """The connection for reading, for as long as the block runs."""
        with self.lock:
            yield self.conn

    @contextmanager
    def transaction(self) -> Iterator[driver.Connection]:
        """One durable all-or-nothing transaction; foreign keys are checked at its end."""
        with self.lock:
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                self.conn.execute("PRAGMA defer_foreign_keys = ON")
                yield self.conn
                self.conn.execute("COMMIT")
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Rewrite the file without free pages and empty the write-ahead log, so that nothing deleted is left in them.

        Cut off at any moment it leaves the store as it was. Raises the driver's error when the disk is full.
        """
        with self.lock:
            self.conn.execute("VACUUM")
            self.fold()

    def fold(self) -> None:
        """Bring the write-ahead log into the file and empty it."""
        with self.lock:
            self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @property
    def schema(self) -> int:
        """The schema number of the file."""
        return int(self.value("PRAGMA user_version"))

    def close(self) -> None:
        """Fold the write-ahead log into the file and close."""
        with self.lock:
            try:
                self.conn.execute("PRAGMA optimize")
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except driver.DatabaseError:
                pass  # closing must not fail; SQLite recovers the log at the next start
            self.conn.close()


def check_header(path: Path, *, encrypted: bool = False) -> None:
    """Refuse what is not a portfolio before the library can touch it; of an encrypted one only the size shows."""
    head = read_head(path)
    if encrypted and len(head) == _HEAD:
        return
    if head and not encrypted and not (head.startswith(_MAGIC) or _MAGIC.startswith(head)):
        raise StoreError(tr("This file is not a Waterline portfolio. It was left untouched."), "foreign-file")
    if len(head) < _HEAD:
        raise StoreError(
            tr("The portfolio file is cut short. It was left untouched; open a backup instead."), "truncated"
        )
    check_marks(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def read_head(path: Path) -> bytes:
    """The first bytes of a portfolio that is not open."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise StoreError(tr("There is no portfolio at this place."), "no-file") from None
    except OSError:
        raise StoreError(tr("The portfolio file can't be read. It was left untouched."), "unreadable") from None


def is_plain(path: Path) -> bool:
    """Whether the file is an unencrypted database."""
    return read_head(path).startswith(_MAGIC)


def check_marks(application_id: int, schema: int) -> None:
    """Refuse foreign and newer files."""
    if application_id != APPLICATION_ID:
        raise StoreError(tr("This file is not a Waterline portfolio. It was left untouched."), "foreign-file")
    if schema > SCHEMA:
        raise StoreError(
            tr("This file was made with a newer version of Waterline. It was left untouched; update to open it."),
            "newer-file",
        )


def _explained(fault: driver.DatabaseError) -> StoreError:
    text = str(fault)
    if "locked" in text or "busy" in text:
        return StoreError(tr("This portfolio is already open in another window or program."), "locked")
    if "readonly" in text or "unable to open" in text:
        return StoreError(tr("This folder can't be written to, so the portfolio was left closed."), "read-only")
    return StoreError(
        tr("The portfolio file didn't open cleanly. Nothing was changed; open a backup instead."), "damaged"
    )
