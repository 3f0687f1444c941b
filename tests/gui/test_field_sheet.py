# SPDX-License-Identifier: Apache-2.0
"""The field sheet: single keys, readings judged while they are typed, results by hand, undo, drafts, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.rules.ruleset import DEFAULT
from planner.services import draft_places
from planner.services.session import Session
from tests.gui.field_sheets import CONTROL, Key, World, focused, make_world, press, shown, type_in
from ui.forms.draft_keeper import keeper_of
from ui.screens.review.field_sheet import FieldSheet


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


@pytest.fixture
def sheet(world: World, qtbot: QtBot) -> Iterator[FieldSheet]:
    with shown(world, qtbot) as made:
        yield made


def test_that_one_key_records_a_pass_and_goes_on(sheet: FieldSheet, world: World) -> None:
    press(sheet, *[Key.Key_P] * 5)
    assert world.results() == ["pass"] * 5
    assert sheet.head.count.text() == "5 of 5"
    assert "All checks are made" in sheet.notice.text


def test_that_each_letter_stands_for_its_result_and_findings_stay_for_note_and_photo(
    sheet: FieldSheet, world: World
) -> None:
    press(sheet, Key.Key_A)
    assert (world.now(0).result, sheet.index) == ("attention", 0)
    press(sheet, Key.Key_Right, Key.Key_F)
    assert (world.now(1).result, sheet.index) == ("fail", 1)
    press(sheet, Key.Key_Right, Key.Key_X, Key.Key_P, Key.Key_Minus)
    assert world.results() == ["attention", "fail", "not_applicable", "pass", "not_applicable"]


def test_that_a_dash_is_a_sign_of_the_number_where_one_is_read(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "-3")
    assert sheet.reading.text == "-3"
    assert world.now(0).result == "not_checked"


def test_that_a_reading_is_judged_while_it_is_typed_and_enter_accepts(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "91")
    assert sheet.body.gauge.words() == "91, over by 11"
    assert {n: k.state for n, k in sheet.body.results.keys.items() if k.state} == {"fail": "proposed"}
    assert world.now(0).reading is None
    press(sheet, Key.Key_Return)
    kept = world.now(0)
    assert (kept.reading, kept.result, kept.given_by, sheet.index) == ("91", "fail", "reading", 1)
    assert kept.checked_at == world.session.clock.now()


def test_that_skipping_leaves_a_check_unmade(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_Right, Key.Key_Down, Key.Key_Return)
    assert (sheet.index, world.results()) == (3, ["not_checked"] * 5)
    press(sheet, Key.Key_Left, Key.Key_Up)
    assert sheet.index == 1


def test_that_page_keys_and_the_button_go_from_equipment_to_equipment(sheet: FieldSheet) -> None:
    press(sheet, Key.Key_Right, Key.Key_PageDown)
    assert sheet.index == 2
    sheet.foot.btn_place.click()
    assert sheet.index == 4
    assert not sheet.foot.btn_place.isEnabled()
    press(sheet, Key.Key_PageUp, Key.Key_PageUp)
    assert sheet.index == 0


def test_that_a_key_held_down_passes_only_one_check(sheet: FieldSheet, world: World) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    press(sheet, Key.Key_P)
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_P, Qt.KeyboardModifier.NoModifier, "p", True)
        QApplication.sendEvent(focused(sheet), held)
    assert world.results() == ["pass", *["not_checked"] * 4]


def test_that_a_reading_never_overrules_a_hand_in_silence(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_P, Key.Key_Left)
    type_in(sheet, "91")
    assert sheet.notice.text == "Pass was given by hand and stays. The reading shows: Fail."
    press(sheet, Key.Key_Return)
    kept = world.now(0)
    assert (kept.reading, kept.result, sheet.index) == ("91", "pass", 0), "it stays to be seen"
    sheet.notice.buttons()[0].click()
    assert world.now(0).result == "fail"


def test_that_a_result_that_follows_a_new_reading_is_told(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "70")
    press(sheet, Key.Key_Return, Key.Key_Left)
    sheet.focus_reading()
    type_in(sheet, "91")
    sheet.save(accept=True)
    assert (world.now(0).result, sheet.notice.text) == ("fail", "Pass became Fail. It follows the new reading.")


def test_that_enter_stays_where_no_limit_judges_the_reading(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_Right)
    type_in(sheet, "7")
    press(sheet, Key.Key_Return)
    assert (world.now(1).reading, world.now(1).result, sheet.index) == ("7", "not_checked", 1)
    assert "give the result yourself" in sheet.notice.text
    press(sheet, Key.Key_Escape, Key.Key_Return)
    assert sheet.index == 2


def test_that_words_are_typed_where_the_limit_is_a_word(sheet: FieldSheet, world: World) -> None:
    sheet.go_to(3)
    press(sheet, Key.Key_F2)
    type_in(sheet, "Pano")
    assert sheet.reading.text == "Pano", "letters are no results here"
    press(sheet, Key.Key_Return)
    assert (world.now(3).reading, world.now(3).result) == ("Pano", "fail")


def test_that_plus_and_minus_begin_with_the_last_reading(sheet: FieldSheet, world: World) -> None:
    sheet.body.btn_more.click()
    sheet.body.btn_more.click()
    press(sheet, Key.Key_Down, modifiers=CONTROL)
    assert sheet.reading.text == "86"
    press(sheet, Key.Key_Right)
    assert world.now(0).reading == "86"


def test_that_a_note_takes_all_letters_and_enter_keeps_it(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_W)
    type_in(sheet, "hot, a fan rattles")
    press(sheet, Key.Key_Return)
    assert world.now(0).note == "hot, a fan rattles"
    press(sheet, Key.Key_P)
    assert world.now(0).result == "pass", "the keys are results again"


def test_that_touch_alone_is_enough(sheet: FieldSheet, world: World) -> None:
    for value in ("fail", "pass"):
        key = sheet.body.results.keys[value]
        assert key.height() >= 72
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert world.results()[:1] == ["pass"]
    QTest.mouseClick(sheet.foot.btn_next, Qt.MouseButton.LeftButton)
    assert sheet.index == 2
    small = [b for b in sheet.findChildren(QWidget) if b.metaObject().className().endswith("Button") and b.isVisible()]
    assert min(b.height() for b in small) >= 40


# -- undo, drafts, faults, clock


def test_that_undo_shows_what_came_back(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_P, Key.Key_P, Key.Key_P)
    press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert (sheet.index, world.results()[:3]) == (2, ["pass", "pass", "not_checked"])
    assert sheet.notice.text == "Taken back: Record “Voltage”. R2, Voltage is now: Not checked."
    press(sheet, Key.Key_Z, modifiers=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert world.results()[:3] == ["pass", "pass", "pass"]


def test_that_undo_stops_at_what_was_done_on_the_sheet(sheet: FieldSheet, world: World) -> None:
    steps = world.session.undo_step
    press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert world.session.undo_step == steps
    assert "Nothing was entered" in sheet.notice.text


def test_that_undo_first_takes_back_what_is_typed(sheet: FieldSheet, world: World) -> None:
    press(sheet, Key.Key_P, Key.Key_Left)
    type_in(sheet, "9")
    press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert (sheet.reading.text, world.now(0).result) == ("", "pass")


def test_that_a_reading_typed_before_a_crash_is_offered_back(sheet: FieldSheet, world: World, qtbot: QtBot) -> None:
    type_in(sheet, "91")
    keeper = keeper_of(world.app)
    assert keeper.flush()
    place = draft_places.record("inspection_result", world.checks[0].id, "reading")
    assert keeper.waiting(place) is not None
    sheet.reading.revert()  # what a crash leaves: the draft, and an empty field
    again = FieldSheet(world.app, world.review_id, DEFAULT)
    qtbot.addWidget(again)
    again.show()
    again.start()
    assert "91" in again.context.text
    again.context.buttons()[0].click()
    assert (again.reading.text, again.body.gauge.words()) == ("91", "91, over by 11")
    again.accept()
    assert world.now(0).result == "fail"
    assert keeper.waiting(place) is None
    again.hide()


def test_that_the_focus_leaving_keeps_the_reading(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "61")
    sheet.note.edit.setFocus()
    assert (world.now(0).reading, world.now(0).result) == ("61", "pass")


def test_that_a_jump_of_the_clock_is_said_once_and_stays_until_closed(
    sheet: FieldSheet, world: World, clock: FixedClock
) -> None:
    clock.set_by(timedelta(hours=3))
    press(sheet, Key.Key_P)
    assert "forward by 3 h 0 min" in sheet.notice.text
    assert "forward by 3 h 0 min" in str(world.now(0).clock_note)
    press(sheet, Key.Key_P)
    assert "forward" in sheet.notice.text, "nobody has closed it yet"
    assert sheet.notice.btn_close is not None
    sheet.notice.btn_close.click()
    press(sheet, Key.Key_P)
    assert (sheet.notice.text, world.now(2).clock_note) == ("", None)
