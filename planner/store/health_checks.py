# SPDX-License-Identifier: Apache-2.0
"""The questions that tell whether a store is sound; each returns what is not."""

from __future__ import annotations

from planner.entities.registry import ENTITIES
from planner.store import driver
from planner.store.rows import codec, from_json

_LOG = 'SELECT c."key", c.before, c.after FROM change c WHERE c."table" = ? ORDER BY c.id'


def integrity(conn: driver.Connection) -> list[str]:
    """What SQLite itself finds broken."""
    rows = [row[0] for row in conn.execute("PRAGMA integrity_check(100)")]
    return [] if rows == ["ok"] else rows


def dangling(conn: driver.Connection) -> list[str]:
    """Tables and row numbers whose references lead nowhere."""
    return [f"{row[0]} {row[1]}" for row in conn.execute("PRAGMA foreign_key_check")]


def orphans(conn: driver.Connection) -> list[str]:
    """Live records of an account that is in the Trash."""
    found: list[str] = []
    for spec in ENTITIES:
        if spec.has_account:
            sql = (
                f'SELECT r.id FROM "{spec.table}" r JOIN account a ON a.id = r.account_id '
                "WHERE r.deleted = 0 AND a.deleted = 1"
            )
            found.extend(row[0] for row in conn.execute(sql))
    return found


def loops(conn: driver.Connection) -> list[str]:
    """Accounts that are above themselves in "subsidiary of"."""
    parents = dict(conn.execute("SELECT id, parent_id FROM account WHERE deleted = 0 AND parent_id IS NOT NULL"))
    return [key for key in parents if _comes_back(parents, key)]


def bad_list(conn: driver.Connection, table: str, column: str, target: str) -> list[str]:
    """Live records whose list names an id that never existed."""
    sql = (
        f'SELECT DISTINCT r.id FROM "{table}" r, json_each(r."{column}") e '
        f'LEFT JOIN "{target}" t ON t.id = e.value WHERE r.deleted = 0 AND t.id IS NULL'
    )
    return [row[0] for row in conn.execute(sql)]


def log_differences(conn: driver.Connection) -> list[str]:
    """Records whose content is not what replaying their log gives (purged ones have no log)."""
    found: list[str] = []
    for spec in ENTITIES:
        replayed: dict[str, dict[str, object] | None] = {}
        for key, before, after in conn.execute(_LOG, (spec.table,)):
            replayed[key] = _after(replayed.get(key), before, after)
        found.extend(_different(conn, spec.table, codec(spec).columns, replayed))
    return found


def unindexed(conn: driver.Connection) -> list[str]:
    """Live records with searchable text that the index does not know, and indexed ones that are gone."""
    found: list[str] = []
    for spec in ENTITIES:
        if spec.searched:
            sql = (
                f'SELECT r.id FROM "{spec.table}" r LEFT JOIN search_doc d ON d."key" = r.id '
                "WHERE (r.deleted = 0) <> (d.id IS NOT NULL)"
            )
            found.extend(row[0] for row in conn.execute(sql))
    return found


def _comes_back(parents: dict[str, str], start: str) -> bool:
    seen: set[str] = set()
    key: str | None = parents.get(start)
    while key is not None and key not in seen:
        if key == start:
            return True
        seen.add(key)
        key = parents.get(key)
    return False


def _after(now: dict[str, object] | None, before: str | None, after: str | None) -> dict[str, object] | None:
    if after is None:
        return None
    change = from_json(after)
    return {**(now or {}), **change} if before is not None else dict(change)


def _different(
    conn: driver.Connection, table: str, columns: tuple[str, ...], replayed: dict[str, dict[str, object] | None]
) -> list[str]:
    names = ", ".join(f'"{name}"' for name in columns)
    live = {row[0]: row[1:] for row in conn.execute(f'SELECT {names} FROM "{table}" WHERE deleted = 0')}
    found = [key for key, image in replayed.items() if (image is None) != (key not in live)]
    for key, row in live.items():
        image = replayed.get(key)
        if image is not None and any(image.get(n) != v for n, v in zip(columns[1:], row, strict=True)):
            found.append(key)
    return found
