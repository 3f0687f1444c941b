# SPDX-License-Identifier: Apache-2.0
"""One risk on the account page: its sentence, what it requires, first steps, drills, and its trace across sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import Account
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.entities.risks.risk import RISK, Risk
from planner.kernel.text import set_language
from planner.services import checks, crud, customers, drills, plans, reviews, risks
from planner.services.session import Session
from planner.views.risk_sentence import risk_sentence
from tests.builders import a_risk
from tests.fakes import FakeApp, an_app
from tests.permission import permit
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.screen import AccountScreen
from ui.screens.review.data import EXPLAIN


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    return customers.add_account(session, "Meridian Foods")


@pytest.fixture
def risk(session: Session, account: Account) -> Risk:
    permit(session, account.id)
    review = reviews.start_review(session, account.id, None, copy_from_last=False)
    load = checks.add_check(session, review.id, "Load", ok_range="< 80")
    checks.record_result(session, load.id, reading="91")
    crud.add(session, EXPLAIN_SESSION, account_id=account.id, review_id=review.id)
    return risks.risk_from_finding(
        session, load.id, "Overload", likelihood=5, impact=4, cause="Two stores were added.", effect="Tills stop."
    )


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp) -> Iterator[AccountScreen]:
    made = AccountScreen(app)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    for window in made.window().findChildren(QDialog):
        window.reject()


def opened(screen: AccountScreen, account: Account, record: str, field: str | None = None) -> Any:
    screen.show_place(Place(page="account", account_id=account.id, section="risks", record=record, field=field))
    return screen.pages.currentWidget()


def test_that_the_pane_tells_the_risk_in_one_sentence_with_what_it_requires(
    screen: AccountScreen, account: Account, risk: Risk, session: Session
) -> None:
    part = opened(screen, account, risk.id).risk
    assert part.statement.full_text() == "Overload, because two stores were added; the effect: Tills stop."
    assert [need.entity for need in part._needs] == ["contingency_plan", "drill", "risk"]
    part._mend(2)
    kept = crud.get(session, RISK, risk.id)
    assert kept.told_ours_on == kept.told_customer_on == session.today()


def test_that_first_steps_make_a_plan_here_too_and_its_drill_is_planned_from_the_need(
    screen: AccountScreen, account: Account, risk: Risk, session: Session
) -> None:
    part = opened(screen, account, risk.id).risk
    part.btn_steps.chosen.emit("cooling")
    (plan,) = crud.every(session, CONTINGENCY_PLAN)
    assert len(plan.steps) == 5
    crud.set_field(session, CONTINGENCY_PLAN, plan.id, "decider", "A. Vidal")
    opened(screen, account, risk.id)
    drill_need = next(n for n, need in enumerate(part._needs) if need.entity == "drill")
    part._mend(drill_need)
    asked = part.drills.window().findChild(NewRecordDialog)
    assert asked is not None
    asked.panel.row("planned_on").field_editor.set_value(session.today())
    asked.panel.create_record()
    assert [d.plan_id for d in crud.every(session, DRILL)] == [plan.id]


def test_that_a_drill_found_by_search_leads_to_its_risk(
    screen: AccountScreen, account: Account, risk: Risk, session: Session
) -> None:
    other = risks.add_risk(session, account.id, "Another")
    plan = plans.add_plan(session, [risk.id])
    drill = drills.record_drill(session, plan.id, "passed", learned="Keys")
    part = opened(screen, account, other.id)
    part = opened(screen, account, drill.id, "drills")
    assert part.table.keys() == (risk.id,)
    assert part.risk.drills.isAncestorOf(part.risk.drills.focusWidget())


def test_that_the_trace_leads_to_the_explanation_of_the_review(
    screen: AccountScreen, account: Account, risk: Risk, app: FakeApp
) -> None:
    part = opened(screen, account, risk.id).risk
    gap = next(step for step in part.trace.steps() if step.kind == "explanation")
    part.trace.wanted.emit(gap)
    place = app.navigator.went[-1]
    assert (place.section, place.record, place.field) == ("reviews", risk.review_id, "explain")
    screen.show_place(place)
    reviews_part: Any = screen.pages.currentWidget()
    assert reviews_part.steps.current() == EXPLAIN


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Overload"),
        ({"cause": "R2 is old."}, "Overload, because R2 is old."),
        ({"effect": "The tills stop"}, "Overload; the effect: the tills stop."),
        ({"statement": "断电", "cause": "电池老化。"}, "电池老化 → 断电"),
    ],
)
def test_that_a_sentence_leaves_out_what_is_unknown(fields: dict[str, str], words: str) -> None:
    set_language("en")
    assert risk_sentence(a_risk(**{"statement": "Overload.", **fields})) == words
