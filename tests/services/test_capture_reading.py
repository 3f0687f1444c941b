# SPDX-License-Identifier: Apache-2.0
"""What is made of a note: checks of equipment, risk, plan, actions and topics, in one step that can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.common.person import PERSON
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.rules.capture.reader import Reader
from planner.services import crud, customers
from planner.services.capture_reading import from_text, known
from planner.services.quick_review import Capture, Captured, quick_capture
from planner.services.session import Session
from tests.services.dumps import dump

NOTE = "Rectifier R2 at 91 % load, may take 3 stores down. !3x4 >AV order module Fri ~if >95 % switch to generator"


@pytest.fixture
def account_id(session: Session) -> str:
    made = customers.add_account(session, "Meridian Foods")
    north = crud.add(session, SITE, account_id=made.id, name="North")
    for name in ("Rectifier R1", "Rectifier R2"):
        crud.add(session, ASSET, account_id=made.id, site_id=north.id, name=name)
    crud.add(session, CONTACT, account_id=made.id, name="E. Ruiz")
    crud.add(session, PERSON, name="Anna Visser")
    return made.id


def _keep(session: Session, account_id: str, text: str, **base: object) -> Captured:
    read = Reader(known(session, account_id)).read(text)
    return quick_capture(session, from_text(Capture(account_id=account_id, **base), read))  # type: ignore[arg-type]


def _checks(session: Session, made: Captured) -> list[InspectionResult]:
    return [crud.get(session, INSPECTION_RESULT, key) for key in made.check_ids]


def _name(session: Session, asset_id: str | None) -> str:
    return crud.title_of(session, ASSET, asset_id or "")


def test_that_a_note_becomes_the_records_it_speaks_of_in_one_step(session: Session, account_id: str) -> None:
    before = dump(session)
    made = _keep(session, account_id, NOTE)
    (check,) = _checks(session, made)
    assert (_name(session, check.asset_id), check.result, check.reading, check.unit) == (
        "Rectifier R2",
        "fail",
        "91",
        "%",
    )
    assert check.finding == "Rectifier R2 at 91 % load, may take 3 stores down."
    risk = crud.get(session, RISK, made.risk_id or "")
    assert (risk.likelihood, risk.impact, risk.asset_id, risk.finding_ids) == (3, 4, check.asset_id, (check.id,))
    plan = crud.get(session, CONTINGENCY_PLAN, made.plan_id or "")
    assert (plan.trigger, plan.steps[0].action, plan.risk_ids) == (">95 %", "switch to generator", (risk.id,))
    action = crud.get(session, ACTION, made.action_ids[0])
    assert (action.title, action.due, action.parent_id) == ("order module", date(2026, 11, 6), risk.id)
    assert crud.title_of(session, PERSON, action.owner_id or "") == "Anna Visser"
    assert crud.title_of(session, SITE, crud.get(session, NETWORK_REVIEW, made.review_id).site_id or "") == "North"
    session.undo()
    assert dump(session) == before


def test_that_several_results_are_checks_of_their_own(session: Session, account_id: str) -> None:
    made = _keep(session, account_id, "R1 failed after 3 h. R2 ok. !4x4")
    first, second = _checks(session, made)
    assert (_name(session, first.asset_id), first.result, first.finding) == (
        "Rectifier R1",
        "fail",
        "R1 failed after 3 h.",
    )
    assert (_name(session, second.asset_id), second.result, second.note) == ("Rectifier R2", "pass", "R2 ok.")
    assert (second.finding, second.code) == (None, None)
    risk = crud.get(session, RISK, made.risk_id or "")
    assert (risk.finding_ids, risk.asset_id) == ((first.id,), first.asset_id)
    assert crud.get(session, NETWORK_REVIEW, made.review_id).summary == "R1 failed after 3 h. R2 ok."


def test_that_a_result_that_is_not_told_follows_the_rating(session: Session, account_id: str) -> None:
    assert [check.result for check in _checks(session, _keep(session, account_id, "R2 hums !2x2"))] == ["attention"]
    assert [check.result for check in _checks(session, _keep(session, account_id, "R2 hums", no_risk=True))] == ["pass"]


def test_that_several_actions_and_people_are_kept(session: Session, account_id: str) -> None:
    made = _keep(session, account_id, "@E. Ruiz was there. >AV order module Fri >me tell the shop tomorrow")
    first, second = (crud.get(session, ACTION, key) for key in made.action_ids)
    assert (first.title, second.title) == ("order module", "tell the shop")
    assert (second.owner_id, second.due) == (session.me, session.today() + timedelta(days=1))
    assert made.interaction_id is not None
    assert made.new_contact_ids == ()


def test_that_topics_are_those_of_the_explanation(session: Session, account_id: str) -> None:
    _keep(session, account_id, "Told them all #power #cooling", explained="yes")
    (told,) = crud.of_account(session, EXPLAIN_SESSION, account_id)
    assert told.topics == ("power", "cooling")


def test_that_an_action_alone_is_enough_and_nothing_is_not(session: Session, account_id: str) -> None:
    made = _keep(session, account_id, ">AV order module")
    assert (len(made.action_ids), made.check_ids) == (1, ())


def test_that_people_who_left_are_not_meant(session: Session, account_id: str) -> None:
    (contact,) = crud.of_account(session, CONTACT, account_id)
    crud.set_field(session, CONTACT, contact.id, "left_on", session.today())
    assert known(session, account_id).contacts == ()


def test_that_the_language_decides_what_comes_first_in_a_date(session: Session, account_id: str) -> None:
    assert known(session, account_id, language="es").order == "dmy"
    assert known(session, account_id, language="zh_TW").language == "zh"
    assert known(session, account_id).order == ""
