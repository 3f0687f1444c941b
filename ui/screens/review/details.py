# SPDX-License-Identifier: Apache-2.0
"""The details pane of the review section: the check in step 1, the risk in 3, the plan in 4, else the review."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr
from planner.services import draft_places, reviews
from ui.actions.commands import run_command
from ui.forms.drafts import follow
from ui.forms.editors import DateEditor, FieldRow
from ui.forms.entity_form import EntityForm
from ui.screens.review.check_details import CheckDetails
from ui.screens.review.data import INSPECT, PLANS, RISKS, Host, Shown
from ui.screens.review.day_window import DAY
from ui.screens.review.parts import column, scrolled
from ui.screens.review.plan_pane import PlanPane
from ui.screens.review.risk_pane import RiskPane
from ui.widgets.panes import PaneHeader, Panel

_REVIEW_FIELDS = ("site_id", "reviewer_id", "summary", "audience")


class ReviewDetails(QStackedWidget):
    """Shows what the step in front has selected."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = CheckDetails(host)
        self.risk = RiskPane(host)
        self.review = ReviewPane(host)
        self.plan = PlanPane(host)
        for page in (self.check, self.risk, self.plan, self.review):
            self.addWidget(page)

    def show_selected(self, shown: Shown, step: int, key: str) -> None:
        """Show the record of a step; the review itself where nothing is selected."""
        if step == INSPECT and key:
            self.check.show_check(shown, key)
            self.setCurrentWidget(self.check)
            return
        risk = next((r for r in shown.facts.risks if r.id == key), None) if step == RISKS else None
        if risk is not None:
            self.risk.show_risk(shown, risk)
            self.setCurrentWidget(self.risk)
            return
        plan = next((p for p in shown.facts.plans if p.id == key), None) if step == PLANS else None
        if plan is not None:
            self.plan.show_plan(shown, plan)
            self.setCurrentWidget(self.plan)
            return
        self.review.show_review(shown)
        self.setCurrentWidget(self.review)

    def flush(self) -> None:
        """Keep everything that is typed."""
        self.check.form.flush()
        self.risk.form.flush()
        self.review.form.flush()


class ReviewPane(Panel):
    """Day, site, reviewer, permission and summary of a review."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        self.day = FieldRow(DAY, DateEditor(DAY, host.app.session.today))
        self.day.committed.connect(self._set_day)
        self._following = follow(host.app, self.day)
        self.form = EntityForm(host.app, NETWORK_REVIEW, fields=_REVIEW_FIELDS, scroll=False)
        self.form.committed.connect(self._committed)
        body = QWidget()
        inside = column(body)
        top = QWidget()
        column(top, margins=(16, 16, 16, 0)).addWidget(self.day)
        inside.addWidget(top)
        inside.addWidget(self.form)
        inside.addStretch(1)
        outer = column(self, margins=(1, 0, 0, 0))
        outer.addWidget(self.header)
        outer.addWidget(scrolled(body), 1)

    def show_review(self, shown: Shown) -> None:
        """Show a review."""
        same = self._shown is not None and self._shown.review.id == shown.review.id
        self._shown = shown
        self.header.set_title(tr("Review {code}", code=shown.review.code or ""))
        on = shown.review.done_on or shown.review.planned_on
        editor = self.day.field_editor
        if same and editor.dirty:
            editor.rebase(on)
        elif not same or editor.kept != on:
            editor.set_value(on)
        self._following.at(draft_places.record("network_review", shown.review.id, "done_on"))
        self.form.load(shown.review)

    @Slot(str, object)
    def _set_day(self, _name: str, value: object) -> None:
        if self._shown is None or not isinstance(value, date):
            self.day.field_editor.set_fault(tr("A review needs a day."))
            return
        session, key = self._host.app.session, self._shown.review.id
        self._host.perform(lambda source: reviews.set_day(session, key, value, source=source), self.day.field_editor)

    @Slot()
    def _close(self) -> None:
        run_command(self._host.app, "view.details")

    @Slot()
    def _committed(self, *_: object) -> None:
        self._host.perform(lambda _source: None)
