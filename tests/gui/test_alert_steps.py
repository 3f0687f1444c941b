# SPDX-License-Identifier: Apache-2.0
"""The one step of each rule opens its form, or leads to the record where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.services import alert_list, customers
from planner.services.alert_list import Row
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.stores import a_stored
from ui.actions.commands import Commands
from ui.actions.spec import Context
from ui.forms.new_record import NewRecordDialog
from ui.screens.alerts import verbs


@pytest.fixture
def app(session: Session) -> FakeApp:
    """One account on which a rule of every kind asks for a step."""
    day = session.today()
    account = customers.add_account(session, "Meridian Foods").id

    def stored(kind: str, ago: int | None = None, field: str = "", **fields: Any) -> str:
        dated = {} if ago is None else {field: day - timedelta(days=ago)}
        return str(a_stored(session, kind, account_id=account, **dated, **fields).id)

    def contact(role: str, **fields: Any) -> str:
        key = stored("contact", **fields)
        stored("decision_role", contact_id=key, role=role)
        return key

    risk = stored("risk", 30, "opened_on", likelihood=5, impact=4, code="R-1")
    assert risk
    opponent, unmet = contact("approver"), contact("decider")
    stored("relation_assessment", 9, "assessed_on", contact_id=opponent, level="-1")
    stored("relation_assessment", 9, "assessed_on", contact_id=unmet, level="not_met")
    gone = a_stored(session, "person", name="Marta", left_on=day - timedelta(days=3))
    friend = contact("supporter")
    stored("relation_assessment", 9, "assessed_on", contact_id=friend, level="2", holder_id=gone.id)
    contact("influencer", left_on=day - timedelta(days=2))
    stored("callback", 9, "service_on")
    stored("callback", 9, "called_on", reached=True, overall=1)
    stored("network_review", 9, "done_on", state="closed", reported_on=day)
    stored("network_review", -3, "planned_on")
    stored("grade_decision", 900, "decided_on", grade="B")
    return an_app(session, commands=_commands())


def _commands() -> Commands:
    found = Commands()
    found.register("review.quick", lambda app, context: app.notices.toast(f"review of {context.account_id}"))
    return found


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()


FORMS = {"K1", "K2", "K3", "K10", "K11", "K13", "K18", "K20"}
PLACES = {"K5": "risks", "K10": "timeline", "K17": "people"}


def test_that_every_alert_has_a_step_that_leads_somewhere(app: FakeApp, window: QWidget, qtbot: QtBot) -> None:
    account = next(iter(alert_list.portfolio_alerts(app.session).heard)).account_id
    rows = alert_list.alerts(app.session, account).heard
    assert {row.alert.rule for row in rows} >= FORMS | set(PLACES)
    for row in rows:
        app.navigator.went.clear()
        before = set(_dialogs())
        verbs.step(app, account, row.alert, window)
        opened = [d for d in _dialogs() if d not in before]
        went = [place.section for place in app.navigator.went]
        rule = row.alert.rule
        assert opened or went, rule
        assert (bool(opened) and rule in FORMS) or went == [PLACES[rule]], (rule, opened, went)
        for dialog in opened:
            if rule == "K11":
                assert row.alert.remedy.text.text() in dialog.windowTitle(), "what the action is for"
            dialog.reject()


def test_that_the_call_recorded_for_a_review_answers_it(app: FakeApp, window: QWidget) -> None:
    def asked() -> list[Row]:
        heard = alert_list.portfolio_alerts(app.session).heard
        return [r for r in heard if (r.alert.rule, r.alert.remedy.for_entity) == ("K10", "network_review")]

    (row,) = asked()
    verbs.step(app, row.account_id, row.alert, window)
    (dialog,) = (d for d in _dialogs() if isinstance(d, NewRecordDialog))
    for name, value in (("called_on", app.session.today()), ("tech", 4), ("attitude", 4), ("norms", 5)):
        dialog.panel.row(name).field_editor.set_value(value)
    dialog.panel.create_record()
    assert asked() == []


def _dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_that_an_alert_that_went_meanwhile_is_told_and_changes_nothing(app: FakeApp) -> None:
    account = alert_list.portfolio_alerts(app.session).heard[0].account_id
    with pytest.raises(Exception, match="not there any more"):
        verbs.take_step(app, Context(alert=("heard", account, "K6", "none")))
