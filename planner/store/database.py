# SPDX-License-Identifier: Apache-2.0
"""One connection with one lock, opened by the store recipe and read back pragma by pragma."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, BinaryIO

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.clean import marked_bidi
from planner.store import driver, undo_stacks
from planner.store.faults import READ_ONLY, Explain, explained, unclean
from planner.store.faults import StoreError as StoreError  # noqa: PLC0414 - known under this name, too

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

APPLICATION_ID = 0x574C4E31
SCHEMA = 6
_MAGIC = b"SQLite format 3\x00"
_HEAD = 100
_LOG_HEAD, _FRAME_HEAD, _PAGE = 32, 24, 4096
_SEALED = 60  # different bytes among the first hundred: about 83 at random, about 25 in a plain header
LOG_LIMIT = 64 * 1024 * 1024
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
    ("cache_size", "-16000", -16000),  # KiB at most, and no more than was read: what the health of 1,000 accounts reads
    ("journal_size_limit", str(LOG_LIMIT), LOG_LIMIT),
)


class Database:
    """The open store. All use goes through `reading` or `transaction`, both under one lock.

    ``file`` is what is opened in place of ``path``: a private copy, for reading only. ``read_only`` refuses every
    change; ``guard`` is asked before one and raises where it may not be, and ``explain`` makes a sentence of a fault.
    """

    def __init__(
        self, path: Path, *, create: bool = False, key: StoreKey | None = None, file: Path | None = None
    ) -> None:
        self.path, self.file = path, file or path
        self.key = key
        self.lock = RLock()
        self.read_only, self.gone, self._log_named = file is not None, False, False
        self.guard: Callable[[], None] | None = None
        self.on_fold: Callable[[int], None] | None = None
        """Told the newest step after the write-ahead log was folded in: from then on the file alone holds it."""
        self.explain: Explain = self._plainly
        if not create:
            check_header(self.file, encrypted=key is not None)
        self.conn = self._connected(create=create)

    def _connected(self, *, create: bool = False) -> driver.Connection:
        self.conn = driver.connect(self.file, self.key.pragma() if self.key else "")
        try:
            self._open(create=create)
        except (driver.DatabaseError, UnicodeDecodeError) as fault:
            self.conn.close()
            raise unclean(fault, self.path) from fault
        except StoreError:
            self.conn.close()
            raise
        self.gone = self._log_named = False
        return self.conn

    def reopen(self, file: Path | None = None) -> None:
        """Let the connection go and make a new one, of the same file or of a private ``file`` for reading only.

        After a fault of the disk nothing of the old connection is trusted. StoreError where it can't be opened; the
        store is then closed.
        """
        with self.lock:
            self.disconnect()
            if file is not None:
                self.file, self.read_only = file, True
            self._connected()

    def disconnect(self) -> None:
        """Let the connection go, whatever state it is in; until `reopen` the store can't be used."""
        with self.lock, suppress(driver.DatabaseError):
            self.gone = True
            self.conn.close()

    def is_sound(self) -> bool:
        """Whether the structure of the file holds, page by page."""
        with self.lock, suppress(driver.DatabaseError):
            return bool(self.value("PRAGMA quick_check") == "ok")
        return False

    def takes_writes(self) -> bool:
        """Whether a change reaches the disk: one that changes nothing is made, synced and folded into the file."""
        with self.lock, suppress(driver.DatabaseError):
            self._name_log()
            self.conn.execute("BEGIN IMMEDIATE")
            self.conn.execute(f"PRAGMA user_version = {self.schema}")
            self.conn.execute("COMMIT")
            return self._fold()
        return False

    def fold(self) -> None:
        """Fold the write-ahead log into the file and empty it; where that fails the log stays, and nothing is lost."""
        with self.lock, suppress(driver.DatabaseError):
            self._fold()

    def _fold(self) -> bool:
        """Whether all of the log went into the file; the lock is held, so that no step comes in between."""
        done = bool(self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        if done and self.on_fold is not None and not self.read_only:
            self.on_fold(undo_stacks.newest(self.conn))
        return done

    def _open(self, *, create: bool) -> None:
        if driver.VERSION < _MIN_SQLITE:
            raise StoreError(tr("This build carries a database library that is too old to be safe."), "old-sqlite")
        # Before anything is read: only then does the index of the log stay in our memory, not in a file beside the
        # store, which others could map and a full disk could take away from under us.
        self.conn.execute("PRAGMA locking_mode = EXCLUSIVE")
        if create:
            self.conn.execute(f"PRAGMA page_size = {_PAGE}")
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
            self._be_there()
            yield self.conn

    @contextmanager
    def transaction(self, *, derived: bool = False) -> Iterator[driver.Connection]:
        """One durable all-or-nothing transaction; foreign keys are checked at its end.

        ``derived`` is for what can be worked out again or only serves this window: in a portfolio that is open for
        reading only it goes into the private copy and is gone with it. Anything else is refused there.
        """
        with self.lock:
            if not derived:
                self._allow()
            self._be_there()
            try:
                with self._all_or_nothing() as conn:
                    yield conn
            except (driver.DatabaseError, UnicodeDecodeError) as fault:
                problem = self.explain(fault, saving=not derived)
                if problem is None:
                    raise
                raise problem from fault

    @contextmanager
    def _all_or_nothing(self) -> Iterator[driver.Connection]:
        conn = self.conn
        conn.execute("BEGIN IMMEDIATE")
        try:
            conn.execute("PRAGMA defer_foreign_keys = ON")
            yield conn
            self._name_log()
            conn.execute("COMMIT")
            self._trim()
        except BaseException:
            with suppress(driver.DatabaseError):  # a fault of the disk took the transaction, or all of the connection
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
            raise

    def _name_log(self) -> None:
        """Before the first commit of a connection: what is kept must not go with the name of the log (A6)."""
        if not self._log_named and not self.read_only:
            from planner.store.log_name import make_durable

            make_durable(self.file.parent)
            self._log_named = True

    def _trim(self) -> None:
        """Empty the write-ahead log after a step so large that it went over its limit (reliability B22)."""
        try:
            size = self.file.with_name(self.file.name + "-wal").stat().st_size
        except OSError:
            return
        if size > LOG_LIMIT:
            self.fold()

    def refuse_reading(self) -> None:
        """StoreError, code "read-only", where nothing may be changed."""
        if self.read_only:
            raise StoreError(tr("This portfolio is open for reading only, so nothing was changed."), READ_ONLY)

    def _be_there(self) -> None:
        if self.gone:
            text = tr(
                "The portfolio was closed because the disk does not answer. Everything saved before is in its file."
            )
            raise StoreError(text, "closed")

    def _allow(self) -> None:
        self.refuse_reading()
        if self.guard is not None:
            self.guard()

    def _plainly(self, fault: driver.DatabaseError | UnicodeDecodeError, *, saving: bool = True) -> PlannerError | None:
        return explained(fault, self.path, saving=saving)

    def compact(self) -> None:
        """Rewrite the file without free pages and empty the write-ahead log, so that nothing deleted is left in them.

        Cut off at any moment it leaves the content as it was. StoreError where the disk refuses.
        """
        with self.lock:
            self._allow()
            try:
                self.conn.execute("VACUUM")
            except driver.DatabaseError as fault:
                problem = self.explain(fault, saving=False)
                if problem is None:
                    raise
                raise problem from fault
            self.fold()

    @property
    def schema(self) -> int:
        """The schema number of the file."""
        return int(self.value("PRAGMA user_version"))

    def close(self) -> None:
        """Fold the write-ahead log into the file and close."""
        with self.lock:
            try:
                self.conn.execute("PRAGMA optimize")
                self._fold()
            except driver.DatabaseError:
                pass  # closing must not fail; SQLite recovers the log at the next start
            self.conn.close()


def check_header(path: Path, *, encrypted: bool = False) -> None:
    """Refuse what is not a portfolio before the library can touch it; of an encrypted one only the size shows.

    A power cut while the log was folded in can leave anything in the first sector. The log beside the file then
    holds it whole, so SQLite is asked, not the bytes.
    """
    head = read_head(path)
    if len(head) == _HEAD and (encrypted or (not head.startswith(_MAGIC) and is_in_log(path))):
        return
    if not encrypted and len(set(head)) > _SEALED:
        text = tr(
            "This is not a Waterline portfolio, or an encrypted one without its key file. It was left untouched. If it "
            "is one, put {name} back beside it.",
            name=f"{path.name}.key",
        )
        raise StoreError(text, "foreign-file")
    if head and not encrypted and not (head.startswith(_MAGIC) or _MAGIC.startswith(head)):
        raise StoreError(tr("This file is not a Waterline portfolio. It was left untouched."), "foreign-file")
    if len(head) < _HEAD:
        raise StoreError(
            tr("The portfolio file is cut short. It was left untouched; open a backup instead."), "truncated"
        )
    check_marks(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def is_in_log(path: Path) -> bool:
    """Whether the write-ahead log beside the file holds the first page of an unencrypted database."""
    try:
        with path.with_name(path.name + "-wal").open("rb") as file:
            return any(frame[_FRAME_HEAD:].startswith(_MAGIC) for frame in _frames(file))
    except OSError:
        return False


def _frames(file: BinaryIO) -> Iterator[bytes]:
    file.seek(_LOG_HEAD)
    while len(frame := file.read(_FRAME_HEAD + _PAGE)) == _FRAME_HEAD + _PAGE:
        yield frame


def read_head(path: Path) -> bytes:
    """The first bytes of a portfolio that is not open."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        text = tr(
            "There is no portfolio called {name} in that folder. Nothing was changed; check the name and the folder.",
            name=marked_bidi(path.name),
        )
        raise StoreError(text, "no-file") from None
    except OSError:
        raise StoreError(tr("The portfolio file can't be read. It was left untouched."), "unreadable") from None


def is_plain(path: Path) -> bool:
    """Whether the file is an unencrypted database."""
    return read_head(path).startswith(_MAGIC)


def looks_sealed(path: Path) -> bool:
    """Whether the file begins like something encrypted: hardly any byte twice, as no plain database does.

    So does a plain one whose first sector a power cut has spoilt, but its log still holds the page.
    """
    return len(set(read_head(path))) > _SEALED and not is_in_log(path)


def check_marks(application_id: int, schema: int) -> None:
    """Refuse foreign and newer files."""
    if application_id != APPLICATION_ID:
        raise StoreError(tr("This file is not a Waterline portfolio. It was left untouched."), "foreign-file")
    if schema > SCHEMA:
        raise StoreError(
            tr(
                "This file was made with a newer version of Waterline (format {theirs}; this version reads up to "
                "format {ours}). It was left untouched; update to open it.",
                theirs=schema,
                ours=SCHEMA,
            ),
            "newer-file",
        )
