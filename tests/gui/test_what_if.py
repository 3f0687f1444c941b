# SPDX-License-Identifier: Apache-2.0
"""What if: changes are tried on a scratch copy, and the portfolio stays as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.rules.changes import CLOSE, LEAVE, LEVEL
from planner.services import customers, people, reports, risks, what_if
from planner.services.session import Session
from tests.builders import a_callback, a_network_review
from tests.fakes import FakeApp, an_app
from tests.services.dumps import dump, steps
from tests.stores import put
from ui.screens.what_if import WhatIfWindow
from ui.screens.what_if.subjects import SubjectRow
from ui.widgets.button import LinkButton


@pytest.fixture
def account_id(session: Session) -> str:
    """A reviewed account with a high risk, two people and a callback."""
    account = customers.add_account(session, "Meridian Foods")
    customers.decide_grade(session, [account.id], "C", "Small")
    for name, role in (("E. Ruiz", "approver"), ("M. Ortega", "decider")):
        contact = people.add_contact(session, account.id, name, role=role, is_kdm=True)
        people.assess(session, contact.id, "0")
    put(session, a_network_review(account_id=account.id, done_on=session.today() - timedelta(days=9), state="closed"))
    put(session, a_callback(account_id=account.id, called_on=session.today(), reached=True, tech=3))
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 4, 4)
    return account.id


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context."""
    return an_app(session)


def _window(app: FakeApp, qtbot: QtBot, account_id: str) -> WhatIfWindow:
    window = WhatIfWindow(app, account_id)
    qtbot.addWidget(window)
    window.show()
    return window


def _row(window: WhatIfWindow, title: str) -> SubjectRow:
    return next(row for row in window.list.rows if title in row.subject.title)


def _pick(row: SubjectRow, kind: str, value: str = "") -> None:
    row.pick(next(c for c in row.subject.choices if c.change.kind == kind and c.change.value == value))


def _after(window: WhatIfWindow, key: str) -> str:
    found = [label.text() for label in window.findChildren(QLabel, f"after_{key}")]
    return found[-1]


def _stored(session: Session) -> tuple[object, int, list[bytes]]:
    """Every live record, the number of steps, and the bytes of the store with what waits beside it."""
    files = sorted(session.path.parent.glob(f"{session.path.name}*"))
    return dump(session), steps(session), [path.read_bytes() for path in files if path.is_file()]


def test_that_trying_changes_shows_before_and_after_and_stores_nothing(
    app: FakeApp, qtbot: QtBot, account_id: str, session: Session
) -> None:
    before = _stored(session)
    window = _window(app, qtbot, account_id)
    network, health = _after(window, "network"), _after(window, "health")
    assert network == "88.0"
    _pick(_row(window, "Rectifier"), CLOSE)
    _pick(_row(window, "E. Ruiz"), LEVEL, "3")
    assert _after(window, "network") == "100.0"
    assert _after(window, "health") != health
    for row in window.list.rows:
        for choice in row.subject.choices:
            row.pick(choice)
    assert "What if: nothing here is saved" in [label.text() for label in window.strip.findChildren(QLabel)]
    window.reject()
    assert _stored(session) == before
    assert reports.facts(session, account_id).open_risks()


def test_that_discarding_brings_everything_back(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    window = _window(app, qtbot, account_id)
    first = {key: _after(window, key) for key in ("health", "network", "cadence", "risks")}
    assert not window.btn_discard.isEnabled()
    _pick(_row(window, "Rectifier"), CLOSE)
    _pick(_row(window, "M. Ortega"), LEAVE)
    assert _after(window, "risks") == "none"
    window.btn_discard.click()
    assert {key: _after(window, key) for key in first} == first
    assert window.list.chosen() == []


def test_that_a_change_becomes_an_action_and_nothing_else_is_kept(
    app: FakeApp, qtbot: QtBot, account_id: str, session: Session
) -> None:
    window = _window(app, qtbot, account_id)
    _pick(_row(window, "Rectifier"), CLOSE)
    link = next(x for x in window.steps.findChildren(LinkButton) if x.label() == "Make it an action")
    link.click()
    facts = reports.facts(session, account_id)
    assert [(a.parent_type, a.parent_id) for a in facts.actions] == [("risk", facts.risks[0].id)]
    assert facts.risks[0].state == "open"
    session.undo()
    assert not reports.facts(session, account_id).actions


def test_that_the_list_is_filtered_and_keeps_what_is_changed(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    window = _window(app, qtbot, account_id)
    _pick(_row(window, "Rectifier"), CLOSE)
    window.list.filter.setText("ortega")
    seen = [row.subject.title for row in window.list.rows if row.isVisible()]
    assert len(seen) == 2
    assert any("Rectifier" in title for title in seen)


def test_that_the_scratch_compares_what_is_unknown_without_a_number(session: Session) -> None:
    other = customers.add_account(session, "Nordlys")
    scratch = what_if.begin(session, other.id)
    rows = {row.key: row for row in scratch.compare([])}
    assert rows["health"].before == "not known"
    assert not any(row.change for row in rows.values())
    review = next(s for s in scratch.subjects() if s.key == "review")
    after = {row.key: row for row in scratch.compare([review.choices[0].change])}
    assert after["network"].change == "becomes known"
