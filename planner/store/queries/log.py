# SPDX-License-Identifier: Apache-2.0
"""Records whose history is told with another record's."""

from __future__ import annotations

from planner.store import driver


def belonging(table: str, column: str, key: str, conn: driver.Connection) -> list[str]:
    """Ids of the rows, live or in the Trash, whose column names the record."""
    rows = conn.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ?', (key,))
    return [row[0] for row in rows]
