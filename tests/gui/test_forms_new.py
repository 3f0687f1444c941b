# SPDX-License-Identifier: Apache-2.0
"""New records, several records at once, and grade decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.relations.contact import CONTACT
from planner.entities.service.action import ACTION
from planner.services import crud
from planner.services.lookups import choices, label_of
from planner.services.session import Session
from tests import builders
from tests.gui.forms_support import focused, keep, make_app, steps
from ui.context import AppContext
from ui.forms.bulk_edit import BulkEditDialog, BulkEditPanel
from ui.forms.entity_form import EntityForm
from ui.forms.grade_editor import GradeDialog, GradeField, GradePanel, default_end
from ui.forms.new_record import NewRecordDialog, NewRecordPanel
from ui.forms.overrides import BULK_FIELDS, NEW_FIELDS, SECTIONS, new_fields


@pytest.fixture
def context(session: Session) -> Iterator[AppContext]:
    """A context with the real session."""
    app, _ = make_app(session)
    yield app
    app.bridge.detach()


@pytest.fixture
def account(session: Session) -> str:
    """One kept account."""
    made = builders.an_account(name="Meridian")
    keep(session, made)
    return made.id


def _panel(context: AppContext, qtbot: QtBot, name: str, **options: Any) -> tuple[NewRecordPanel, list[str]]:
    panel = NewRecordPanel(context, BY_NAME[name], **options)
    qtbot.addWidget(panel)
    made: list[str] = []
    panel.created.connect(made.append)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.start()
    return panel, made


def test_that_the_override_lists_name_fields_that_exist() -> None:
    named = [(name, field) for name, fields in {**NEW_FIELDS, **BULK_FIELDS}.items() for field in fields]
    named += [(name, field) for name, parts in SECTIONS.items() for _, fields in parts for field in fields]
    for name, field in named:
        assert BY_NAME[name].field(field).editable


def test_that_a_name_and_enter_make_a_person(context: AppContext, session: Session, account: str, qtbot: QtBot) -> None:
    panel, made = _panel(context, qtbot, "contact", account_id=account)
    before = steps(session)
    QTest.keyClicks(focused(), "Elena Ruiz")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert made
    assert crud.get(session, CONTACT, made[0]).name == "Elena Ruiz"
    assert crud.get(session, CONTACT, made[0]).account_id == account
    assert steps(session) == before + 1
    assert panel.row("name").fault() == ""


def test_that_escape_makes_nothing(context: AppContext, session: Session, account: str, qtbot: QtBot) -> None:
    panel, made = _panel(context, qtbot, "contact", account_id=account)
    gone: list[bool] = []
    panel.cancelled.connect(lambda: gone.append(True))
    QTest.keyClicks(focused(), "Elena")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert gone == []  # the first one empties the field
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert gone == [True]
    assert made == []
    assert crud.every(session, CONTACT) == []


def test_that_a_needed_field_says_so_and_gets_the_focus(
    context: AppContext, session: Session, account: str, qtbot: QtBot
) -> None:
    panel, made = _panel(context, qtbot, "contact", account_id=account)
    panel.create_button.setFocus()
    panel.create_button.click()
    assert made == []
    assert panel.row("name").fault() == "Name is needed."
    focus = focused()
    assert panel.row("name").field_editor.isAncestorOf(focus)
    assert crud.every(session, CONTACT) == []


def test_that_a_wrong_value_is_said_on_leaving(context: AppContext, account: str, qtbot: QtBot) -> None:
    panel, made = _panel(context, qtbot, "contact", account_id=account)
    editor: Any = panel.row("email").field_editor
    editor.edit.setText("no address")
    editor.touch()
    editor.commit()
    assert panel.row("email").fault()
    panel.create_record()
    assert made == []
    assert editor.edit.text() == "no address"


def test_that_new_records_start_today_and_mine(
    context: AppContext, session: Session, account: str, qtbot: QtBot
) -> None:
    panel, made = _panel(context, qtbot, "action", account_id=account, preset={"parent_type": "risk"})
    QTest.keyClicks(focused(), "Order module")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    action = crud.get(session, ACTION, made[0])
    assert (action.owner_id, action.opened_on) == (session.me, session.today())
    assert action.parent_type == "risk"
    assert panel.row("owner_id").field_editor.value() == session.me


def test_that_a_verb_of_the_caller_replaces_the_plain_way(
    context: AppContext, session: Session, account: str, qtbot: QtBot
) -> None:
    seen: list[object] = []

    def add(given: Session, values: Any, source: object) -> str:
        seen.extend([given, values["title"], source])
        return "made"

    panel, made = _panel(context, qtbot, "action", account_id=account, add=add)
    QTest.keyClicks(focused(), "Call")
    panel.create_record()
    assert seen == [session, "Call", panel]
    assert made == ["made"]


@pytest.mark.parametrize("name", [spec.name for spec in ENTITIES if new_fields(spec)])
def test_that_every_noun_can_be_asked_for(context: AppContext, account: str, qtbot: QtBot, name: str) -> None:
    dialog = NewRecordDialog(context, BY_NAME[name], account_id=account)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle()
    assert dialog.panel.values() is not None
    dialog.reject()


def test_that_a_new_account_with_a_grade_records_the_decision(
    context: AppContext, session: Session, qtbot: QtBot
) -> None:
    panel, made = _panel(context, qtbot, "account")
    QTest.keyClicks(focused(), "Vantaa Rail")
    panel.row("grade").field_editor.set_value("A")
    panel.create_record()
    assert crud.get(session, ACCOUNT, made[0]).grade == "A"
    assert [decision.grade for decision in crud.every(session, GRADE_DECISION)] == ["A"]


def test_that_several_records_change_in_one_step(context: AppContext, session: Session, qtbot: QtBot) -> None:
    ids = [builders.an_account(city="Oslo") for _ in range(3)]
    keep(session, *ids)
    panel = BulkEditPanel(context, ACCOUNT, [made.id for made in ids])
    qtbot.addWidget(panel)
    done: list[Any] = []
    panel.applied.connect(done.append)
    assert not panel.apply_button.isEnabled()
    panel.choose("industry")
    panel.choose("city")
    panel.choose("audience")
    panel.editor("industry").edit.setText("Rail")
    panel.editor("industry").touch()
    panel.editor("audience").set_value("team_lead")
    assert not panel.apply_button.isEnabled()
    assert not panel.row("city").warning.isVisibleTo(panel)
    panel.row("city").empty.click()
    assert panel.row("city").warning.isVisibleTo(panel)
    assert panel.apply_button.isEnabled()
    before = steps(session)
    panel.apply()
    assert steps(session) == before + 1
    assert len(done) == 1
    kept = [crud.get(session, ACCOUNT, made.id) for made in ids]
    assert kept == [replace(made, industry="Rail", city=None, audience="team_lead") for made in ids]
    session.undo()
    assert [crud.get(session, ACCOUNT, made.id) for made in ids] == ids


def test_that_a_field_is_emptied_only_when_that_is_chosen(context: AppContext, session: Session, qtbot: QtBot) -> None:
    made = builders.an_account(city="Oslo")
    keep(session, made)
    panel = BulkEditPanel(context, ACCOUNT, [made.id])
    qtbot.addWidget(panel)
    panel.choose("city")
    assert not panel.apply_button.isEnabled()
    before = steps(session)
    panel.editor("city").entered.emit()
    assert steps(session) == before
    assert panel.editor("city").fault
    panel.row("city").empty.click()
    assert not panel.editor("city").isEnabled()
    panel.row("city").empty.click()
    assert not panel.apply_button.isEnabled()
    panel.row("city").empty.click()
    panel.apply_button.click()
    assert crud.get(session, ACCOUNT, made.id).city is None


def test_that_tab_goes_through_the_fields_then_to_the_buttons(context: AppContext, account: str, qtbot: QtBot) -> None:
    dialog = BulkEditDialog(context, ACCOUNT, [account])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.panel.choose("city")
    dialog.panel.choose("industry")
    qtbot.waitUntil(lambda: dialog.panel.row("industry").isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.panel.editor("city").setFocus()
    seen = []
    for _ in range(8):
        seen.append(focused().accessibleName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    leave = "Leave {} as it is"
    rows = [word for name in ("City", "Industry") for word in (name, f"Empty {name}", leave.format(name))]
    assert seen == [*rows, "Choose a field", "Cancel"]


def test_that_a_needed_field_of_several_records_must_be_chosen(context: AppContext, account: str, qtbot: QtBot) -> None:
    panel = BulkEditPanel(context, ACCOUNT, [account])
    qtbot.addWidget(panel)
    panel.choose("audience")
    panel.apply()
    assert panel.editor("audience").fault


def test_that_a_chosen_field_can_be_left_out_again(context: AppContext, account: str, qtbot: QtBot) -> None:
    dialog = BulkEditDialog(context, ACCOUNT, [account])
    qtbot.addWidget(dialog)
    panel = dialog.panel
    panel.choose("industry")
    assert not panel._choices["industry"].isVisible()
    assert not panel._choices["grade"].isVisible()
    panel.row("industry").drop.click()
    assert not panel._rows
    assert panel._choices["industry"].isVisible()


def test_that_a_grade_is_decided_with_reason_and_end(
    context: AppContext, session: Session, account: str, qtbot: QtBot
) -> None:
    other = builders.an_account()
    keep(session, other)
    panel = GradePanel(context, [account, other.id])
    qtbot.addWidget(panel)
    done: list[str] = []
    panel.decided.connect(done.append)
    panel.decide()
    assert done == []
    panel.grade.control.choose("0")
    assert panel.until.value() == date(2027, 5, 2)
    panel.reason.edit.setPlainText("Largest customer")
    before = steps(session)
    panel.decide()
    assert done == ["S"]
    assert steps(session) == before + 1
    decisions = crud.every(session, GRADE_DECISION)
    assert {(d.account_id, d.grade, d.reason, d.valid_until) for d in decisions} == {
        (account, "S", "Largest customer", date(2027, 5, 2)),
        (other.id, "S", "Largest customer", date(2027, 5, 2)),
    }


def test_that_the_end_of_a_decision_follows_the_grade() -> None:
    assert default_end("A", date(2026, 11, 21)) == date(2027, 11, 21)
    assert default_end("S", date(2026, 8, 31)) == date(2027, 2, 28)
    assert default_end("ungraded", date(2026, 8, 31)) is None


def test_that_the_form_of_an_account_grades_by_decision(
    context: AppContext, session: Session, account: str, qtbot: QtBot
) -> None:
    form = EntityForm(context, ACCOUNT)
    qtbot.addWidget(form)
    form.load(crud.get(session, ACCOUNT, account))
    form.show()
    field = form.editor("grade")
    assert isinstance(field, GradeField)
    field.button.click()
    dialog = form.findChild(GradeDialog)
    assert dialog is not None
    dialog.panel.grade.control.choose("1")
    dialog.panel.decide()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: field.kept == "A")
    assert crud.get(session, ACCOUNT, account).grade == "A"


def test_that_names_are_found_by_the_beginnings_of_their_words(session: Session) -> None:
    names = ("Meridian Foods", "Foods of Norway", "海岚物流 Hailan", "Öresund Ferries", "Seafoods")
    keep(session, *(builders.an_account(name=name, city="Oslo") for name in names))
    assert [c.label for c in choices(session, "account", "foods")] == [
        "Foods of Norway",
        "Meridian Foods",
        "Seafoods",
    ]
    assert [c.label for c in choices(session, "account", "海岚")] == ["海岚物流 Hailan"]
    assert [c.label for c in choices(session, "account", "ores")] == ["Öresund Ferries"]
    assert choices(session, "account", "ores")[0].second == "Oslo"
    assert len(choices(session, "account", "", limit=2)) == 2
    assert choices(session, "account", "nothing") == []


def test_that_coded_records_are_named_by_code_and_title(session: Session, account: str) -> None:
    risk = builders.a_risk(account_id=account, code="R-12", statement="Overload")
    review = builders.a_network_review(account_id=account, code="V-3", done_on=date(2026, 11, 12))
    keep(session, risk, review)
    assert label_of(session, "risk", risk.id) == "R-12 Overload"
    assert label_of(session, "network_review", review.id) == "V-3 12 Nov 2026"
    assert label_of(session, "risk", "unknown") == ""
    assert [c.id for c in choices(session, "risk", "12", account)] == [risk.id]
    assert choices(session, "risk", "12", "another") == []


def test_that_the_window_grows_for_a_fault_and_squeezes_no_field(context: AppContext, qtbot: QtBot) -> None:
    dialog = NewRecordDialog(context, ACCOUNT)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.panel.start()
    row, low = dialog.panel.row("name"), dialog.height()
    high = row.height()
    dialog.panel._fault.say("The disk is full, so this was not saved. " * 6)
    qtbot.waitUntil(lambda: dialog.height() > low and row.height() >= high)
