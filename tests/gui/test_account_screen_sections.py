# SPDX-License-Identifier: Apache-2.0
"""The lists of the account page: people, risks, actions, timeline, files, profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.customers.account import Account
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.interaction import INTERACTION
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.services import actions, crud, customers, evidence, interactions, people, plans, risks
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.actions.spec import Context
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.commands import new_note
from ui.screens.account.screen import AccountScreen


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    return customers.add_account(session, "Meridian Foods")


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp) -> Iterator[AccountScreen]:
    made = AccountScreen(app)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    for window in made.window().findChildren(QDialog):
        window.reject()


def opened(
    screen: AccountScreen, account: Account, section: str, record: str | None = None, field: str | None = None
) -> Any:
    screen.show_place(Place(page="account", account_id=account.id, section=section, record=record, field=field))
    return screen.pages.currentWidget()


def settle(qtbot: QtBot, screen: AccountScreen, refreshes: int) -> None:
    qtbot.waitUntil(lambda: screen.refreshes > refreshes, timeout=3000)


def test_that_an_empty_list_asks_its_question_and_has_no_pane(screen: AccountScreen, account: Account) -> None:
    for section in ("people", "risks", "actions", "timeline", "files", "sites"):
        part = opened(screen, account, section)
        assert part.body.currentWidget() is part.empty
        assert screen.details is None


def test_that_the_first_person_is_selected_and_shown(screen: AccountScreen, session: Session, account: Account) -> None:
    people.add_contact(session, account.id, "J. Paz")
    people.add_contact(session, account.id, "E. Ruiz", role="approver", title="CFO")
    part = opened(screen, account, "people")
    assert part.table.rows.view().texts()[0][0] == "E. Ruiz CFO"
    assert part.pane.header.title() == "E. Ruiz"
    assert screen.details is part.pane


def test_that_choosing_a_level_records_it_and_asks_for_two_pieces_of_evidence(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account, app: FakeApp
) -> None:
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    part = opened(screen, account, "people", contact.id)
    before = screen.refreshes
    part.person._commit("level", "2")
    settle(qtbot, screen, before)
    assert [a.level for a in crud.of_account(session, RELATION_ASSESSMENT, account.id)] == ["2"]
    assert part.person.meaning.full_text().startswith("+2 speaks for us")
    assert part.person.evidence.need() == "2 more pieces are needed"
    assert part.person.evidence.asking()
    assert app.notices.undoable


def test_that_a_role_is_given_and_taken_away(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    contact = people.add_contact(session, account.id, "E. Ruiz")
    part = opened(screen, account, "people", contact.id)
    before = screen.refreshes
    part.person._commit("role", "decider")
    settle(qtbot, screen, before)
    assert part.table.rows.view().texts()[0][2] == "Decider"
    before = screen.refreshes
    part.person._commit("role", None)
    settle(qtbot, screen, before)
    assert part.table.rows.view().texts()[0][2] == ""


def test_that_the_filter_finds_people_by_any_column_and_can_be_cleared(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    people.add_contact(session, account.id, "E. Ruiz", email="ruiz@meridian.example")
    people.add_contact(session, account.id, "J. Paz")
    part = opened(screen, account, "people")
    part.filter.setText("meridian.example")
    qtbot.waitUntil(lambda: part.table.rows.rowCount() == 1)
    part.filter.setText("nobody")
    qtbot.waitUntil(lambda: part.body.currentWidget() is part.nothing)
    part.clear_filter()
    assert part.table.rows.rowCount() == 2


def test_that_several_people_are_noted_as_gone_in_one_step(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    ids = [people.add_contact(session, account.id, name).id for name in ("A", "B")]
    part = opened(screen, account, "people")
    part.table.select(ids)
    assert part._chosen_holder.isVisible()
    part._left()
    assert all(c.left_on == session.today() for c in crud.of_account(session, CONTACT, account.id))
    session.undo()
    assert all(c.left_on is None for c in crud.of_account(session, CONTACT, account.id))


def test_that_risks_are_ranked_and_unrated_ones_wait_in_the_tray(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    low = risks.add_risk(session, account.id, "Filter over age", likelihood=2, impact=2)
    high = risks.add_risk(session, account.id, "Rectifier overload", likelihood=3, impact=4)
    waiting = risks.add_risk(session, account.id, "Fuel contract ends")
    part = opened(screen, account, "risks")
    assert part.table.rows.view().keys == (high.id, low.id, waiting.id)
    assert part.tray.count.full_text() == "Not assessed (1)"
    part.tray.rate.click()
    assert part.table.keys() == (waiting.id,)


def test_that_a_rating_is_kept_and_its_score_said_in_words(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    part = opened(screen, account, "risks", risk.id)
    before = screen.refreshes
    for name, value in (("likelihood", 3), ("impact", 4)):
        editor = part.risk.rating.editor(name)
        editor.combo.setCurrentIndex(value)
        editor.touch()
        editor.commit()
    settle(qtbot, screen, before)
    kept = crud.get(session, RISK, risk.id)
    assert (kept.likelihood, kept.impact) == (3, 4)
    qtbot.waitUntil(lambda: part.risk.score.full_text() == "3 Possible, 30–50 % × 4 Major = 12 High")


def test_that_add_plan_makes_a_plan_that_says_what_it_needs(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    risk = risks.add_risk(session, account.id, "Rectifier overload", likelihood=3, impact=4)
    part = opened(screen, account, "risks", risk.id)
    before = screen.refreshes
    part.risk.add_plan()
    settle(qtbot, screen, before)
    assert len(crud.of_account(session, CONTINGENCY_PLAN, account.id)) == 1
    assert part.risk.plan_form.isVisibleTo(part.pane.body)
    assert part.risk.plan_words.full_text() == "To be valid it needs: trigger, decider, a step"


def test_that_a_plan_selects_its_risk(screen: AccountScreen, session: Session, account: Account) -> None:
    risks.add_risk(session, account.id, "First", likelihood=5, impact=5)
    risk = risks.add_risk(session, account.id, "Second", likelihood=2, impact=2)
    plan = plans.add_plan(session, [risk.id])
    part = opened(screen, account, "risks", plan.id)
    assert part.table.keys() == (risk.id,)


def test_that_the_state_of_a_risk_goes_through_its_verbs(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    risk = risks.add_risk(session, account.id, "Rectifier overload", likelihood=3, impact=4)
    part = opened(screen, account, "risks", risk.id)
    part.risk._to_state("treated")
    kept = crud.get(session, RISK, risk.id)
    assert (kept.state, kept.treated_on) == ("treated", session.today())


def test_that_one_line_and_enter_add_an_action_of_mine(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    actions.add_action(session, account.id, "Earlier", session.today())
    part = opened(screen, account, "actions")
    before = screen.refreshes
    part.line.setText("Send offer")
    QTest.keyClick(part.line, Qt.Key.Key_Return)
    settle(qtbot, screen, before)
    made = next(a for a in crud.of_account(session, ACTION, account.id) if a.title == "Send offer")
    assert made.owner_id == session.me
    assert part.table.keys() == (made.id,)


def test_that_ctrl_enter_marks_done_and_undo_opens_again(
    screen: AccountScreen, session: Session, account: Account, app: FakeApp
) -> None:
    action = actions.add_action(session, account.id, "Send offer", session.today())
    part = opened(screen, account, "actions")
    QTest.keyClick(part.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert crud.get(session, ACTION, action.id).done_on == session.today()
    assert app.notices.undoable
    session.undo()
    assert crud.get(session, ACTION, action.id).done_on is None


def test_that_several_actions_are_replanned_or_dropped_with_a_reason(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    ids = [actions.add_action(session, account.id, name, session.today()).id for name in ("A", "B")]
    part = opened(screen, account, "actions")
    part.table.select(ids)
    part.replan_by(7)
    found = crud.of_account(session, ACTION, account.id)
    assert {a.due for a in found} == {session.today() + timedelta(days=7)}
    part.drop("not needed")
    found = crud.of_account(session, ACTION, account.id)
    assert {(a.dropped_on, a.drop_reason) for a in found} == {(session.today(), "not needed")}


def test_that_finished_actions_show_when_asked(screen: AccountScreen, session: Session, account: Account) -> None:
    action = actions.add_action(session, account.id, "Send offer")
    actions.done(session, [action.id])
    part = opened(screen, account, "actions")
    assert part.table.rows.rowCount() == 0
    part.finished.setChecked(True)
    assert part.table.rows.view().keys == (action.id,)


def test_that_the_timeline_begins_at_the_newest_moment_under_its_month(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    day = session.today()
    interactions.log(session, account.id, "Budget meeting", day)
    interactions.log(session, account.id, "Older visit", day - timedelta(days=60))
    part = opened(screen, account, "timeline")
    texts = [line[0:2] for line in part.table.rows.view().texts()]
    assert texts[0][0].endswith(str(day.year))
    assert texts[1][1] == "Budget meeting"
    assert part.note_form.entity.title == "Budget meeting"
    QTest.keyClick(part.table, Qt.Key.Key_Down)
    assert part.note_form.entity.title == "Older visit"


def test_that_chips_narrow_the_timeline_by_kind(screen: AccountScreen, session: Session, account: Account) -> None:
    interactions.log(session, account.id, "Budget meeting")
    risks.add_risk(session, account.id, "Rectifier overload")
    part = opened(screen, account, "timeline")
    part.chips["risks"].setChecked(True)
    assert [row[1] for row in part.table.rows.view().texts() if row[1]] == ["Risk found"]


def test_that_enter_on_a_risk_of_the_timeline_goes_to_it(
    screen: AccountScreen, session: Session, account: Account, app: FakeApp
) -> None:
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    part = opened(screen, account, "timeline")
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert (app.navigator.went[-1].section, app.navigator.went[-1].record) == ("risks", risk.id)


def test_that_a_note_from_anywhere_is_kept_with_its_title(
    screen: AccountScreen, session: Session, account: Account, app: FakeApp
) -> None:
    opened(screen, account, "overview")
    screen.activateWindow()
    new_note(app, Context(account_id=account.id))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible())
    dialog.panel.row("title").field_editor.set_value("Called J. Paz")
    dialog.panel.create_record()
    assert [i.title for i in crud.of_account(session, INTERACTION, account.id)] == ["Called J. Paz"]
    assert app.notices.undoable == ["Noted: Called J. Paz"]


def test_that_a_file_is_copied_in_as_a_job_and_selected(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account, app: FakeApp, tmp_path: Path
) -> None:
    source = tmp_path / "offer.txt"
    source.write_text("Our offer", encoding="utf-8")
    part = opened(screen, account, "files")
    before = screen.refreshes
    app.prompts.paths = [source]
    part.new_record()
    settle(qtbot, screen, before)
    kept = crud.of_account(session, ATTACHMENT, account.id)
    assert [file.file_name for file in kept] == ["offer.txt"]
    assert part.table.keys() == (kept[0].id,)
    assert "Adding files" in app.jobs.titles


def test_that_a_selected_unit_brings_its_form_beside_the_profile(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    unit = crud.add(session, ORG_UNIT, account_id=account.id, name="IT")
    part = opened(screen, account, "profile")
    assert screen.details is None
    part.show_record(unit.id, None)
    assert screen.details is part.pane
    assert part.forms["org_unit"].entity.name == "IT"
    assert part.selection() == ("org_unit", (unit.id,))


def test_that_f2_and_enter_lead_into_the_fields(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    people.add_contact(session, account.id, "E. Ruiz")
    part = opened(screen, account, "people")
    focused: list[str | None] = []
    part.focus_first = focused.append
    part.table.opened.connect(lambda _index: None)
    part.edit = lambda: focused.append("edit")
    QTest.keyClick(part.table, Qt.Key.Key_F2)
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert focused == ["edit", "edit"]


def test_that_a_piece_of_evidence_lowers_what_is_needed_and_can_be_unlinked(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    level = people.assess(session, contact.id, "2")
    evidence.link(session, "relation_assessment", level.id, ("interaction", "Spoke for us", "E2", None))
    part = opened(screen, account, "people", contact.id)
    box = part.person.evidence
    assert box.need() == "1 more piece is needed"
    box._toggle(crud.of_account(session, EVIDENCE_LINK, account.id)[0].id)
    assert box.form.entity.paraphrase == "Spoke for us"
    before = screen.refreshes
    box.unlink.click()
    settle(qtbot, screen, before)
    assert box.need() == "2 more pieces are needed"
