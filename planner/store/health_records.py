# SPDX-License-Identifier: Apache-2.0
"""What is wrong with live records and the links between them; read raw, so that no value can stop the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from planner.entities.registry import BY_NAME, BY_TABLE, ENTITIES
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.store import driver
from planner.store.finding import Finding
from planner.store.rows import codec

GONE = 2
PAGE = 2000
Read = Callable[[Callable[[driver.Connection], Any]], Any]
"""Runs a query under the lock of the store."""
# (entity, column with the kind, column with the id) of links that lead to any kind of record
TARGETS: tuple[tuple[str, str, str], ...] = (
    ("evidence_link", "target_type", "target_id"),
    ("evidence_link", "ref_type", "ref_id"),
    ("attachment", "target_type", "target_id"),
    ("action", "parent_type", "parent_id"),
)


def dangling(conn: driver.Connection) -> list[Finding]:
    """References that lead to no row at all, also those of records in the Trash."""
    found: list[Finding] = []
    for table, row, parent, number in conn.execute("PRAGMA foreign_key_check").fetchall():
        columns = {r[0]: r[3] for r in conn.execute(f'PRAGMA foreign_key_list("{table}")')}
        key = conn.execute(f'SELECT id FROM "{table}" WHERE rowid = ?', (row,)).fetchone()
        if table in BY_TABLE and key is not None:
            found.append(Finding(BY_TABLE[table].name, key[0], columns[number], parent))
    return found


def orphans(conn: driver.Connection) -> list[Finding]:
    """Live records that belong to one which is in the Trash or was deleted for good."""
    found: dict[str, Finding] = {}
    for spec, field in _references():
        if field.required:
            sql = _LINKED.format(
                table=spec.table, column=field.name, target=BY_NAME[field.ref].table, how="t.deleted > 0"
            )
            for (key,) in conn.execute(sql):
                found.setdefault(key, Finding(spec.name, key, field.name))
    return list(found.values())


def loops(conn: driver.Connection) -> list[Finding]:
    """Live records that stand above themselves: companies, units, who reports to whom."""
    found: list[Finding] = []
    for spec, field in _references():
        if field.ref == spec.name:
            for ring in rings(links(conn, spec, field.name)):
                found.extend(Finding(spec.name, key, field.name, ring[0]) for key in ring)
    return found


def links(conn: driver.Connection, spec: EntitySpec[Any], column: str) -> dict[str, str]:
    """Which live record stands below which."""
    sql = f'SELECT id, "{column}" FROM "{spec.table}" WHERE deleted = 0 AND "{column}" IS NOT NULL'
    return dict(conn.execute(sql))


def rings(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The closed rings in a table of parents, each once, in the order of their links."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in parents:
        way: dict[str, None] = {}
        key: str | None = start
        while key is not None and key not in done and key not in way:
            way[key] = None
            key = parents.get(key)
        if key is not None and key in way:
            ring = list(way)
            found.append(tuple(ring[ring.index(key) :]))
        done.update(way)
    return found


def listed_nowhere(conn: driver.Connection) -> list[Finding]:
    """Lists that name ids which never existed."""
    return _lists(conn, "t.id IS NULL")


def targets_nowhere(conn: driver.Connection) -> list[Finding]:
    """Evidence, files and actions that are about a record, or a kind of record, that never existed."""
    found: list[Finding] = []
    for name, kind, column in TARGETS:
        spec = BY_NAME[name]
        sql = f'SELECT id, "{kind}", "{column}" FROM "{spec.table}" WHERE deleted = 0 AND "{column}" IS NOT NULL'
        for key, target, target_id in conn.execute(sql).fetchall():
            if target not in BY_NAME:
                found.append(Finding(name, key, column, "kind"))
            elif _state(conn, BY_NAME[target].table, target_id) is None:
                found.append(Finding(name, key, column, "record"))
    return found


def to_purged(conn: driver.Connection) -> list[Finding]:
    """Live records that still name one whose content was deleted for good, where they need not."""
    found = [*_lists(conn, f"t.deleted = {GONE}")]
    for spec, field in _references():
        if not field.required:
            sql = _LINKED.format(
                table=spec.table, column=field.name, target=BY_NAME[field.ref].table, how=f"t.deleted = {GONE}"
            )
            found.extend(Finding(spec.name, key, field.name, "reference") for (key,) in conn.execute(sql))
    for name, kind, column in TARGETS:
        table = BY_NAME[name].table
        sql = f'SELECT id, "{kind}", "{column}" FROM "{table}" WHERE deleted = 0 AND "{column}" IS NOT NULL'
        for key, target, target_id in conn.execute(sql).fetchall():
            if target in BY_NAME and _state(conn, BY_NAME[target].table, target_id) == GONE:
                found.append(Finding(name, key, column, "target"))
    return found


def revisions(conn: driver.Connection) -> list[Finding]:
    """Records whose revision number can't be."""
    return [
        Finding(spec.name, row[0], "rev")
        for spec in ENTITIES
        for row in conn.execute(f'SELECT id FROM "{spec.table}" WHERE rev < 1')
    ]


def later_than(conn: driver.Connection, now: str) -> list[Finding]:
    """Records and steps stamped later than a moment, or before they were made: a clock was wrong."""
    found: list[Finding] = []
    for spec in ENTITIES:
        sql = f'SELECT id FROM "{spec.table}" WHERE deleted < 2 AND (created_at > ? OR updated_at > ?)'
        found.extend(Finding(spec.name, row[0], "updated_at", "later") for row in conn.execute(sql, (now, now)))
    return found


def stored_rows(read: Read, spec: EntitySpec[Any]) -> Iterator[tuple[Any, ...]]:
    """The live rows of a kind as they are stored, in the order of its columns; the store is let go now and then."""
    names = ", ".join(f'"{name}"' for name in codec(spec).columns)
    sql = f'SELECT {names} FROM "{spec.table}" WHERE deleted = 0 AND id > ? ORDER BY id LIMIT {PAGE}'
    return paged(read, sql, "", 0)


def paged(read: Read, sql: str, start: object, column: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that goes on behind a value, a page at a time; ``column`` is where that value stands."""
    last = start
    while True:
        rows = read(lambda conn, last=last: conn.execute(sql, (last,)).fetchall())  # type: ignore[misc]
        yield from rows
        if len(rows) < PAGE:
            return
        last = rows[-1][column]


def attachments(conn: driver.Connection, deleted: int) -> list[tuple[str, str]]:
    """Id and hash of the attachments up to a state of deletion: 0 live, 1 also those in the Trash."""
    return list(conn.execute("SELECT id, sha256 FROM attachment WHERE deleted <= ?", (deleted,)))


_LINKED = 'SELECT r.id FROM "{table}" r JOIN "{target}" t ON t.id = r."{column}" WHERE r.deleted = 0 AND {how}'
_LISTED = (
    'SELECT DISTINCT r.id FROM "{table}" r, json_each(CASE WHEN json_valid(r."{column}") THEN r."{column}" ELSE \'[]\' '
    'END) e LEFT JOIN "{target}" t ON t.id = e.value WHERE r.deleted = 0 AND {how}'
)


def _lists(conn: driver.Connection, how: str) -> list[Finding]:
    found: list[Finding] = []
    for spec in ENTITIES:
        for field in spec.fields:
            if field.kind is Kind.LIST and field.ref:
                sql = _LISTED.format(table=spec.table, column=field.name, target=BY_NAME[field.ref].table, how=how)
                found.extend(Finding(spec.name, row[0], field.name, "list") for row in conn.execute(sql))
    return found


def _references() -> Iterator[tuple[EntitySpec[Any], FieldSpec]]:
    for spec in ENTITIES:
        for field in spec.fields:
            if field.kind is Kind.REF and field.ref:
                yield spec, field


def _state(conn: driver.Connection, table: str, key: str) -> int | None:
    row = conn.execute(f'SELECT deleted FROM "{table}" WHERE id = ?', (key,)).fetchone()
    return None if row is None else int(row[0])
