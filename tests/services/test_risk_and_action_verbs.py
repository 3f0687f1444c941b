# SPDX-License-Identifier: Apache-2.0
"""Facts about risks, contingency plans, actions and notes."""

from __future__ import annotations

from datetime import date

import pytest

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.kernel.errors import ValidationError
from planner.services import actions, crud, customers, drills, interactions, people, plans, reviews, risks
from planner.services.session import Session
from tests.services.dumps import one_step, steps


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with nothing but its name."""
    return customers.add_account(session, "Meridian Foods").id


def test_that_a_new_risk_is_open_numbered_dated_and_unrated(session: Session, account_id: str) -> None:
    with one_step(session):
        risk = risks.add_risk(session, account_id, "Rectifier overload")
    assert (risk.code, risk.state, risk.opened_on) == ("R-1", "open", session.today())
    assert (risk.likelihood, risk.impact) == (None, None)
    assert risks.add_risk(session, account_id, "Other").code == "R-2"


def test_that_ratings_lie_between_one_and_five(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Rectifier overload")
    with one_step(session):
        risks.rate(session, risk.id, 3, 4)
    with one_step(session):
        risks.rate_residual(session, risk.id, 2, 4)
    before = steps(session)
    with pytest.raises(ValidationError):
        risks.rate(session, risk.id, 6, 4)
    assert steps(session) == before
    found = crud.get(session, RISK, risk.id)
    assert (found.likelihood, found.impact, found.residual_likelihood, found.residual_impact) == (3, 4, 2, 4)


def test_that_a_risk_goes_through_its_states_with_their_dates(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Rectifier overload", opened_on=date(2026, 10, 1))
    with one_step(session):
        risks.treat(session, [risk.id], date(2026, 11, 1))
    assert crud.get(session, RISK, risk.id).treated_on == date(2026, 11, 1)
    with one_step(session):
        risks.close(session, [risk.id])
    found = crud.get(session, RISK, risk.id)
    assert (found.state, found.treated_on, found.closed_on) == ("closed", date(2026, 11, 1), session.today())
    with one_step(session):
        risks.reopen(session, [risk.id])
    found = crud.get(session, RISK, risk.id)
    assert (found.state, found.treated_on, found.closed_on) == ("open", None, None)
    with one_step(session):
        risks.accept(session, [risk.id])
    assert crud.get(session, RISK, risk.id).treatment == "accept"


def test_that_a_plan_is_named_after_its_risk_and_shares_its_audience(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Rectifier overload", audience="customer")
    with one_step(session):
        plan = plans.add_plan(session, [risk.id], trigger="> 95 %")
    assert (plan.title, plan.account_id, plan.audience) == ("Plan for R-1", account_id, "customer")
    assert plan.made_on == session.today()


def test_that_a_plan_needs_a_risk_or_an_account(session: Session, account_id: str) -> None:
    with pytest.raises(ValidationError):
        plans.add_plan(session, [])
    assert plans.add_plan(session, [], "Evacuation", account_id=account_id).risk_ids == ()


def test_that_a_plan_is_linked_to_other_risks_and_drilled(session: Session, account_id: str) -> None:
    first, second = (risks.add_risk(session, account_id, name) for name in ("One", "Two"))
    plan = plans.add_plan(session, [first.id])
    with one_step(session):
        plans.link_risks(session, plan.id, [second.id])
    with one_step(session):
        drills.record_drill(session, plan.id, "partly", minutes=48)
    found = crud.get(session, CONTINGENCY_PLAN, plan.id)
    assert found.risk_ids == (second.id,)
    assert (found.drill_result, found.drill_minutes, found.drilled_on) == ("partly", 48, session.today())


def test_that_an_action_is_done_reopened_dropped_and_replanned(session: Session, account_id: str) -> None:
    ids = [actions.add_action(session, account_id, name, date(2026, 11, 6)).id for name in ("One", "Two")]
    with one_step(session):
        actions.done(session, ids, effect_note="quiet since")
    assert {a.done_on for a in crud.every(session, ACTION)} == {session.today()}
    with one_step(session):
        actions.reopen(session, ids)
    with one_step(session):
        actions.drop(session, ids[:1], "not needed")
    found = crud.get(session, ACTION, ids[0])
    assert (found.done_on, found.dropped_on, found.drop_reason) == (None, session.today(), "not needed")
    with one_step(session):
        actions.replan(session, ids, date(2026, 12, 1))
    assert {a.due for a in crud.every(session, ACTION)} == {date(2026, 12, 1)}


def test_that_an_action_knows_what_it_serves(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Rectifier overload")
    action = actions.add_action(session, account_id, "Order module", parent=("risk", risk.id))
    assert (action.parent_type, action.parent_id, action.opened_on) == ("risk", risk.id, session.today())


def test_that_a_note_names_who_was_met_once(session: Session, account_id: str) -> None:
    contact = people.add_contact(session, account_id, "J. Paz")
    with one_step(session):
        note = interactions.log(
            session, account_id, "Quarterly call", participants=[contact.id, contact.id], channel="call"
        )
    assert (note.participants, note.happened_on, note.person_id) == (
        (contact.id,),
        session.today(),
        session.me,
    )


def test_that_actions_move_to_the_next_visit_of_their_own_customer(session: Session, account_id: str) -> None:
    other = customers.add_account(session, "Nordlys").id
    here, there = (actions.add_action(session, key, "Call").id for key in (account_id, other))
    for key, day in ((account_id, date(2026, 12, 20)), (account_id, date(2026, 12, 3))):
        reviews.start_review(session, key, on=day)
    with one_step(session):
        actions.replan_to_visit(session, (here, there))
    assert crud.get(session, ACTION, here).due == date(2026, 12, 3)
    assert crud.get(session, ACTION, there).due is None
    assert actions.next_visits(session, (here, there)) == {here: date(2026, 12, 3)}
