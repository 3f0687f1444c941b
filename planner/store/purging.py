# SPDX-License-Identifier: Apache-2.0
"""Takes the content out of trashed records for good; the row stays as a tombstone that only holds its id."""

from __future__ import annotations

from planner.entities.registry import BY_TABLE, ENTITIES
from planner.kernel.text import N_
from planner.store import driver, portfolio_settings
from planner.store.queries.snapshots import forget_gone

GONE = 2
"""Value of ``deleted`` for a record without content: neither live nor in the Trash."""

_KEPT = {"id", "rev", "created_at", "created_by", "updated_at", "updated_by", "device_id", "deleted", "audience"}
_GONE_LABEL = N_("Something that was deleted for good")
_SCRUB_STEPS = (
    "UPDATE step SET label = ?, args = '{}' WHERE seq IN (SELECT s.seq FROM step s "
    "LEFT JOIN change c ON c.step = s.seq WHERE c.id IS NULL)"
)


def purge(conn: driver.Connection, before: str | None) -> tuple[int, int, list[str]]:
    """Purge what went to the Trash before a stamp (None: everything there); the caller holds the transaction.

    Returns how many records lost their content, the last step that touched one of them, and the hashes of files
    that no record names any more. Undo ends at that step: the log no longer holds what it would bring back.
    """
    files = _trashed_files(conn, before)
    done = [_purge_table(conn, spec.table, before) for spec in ENTITIES]
    count, last = sum(n for n, _ in done), max(step for _, step in done)
    if not count:
        return 0, 0, []
    scrub_steps(conn)
    forget_gone(conn)
    last = max(last, int(portfolio_settings.get(conn, "undo_floor", 0)))
    portfolio_settings.put(conn, "undo_floor", last)
    conn.execute("INSERT INTO search (search) VALUES ('optimize')")
    return count, last, [sha for sha in files if not _still_named(conn, sha)]


def scrub_steps(conn: driver.Connection) -> None:
    """Steps of which no change is left keep their place, without their words."""
    conn.execute(_SCRUB_STEPS, (_GONE_LABEL,))


def waiting(conn: driver.Connection, before: str | None) -> int:
    """How many records `purge` would take."""
    return sum(len(_keys(conn, spec.table, before)) for spec in ENTITIES)


def _purge_table(conn: driver.Connection, table: str, before: str | None) -> tuple[int, int]:
    """How many records of a table were purged, and the last step that touched one."""
    keys = _keys(conn, table, before)
    if not keys:
        return 0, 0
    sets = ", ".join(_blank(conn, table))
    conn.executemany(f'UPDATE "{table}" SET {sets}, deleted = {GONE} WHERE id = ?', [(k,) for k in keys])
    steps = [conn.execute('SELECT max(step) FROM change WHERE "key" = ?', (k,)).fetchone()[0] for k in keys]
    conn.executemany('DELETE FROM change WHERE "key" = ?', [(k,) for k in keys])
    return len(keys), max((step for step in steps if step is not None), default=0)


def _keys(conn: driver.Connection, table: str, before: str | None) -> list[str]:
    sql = f'SELECT id FROM "{table}" WHERE deleted = 1 AND updated_at < ?'
    return [row[0] for row in conn.execute(sql, (before or "9999",))]


def _blank(conn: driver.Connection, table: str) -> list[str]:
    """Assignments that empty every content column as far as its constraints allow; references stay ids."""
    references = {f.name for f in BY_TABLE[table].fields if f.name.endswith("_id")}
    parts: list[str] = []
    for _, name, kind, required, _, _ in conn.execute(f'PRAGMA table_info("{table}")').fetchall():
        if name in _KEPT or (required and name in references):
            continue
        empty = "NULL" if not required else "''" if kind.upper() == "TEXT" else "0"
        parts.append(f'"{name}" = {empty}')
    return parts


def _trashed_files(conn: driver.Connection, before: str | None) -> list[str]:
    sql = "SELECT DISTINCT sha256 FROM attachment WHERE deleted = 1 AND updated_at < ?"
    return [row[0] for row in conn.execute(sql, (before or "9999",))]


def _still_named(conn: driver.Connection, sha: str) -> bool:
    sql = "SELECT 1 FROM attachment WHERE sha256 = ? AND deleted < ? LIMIT 1"
    return conn.execute(sql, (sha, GONE)).fetchone() is not None
