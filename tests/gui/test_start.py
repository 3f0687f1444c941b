# SPDX-License-Identifier: Apache-2.0
"""The start: first the empty frame, then the page, then the parts round it, and nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
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
from ui.theme.theme import theme


@pytest.fixture
def book(portfolio: Path) -> Path:
    """A portfolio with two accounts."""
    session = open_portfolio(portfolio)
    customers.add_account(session, "Meridian Foods")
    customers.add_account(session, "Nordlys Telecom")
    session.close()
    return portfolio


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme().apply(qapp, "light")


def _start(qapp: QApplication, book: Path, settings: Settings, qtbot: QtBot, width: int = 1366) -> Start:
    start = Start(qapp, settings, book)
    qtbot.addWidget(start.window)
    start.window.resize(width, 768)
    start.window.show()
    return start


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
    qapp: QApplication, book: Path, qtbot: QtBot, density: str, scale: int, collapsed: bool, width: int
) -> None:
    look = Settings(theme="light", density=density, text_scale=scale, rail_collapsed=collapsed, first_run_done=True)
    start = _start(qapp, book, look, qtbot, width)
    places: list[QRect] = []

    def note() -> None:
        assert not start.window.furnished
        places.append(_list_place(start))

    start.window.page_painted.connect(note)
    qtbot.waitUntil(lambda: start.window.furnished)
    qtbot.waitUntil(start.window.status.isVisible)
    assert places
    assert places[-1] == _list_place(start)
    start.window.close()


def test_that_a_key_pressed_before_the_commands_are_there_is_not_lost(
    qapp: QApplication, book: Path, qtbot: QtBot
) -> None:
    start = _start(qapp, book, Settings(theme="light", first_run_done=True), qtbot)
    with qtbot.waitSignal(start.window.page_painted):
        pass
    table = start.window.findChild(QTableView, "tblAccounts")
    assert table is not None
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    qtbot.waitUntil(lambda: start.window.furnished)
    assert table.currentIndex().row() == 1
    start.window.close()


def test_that_a_window_that_is_closed_at_once_leaves_nothing_open(qapp: QApplication, book: Path, qtbot: QtBot) -> None:
    start = _start(qapp, book, Settings(theme="light", first_run_done=True), qtbot)
    with qtbot.waitSignal(start.window.page_painted):
        pass
    start.window.close()
    again = open_portfolio(book)  # its lock was let go
    again.close()
    qtbot.waitUntil(lambda: start.window.furnished)
