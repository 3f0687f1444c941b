# SPDX-License-Identifier: Apache-2.0
"""The account list in SQL: ids in order for the whole list, rows for a page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.rules.account_rows import SORTS, AccountFilter, AccountRow, ScoreRow, SortKey
from planner.store import driver

_NAME = "a.name COLLATE NOCASE"
_PROVEN = "iif(s.health_band = 'unproven', NULL, s.health)"
_SCORE = " LEFT JOIN score s ON s.account_id = a.id"
_PERSON = " LEFT JOIN person p ON p.id = a.owner_id"
# By key: what says that the value is unknown ("" where it always is known), the value, and the table that it needs.
# A health that is not proven is shown as a word, so it counts as unknown here too.
_ORDERS: dict[str, tuple[str, str, str]] = {
    "grade": ("instr('SABC', a.grade) = 0", "instr('SABC', a.grade)", ""),
    "name": ("", _NAME, ""),
    "industry": ("coalesce(a.industry, '') = ''", "a.industry COLLATE NOCASE", ""),
    "city": ("coalesce(a.city, '') = ''", "a.city COLLATE NOCASE", ""),
    "owner": ("p.name IS NULL", "p.name COLLATE NOCASE", _PERSON),
    "health": ("s.health IS NULL OR s.health_band = 'unproven'", _PROVEN, _SCORE),
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
_NEXT_REVIEWS = (
    "SELECT s.account_id FROM score s JOIN account a ON a.id = s.account_id WHERE a.deleted = 0 "
    "AND s.next_review_on IS NOT NULL ORDER BY s.next_review_on, s.account_id LIMIT ?"
)
_NEVER_REVIEWED = (
    "SELECT a.id FROM account a LEFT JOIN score s ON s.account_id = a.id WHERE a.deleted = 0 "
    "AND s.last_review_on IS NULL AND coalesce(s.review_state, '') <> 'on_request'"
)
_OWNERS = "SELECT DISTINCT owner_id FROM account WHERE deleted = 0 AND owner_id IS NOT NULL ORDER BY owner_id"
_SCORE_NAMES = ScoreRow._fields
_DATES = frozenset({"as_of", "last_review_on", "next_review_on", "next_due"})
_PAGE = (
    "SELECT a.id, a.name, a.grade, a.industry, a.city, p.name, "
    + ", ".join(f"s.{name}" for name in _SCORE_NAMES)
    + f" FROM account a{_SCORE}{_PERSON} WHERE a.id IN "
)


def count(conn: driver.Connection) -> int:
    """How many live accounts there are."""
    return int(conn.execute(_COUNT).fetchone()[0])


def attention(conn: driver.Connection) -> int:
    """How many live accounts need attention by their derived values."""
    return int(conn.execute(_ATTENTION).fetchone()[0])


def ids(conn: driver.Connection, wanted: AccountFilter) -> list[str]:
    """The ids of the accounts that meet the filter, in its order; unknown values come last."""
    conditions, args = _conditions(conn, wanted)
    orders = [_order(key) for key in _keys(wanted)]
    tables = {table for _, table in orders} | ({_SCORE} if wanted.attention else set())
    order = ", ".join((*(terms for terms, _ in orders), "a.id"))
    sql = f"SELECT a.id FROM account a{''.join(sorted(tables))} WHERE {' AND '.join(conditions)} ORDER BY {order}"
    return [row[0] for row in conn.execute(sql, args)]


def with_anything_open(conn: driver.Connection) -> list[str]:
    """Accounts that may have something due: open actions, risks, reviews, callbacks or a grade."""
    return [row[0] for row in conn.execute(_OPEN)]


def next_reviews(conn: driver.Connection, most: int) -> list[str]:
    """Accounts by the day their next network review is due, the earliest first, as the derived values have it."""
    return [row[0] for row in conn.execute(_NEXT_REVIEWS, (most,))]


def never_reviewed(conn: driver.Connection) -> set[str]:
    """Live accounts without any network review that are not of those reviewed on request alone."""
    return {row[0] for row in conn.execute(_NEVER_REVIEWED)}


def owners(conn: driver.Connection) -> list[str]:
    """The ids of our people who own a live account."""
    return [row[0] for row in conn.execute(_OWNERS)]


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


def _conditions(conn: driver.Connection, wanted: AccountFilter) -> tuple[list[str], list[str]]:
    conditions, args = ["a.deleted = 0"], []
    if wanted.grades:
        conditions.append(f"a.grade IN ({_marks(len(wanted.grades))})")
        args.extend(sorted(wanted.grades))
    if wanted.attention:
        conditions.append("s.attention > 0")
    if wanted.owner:
        conditions.append("a.owner_id = ?")
        args.append(wanted.owner)
    if wanted.text.strip():
        found = _matching(conn, wanted.text)
        conditions.append("a.id IN (SELECT value FROM json_each(?))")
        args.append("[" + ",".join(f'"{key}"' for key in found) + "]")
    return conditions, args


def _keys(wanted: AccountFilter) -> list[SortKey]:
    """The keys wanted and then the name, each once."""
    found: dict[str, SortKey] = {}
    for key in (wanted.sort, wanted.then, SortKey("name")):
        if key is not None:
            found.setdefault(key.key, key)
    return list(found.values())


def _order(key: SortKey) -> tuple[str, str]:
    """The terms of one key, unknown values last, and the table they need. SORTS holds what may be named here."""
    name = key.key if key.key in SORTS else "grade"
    unknown, value, table = _ORDERS.get(name) or (f"s.{name} IS NULL", f"s.{name}", _SCORE)
    return ", ".join(part for part in (unknown, value + (" DESC" if key.descending else "")) if part), table


def _row(row: driver.Row) -> AccountRow:
    score = None
    if row[6] is not None:
        values: dict[str, Any] = dict(zip(_SCORE_NAMES, row[6:], strict=True))
        values |= {name: date.fromisoformat(values[name]) for name in _DATES if values[name]}
        score = ScoreRow(**values)
    return AccountRow(id=row[0], name=row[1], grade=row[2], industry=row[3], city=row[4], owner=row[5], score=score)


def _marks(number: int) -> str:
    return ", ".join("?" * number)
