# SPDX-License-Identifier: Apache-2.0
"""The account page: header, sections, overview with its reasons, and the way keys move through it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.service.callback import CALLBACK
from planner.kernel.dates import short_day
from planner.services import actions, crud, customers, people, risks
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.stores import a_stored
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.moment_row import MomentRow
from ui.screens.account.overview_section import OverviewSection
from ui.screens.account.screen import AccountScreen, owner_of
from ui.screens.account.table_section import TableSection
from ui.screens.account.why_pane import WhyRow
from ui.widgets.rows import ListRow


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    return customers.add_account(session, "Meridian Foods", industry="Food retail")


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp, account: Account) -> Iterator[AccountScreen]:
    made = AccountScreen(app)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    show(made, account, "overview")
    yield made
    for window in made.window().findChildren(NewRecordDialog):
        window.reject()


def show(screen: AccountScreen, account: Account, section: str, record: str | None = None) -> None:
    screen.show_place(Place(page="account", account_id=account.id, section=section, record=record))


def overview_of(screen: AccountScreen) -> OverviewSection:
    found = screen.pages.currentWidget()
    assert isinstance(found, OverviewSection)
    return found


def section_of(screen: AccountScreen) -> TableSection:
    found = screen.pages.currentWidget()
    assert isinstance(found, TableSection)
    return found


def settle(qtbot: QtBot, screen: AccountScreen, refreshes: int) -> None:
    qtbot.waitUntil(lambda: screen.refreshes > refreshes, timeout=3000)


def test_that_the_header_names_account_facts_next_step_and_gaps(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    actions.add_action(session, account.id, "Send offer", session.today())
    settle(qtbot, screen, before)
    assert screen.header.name.full_text() == "Meridian Foods"
    assert screen.header.facts.full_text() == "Food retail"
    assert screen.header.step.label() == "Send offer"
    assert screen.header.step_when.full_text() == "today"
    assert screen.header.gaps.full_text().endswith("gaps")


def test_that_a_name_without_a_grade_begins_where_the_line_below_it_begins(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    def left(part: QWidget) -> int:
        return part.mapTo(screen.header, part.rect().topLeft()).x()

    screen.header.layout().activate()  # type: ignore[union-attr]
    assert left(screen.header.name) == left(screen.header.step_word)
    customers.decide_grade(session, [account.id], "S")
    screen.refresh()
    screen.header.layout().activate()  # type: ignore[union-attr]
    assert left(screen.header.name) > left(screen.header.step_word)


def test_that_rows_of_the_short_timeline_stand_in_the_same_columns(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    for title in ("Call", "A much longer word about what was said in the meeting"):
        people.add_contact(session, account.id, title)
        actions.done(session, [actions.add_action(session, account.id, title, None, session.me).id])
    screen.refresh()
    rows = overview_of(screen).findChildren(MomentRow)
    assert len({row.titles for row in rows}) == 1


def test_that_sections_are_numbered_in_the_order_of_their_keys(screen: AccountScreen) -> None:
    names = screen.list.keys()
    assert names[:3] == ("overview", "profile", "people")
    assert names[-3:] == ("timeline", "files", "sites")


def test_that_alt_digit_and_ctrl_page_go_through_the_navigator(
    screen: AccountScreen, app: FakeApp, account: Account
) -> None:
    screen.activateWindow()
    QTest.keyClick(screen, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(screen, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert [place.section for place in app.navigator.went] == ["people", "profile"]
    assert {place.account_id for place in app.navigator.went} == {account.id}


def test_that_counts_follow_the_records(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    people.add_contact(session, account.id, "E. Ruiz")
    settle(qtbot, screen, before)
    show(screen, account, "people")
    assert section_of(screen).table.rows.rowCount() == 1


def test_that_what_matters_is_edited_in_place_and_kept_on_leaving(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    statement = overview_of(screen).statement
    statement.edit()
    assert statement.editing()
    QTest.keyClicks(statement.editor.focusProxy() or statement.editor, "Win the tender")
    before = screen.refreshes
    statement.flush()
    settle(qtbot, screen, before)
    assert crud.get(session, ACCOUNT, account.id).what_matters == "Win the tender"
    assert statement.sentence.full_text() == "Win the tender"


def test_that_tiles_open_their_section_and_health_explains_itself(screen: AccountScreen, app: FakeApp) -> None:
    overview = overview_of(screen)
    overview.tiles["risks"].click()
    overview.tiles["people"].click()
    assert [place.section for place in app.navigator.went] == ["risks", "people"]
    overview.tiles["satisfaction"].click()
    assert overview.why.header.title() == "Satisfaction"
    overview.tiles["health"].click()
    assert overview.why.header.title() == "Health"


def test_that_the_tile_of_health_names_what_counted_on_one_of_both_days_only(
    screen: AccountScreen, app: FakeApp, session: Session, account: Account, qtbot: QtBot
) -> None:
    of, today = {"account_id": account.id}, session.today()
    customers.decide_grade(session, [account.id], "C", "Small, and kept")
    person = people.add_contact(session, account.id, "N. Ferri", role="approver")
    known, refreshes = today - timedelta(days=100), screen.refreshes
    a_stored(session, "relation_assessment", **of, contact_id=person.id, level="2", assessed_on=known, holder_id=None)
    a_stored(session, "network_review", **of, done_on=known, site_id=None, reviewer_id=None, authorised_by=None)
    for back in (5, 10, 15):
        call = {"called_on": today - timedelta(days=back), "tech": 4, "attitude": 4, "norms": 5, "reached": True}
        a_stored(session, "callback", **of, contact_id=None, service_on=None, **call)
    settle(qtbot, screen, refreshes)
    show(screen, account, "overview")
    tile = overview_of(screen).tiles["health"]
    assert "90 d not comparable" in tile.accessibleName()
    assert f"not comparable with {short_day(today - timedelta(days=90))}: Satisfaction" in tile.toolTip()


def test_that_a_gap_leads_to_the_person_it_is_about(
    qtbot: QtBot, screen: AccountScreen, session: Session, app: FakeApp, account: Account
) -> None:
    before = screen.refreshes
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    settle(qtbot, screen, before)
    overview = overview_of(screen)
    overview.show_gaps()
    wanted = [m.entity for m in overview.why._missing]
    overview.why.mend(wanted.index("relation_assessment"))
    place = app.navigator.went[-1]
    assert (place.section, place.record, place.field) == ("people", contact.id, "level")


def test_that_the_gap_of_nobody_met_asks_for_a_meeting_that_closes_it(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    unit = a_stored(session, "org_unit", account_id=account.id, parent_id=None, target_contacts=2)
    contact = people.add_contact(session, account.id, "E. Ruiz", unit_id=unit.id)
    settle(qtbot, screen, before)
    overview = overview_of(screen)
    overview.show_gaps()
    before = screen.refreshes
    overview.why.mend([m.entity for m in overview.why._missing].index("interaction"))
    (dialog,) = overview.why.window().findChildren(NewRecordDialog)
    assert dialog.panel.row("channel").field_editor.value() == "meeting"
    dialog.panel.row("title").field_editor.set_value("First visit")
    dialog.panel.row("participants").field_editor.set_value((contact.id,))
    dialog.panel.create_record()
    settle(qtbot, screen, before)
    overview.show_gaps()
    assert "interaction" not in {m.entity for m in overview.why._missing}


def test_that_a_gap_without_a_plan_makes_one_for_its_risk(
    qtbot: QtBot, screen: AccountScreen, session: Session, app: FakeApp, account: Account
) -> None:
    before = screen.refreshes
    risk = risks.add_risk(session, account.id, "Rectifier overload", likelihood=3, impact=4)
    settle(qtbot, screen, before)
    overview = overview_of(screen)
    overview.show_gaps()
    wanted = [m.entity for m in overview.why._missing]
    overview.why.mend(wanted.index("contingency_plan"))
    made = crud.of_account(session, CONTINGENCY_PLAN, account.id)
    assert [plan.risk_ids for plan in made] == [(risk.id,)]
    assert app.navigator.went[-1].section == "risks"
    assert app.notices.undoable


def test_that_a_callback_by_the_one_who_served_is_refused_at_the_field(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    from ui.screens.account.places import new_callback

    dialog = new_callback(screen.app, account.id, screen)
    dialog.panel.row("person_id").field_editor.set_value(session.me)
    dialog.panel.row("caller_id").field_editor.set_value(session.me)
    dialog.panel.create_record()
    assert "may not be" in dialog.panel.row("caller_id").fault()
    assert crud.of_account(session, CALLBACK, account.id) == []


def test_that_an_account_in_the_trash_says_so(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    crud.trash(session, ACCOUNT, [account.id])
    settle(qtbot, screen, before)
    assert screen.stack.currentWidget() is screen.gone
    assert screen.details is None
    before = screen.refreshes
    session.undo()
    settle(qtbot, screen, before)
    assert screen.stack.currentWidget() is screen.main


def test_that_a_level_or_a_role_leads_to_its_person(session: Session, account: Account) -> None:
    from planner.services import reports

    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    level = people.assess(session, contact.id, "1")
    facts = reports.facts(session, account.id)
    assert owner_of(facts, level.id) == contact.id
    assert owner_of(facts, crud.of_account(session, DECISION_ROLE, account.id)[0].id) == contact.id


def test_that_the_page_tells_the_window_what_is_selected(
    screen: AccountScreen, session: Session, account: Account
) -> None:
    contact = people.add_contact(session, account.id, "E. Ruiz")
    show(screen, account, "people", contact.id)
    found = screen.actions_context()
    assert found["contact"] == (contact.id,)
    assert found["record"] == ("contact", contact.id)
    assert found["account_id"] == account.id


def test_that_the_parts_of_health_open_and_lead_back(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    people.assess(session, contact.id, "1")
    settle(qtbot, screen, before)
    why = overview_of(screen).why
    assert why.header.title() == "Health 50, unproven"
    next(row for row in why.findChildren(WhyRow) if row.label() == "Relation" and row.isVisibleTo(why)).click()
    assert why.header.title() == "Relation 50"
    why.back.click()
    assert why.header.title() == "Health 50, unproven"


def test_that_a_value_is_explained_as_of_another_day_and_back(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver")
    people.assess(session, contact.id, "1")
    settle(qtbot, screen, before)
    why = overview_of(screen).why
    now = why.header.title()
    why.as_of.ask()
    why.as_of.day.committed.emit(session.today() - timedelta(days=1))
    assert why.header.title() == "Health"  # nothing was known yesterday
    assert why.as_of.isVisibleTo(why)
    why.as_of.day.committed.emit(session.today())
    assert why.header.title() == now
    why.as_of.day.committed.emit(session.today() + timedelta(days=1))
    assert "ahead" in why.as_of.day.fault
    why.as_of.btn_today.click()
    assert not why.as_of.isVisibleTo(why)


def test_that_hygiene_stands_beside_health_and_says_what_to_tidy(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    before = screen.refreshes
    actions.add_action(session, account.id, "Send the sheet")
    settle(qtbot, screen, before)
    assert "to tidy" in screen.header.hygiene.text()
    screen.header.hygiene.click()
    why = overview_of(screen).why
    assert why.header.title() == "Plan hygiene 0"
    said = [label.text() for label in why.findChildren(QLabel)]
    assert any("never counts in health" in text for text in said)
    assert any("Send the sheet" in text for text in said)


def test_that_a_callback_is_listed_below_satisfaction(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account, app: FakeApp
) -> None:
    before = screen.refreshes
    call = crud.add(session, CALLBACK, account_id=account.id, called_on=session.today(), tech=5, attitude=4, norms=4)
    settle(qtbot, screen, before)
    overview = overview_of(screen)
    overview.open_tile("satisfaction")
    row = next(
        r
        for r in overview.why.findChildren(ListRow)
        if r.isVisibleTo(overview.why) and "5 · 4 · 4" in r.accessibleName()
    )
    row.click()
    assert (app.navigator.went[-1].section, app.navigator.went[-1].record) == ("timeline", call.id)


def test_that_making_the_sections_shows_no_window_of_its_own(
    screen: AccountScreen, account: Account, qtbot: QtBot
) -> None:
    shown: list[str] = []

    class Watch(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    for section in screen.list.keys():  # noqa: SIM118 - a widget, not a mapping
        show(screen, account, section)
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert shown == []


def test_that_the_neighbour_is_selected_when_a_record_goes_and_undo_brings_it_back(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account
) -> None:
    names = [people.add_contact(session, account.id, name).id for name in ("A", "B", "C")]
    show(screen, account, "people", names[1])
    before = screen.refreshes
    crud.trash(session, CONTACT, [names[1]])
    settle(qtbot, screen, before)
    assert section_of(screen).table.keys() == (names[2],)
    session.undo()
    show(screen, account, "people", names[1])
    assert section_of(screen).table.keys() == (names[1],)
