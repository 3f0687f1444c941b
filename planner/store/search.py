# SPDX-License-Identifier: Apache-2.0
"""Finding records by words in any script."""

from __future__ import annotations

from planner.kernel.data import dataclass
from planner.store import driver
from planner.store.text_index import match

_COUNT = "SELECT count(*) FROM search WHERE search MATCH ?"
_NEWEST = (
    'SELECT d.entity, d."key", d.account_id FROM search s JOIN search_doc d ON d.id = s.rowid '
    "WHERE search MATCH ? ORDER BY s.rowid DESC LIMIT ?"
)
_COUNTS = (
    "SELECT d.entity, count(*) FROM search s JOIN search_doc d ON d.id = s.rowid WHERE search MATCH ? GROUP BY d.entity"
)
_BEST_OF_KIND = (
    'SELECT d.entity, d."key", d.account_id FROM search s JOIN search_doc d ON d.id = s.rowid '
    "WHERE search MATCH ? AND d.entity = ? ORDER BY s.rowid DESC LIMIT ?"
)
_OF_KIND = 'SELECT d."key" FROM search s JOIN search_doc d ON d.id = s.rowid WHERE search MATCH ? AND d.entity = ?'
_ACCOUNTS_OF = (
    "SELECT DISTINCT d.account_id FROM search s JOIN search_doc d ON d.id = s.rowid "
    "WHERE search MATCH ? AND d.entity = ?"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that matches: entity name, id and account."""

    entity: str
    key: str
    account_id: str | None


def count(conn: driver.Connection, query: str) -> int:
    """How many records match all words."""
    expression = match(query)
    return int(conn.execute(_COUNT, (expression,)).fetchone()[0]) if expression else 0


def newest(conn: driver.Connection, query: str, limit: int = 50) -> list[Hit]:
    """The matching records entered last."""
    expression = match(query)
    if not expression:
        return []
    return [Hit(*row) for row in conn.execute(_NEWEST, (expression, limit))]


def counts(conn: driver.Connection, query: str) -> dict[str, int]:
    """How many records of each kind match all words."""
    expression = match(query)
    return dict(conn.execute(_COUNTS, (expression,)).fetchall()) if expression else {}


def best(conn: driver.Connection, query: str, entity: str, limit: int) -> list[Hit]:
    """Matching records of one kind: those with all words in the name first, newer ones before older ones."""
    expression = match(query)
    if not expression:
        return []
    ways = (f"title : ({expression})", expression)
    rows = [row for way in ways for row in conn.execute(_BEST_OF_KIND, (way, entity, limit))]
    return [Hit(*row) for row in dict.fromkeys(rows)][:limit]


def keys(conn: driver.Connection, query: str, entity: str) -> list[str]:
    """Ids of all matching records of one kind."""
    expression = match(query)
    if not expression:
        return []
    return [row[0] for row in conn.execute(_OF_KIND, (expression, entity))]


def accounts_of(conn: driver.Connection, query: str, entity: str) -> list[str]:
    """Accounts that have a matching record of one kind."""
    expression = match(query)
    if not expression:
        return []
    return [row[0] for row in conn.execute(_ACCOUNTS_OF, (expression, entity)) if row[0]]
