# SPDX-License-Identifier: Apache-2.0
"""The Today page: its list, its keys, the peek, what changed and the visits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.service.action import ACTION
from planner.services import actions, crud, customers, reviews
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.stores import a_stored
from ui.context import Place
from ui.screens.today import TodayScreen
from ui.screens.today.places import record_place
from ui.widgets.ring import FocusRing


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context on an account with two late actions."""
    account = customers.add_account(session, "Meridian Foods")
    for days, title in ((1, "Send ROI sheet"), (4, "Call J. Paz")):
        due = session.today() - timedelta(days=days)
        opened = due - timedelta(days=5)
        a_stored(session, "action", account_id=account.id, title=title, due=due, opened_on=opened)
    return an_app(session)


def _screen(app: FakeApp, qtbot: QtBot) -> TodayScreen:
    screen = TodayScreen(app)
    qtbot.addWidget(screen)
    qtbot.addWidget(screen.peek)
    screen.resize(1200, 700)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.show_place(Place(page="today"))
    return screen


def _titles(screen: TodayScreen) -> list[str]:
    return [row.title.text() for row in (screen.needs._rows[k] for k in screen.needs.model.view().keys)]


def test_that_the_list_shows_what_is_due_with_the_first_row_selected(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert _titles(screen) == ["Send ROI sheet", "Call J. Paz"]
    row = screen.needs.current()
    assert row is not None
    assert row.title.text() == "Send ROI sheet"
    assert screen.header.title() == "Today"


def test_that_enter_opens_the_place_of_the_record(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    QTest.keyClick(screen.needs.table, Qt.Key.Key_Return)
    place = app.navigator.went[-1]
    assert (place.page, place.section) == ("account", "actions")
    assert place.record == screen.needs.selected()[0].id


def test_that_space_opens_and_closes_the_peek(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    QTest.keyClick(screen.needs.table, Qt.Key.Key_Space)
    assert screen.details is screen.peek
    assert screen.peek.form.entity is not None
    QTest.keyClick(screen.needs.table, Qt.Key.Key_Space)
    assert screen.details is None


def test_that_ctrl_enter_marks_the_action_done_with_undo(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    key = screen.needs.selected()[0].id
    QTest.keyClick(screen.needs.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert crud.get(app.session, ACTION, key).done_on == app.session.today()
    assert app.notices.undoable == ["Done: Send ROI sheet"]
    qtbot.waitUntil(lambda: _titles(screen) == ["Call J. Paz"])


def test_that_replanning_gives_the_selected_actions_another_day(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.needs.table.selectAll()
    ids = screen.needs.action_ids()
    screen.needs.menu.tomorrow.trigger()
    wanted = app.session.today() + timedelta(days=1)
    assert [crud.get(app.session, ACTION, key).due for key in ids] == [wanted, wanted]
    app.session.undo()
    assert crud.get(app.session, ACTION, ids[0]).due != wanted


def test_that_actions_can_wait_for_the_next_visit_where_one_is_planned(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.needs.table.selectAll()
    screen.needs.menu.aboutToShow.emit()
    assert not screen.needs.menu.next_visit.isVisible()
    ids = screen.needs.action_ids()
    day = app.session.today() + timedelta(days=12)
    reviews.start_review(app.session, crud.get(app.session, ACTION, ids[0]).account_id, on=day)
    screen.needs.menu.aboutToShow.emit()
    assert screen.needs.menu.next_visit.text().replace("&", "").startswith("Next visit, ")
    screen.needs.menu.next_visit.trigger()
    assert day in {crud.get(app.session, ACTION, key).due for key in ids}
    assert "moved to the next visit" in app.notices.undoable[-1]


def test_that_only_actions_can_be_replanned(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Nordlys")
    customers.decide_grade(app.session, [account.id], "S", valid_until=app.session.today())
    screen = _screen(app, qtbot)
    kinds = [row.kind for row in screen.needs._rows.values()]
    screen.needs.table.selectRow(kinds.index("grade"))
    assert not screen.needs.btn_replan.isEnabled()
    screen.needs.table.selectRow(kinds.index("action"))
    assert screen.needs.btn_replan.isEnabled()


def test_that_what_is_folded_away_comes_with_show_all(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Nordlys")
    for n in range(10):
        actions.add_action(app.session, account.id, f"Act {n}", app.session.today())
    screen = _screen(app, qtbot)
    assert screen.needs.model.rowCount() == 8
    assert screen.needs.rest.full_text() == "2 older items, oldest 4 days · 2 ahead"
    screen.needs.btn_all.click()
    assert screen.needs.model.rowCount() == 12
    screen.needs.btn_all.click()
    assert screen.needs.model.rowCount() == 8


def test_that_catch_up_is_offered_only_for_what_is_late_and_folded(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Nordlys")
    for n in range(6):
        actions.add_action(app.session, account.id, f"Act {n}", app.session.today())
    screen = _screen(app, qtbot)
    assert not screen.needs.btn_catch_up.isVisible()
    for n in range(3):
        actions.add_action(app.session, account.id, f"Later {n}", app.session.today())
    qtbot.waitUntil(screen.needs.rest.isVisible)
    assert screen.needs.btn_catch_up.isVisible() == bool(screen.needs.late_ones())


def test_that_arriving_on_an_empty_day_starts_nothing_with_enter_and_shows_where_one_is(
    session: Session, qtbot: QtBot
) -> None:
    app, asked = an_app(session), []
    app.commands.register("review.quick", lambda _app, _context: asked.append("review"))
    screen = _screen(app, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is not screen.btn_review
    assert screen.findChildren(FocusRing)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert asked == []


def test_that_many_accounts_are_computed_as_a_job(app: FakeApp, qtbot: QtBot) -> None:
    for n in range(50):
        customers.add_account(app.session, f"Account {n}")
    screen = _screen(app, qtbot)
    assert set(app.jobs.titles) == {""}
    assert _titles(screen) == ["Send ROI sheet", "Call J. Paz"]


def test_that_enter_on_a_change_goes_to_its_record(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert screen.changed_model.rowCount() == 3
    assert screen.changed_model.view().texts()[0][0] == "Meridian Foods Put"
    screen.changed.selectRow(0)
    QTest.keyClick(screen.changed, Qt.Key.Key_Return)
    assert app.navigator.went[-1].section == "actions"


def test_that_planned_visits_are_shown_week_by_week(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Nordlys")
    for days in (2, 9):
        reviews.start_review(app.session, account.id, None, app.session.today() + timedelta(days=days))
    screen = _screen(app, qtbot)
    first = [v.on for v in screen.visits.shown()]
    screen.visits.ahead.click()
    assert [v.on for v in screen.visits.shown()] == [first[0] + timedelta(days=7)]
    assert not screen.visits.ahead.isEnabled()
    screen.visits.back.click()
    assert [v.on for v in screen.visits.shown()] == first


def test_that_capture_starts_a_quick_review_of_the_account(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Nordlys")
    reviews.start_review(app.session, account.id, None, app.session.today() + timedelta(days=2))
    asked: list[str | None] = []
    app.commands.register("review.quick", lambda _app, context: asked.append(context.account_id))
    screen = _screen(app, qtbot)
    screen.visits.capture.emit(screen.visits.shown()[0])
    assert asked == [account.id]


def test_that_an_empty_day_says_so_and_names_the_next_visit(session: Session, qtbot: QtBot) -> None:
    context = an_app(session)
    screen = _screen(context, qtbot)
    assert not screen.needs.table.isVisibleTo(screen)
    assert screen._nothing() == ("Nothing is waiting.", "Visits and due dates will show up here.")
    account = customers.add_account(session, "Nordlys")
    reviews.start_review(session, account.id, None, session.today() + timedelta(days=9))
    screen.refresh()
    assert screen._nothing() == ("Done for today.", "Next: 11 Nov 2026, Nordlys.")


def test_that_a_level_is_shown_at_its_person(session: Session) -> None:
    from planner.services import people

    account = customers.add_account(session, "Nordlys")
    contact = people.add_contact(session, account.id, "S. Aasen")
    level = people.assess(session, contact.id, "0")
    place = record_place(session, account.id, "relation_assessment", level.id)
    assert (place.section, place.record) == ("people", contact.id)
    assert record_place(session, account.id, "account", account.id).section == "overview"
