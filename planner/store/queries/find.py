# SPDX-License-Identifier: Apache-2.0
"""Accounts and people for the palette: by the beginning of the name, by words anywhere, by last change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.store import driver
from planner.store.text_index import match

_ACCOUNTS = (
    "SELECT id, name, grade, coalesce(industry, city, '') FROM account WHERE deleted = 0 "
    "AND name LIKE ? ESCAPE '\\' ORDER BY length(name), name LIMIT ?"
)
_PEOPLE = (
    "SELECT c.id, c.account_id, c.name, coalesce(c.title, ''), a.name FROM contact c "
    "JOIN account a ON a.id = c.account_id WHERE c.deleted = 0 "
    "AND c.name LIKE ? ESCAPE '\\' ORDER BY length(c.name), c.name LIMIT ?"
)
_WORDS = (
    'SELECT d."key" FROM search s JOIN search_doc d ON d.id = s.rowid '
    "WHERE search MATCH ? AND d.entity = ? ORDER BY s.rowid DESC LIMIT ?"
)
_ACCOUNTS_BY_ID = (
    "SELECT id, name, grade, coalesce(industry, city, '') FROM account WHERE deleted = 0 AND id IN ({marks})"
)
_PEOPLE_BY_ID = (
    "SELECT c.id, c.account_id, c.name, coalesce(c.title, ''), a.name FROM contact c "
    "JOIN account a ON a.id = c.account_id WHERE c.deleted = 0 AND c.id IN ({marks})"
)
_CHANGED = "SELECT id FROM account WHERE deleted = 0 ORDER BY updated_at DESC LIMIT ?"

Line = tuple[str, ...]


def accounts(conn: driver.Connection, text: str, limit: int) -> list[Line]:
    """(id, name, grade, industry or city) of accounts whose name begins so, then of those that hold the words."""
    found: list[Line] = conn.execute(_ACCOUNTS, (f"{_quoted(text)}%", limit)).fetchall()
    more = _by_words(conn, text, "account", limit) if len(found) < limit else []
    return _merged(found, accounts_by_id(conn, more), limit)


def people(conn: driver.Connection, text: str, limit: int) -> list[Line]:
    """(id, account id, name, job title, account name) of people, in the same way."""
    found: list[Line] = conn.execute(_PEOPLE, (f"{_quoted(text)}%", limit)).fetchall()
    more = _by_words(conn, text, "contact", limit) if len(found) < limit else []
    return _merged(found, _rows_by_id(conn, _PEOPLE_BY_ID, more), limit)


def accounts_by_id(conn: driver.Connection, keys: Sequence[str]) -> list[Line]:
    """The lines of live accounts, in the order asked for."""
    return _rows_by_id(conn, _ACCOUNTS_BY_ID, keys)


def changed_last(conn: driver.Connection, limit: int) -> list[str]:
    """Ids of the accounts whose own record was changed last."""
    return [row[0] for row in conn.execute(_CHANGED, (limit,))]


def _by_words(conn: driver.Connection, text: str, entity: str, limit: int) -> list[str]:
    expression = match(text)
    if not expression:
        return []
    # All words in the name itself come before words that only the rest of the record holds.
    ways = (f"title : ({expression})", expression)
    keys = [row[0] for way in ways for row in conn.execute(_WORDS, (way, entity, limit))]
    return list(dict.fromkeys(keys))[:limit]


def _rows_by_id(conn: driver.Connection, sql: str, keys: Sequence[str]) -> list[Line]:
    if not keys:
        return []
    marks = ", ".join("?" * len(keys))
    rows = {row[0]: tuple(row) for row in conn.execute(sql.format(marks=marks), tuple(keys))}
    return [rows[key] for key in keys if key in rows]


def _merged(first: Iterable[Line], then: Iterable[Line], limit: int) -> list[Line]:
    lines = {row[0]: tuple(row) for row in first}
    for row in then:
        lines.setdefault(row[0], row)
    return list(lines.values())[:limit]


def _quoted(text: str) -> str:
    """Text for LIKE in which % and _ are themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
