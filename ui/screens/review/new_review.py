# SPDX-License-Identifier: Apache-2.0
"""Asks for what a new review needs: its site, its day, who reviews, and the checklists it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr
from planner.services import reports, reviews
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog, NewRecordPanel
from ui.screens.review.checklist_choice import ChecklistChoice


def ask_new_review(app: AppContext, account_id: str, window: QWidget, done: Callable[[str], None]) -> None:
    """Open the small window; ``done`` gets the id of the review that was started."""
    facts = reports.facts(app.session, account_id)
    last = facts.done_reviews()
    site = last[0].site_id if last else facts.sites[0].id if len(facts.sites) == 1 else None
    dialog = NewRecordDialog(
        app,
        NETWORK_REVIEW,
        account_id=account_id,
        preset={"site_id": site, "planned_on": app.session.today(), "reviewer_id": app.session.me},
        add=lambda session, values, source: _start(account_id, choice.chosen(), session, values, source),
        parent=window,
    )
    choice = ChecklistChoice(app.session, account_id, dialog.panel)
    dialog.panel.add_below(choice, choice.list)
    choice.list.entered_row.connect(dialog.panel.create_record)
    offer = partial(_offer, dialog.panel, choice)
    for name in ("site_id", "planned_on"):
        dialog.panel.row(name).committed.connect(offer)
    offer()
    dialog.setWindowTitle(tr("New review"))
    dialog.created.connect(done)
    dialog.open()


def _offer(panel: NewRecordPanel, choice: ChecklistChoice, *_: object) -> None:
    """Show the checklists for the site and the day that stand in the window."""
    values = panel.values() or {}
    site, day = values.get("site_id"), values.get("planned_on")
    choice.show_for(str(site) if site else None, day if isinstance(day, date) else panel.app.session.today())


def _start(account_id: str, templates: list[str], session: Session, values: Mapping[str, Any], source: object) -> Any:
    return reviews.start_review(
        session,
        account_id,
        values.get("site_id"),
        values.get("planned_on"),
        reviewer_id=values.get("reviewer_id"),
        templates=templates,
        source=source,
    )
