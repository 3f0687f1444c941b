# SPDX-License-Identifier: Apache-2.0
"""The list of open actions in SQL: ids in order for the whole list, rows for a page of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from planner.rules.action_list import ActionFilter, ActionRow
from planner.store import driver, search

_OPEN = "x.deleted = 0 AND x.done_on IS NULL AND x.dropped_on IS NULL"
_FROM = " FROM action x JOIN account a ON a.id = x.account_id AND a.deleted = 0"
_ORDERS = {
    "due": ("x.due IS NULL", "x.due{way}", "a.name COLLATE NOCASE"),
    "title": ("x.title COLLATE NOCASE{way}",),
    "account": ("a.name COLLATE NOCASE{way}", "x.due IS NULL", "x.due"),
    "owner": ("p.name IS NULL", "p.name COLLATE NOCASE{way}", "x.due IS NULL", "x.due"),
    "opened": ("x.opened_on IS NULL", "x.opened_on{way}"),
}
_COUNT = f"SELECT count(*), coalesce(sum(x.due < ?), 0){_FROM} WHERE {_OPEN}"
_OWNERS = (
    f"SELECT DISTINCT p.id, p.name{_FROM} JOIN person p ON p.id = x.owner_id WHERE {_OPEN} "
    "ORDER BY p.name COLLATE NOCASE"
)
_PAGE = (
    "SELECT x.id, x.account_id, a.name, x.title, p.name, x.due, x.opened_on, x.parent_type, "
    "CASE x.parent_type WHEN 'risk' THEN r.code WHEN 'network_review' THEN coalesce(v.done_on, v.planned_on) END"
    f"{_FROM} LEFT JOIN person p ON p.id = x.owner_id "
    "LEFT JOIN risk r ON x.parent_type = 'risk' AND r.id = x.parent_id "
    "LEFT JOIN network_review v ON x.parent_type = 'network_review' AND v.id = x.parent_id "
    "WHERE x.id IN (SELECT value FROM json_each(?))"
)


def count(conn: driver.Connection, today: date) -> tuple[int, int]:
    """How many actions are open, and how many of them are late on ``today``."""
    row = conn.execute(_COUNT, (today.isoformat(),)).fetchone()
    return int(row[0]), int(row[1])


def owners(conn: driver.Connection) -> list[tuple[str, str]]:
    """(id, name) of the people who have open actions."""
    return [(row[0], row[1]) for row in conn.execute(_OWNERS)]


def ids(conn: driver.Connection, wanted: ActionFilter, today: date) -> list[str]:
    """The ids of the open actions that meet the filter, in its order; unknown values come last."""
    conditions, args = [_OPEN], list[str]()
    if wanted.owner_id is not None:
        conditions.append("x.owner_id = ?")
        args.append(wanted.owner_id)
    if wanted.late:
        conditions.append("x.due < ?")
        args.append(today.isoformat())
    if wanted.text.strip():
        conditions.append("(x.id IN (SELECT value FROM json_each(?)) OR a.id IN (SELECT value FROM json_each(?)))")
        args += [json.dumps(search.keys(conn, wanted.text, kind)) for kind in ("action", "account")]
    join = " LEFT JOIN person p ON p.id = x.owner_id" if wanted.sort == "owner" else ""
    sql = f"SELECT x.id{_FROM}{join} WHERE {' AND '.join(conditions)} ORDER BY {_order(wanted)}"
    return [row[0] for row in conn.execute(sql, args)]


def page(conn: driver.Connection, keys: Sequence[str]) -> list[ActionRow]:
    """The rows of these actions, in the order of the ids."""
    found = {row[0]: _row(row) for row in conn.execute(_PAGE, (json.dumps(list(keys)),))}
    return [found[key] for key in keys if key in found]


def _order(wanted: ActionFilter) -> str:
    way = " DESC" if wanted.descending else ""
    return ", ".join([*(part.format(way=way) for part in _ORDERS[wanted.sort]), "x.id"])


def _row(row: driver.Row) -> ActionRow:
    return ActionRow(
        id=row[0],
        account_id=row[1],
        account=row[2],
        title=row[3],
        owner=row[4],
        due=_day(row[5]),
        opened_on=_day(row[6]),
        source=row[7],
        source_name=row[8],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
