# SPDX-License-Identifier: Apache-2.0
"""Changes as actions, the days to compare with, and values that are the same whichever way they are asked for."""

from __future__ import annotations

from datetime import timedelta

from planner.entities.service.action import ACTION
from planner.rules.changes import CLOSE, CORRECT, LEAVE, LEVEL, PLAN, REVIEW, Change
from planner.rules.lines import in_hundredths
from planner.rules.measures import HEALTH
from planner.rules.ruleset import DEFAULT
from planner.services import crud, customers, people, reports, risks, since, suggestions, why
from planner.services.session import Session
from tests.builders import a_network_review
from tests.services.dumps import one_step
from tests.stores import put


def _account(session: Session) -> tuple[str, str, str]:
    """An account with a person and a high risk."""
    account = customers.add_account(session, "Meridian Foods")
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver", is_kdm=True)
    people.assess(session, contact.id, "0")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 4, 4)
    return account.id, contact.id, risk.id


def test_that_all_changes_become_actions_in_one_step(session: Session) -> None:
    account, contact, risk = _account(session)
    wanted = [
        Change(CLOSE, "risk", risk),
        Change(LEVEL, "contact", contact, "1"),
        Change(REVIEW, "account", account),
        Change(CORRECT, "action", "x"),
        Change(LEAVE, "contact", contact),
    ]
    with one_step(session):
        made = suggestions.add(session, account, wanted)
    assert [(a.parent_type, a.parent_id) for a in made] == [("risk", risk), ("contact", contact), ("account", account)]
    assert [crud.get(session, ACTION, a.id).title for a in made][1] == "Bring E. Ruiz from 0 to +1"
    assert all(a.due is not None and a.due > session.today() and a.due.weekday() < 5 for a in made)


def test_that_what_is_an_open_action_already_is_not_added_twice(session: Session) -> None:
    account, _contact, risk = _account(session)
    assert len(suggestions.add(session, account, [Change(CLOSE, "risk", risk)] * 2)) == 1
    assert suggestions.add(session, account, [Change(CLOSE, "risk", risk)]) == []


def test_that_a_plan_is_due_when_the_risk_requires_it(session: Session) -> None:
    account, _contact, risk = _account(session)
    facts, today = reports.facts(session, account), session.today()
    due = suggestions.due_of(Change(PLAN, "risk", risk), facts, DEFAULT, today)
    assert due == today + timedelta(days=DEFAULT.risk.high_plan_days)


def test_that_the_days_to_compare_with_lie_before_the_day_asked_for(session: Session) -> None:
    account, _contact, _risk = _account(session)
    today = session.today()
    put(session, a_network_review(account_id=account, done_on=today - timedelta(days=12), state="closed"))
    found = {one.key: one.day for one in since.choices(session, reports.facts(session, account), today)}
    assert found == {
        "90": today - timedelta(days=90),
        "30": today - timedelta(days=30),
        "review": today - timedelta(days=13),
    }
    earlier = since.choices(session, reports.facts(session, account), today - timedelta(days=20))
    assert "review" not in {one.key for one in earlier}


def test_that_as_of_today_is_what_overview_list_and_why_show(session: Session) -> None:
    account, _contact, _risk = _account(session)
    put(session, a_network_review(account_id=account, done_on=session.today(), state="closed"))
    value = why.explained(session, account, HEALTH, session.today()).value
    assert value is not None
    assert value == reports.health(session, account).explained.value
    assert [row.score.health for row in reports.portfolio(session) if row.id == account and row.score] == [
        in_hundredths(value)
    ]
