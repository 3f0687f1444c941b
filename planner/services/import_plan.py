# SPDX-License-Identifier: Apache-2.0
"""The dry run: every row of a list checked against the portfolio, without changing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from planner.formats.table import SourceTable
from planner.kernel.data import dataclass
from planner.kernel.text import Message
from planner.services.import_accounts import plan_accounts
from planner.services.import_assets import plan_assets
from planner.services.import_contacts import plan_contacts
from planner.services.import_fields import ColumnMatch
from planner.services.import_rounds import MOST_ROUNDS, joined_rows, joined_writes, known_after
from planner.services.import_values import (
    Draft,
    ImportOptions,
    Question,
    Reading,
    Report,
    erased_question,
    read_rows,
    understand,
)
from planner.services.import_work import Known, Work, Writes, diffs, read_known
from planner.services.session import Session
from planner.views.import_view import Counts, Diff, RowCheck, count


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    ``kind`` is accounts, contacts or assets. ``columns`` say what fills what; ``questions`` are open as long as the
    options do not answer them, and the cells they are about are left out meanwhile. ``rows`` has one entry per row
    of the file, in its order. ``last_step`` is the newest change the check has seen; ``writes`` is what `apply` writes.
    """

    kind: str
    path: Path
    source: SourceTable
    columns: tuple[ColumnMatch, ...]
    options: ImportOptions
    questions: tuple[Question, ...]
    rows: tuple[RowCheck, ...]
    notes: tuple[Message, ...]
    counts: Counts
    last_step: int
    writes: Writes = field(repr=False, compare=False)

    def outcomes(self) -> tuple[str, ...]:
        """The result of each row, to compare two checks of the same list."""
        return tuple(row.outcome for row in self.rows)

    @property
    def has_name(self) -> bool:
        """Whether some column gives names; without one only known records can be changed."""
        fields = {column.field for column in self.columns}
        return bool(fields & {"name", "given_name", "family_name"})


def quiet(_done: int, _total: int, _note: str) -> None:
    """A report that nobody listens to."""


def check(
    session: Session,
    source: SourceTable,
    columns: Sequence[ColumnMatch],
    *,
    kind: str,
    path: Path,
    options: ImportOptions | None = None,
    report: Report | None = None,
) -> ImportPlan:
    """The plan for a list that was read and whose columns are matched; the store is only read.

    ``report`` may raise Cancelled.
    """
    options = options or ImportOptions()
    report = report or quiet
    reading = understand(source, kind, columns, options)
    known = read_known(session, kind, report)
    work, rows = _planned(session, source, reading, known, report)
    writes, notes = work.writes, {note.key: note for note in work.notes}
    for _ in range(MOST_ROUNDS):
        if not work.contested or not work.writes.total:
            break
        known = known_after(known, work.writes)
        work, more = _planned(session, source, reading, known, report)
        writes, rows = joined_writes(writes, work.writes), joined_rows(rows, more)
        notes = {note.key: note for note in work.notes} | notes
    return ImportPlan(
        kind=kind,
        path=path,
        source=source,
        columns=tuple(columns),
        options=options,
        questions=(*reading.questions, *erased_question(work.erased, options)),
        rows=rows,
        notes=tuple(notes.values()),
        counts=count(rows),
        last_step=known.last_step,
        writes=writes,
    )


def _planned(
    session: Session, source: SourceTable, reading: Reading, known: Known, report: Report
) -> tuple[Work, tuple[RowCheck, ...]]:
    """One planning of all rows on the records there are."""
    drafts = read_rows(source, reading, report)
    work = Work(session, reading, drafts, known, report)
    seats: dict[int, tuple[Diff, ...]] = {}
    if reading.kind == "accounts":
        plan_accounts(work)
    elif reading.kind == "assets":
        plan_assets(work)
    else:
        seats = plan_contacts(work)
    return work, tuple(_row(work, draft, seats.get(draft.at, ())) for draft in drafts)


def _row(work: Work, draft: Draft, seats: tuple[Diff, ...]) -> RowCheck:
    name = draft.values.get("name") or (draft.stored.name if draft.stored is not None else "")
    return RowCheck(
        number=draft.number,
        at=draft.at,
        outcome=draft.outcome,
        name=name,
        diffs=(*diffs(work, draft), *seats) if draft.alive else (),
        faults=tuple(draft.faults),
        remark=draft.remark,
        left_out=draft.left_out,
    )
