# SPDX-License-Identifier: Apache-2.0
"""Records as they stood on a past day, from their own dates alone (rulings: as-of without the log)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.entities.customers.account import Account
from planner.entities.customers.grade_decision import GradeDecision
from planner.entities.relations.contact import Contact
from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.entities.service.callback import Callback
from planner.kernel.data import replace


def _later(on: date | None, day: date) -> bool:
    return on is not None and on > day


def _or_none(on: date | None, day: date) -> date | None:
    return None if _later(on, day) else on


def account(found: Account, grades: tuple[GradeDecision, ...], day: date) -> Account:
    """The account with the grade of that day: decisions taken later are undone."""
    if not any(g.decided_on > day for g in grades):
        return found
    earlier = [g for g in grades if g.decided_on <= day]
    grade = max(earlier, key=lambda g: (g.decided_on, g.id)).grade if earlier else "ungraded"
    return replace(found, grade=grade)


def contacts(found: tuple[Contact, ...], day: date) -> tuple[Contact, ...]:
    """Who left later had not left."""
    return tuple(replace(c, left_on=None) if _later(c.left_on, day) else c for c in found)


def reviews(found: tuple[NetworkReview, ...], day: date) -> tuple[NetworkReview, ...]:
    """Reviews done later were planned, later reports and closings had not happened."""
    return tuple(_review(r, day) for r in found)


def _review(review: NetworkReview, day: date) -> NetworkReview:
    if _later(review.done_on, day):
        return replace(
            review,
            done_on=None,
            state="planned",
            no_risk_found=None,
            report_due=None,
            reported_on=None,
            closed_on=None,
            summary=None,
        )
    if not (_later(review.reported_on, day) or _later(review.closed_on, day)):
        return review
    reported = _or_none(review.reported_on, day)
    state = "reported" if reported else "inspected"
    return replace(review, state=state, reported_on=reported, closed_on=_or_none(review.closed_on, day))


def results(
    found: tuple[InspectionResult, ...], all_reviews: tuple[NetworkReview, ...], day: date
) -> tuple[InspectionResult, ...]:
    """Checks of reviews done later are left out."""
    later = {r.id for r in all_reviews if _later(r.done_on, day)}
    return tuple(r for r in found if r.review_id not in later) if later else found


def explains(found: tuple[ExplainSession, ...], day: date) -> tuple[ExplainSession, ...]:
    """Explanations held later are left out, later acknowledgements taken back."""
    return tuple(
        replace(e, acknowledged_on=None, acknowledged_by=None) if _later(e.acknowledged_on, day) else e
        for e in found
        if not _later(e.held_on, day)
    )


def risks(found: tuple[Risk, ...], day: date) -> tuple[Risk, ...]:
    """Risks opened later are left out, later treatments and closings taken back."""
    return tuple(_risk(r, day) for r in found if not _later(r.opened_on, day))


def _risk(risk: Risk, day: date) -> Risk:
    treated_later, closed_later = _later(risk.treated_on, day), _later(risk.closed_on, day)
    if not treated_later and not closed_later:
        return _untold(risk, day)
    treated_on = _or_none(risk.treated_on, day)
    state = risk.state
    if closed_later or state == "treated":
        state = "treated" if treated_on else "accepted" if risk.treatment == "accept" else "open"
    return _untold(replace(risk, state=state, treated_on=treated_on, closed_on=_or_none(risk.closed_on, day)), day)


def _untold(risk: Risk, day: date) -> Risk:
    """The risk before a management was told of it later."""
    if not (_later(risk.told_ours_on, day) or _later(risk.told_customer_on, day)):
        return risk
    ours, theirs = _or_none(risk.told_ours_on, day), _or_none(risk.told_customer_on, day)
    return replace(risk, told_ours_on=ours, told_customer_on=theirs)


def newest_held(found: Iterable[Drill]) -> Drill | None:
    """The drill that was held last, None when none was; of two on one day the one recorded later."""
    return max((d for d in found if d.held_on is not None), key=lambda d: (d.held_on, d.id), default=None)


def plans(
    found: tuple[ContingencyPlan, ...], day: date, all_drills: tuple[Drill, ...] = ()
) -> tuple[ContingencyPlan, ...]:
    """Plans made later are left out, later drills taken back; the one held before them counts again."""
    return tuple(_plan(p, day, all_drills) for p in found if not _later(p.made_on, day))


def _plan(plan: ContingencyPlan, day: date, all_drills: tuple[Drill, ...]) -> ContingencyPlan:
    if not _later(plan.drilled_on, day):
        return plan
    last = newest_held(d for d in all_drills if d.plan_id == plan.id and not _later(d.held_on, day))
    if last is None:
        return replace(plan, drilled_on=None, drill_result=None, drill_minutes=None)
    return replace(plan, drilled_on=last.held_on, drill_result=last.result, drill_minutes=last.minutes)


def drills(found: tuple[Drill, ...], day: date) -> tuple[Drill, ...]:
    """Drills held later were planned, those that were never planned did not exist."""
    return tuple(
        replace(d, held_on=None, result=None, minutes=None, learned=None) if _later(d.held_on, day) else d
        for d in found
        if not (_later(d.held_on, day) and d.planned_on is None)
    )


def authorisations(found: tuple[Authorisation, ...], day: date) -> tuple[Authorisation, ...]:
    """Those given later are left out, later withdrawals taken back."""
    return tuple(replace(a, withdrawn_on=_or_none(a.withdrawn_on, day)) for a in found if not _later(a.given_on, day))


def callbacks(found: tuple[Callback, ...], day: date) -> tuple[Callback, ...]:
    """Calls made later had not been answered; calls after later services did not exist."""
    return tuple(
        _unanswered(c) if _later(c.called_on, day) else c
        for c in found
        if not (_later(c.service_on, day) or (c.service_on is None and _later(c.called_on, day)))
    )


def _unanswered(call: Callback) -> Callback:
    return replace(
        call,
        called_on=None,
        reached=None,
        tech=None,
        attitude=None,
        norms=None,
        overall=None,
        expected=None,
        solved=None,
        perceived_gain=None,
        text=None,
        corrective_action_id=None,
    )


def actions(found: tuple[Action, ...], day: date) -> tuple[Action, ...]:
    """Actions opened later are left out, later endings taken back."""
    return tuple(
        replace(a, done_on=_or_none(a.done_on, day), dropped_on=_or_none(a.dropped_on, day))
        if _later(a.done_on, day) or _later(a.dropped_on, day)
        else a
        for a in found
        if not _later(a.opened_on, day)
    )
