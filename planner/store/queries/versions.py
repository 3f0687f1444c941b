# SPDX-License-Identifier: Apache-2.0
"""Which steps of the change log touched an account: the revisions of its plan."""

from __future__ import annotations

from planner.entities.registry import ENTITIES
from planner.store import driver
from planner.store.history import Entry, entry

_OWN = " UNION ALL ".join(f'SELECT id FROM "{s.table}" WHERE account_id = :a' for s in ENTITIES if s.has_account)
_LAST = f'SELECT max(c.step) FROM change c WHERE c."key" = :a OR c."key" IN ({_OWN})'
_SINCE = (
    "SELECT s.seq, s.at, s.person_id, s.device_id, CASE WHEN c.before IS NULL THEN 'add' "
    "WHEN c.after IS NULL THEN 'trash' ELSE 'edit' END, s.label, s.args FROM step s JOIN change c ON c.step = s.seq "
    f'WHERE s.seq > :step AND (c."key" = :a OR c."key" IN ({_OWN})) GROUP BY s.seq ORDER BY s.seq DESC LIMIT 200'
)


def last_step(conn: driver.Connection, account_id: str) -> int:
    """The number of the newest step that touched the account; 0 when none did."""
    return int(conn.execute(_LAST, {"a": account_id}).fetchone()[0] or 0)


def last_moment(conn: driver.Connection, account_id: str) -> str | None:
    """The stamp of that step."""
    row = conn.execute("SELECT at FROM step WHERE seq = ?", (last_step(conn, account_id),)).fetchone()
    return row[0] if row else None


def changes_since(conn: driver.Connection, account_id: str, step: int) -> list[Entry]:
    """The steps after ``step`` that touched the account, newest first; kind is add, edit or trash."""
    rows = conn.execute(_SINCE, {"a": account_id, "step": step})
    return [entry(row) for row in rows]
