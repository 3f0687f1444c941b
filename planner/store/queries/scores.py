# SPDX-License-Identifier: Apache-2.0
"""Keeping derived values for lists: which are out of date, and writing them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.rules.account_rows import ScoreRow
from planner.store import driver

_NAMES = ScoreRow._fields
_MARKS = ", ".join("?" * len(_NAMES))
_PUT = f"INSERT OR REPLACE INTO score ({', '.join(_NAMES)}) VALUES ({_MARKS})"
_WAITING = (
    "SELECT a.id FROM account a LEFT JOIN score s ON s.account_id = a.id "
    "LEFT JOIN stale t ON t.account_id = a.id "
    "WHERE a.deleted = 0 AND (t.account_id IS NOT NULL OR s.account_id IS NULL "
    "OR s.as_of <> ? OR s.ruleset <> ?) "
    "ORDER BY t.account_id IS NULL, a.id LIMIT ?"
)
_CHANGED = (
    "SELECT t.account_id FROM stale t JOIN account a ON a.id = t.account_id WHERE a.deleted = 0 "
    "ORDER BY t.account_id LIMIT ?"
)


def waiting(conn: driver.Connection, today: date, ruleset: str, most: int) -> list[str]:
    """Accounts whose derived values are missing, changed or of another day or ruleset."""
    return [row[0] for row in conn.execute(_WAITING, (today.isoformat(), ruleset, most))]


def changed(conn: driver.Connection, most: int) -> list[str]:
    """Accounts changed since their values were worked out, whatever day and ruleset those have."""
    return [row[0] for row in conn.execute(_CHANGED, (most,))]


def any_stale(conn: driver.Connection) -> bool:
    """Whether any account was changed since its values were worked out."""
    return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM stale)").fetchone()[0])


def last_step(conn: driver.Connection) -> int:
    """The number of the last change that was written, 0 before any."""
    return int(conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0])


def put(conn: driver.Connection, rows: Iterable[ScoreRow]) -> None:
    """Keep derived values; never logged, never undone, rebuilt at any time."""
    made = [tuple(v.isoformat() if isinstance(v, date) else v for v in row) for row in rows]
    conn.executemany(_PUT, made)
    conn.executemany("DELETE FROM stale WHERE account_id = ?", [(row[0],) for row in made])
