# SPDX-License-Identifier: Apache-2.0
"""Records of one kind with their revision numbers, for listings that leave the program."""

from __future__ import annotations

from typing import Any

from planner.entities.spec import EntitySpec
from planner.store import driver


def revisions(conn: driver.Connection, spec: EntitySpec[Any]) -> dict[str, int]:
    """The revision number of every live record of a kind, by id."""
    return dict(conn.execute(f'SELECT id, rev FROM "{spec.table}" WHERE deleted = 0'))


def titles(conn: driver.Connection, spec: EntitySpec[Any]) -> list[tuple[str, str | None, str | None]]:
    """Id, code (for kinds that have one) and title of every live record, oldest first."""
    code = '"code"' if spec.code_prefix else "NULL"
    sql = f'SELECT id, {code}, "{spec.title}" FROM "{spec.table}" WHERE deleted = 0 ORDER BY id'
    return list(conn.execute(sql))
