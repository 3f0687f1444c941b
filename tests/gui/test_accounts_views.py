# SPDX-License-Identifier: Apache-2.0
"""Views of the account list, built in and saved, and the row that holds their chooser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.services import account_views, customers
from planner.services.session import Session
from tests.fakes import FakeApp
from tests.gui.account_lists import entry, five_accounts, keys_of, list_of, order_of, visible
from ui.screens.accounts import AccountsScreen
from ui.screens.accounts.view_dialog import RenameView, SaveView
from ui.widgets.cards import CardList


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context over five accounts."""
    return five_accounts(session)


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp) -> Iterator[AccountsScreen]:
    """The list as it is at first."""
    with list_of(qtbot, app) as made:
        yield made


def _views(screen: AccountsScreen) -> list[str]:
    menu = screen.filters.view.make_menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    return words


def _choose(screen: AccountsScreen, words: str) -> None:
    menu = screen.filters.view.make_menu()
    entry(menu, words).trigger()
    menu.deleteLater()


def test_that_a_changed_view_says_so_and_choosing_it_again_puts_it_back(qtbot: QtBot, screen: AccountsScreen) -> None:
    chooser = screen.filters.view
    assert chooser.text() == "All accounts"
    screen.filters.chips["A"].click()
    qtbot.waitUntil(lambda: chooser.text() == "All accounts · changed")
    assert chooser.accessibleName() == "View: All accounts · changed"
    _choose(screen, "All accounts")
    assert chooser.text() == "All accounts"
    assert order_of(screen) == "BACED"
    screen.order.by("name")
    assert chooser.text() == "All accounts"


def test_that_mine_shows_the_accounts_i_own(session: Session, screen: AccountsScreen) -> None:
    for key in screen.model.ids():
        customers.set_owner(session, [key], None)
    customers.set_owner(session, [screen.model.key(2)], session.me)
    _choose(screen, "Mine")
    assert order_of(screen) == "C"
    customers.set_owner(session, screen.model.ids(), None)
    screen.refresh()
    assert screen.filters.words() == "mine"
    screen.filters.clear()
    assert not screen.filters.mine


def test_that_a_saved_view_brings_back_filters_order_columns_and_cards(
    qtbot: QtBot, app: FakeApp, session: Session, screen: AccountsScreen
) -> None:
    screen.filters.chips["A"].click()
    screen.order.by("city")
    screen.order.then_by("name")
    screen.columns.choose(["city", "grade"])
    screen.filters.switch.choose("cards")
    qtbot.waitUntil(lambda: len(order_of(screen)) == 2)
    dialog = SaveView(app, screen.filters.view.view, screen)
    dialog.done_with.connect(screen.filters.view.begin)
    dialog.open()
    QTest.keyClicks(_field(dialog), "Partners")
    QTest.keyClick(_field(dialog), Qt.Key.Key_Return)
    assert screen.filters.view.text() == "Partners"
    assert _views(screen)[3:] == ["Partners", "Save this view…", "Rename “Partners”…", "Delete view “Partners”"]
    _choose(screen, "All accounts")
    screen.filters.switch.choose("table")
    screen.columns.choose([])
    screen.order.by("grade")
    _choose(screen, "Partners")
    assert order_of(screen) == "CA"
    assert isinstance(screen.list, CardList)
    assert visible(screen) == ["grade", "name", "city"]
    assert keys_of(screen) == ["city", "name"]
    assert screen.filters.view.text() == "Partners"


def _field(dialog: QWidget) -> QLineEdit:
    found = dialog.findChild(QLineEdit, "edtViewName")
    assert found is not None
    return found


def test_that_saving_under_a_known_name_is_said_before_it_replaces(
    app: FakeApp, session: Session, screen: AccountsScreen
) -> None:
    account_views.save(session, screen.looks()._replace(name="North", text="old"))
    dialog = SaveView(app, screen.looks(), screen)
    dialog.open()
    QTest.keyClicks(_field(dialog), "north")
    assert dialog.note.full_text() == "There is a view “North” already. Saving replaces it."
    assert dialog.btn_do.text() == "Replace view"
    dialog.btn_do.click()
    assert [(view.name, view.text) for view in account_views.saved(session)] == [("north", "")]


def test_that_a_name_that_cannot_be_keeps_the_window_open(
    app: FakeApp, session: Session, screen: AccountsScreen
) -> None:
    account_views.save(session, screen.looks()._replace(name="North"))
    kept = account_views.save(session, screen.looks()._replace(name="South"))
    screen.filters.view.begin(kept)
    dialog = RenameView(app, kept, screen)
    dialog.done_with.connect(screen.filters.view.begin)
    dialog.open()
    edit = _field(dialog)
    edit.clear()
    QTest.keyClicks(edit, "Mine")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.field.fault().startswith("“Mine” is always in the list.")
    edit.clear()
    QTest.keyClicks(edit, "North")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.field.fault().startswith("Another view is called “North”.")
    QTest.keyClicks(edit, " 2")
    assert dialog.field.fault() == ""
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert screen.filters.view.text() == "North 2"


def test_that_a_deleted_view_leaves_the_list_as_it_looks(
    qtbot: QtBot, app: FakeApp, session: Session, screen: AccountsScreen
) -> None:
    account_views.save(session, screen.looks()._replace(name="Tom & Co", grades=frozenset("A")))
    _choose(screen, "Tom && Co")
    assert order_of(screen) == "AC"
    _choose(screen, "Delete view “Tom && Co”")
    assert account_views.saved(session) == []
    assert order_of(screen) == "AC"
    assert screen.filters.view.text() == "All accounts · changed"
    assert app.notices.said[-1].startswith("View “Tom & Co” deleted.")


def test_that_saving_waits_while_a_longer_step_holds_the_store(
    app: FakeApp, session: Session, screen: AccountsScreen
) -> None:
    account_views.save(session, screen.looks()._replace(name="North"))
    assert "North" in _views(screen)
    app.jobs.busy = True
    menu = screen.filters.view.make_menu()
    assert entry(menu, "North").isEnabled()
    assert not entry(menu, "Save this view…").isEnabled()
    assert "still running" in entry(menu, "Save this view…").toolTip()
    menu.deleteLater()


def test_that_alt_and_down_opens_the_views(screen: AccountsScreen) -> None:
    QTest.keyClick(screen.filters.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (menu,) = screen.findChildren(QMenu, "menuViews")
    assert menu.isVisible()
    menu.hide()
    QTest.keyRelease(screen.filters.view, Qt.Key.Key_Alt)


def test_that_a_long_name_is_shortened_before_the_sign_of_a_change(session: Session, screen: AccountsScreen) -> None:
    long = account_views.save(session, screen.looks()._replace(name="Everything between Vigo and Bern by rail"))
    screen.filters.view.begin(long)
    screen.filters.chips["A"].click()
    screen.filters.view.show_view(screen.looks()._replace(attention=True))
    assert screen.filters.view.text().endswith("… · changed")
    assert long.name in screen.filters.view.accessibleName()


@pytest.mark.parametrize("width", [560, 700, 900, 1300])
def test_that_nothing_above_the_list_is_cut_at_any_width(qtbot: QtBot, screen: AccountsScreen, width: int) -> None:
    screen.resize(width, 600)
    for chip in screen.filters.chips.values():
        chip.click()
    row = screen.filters
    parts = (row.edit, *row.chips.values(), row.attention_chip, row.view, row.switch)
    qtbot.waitUntil(lambda: row.view.text().endswith("changed"))
    qtbot.waitUntil(lambda: all(part.width() >= part.minimumSizeHint().width() for part in parts))
    assert all(row.rect().contains(part.geometry()) for part in parts)


def test_that_every_control_of_the_design_has_its_name(screen: AccountsScreen) -> None:
    screen.filters.build()
    names = {part.objectName() for part in screen.findChildren(QWidget)}
    wanted = "edtFilter chkGradeS chkGradeA chkGradeB chkGradeC btnAttention cmbView segTableCards btnNewAccount"
    assert {*wanted.split(), "tblAccounts"} <= names
