# SPDX-License-Identifier: Apache-2.0
"""What an import reads: all records of a kind in short portions, and how far the change log goes."""

from __future__ import annotations

from typing import TypeVar

from planner.entities.spec import EntitySpec
from planner.store import driver
from planner.store.table import Reader

T = TypeVar("T")
PORTION = 1000


def portion(conn: driver.Connection, spec: EntitySpec[T], after: str) -> list[T]:
    """Up to PORTION live records in id order, those behind the id ``after``."""
    return Reader(spec, conn).where("id > ?", (after,), order=f"id LIMIT {PORTION}")
