# SPDX-License-Identifier: Apache-2.0
"""Whichever verb changes a part of a review, the review shows it; and a corrected limit judges anew."""

from __future__ import annotations

import pytest

from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.risks.risk import RISK
from planner.services import checks, crud, customers, people, plans, reviews, risks
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import one_step


@pytest.fixture
def review(session: Session) -> NetworkReview:
    """A review with two checks, one of them made."""
    account = customers.add_account(session, "Meridian Foods")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    found = reviews.start_review(session, account.id, site.id)
    listed = crud.of_account(session, INSPECTION_RESULT, account.id)
    crud.trash(session, INSPECTION_RESULT, [check.id for check in listed])
    load = checks.add_check(session, found.id, "Load", group="power", unit="%", ok_range="< 80")
    checks.add_check(session, found.id, "Labels")
    checks.record_result(session, load.id, reading="91")
    return found


def _check(session: Session, review: NetworkReview, item: str) -> str:
    found = crud.of_account(session, INSPECTION_RESULT, review.account_id)
    return next(c.id for c in found if c.review_id == review.id and c.item == item)


def _state(session: Session, review: NetworkReview) -> str:
    return crud.get(session, NETWORK_REVIEW, review.id).state


def test_that_a_corrected_limit_judges_the_reading_anew_in_one_step(session: Session, review: NetworkReview) -> None:
    key = _check(session, review, "Load")
    before = crud.get(session, INSPECTION_RESULT, key)
    assert before.result == "fail"
    with one_step(session):
        crud.set_field(session, INSPECTION_RESULT, key, "ok_range", "< 95")
    assert crud.get(session, INSPECTION_RESULT, key).result == "pass"
    session.undo()
    assert crud.get(session, INSPECTION_RESULT, key) == before


def test_that_a_limit_that_comes_later_judges_a_reading_and_numbers_the_finding(
    session: Session, review: NetworkReview
) -> None:
    key = _check(session, review, "Labels")
    checks.record_result(session, key, reading="12")
    assert crud.get(session, INSPECTION_RESULT, key).result == "not_checked"
    crud.set_field(session, INSPECTION_RESULT, key, "ok_range", "< 10")
    found = crud.get(session, INSPECTION_RESULT, key)
    assert found.result == "fail"
    assert found.code is not None
    assert _state(session, review) == "inspected"


def test_that_a_result_chosen_by_hand_outlives_a_corrected_limit(session: Session, review: NetworkReview) -> None:
    key = _check(session, review, "Load")
    checks.record_result(session, key, "attention")
    crud.set_field(session, INSPECTION_RESULT, key, "ok_range", "< 95")
    assert crud.get(session, INSPECTION_RESULT, key).result == "attention"


def test_that_a_review_follows_its_checks_into_the_trash_and_back(session: Session, review: NetworkReview) -> None:
    key = _check(session, review, "Labels")
    assert _state(session, review) == "in_progress"
    with one_step(session):
        crud.trash(session, INSPECTION_RESULT, [key])
    assert _state(session, review) == "inspected"
    crud.restore(session, INSPECTION_RESULT, key)
    assert _state(session, review) == "in_progress"


def test_that_rating_and_planning_by_the_generic_way_move_the_review(session: Session, review: NetworkReview) -> None:
    checks.record_result(session, _check(session, review, "Labels"), "pass")
    contact = people.add_contact(session, review.account_id, "J. Paz")
    reviews.explain(session, review.id, listeners=(contact.id,), held_on=session.today())
    risk = risks.add_risk(session, review.account_id, "Overload", review_id=review.id)
    assert _state(session, review) == "explained"
    crud.set_fields(session, RISK, [risk.id], {"likelihood": 4, "impact": 4})
    assert _state(session, review) == "risks_rated"
    step = PlanStep(t_plus_min=5, who="J. Paz", action="Start the generator")
    plan = plans.add_plan(session, [risk.id], trigger="> 95 %", decider="J. Paz", steps=(step,))
    assert _state(session, review) == "plans_made"
    crud.trash(session, CONTINGENCY_PLAN, [plan.id])
    assert _state(session, review) == "risks_rated"
    crud.trash(session, RISK, [risk.id])
    assert _state(session, review) == "explained"
