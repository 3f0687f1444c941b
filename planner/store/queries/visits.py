# SPDX-License-Identifier: Apache-2.0
"""Visits that lie ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.store import driver

_NEXT = (
    "SELECT min(r.planned_on) FROM action a JOIN network_review r ON r.account_id = a.account_id "
    "WHERE a.id = ? AND r.deleted = 0 AND r.done_on IS NULL AND r.planned_on > ?"
)


def next_of_actions(conn: driver.Connection, ids: Iterable[str], today: date) -> dict[str, date]:
    """For each action the day of the next planned review at its customer; none where none is planned."""
    rows = {key: conn.execute(_NEXT, (key, today.isoformat())).fetchone()[0] for key in ids}
    return {key: date.fromisoformat(day) for key, day in rows.items() if day is not None}
