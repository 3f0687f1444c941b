# SPDX-License-Identifier: Apache-2.0
"""Settings that travel with a portfolio, as JSON values by name."""

from __future__ import annotations

from typing import Any

from planner.store import driver


def get(conn: driver.Connection, name: str, default: object = None) -> Any:
    """The value of a setting, or the default."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    if row is None:
        return default
    import json

    return json.loads(row[0])


def text(conn: driver.Connection, name: str) -> str | None:
    """The value of a setting that holds text, None where there is none."""
    row = conn.execute(
        "SELECT value ->> '$' FROM setting WHERE name = ? AND json_type(value) = 'text'", (name,)
    ).fetchone()
    return None if row is None else str(row[0])


def put(conn: driver.Connection, name: str, value: object) -> None:
    """Keep a setting; the caller's transaction makes it durable."""
    import json

    conn.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
        (name, json.dumps(value, ensure_ascii=False, separators=(",", ":"))),
    )


def next_number(conn: driver.Connection, prefix: str, count: int = 1) -> int:
    """The first of ``count`` fresh numbers of a human code such as R-12."""
    sql = (
        "INSERT INTO counter (prefix, last) VALUES (?, ?) "
        "ON CONFLICT (prefix) DO UPDATE SET last = last + excluded.last RETURNING last"
    )
    return int(conn.execute(sql, (prefix, count)).fetchone()[0]) - count + 1
