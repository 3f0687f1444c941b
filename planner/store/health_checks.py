# SPDX-License-Identifier: Apache-2.0
"""Whether the file itself is whole: its pages, its indexes, the seals of an encrypted one, its settings."""

from __future__ import annotations

import json

from planner.entities.registry import ENTITIES
from planner.store import driver
from planner.store.finding import Finding

_INDEX_ONLY = ("from index", "in index", "non-unique entry")
_MOST = 100


def integrity(conn: driver.Connection) -> list[Finding]:
    """What SQLite finds broken; the code ``index`` is for what writing the indexes anew mends."""
    try:
        rows = [str(row[0]) for row in conn.execute(f"PRAGMA integrity_check({_MOST})")]
    except driver.DatabaseError:
        return [Finding(code="page")]
    if rows == ["ok"]:
        return []
    return [Finding(code="index" if any(word in row for word in _INDEX_ONLY) else "page") for row in rows]


def quick(conn: driver.Connection) -> bool:
    """Whether the pages hang together, without comparing indexes with their tables."""
    try:
        return bool(conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except driver.DatabaseError:
        return False


def seals(conn: driver.Connection) -> list[Finding]:
    """Pages of an encrypted file whose seal is broken; reads the file, not what is in memory."""
    return [Finding(code="seal") for _ in conn.execute("PRAGMA cipher_integrity_check").fetchall()]


def reindex(conn: driver.Connection) -> None:
    """Write the indexes of the tables anew."""
    conn.execute("REINDEX")


def settings(conn: driver.Connection) -> list[Finding]:
    """Settings that can't be read, or that name what is not there."""
    found: list[Finding] = []
    values: dict[str, object] = {}
    for name, value in conn.execute("SELECT name, value FROM setting").fetchall():
        try:
            values[name] = json.loads(value)
        except ValueError:
            found.append(Finding("", name, "", "unreadable"))
    me, floor = values.get("me"), values.get("undo_floor", 0)
    if me is not None and not conn.execute("SELECT 1 FROM person WHERE id = ? AND deleted = 0", (me,)).fetchone():
        found.append(Finding("", "me", "", "nobody"))
    newest = conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0]
    if "undo_floor" in values and not (isinstance(floor, int) and 0 <= floor <= newest):
        found.append(Finding("", "undo_floor", "", "range"))
    return found


def counters(conn: driver.Connection) -> list[Finding]:
    """Counters of human codes that would give out a code which is in use."""
    last = dict(conn.execute("SELECT prefix, last FROM counter").fetchall())
    return [
        Finding("", prefix, "", "counter") for prefix, used in codes_used(conn).items() if last.get(prefix, 0) < used
    ]


def codes_used(conn: driver.Connection) -> dict[str, int]:
    """The highest number of each human code that any record has."""
    found: dict[str, int] = {}
    for spec in ENTITIES:
        if spec.code_prefix:
            sql = (
                f'SELECT max(CAST(substr(code, {len(spec.code_prefix) + 1}) AS INTEGER)) FROM "{spec.table}" '
                f"WHERE substr(code, 1, {len(spec.code_prefix)}) = ?"
            )
            used = conn.execute(sql, (spec.code_prefix,)).fetchone()[0]
            if used:
                found[spec.code_prefix] = max(found.get(spec.code_prefix, 0), int(used))
    return found
