# SPDX-License-Identifier: Apache-2.0
"""The chips of the quick review: shown while one types, corrected by keys, in step with the fields both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.common.person import PERSON
from planner.entities.customers.account import Account
from planner.entities.customers.asset import ASSET
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.services import crud, customers
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.actions.spec import Context
from ui.context import Place
from ui.screens.quick_review import form_state, quick_review
from ui.screens.quick_review.chips import ReadChip
from ui.screens.quick_review.window import QuickReview

NOTE = "Rectifier R2 at 91 % load. !3x4 >AV order module Fri ~if >95 % switch to generator"
FRIDAY = date(2026, 11, 6)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    made = customers.add_account(session, "Meridian Foods")
    crud.add(session, ASSET, account_id=made.id, name="Rectifier R2")
    for name in ("E. Ruiz", "M. Ruiz"):
        crud.add(session, CONTACT, account_id=made.id, name=name)
    crud.add(session, PERSON, name="Anna Visser")
    return made


@pytest.fixture
def window(app: FakeApp, account: Account, qtbot: QtBot) -> Iterator[QuickReview]:
    made = quick_review(app, Context(account_id=account.id))
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.shut_down()


def _chips(window: QuickReview) -> list[str]:
    return [f"{chip.told.label} {chip.told.value}" for chip in window.form.read_as.shown()]


def _chip(window: QuickReview, label: str) -> ReadChip:
    return next(chip for chip in window.form.read_as.shown() if chip.told.label == label)


def _entries(chip: ReadChip, window: QuickReview) -> dict[str, QAction]:
    menu = window.form.in_step.corrections.menu(chip)
    return {action.text(): action for action in menu.actions() if action.text()}


def _choose(window: QuickReview, label: str, entry: str) -> None:
    _entries(_chip(window, label), window)[entry].trigger()


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _person(session: Session, name: str) -> str:
    return next(one.id for one in crud.every(session, PERSON) if one.name == name)


def test_that_chips_and_fields_follow_what_is_typed(window: QuickReview, app: FakeApp) -> None:
    QTest.keyClicks(window.form.text, NOTE)
    assert _chips(window) == [
        "Result Rectifier R2 fail, 91 %",
        "Risk 12 High, 3 × 4",
        "Action order module, Anna Visser, Fri 6 Nov",
        "Plan >95 %: switch to generator",
    ]
    form = window.form
    assert form.risk.values() == (False, 3, 4)
    assert (form.trigger.text(), form.step.text(), form.action.text()) == (
        ">95 %",
        "switch to generator",
        "order module",
    )
    assert (form.due.value(), form.owner.value()) == (FRIDAY, _person(app.session, "Anna Visser"))


def test_that_saving_keeps_what_the_chips_say(window: QuickReview, app: FakeApp, account: Account) -> None:
    QTest.keyClicks(window.form.text, NOTE + " >me tell the shop #power")
    QTest.keyClick(_focus(), Qt.Key.Key_Return, CTRL)
    (check,) = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    assert (check.result, check.reading, check.finding) == ("fail", "91", "Rectifier R2 at 91 % load. #power")
    actions = crud.of_account(app.session, ACTION, account.id)
    assert [(one.title, one.due) for one in actions] == [("order module", FRIDAY), ("tell the shop", None)]
    (plan,) = crud.of_account(app.session, CONTINGENCY_PLAN, account.id)
    assert (plan.trigger, plan.steps[0].action) == (">95 %", "switch to generator")
    assert app.notices.undoable == ["Draft review saved · 1 risk, 1 plan, 2 actions"]
    assert not window.isVisible()


def test_that_taking_the_marks_back_empties_the_fields_again(window: QuickReview, app: FakeApp) -> None:
    window.form.text.setPlainText(NOTE)
    window.form.text.setPlainText("Rectifier R2")
    form = window.form
    assert form.risk.values() == (False, None, None)
    assert (form.trigger.text(), form.step.text(), form.action.text(), form.due.value()) == ("", "", "", None)
    assert form.owner.value() == app.session.me
    assert _chips(window) == ["Asset Rectifier R2"]


def test_that_a_wrongly_read_day_is_corrected_by_its_chip(window: QuickReview) -> None:
    window.form.text.setPlainText(">AV order module Fri")
    _choose(window, "Action", "Fri 13 Nov")
    assert window.form.due.value() == FRIDAY + timedelta(days=7)
    assert _chips(window) == ["Action order module, Anna Visser, Fri 13 Nov"]
    _choose(window, "Action", "Leave the day as text")
    assert (window.form.action.text(), window.form.due.value()) == ("order module Fri", None)
    _choose(window, "Day", "Fri 6 Nov")
    assert (window.form.action.text(), window.form.due.value()) == ("order module", FRIDAY)


def test_that_another_day_is_picked_from_a_month(window: QuickReview) -> None:
    window.form.text.setPlainText(">AV order module Fri")
    for day in (date(2026, 11, 20), date(2026, 11, 23)):
        _choose(window, "Action", "Another day…")
        popup = window.form.in_step.corrections._calendar
        assert popup is not None
        popup.picked.emit(day)
        popup.hide()
        assert window.form.due.value() == day


def test_that_a_chip_is_reached_and_opened_by_keys(window: QuickReview, qtbot: QtBot) -> None:
    QTest.keyClicks(window.form.text, "!3x4")
    QTest.keyClick(_focus(), Qt.Key.Key_Tab)
    chip = _focus()
    assert isinstance(chip, ReadChip)
    assert chip.accessibleName() == "Risk: 12 High, 3 × 4"
    QTest.keyClick(chip, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    assert window.form.risk.values() == (False, None, None)
    assert chip.accessibleName() == "Risk: !3x4, left as text"
    QTest.keyClick(chip, Qt.Key.Key_Tab)
    assert _focus() is window.form.risk.none


def test_that_a_field_changed_by_hand_corrects_the_chip(window: QuickReview, app: FakeApp) -> None:
    form = window.form
    form.text.setPlainText(NOTE)
    form.risk.impact.setCurrentIndex(5)
    form.trigger.clear()
    QTest.keyClicks(form.trigger, "over 97 %")
    form.due.edit.setText("2026-12-04")
    form.due.edit.textEdited.emit("2026-12-04")
    form.due.commit()
    form.owner.committed.emit(app.session.me)
    assert _chips(window)[1:] == [
        "Risk 15 High, 3 × 5",
        "Action order module, Dana Whitfield, Fri 4 Dec",
        "Plan over 97 %: switch to generator",
    ]
    form.text.setPlainText(NOTE.replace("91", "92"))
    assert (form.risk.values(), form.trigger.text()) == ((False, 3, 5), "over 97 %")
    assert form.due.value() == date(2026, 12, 4)


def test_that_words_typed_by_hand_are_never_replaced_by_the_text(
    window: QuickReview, app: FakeApp, account: Account
) -> None:
    form = window.form
    QTest.keyClicks(form.action, "call the shop")
    QTest.keyClicks(form.trigger, "over 97 %")
    form.text.setPlainText(NOTE)
    assert (form.action.text(), form.trigger.text(), form.step.text()) == ("call the shop", "over 97 %", "")
    assert "Plan >95 %" in _chips(window)
    window.save()
    titles = [one.title for one in crud.of_account(app.session, ACTION, account.id)]
    assert titles == ["call the shop", "order module"]
    (check,) = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    assert (check.finding or "").endswith("~if >95 % switch to generator")


def test_that_a_plan_left_as_text_is_taken_when_it_is_chosen(window: QuickReview) -> None:
    QTest.keyClicks(window.form.trigger, "over 97 %")
    window.form.text.setPlainText("~if >95 % switch to generator")
    _choose(window, "Plan", ">95 %")
    assert (window.form.trigger.text(), window.form.step.text()) == (">95 %", "switch to generator")


def test_that_what_is_left_as_text_says_why_and_can_be_chosen(window: QuickReview, account: Account) -> None:
    window.form.text.setPlainText("@Ruiz was there. >AV clean terminals 31/02")
    why = window.form.read_as.why.full_text()
    assert "no such day" in why
    assert "not sure who" in why
    assert window.form.action.text() == "clean terminals 31/02"
    _choose(window, "Met?", "M. Ruiz")
    assert [chip.told.value for chip in window.form.read_as.shown() if chip.told.label == "Met"] == ["M. Ruiz"]
    assert len(window.form.met.people()) == 1
    _choose(window, "Day?", "Sun 28 Feb")
    assert (window.form.action.text(), window.form.due.value()) == ("clean terminals", date(2027, 2, 28))


def test_that_an_unknown_person_is_added_only_when_chosen(window: QuickReview, app: FakeApp, account: Account) -> None:
    window.form.text.setPlainText("@Nemo was there")
    assert window.form.met.people() == ()
    _choose(window, "Met?", "Add “Nemo” as a new person")
    assert window.form.met.people() == ("Nemo",)
    window.save()
    assert sorted(one.name for one in crud.of_account(app.session, CONTACT, account.id)) == [
        "E. Ruiz",
        "M. Ruiz",
        "Nemo",
    ]


def test_that_who_is_taken_out_of_the_field_is_left_as_text(window: QuickReview) -> None:
    window.form.text.setPlainText("@E. Ruiz was there")
    (who,) = window.form.met.people()
    window.form.met.remove(who)
    chip = _chip(window, "Met")
    assert (chip.told.value, chip.told.left) == ("@E. Ruiz", True)


def test_that_a_result_that_was_not_told_can_be_chosen(window: QuickReview, app: FakeApp, account: Account) -> None:
    window.form.text.setPlainText("R2 hums")
    _choose(window, "Asset", "Pass")
    assert _chips(window) == ["Result R2 pass"]
    _choose(window, "Result", "Fail")
    window.save()
    (check,) = crud.of_account(app.session, INSPECTION_RESULT, account.id)
    assert check.result == "fail"


def test_that_corrections_come_back_with_the_draft(window: QuickReview, app: FakeApp) -> None:
    window.form.text.setPlainText(">AV order module Fri !3x4")
    _choose(window, "Action", "Fri 13 Nov")
    _choose(window, "Risk", "Leave as text")
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    kept = form_state.kept(app.session)
    assert kept is not None
    assert len(kept.fixes) == 2
    again = quick_review(app, Context())
    assert again.form.due.value() == date(2026, 11, 13)
    assert again.form.risk.values() == (False, None, None)
    again.form.text.setPlainText("nothing")
    assert (again.form.due.value(), again.form.action.text()) == (None, "")


def test_that_another_account_has_other_equipment(window: QuickReview, app: FakeApp) -> None:
    other = customers.add_account(app.session, "Nordlys Telecom")
    window.form.text.setPlainText("R2 failed")
    assert _chips(window) == ["Result R2 fail"]
    window.form.account.field_editor.committed.emit(other.id)
    assert _chips(window) == []


def test_that_signs_beyond_the_basic_plane_shift_nothing(window: QuickReview) -> None:
    window.form.text.setPlainText("👩‍🔧 says !3x4")
    (selection,) = window.form.text.extraSelections()
    assert selection.cursor.selectedText() == "!3x4"


# -- where it begins


def test_that_todays_visit_comes_before_the_page_and_brings_its_site_and_people(
    app: FakeApp, account: Account, qtbot: QtBot
) -> None:
    other = customers.add_account(app.session, "Nordlys Telecom")
    who = crud.of_account(app.session, CONTACT, account.id)[0]
    today = app.session.today()
    crud.add(app.session, VISIT_PLAN, account_id=account.id, title="North", planned_on=today, meet=(who.id,))
    app.navigator.go(Place(page="account", account_id=other.id, section="overview"))
    made = quick_review(app, Context(account_id=other.id))
    state = made.state()
    assert (state.account_id, state.met, state.typed) == (account.id, (who.id,), False)
    made.hide()
    assert form_state.kept(app.session) is None
    app.navigator.go(Place(page="accounts"))
    assert quick_review(app, Context(account_id=other.id)).state().account_id == other.id
    made.shut_down()


def test_that_without_a_visit_the_page_decides(app: FakeApp, account: Account, qtbot: QtBot) -> None:
    crud.add(app.session, NETWORK_REVIEW, account_id=account.id, planned_on=app.session.today() + timedelta(days=1))
    other = customers.add_account(app.session, "Nordlys Telecom")
    app.navigator.go(Place(page="account", account_id=other.id, section="overview"))
    made = quick_review(app, Context(account_id=other.id))
    assert made.state().account_id == other.id
    made.shut_down()
    assert crud.of_account(app.session, RISK, other.id) == []
