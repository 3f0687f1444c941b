# SPDX-License-Identifier: Apache-2.0
"""Quick review by keyboard alone: what it makes, what it asks for, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.services import crud, customers, drafts
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.actions.spec import Context
from ui.context import Place
from ui.screens.quick_review import form_state, quick_review
from ui.screens.quick_review.form_state import FormState
from ui.screens.quick_review.window import QuickReview

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    made = customers.add_account(session, "Meridian Foods")
    crud.add(session, SITE, account_id=made.id, name="North")
    return made


@pytest.fixture
def window(app: FakeApp, account: Account, qtbot: QtBot) -> Iterator[QuickReview]:
    made = quick_review(app, Context(account_id=account.id))
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.shut_down()


def _type(text: str) -> None:
    QTest.keyClicks(_focus(), text)


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focus(), key, modifier)


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _tab_to(widget: QWidget) -> None:
    for _ in range(30):
        if _focus() is widget:
            return
        _press(Key.Key_Tab)
    raise AssertionError("Tab does not reach it")


def test_that_a_sentence_and_ctrl_enter_make_a_review(window: QuickReview, app: FakeApp, account: Account) -> None:
    assert _focus() is window.form.text
    assert window.form.account.field_editor.kept == account.id
    assert window.form.site.currentText() == "North"
    _type("Rectifier R2 at 91 % load.")
    _press(Key.Key_Return, CTRL)
    (review,) = crud.of_account(app.session, NETWORK_REVIEW, account.id)
    (finding,) = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    assert (review.site_id, finding.finding) == (window.form.site.currentData(), "Rectifier R2 at 91 % load.")
    assert app.notices.undoable == ["Draft review saved"]
    assert not window.isVisible()
    (open_it,) = app.notices.opens
    open_it()
    assert app.navigator.place() == Place(page="account", account_id=account.id, section="reviews", record=review.id)


def test_that_the_whole_form_works_by_keyboard_in_reading_order(
    window: QuickReview, app: FakeApp, account: Account
) -> None:
    form = window.form
    form.account.field_editor.setFocus()
    _tab_to(form.met.line)
    _type("E. Ruiz")
    _tab_to(form.explained.part("none"))
    _press(Key.Key_Left)
    _tab_to(form.text)
    _type("Rectifier R2 at 91 % load.")
    _tab_to(form.risk.likelihood)
    _type("3")
    _tab_to(form.risk.impact)
    _type("4")
    assert form.risk.result.full_text() == "12 High"
    _tab_to(form.trigger)
    _type("over 95 %")
    _tab_to(form.step)
    _type("switch to generator")
    _tab_to(form.action)
    _type("order module")
    _tab_to(form.due.edit)
    _type((app.session.today() + timedelta(days=6)).isoformat())
    _tab_to(window.btn_save)
    _press(Key.Key_Return)
    (risk,) = crud.of_account(app.session, RISK, account.id)
    (plan,) = crud.of_account(app.session, CONTINGENCY_PLAN, account.id)
    (action,) = crud.of_account(app.session, ACTION, account.id)
    (contact,) = crud.of_account(app.session, CONTACT, account.id)
    (told,) = crud.of_account(app.session, EXPLAIN_SESSION, account.id)
    assert (risk.likelihood, risk.impact, risk.owner_id) == (3, 4, app.session.me)
    assert (plan.trigger, plan.steps[0].action, plan.risk_ids) == ("over 95 %", "switch to generator", (risk.id,))
    assert (action.title, action.due) == ("order module", app.session.today() + timedelta(days=6))
    assert (contact.name, told.understood, told.listeners) == ("E. Ruiz", "partly", (contact.id,))
    assert app.notices.undoable == ["Draft review saved · 1 risk, 1 plan, 1 action, 1 new person"]


def test_that_saving_is_one_step_to_take_back(window: QuickReview, app: FakeApp, account: Account) -> None:
    _type("Hot spots in rack C4")
    window.form.met.add_name("E. Ruiz")
    window.save()
    app.session.undo()
    assert crud.of_account(app.session, NETWORK_REVIEW, account.id) == []
    assert crud.of_account(app.session, CONTACT, account.id) == []


def test_that_only_account_and_text_or_risk_are_asked_for(window: QuickReview, app: FakeApp, account: Account) -> None:
    window.save()
    assert window.isVisible()
    assert window.form.text_box.fault() == "Write what you found or heard, or rate a risk."
    assert _focus() is window.form.text
    window.form.risk.likelihood.setCurrentIndex(3)
    window.save()
    assert not window.isVisible()
    (risk,) = crud.of_account(app.session, RISK, account.id)
    assert (risk.likelihood, risk.impact) == (3, None)


def test_that_a_missing_account_is_said_beside_its_field(window: QuickReview, app: FakeApp) -> None:
    window.form.fill(FormState(text="Something"))
    window.save()
    assert window.form.faults() == ("Choose the account this is about.",)
    assert window.isVisible()


def test_that_a_day_without_an_action_and_a_day_that_is_none_are_refused(window: QuickReview) -> None:
    _type("Something")
    window.form.due.edit.setText("31/02")
    window.form.due.edit.textEdited.emit("31/02")
    window.save()
    assert window.isVisible()
    assert window.form.next_row.fault()
    window.form.due.edit.setText("2026-12-04")
    window.form.due.edit.textEdited.emit("2026-12-04")
    window.save()
    assert window.form.next_row.fault() == "Write what is to be done by that day, or clear it."


def test_that_none_found_and_a_rating_exclude_each_other(window: QuickReview, app: FakeApp, account: Account) -> None:
    risk = window.form.risk
    risk.likelihood.setCurrentIndex(2)
    risk.none.setChecked(True)
    assert risk.values() == (True, None, None)
    assert risk.result.full_text() == "no risk"
    risk.impact.setCurrentIndex(5)
    assert risk.values() == (False, None, 5)
    risk.none.setChecked(True)
    _tab_to(window.form.text)
    _type("All fine")
    window.save()
    (review,) = crud.of_account(app.session, NETWORK_REVIEW, account.id)
    assert review.no_risk_found is True


def test_that_escape_keeps_what_was_typed_until_the_next_opening(
    window: QuickReview, app: FakeApp, account: Account
) -> None:
    _type("Rectifier R2")
    window.form.met.add_name("E. Ruiz")
    window.form.risk.impact.setCurrentIndex(4)
    _press(Key.Key_Escape)
    assert not window.isVisible()
    assert crud.of_account(app.session, NETWORK_REVIEW, account.id) == []
    again = quick_review(app, Context())
    assert again is window
    assert again.form.text.toPlainText() == "Rectifier R2"
    assert (again.form.met.people(), again.form.risk.values()) == (("E. Ruiz",), (False, None, 4))
    assert again.back.isVisible()
    again.start_empty()
    assert not again.state().typed
    assert form_state.kept(app.session) is None


def test_that_what_is_typed_survives_a_crash(window: QuickReview, app: FakeApp, qtbot: QtBot) -> None:
    _type("Half a sent")
    qtbot.waitUntil(lambda: form_state.kept(app.session) is not None)
    kept = form_state.kept(app.session)
    assert kept is not None
    assert kept.text == "Half a sent"


def test_that_saving_leaves_no_draft_behind(window: QuickReview, app: FakeApp) -> None:
    _type("Something")
    window.keep()
    window.save()
    assert form_state.kept(app.session) is None
    quick_review(app, Context())
    assert not window.state().typed


def test_that_save_and_another_keeps_account_and_people(window: QuickReview, app: FakeApp, account: Account) -> None:
    window.form.met.add_name("E. Ruiz")
    _tab_to(window.form.text)
    _type("First")
    window.elapsed.setText("0:41")
    _press(Key.Key_Return, CTRL_SHIFT)
    assert window.elapsed.text() == "0:00"
    assert window.isVisible()
    assert _focus() is window.form.text
    (contact,) = crud.of_account(app.session, CONTACT, account.id)
    assert window.form.met.people() == (contact.id,)
    assert window.form.text.toPlainText() == ""
    _type("Second")
    _press(Key.Key_Return, CTRL)
    assert len(crud.of_account(app.session, NETWORK_REVIEW, account.id)) == 2
    assert len(crud.of_account(app.session, CONTACT, account.id)) == 1


def test_that_more_detail_saves_and_opens_the_full_review(window: QuickReview, app: FakeApp, account: Account) -> None:
    _type("Something")
    window.more()
    (review,) = crud.of_account(app.session, NETWORK_REVIEW, account.id)
    place = app.navigator.went[-1]
    assert (place.page, place.account_id, place.section, place.record) == (
        "account",
        account.id,
        "reviews",
        review.id,
    )


def test_that_more_detail_with_nothing_typed_only_goes_there(
    window: QuickReview, app: FakeApp, account: Account
) -> None:
    window.more()
    assert crud.of_account(app.session, NETWORK_REVIEW, account.id) == []
    assert (app.navigator.went[-1].section, app.navigator.went[-1].record) == ("reviews", None)


def test_that_without_a_context_the_account_used_last_is_offered(
    window: QuickReview, app: FakeApp, account: Account
) -> None:
    customers.add_account(app.session, "Nordlys Telecom")
    _type("Something")
    window.save()
    quick_review(app, Context())
    assert window.form.account.field_editor.kept == account.id


def test_that_another_account_has_its_own_sites_and_people(window: QuickReview, app: FakeApp, account: Account) -> None:
    known = crud.add(app.session, CONTACT, account_id=account.id, name="J. Paz")
    other = customers.add_account(app.session, "Nordlys Telecom")
    window.form.met.add(known.id, "J. Paz")
    window.form.met.add_name("Somebody new")
    window.form.account.field_editor.committed.emit(other.id)
    assert window.form.site.count() == 1
    assert window.form.met.people() == ("Somebody new",)


def test_that_a_contact_known_by_name_is_not_made_twice(window: QuickReview, app: FakeApp, account: Account) -> None:
    known = crud.add(app.session, CONTACT, account_id=account.id, name="J. Paz")
    window.form.met.add_name("j. paz")
    assert window.form.met.people() == (known.id,)
    window.form.met.line.setFocus()
    _press(Key.Key_Backspace)
    assert window.form.met.people() == ()


def test_that_a_draft_that_cannot_be_read_is_no_trouble(app: FakeApp, account: Account) -> None:
    values = {"text": "Kept", "met": "no list", "likelihood": 9, "unknown": 1}
    drafts.put(app.session, form_state.PLACE, values)
    kept = form_state.kept(app.session)
    assert kept == FormState(text="Kept")
    drafts.drop(app.session, form_state.PLACE)
    assert drafts.get(app.session, form_state.PLACE) == {}


def test_that_drafts_are_neither_undone_nor_logged(app: FakeApp, account: Account) -> None:
    before = app.session.undo_label
    drafts.put(app.session, "somewhere", {"text": "x"})
    assert app.session.undo_label == before


def test_that_a_draft_lies_in_the_portfolio(session: Session, account: Account) -> None:
    form_state.keep(session, FormState(account_id=account.id, text="Half"))
    path = session.path
    session.close()
    again = open_portfolio(path)
    kept = form_state.kept(again)
    again.close()
    assert kept is not None
    assert kept.text == "Half"


def test_that_the_audience_is_that_of_all_parts(window: QuickReview, app: FakeApp, account: Account) -> None:
    window.audience.committed.emit("customer")
    _type("Something to share")
    window.save()
    (review,) = crud.of_account(app.session, NETWORK_REVIEW, account.id)
    (finding,) = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    assert (review.audience, finding.audience) == ("customer", "customer")
    assert crud.get(app.session, ACCOUNT, account.id).audience == "internal"


def test_that_closing_the_portfolio_takes_the_window_away(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    made = quick_review(app, Context(account_id=account.id))
    app.session.close()
    assert made.shut
    assert not made.isVisible()


def test_that_the_window_gets_lower_again_when_what_was_typed_before_is_dropped_and_faults_are_gone(
    window: QuickReview, qtbot: QtBot
) -> None:
    usual = window.height()
    window.form.account.field_editor.set_value(None)
    window.form.action.setText("order module")
    window.save()
    qtbot.waitUntil(lambda: window.height() > usual)
    window.form.clear_faults()
    qtbot.waitUntil(lambda: window.height() == usual)


def test_that_nothing_moves_in_the_row_of_the_risk_when_it_is_rated(window: QuickReview) -> None:
    risk = window.form.risk
    before = [part.geometry() for part in (risk.none, risk.likelihood, risk.impact)]
    risk.set_values(False, 5, 5)
    QApplication.sendPostedEvents()
    assert [part.geometry() for part in (risk.none, risk.likelihood, risk.impact)] == before
