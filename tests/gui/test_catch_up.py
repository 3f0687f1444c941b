# SPDX-License-Identifier: Apache-2.0
"""Catch up in the window, by keyboard: digits decide, Backspace takes back, Esc closes, the end is calm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.service.action import ACTION, Action
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.services import actions, crud, customers
from planner.services.portfolio import open_portfolio
from tests.gui.shells import session_of, shell_on
from tests.stores import a_stored
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.today import TodayScreen
from ui.screens.today.catch_up import CatchUpWindow

LATE = 12


@pytest.fixture
def shell(portfolio: Path, qtbot: QtBot, clock: FixedClock) -> Iterator[Shell]:
    """Today with twelve late actions, of which four are folded away."""
    session = open_portfolio(portfolio, clock=clock)
    account = customers.add_account(session, "Meridian Foods")
    for n in range(LATE):
        due = session.today() - timedelta(days=20 + n)
        opened = due - timedelta(days=5)
        a_stored(session, "action", account_id=account.id, title=f"Old {n}", due=due, opened_on=opened)
    session.close()
    with shell_on(portfolio, qtbot, clock) as made:
        made.window.go(Place(page="today"))
        qtbot.waitUntil(lambda: _today(made).needs.model.rowCount() == 8)
        yield made


def _today(shell: Shell) -> TodayScreen:
    screen = shell.window.stack.current()
    assert isinstance(screen, TodayScreen)
    return screen


def _begin(shell: Shell, qtbot: QtBot) -> CatchUpWindow:
    button = _today(shell).needs.btn_catch_up
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    window = next(found for found in shell.window.findChildren(CatchUpWindow) if found.isVisible())
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def _type(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def _of(shell: Shell, title: str) -> Action:
    session = session_of(shell)
    return next(action for action in crud.every(session, ACTION) if action.title == title)


def test_that_five_digits_do_what_their_buttons_say(shell: Shell, qtbot: QtBot) -> None:
    window, today = _begin(shell, qtbot), session_of(shell).today()
    titles = [row.title.text() for row in window.round.ahead]
    assert len(titles) == 4
    assert [choice.text() for choice in window.choices.values()] == [
        "Done today",
        "Tomorrow",
        "In one week",
        "Drop with a reason…",
        "Leave as it is",
    ]
    assert window.header.title() == "1 of 4"
    _press(Qt.Key.Key_1)
    assert _of(shell, titles[0]).done_on == today
    assert window.said.full_text() == f"Done: {titles[0]}"
    assert window.header.title() == "2 of 4"
    _press(Qt.Key.Key_3)
    assert _of(shell, titles[1]).due == today + timedelta(days=7)
    _press(Qt.Key.Key_4)
    _type("5 sites sold")
    _press(Qt.Key.Key_Return)
    assert _of(shell, titles[2]).drop_reason == "5 sites sold"
    _press(Qt.Key.Key_5)
    assert window.title.full_text() == "4 looked at: 1 done, 1 re-planned, 1 dropped, 1 left"
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(shell.window.isActiveWindow)
    assert shell.window.notices.host.toast.message() == "4 looked at: 1 done, 1 re-planned, 1 dropped, 1 left"


def test_that_enter_on_arrival_changes_nothing(shell: Shell, qtbot: QtBot) -> None:
    window, step = _begin(shell, qtbot), session_of(shell).undo_step
    focused = QApplication.focusWidget()
    assert focused is window.choices["leave"]
    _press(Qt.Key.Key_Return)
    assert session_of(shell).undo_step == step
    assert window.round.ways() == ["leave"]
    window.reject()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_that_back_takes_the_decision_back_and_says_so(
    shell: Shell, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    window = _begin(shell, qtbot)
    title = window.title.full_text()
    assert not window.btn_back.isEnabled()
    _press(Qt.Key.Key_1)
    _press(key, modifier)
    assert _of(shell, title).done_on is None
    assert window.title.full_text() == title
    assert window.said.full_text() == f"Taken back: Done: {title}"
    window.reject()


def test_that_esc_leaves_the_reason_first_and_an_empty_one_is_asked_again(shell: Shell, qtbot: QtBot) -> None:
    window = _begin(shell, qtbot)
    title = window.title.full_text()
    _press(Qt.Key.Key_4)
    _press(Qt.Key.Key_Return)
    assert window.reason.isVisible()
    assert _of(shell, title).dropped_on is None
    _press(Qt.Key.Key_Escape)  # what the field says goes first, as everywhere
    assert window.reason.isVisible()
    _press(Qt.Key.Key_Escape)
    assert window.isVisible()
    assert QApplication.focusWidget() is window.choices["drop"]
    _press(Qt.Key.Key_Escape)
    assert not window.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is _today(shell).needs.btn_catch_up)


def test_that_open_goes_there_and_the_round_goes_on_afterwards(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    account = crud.every(session, ACTION)[0].account_id
    customers.decide_grade(session, [account], "A")
    window = _begin(shell, qtbot)
    row = window.round.row
    assert row is not None
    window.choose("leave")
    window.choose("open")
    place = shell.window.place()
    assert (place.page, place.section) == ("account", "actions")
    shell.window.go(Place(page="today"))
    window = _begin(shell, qtbot)
    assert window.round.ways() == ["leave", "open"]
    assert window.header.title() == "3 of 4"
    window.reject()


def test_that_a_refused_decision_says_so_and_the_item_stays(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_named: object) -> None:
        raise PlannerError("The disk is full, so nothing was saved.")

    window = _begin(shell, qtbot)
    title = window.title.full_text()
    monkeypatch.setattr(actions, "done", refused)
    _press(Qt.Key.Key_1)
    assert window.title.full_text() == title
    assert window.said.full_text() == "The disk is full, so nothing was saved."
    window.reject()
