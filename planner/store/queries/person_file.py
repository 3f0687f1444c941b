# SPDX-License-Identifier: Apache-2.0
"""What a store holds about one person, read whole: rows, recorded changes, the steps they came with, drafts."""

from __future__ import annotations

from typing import Any

from planner.entities.registry import BY_NAME
from planner.rules.mentions import Identity, whole_names
from planner.store import driver
from planner.store.purging import GONE

_CHANGES = (
    'SELECT s.seq, s.at, s.kind, s.label, s.args, c."table", c."key", c.before, c.after '
    'FROM change c JOIN step s ON s.seq = c.step WHERE c."key" = ? ORDER BY c.id'
)


def row(conn: driver.Connection, entity: str, key: str) -> tuple[dict[str, Any], str] | None:
    """The stored values of a record by field and whether it is live or in the Trash; None when it has no content."""
    spec = BY_NAME[entity]
    names = ", ".join(f'"{name}"' for name in spec.names)
    found = conn.execute(f'SELECT deleted, {names} FROM "{spec.table}" WHERE id = ?', (key,)).fetchone()
    if found is None or found[0] >= GONE:
        return None
    values = {n: v for n, v in zip(spec.names, found[1:], strict=True) if v is not None}
    return values, "trash" if found[0] else "live"


def changes(conn: driver.Connection, key: str) -> list[driver.Row]:
    """Step, moment, kind, label and arguments, table, key, before and after of every recorded change of a record."""
    return conn.execute(_CHANGES, (key,)).fetchall()


def drafts(conn: driver.Connection) -> list[driver.Row]:
    """Place, text and moment of everything typed and not kept."""
    return conn.execute("SELECT place, text, at FROM draft ORDER BY place").fetchall()


def account_of(conn: driver.Connection, key: str) -> tuple[str, str]:
    """Id and name of the account a contact belongs to."""
    sql = "SELECT a.id, a.name FROM contact c JOIN account a ON a.id = c.account_id WHERE c.id = ?"
    found = conn.execute(sql, (key,)).fetchone()
    return (str(found[0]), str(found[1])) if found else ("", "")


def others(conn: driver.Connection, key: str) -> list[Identity]:
    """What everybody else is called, for taking them out of what one person is given."""
    found: list[Identity] = []
    sql = (
        "SELECT name, given_name, family_name, email, email2, phone, mobile FROM contact WHERE id <> :id "
        "AND deleted < 2 UNION ALL "
        "SELECT name, NULL, NULL, email, NULL, NULL, NULL FROM person WHERE id <> :id AND deleted < 2"
    )
    for name, given, family, email, email2, phone, mobile in conn.execute(sql, {"id": key}):
        found.append(
            Identity(
                names=whole_names(name, given, family),
                emails=tuple(filter(None, (email, email2))),
                phones=tuple(filter(None, (phone, mobile))),
            )
        )
    return found
