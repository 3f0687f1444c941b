# SPDX-License-Identifier: Apache-2.0
"""The command that reads accounts, contacts or assets from a list."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from planner.cli import output
from planner.cli.opened import account, opened
from planner.formats.csv import DELIMITERS
from planner.formats.encoding import CHOICES
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.files import free_name
from planner.services import imports
from planner.services.automatic_backups import before_import
from planner.services.imports import ImportOptions, ImportPlan
from planner.services.portfolio import load_settings
from planner.services.session import Session
from planner.views.import_view import RowCheck, outcome_word

_COLUMNS = ("row", "outcome", "name", "reason", "remark", "changes", "faults")


def read(command: argparse.Namespace, _gui: object) -> int:
    """Check every row of the list and, unless it is a dry run, keep the sound ones in one step."""
    options = ImportOptions(
        encoding=command.encoding,
        sheet=command.sheet,
        dates=command.dates,
        decimals=command.decimals,
        erased=command.erased,
    )
    with opened(command) as session:
        if command.account:
            if command.kind != "assets":
                raise PlannerError(tr("--account goes with --as assets only."), "no-account-here")
            options = replace(options, account=account(session, command.account))
        plan = imports.prepare(session, command.source, command.kind, dict(command.map), options=options)
        if not command.dry_run:
            _apply(session, plan)
    if command.left_out:
        saved = free_name(command.left_out)  # neither the list itself nor anything else is ever written over
        imports.save_left_out(plan, saved)
        print(tr("The rows left out are in {name}.", name=saved.name), file=sys.stderr)
    if command.form == "text":
        print(_recognised(plan), file=sys.stderr)
    _tell(plan, command)
    return 0


def _recognised(plan: ImportPlan) -> str:
    """How the list was read, so that a wrong guess is seen before it does harm."""
    source = plan.source.source
    if not source.encoding:
        return tr("Read the sheet “{sheet}”.", sheet=source.sheet or "")
    encoding = tr(dict(CHOICES).get(source.encoding, source.encoding))
    return tr("Read as {encoding}, columns parted by: {sign}.", encoding=encoding, sign=_sign(source.delimiter))


def _sign(delimiter: str | None) -> str:
    return tr(dict(DELIMITERS).get(delimiter or "", delimiter or ""))


def _apply(session: Session, plan: ImportPlan) -> None:
    open_questions = [question for question in plan.questions if not question.proposal]
    if open_questions:
        question = open_questions[0]
        raise PlannerError(
            tr(
                "Column “{column}” holds values like {example} that can be read in two ways; "
                "nothing was imported; add --{option} {choices}.",
                column=question.column,
                example=", ".join(question.examples[:2]),
                option=question.name,
                choices="|".join(value for value, _ in question.choices),
            ),
            "ambiguous",
        )
    if load_settings().automatic_backups:
        before_import(session)
    imports.apply(session, plan)


def _tell(plan: ImportPlan, command: argparse.Namespace) -> None:
    """The rows for a dry run or a program; otherwise the result and the rows left out."""
    shown = plan.rows if command.dry_run or command.form != "text" else [r for r in plan.rows if r.left_out]
    items = [_item(row, words=command.form == "text") for row in shown]
    if command.form == "text":
        if items:
            headings = (tr("Row"), tr("Result"), tr("Name"), tr("What happens"))
            keys = ("row", "outcome", "name", "reason")
            output.listing("import", items, "text", tuple(zip(keys, headings, strict=True)))
        print(_sentence(plan, dry_run=command.dry_run))
    else:
        output.listing("import", items, command.form, tuple((name, name) for name in _COLUMNS))
    for note in plan.notes:
        print(note.text(), file=sys.stderr)


def _item(row: RowCheck, *, words: bool) -> dict[str, Any]:
    reason = row.reason()
    if words and not reason:
        reason = (
            "; ".join(f"{diff.label}: {diff.text()}" for diff in row.diffs) if row.outcome == "update" else row.remark
        )
    return {
        "row": row.number,
        "outcome": outcome_word(row.outcome) if words else row.outcome,
        "name": row.name,
        "reason": reason,
        "remark": row.remark,
        "changes": [{"field": d.name, "old": d.was, "new": d.will} for d in row.diffs],
        "faults": [{"column": f.column, "value": f.value, "reason": f.reason} for f in row.faults],
    }


def _sentence(plan: ImportPlan, *, dry_run: bool) -> str:
    counts = plan.counts
    if not dry_run:
        return counts.sentence()
    return tr(
        "Dry run, nothing was changed: {create} new, {update} changed, {skip} skipped, {error} left out.",
        create=counts.create,
        update=counts.update,
        skip=counts.skip,
        error=counts.error,
    )
