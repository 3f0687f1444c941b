# SPDX-License-Identifier: Apache-2.0
"""The content of all live records, to compare before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from planner.entities.registry import ENTITIES
from planner.services.session import Session
from planner.store.table import Reader

Dump = dict[str, list[object]]


def dump(session: Session) -> Dump:
    """Every live record by kind, in id order."""
    return session.read(lambda conn: {spec.name: Reader(spec, conn).where() for spec in ENTITIES})


def steps(session: Session) -> int:
    """How many steps the log holds."""
    return session.read(lambda conn: int(conn.execute("SELECT count(*) FROM step").fetchone()[0]))


@contextmanager
def one_step(session: Session) -> Iterator[None]:
    """What runs inside is one step; undo gives back the exact dump before, redo the one after."""
    before, count = dump(session), steps(session)
    yield
    after = dump(session)
    assert after != before
    assert steps(session) == count + 1
    session.undo()
    assert dump(session) == before
    session.redo()
    assert dump(session) == after
