# SPDX-License-Identifier: Apache-2.0
"""Duplicate makes a second record in one step, with nothing that identifies twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.customers.site import SITE
from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.formats.values import normalise_name
from planner.kernel.errors import PlannerError
from planner.services import actions, crud, customers, drills, plans, risks
from planner.services.duplicates import KINDS, duplicate
from planner.services.session import Session
from ui.actions.edit import DUPLICABLE


def _account(session: Session) -> str:
    values = {"external_id": "C-7", "domain": "meridian.example", "phone": "+34911", "industry": "Food", "grade": "A"}
    return customers.add_account(session, "Meridian Foods", **values).id


def _contact(session: Session) -> str:
    reach = {"email": "elena@meridian.example", "phone": "+34912", "external_id": "P-1"}
    return crud.add(session, CONTACT, account_id=_account(session), name="Elena Ruiz", title="CIO", **reach).id


def _risk(session: Session) -> str:
    key = risks.add_risk(session, _account(session), "One feed only", likelihood=4, impact=5).id
    risks.close(session, [key])
    return key


def _plan(session: Session) -> str:
    key = plans.add_plan(session, [_risk(session)], trigger="load > 95 %").id
    drills.record_drill(session, key, "passed", minutes=12)
    return key


def _action(session: Session) -> str:
    key = actions.add_action(session, _account(session), "Send ROI sheet", date(2026, 12, 1)).id
    actions.done(session, [key])
    return key


MAKERS: dict[str, Callable[[Session], str]] = {
    "account": _account,
    "contact": _contact,
    "risk": _risk,
    "contingency_plan": _plan,
    "action": _action,
}


def _pair(session: Session, kind: str) -> tuple[Any, Any]:
    first = MAKERS[kind](session)
    spec = BY_NAME[kind]
    return crud.get(session, spec, first), crud.get(session, spec, duplicate(session, kind, first))


@pytest.mark.parametrize("kind", MAKERS)
def test_that_a_copy_has_its_own_id_and_says_that_it_is_one(session: Session, kind: str) -> None:
    first, copy = _pair(session, kind)
    title = BY_NAME[kind].title
    assert copy.id != first.id
    assert getattr(copy, title) == f"{getattr(first, title)} (copy)"


@pytest.mark.parametrize("kind", MAKERS)
def test_that_a_copy_is_one_step_that_undo_takes_back_whole(session: Session, kind: str) -> None:
    first = MAKERS[kind](session)
    spec = BY_NAME[kind]
    before = crud.every(session, spec)
    duplicate(session, kind, first)
    assert len(crud.every(session, spec)) == len(before) + 1
    session.undo()
    assert crud.every(session, spec) == before


def test_that_an_account_s_copy_can_not_be_taken_for_it_and_is_not_graded(session: Session) -> None:
    first, copy = _pair(session, "account")
    assert (copy.external_id, copy.domain, copy.phone, copy.website) == (None, None, None, None)
    assert normalise_name(copy.name) != normalise_name(first.name)
    assert copy.industry == "Food"
    assert copy.grade == "ungraded"
    assert [d.account_id for d in crud.every(session, GRADE_DECISION)] == [first.id]


def test_that_a_person_s_copy_has_no_address_of_the_first(session: Session) -> None:
    first, copy = _pair(session, "contact")
    assert (copy.email, copy.email2, copy.phone, copy.mobile, copy.external_id) == (None,) * 5
    assert (copy.title, copy.account_id) == ("CIO", first.account_id)


def test_that_a_risk_s_copy_is_open_and_has_the_next_number(session: Session) -> None:
    first, copy = _pair(session, "risk")
    assert (first.code, copy.code) == ("R-1", "R-2")
    assert (copy.state, copy.closed_on, copy.opened_on) == ("open", None, session.today())
    assert (copy.likelihood, copy.impact) == (4, 5)


def test_that_a_plan_s_copy_was_never_drilled_and_serves_the_same_risk(session: Session) -> None:
    first, copy = _pair(session, "contingency_plan")
    assert (copy.drilled_on, copy.drill_result, copy.drill_minutes) == (None, None, None)
    assert (copy.trigger, copy.risk_ids, copy.made_on) == (first.trigger, first.risk_ids, session.today())


def test_that_an_action_s_copy_is_still_to_be_done(session: Session) -> None:
    first, copy = _pair(session, "action")
    assert (copy.done_on, copy.due) == (None, first.due)


def test_that_the_longest_name_still_has_a_copy(session: Session) -> None:
    name = "N" * ACCOUNT.field("name").limit
    key = duplicate(session, "account", customers.add_account(session, name).id)
    copied = crud.get(session, ACCOUNT, key).name
    assert copied.endswith("N (copy)")
    assert len(copied) == len(name)


def test_that_other_kinds_are_refused_in_a_sentence(session: Session) -> None:
    with pytest.raises(PlannerError, match="can't be duplicated"):
        duplicate(session, "callback", "x")


def test_that_the_menu_offers_exactly_the_kinds_that_have_copies() -> None:
    assert DUPLICABLE == KINDS == {s.name for s in (ACCOUNT, CONTACT, RISK, CONTINGENCY_PLAN, ACTION, SITE, ASSET)}
