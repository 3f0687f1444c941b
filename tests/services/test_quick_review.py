# SPDX-License-Identifier: Apache-2.0
"""Facts about the quick review: one form, one step, everything linked."""

from __future__ import annotations

from datetime import date

import pytest

from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.kernel.errors import ValidationError
from planner.services import crud, customers, people
from planner.services.quick_review import Capture, Captured, quick_capture
from planner.services.session import Session
from tests.services.dumps import dump, one_step

TEXT = "Rectifier R2 at 91 % load, may take 3 stores down. Order module by Friday."


def captured(session: Session) -> tuple[Captured, str]:
    """A quick review with every field filled, and the contact that was known before."""
    account = customers.add_account(session, "Meridian Foods")
    known = people.add_contact(session, account.id, "J. Paz")
    form = Capture(
        account_id=account.id,
        on=date(2026, 11, 2),
        met=(known.id, "j. paz", "E. Ruiz"),
        explained="partly",
        text=TEXT,
        likelihood=3,
        impact=4,
        trigger="> 95 %",
        step="generator",
        next_action="Order module",
        next_due=date(2026, 11, 6),
        audience="team_lead",
    )
    with one_step(session):
        made = quick_capture(session, form)
    return made, known.id


def test_that_the_whole_form_becomes_one_step(session: Session) -> None:
    made, _ = captured(session)
    review = crud.get(session, NETWORK_REVIEW, made.review_id)
    assert (review.done_on, review.report_due, review.summary) == (date(2026, 11, 2), date(2026, 11, 5), TEXT)
    assert review.state == "plans_made"
    finding = crud.get(session, INSPECTION_RESULT, made.finding_id or "")
    assert (finding.result, finding.code, finding.finding) == ("fail", "F-1", TEXT)
    risk = crud.get(session, RISK, made.risk_id or "")
    assert risk.statement == "Rectifier R2 at 91 % load, may take 3 stores down"
    assert (risk.likelihood, risk.impact, risk.review_id) == (3, 4, review.id)
    assert risk.finding_ids == (finding.id,)
    plan = crud.get(session, CONTINGENCY_PLAN, made.plan_id or "")
    assert (plan.trigger, plan.steps[0].action, plan.risk_ids) == ("> 95 %", "generator", (risk.id,))
    action = crud.get(session, ACTION, made.action_id or "")
    assert (action.title, action.due, action.parent_id) == ("Order module", date(2026, 11, 6), risk.id)
    audiences = {review.audience, finding.audience, risk.audience, plan.audience, action.audience}
    assert audiences == {"team_lead"}


def test_that_who_was_met_is_noted_once_and_unknown_names_become_people(session: Session) -> None:
    made, known = captured(session)
    meeting = crud.get(session, INTERACTION, made.interaction_id or "")
    assert meeting.participants == (known, made.new_contact_ids[0])
    assert [c.name for c in crud.every(session, CONTACT)] == ["J. Paz", "E. Ruiz"]
    (told,) = crud.every(session, EXPLAIN_SESSION)
    assert (told.understood, told.listeners) == ("partly", meeting.participants)
    assert {meeting.audience, told.audience} == {"team_lead"}


def test_that_account_and_text_are_enough_for_a_draft(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    made = quick_capture(session, Capture(account_id=account.id, text="Fan is loud"))
    assert (made.risk_id, made.plan_id, made.action_id, made.interaction_id) == (None, None, None, None)
    assert crud.get(session, INSPECTION_RESULT, made.finding_id or "").result == "attention"
    assert crud.get(session, NETWORK_REVIEW, made.review_id).state == "inspected"


def test_that_a_rating_without_text_is_a_risk_of_its_own(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    made = quick_capture(session, Capture(account_id=account.id, likelihood=2, impact=None))
    risk = crud.get(session, RISK, made.risk_id or "")
    assert (risk.likelihood, risk.impact) == (2, None)
    assert made.finding_id is None


def test_that_none_found_passes_the_check(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    made = quick_capture(session, Capture(account_id=account.id, text="All in order", no_risk=True))
    check = crud.get(session, INSPECTION_RESULT, made.finding_id or "")
    assert (check.result, check.note, check.code) == ("pass", "All in order", None)
    assert crud.get(session, NETWORK_REVIEW, made.review_id).no_risk_found is True


@pytest.mark.parametrize(
    ("fields", "place"), [({"text": " "}, "text"), ({"text": "x", "no_risk": True, "impact": 3}, "no_risk")]
)
def test_that_an_empty_or_contradicting_form_is_refused_beside_its_field(
    session: Session, fields: dict[str, object], place: str
) -> None:
    account = customers.add_account(session, "Meridian Foods")
    before = dump(session)
    with pytest.raises(ValidationError) as refused:
        quick_capture(session, Capture(account_id=account.id, **fields))  # type: ignore[arg-type]
    assert place in refused.value.faults
    assert dump(session) == before


def test_that_an_initial_does_not_end_the_name_of_a_risk(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods").id
    text = "Generator G1 is down; E. Ruiz knows. It started on Monday."
    made = quick_capture(session, Capture(account_id=account, text=text, likelihood=2, impact=4))
    assert made.risk_id is not None
    assert crud.get(session, RISK, made.risk_id).statement == "Generator G1 is down; E. Ruiz knows"
