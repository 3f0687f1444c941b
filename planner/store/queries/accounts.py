# SPDX-License-Identifier: Apache-2.0
"""The account list in SQL: ids in order for the whole list, rows for a page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.rules.account_rows import AccountFilter, AccountRow, ScoreRow
from planner.store import driver

_GRADE_ORDER = ("instr('SABC', a.grade) = 0", "instr('SABC', a.grade)")
_ORDERS = {
    "grade": (*_GRADE_ORDER, "a.name COLLATE NOCASE"),
    "name": ("a.name COLLATE NOCASE",),
    "industry": ("a.industry IS NULL", "a.industry COLLATE NOCASE", "a.name COLLATE NOCASE"),
}
_ATTENTION = (
    "SELECT count(*) FROM score s JOIN account a ON a.id = s.account_id WHERE a.deleted = 0 AND s.attention > 0"
)
_COUNT = "SELECT count(*) FROM account WHERE deleted = 0"
_OPEN = (
    "SELECT a.id FROM account a WHERE a.deleted = 0 AND (a.grade <> 'ungraded' "
    "OR EXISTS (SELECT 1 FROM action x WHERE x.account_id = a.id AND x.deleted = 0 AND x.done_on IS NULL) "
    "OR EXISTS (SELECT 1 FROM risk x WHERE x.account_id = a.id AND x.deleted = 0 AND x.state <> 'closed') "
    "OR EXISTS (SELECT 1 FROM network_review x WHERE x.account_id = a.id AND x.deleted = 0)) ORDER BY a.id"
)
_SCORE_NAMES = ScoreRow._fields
_DATES = frozenset({"as_of", "last_review_on", "next_review_on", "next_due"})
_PAGE = (
    "SELECT a.id, a.name, a.grade, a.industry, a.city, p.name, "
    + ", ".join(f"s.{name}" for name in _SCORE_NAMES)
    + " FROM account a LEFT JOIN score s ON s.account_id = a.id "
    "LEFT JOIN person p ON p.id = a.owner_id WHERE a.id IN "
)


def count(conn: driver.Connection) -> int:
    """How many live accounts there are."""
    return int(conn.execute(_COUNT).fetchone()[0])


def attention(conn: driver.Connection) -> int:
    """How many live accounts need attention by their derived values."""
    return int(conn.execute(_ATTENTION).fetchone()[0])


def ids(conn: driver.Connection, wanted: AccountFilter) -> list[str]:
    """The ids of the accounts that meet the filter, in its order; unknown values come last."""
    conditions, args = ["a.deleted = 0"], []
    if wanted.grades:
        conditions.append(f"a.grade IN ({_marks(len(wanted.grades))})")
        args.extend(sorted(wanted.grades))
    if wanted.attention:
        conditions.append("s.attention > 0")
    if wanted.text.strip():
        found = _matching(conn, wanted.text)
        conditions.append("a.id IN (SELECT value FROM json_each(?))")
        args.append("[" + ",".join(f'"{key}"' for key in found) + "]")
    join = " LEFT JOIN score s ON s.account_id = a.id" if _needs_score(wanted) else ""
    sql = f"SELECT a.id FROM account a{join} WHERE {' AND '.join(conditions)} ORDER BY {_order(wanted)}"
    return [row[0] for row in conn.execute(sql, args)]


def with_anything_open(conn: driver.Connection) -> list[str]:
    """Accounts that may have something due: open actions, risks, reviews, callbacks or a grade."""
    return [row[0] for row in conn.execute(_OPEN)]


def page(conn: driver.Connection, keys: Sequence[str]) -> list[AccountRow]:
    """The rows of these accounts, in the order of the ids."""
    rows = conn.execute(f"{_PAGE}({_marks(len(keys))})", tuple(keys))
    found = {row[0]: _row(row) for row in rows}
    return [found[key] for key in keys if key in found]


def _matching(conn: driver.Connection, text: str) -> list[str]:
    """Accounts whose own text matches, or whose people's names do."""
    from planner.store import search

    own = search.keys(conn, text, "account")
    through = search.accounts_of(conn, text, "contact")
    return list(dict.fromkeys([*own, *through]))


def _needs_score(wanted: AccountFilter) -> bool:
    return wanted.attention or wanted.sort not in _ORDERS


def _order(wanted: AccountFilter) -> str:
    way = " DESC" if wanted.descending else ""
    parts = _ORDERS.get(wanted.sort)
    if parts is None:
        return f"s.{wanted.sort} IS NULL, s.{wanted.sort}{way}, a.name COLLATE NOCASE, a.id"
    ordered = [part if part.endswith("IS NULL") else part + way for part in parts]
    return ", ".join([*ordered, "a.id"])


def _row(row: driver.Row) -> AccountRow:
    score = None
    if row[6] is not None:
        values: dict[str, Any] = dict(zip(_SCORE_NAMES, row[6:], strict=True))
        values |= {name: date.fromisoformat(values[name]) for name in _DATES if values[name]}
        score = ScoreRow(**values)
    return AccountRow(id=row[0], name=row[1], grade=row[2], industry=row[3], city=row[4], owner=row[5], score=score)


def _marks(number: int) -> str:
    return ", ".join("?" * number)
