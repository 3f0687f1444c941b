# SPDX-License-Identifier: Apache-2.0
"""Texts typed but not yet kept as records, by the place they were typed in; neither logged nor undone."""

from __future__ import annotations

from planner.store import driver


def get(conn: driver.Connection, place: str) -> str | None:
    """The text kept for a place, None when there is none."""
    row = conn.execute("SELECT text FROM draft WHERE place = ?", (place,)).fetchone()
    return None if row is None else str(row[0])


def put(conn: driver.Connection, place: str, text: str, at: str) -> None:
    """Keep a text for a place; the caller's transaction makes it durable."""
    conn.execute("INSERT OR REPLACE INTO draft (place, text, at) VALUES (?, ?, ?)", (place, text, at))


def drop(conn: driver.Connection, place: str) -> None:
    """Forget the text of a place."""
    conn.execute("DELETE FROM draft WHERE place = ?", (place,))


def every(conn: driver.Connection) -> list[tuple[str, str, str]]:
    """Place, text and time of all that is kept, newest first."""
    rows = conn.execute("SELECT place, text, at FROM draft ORDER BY at DESC, place").fetchall()
    return [(str(place), str(text), str(at)) for place, text, at in rows]
