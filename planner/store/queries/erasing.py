# SPDX-License-Identifier: Apache-2.0
"""What a preview of an erasure counts, and the looking whether anything is left afterwards."""

from __future__ import annotations

from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT, Contact
from planner.rules.mentions import Finder
from planner.store import driver
from planner.store.person_trace import Trace
from planner.store.rows import codec
from planner.store.text_index import match

_PORTION = 2000
_OTHER_FILES = (
    "SELECT count(*) FROM attachment WHERE deleted = 0 AND account_id = (SELECT account_id FROM contact WHERE id = ?)"
)


def contact(conn: driver.Connection, key: str) -> tuple[Contact, str]:
    """A contact, live or not, and the country of its account, by which phone numbers are read."""
    names = ", ".join(f'"{name}"' for name in CONTACT.names)
    found = codec(CONTACT).decode(conn.execute(f"SELECT {names} FROM contact WHERE id = ?", (key,)).fetchone())
    country = conn.execute("SELECT country FROM account WHERE id = ?", (found.account_id,)).fetchone()
    return found, (country[0] if country else None) or ""


def name(conn: driver.Connection, trace: Trace) -> str:
    """What the person is called."""
    spec = BY_NAME[trace.kind]
    row = conn.execute(f'SELECT "{spec.title}" FROM "{spec.table}" WHERE id = ?', (trace.key,)).fetchone()
    return str(row[0])


def files(conn: driver.Connection, trace: Trace) -> tuple[str, ...]:
    """The names of the attachments that go."""
    sql = "SELECT file_name FROM attachment WHERE id = ?"
    return tuple(str(conn.execute(sql, (key,)).fetchone()[0]) for key in trace.own.get("attachment", ()))


def other_files(conn: driver.Connection, trace: Trace) -> int:
    """Attachments of the same account that stay and whose content nobody looks into."""
    if trace.kind != "contact":
        return 0
    return max(0, int(conn.execute(_OTHER_FILES, (trace.key,)).fetchone()[0]) - len(trace.own.get("attachment", ())))


def steps(conn: driver.Connection, trace: Trace) -> int:
    """How many recorded changes go."""
    sql = 'SELECT count(*) FROM change WHERE "key" = ?'
    return sum(int(conn.execute(sql, (key,)).fetchone()[0]) for key in trace.ids)


def drafts(conn: driver.Connection) -> list[tuple[str, str]]:
    """Place and text of everything typed and not kept."""
    return conn.execute("SELECT place, text FROM draft ORDER BY place").fetchall()


def settings(conn: driver.Connection) -> list[tuple[str, str]]:
    """Name and JSON value of all settings of the portfolio."""
    return conn.execute("SELECT name, value FROM setting ORDER BY name").fetchall()


def tables(conn: driver.Connection) -> list[str]:
    """All tables with texts in them, without the index."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"
    return [row[0] for row in conn.execute(sql)]


def rows_left(conn: driver.Connection, table: str, after: int, trace: Trace, finder: Finder) -> tuple[int, int | None]:
    """In how many of the next rows the person still is, and the row to go on after; None at the end."""
    sql = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_PORTION}'
    rows = conn.execute(sql, (after,)).fetchall()
    count = sum(_holds(row, finder, trace) for row in rows)
    return count, rows[-1][0] if len(rows) == _PORTION else None


def is_indexed(conn: driver.Connection, texts: list[str]) -> bool:
    """Whether the index finds any of these texts in a record that is gone."""
    known = {row[0] for row in conn.execute("SELECT id FROM search_doc")}
    for text in texts:
        expression = match(text)
        rows = conn.execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,)) if expression else ()
        if any(row[0] not in known for row in rows):
            return True
    return False


def _holds(row: driver.Row, finder: Finder, trace: Trace) -> bool:
    texts = [value for value in row if isinstance(value, str)]
    whole = "\0".join(texts)
    if any(strokes in whole for strokes in trace.drawn):
        return True
    if not any(key in whole for key in trace.ids) and not finder.may_be_in(whole):
        return False
    return any(value in trace.ids or finder.has(value) for value in texts)
