# SPDX-License-Identifier: Apache-2.0
"""Why it moved and what would turn it green, in the panes that explain a value."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.service.action import ACTION
from planner.rules.measures import HEALTH
from planner.services import crud, customers, people, reports, risks
from planner.services.session import Session
from tests.builders import a_callback, a_network_review
from tests.fakes import FakeApp, an_app
from tests.stores import put
from ui.screens.parts.focus_place import FocusPlace
from ui.screens.parts.layouts import clear_layout
from ui.screens.parts.movement_window import MovementWindow
from ui.screens.parts.why_green import GreenGroup
from ui.screens.parts.why_moved import Choice, MovedGroup
from ui.widgets.button import Button, LinkButton


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context."""
    return an_app(session)


@pytest.fixture
def account_id(session: Session) -> str:
    """An account that was reviewed long ago and found a risk today."""
    today = session.today()
    account = customers.add_account(session, "Meridian Foods")
    customers.decide_grade(session, [account.id], "C", "Small")
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver", is_kdm=True)
    people.assess(session, contact.id, "0")
    put(session, a_network_review(account_id=account.id, done_on=today - timedelta(days=40), state="closed"))
    put(session, a_callback(account_id=account.id, called_on=today - timedelta(days=5), reached=True, tech=2))
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 4, 4)
    return account.id


class _Went:
    """Where the pane led to."""

    def __init__(self) -> None:
        self.records: list[tuple[str, str]] = []

    def __call__(self, entity: str, key: str) -> None:
        self.records.append((entity, key))


def _moved(app: FakeApp, qtbot: QtBot, account_id: str, went: _Went, chosen: Choice | None = None) -> MovedGroup:
    target = (account_id, HEALTH, app.session.today())
    group = MovedGroup(app, target, chosen or Choice(), went)
    qtbot.addWidget(group)
    group.setFixedWidth(300)
    group.show()
    return group


def test_that_the_way_is_drawn_and_a_step_leads_to_its_record(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    went = _Went()
    group = _moved(app, qtbot, account_id, went, Choice(key="30"))
    assert group.canvas.isVisible()
    assert "since" in group.said.text()
    view = group.canvas.view
    assert view is not None
    stair = next(s for s in view.stairs if s.records and s.records[0].entity == "risk")  # type: ignore[attr-defined]
    group.canvas.focus_mark(stair.id)
    assert group.records.rows
    group.canvas.open_mark()
    if not went.records:
        group.records.rows[0].click()
    assert went.records[-1][0] == "risk"


def test_that_another_day_can_be_given_and_a_day_after_is_refused(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    chosen = Choice()
    group = _moved(app, qtbot, account_id, _Went(), chosen)
    group.choose("own")
    assert group.day.isVisible()
    assert not group.canvas.isVisible()
    group._own_day(app.session.today())
    assert "before" in group.day.fault
    group._own_day(app.session.today() - timedelta(days=10))
    assert chosen.own == app.session.today() - timedelta(days=10)
    assert group.canvas.isVisible()
    group.choose("review")
    assert group.since() == app.session.today() - timedelta(days=41)


def test_that_no_way_says_why(app: FakeApp, qtbot: QtBot, session: Session) -> None:
    other = customers.add_account(session, "Nordlys")
    group = _moved(app, qtbot, other.id, _Went())
    assert not group.canvas.isVisible()
    assert "unknown is not zero" in group.said.text()


def test_that_it_is_enlarged_with_its_table(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    went = _Went()
    group = _moved(app, qtbot, account_id, went, Choice(key="30"))
    group.enlarge()
    window = group.window().findChild(MovementWindow)
    assert window is not None
    qtbot.addWidget(window)
    window.btn_table.click()
    assert window.panel.showing_table()
    rows = window.panel.view.table().rows  # type: ignore[union-attr]
    assert (rows[0].key, rows[-1].key) == ("start", "end")
    window.panel.row_opened.emit(next(r.key for r in rows if "Rectifier" in str(r.cells[4])))
    assert went.records[-1][0] == "risk"
    assert not window.isVisible()


def _green(app: FakeApp, qtbot: QtBot, account_id: str, measure: str) -> GreenGroup:
    group = GreenGroup(app, (account_id, measure, app.session.today()), Choice(green=True), _Went())
    qtbot.addWidget(group)
    group.show()
    return group


def _offers(group: QWidget) -> list[LinkButton]:
    return [link for link in group.findChildren(LinkButton) if link.label() == "Add action"]


def test_that_a_step_becomes_an_action_with_what_it_serves_and_one_undo(
    app: FakeApp, qtbot: QtBot, account_id: str, session: Session
) -> None:
    group = _green(app, qtbot, account_id, "relation")
    before = len(reports.facts(session, account_id).actions)
    offers = _offers(group)
    assert offers
    offers[0].click()
    made = reports.facts(session, account_id).actions
    assert len(made) == before + 1
    action = crud.get(session, ACTION, made[-1].id)
    assert action.parent_type in {"contact", "account", "risk"}
    assert action.due is not None
    assert action.due > session.today()
    again = _green(app, qtbot, account_id, "relation")
    assert len(_offers(again)) == len(offers) - 1
    session.undo()
    assert len(reports.facts(session, account_id).actions) == before


def test_that_all_steps_are_added_as_one_step(app: FakeApp, qtbot: QtBot, account_id: str, session: Session) -> None:
    for _ in range(2):
        risk = risks.add_risk(session, account_id, "Another")
        risks.rate(session, risk.id, 5, 5)
    group = _green(app, qtbot, account_id, "network")
    button = group.findChild(Button, "btnAddAll")
    assert button is not None
    button.click()
    made = len(reports.facts(session, account_id).actions)
    assert made >= 2
    session.undo()
    assert not reports.facts(session, account_id).actions


def test_that_the_ways_are_worked_out_only_when_asked_for(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    chosen = Choice()
    group = GreenGroup(app, (account_id, HEALTH, app.session.today()), chosen, _Went())
    qtbot.addWidget(group)
    group.show()
    assert not group.body.isVisible()
    group.toggle()
    assert group.body.isVisible()
    assert chosen.green


def test_that_the_keyboard_stays_where_it_was_when_a_column_is_built_anew(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    held = [QPushButton(text) for text in ("Rate", "Assess", "Add")]
    for number, button in enumerate(held):
        button.setAccessibleName(button.text() if number else "")
        column.addWidget(button)
    held[1].setFocus()
    for left, then in ((["Add", "Assess"], "Assess"), (["Add"], "Add")):
        place = FocusPlace(column)
        clear_layout(column)
        for text in left:
            button = QPushButton(text)
            button.setAccessibleName(text)
            column.addWidget(button)
        place.give_back()
        found = window.focusWidget()
        assert isinstance(found, QPushButton)
        assert found.text() == then
