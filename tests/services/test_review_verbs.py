# SPDX-License-Identifier: Apache-2.0
"""Facts about recording a network review and what its state follows from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import PlanStep
from planner.kernel.errors import ValidationError
from planner.services import crud, customers, people, plans, reviews, risks
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import one_step, steps


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with a site that holds one rectifier."""
    key = customers.add_account(session, "Meridian Foods").id
    permit(session, key)
    return key


@pytest.fixture
def site_id(session: Session, account_id: str) -> str:
    """A site with one rectifier."""
    site = crud.add(session, SITE, account_id=account_id, name="North")
    crud.add(session, ASSET, account_id=account_id, site_id=site.id, name="Rectifier R2", kind="rectifier")
    return site.id


def checks(session: Session, review: NetworkReview) -> list[InspectionResult]:
    """The checks of a review in their order."""
    found = [c for c in crud.of_account(session, INSPECTION_RESULT, review.account_id) if c.review_id == review.id]
    return sorted(found, key=lambda c: c.position or 0)


def state(session: Session, review: NetworkReview) -> str:
    """The present state of a review."""
    return crud.get(session, NETWORK_REVIEW, review.id).state


def test_that_the_first_review_of_a_site_gets_a_list_by_its_equipment(
    session: Session, account_id: str, site_id: str
) -> None:
    with one_step(session):
        review = reviews.start_review(session, account_id, site_id)
    assert (review.state, review.code, review.done_on) == ("in_progress", "V-1", None)
    found = checks(session, review)
    assert {c.result for c in found} == {"not_checked"}
    assert [c.position for c in found] == list(range(1, len(found) + 1))
    load = next(c for c in found if c.item == "Load")
    assert (load.unit, load.ok_range) == ("%", "< 80")
    assert load.asset_id is not None
    assert all(c.code is None for c in found), "only findings have numbers"


def test_that_the_next_review_repeats_the_checks_of_the_same_site(
    session: Session, account_id: str, site_id: str
) -> None:
    first = reviews.start_review(session, account_id, site_id, date(2026, 8, 3))
    own = reviews.add_check(session, first.id, "Door sensor", group="security", ok_range="OK")
    reviews.record_result(session, own.id, "fail", finding="broken")
    other_site = reviews.start_review(session, account_id)
    second = reviews.start_review(session, account_id, site_id)
    found = checks(session, second)
    assert [c.item for c in found] == [c.item for c in checks(session, first)]
    assert [c.repeated_from_id for c in found] == [c.id for c in checks(session, first)]
    assert {(c.result, c.reading, c.finding) for c in found} == {("not_checked", None, None)}
    assert "Door sensor" not in [c.item for c in checks(session, other_site)]


def test_that_a_review_can_begin_without_copying(session: Session, account_id: str, site_id: str) -> None:
    first = reviews.start_review(session, account_id, site_id)
    own = reviews.add_check(session, first.id, "Door sensor")
    reviews.record_result(session, own.id, "pass")
    second = reviews.start_review(session, account_id, site_id, copy_from_last=False)
    assert "Door sensor" not in [c.item for c in checks(session, second)]


def test_that_a_review_for_a_later_day_is_planned_until_something_is_recorded(
    session: Session, account_id: str
) -> None:
    later = session.today() + timedelta(days=9)
    review = reviews.start_review(session, account_id, on=later)
    assert (review.state, review.planned_on) == ("planned", later)
    reviews.record_result(session, checks(session, review)[0].id, "pass")
    found = crud.get(session, NETWORK_REVIEW, review.id)
    assert (found.state, found.done_on) == ("in_progress", session.today())


def test_that_the_first_result_dates_the_review_and_its_report(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id, on=date(2026, 10, 29))
    with one_step(session):
        reviews.record_result(session, checks(session, review)[0].id, "pass")
    found = crud.get(session, NETWORK_REVIEW, review.id)
    assert found.done_on == date(2026, 10, 29)
    assert found.report_due == date(2026, 11, 3), "three working days after a Thursday"


def test_that_a_reading_beyond_the_limit_suggests_fail_and_numbers_the_finding(
    session: Session, account_id: str, site_id: str
) -> None:
    review = reviews.start_review(session, account_id, site_id)
    load = next(c for c in checks(session, review) if c.item == "Load")
    with one_step(session):
        found = reviews.record_result(session, load.id, reading="91")
    assert (found.result, found.reading, found.code) == ("fail", "91", "F-1")
    found = reviews.record_result(session, load.id, reading="70")
    assert (found.result, found.code) == ("pass", "F-1")
    found = reviews.record_result(session, load.id, reading=None)
    assert (found.result, found.reading) == ("not_checked", None)


def test_that_a_result_chosen_by_hand_withstands_readings(session: Session, account_id: str, site_id: str) -> None:
    review = reviews.start_review(session, account_id, site_id)
    load = next(c for c in checks(session, review) if c.item == "Load")
    reviews.record_result(session, load.id, "attention", finding="rises each month")
    found = reviews.record_result(session, load.id, reading="70")
    assert (found.result, found.finding) == ("attention", "rises each month")


def test_that_several_checks_get_one_result_in_one_step(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    ids = [c.id for c in checks(session, review)]
    with one_step(session):
        reviews.record_results(session, ids, "pass")
    assert {c.result for c in checks(session, review)} == {"pass"}
    assert state(session, review) == "inspected"


def test_that_the_state_follows_what_exists_and_goes_back_with_it(
    session: Session, account_id: str, site_id: str
) -> None:
    review = reviews.start_review(session, account_id, site_id)
    reviews.record_results(session, [c.id for c in checks(session, review)], "pass")
    assert state(session, review) == "inspected"
    contact = people.add_contact(session, account_id, "J. Paz")
    with one_step(session):
        reviews.explain(session, review.id, listeners=(contact.id,), understood="yes")
    assert state(session, review) == "explained"
    risk = risks.risk_from_finding(session, checks(session, review)[0].id, "Overload")
    assert state(session, review) == "explained", "an unrated risk is not yet assessed"
    with one_step(session):
        risks.rate(session, risk.id, 3, 4)
    assert state(session, review) == "risks_rated"
    with one_step(session):
        plans.add_plan(session, [risk.id], trigger="load > 95 %", steps=(PlanStep(action="Shed load"),))
    assert state(session, review) == "plans_made"
    reviews.add_check(session, review.id, "One more")
    assert state(session, review) == "in_progress"


def test_that_no_risk_found_is_an_answer_of_its_own(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    reviews.record_results(session, [c.id for c in checks(session, review)], "pass")
    reviews.explain(session, review.id)
    with one_step(session):
        reviews.set_no_risk_found(session, review.id, True)
    assert state(session, review) == "plans_made"
    reviews.set_no_risk_found(session, review.id, None)
    assert state(session, review) == "explained"


def test_that_a_risk_takes_no_risk_found_back(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    reviews.set_no_risk_found(session, review.id, True)
    with one_step(session):
        risks.add_risk(session, account_id, "Overload", review_id=review.id)
    assert crud.get(session, NETWORK_REVIEW, review.id).no_risk_found is False


def test_that_a_review_has_one_explanation(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    first = reviews.explain(session, review.id, topics=("Findings",))
    second = reviews.explain(session, review.id, understood="partly")
    assert first.id == second.id
    (found,) = crud.every(session, EXPLAIN_SESSION)
    assert (found.held_on, found.topics, found.understood) == (session.today(), ("Findings",), "partly")


def test_that_reported_and_closed_stay_until_reopened(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    with one_step(session):
        reviews.report_review(session, review.id)
    with one_step(session):
        reviews.close_review(session, review.id)
    reviews.record_results(session, [c.id for c in checks(session, review)], "pass")
    found = crud.get(session, NETWORK_REVIEW, review.id)
    assert (found.state, found.reported_on, found.closed_on) == ("closed", session.today(), session.today())
    with one_step(session):
        reviews.reopen_review(session, review.id)
    found = crud.get(session, NETWORK_REVIEW, review.id)
    assert (found.state, found.closed_on) == ("inspected", None)


def test_that_moving_a_recorded_review_moves_its_report_date(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    reviews.record_result(session, checks(session, review)[0].id, "pass")
    with one_step(session):
        reviews.set_day(session, review.id, date(2026, 10, 30))
    found = crud.get(session, NETWORK_REVIEW, review.id)
    assert (found.done_on, found.report_due) == (date(2026, 10, 30), date(2026, 11, 4))


def test_that_an_unknown_result_is_refused(session: Session, account_id: str) -> None:
    review = reviews.start_review(session, account_id)
    before = steps(session)
    with pytest.raises(ValidationError):
        reviews.record_result(session, checks(session, review)[0].id, "splendid")
    assert steps(session) == before
