# SPDX-License-Identifier: Apache-2.0
"""Names of records for choosing one of them: id, name parts and a word that tells namesakes apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.spec import EntitySpec
from planner.store import driver

NameRow = tuple[str, str | None, str | None, str | None]

# What stands beside the name; an SQL expression over the entity's own columns.
_SECOND = {
    "account": "coalesce(city, industry)",
    "person": "role",
    "contact": "title",
    "org_unit": "kind",
    "site": "city",
    "asset": "model",
    "network_review": "coalesce(done_on, planned_on)",
}
_LEAVERS = frozenset({"person", "contact"})
_BATCH = 500


def names(conn: driver.Connection, spec: EntitySpec[Any], account_id: str | None, today: date) -> list[NameRow]:
    """(id, code, title, second) of the live records to choose from, of one account when it is given.

    People who left before ``today`` are not offered.
    """
    where, args = ["deleted = 0"], list[object]()
    if account_id is not None and spec.has_account:
        where.append("account_id = ?")
        args.append(account_id)
    if spec.name in _LEAVERS:
        where.append("(left_on IS NULL OR left_on > ?)")
        args.append(today.isoformat())
    sql = f"{_select(spec)} WHERE {' AND '.join(where)}"
    return [tuple(row) for row in conn.execute(sql, args)]


def names_of(conn: driver.Connection, spec: EntitySpec[Any], ids: Iterable[str]) -> list[NameRow]:
    """The same for given ids, also of people who left; ids in the Trash are absent."""
    wanted = list(ids)
    found: list[NameRow] = []
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        marks = ", ".join("?" * len(part))
        sql = f"{_select(spec)} WHERE deleted = 0 AND id IN ({marks})"
        found += [tuple(row) for row in conn.execute(sql, part)]
    return found


def _select(spec: EntitySpec[Any]) -> str:
    code = "code" if spec.code_prefix else "NULL"
    return f'SELECT id, {code}, "{spec.title}", {_SECOND.get(spec.name, "NULL")} FROM "{spec.table}"'
