# SPDX-License-Identifier: Apache-2.0
"""How the account list can be arranged: two keys, columns, table or cards; and what hovering tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import Message
from planner.services.session import Session
from planner.store.table import Table
from planner.views.account_table import COLUMNS
from tests.builders import an_account
from tests.fakes import FakeApp
from tests.gui.account_lists import PLACE, entry, five_accounts, keys_of, list_of, order_of, visible
from ui.screens.accounts import AccountsScreen
from ui.screens.accounts.cards import AccountCard
from ui.screens.accounts.head_menu import HeadMenu
from ui.widgets.cards import CardList, card_box, inside

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context over five accounts."""
    return five_accounts(session)


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp) -> Iterator[AccountsScreen]:
    """The list as it is at first."""
    with list_of(qtbot, app) as made:
        yield made


def _press_head(screen: AccountsScreen, key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    head = screen.table.head
    at = QPoint(head.sectionViewportPosition(PLACE[key]) + 30, head.height() // 2)
    QTest.mouseMove(head.viewport(), at)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def _cards(screen: AccountsScreen) -> CardList:
    screen.filters.switch.choose("cards")
    found = screen.list
    assert isinstance(found, CardList)
    found.setFocus()
    return found


# -- two keys


def test_that_shift_and_click_adds_a_second_key_and_a_plain_click_takes_it_away(screen: AccountsScreen) -> None:
    screen.columns.choose(list(PLACE))
    _press_head(screen, "city", SHIFT)
    assert order_of(screen) == "BCAED"
    _press_head(screen, "city", SHIFT)
    assert order_of(screen) == "BACED"
    assert keys_of(screen) == ["grade", "city"]
    assert screen.table.head.sortIndicatorSection() == PLACE["grade"]
    _press_head(screen, "name")
    assert order_of(screen) == "ABCDE"
    assert keys_of(screen) == ["name"]
    _press_head(screen, "name")
    assert order_of(screen) == "EDCBA"


def test_that_shift_and_click_on_the_first_key_turns_it_round_and_keeps_the_second(screen: AccountsScreen) -> None:
    screen.columns.choose(list(PLACE))
    _press_head(screen, "city", SHIFT)
    _press_head(screen, "grade", SHIFT)
    assert order_of(screen) == "ECABD"
    assert keys_of(screen) == ["grade", "city"]


def test_that_the_footer_names_both_keys(screen: AccountsScreen) -> None:
    screen.order.then_by("health")
    assert screen.footer._sort.text() == "Sorted by grade, then health"


def test_that_every_column_can_be_sorted_by(screen: AccountsScreen) -> None:
    for key in PLACE:
        screen.order.by(key)
        assert sorted(order_of(screen)) == list("ABCDE")


# -- columns


def test_that_the_right_button_on_a_head_offers_order_and_columns(screen: AccountsScreen) -> None:
    head = screen.table.head
    at = QPoint(head.sectionViewportPosition(PLACE["health"]) + 30, 8)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(head.viewport(), QContextMenuEvent(reason, at, head.viewport().mapToGlobal(at)))
    (menu,) = screen.findChildren(HeadMenu)
    assert menu.isVisible()
    entry(menu, "Then by health").trigger()
    assert keys_of(screen) == ["grade", "health"]
    assert not entry(menu, "Account").isEnabled()
    menu.hide()


def test_that_ticking_columns_by_key_leaves_the_menu_open_and_is_remembered(
    qtbot: QtBot, app: FakeApp, screen: AccountsScreen
) -> None:
    assert "city" not in visible(screen)
    screen.choose_columns()
    (menu,) = screen.findChildren(HeadMenu)
    for words, key in (("City", Qt.Key.Key_Space), ("Health", Qt.Key.Key_Return)):
        menu.setActiveAction(entry(menu, words))
        QTest.keyClick(menu, key)
        assert menu.isVisible()
    assert "city" in visible(screen)
    assert "health" not in visible(screen)
    menu.hide()
    kept = app.settings.account_columns
    assert set(kept) == set(visible(screen))
    with list_of(qtbot, app) as again:
        assert set(visible(again)) == set(kept)
        again.resize(500, 400)
        assert set(visible(again)) == set(kept)


def test_that_resetting_lets_the_width_decide_again(app: FakeApp, screen: AccountsScreen) -> None:
    before = visible(screen)
    screen.columns.choose(["city"])
    assert visible(screen) == ["name", "city"]
    menu = screen.order.menu("name")
    entry(menu, "Reset columns").trigger()
    assert visible(screen) == before
    assert app.settings.account_columns == ()
    menu.deleteLater()


def test_that_foreign_column_names_in_the_settings_hide_nothing(app: FakeApp, qtbot: QtBot) -> None:
    app.settings = replace(app.settings, account_columns=("nonsense", "city"))
    with list_of(qtbot, app) as screen:
        assert visible(screen) == ["name", "city"]


def test_that_the_copied_table_holds_the_columns_that_are_seen(screen: AccountsScreen) -> None:
    screen.columns.choose(["city"])
    assert screen.copy_table().heads() == ["Account", "City"]
    assert screen.copy_table().texts()[0] == ["Boreal", "–"]


# -- what hovering tells


def test_that_a_head_says_what_its_column_means(screen: AccountsScreen) -> None:
    for place, column in enumerate(COLUMNS):
        tip = screen.model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert column.tip
        assert column.tip.split(";")[0][:20].replace("'", "&#x27;") in tip


def test_that_the_grade_says_reason_decider_and_end_as_plain_text(screen: AccountsScreen) -> None:
    tip = screen.model.index(0, PLACE["grade"]).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines() == [
        "S strategic",
        "<b>Boreal</b> & more",
        "Decided by Dana Whitfield on 2 Nov 2026.",
        "Valid until 4 May 2027.",
    ]
    assert screen.model.index(0, PLACE["name"]).data(Qt.ItemDataRole.ToolTipRole) is None


def test_that_the_grade_of_a_card_says_the_same(screen: AccountsScreen) -> None:
    cards = _cards(screen)
    index = screen.model.index(0, PLACE["name"])
    box = inside(card_box(cards.visualRect(index)))
    delegate = cards.itemDelegate()
    assert isinstance(delegate, AccountCard)
    assert delegate.tip(box, box.topLeft() + QPoint(5, 5), index).startswith("S strategic\n<b>Boreal</b>")
    assert delegate.tip(box, box.bottomRight(), index) == ""


# -- cards


def test_that_cards_share_the_selection_and_the_keys_of_the_table(app: FakeApp, screen: AccountsScreen) -> None:
    screen.table.selectRow(1)
    chosen = screen.selected()
    cards = _cards(screen)
    assert screen.selected() == chosen
    assert cards.currentIndex().row() == 1
    across = cards.columns()
    assert across > 1
    for key, row in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Down, across),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 4),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Left, 3),
    ):
        QTest.keyClick(cards, key)
        assert cards.currentIndex().row() == row
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert app.navigator.went[-1].account_id == screen.model.key(3)
    screen.filters.switch.choose("table")
    assert screen.selected() == [screen.model.key(3)]


def test_that_several_cards_are_selected_by_key_and_offer_their_verbs(screen: AccountsScreen) -> None:
    cards = _cards(screen)
    QTest.keyClick(cards, Qt.Key.Key_Home)
    QTest.keyClick(cards, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(cards, Qt.Key.Key_Right, SHIFT)
    assert screen.selected() == screen.model.ids()[:3]
    assert screen.selection_bar.isVisible()
    QTest.keyRelease(cards, Qt.Key.Key_Shift)


def test_that_space_looks_at_the_details_of_a_card(screen: AccountsScreen, qtbot: QtBot) -> None:
    cards = _cards(screen)
    with qtbot.waitSignal(cards.peeked):
        QTest.keyClick(cards, Qt.Key.Key_Space)
    assert len(screen.selected()) == 1


def test_that_a_card_is_spoken_as_a_whole_and_a_cell_of_the_table_alone(screen: AccountsScreen) -> None:
    name = screen.model.index(0, PLACE["name"])
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert name.data(spoken) == "Account: Boreal"
    _cards(screen)
    whole = str(name.data(spoken))
    assert whole.startswith("Boreal, Grade: S, Next step: ")
    assert "Health: " in whole
    assert "Satisfaction: " in whole


def test_that_cards_are_remembered_and_follow_filter_and_density(
    qtbot: QtBot, app: FakeApp, screen: AccountsScreen
) -> None:
    _cards(screen)
    assert app.settings.account_cards
    with list_of(qtbot, app) as again:
        cards = again.list
        assert isinstance(cards, CardList)
        assert cards.isVisible()
        assert again.filters.switch.key() == "cards"
        again.filters.edit.setText("Cima")
        qtbot.waitUntil(lambda: order_of(again) == "C")
        assert again.body.currentWidget() is cards


def test_that_a_thousand_cards_ask_only_for_those_in_view(
    qtbot: QtBot, session: Session, screen: AccountsScreen
) -> None:
    many = [an_account(name=f"Account {n:04}") for n in range(1000)]
    session.write(Message("Many"), lambda unit: Table(ACCOUNT, unit).add_many(many))
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1005)
    cards = _cards(screen)
    qtbot.waitUntil(lambda: cards.verticalScrollBar().maximum() > 0)
    cards.grab()
    assert screen.model.held_pages() <= 2
    QTest.keyClick(cards, Qt.Key.Key_End)
    assert cards.currentIndex().row() == 1004
    assert not cards.visualRect(cards.currentIndex()).intersected(cards.viewport().rect()).isEmpty()
    assert screen.model.held_pages() <= 6


# -- keys


def test_that_down_in_the_filter_goes_to_the_first_row_or_the_selected_one(
    qtbot: QtBot, screen: AccountsScreen
) -> None:
    screen.search()
    QTest.keyClicks(screen.filters.edit, "a")
    qtbot.waitUntil(lambda: order_of(screen) != "BACED")
    QTest.keyClick(screen.filters.edit, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    assert screen.table.currentIndex().row() == 0
    assert len(screen.selected()) == 1
    screen.filters.clear()
    qtbot.waitUntil(lambda: order_of(screen) == "BACED")
    screen.table.selectRow(1)
    screen.search()
    QTest.keyClick(screen.filters.edit, Qt.Key.Key_Down)
    assert screen.table.currentIndex().row() == 1


def test_that_the_list_keeps_the_keys_when_table_and_cards_change_places(screen: AccountsScreen) -> None:
    screen.table.setFocus()
    screen.filters.switch.choose("cards")
    assert screen.list.hasFocus()
    screen.filters.switch.choose("table")
    assert screen.table.hasFocus()
    assert screen.table.currentIndex().isValid()
