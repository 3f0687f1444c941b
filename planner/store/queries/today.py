# SPDX-License-Identifier: Apache-2.0
"""What the Today page asks of the store: recent steps with the account they touched, and planned visits."""

from __future__ import annotations

from datetime import date

from planner.entities.registry import BY_TABLE
from planner.kernel.data import dataclass
from planner.kernel.text import Message
from planner.store import driver
from planner.store.labels import loaded_args
from planner.store.rows import from_json

_STEPS = (
    'SELECT s.seq, s.at, s.label, s.args, c."table", c."key" FROM step s '
    "JOIN change c ON c.id = (SELECT min(f.id) FROM change f WHERE f.step = s.seq) "
    "WHERE s.at >= ? AND s.kind NOT IN ('undo', 'redo') ORDER BY s.seq DESC LIMIT ?"
)
_TURNS = "SELECT of, kind FROM step WHERE at >= ? AND kind IN ('undo', 'redo')"
# Our own people and the rules are no news about an account.
_OURS = frozenset({"", "person", "ruleset"})
_VISITS = (
    "SELECT r.id, r.account_id, a.name, t.name, p.name, r.planned_on FROM network_review r "
    "JOIN account a ON a.id = r.account_id AND a.deleted = 0 "
    "LEFT JOIN site t ON t.id = r.site_id AND t.deleted = 0 LEFT JOIN person p ON p.id = r.reviewer_id "
    "WHERE r.deleted = 0 AND r.done_on IS NULL AND r.state <> 'closed' AND r.planned_on BETWEEN ? AND ? "
    "ORDER BY r.planned_on, a.name COLLATE NOCASE, r.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One step that still counts: its moment (stored stamp), label, and the first record it touched.

    ``account_id`` is "" where the step belongs to no single account or the account is gone.
    """

    step: int
    at: str
    label: Message
    entity: str
    id: str
    account_id: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A network review that is planned; ``site`` and ``reviewer`` are names or ""."""

    review_id: str
    account_id: str
    account: str
    site: str
    reviewer: str
    on: date


def changed(conn: driver.Connection, since: str, limit: int) -> list[Changed]:
    """The newest steps since a stored stamp that were not taken back."""
    back: dict[int, int] = {}
    for of, kind in conn.execute(_TURNS, (since,)):
        back[of] = back.get(of, 0) + (1 if kind == "undo" else -1)
    rows = conn.execute(_STEPS, (since, limit + sum(n > 0 for n in back.values()))).fetchall()
    lines = [_changed(conn, row) for row in rows if back.get(row[0], 0) <= 0]
    return [line for line in lines if line.entity not in _OURS][:limit]


def visits(conn: driver.Connection, first: date, last: date) -> list[Visit]:
    """The reviews planned from ``first`` to ``last``, both included, in the order of their days."""
    return [
        Visit(
            review_id=row[0],
            account_id=row[1],
            account=row[2],
            site=row[3] or "",
            reviewer=row[4] or "",
            on=date.fromisoformat(row[5]),
        )
        for row in conn.execute(_VISITS, (first.isoformat(), last.isoformat()))
    ]


def _changed(conn: driver.Connection, row: driver.Row) -> Changed:
    seq, at, label, args, table, key = row
    account_id, account = _account(conn, table, key)
    return Changed(
        step=seq,
        at=at,
        label=Message(label, loaded_args(from_json(args))),
        entity=BY_TABLE[table].name if table in BY_TABLE else "",
        id=key,
        account_id=account_id,
        account=account,
    )


def _account(conn: driver.Connection, table: str, key: str) -> tuple[str, str]:
    spec = BY_TABLE.get(table)
    if spec is None or (spec.name != "account" and not spec.has_account):
        return "", ""
    column = "id" if spec.name == "account" else "account_id"
    sql = (
        f'SELECT a.id, a.name FROM "{spec.table}" x JOIN account a ON a.id = x.{column} '
        "WHERE x.id = ? AND a.deleted = 0"
    )
    found = conn.execute(sql, (key,)).fetchone()
    return (found[0], found[1]) if found else ("", "")
