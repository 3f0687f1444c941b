# SPDX-License-Identifier: Apache-2.0
"""The Today page as tables: what is due, and what changed (ux 2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.dates import short_day
from planner.kernel.text import N_, tr
from planner.rules.due import DueRow
from planner.views.tables import CellValue, Column, Row, TableView
from planner.views.timeline import ICONS

KIND_WORDS: Final[Mapping[str, str]] = {
    "action": N_("Action"),
    "review": N_("Review"),
    "plan": N_("Plan"),
    "callback": N_("Call"),
    "report": N_("Report"),
    "grade": N_("Grade"),
    "person": N_("Person"),
}
NEED_COLUMNS: Final = (
    Column(key="sign", title=N_("State"), kind="glyph", width=38, sortable=False),
    Column(key="kind", title=N_("Kind"), kind="two_line", width=68, sortable=False),
    Column(key="what", title=N_("What"), kind="two_line", sortable=False),
    Column(key="open", title="", kind="text", width=148, sortable=False),
    Column(key="when", title=N_("When"), kind="two_line", align="right", width=124, sortable=False),
)
CHANGED_COLUMNS: Final = (
    Column(key="what", title=N_("What"), kind="icon", sortable=False),
    Column(key="at", title=N_("When"), align="right", width=156, sortable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change to show: ``at`` is the finished word for its time."""

    key: str
    entity: str
    account: str
    label: str
    at: str


def need_key(row: DueRow) -> str:
    """What tells a row from all others: one record may wait for two things."""
    return f"{row.kind} {row.id} {row.title.key}"


def needs(rows: Iterable[DueRow]) -> TableView:
    """What is due, two lines each."""
    return TableView(columns=NEED_COLUMNS, rows=tuple(Row(key=need_key(r), cells=_need(r)) for r in rows))


def changes(lines: Iterable[ChangeLine]) -> TableView:
    """What changed: the account, the step's name and its time."""
    return TableView(columns=CHANGED_COLUMNS, rows=tuple(_changed(line) for line in lines))


def due_words(due: date | None, late: int) -> str:
    """The day under the words of a row: "by 24 Nov" or, when it is past, "was 20 Nov"; "" without a day."""
    if due is None or late == 0:
        return ""
    return tr("was {day}", day=short_day(due)) if late > 0 else tr("by {day}", day=short_day(due))


def step_words(row: DueRow) -> str:
    """The one step of the alert a row tells of; "" where it tells of none."""
    verb = row.alerts[0].remedy.verb if row.alerts else None
    return verb.text() if verb is not None else ""


def where(row: DueRow) -> str:
    """The account and the detail of a row as one line."""
    detail = row.detail.text()
    return tr("{account} · {detail}", account=row.account_name, detail=detail) if detail else row.account_name


def _need(row: DueRow) -> tuple[CellValue, ...]:
    return (
        CellValue(state=row.state),
        CellValue(text=tr(KIND_WORDS[row.kind]), color="muted"),
        CellValue(text=row.title.text(), second=where(row)),
        CellValue(text=" "),
        CellValue(text=row.words.text(), second=due_words(row.due, row.late), role="strong"),
    )


def _changed(line: ChangeLine) -> Row:
    icon = ICONS.get(line.entity, "pencil")
    what = (
        CellValue(icon=icon, text=line.account, second=line.label, role="name")
        if line.account
        else CellValue(icon=icon, text=line.label)
    )
    return Row(key=line.key, cells=(what, CellValue(text=line.at, color="muted")))
