# SPDX-License-Identifier: Apache-2.0
"""Where a record is shown: the section of its account's page."""

from __future__ import annotations

from typing import Final

from planner.entities.common.chart_card import CHART_CARD
from planner.entities.registry import BY_NAME
from planner.rules.due import DueRow
from planner.services import crud
from planner.services.session import Session
from ui.context import Place
from ui.screens.sections import SECTIONS

# Records that are shown inside another one: the field that names it.
_INSIDE: Final = {
    "decision_role": "contact_id",
    "relation_assessment": "contact_id",
    "relation_edge": "contact_id",
    "map_place": "contact_id",
    "explain_session": "review_id",
}


def record_place(session: Session, account_id: str, entity: str, key: str) -> Place:
    """The place that shows a record of an account; its overview for what has no place of its own."""
    if entity in {"account", ""}:
        return Place(page="account", account_id=account_id, section="overview")
    if entity == CHART_CARD.name:
        card = crud.find(session, CHART_CARD, key)
        return Place(page="charts", account_id=account_id, section=card.kind if card else None)
    section = section_of(entity)
    if not key:
        return Place(page="account", account_id=account_id, section=section)
    record = key
    if entity in _INSIDE:
        found = crud.find(session, BY_NAME[entity], key)
        record = getattr(found, _INSIDE[entity], None) or key
    return Place(page="account", account_id=account_id, section=section, record=record)


def alert_told(row: DueRow) -> tuple[str, ...]:
    """The alert that a row tells of, as the commands are told of it; empty where it tells of none."""
    return ("heard", row.account_id, *row.alerts[0].key) if row.alerts else ()


def section_of(entity: str) -> str:
    """The section where records of a kind are kept."""
    return SECTIONS.get(entity, "overview")
