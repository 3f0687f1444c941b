# SPDX-License-Identifier: Apache-2.0
"""Scenes about risks and plans: the steps of a review, drills, the plan card, the site's examples, the trace."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from planner.entities.risks.risk import RISK
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.parts.impact_examples import ImpactExamples
from ui.screens.parts.plan_card_window import PlanCardWindow
from ui.screens.parts.trace_strip import TraceStrip
from ui.screens.review import ReviewsSection


def scenes(account_id: str) -> list[Scene]:
    """What is pictured."""
    reviews = Place(page="account", account_id=account_id, section="reviews")
    risks = Place(page="account", account_id=account_id, section="risks")
    names = (
        "plan-risk",
        "plan-risk-wide",
        "plan-missing",
        "plan-begun",
        "plan-drills",
        "plan-drill-window",
        "plan-card",
        "plan-examples",
    )
    return [
        Scene("plans", reviews, partial(_plans, account_id=account_id), names),
        Scene("trace", risks, partial(_trace, account_id=account_id), ("trace-risk", "trace-end", "trace-check")),
        Scene("extreme", risks, _extreme, ("extreme-pane", "extreme-review")),
    ]


def _section(stage: Stage) -> ReviewsSection:
    return next(s for s in stage.window.findChildren(ReviewsSection) if s.isVisible())


def _risk(stage: Stage, account_id: str, code: str) -> str:
    return next(r.id for r in crud.of_account(stage.app.session, RISK, account_id) if r.code == code)


def _plans(stage: Stage, account_id: str) -> None:
    section = _section(stage)
    section.open_step(2, _risk(stage, account_id, "R-12"))
    stage.picture("plan-risk")
    stage.window.trigger("view.details")
    stage.picture("plan-risk-wide")
    stage.window.trigger("view.details")
    section.risks.form.example.open_examples()
    window = stage.dialog(ImpactExamples)
    stage.picture("plan-examples")
    window.reject()
    section.open_step(3, _risk(stage, account_id, "R-12"))
    stage.picture("plan-missing")
    section.plans.btn_begin.chosen.emit("power")
    stage.picture("plan-begun")
    stage.app.session.undo()
    section.open_step(3, _risk(stage, account_id, "R-07"))
    stage.settle()
    _down(section.plans.drills)
    stage.picture("plan-drills")
    section.plans.drills.record_drill()
    asked = stage.dialog(NewRecordDialog)
    stage.picture("plan-drill-window")
    asked.reject()
    section.plans.btn_card.click()
    card: Any = stage.dialog(PlanCardWindow)
    while not card.pages.count():
        stage.settle()
    stage.picture("plan-card")
    card.reject()
    section.open_step(0)


def _down(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(widget, 0, 400)


def _trace(stage: Stage, account_id: str) -> None:
    stage.go(Place(page="account", account_id=account_id, section="risks", record=_risk(stage, account_id, "R-07")))
    stage.picture("trace-risk")
    strip = next(s for s in stage.window.findChildren(TraceStrip) if s.isVisible())
    _down(strip)
    stage.picture("trace-end")
    found = strip.steps()[0].records[0]
    stage.go(Place(page="account", account_id=account_id, section="reviews", record=found.id))
    strip = next(s for s in stage.window.findChildren(TraceStrip) if s.isVisible())
    _down(strip)
    stage.picture("trace-check")


def _extreme(stage: Stage) -> None:
    """What an extreme risk requires."""
    session = stage.app.session
    risk = next(r for r in crud.every(session, RISK) if r.code == "R-03")
    stage.go(Place(page="account", account_id=risk.account_id, section="risks", record=risk.id))
    stage.picture("extreme-pane")
    stage.go(Place(page="account", account_id=risk.account_id, section="reviews", record=risk.id))
    stage.picture("extreme-review")
