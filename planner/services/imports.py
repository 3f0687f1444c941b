# SPDX-License-Identifier: Apache-2.0
"""Importing accounts, people and equipment from CSV and XLSX: read, check, then everything in one step or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.asset import ASSET
from planner.entities.customers.grade_decision import GRADE_DECISION, GradeDecision
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.spec import EntitySpec
from planner.formats.sheets_out import write_csv, write_xlsx
from planner.formats.table import SourceTable, read_table
from planner.kernel.changes import ChangeSet
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.rules.ruleset import Rules
from planner.safe.clean import marked_bidi
from planner.services import room
from planner.services.customers import _default_end
from planner.services.import_fields import KINDS, ColumnMatch, match_columns, signature
from planner.services.import_plan import ImportPlan, check, quiet
from planner.services.import_values import ImportOptions, Report
from planner.services.rulesets import numbered
from planner.services.session import Session
from planner.store import portfolio_settings, undo_stacks
from planner.store.table import Table
from planner.store.unit import Unit
from planner.views.import_view import Counts, RowCheck, left_out_table

__all__ = ["ImportOptions", "ImportPlan", "ImportResult", "apply", "prepare", "read", "save_left_out"]

_LABELS = {
    "accounts": N_("Import {n} accounts from {file}"),
    "contacts": N_("Import {n} people from {file}"),
    "assets": N_("Import {n} pieces of equipment from {file}"),
}
_ONE_LABELS = {
    "accounts": N_("Import an account from {file}"),
    "contacts": N_("Import a person from {file}"),
    "assets": N_("Import a piece of equipment from {file}"),
}
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: the step it made (empty when nothing was new), the counts, and the rows left out."""

    changes: ChangeSet
    counts: Counts
    left_out: tuple[RowCheck, ...]

    def text(self) -> str:
        """The result in one or two sentences."""
        return self.counts.sentence()


def prepare(
    session: Session,
    path: Path,
    kind: str = "accounts",
    mapping: Mapping[str | int, str | None] | None = None,
    *,
    options: ImportOptions | None = None,
    report: Report | None = None,
) -> ImportPlan:
    """Read a file and check every row of it; nothing is changed.

    ``mapping`` gives fields to columns by header or by index from 0 (None leaves a column out); other columns are
    matched as remembered or by their headers. Raises PlannerError when the file cannot be read or the mapping does
    not fit, Cancelled when ``report`` does.
    """
    if kind not in KINDS:
        raise PlannerError(
            tr("Only accounts, contacts and assets can be imported, not “{kind}”.", kind=kind), "no-kind"
        )
    source = read(path, options, report)
    columns, options = match(session, source, kind, mapping, options=options)
    return check(session, source, columns, kind=kind, path=path, options=options, report=report)


def read(path: Path, options: ImportOptions | None = None, report: Report | None = None) -> SourceTable:
    """The table of a file, read in the limited child process."""
    options, tell = options or ImportOptions(), report or quiet
    note = tr("Reading {name}", name=marked_bidi(path.name))
    seen = [0, 0]

    def progress(done: int, total: int) -> None:
        seen[:] = [done, total]
        tell(done, total, note)

    def asked_to_stop() -> bool:
        tell(seen[0], seen[1], note)  # raises when cancelled
        return False

    return read_table(
        path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        on_progress=progress,
        cancelled=asked_to_stop,
    )


def match(
    session: Session,
    source: SourceTable,
    kind: str,
    mapping: Mapping[str | int, str | None] | None = None,
    *,
    options: ImportOptions | None = None,
) -> tuple[tuple[ColumnMatch, ...], ImportOptions]:
    """Which field each column fills, and the options with the answers that were given for such lists before."""
    options = options or ImportOptions()
    kept = session.read(lambda conn: portfolio_settings.get(conn, signature(kind, source.headers)))
    kept = kept if isinstance(kept, dict) else {}
    fields = kept.get("fields")
    columns = match_columns(source, kind, remembered=fields if isinstance(fields, list) else None, chosen=mapping)
    options = ImportOptions(
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        dates=options.dates or kept.get("dates"),
        decimals=options.decimals or kept.get("decimals"),
        erased=options.erased,
        account=options.account,
    )
    return columns, options


def apply(session: Session, plan: ImportPlan, source: object = None, report: Report | None = None) -> ImportResult:
    """Write what a plan says in one transaction and one undo step; all of it or nothing.

    When the portfolio was changed since the check, it is checked again; PlannerError ("changed-since") when a row
    would now end differently. ``report`` may raise Cancelled. The columns are remembered for lists like this.
    """
    tell = report or quiet
    room.refuse_too_little(session.path)
    if session.read(undo_stacks.newest) != plan.last_step:
        plan = _checked_again(session, plan, tell)
    labels = _ONE_LABELS if plan.counts.changing == 1 else _LABELS
    label = Message(labels[plan.kind], {"n": plan.counts.changing, "file": plan.path.name})

    def work(unit: Unit) -> None:
        if undo_stacks.newest(unit.conn) != plan.last_step:
            raise _changed_since()
        _Writer(session, unit, plan, tell).run()
        portfolio_settings.put(unit.conn, signature(plan.kind, plan.source.headers), _to_remember(plan))

    changes = session.write(label, work, source)
    return ImportResult(changes=changes, counts=plan.counts, left_out=tuple(row for row in plan.rows if row.left_out))


def save_left_out(plan: ImportPlan, path: Path) -> None:
    """Write the rows left out as they stood in the file, with the reasons, as CSV or (by the suffix) XLSX.

    A CSV keeps the delimiter of the list, by which the user's spreadsheet program opens it; it can be corrected and
    imported again. Raises FileProblemError.
    """
    headers, rows = left_out_table(plan.source.headers, plan.source.rows, plan.rows)
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, headers, rows, title=tr("Rows left out"))
    else:
        write_csv(path, headers, rows, delimiter=plan.source.source.delimiter or ",")


def is_newest(session: Session, result: ImportResult) -> bool:
    """Whether undo would take back exactly this import."""
    return bool(result.changes) and session.undo_label == result.changes.label


def _checked_again(session: Session, plan: ImportPlan, tell: Report) -> ImportPlan:
    again = check(session, plan.source, plan.columns, kind=plan.kind, path=plan.path, options=plan.options, report=tell)
    if again.outcomes() != plan.outcomes():
        raise _changed_since()
    return again


def _changed_since() -> PlannerError:
    return PlannerError(
        tr("The portfolio was changed since this list was checked. Nothing was imported. Check the rows again."),
        "changed-since",
    )


def _to_remember(plan: ImportPlan) -> dict[str, Any]:
    return {
        "fields": [column.field for column in plan.columns],
        "dates": plan.options.dates,
        "decimals": plan.options.decimals,
    }


class _Writer:
    """Writes a plan inside a running unit, in portions between which the user may cancel."""

    def __init__(self, session: Session, unit: Unit, plan: ImportPlan, report: Report) -> None:
        self._session = session
        self._unit = unit
        self._writes = plan.writes
        self._report = report
        self._done = 0

    def run(self) -> None:
        """Write everything: new records first, then what changes in old ones."""
        writes = self._writes
        self._add(PERSON, writes.people)
        self._add(ACCOUNT, writes.accounts)
        self._add(ORG_UNIT, writes.units)
        self._add(SITE, writes.sites)
        self._add(ASSET, writes.assets)
        self._add(CONTACT, writes.contacts)
        self._add(DECISION_ROLE, writes.seats)
        self._add(GRADE_DECISION, self._decisions())
        for spec, entity in writes.changed:
            Table(spec, self._unit).put(entity)
            self._step(1)

    def _add(self, spec: EntitySpec[Any], entities: Sequence[Any]) -> None:
        table = Table(spec, self._unit)
        for start in range(0, len(entities), _CHUNK):
            self._step(table.add_many(entities[start : start + _CHUNK]))

    def _step(self, n: int) -> None:
        self._done += n
        self._report(self._done, self._writes.total, tr("Importing"))

    def _decisions(self) -> list[GradeDecision]:
        """One decision per grade that the list brings, as the verb for grades makes them (domain-model P1)."""
        if not self._writes.graded:
            return []
        today, ruleset = self._session.today(), numbered(self._unit.conn)
        return [self._decision(account, today, ruleset) for account in self._writes.graded]

    def _decision(self, account: Account, today: date, ruleset: tuple[int, Rules]) -> GradeDecision:
        return GradeDecision(
            id=self._session.new_id(),
            account_id=account.id,
            grade=account.grade,
            reason=tr("Imported"),
            decided_by=self._session.me,
            decided_on=today,
            valid_until=_default_end(account.grade, today),
            ruleset_hash=ruleset[1].hash,
            ruleset_version=ruleset[0],
            audience=account.audience,
        )
