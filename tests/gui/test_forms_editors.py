# SPDX-License-Identifier: Apache-2.0
"""Single editors: words, tables, answers side by side, calendar, unit and currency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.entities.risks.contingency_plan import PLAN_STEP, PlanStep
from planner.entities.spec import FieldSpec, Kind
from planner.services.session import Session
from tests.gui.forms_support import focused, make_app
from ui.forms.editors import (
    AudienceEditor,
    ChoiceEditor,
    DateEditor,
    Editor,
    ItemTableEditor,
    LineEditor,
    MoneyEditor,
    NoteEditor,
    NumberEditor,
    RefSource,
    ScoreEditor,
    WordListEditor,
    YesNoEditor,
    make_editor,
)

STEPS = BY_NAME["contingency_plan"].field("steps")


@pytest.fixture
def refs(session: Session) -> Iterator[RefSource]:
    """Choices of the whole portfolio."""
    app, _ = make_app(session)
    yield RefSource(app)
    app.bridge.detach()


def _shown(editor: Editor, qtbot: QtBot) -> list[object]:
    """Show the editor in a window and collect what it hands over."""
    sent: list[object] = []
    editor.committed.connect(sent.append)
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.setFocus()
    return sent


def test_that_words_become_chips_by_enter_or_comma(qtbot: QtBot) -> None:
    editor = WordListEditor(ACCOUNT.field("languages"))
    sent = _shown(editor, qtbot)
    editor.edit.insert("Español")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    QTest.keyClicks(editor.edit, "English,")
    assert sent == [("Español",), ("Español", "English")]
    assert editor.edit.text() == ""
    assert editor.elements() == ["Español", "English"]


def test_that_steps_are_added_moved_and_removed_by_keys(qtbot: QtBot) -> None:
    editor = ItemTableEditor(STEPS, PLAN_STEP)
    sent = _shown(editor, qtbot)
    one, two = PlanStep(t_plus_min=0, action="First"), PlanStep(t_plus_min=5, who="Shift", action="Second")
    editor.set_value((one, two))
    editor.table.setCurrentCell(1, 2)
    QTest.keyClick(editor.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.value() == (two, one)
    QTest.keyClick(editor.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == (one,)
    assert editor.commit()
    QTest.keyClick(editor.table, Qt.Key.Key_Insert)
    cell = focused()
    QTest.keyClicks(cell, "12")
    assert not editor.commit()
    assert editor.fault == "Row 2: “Does” is still empty."
    item = editor.table.item(1, 2)
    assert item is not None
    item.setText("Third")
    assert editor.commit()
    assert sent == [(one,), (one, PlanStep(t_plus_min=12, action="Third"))]


def test_that_leaving_a_cell_for_another_field_keeps_the_steps(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    editor, other = ItemTableEditor(STEPS, PLAN_STEP, window), QLineEdit(window)
    column.addWidget(editor)
    column.addWidget(other)
    sent: list[object] = []
    editor.committed.connect(sent.append)
    editor.set_value((PlanStep(action="Go"),))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.setFocus()
    editor.table.setCurrentCell(0, 1)
    QTest.keyClick(editor.table, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "Shift")
    assert sent == []
    other.setFocus()
    assert sent == [(PlanStep(who="Shift", action="Go"),)]


def test_that_ctrl_enter_in_an_open_cell_keeps_the_steps_once(qtbot: QtBot, qapp: QApplication) -> None:
    editor = ItemTableEditor(STEPS, PLAN_STEP)
    sent = _shown(editor, qtbot)
    editor.set_value((PlanStep(action="Go"),))
    editor.table.setCurrentCell(0, 1)
    QTest.keyClick(editor.table, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "Shift")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qapp.processEvents()  # what the cell's own Enter would have sent later (a message of Qt fails here)
    assert sent == [(PlanStep(who="Shift", action="Go"),)]


def test_that_a_number_in_a_step_that_is_none_names_its_row(qtbot: QtBot) -> None:
    editor = ItemTableEditor(STEPS, PLAN_STEP)
    _shown(editor, qtbot)
    editor.set_value((PlanStep(action="Go"),))
    item = editor.table.item(0, 0)
    assert item is not None
    item.setText("soon")
    assert not editor.commit()
    assert editor.fault.startswith("Row 1, T + min:")
    assert item.text() == "soon"


def test_that_ratings_with_words_show_them_and_others_take_digits(qtbot: QtBot) -> None:
    risk, call = BY_NAME["risk"], BY_NAME["callback"]
    words = ChoiceEditor(risk.field("likelihood"))
    _shown(words, qtbot)
    assert [words.combo.itemText(n) for n in range(3)] == ["–", "1 Rare, < 10 %", "2 Unlikely, 10–30 %"]
    score = ScoreEditor(call.field("overall"))
    sent = _shown(score, qtbot)
    QTest.keyClick(focused(), Qt.Key.Key_4)
    assert sent == []
    assert score.dirty
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert sent == [4]
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert sent == [4, None]


def test_that_yes_no_has_unknown_only_where_it_may_be_empty(qtbot: QtBot) -> None:
    free = YesNoEditor(BY_NAME["asset"].field("redundancy"))
    sent = _shown(free, qtbot)
    QTest.mouseClick(free.control.part("1"), Qt.MouseButton.LeftButton)
    assert sent == [False]
    QTest.mouseClick(free.control.part("0"), Qt.MouseButton.LeftButton)
    assert sent == [False, True]
    QTest.mouseClick(free.control.part("2"), Qt.MouseButton.LeftButton)
    assert sent == [False, True, None]
    needed = YesNoEditor(BY_NAME["org_unit"].field("in_scope"))
    qtbot.addWidget(needed)
    with pytest.raises(KeyError):
        needed.control.part("2")


def test_that_keys_in_a_closed_list_wait_for_enter(qtbot: QtBot) -> None:
    editor = ChoiceEditor(ACCOUNT.field("segment"))
    sent = _shown(editor, qtbot)
    QTest.keyClick(editor.combo, Qt.Key.Key_Down)
    QTest.keyClick(editor.combo, Qt.Key.Key_Down)
    assert sent == []
    QTest.keyClick(editor.combo, Qt.Key.Key_Return)
    assert sent == ["enterprise"]
    QTest.keyClick(editor.combo, Qt.Key.Key_Delete)
    assert editor.commit()
    assert sent == ["enterprise", None]


def test_that_a_choice_of_a_newer_version_is_shown_as_stored(qtbot: QtBot) -> None:
    editor = ChoiceEditor(ACCOUNT.field("segment"))
    qtbot.addWidget(editor)
    editor.set_value("charity")
    assert editor.combo.currentText() == "charity"
    editor.touch()
    assert editor.value() == "charity"


def test_that_the_audience_is_a_word_with_a_menu(qtbot: QtBot) -> None:
    editor = AudienceEditor(ACCOUNT.field("audience"))
    sent = _shown(editor, qtbot)
    editor.set_value("internal")
    assert editor.button.label() == "Internal"
    editor._actions["customer"].trigger()
    assert sent == ["customer"]
    assert editor.button.accessibleName() == "Audience: Shareable"


def test_that_alt_down_opens_the_calendar_and_a_day_is_kept(session: Session, qtbot: QtBot) -> None:
    editor = DateEditor(BY_NAME["risk"].field("due"), session.today)
    sent = _shown(editor, qtbot)
    QTest.keyClick(editor.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = editor._popup
    assert popup is not None
    assert popup.isVisible()
    popup.calendar.clicked.emit(QDate(2026, 12, 4))
    assert sent == [date(2026, 12, 4)]
    assert not popup.isVisible()
    editor.open_calendar()
    popup.none_button.click()
    assert sent == [date(2026, 12, 4), None]
    assert editor.edit.text() == ""


def test_that_today_may_be_typed(session: Session, qtbot: QtBot) -> None:
    editor = DateEditor(BY_NAME["risk"].field("due"), session.today)
    sent = _shown(editor, qtbot)
    QTest.keyClicks(editor.edit, "today")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert sent == [session.today()]
    assert editor.edit.text() == "2 Nov 2026"


def test_that_a_note_keeps_enter_for_itself_and_grows(qtbot: QtBot) -> None:
    editor = NoteEditor(ACCOUNT.field("notes"))
    sent = _shown(editor, qtbot)
    low = editor.edit.height()
    for _ in range(5):
        QTest.keyClicks(editor.edit, "line")
        QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert sent == []
    assert editor.edit.height() > low
    QTest.keyClick(editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == ["line\nline\nline\nline\nline"]


def test_that_markup_in_a_note_stays_as_typed(qtbot: QtBot) -> None:
    editor = NoteEditor(ACCOUNT.field("notes"))
    qtbot.addWidget(editor)
    editor.set_value("<b>bold</b>\n<img src=x>")
    assert editor.edit.toPlainText() == "<b>bold</b>\n<img src=x>"


def test_that_stored_text_with_spaces_at_its_ends_is_no_change(qtbot: QtBot) -> None:
    editor = NoteEditor(ACCOUNT.field("notes"))
    sent = _shown(editor, qtbot)
    editor.set_value("  imported  \n")
    assert editor.commit()
    assert sent == []


def test_that_money_above_32_bits_arrives_whole(qtbot: QtBot) -> None:
    field = FieldSpec("sales_minor", "Sales", Kind.MONEY)
    editor = MoneyEditor(field, currency="EUR")
    sent = _shown(editor, qtbot)
    QTest.keyClicks(editor.edit, "99,999,999,999.99")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert sent == [9_999_999_999_999]
    editor.set_currency("JPY")
    editor.set_value(1200)
    assert editor.edit.text() == "1,200"


def test_that_a_number_field_says_what_it_takes(qtbot: QtBot) -> None:
    editor = NumberEditor(ACCOUNT.field("employees"))
    sent = _shown(editor, qtbot)
    QTest.keyClicks(editor.edit, "many")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert sent == []
    assert editor.fault == "This is not a number. Write it as 1,200."
    assert editor.edit.text() == "many"
    assert editor.edit.property("fault") is True


def test_that_values_only_verbs_set_are_shown_and_not_edited(refs: RefSource, qtbot: QtBot) -> None:
    editor = make_editor(BY_NAME["risk"].field("code"), refs)
    qtbot.addWidget(editor)
    editor.set_value("R-12")
    editor.touch()
    assert editor.value() == "R-12"


def test_that_a_value_can_be_refused_by_the_receiver(qtbot: QtBot) -> None:
    editor = NumberEditor(ACCOUNT.field("employees"))
    qtbot.addWidget(editor)
    editor.committed.connect(lambda _value: editor.set_fault("No."))
    editor.edit.setText("5")
    editor.touch()
    assert not editor.commit()
    assert editor.kept is None
    assert editor.edit.text() == "5"


def test_that_undo_belongs_to_the_text_only_while_something_is_typed(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    editor = LineEditor(ACCOUNT.field("industry"))
    window.setCentralWidget(editor)
    taken: list[bool] = []
    action = window.addAction("Undo")
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: taken.append(True))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.setFocus()
    QTest.keyClicks(editor.edit, "Food")
    QTest.keyClick(editor.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (taken, editor.edit.text()) == ([], "")
    QTest.keyClicks(editor.edit, "Rail")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    QTest.keyClick(editor.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == [True]
