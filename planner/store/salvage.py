# SPDX-License-Identifier: Apache-2.0
"""Saves the rows of a damaged store into a fresh one, page by page; broken pages lose only what was on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from planner.entities.registry import BY_TABLE
from planner.kernel.data import dataclass
from planner.rules.validate import check_all
from planner.store import driver, health_text, portfolio_settings, undo_stacks
from planner.store.pages import Pages, Row
from planner.store.rows import codec

_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_DERIVED = frozenset({"score", "score_snapshot", "stale", "search_doc", "_sqlite_migrations"})
_COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid'


@dataclass(frozen=True, slots=True)
class Counts:
    """What a salvage came to: rows saved, rows that fitted nowhere, pages that could not be read, records by kind."""

    rows: int
    lost: int
    pages: int
    records: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """The columns of a table, as far as they tell whose a row is; ``own`` is the column that is the row number."""

    table: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    required: tuple[bool, ...]
    own: int | None

    def fits(self, row: Row) -> bool:
        """Whether a row could be of this table: count, kinds and what must be there."""
        if len(row.values) != len(self.names):
            return False
        for index, value in enumerate(row.values):
            if index == self.own:
                continue
            if value is None:
                if self.required[index]:
                    return False
            elif isinstance(value, int) != (self.kinds[index] == "INTEGER"):
                return False
        return self.table not in BY_TABLE or bool(_ID.fullmatch(str(row.values[0])))


def fill(conn: driver.Connection, pages: Pages, salvaged: dict[str, object]) -> Counts:
    """Put what the pages hold into the fresh store, whose transaction the caller holds; foreign keys must be off."""
    shapes = _shapes(conn)
    known = _known_pages(pages, {shape.table for shape in shapes})
    saved = lost = 0
    for certain in (True, False):  # what is reached from its table is newer than what lies about
        for number in list(pages):
            rows = pages.leaf(number) if (number in known) is certain and number != 1 else None
            if not rows:
                continue
            shape = _shape_of(rows, shapes, known.get(number))
            done = sum(_insert(conn, shape, row) for row in rows) if shape else 0
            saved += done
            lost += len(rows) - done if certain and shape else 0
    _finish(conn, salvaged)
    return Counts(saved, lost, len(set(pages.broken)), _records(conn))


def _finish(conn: driver.Connection, salvaged: dict[str, object]) -> None:
    health_text.rebuild(conn)
    conn.execute("INSERT OR IGNORE INTO stale (account_id) SELECT id FROM account WHERE deleted = 0")
    portfolio_settings.put(conn, "undo_floor", undo_stacks.newest(conn))  # a log with gaps brings nothing back
    portfolio_settings.put(conn, "salvaged", salvaged)


def _records(conn: driver.Connection) -> int:
    return sum(
        int(conn.execute(f'SELECT count(*) FROM "{table}" WHERE deleted = 0').fetchone()[0]) for table in BY_TABLE
    )


def _shapes(conn: driver.Connection) -> list[_Shape]:
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = []
    for name in names:
        if name in _DERIVED or name.startswith(("search", "sqlite_")):
            continue
        columns = conn.execute(_COLUMNS, (name,)).fetchall()
        own = next((n for n, c in enumerate(columns) if c[3] and c[1].upper() == "INTEGER"), None)
        kinds = tuple("INTEGER" if c[1].upper().startswith("INT") else "TEXT" for c in columns)
        required = tuple(bool(c[2]) for c in columns)
        found.append(_Shape(name, tuple(c[0] for c in columns), kinds, required, own))
    return found


def _known_pages(pages: Pages, tables: set[str]) -> dict[int, str]:
    """Which table a page belongs to, as far as the damaged file still tells; derived and full-text ones as ""."""
    found: dict[int, str] = {}
    for number in pages.below(1):
        for row in pages.leaf(number) or ():
            if len(row.values) >= 4 and isinstance(row.values[3], int) and row.values[3] > 1:
                table = str(row.values[1]) if row.values[0] == "table" else ""
                for page in pages.below(row.values[3]):
                    if table not in tables or pages.is_tree(page):
                        found.setdefault(page, table if table in tables else "")
    return found


def _shape_of(rows: list[Row], shapes: Iterable[_Shape], table: str | None) -> _Shape | None:
    """The table of a page: the one that reaches it, otherwise the one that its rows fit best."""
    if table is not None:
        return next((shape for shape in shapes if shape.table == table), None)
    fitting = [shape for shape in shapes if all(shape.fits(row) for row in rows)]
    return min(fitting, key=lambda shape: _faults(shape, rows), default=None)


def _faults(shape: _Shape, rows: list[Row]) -> int:
    spec = BY_TABLE.get(shape.table)
    if spec is None:
        return 0 if len(shape.names) > 2 else 1
    count = 0
    for row in rows:
        values = dict(zip(shape.names, row.values, strict=True))
        try:
            count += len(check_all(spec, codec(spec).decode([values[name] for name in spec.names])))
        except (ValueError, TypeError, KeyError):
            count += 10
    return count


def _insert(conn: driver.Connection, shape: _Shape, row: Row) -> int:
    if not shape.fits(row):
        return 0
    values = list(row.values)
    if shape.own is not None:
        values[shape.own] = row.rowid
    names = ", ".join(f'"{name}"' for name in shape.names)
    sql = f'INSERT OR IGNORE INTO "{shape.table}" ({names}) VALUES ({", ".join("?" * len(values))})'
    try:
        return max(0, conn.execute(sql, values).rowcount)
    except driver.DatabaseError:
        return 0


def fold_in_log(path: Path, key: str) -> None:
    """Let the library bring a working copy's write-ahead log into it, if it still can."""
    try:
        conn = driver.connect(path, key)
        try:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            conn.close()
    except driver.DatabaseError:
        pass  # the pages are read without it
