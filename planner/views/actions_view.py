# SPDX-License-Identifier: Apache-2.0
"""The list of open actions as a table: done tick, action, account, owner, due, source (ux W9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from planner.kernel.dates import near_day
from planner.kernel.text import N_, tr
from planner.rules.action_list import ActionRow
from planner.views.tables import AnyCell, CellValue, Column, Row

COLUMNS: Final = (
    Column(key="done", title="", kind="check", width=42, sortable=False),
    Column(key="title", title=N_("Action")),
    Column(key="account", title=N_("Account"), width=180),
    Column(key="owner", title=N_("Owner"), width=110),
    Column(key="due", title=N_("Due"), kind="glyph", width=124),
    Column(key="source", title=N_("Comes from"), width=150, sortable=False),
)
SORT_WORDS: Final[Mapping[str, str]] = {
    "due": N_("Sorted by due date"),
    "title": N_("Sorted by action"),
    "account": N_("Sorted by account"),
    "owner": N_("Sorted by owner"),
}
_SOURCES: Final[Mapping[str, str]] = {
    "network_review": N_("Review of {name}"),
    "risk": N_("Risk {name}"),
}
_PLAIN: Final[Mapping[str, str]] = {
    "network_review": N_("Review"),
    "chart_card": N_("From the show"),
    "risk": N_("Risk"),
    "contingency_plan": N_("Contingency plan"),
    "callback": N_("Callback"),
    "interaction": N_("Meeting"),
    "contact": N_("Person"),
}


def rows(actions: Iterable[ActionRow], today: date) -> list[Row]:
    """The lines of the list."""
    return [Row(key=action.id, cells=_cells(action, today)) for action in actions]


def due_cell(due: date | None, today: date) -> CellValue:
    """When: "12 d late" with its sign, "today", a day, or "no date"."""
    if due is None:
        return CellValue(text=tr("no date"), color="muted", reserve=True)
    late = (today - due).days
    if late > 0:
        return CellValue(text=tr("{n} d late", n=late), state="watch", raw=due.isoformat(), reserve=True)
    text = tr("today") if late == 0 else near_day(due, today)
    return CellValue(text=text, raw=due.isoformat(), role="strong" if late == 0 else "body", reserve=True)


def source_words(kind: str | None, name: str | None) -> str:
    """What an action serves, in words; "" when it stands for itself."""
    if not kind or kind == "account":
        return ""
    if name and kind in _SOURCES:
        shown = near_day(date.fromisoformat(name), date.fromisoformat(name)) if kind == "network_review" else name
        return tr(_SOURCES[kind], name=shown)
    return tr(_PLAIN[kind]) if kind in _PLAIN else ""


def _cells(action: ActionRow, today: date) -> tuple[AnyCell, ...]:
    return (
        CellValue(value=0.0, text=" "),
        CellValue(text=action.title, role="name"),
        action.account,
        CellValue(text=action.owner or "–", color="muted"),
        due_cell(action.due, today),
        CellValue(text=source_words(action.source, action.source_name) or "–", color="muted"),
    )
