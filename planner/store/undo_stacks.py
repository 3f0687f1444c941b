# SPDX-License-Identifier: Apache-2.0
"""Which steps can be undone and redone, replayed from the change log at each start."""

from __future__ import annotations

from planner.store import driver

UNDO_STEPS = 200
CORRECTION = "correction"
"""The kind of a step that only put the log right; there is nothing in it to take back."""

_LAST_STEPS = "SELECT seq, kind, of FROM step WHERE seq > ? ORDER BY seq"


def stacks(conn: driver.Connection) -> tuple[list[int], list[int]]:
    """The undoable and redoable steps, newest last, replayed from the log.

    A new step empties the redo stack; undo moves a step to it and redo moves it back.
    """
    floor = conn.execute("SELECT value FROM setting WHERE name = 'undo_floor'").fetchone()
    done: list[int] = []
    undone: list[int] = []
    for seq, kind, of in conn.execute(_LAST_STEPS, (_number(floor[0]) if floor else 0,)):
        if kind == "undo":
            _move(of, done, undone)
        elif kind == "redo":
            _move(of, undone, done)
        elif kind != CORRECTION:
            done.append(seq)
            undone.clear()
    return done[-UNDO_STEPS:], undone


def _number(stored: object) -> int:
    """A stored number; one that can't be read hides nothing, and the doctor tells of it."""
    return int(str(stored)) if str(stored).isdecimal() else 0


def _move(step: int, source: list[int], target: list[int]) -> None:
    if source and source[-1] == step:
        source.pop()
    target.append(step)


def newest(conn: driver.Connection) -> int:
    """The number of the newest step, 0 before the first."""
    return int(conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0])


def has_step(conn: driver.Connection, step: int, at: str, device_id: str) -> bool:
    """Whether the step of that number, moment and computer is there."""
    row = conn.execute("SELECT 1 FROM step WHERE seq = ? AND at = ? AND device_id = ?", (step, at, device_id))
    return row.fetchone() is not None
