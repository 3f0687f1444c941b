# SPDX-License-Identifier: Apache-2.0
"""What a dry run of an import says: one value per row of the file, and the table of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr, trn
from planner.views.tables import CellValue, Column, Row

Outcome = Literal["create", "update", "skip", "error"]
OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    ("create", N_("New")),
    ("update", N_("Change")),
    ("skip", N_("Skip")),
    ("error", N_("Problem")),
)
_WORDS = dict(OUTCOMES)
_SHOWN_VALUE = 60

COLUMNS: tuple[Column, ...] = (
    Column(key="number", title=N_("Row"), kind="number", width=64, sortable=False),
    Column(key="outcome", title=N_("Result"), kind="glyph", width=120, sortable=False),
    Column(key="name", title=N_("Name"), width=200, sortable=False),
    Column(key="cell", title=N_("Cell"), width=200, sortable=False),
    Column(key="reason", title=N_("What happens"), width=320, sortable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """One field that an import sets: its label and its words before and after; "" is unknown.

    ``name``, ``was`` and ``will`` are the field and the values as they are stored, for programs.
    """

    label: str
    old: str
    new: str
    name: str = ""
    was: object = None
    will: object = None

    def text(self) -> str:
        """Old and new in one line."""
        return tr("{old} → {new}", old=short(self.old) or "–", new=short(self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """One cell that cannot be taken: the header of its column, what stands there, and why."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCheck:
    """What happens with one row of the file.

    ``number`` is the row's number in the source, ``at`` its place among the rows read (from 0). ``diffs`` are the
    fields set (all of them for a new record). ``remark`` says by what the row was matched or why it is skipped.
    ``left_out`` marks rows whose content does not get in: those with faults and doubles of another row.
    """

    number: int
    at: int
    outcome: Outcome
    name: str
    diffs: tuple[Diff, ...] = ()
    faults: tuple[CellFault, ...] = ()
    remark: str = ""
    left_out: bool = False

    def reason(self) -> str:
        """Why the row is left out, in one line; "" when it is not."""
        if not self.left_out:
            return ""
        return " ".join([*(fault_text(f) for f in self.faults), *([self.remark] if self.remark else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows have which result."""

    create: int = 0
    update: int = 0
    skip: int = 0
    error: int = 0
    left_out: int = 0

    @property
    def total(self) -> int:
        """All rows of the file."""
        return self.create + self.update + self.skip + self.error

    @property
    def kept(self) -> int:
        """Rows whose content is in the portfolio afterwards."""
        return self.total - self.left_out

    @property
    def changing(self) -> int:
        """Rows that the import writes."""
        return self.create + self.update

    def sentence(self) -> str:
        """What an import did, in one or two short sentences."""
        if self.total and self.skip == self.total and not self.left_out:
            return trn(
                "{n} row is in already; nothing was changed.",
                "{n} rows are in already; nothing was changed.",
                self.total,
            )
        said = trn("{kept} of {n} row is in.", "{kept} of {n} rows are in.", self.total, kept=self.kept)
        if not self.left_out:
            return said
        rest = trn("{n} was left out.", "{n} were left out.", self.left_out)
        return f"{said} {rest}"


def count(rows: Iterable[RowCheck]) -> Counts:
    """The rows counted by result."""
    found: Counter[str] = Counter()
    left = 0
    for row in rows:
        found[row.outcome] += 1
        left += row.left_out
    return Counts(
        create=found["create"], update=found["update"], skip=found["skip"], error=found["error"], left_out=left
    )


def outcome_word(outcome: str) -> str:
    """The word for a result in the current language."""
    return tr(_WORDS[outcome])  # type: ignore[index]


def outcome_state(check: RowCheck) -> str:
    """The glyph of a row: what is left out carries one, and what may make a record twice."""
    if check.left_out:
        return "act" if check.outcome == "error" else "watch"
    return "watch" if _doubtful(check) else ""


def _doubtful(check: RowCheck) -> bool:
    """A new record with a remark: one like it is there already."""
    return check.outcome == "create" and bool(check.remark)


def table_row(check: RowCheck) -> Row:
    """One line of the dry run: number, result, name, the first cell concerned, and what happens with it."""
    cell, reason = _first(check)
    told = check.faults or check.outcome == "update" or _doubtful(check)
    return Row(
        key=str(check.at),
        cells=(
            check.number,
            CellValue(text=outcome_word(check.outcome), state=outcome_state(check), reserve=True),
            CellValue(text=check.name or "–", role="name" if check.name else "body"),
            CellValue(text=cell, color="text" if check.faults else "muted"),
            CellValue(text=reason, color="text" if told else "muted"),
        ),
    )


def _first(check: RowCheck) -> tuple[str, str]:
    if check.faults:
        fault = check.faults[0]
        more = _more(len(check.faults) - 1)
        return cell_text(fault), " ".join(part for part in (fault.reason, more) if part)
    if check.outcome == "update" and check.diffs:
        diff = check.diffs[0]
        return diff.label, " · ".join(part for part in (diff.text(), _more(len(check.diffs) - 1)) if part)
    if check.outcome == "create" and not check.remark:
        return "", trn("{n} field is filled.", "{n} fields are filled.", len(check.diffs))
    return "", check.remark


def _more(n: int) -> str:
    return tr("{n} more", n=n) if n > 0 else ""


def cell_text(fault: CellFault) -> str:
    """The cell of a fault as one line: its column and its value."""
    if not fault.value:
        return fault.column
    return tr("{column}: {value}", column=fault.column, value=short(fault.value))


def fault_text(fault: CellFault) -> str:
    """A fault as one sentence with its cell."""
    return tr("{cell} – {reason}", cell=cell_text(fault), reason=fault.reason)


def short(text: str) -> str:
    """A value on one line, shortened for messages."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_VALUE else f"{line[: _SHOWN_VALUE - 1]}…"


def left_out_table(
    headers: Sequence[str], cells: Sequence[Sequence[str]], rows: Sequence[RowCheck]
) -> tuple[list[str], list[list[str]]]:
    """The rows left out as they stood in the file, with the reason in a last column."""
    head = [*headers, tr("Reason")]
    return head, [[*cells[row.at], row.reason()] for row in rows if row.left_out]
