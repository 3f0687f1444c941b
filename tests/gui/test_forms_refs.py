# SPDX-License-Identifier: Apache-2.0
"""Choosing other records: by typing, from the list, as chips, and adding unknown names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT
from planner.services import crud
from planner.services.session import Session
from tests import builders
from tests.gui.forms_support import keep, make_app, steps
from ui.forms.editors import (
    Editor,
    RefEditor,
    RefListEditor,
    RefSource,
)

OWNER = ACCOUNT.field("owner_id")
MET = BY_NAME["interaction"].field("participants")


@pytest.fixture
def account(session: Session) -> str:
    """An account with two contacts, beside one with another."""
    mine, other = builders.an_account(name="Meridian"), builders.an_account(name="Other")
    keep(
        session,
        mine,
        other,
        builders.a_contact(account_id=mine.id, name="Elena Ruiz", title="CFO"),
        builders.a_contact(account_id=mine.id, name="陈丽华"),
        builders.a_contact(account_id=other.id, name="Elena Other"),
    )
    return mine.id


@pytest.fixture
def refs(session: Session, account: str) -> Iterator[RefSource]:
    """Choices of the account."""
    app, _ = make_app(session)
    yield RefSource(app, account)
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


def test_that_typing_a_beginning_offers_names_of_the_account_alone(refs: RefSource, qtbot: QtBot) -> None:
    editor = RefEditor(BY_NAME["risk"].field("customer_owner_id"), refs)
    sent = _shown(editor, qtbot)
    QTest.keyClicks(editor.edit, "ele")
    assert editor.edit.rows() == ["Elena Ruiz · CFO", "Add “ele”"]
    editor.edit.take(0)
    assert sent == [editor.value()]
    assert editor.edit.text() == "Elena Ruiz"
    editor.edit._popup.hide()


def test_that_enter_in_the_open_list_takes_the_marked_record(refs: RefSource, qtbot: QtBot) -> None:
    editor = RefEditor(BY_NAME["risk"].field("customer_owner_id"), refs)
    sent = _shown(editor, qtbot)
    editor.edit.insert("陈")
    assert editor.edit.list_open()
    QTest.keyClick(editor.edit._popup, Qt.Key.Key_Return)
    assert editor.edit.text() == "陈丽华"
    assert len(sent) == 1
    assert not editor.edit.list_open()


def test_that_tab_takes_the_marked_record_but_makes_no_new_one(refs: RefSource, qtbot: QtBot) -> None:
    editor = RefEditor(BY_NAME["risk"].field("customer_owner_id"), refs)
    sent = _shown(editor, qtbot)
    editor.edit.insert("ele")
    assert editor.edit.list_open()
    QTest.keyClick(editor.edit._popup, Qt.Key.Key_Tab)
    assert (editor.edit.text(), len(sent)) == ("Elena Ruiz", 1)
    editor.clear()
    editor.edit.insert("Nobody known")
    QTest.keyClick(editor.edit._popup, Qt.Key.Key_Tab)
    assert sent[1:] == [None]


def test_that_an_unknown_name_can_be_added_on_the_spot(session: Session, refs: RefSource, qtbot: QtBot) -> None:
    editor = RefEditor(OWNER, refs)
    sent = _shown(editor, qtbot)
    QTest.keyClicks(editor.edit, "Ana")
    assert editor.edit.rows()[-1] == "Add “Ana”"
    editor.edit.take(len(editor.edit.rows()) - 1)
    editor.edit._popup.hide()
    made = [person for person in crud.every(session, PERSON) if person.name == "Ana"]
    assert sent == [made[0].id]


def test_that_an_exact_name_is_enough_and_an_unknown_one_is_kept_with_a_sentence(
    session: Session, refs: RefSource, qtbot: QtBot
) -> None:
    editor = RefEditor(OWNER, refs)
    sent = _shown(editor, qtbot)
    editor.edit.setText("dana whitfield")
    editor.touch()
    assert editor.commit()
    assert sent == [session.me]
    editor.edit.setText("Nobody")
    editor.touch()
    assert not editor.commit()
    assert editor.edit.text() == "Nobody"
    assert "Nobody" in editor.fault
    editor.revert()
    assert editor.edit.text() == "Dana Whitfield"


def test_that_the_cross_empties_a_reference(session: Session, refs: RefSource, qtbot: QtBot) -> None:
    editor = RefEditor(OWNER, refs)
    sent = _shown(editor, qtbot)
    editor.set_value(session.me)
    editor.clear()
    assert sent == [None]


def test_that_people_who_left_are_named_but_not_offered(session: Session, refs: RefSource, qtbot: QtBot) -> None:
    gone = builders.a_person(name="Gone Person", left_on=date(2026, 1, 1))
    keep(session, gone)
    editor = RefEditor(OWNER, refs)
    _shown(editor, qtbot)
    editor.set_value(gone.id)
    assert editor.edit.text() == "Gone Person"
    assert gone.id not in {choice.id for choice in refs.choices("person", "gone")}


def test_that_chips_of_records_are_added_and_removed_one_step_each(
    session: Session, account: str, refs: RefSource, qtbot: QtBot
) -> None:
    editor = RefListEditor(MET, refs)
    sent = _shown(editor, qtbot)
    first, second = (person.id for person in crud.of_account(session, CONTACT, account))
    QTest.keyClicks(editor.edit, "ruiz")
    editor.ref_line.take(0)
    editor.ref_line._popup.hide()
    editor.add(second, "陈丽华")
    editor.add(second, "陈丽华")
    QTest.keyClick(editor.edit, Qt.Key.Key_Backspace)
    assert sent == [(first,), (first, second), (first,)]
    chip = editor._chips[0]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert sent[-1] == ()
    assert editor.edit.hasFocus()


def test_that_a_reference_offers_every_word_order_without_accents(session: Session, refs: RefSource) -> None:
    keep(session, builders.a_person(name="Ángela Vidal-Öztürk"))
    for text in ("vidal ang", "ANGELA", "ozt", "Ａｎｇｅｌａ"):
        assert [choice.label for choice in refs.choices("person", text)] == ["Ángela Vidal-Öztürk"]
    assert steps(session) > 0
