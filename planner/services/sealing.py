# SPDX-License-Identifier: Apache-2.0
"""Encrypting a portfolio that was not, and taking the encryption away again; both on a closed portfolio.

The other form is built beside it, compared row by row, and only then takes its place; history and undo come along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.clock import Clock
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.backups import moment_text
from planner.safe.files import free_space
from planner.safe.problems import file_problem
from planner.safe.vault import read_stored, store_bytes, store_file
from planner.services.backup_files import named, seal_of
from planner.services.backup_list import remains
from planner.services.off_disk import copies_of
from planner.services.owning import own
from planner.services.swapping import begin, give_up, swap, wipe_all
from planner.store import driver, portfolio_settings
from planner.store.database import APPLICATION_ID, Database, is_plain

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection

Report = Callable[[int, int, str], object]
_KEEP_ROOM: Final = 100_000_000
_SHARE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The portfolio in its new form: its ``key`` (None when it is plain now) and ``left``, the file it replaced."""

    key: StoreKey | None
    left: Path


def _nothing(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def seal(path: Path, protection: Protection, *, clock: Clock | None = None, report: Report = _nothing) -> Changed:
    """Encrypt the closed portfolio at ``path``; the readable one is kept under another name until `wipe_left`.

    PlannerError when it can't be done; the portfolio is then as it was and nothing half-done is left.
    """

    def key_for(fresh: Path, store_id: str) -> StoreKey:
        return protection.write(fresh, store_id, clock)

    return _change(path, None, key_for, report)


def unseal(path: Path, key: StoreKey, *, report: Report = _nothing) -> Changed:
    """Take the encryption off the closed portfolio at ``path``; the encrypted one is kept until `wipe_left`."""
    return _change(path, key, lambda _fresh, _store_id: None, report)


def wipe_left(left: Path) -> None:
    """Delete what a change of form left, overwritten as far as a disk obeys; PlannerError when it refuses."""
    try:
        wipe_all(left)
    except OSError as fault:
        raise file_problem(fault, left, saving=True) from fault


def readable_copies(path: Path) -> list[Path]:
    """The backups, here and in the second folder, and what was replaced, that anybody can read."""
    found: list[Path] = []
    for copy in [*remains(path), *copies_of(path)]:
        with suppress(PlannerError):
            if is_plain(copy):
                found.append(copy)
    return found


# -- how


def _change(
    path: Path, key: StoreKey | None, key_for: Callable[[Path, str], StoreKey | None], report: Report
) -> Changed:
    from planner.services.portfolio import device_id

    owner = own(path, device_id())
    fresh = path.with_name(f"{path.stem} changing form{path.suffix}")
    try:
        _check_room(path)
        begin(path, fresh)
        try:
            other = _build(path, fresh, key, key_for, report)
            left = _free(path, plain=key is None)
            swap(path, left, fresh)
        except BaseException:
            give_up(path, fresh)
            raise
        return Changed(key=other, left=left)
    except OSError as fault:
        raise file_problem(fault, path, saving=True) from fault
    except driver.DatabaseError as fault:
        code = "disk-full" if "full" in str(fault) else "sealing"
        raise PlannerError(_not_done(), code) from fault
    finally:
        owner.release()


def _build(
    path: Path, fresh: Path, key: StoreKey | None, key_for: Callable[[Path, str], StoreKey | None], report: Report
) -> StoreKey | None:
    """The portfolio in its other form at ``fresh``, complete and compared."""
    report(0, _SHARE, "")
    db = Database(path, key=key)
    try:
        with db.reading() as conn:
            store_id = portfolio_settings.text(conn, "store_id") or ""
            shas = named(conn)
        other = key_for(fresh, store_id)
        with db.reading() as conn:
            _export(conn, fresh, other, db.schema)
        report(300, _SHARE, "")
        _move_files(path, fresh, (key, other), shas, lambda part: report(300 + int(300 * part), _SHARE, ""))
        made = Database(fresh, key=other)
        with closing(made):
            _compare(db, made, lambda part: report(600 + int(390 * part), _SHARE, ""))
    finally:
        db.close()
    report(_SHARE, _SHARE, "")
    return other


def _export(conn: driver.Connection, fresh: Path, key: StoreKey | None, schema: int) -> None:
    with _attached(conn, fresh, key):
        conn.execute("BEGIN")  # else each statement of the export waits for the disk by itself
        try:
            conn.execute("SELECT sqlcipher_export('other')")
            conn.execute(f"PRAGMA other.user_version = {schema}")
            conn.execute(f"PRAGMA other.application_id = {APPLICATION_ID}")
            conn.execute("COMMIT")
        except BaseException:
            with suppress(driver.DatabaseError):
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
            raise


@contextmanager
def _attached(conn: driver.Connection, fresh: Path, key: StoreKey | None) -> Iterator[None]:
    conn.execute(f'ATTACH DATABASE ? AS other KEY "{key.pragma() if key else ""}"', (str(fresh),))
    try:
        yield
    finally:
        conn.execute("DETACH DATABASE other")


def _move_files(
    path: Path,
    fresh: Path,
    keys: tuple[StoreKey | None, StoreKey | None],
    shas: list[str],
    tell: Callable[[float], object],
) -> None:
    """The attachments in their other form; one that was not whole before is left out, as it was no good before."""
    before, after = (seal_of(key) for key in keys)
    source, target = paths.files_folder(path), paths.files_folder(fresh)
    if before is None and source.is_dir():  # plain ones come along also where no record names them
        every = [file for file in sorted(source.rglob("*")) if file.is_file() and not file.name.startswith(".")]
        for number, file in enumerate(every):
            tell(number / len(every))
            store_file(target, file, key=after)
        return
    for number, sha in enumerate(shas):
        tell(number / len(shas))
        with suppress(ValueError, FileNotFoundError):
            store_bytes(target, read_stored(source, sha, before), after)


def _compare(one: Database, two: Database, tell: Callable[[float], object]) -> None:
    """PlannerError unless both hold the same tables with the same rows, soundly."""
    with one.reading() as first, two.reading() as second:
        sound = second.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        sound = sound and second.execute("PRAGMA foreign_key_check").fetchone() is None
        names = _schema(first)
        sound = sound and names == _schema(second)
        tables = [name for kind, name, sql in names if kind == "table" and "VIRTUAL" not in (sql or "")]
        for number, table in enumerate(tables):
            tell(number / len(tables))
            sound = sound and _rows(first, table) == _rows(second, table)
    if not sound:
        raise PlannerError(_not_done(), "sealing")


def _schema(conn: driver.Connection) -> list[tuple[str, str, str | None]]:
    rows: Iterable[driver.Row] = conn.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    return [(str(kind), str(name), sql) for kind, name, sql in rows]


def _rows(conn: driver.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for row in conn.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - from the schema
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _not_done() -> str:
    return tr("The portfolio could not be changed over. It is as it was; nothing was lost.")


def _check_room(path: Path) -> None:
    files = paths.files_folder(path)
    size = sum(file.stat().st_size for file in files.rglob("*") if file.is_file()) if files.is_dir() else 0
    need, room = path.stat().st_size * 2 + size + _KEEP_ROOM, free_space(path.parent)
    if room is not None and room < need:
        text = tr("There is not enough room for a second copy ({mb} MB needed). Nothing was changed.", mb=need // 10**6)
        raise PlannerError(text, "disk-full")


def _free(path: Path, *, plain: bool) -> Path:
    """A name for what is replaced, which says by itself that it can be read by everybody, where it can."""
    form = "not encrypted" if plain else "encrypted"
    stem = f"{path.stem} {form} {moment_text(datetime.now(UTC))}"
    found, number = path.with_name(f"{stem}{path.suffix}"), 2
    while found.exists():
        found = path.with_name(f"{stem} ({number}){path.suffix}")
        number += 1
    return found
