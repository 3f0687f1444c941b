# SPDX-License-Identifier: Apache-2.0
"""The account list in the whole window, by keys alone: arrival, cards, menus, undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.services import customers
from tests.gui.account_lists import entry, order_of, visible
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.accounts import AccountsScreen
from ui.screens.charts.screen import ChartsScreen
from ui.screens.show import setting as settings
from ui.widgets.cards import CardList

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on three accounts."""
    with shell_on(portfolio, qtbot, clock) as made:
        for name in ("Alta Mar", "Boreal", "Cima"):
            customers.add_account(session_of(made), name)
        yield made


@pytest.fixture
def screen(shell: Shell, qtbot: QtBot) -> AccountsScreen:
    """The list, arrived at from another page."""
    shell.window.go(Place(page="today"))
    shell.window.go(Place(page="accounts"))
    found = shell.window.stack.current()
    assert isinstance(found, AccountsScreen)
    qtbot.waitUntil(lambda: order_of(found) == "ABC")
    return found


def _focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _key(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focused(), key, modifier)


def _menu_key(target: QWidget) -> None:
    at = target.rect().center()
    QApplication.sendEvent(target, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, target.mapToGlobal(at)))


def test_that_arrival_gives_the_keys_to_a_current_row_in_sight(screen: AccountsScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(screen.table.hasFocus)
    place = screen.table.visualRect(screen.table.currentIndex())
    assert screen.table.currentIndex().row() == 0
    assert screen.table.viewport().rect().intersects(place)
    assert len(screen.selected()) == 1


def test_that_the_way_from_filter_to_account_needs_no_pointer(
    shell: Shell, screen: AccountsScreen, qtbot: QtBot
) -> None:
    _key(Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(screen.filters.edit.hasFocus)
    QTest.keyClicks(_focused(), "cima")
    qtbot.waitUntil(lambda: order_of(screen) == "C")
    _key(Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    wanted = screen.model.key(0)
    _key(Qt.Key.Key_Return)
    assert shell.window.place().account_id == wanted
    shell.window.step_back()
    qtbot.waitUntil(screen.table.hasFocus)
    assert screen.selected() == [wanted]
    shell.window.trigger("go.charts")
    charts = shell.window.stack.current()
    assert isinstance(charts, ChartsScreen)
    assert charts.actions_context()["account_id"] == wanted
    present = charts.list.btn_present
    qtbot.waitUntil(lambda: present.text() == "Present…")
    setting = settings.first(session_of(shell), wanted, shell.window)
    settings.remember(session_of(shell), wanted, setting)
    shell.window.refresh_soon()
    qtbot.waitUntil(lambda: present.text() == "Present · Internal")
    assert "Internal" in present.toolTip()


def test_that_cards_are_reached_switched_and_left_by_keys(shell: Shell, screen: AccountsScreen, qtbot: QtBot) -> None:
    screen.filters.switch.part("table").setFocus(Qt.FocusReason.TabFocusReason)
    _key(Qt.Key.Key_Right)
    cards = screen.list
    assert isinstance(cards, CardList)
    _key(Qt.Key.Key_Tab)
    assert cards.hasFocus()
    _key(Qt.Key.Key_Right)
    assert screen.selected() == [screen.model.key(1)]
    shown = shell.window.details_shown
    _key(Qt.Key.Key_Space)
    assert shell.window.details_shown != shown
    _key(Qt.Key.Key_Return)
    assert shell.window.place().account_id == screen.model.key(1)


def test_that_a_card_has_the_menu_of_the_selection(shell: Shell, screen: AccountsScreen, qtbot: QtBot) -> None:
    screen.filters.switch.choose("cards")
    screen.list.setFocus()
    _key(Qt.Key.Key_Right)
    _menu_key(screen.list)
    menu = shell.window.findChild(QMenu, "menuSelection")
    assert menu is not None
    card = screen.list.visualRect(screen.list.currentIndex())
    assert card.adjusted(-8, -8, 8, 8).contains(screen.list.viewport().mapFromGlobal(menu.pos() + QPoint(0, -2)))
    entry(menu, "Move to Trash").trigger()
    menu.hide()
    qtbot.waitUntil(lambda: order_of(screen) == "AC")
    shell.window.activateWindow()  # a system gives the window back by itself
    qtbot.waitUntil(screen.list.hasFocus)
    _key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: order_of(screen) == "ABC")


def test_that_the_view_menu_opens_order_and_columns_on_this_page_only(
    shell: Shell, screen: AccountsScreen, qtbot: QtBot
) -> None:
    action = shell.window.actions_of.actions["view.columns"]
    shell.window.refresh_actions()
    assert action.isEnabled()
    assert "city" not in visible(screen)
    action.trigger()
    menu = screen.findChild(QMenu, "menuColumns")
    assert menu is not None
    assert menu.isVisible()
    menu.setActiveAction(entry(menu, "City"))
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert "city" in visible(screen)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert shell.settings.account_columns
    shell.window.go(Place(page="today"))
    shell.window.refresh_actions()
    assert not action.isEnabled()


def test_that_cards_offer_their_order_but_no_columns(shell: Shell, screen: AccountsScreen) -> None:
    screen.filters.switch.choose("cards")
    shell.window.trigger("view.columns")
    menu = screen.findChild(QMenu, "menuColumns")
    assert menu is not None
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["Sort by", "Then by"]
    menu.hide()
