# SPDX-License-Identifier: Apache-2.0
"""Asks for what a new review needs: its site, its day and who reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr
from planner.services import reports, reviews
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog


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
        add=partial(_start, account_id),
        parent=window,
    )
    dialog.setWindowTitle(tr("New review"))
    dialog.created.connect(done)
    dialog.open()


def _start(account_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    return reviews.start_review(
        session,
        account_id,
        values.get("site_id"),
        values.get("planned_on"),
        reviewer_id=values.get("reviewer_id"),
        source=source,
    )
