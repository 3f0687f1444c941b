# SPDX-License-Identifier: Apache-2.0
"""The page of all open actions, and the quick action."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.entities.service.action import ACTION
from planner.services import actions, crud, customers
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.stores import a_stored
from ui.actions.spec import Context
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.actions import ActionsScreen, quick_action
from ui.screens.actions.replan import DayWindow, DropWindow


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context on two accounts with three actions."""
    first = customers.add_account(session, "Meridian Foods")
    second = customers.add_account(session, "Nordlys Telecom")
    day = session.today()
    due, opened = day - timedelta(days=12), day - timedelta(days=20)
    a_stored(session, "action", account_id=first.id, title="Send ROI sheet", due=due, opened_on=opened)
    actions.add_action(session, second.id, "Second call", day + timedelta(days=3), session.me)
    actions.add_action(session, second.id, "Order module")
    return an_app(session)


def _screen(app: FakeApp, qtbot: QtBot) -> ActionsScreen:
    screen = ActionsScreen(app)
    qtbot.addWidget(screen)
    qtbot.addWidget(screen.pane)
    screen.resize(1000, 600)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.show_place(Place(page="actions"))
    return screen


def _line(window: DayWindow | DropWindow) -> QLineEdit:
    found = window.editor.findChild(QLineEdit)
    assert found is not None
    return found


def _titles(screen: ActionsScreen) -> list[str]:
    return [str(screen.model.index(n, 1).data()) for n in range(screen.model.rowCount())]


def test_that_actions_are_listed_by_due_day_and_those_without_come_last(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert _titles(screen) == ["Send ROI sheet", "Second call", "Order module"]
    assert screen.model.index(0, 4).data() == "12 d late"


def test_that_late_and_owner_narrow_the_list(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.filters.late_chip.click()
    qtbot.waitUntil(lambda: _titles(screen) == ["Send ROI sheet"])
    screen.filters.late_chip.click()
    screen.filters.owner.setCurrentIndex(1)
    qtbot.waitUntil(lambda: _titles(screen) == ["Second call"])
    screen.filters.edit.setText("nothing like it")
    qtbot.waitUntil(lambda: screen.body.currentWidget() is screen.nothing)
    screen.filters.clear()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 3)


def test_that_a_click_on_the_box_marks_the_action_done(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    key = screen.model.key(0)
    rect = screen.table.visualRect(screen.model.index(0, 0))
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert crud.get(app.session, ACTION, key).done_on == app.session.today()
    assert app.notices.undoable == ["Done: Send ROI sheet"]
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2)


def test_that_several_are_done_in_one_step(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.table.selectAll()
    assert screen.bar_area.isVisibleTo(screen)
    QTest.keyClick(screen.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert app.notices.undoable == ["3 actions done"]
    qtbot.waitUntil(lambda: screen.body.currentWidget() is screen.empty)
    assert screen.details is None
    app.session.undo()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 3)


def test_that_dropping_keeps_the_reason(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    key = screen.model.key(0)
    window = DropWindow(app, (key,), screen)
    window.open()
    QTest.keyClicks(_line(window), "order cancelled")
    window.go.click()
    dropped = crud.get(app.session, ACTION, key)
    assert (dropped.drop_reason, dropped.dropped_on) == ("order cancelled", app.session.today())


def test_that_another_day_can_be_typed_and_nonsense_is_refused_in_place(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    key = screen.model.key(0)
    window = DayWindow(app, (key,), screen)
    window.open()
    QTest.keyClicks(_line(window), "31/31/31")
    window.go.click()
    assert window.editor.fault
    assert window.isVisible()
    line = _line(window)
    line.clear()
    QTest.keyClicks(line, "2026-12-24")
    window.go.click()
    assert str(crud.get(app.session, ACTION, key).due) == "2026-12-24"


def test_that_enter_opens_the_action_in_its_account(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    place = app.navigator.went[-1]
    assert (place.section, place.record) == ("actions", screen.model.key(0))


def test_that_the_selection_survives_a_change_elsewhere(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.table.selectRow(1)
    kept = screen.selected()
    actions.done(app.session, [screen.model.key(0)])
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2)
    assert screen.selected() == kept


def test_that_the_copied_table_leaves_the_boxes_out(app: FakeApp, qtbot: QtBot) -> None:
    view = _screen(app, qtbot).copy_table()
    assert view.heads()[0] == "Action"
    assert view.texts()[0][:2] == ["Send ROI sheet", "Meridian Foods"]


def test_that_a_quick_action_needs_an_account_and_a_title(app: FakeApp, qtbot: QtBot) -> None:
    account = customers.add_account(app.session, "Vantaa Rail")
    quick_action(app, Context(account_id=account.id))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible())
    before = len(crud.every(app.session, ACTION))
    dialog.panel.create_record()
    assert len(crud.every(app.session, ACTION)) == before
    dialog.panel.row("title").field_editor.set_value("Ask for the spare")
    dialog.panel.create_record()
    made = next(a for a in crud.every(app.session, ACTION) if a.title == "Ask for the spare")
    assert (made.account_id, made.owner_id) == (account.id, app.session.me)
    assert app.notices.undoable == ["Added: Ask for the spare"]
