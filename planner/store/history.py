# SPDX-License-Identifier: Apache-2.0
"""Reading the append-only change log: undo stacks, field history, changes since."""

from __future__ import annotations

import json
from collections.abc import Mapping

from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.data import dataclass, replace
from planner.kernel.text import Message
from planner.store import driver
from planner.store.labels import loaded_args
from planner.store.rows import from_json

_STEP = "SELECT seq, kind, label, args FROM step WHERE seq = ?"
_CHANGES = 'SELECT "table", "key", before, after FROM change WHERE step = ? ORDER BY id'
_OF_RECORD = (
    "SELECT s.seq, s.at, s.person_id, s.device_id, s.kind, s.label, s.args, c.before, c.after "
    'FROM change c JOIN step s ON s.seq = c.step WHERE c."key" = ? ORDER BY c.id DESC'
)
_CHANGED = (
    'WITH span AS (SELECT "table" AS t, min(id) AS a, max(id) AS b FROM change WHERE step > ? GROUP BY "table", "key") '
    "SELECT t, first.before IS NULL, last.after IS NULL, count(*) FROM span "
    "JOIN change first ON first.id = a JOIN change last ON last.id = b GROUP BY 1, 2, 3"
)
_SINCE = (
    'SELECT s.seq, s.at, s.person_id, s.device_id, s.kind, s.label, s.args, c."table", c."key" FROM step s '
    "JOIN change c ON c.step = s.seq WHERE s.at >= ? GROUP BY s.seq ORDER BY s.seq DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded change of one record: who, when, on which device, by which verb, old and new fields."""

    step: int
    at: str
    person_id: str | None
    device_id: str
    kind: str
    label: Message
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    table: str = ""
    key: str = ""


def label(conn: driver.Connection, step: int) -> Message:
    """The label of a step, cheap enough for every menu."""
    row = conn.execute(_STEP, (step,)).fetchone()
    return Message(row[2], loaded_args(json.loads(row[3])))  # one short text: not worth loading what is fast at many


def load(conn: driver.Connection, step: int) -> ChangeSet:
    """A recorded step with all its images."""
    rows = tuple(
        RowChange(table, key, _image(before), _image(after))
        for table, key, before, after in conn.execute(_CHANGES, (step,))
    )
    return ChangeSet(label(conn, step), rows, step)


def of_record(conn: driver.Connection, key: str) -> list[Entry]:
    """Everything that happened to one record, newest first."""
    return [
        replace(entry(row), before=_image(row[7]), after=_image(row[8])) for row in conn.execute(_OF_RECORD, (key,))
    ]


def since(conn: driver.Connection, at: str, limit: int = 200) -> list[Entry]:
    """The steps since a moment (a stored stamp), newest first, each with its first record."""
    return [replace(entry(row), table=row[7], key=row[8]) for row in conn.execute(_SINCE, (at, limit))]


def changed_after(conn: driver.Connection, step: int) -> list[tuple[str, bool, bool, int]]:
    """How many records of each table later steps touched, by whether they were not there before and are not there now.

    What was moved to the Trash counts as not there.
    """
    rows = conn.execute(_CHANGED, (step,)).fetchall()
    return [(str(table), bool(new), bool(gone), int(count)) for table, new, gone, count in rows]


def entry(row: driver.Row) -> Entry:
    """The first seven columns of a log query as an entry."""
    step, at, person_id, device_id, kind, key, args = row[:7]
    return Entry(step, at, person_id, device_id, kind, Message(key, loaded_args(from_json(args))))


def _image(text: str | None) -> dict[str, object] | None:
    return None if text is None else dict(from_json(text))
