# SPDX-License-Identifier: Apache-2.0
"""Facts about authorisations: what needs one, what does not, and what a refusal leaves behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planner.entities.customers.site import SITE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.errors import PlannerError
from planner.services import authorisations, checks, crud, customers, people, quick_review, reviews
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import one_step


@pytest.fixture
def review(session: Session) -> NetworkReview:
    """A review with its checks, which nobody permitted."""
    account = customers.add_account(session, "Meridian Foods")
    site = crud.add(session, SITE, account_id=account.id, name="North")
    return reviews.start_review(session, account.id, site.id)


def _check(session: Session, review: NetworkReview, at: int = 0) -> str:
    found = [c for c in crud.of_account(session, INSPECTION_RESULT, review.account_id) if c.review_id == review.id]
    return sorted(found, key=lambda c: c.position or 0)[at].id


def _refused(session: Session, key: str, result: str | None = "pass", **given: str) -> str:
    with pytest.raises(PlannerError) as fault:
        checks.record_result(session, key, result, **given)
    assert fault.value.code == "authorisation"
    return str(fault.value)


def test_that_no_check_is_made_without_an_authorisation(session: Session, review: NetworkReview) -> None:
    key = _check(session, review)
    said = _refused(session, key)
    _refused(session, key, None, reading="70")
    with pytest.raises(PlannerError):
        checks.record_results(session, [key], "fail")
    kept = crud.get(session, INSPECTION_RESULT, key)
    assert (kept.result, kept.reading) == ("not_checked", None)
    assert crud.get(session, NETWORK_REVIEW, review.id).done_on is None, "it did not begin"
    assert "not authorised" in said
    assert "Add the authorisation" in said


def test_that_a_review_of_today_is_planned_until_it_is_permitted_and_something_is_seen(
    session: Session, review: NetworkReview
) -> None:
    assert review.state == "planned"
    checks.record_result(session, _check(session, review), note="behind the blue door")
    assert crud.get(session, NETWORK_REVIEW, review.id).state == "planned"
    permit(session, review.account_id)
    checks.record_result(session, _check(session, review), "pass")
    assert crud.get(session, NETWORK_REVIEW, review.id).state == "in_progress"
    assert reviews.start_review(session, review.account_id, review.site_id).state == "in_progress"


def test_that_preparing_goes_on_without(session: Session, review: NetworkReview) -> None:
    key = _check(session, review)
    checks.record_result(session, key, note="behind the blue door")
    checks.record_result(session, key, "not_applicable")
    checks.record_result(session, key, "not_checked")
    checks.add_check(session, review.id, "Door sensor")
    reviews.set_day(session, review.id, session.today() + timedelta(days=5))


def test_that_the_authorisation_that_permits_is_noted_on_the_review(session: Session, review: NetworkReview) -> None:
    paz = people.add_contact(session, review.account_id, "J. Paz")
    until = session.today() + timedelta(days=9)
    given = permit(session, review.account_id, until_on=until, given_by_id=paz.id)
    with one_step(session):
        checks.record_result(session, _check(session, review), "pass")
    kept = crud.get(session, NETWORK_REVIEW, review.id)
    assert (kept.authorisation_id, kept.authorised_by, kept.authorised_until) == (given, paz.id, until)


def test_that_what_was_made_may_be_corrected_after_it_ended(session: Session, review: NetworkReview) -> None:
    given = permit(session, review.account_id)
    key = _check(session, review)
    checks.record_result(session, key, "pass")
    authorisations.withdraw(session, given, session.today())
    checks.record_result(session, key, "fail", finding="seen again on the photo")
    assert "withdrawn" in _refused(session, _check(session, review, 1))
    authorisations.give_again(session, given)
    checks.record_result(session, _check(session, review, 1), "pass")


def test_that_the_refusal_says_what_is_wrong(session: Session, review: NetworkReview) -> None:
    today, key = session.today(), _check(session, review)
    given = permit(session, review.account_id, from_on=today + timedelta(days=1))
    assert "begins on" in _refused(session, key)
    crud.set_fields(session, AUTHORISATION, [given], {"from_on": None, "until_on": today - timedelta(days=1)})
    assert "ended on" in _refused(session, key)
    other = crud.add(session, SITE, account_id=review.account_id, name="South")
    crud.set_fields(session, AUTHORISATION, [given], {"until_on": None, "site_ids": (other.id,)})
    assert "other sites" in _refused(session, key)


def test_that_a_quick_review_needs_none_but_goes_no_further_without(session: Session, review: NetworkReview) -> None:
    made = quick_review.quick_capture(
        session, quick_review.Capture(account_id=review.account_id, text="Rectifier R2 at 91 % load")
    )
    assert made.finding_id is not None
    checks.record_result(session, made.finding_id, "fail")
    more = checks.add_check(session, made.review_id, "Door sensor")
    _refused(session, more.id)


def test_that_a_new_one_begins_with_what_is_known(session: Session, review: NetworkReview) -> None:
    preset = authorisations.preset(session, review.id)
    assert "North" in str(preset["scope"])
    assert (preset["site_ids"], preset["from_on"]) == ((review.site_id,), session.today())
    paz = people.add_contact(session, review.account_id, "J. Paz")
    permit(session, review.account_id, scope="Only looking", given_by_id=paz.id)
    preset = authorisations.preset(session, review.id)
    assert (preset["scope"], preset["given_by_id"]) == ("Only looking", paz.id)


def test_that_adding_one_for_a_review_is_one_step_and_can_be_undone(session: Session, review: NetworkReview) -> None:
    with one_step(session):
        found = authorisations.add(session, review.account_id, "Reading", review_id=review.id)
    assert authorisations.cover(session, review.id).authorisation == found
    session.undo()
    assert authorisations.cover(session, review.id).state == "none"
    assert crud.get(session, NETWORK_REVIEW, review.id).authorisation_id is None
