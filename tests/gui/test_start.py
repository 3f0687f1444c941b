# SPDX-License-Identifier: Apache-2.0
"""The start: first the empty frame, then the page, then the parts round it, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from planner.kernel.settings import Settings
from planner.services import customers
from planner.services.portfolio import open_portfolio
from ui.app import Start
from ui.screens.accounts import AccountsScreen
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState


@pytest.fixture
def book(portfolio: Path) -> Path:
    """A portfolio with two accounts."""
    session = open_portfolio(portfolio)
    customers.add_account(session, "Meridian Foods")
    customers.add_account(session, "Nordlys Telecom")
    session.close()
    return portfolio


Opener = Callable[..., Start]


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, book: Path) -> Iterator[Opener]:
    """Starts the program on the portfolio; nothing of it (its collector, its look) outlives the test."""
    made: list[Start] = []

    def start(settings: Settings, width: int = 1366) -> Start:
        made.append(Start(qapp, settings, book))
        window = made[-1].window
        qtbot.addWidget(window)
        window.resize(width, 768)
        window.show()
        return made[-1]

    yield start
    for each in made:
        each.window.close()
        each.deleteLater()
    theme().apply(qapp, "light")


def _list_place(start: Start) -> QRect:
    table = start.window.findChild(QTableView, "tblAccounts")
    assert table is not None
    assert table.isVisible()
    return QRect(table.mapTo(start.window, QPoint(0, 0)), table.size())


@pytest.mark.parametrize(
    ("density", "scale", "collapsed", "width"),
    [
        ("normal", 100, False, 1366),
        ("compact", 90, False, 1000),
        ("touch", 150, True, 1366),
        ("touch", 100, False, 1366),
    ],
)
def test_that_the_list_stays_where_it_is_when_the_parts_round_it_come(
    opened: Opener, qtbot: QtBot, density: str, scale: int, collapsed: bool, width: int
) -> None:
    look = Settings(theme="light", density=density, text_scale=scale, rail_collapsed=collapsed, first_run_done=True)
    start = opened(look, width)
    places: list[QRect] = []

    def note() -> None:
        assert not start.window.furnished
        assert start.window.banners.shown() == ("not-encrypted",), "what is above the list is there with it"
        places.append(_list_place(start))

    start.window.page_painted.connect(note)
    qtbot.waitUntil(lambda: start.window.furnished)
    qtbot.waitUntil(start.window.status.isVisible)
    assert places
    screen = start.window.stack.current()
    assert isinstance(screen, AccountsScreen)
    screen.filters.build()  # what comes a moment after the list
    QApplication.processEvents()
    assert places[-1] == _list_place(start)


def test_that_a_key_pressed_before_the_commands_are_there_is_not_lost(opened: Opener, qtbot: QtBot) -> None:
    start = opened(Settings(theme="light", first_run_done=True))
    with qtbot.waitSignal(start.window.page_painted):
        pass
    table = start.window.findChild(QTableView, "tblAccounts")
    assert table is not None
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    qtbot.waitUntil(lambda: start.window.furnished)
    assert table.currentIndex().row() == 1
    qtbot.waitUntil(lambda: start.window._palette_box is not None)  # the last part of a start


def test_that_a_window_that_is_closed_at_once_leaves_nothing_open(opened: Opener, book: Path, qtbot: QtBot) -> None:
    start = opened(Settings(theme="light", first_run_done=True))
    with qtbot.waitSignal(start.window.page_painted):
        pass
    start.window.close()
    again = open_portfolio(book)  # its lock was let go
    again.close()
    qtbot.waitUntil(lambda: start.window.furnished)


def test_that_an_empty_portfolio_offers_its_ways_to_begin_at_a_start(
    qapp: QApplication, qtbot: QtBot, portfolio: Path
) -> None:
    start = Start(qapp, Settings(theme="light"), portfolio)
    window = start.window
    qtbot.addWidget(window)
    window.show()

    def offers() -> set[str]:
        state = window.findChild(EmptyState)
        return {one.text() for one in state.findChildren(Button)} if state is not None else set()

    qtbot.waitUntil(lambda: {"Add account", "Import list"} <= offers())
    window.close()
    start.deleteLater()
    theme().apply(qapp, "light")
