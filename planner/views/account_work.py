# SPDX-License-Identifier: Apache-2.0
"""Actions, files, units, sites and assets of an account as tables (ux W9, W3 Profile)."""

from __future__ import annotations

from datetime import date

from planner.entities.common.attachment import Attachment
from planner.entities.customers.org_unit import KINDS as UNIT_KINDS
from planner.entities.registry import BY_NAME
from planner.entities.service.action import Action
from planner.entities.spec import AUDIENCES
from planner.kernel.dates import day_text, near_day
from planner.kernel.text import N_, tr
from planner.rules.facts import AccountFacts
from planner.views.overview import waiting_actions, when_words
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

ACTION_COLUMNS = (
    Column(key="done", title=N_("Done"), kind="check", width=60),
    Column(key="title", title=N_("Action"), kind="text", width=220),
    Column(key="due", title=N_("Due"), kind="glyph", width=118),
    Column(key="owner", title=N_("Owner"), width=104),
    Column(key="source", title=N_("For"), width=150),
)
FILE_COLUMNS = (
    Column(key="name", title=N_("File"), kind="text", width=230),
    Column(key="caption", title=N_("Caption"), width=170),
    Column(key="target", title=N_("Belongs to"), width=140),
    Column(key="taken", title=N_("Taken on"), align="right", width=132),
    Column(key="size", title=N_("Size"), align="right", width=76),
    Column(key="audience", title=N_("Audience"), kind="tag", width=96),
)
UNIT_COLUMNS = (
    Column(key="name", title=N_("Name"), width=180),
    Column(key="kind", title=N_("Kind"), width=120),
    Column(key="parent", title=N_("Part of"), width=130),
    Column(key="target", title=N_("Contacts"), align="right", width=90),
)


def action_table(facts: AccountFacts, today: date, *, finished: bool = False) -> TableView:
    """Open actions, the one due first first; with ``finished`` also those done or dropped, newest first."""
    shown = waiting_actions(facts)
    if finished:
        rest = [a for a in facts.actions if a.done_on or a.dropped_on]
        shown += sorted(rest, key=lambda a: (a.done_on or a.dropped_on or date.min, a.id), reverse=True)
    return TableView(columns=ACTION_COLUMNS, rows=tuple(_action(action, facts, today) for action in shown))


def _action(action: Action, facts: AccountFacts, today: date) -> Row:
    over = bool(action.done_on or action.dropped_on)
    cells: tuple[AnyCell, ...] = (
        CellValue(
            value=1.0 if action.done_on else 0.0,
            raw=1.0 if action.done_on else 0.0,
            said=tr("done") if action.done_on else "",
        ),
        CellValue(text=action.title, role="body" if over else "name", color="muted" if over else "text"),
        _due(action, today),
        facts.person_name(action.owner_id),
        CellValue(text=source_of(action, facts) or "–", color="muted"),
    )
    return Row(key=action.id, cells=cells)


def _due(action: Action, today: date) -> CellValue:
    if action.done_on:
        return CellValue(
            text=tr("done {on}", on=near_day(action.done_on, today)), color="muted", raw=action.done_on.isoformat()
        )
    if action.dropped_on:
        words = tr("dropped {on}", on=near_day(action.dropped_on, today))
        return CellValue(text=words, color="muted", raw=action.dropped_on.isoformat())
    if action.due is None:
        return CellValue(text=tr("no date"), color="muted", raw="9999")
    late = action.due < today
    return CellValue(text=when_words(action.due, today), state="watch" if late else "", raw=action.due.isoformat())


def source_of(action: Action, facts: AccountFacts) -> str:
    """What an action serves, in a few words; "" when it stands alone."""
    return record_words(action.parent_type, action.parent_id, facts)


def record_words(entity: str | None, key: str | None, facts: AccountFacts) -> str:
    """A record of the account by its kind and short name; "" when it is not there."""
    found = tr("From the show") if entity == "chart_card" else _named(entity, key, facts)
    if found:
        return found
    return tr(BY_NAME[entity].label) if entity in BY_NAME and key else ""


def _named(entity: str | None, key: str | None, facts: AccountFacts) -> str:
    if entity == "risk":
        return next((r.code or r.statement for r in facts.risks if r.id == key), "")
    if entity == "network_review":
        days = (r.done_on or r.planned_on for r in facts.reviews if r.id == key)
        return next((tr("Review {on}", on=day_text(day)) for day in days if day), "")
    if entity == "contact":
        return facts.contact_name(key) or ""
    if entity == "callback":
        return next(
            (tr("Callback {on}", on=day_text(c.called_on)) for c in facts.callbacks if c.id == key and c.called_on), ""
        )
    if entity == "inspection_result":
        return next((r.code or r.item for r in facts.results if r.id == key), "")
    return ""


_AUDIENCES = dict(AUDIENCES)


def file_table(facts: AccountFacts) -> TableView:
    """The files of an account, the newest first."""
    ordered = sorted(facts.attachments, key=lambda a: a.id, reverse=True)
    return TableView(columns=FILE_COLUMNS, rows=tuple(_file(file, facts) for file in ordered))


def _file(file: Attachment, facts: AccountFacts) -> Row:
    cells: tuple[AnyCell, ...] = (
        CellValue(text=file.file_name, role="name"),
        file.caption,
        CellValue(text=record_words(file.target_type, file.target_id, facts) or "–", color="muted"),
        file.taken_on,
        CellValue(text=size_words(file.size), raw=float(file.size)),
        CellValue(text=tr(_AUDIENCES[file.audience])),
    )
    return Row(key=file.id, cells=cells)


def size_words(size: int) -> str:
    """Bytes as KB or MB."""
    if size < 1024 * 1024:
        return tr("{n} KB", n=max(1, round(size / 1024)))
    return tr("{n} MB", n=f"{size / (1024 * 1024):.1f}")


def unit_table(facts: AccountFacts) -> TableView:
    """The customer's units with active and wanted contacts."""
    kinds, names = dict(UNIT_KINDS), {unit.id: unit.name for unit in facts.units}
    rows = []
    for unit in sorted(facts.units, key=lambda u: (u.name.casefold(), u.id)):
        here = sum(1 for c in facts.present_contacts() if c.unit_id == unit.id)
        wanted = "?" if unit.target_contacts is None else unit.target_contacts
        people = CellValue(text=tr("{n} of {wanted}", n=here, wanted=wanted), raw=float(here))
        cells: tuple[AnyCell, ...] = (_bold(unit.name), tr(kinds[unit.kind]), names.get(unit.parent_id or ""), people)
        rows.append(Row(key=unit.id, cells=cells))
    return TableView(columns=UNIT_COLUMNS, rows=tuple(rows))


def _bold(text: str) -> CellValue:
    return CellValue(text=text, role="name", kind="text")
