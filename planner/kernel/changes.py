# SPDX-License-Identifier: Apache-2.0
"""What a transaction changed, as values: one recording for history, undo and screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.kernel.data import dataclass
from planner.kernel.text import Message

Image = Mapping[str, object]


# tables whose rows come along with those of a verb that is about something else
_BESIDE = frozenset({"person", "grade_decision", "evidence_link"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, in stored form.

    ``None`` means absent or in the Trash. An added or trashed row carries all its content
    fields; an edited row carries only the fields that differ, the same names on both sides.
    """

    table: str
    key: str
    before: Image | None
    after: Image | None

    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)

    @property
    def kind(self) -> str:
        """``add``, ``trash`` or ``edit``."""
        if self.before is None:
            return "add"
        return "trash" if self.after is None else "edit"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One named step: everything a verb changed in its transaction.

    ``step`` is the number in the change log (0 when nothing changed); ``focus`` is the record a
    screen should go to, as (table, key).
    """

    label: Message
    rows: tuple[RowChange, ...] = ()
    step: int = 0
    kind: str = "do"

    def __iter__(self) -> Iterator[RowChange]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables touched."""
        return frozenset(row.table for row in self.rows)

    @property
    def focus(self) -> tuple[str, str] | None:
        """The first record touched, where undo takes the user; what came along with others only when it is alone."""
        row = next((row for row in self.rows if row.table not in _BESIDE), self.rows[0] if self.rows else None)
        return (row.table, row.key) if row is not None else None

    def inverse(self) -> ChangeSet:
        """The step that takes this one back, rows in reverse order."""
        return ChangeSet(self.label, tuple(row.inverse() for row in reversed(self.rows)), self.step, self.kind)
