# SPDX-License-Identifier: Apache-2.0
"""What a review shows of the records that have their own place elsewhere, so that undo stays where one works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.views.review_view import risks_of
from ui.screens.review.data import PLANS, RISKS

if TYPE_CHECKING:
    from ui.screens.review.section import ReviewsSection


def shows(section: ReviewsSection, record: str | None) -> bool:
    """Whether the step in front shows a risk, plan or drill; one that is gone (None) was seen to go."""
    shown = section.shown
    if shown is None or section.steps.current() not in {RISKS, PLANS}:
        return False
    risks = {risk.id for risk in risks_of(shown.facts, shown.review)}
    plans = {plan.id for plan in shown.facts.plans if risks & set(plan.risk_ids)}
    drills = {drill.id for drill in shown.facts.drills if drill.plan_id in plans}
    return record is None or record in risks | plans | drills
