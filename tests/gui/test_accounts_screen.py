# SPDX-License-Identifier: Apache-2.0
"""The account list as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import actions, crud, customers
from planner.services.session import Session
from tests.fakes import an_app
from ui.screens.accounts import AccountsScreen
from ui.widgets.chips import GradeChip
from ui.widgets.safe import PlainLabel

NAMES = (("Meridian Foods", "S"), ("Nordlys Telecom", "A"), ("川住 Kawasumi", "A"), ("Río Claro Energía", "B"))


@pytest.fixture
def book(session: Session) -> dict[str, str]:
    found = {}
    for name, grade in NAMES:
        found[name] = customers.add_account(session, name).id
        customers.decide_grade(session, [found[name]], grade)
    return found


@pytest.fixture
def app(session: Session) -> Any:
    return an_app(session)


@pytest.fixture
def screen(qtbot: QtBot, app: Any, book: dict[str, str]) -> Iterator[AccountsScreen]:
    made = AccountsScreen(app)
    made.resize(1200, 700)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == len(NAMES))
    yield made
    for part in (made, made.details):  # before the session closes, as the window does it
        delete(part)


def _names(screen: AccountsScreen) -> list[str]:
    column = [c.key for c in screen.model.columns()].index("name")
    return [str(screen.model.index(row, column).data()) for row in range(screen.model.rowCount())]


def _select(screen: AccountsScreen, rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    for row in range(rows):
        screen.table.selectionModel().select(screen.model.index(row, 0), flags.Select | flags.Rows)


def test_that_accounts_stand_by_grade_then_name(screen: AccountsScreen) -> None:
    assert _names(screen) == ["Meridian Foods", "Nordlys Telecom", "川住 Kawasumi", "Río Claro Energía"]


def test_that_words_in_any_script_narrow_the_list_as_they_are_typed(qtbot: QtBot, screen: AccountsScreen) -> None:
    QTest.keyClicks(screen.filters.edit, "rio")
    qtbot.waitUntil(lambda: _names(screen) == ["Río Claro Energía"])
    screen.filters.edit.setText("川住")
    qtbot.waitUntil(lambda: _names(screen) == ["川住 Kawasumi"])


def test_that_grade_chips_add_up_and_can_be_cleared(qtbot: QtBot, screen: AccountsScreen) -> None:
    screen.filters.chips["S"].click()
    screen.filters.chips["B"].click()
    qtbot.waitUntil(lambda: _names(screen) == ["Meridian Foods", "Río Claro Energía"])
    screen.filters.edit.setText("zz")
    qtbot.waitUntil(lambda: screen.body.currentWidget() is not screen.table)
    screen.filters.clear()
    qtbot.waitUntil(lambda: len(_names(screen)) == len(NAMES))


def test_that_a_head_sorts_and_the_selection_stays_on_its_account(
    qtbot: QtBot, screen: AccountsScreen, book: dict[str, str]
) -> None:
    screen.show_place(_place(book["Nordlys Telecom"]))
    screen.model.sort([c.key for c in screen.model.columns()].index("name"), Qt.SortOrder.DescendingOrder)
    assert _names(screen)[0] == "川住 Kawasumi"
    assert screen.selected() == [book["Nordlys Telecom"]]


def test_that_enter_opens_the_account(qtbot: QtBot, app: Any, screen: AccountsScreen, book: dict[str, str]) -> None:
    screen.show_place(_place(book["川住 Kawasumi"]))
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert app.navigator.went[-1].account_id == book["川住 Kawasumi"]


def test_that_several_selected_accounts_offer_their_verbs(screen: AccountsScreen, book: dict[str, str]) -> None:
    assert not screen.selection_bar.isVisible()
    _select(screen, 3)
    assert screen.selection_bar.isVisible()
    assert screen.actions_context()["account"] == tuple(list(book.values())[:3])


def test_that_a_change_elsewhere_shows_and_a_hidden_list_does_no_work(
    qtbot: QtBot, session: Session, screen: AccountsScreen
) -> None:
    crud.add(session, ACCOUNT, name="Vantaa Rail")
    qtbot.waitUntil(lambda: "Vantaa Rail" in _names(screen))
    screen.hide()
    before = screen.refreshes
    for n in range(5):
        crud.add(session, ACCOUNT, name=f"Quiet {n}")
    qtbot.wait(30)
    assert screen.refreshes == before
    screen.show()
    qtbot.waitUntil(lambda: "Quiet 4" in _names(screen))


def test_that_a_done_action_leaves_the_details_with_undo(
    qtbot: QtBot, session: Session, app: Any, screen: AccountsScreen, book: dict[str, str]
) -> None:
    from ui.screens.accounts.detail_rows import ActionRow

    made = actions.add_action(session, book["Meridian Foods"], "Send ROI sheet")
    screen.show_place(_place(book["Meridian Foods"]))
    screen.details.resize(312, 600)
    screen.details.show()
    qtbot.waitUntil(lambda: len(screen.details.findChildren(ActionRow)) == 1)
    screen.details.findChildren(ActionRow)[0].box.click()
    assert session.read(lambda conn: conn.execute("SELECT done_on FROM action WHERE id = ?", (made.id,)).fetchone()[0])
    assert app.notices.said[-1] == "Done: Send ROI sheet"


def test_that_the_details_say_that_a_grade_has_run_out(
    qtbot: QtBot, session: Session, clock: FixedClock, screen: AccountsScreen, book: dict[str, str]
) -> None:
    customers.decide_grade(session, [book["Meridian Foods"]], "S", reason="<i>Key</i>", valid_until=session.today())
    clock.advance(timedelta(days=1))
    screen.show_place(_place(book["Meridian Foods"]))
    screen.details.resize(312, 600)
    screen.details.show()
    said = "This decision ran out on 2 Nov 2026: decide the grade again."
    qtbot.waitUntil(lambda: said in {label.full_text() for label in screen.details.findChildren(PlainLabel)})
    chip = screen.details.findChild(GradeChip)
    assert chip is not None
    assert "&lt;i&gt;Key&lt;/i&gt;" in chip.toolTip()


def test_that_an_empty_portfolio_offers_the_first_step(qtbot: QtBot, session: Session, app: Any) -> None:
    made = AccountsScreen(app)
    made.show()
    qtbot.waitUntil(lambda: made.refreshes > 0)
    assert made.body.currentWidget() is not made.table
    assert not made.filters.isVisible()
    for part in (made, made.details):
        delete(part)


def _place(key: str) -> Any:
    from ui.context import Place

    return Place(page="accounts", record=key)


def test_that_the_grade_is_said_where_it_is_only_drawn(screen: AccountsScreen) -> None:
    grades = [row[0] for row in screen.copy_table().texts()]
    assert sorted(set(grades)) == sorted({grade if grade != "ungraded" else "" for _, grade in NAMES})
    index = screen.model.index(grades.index("S"), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Grade: S"


def test_that_the_pane_says_what_it_is_for_where_there_is_not_one_account(qtbot: QtBot, screen: AccountsScreen) -> None:
    def told() -> list[str]:
        return [label.full_text() for label in screen.details.findChildren(PlainLabel) if label.isVisible()]

    screen.details.show()
    screen.filters.edit.setText("nobody has this name")
    qtbot.waitUntil(lambda: "What you choose in the list is explained here." in told())
    screen.filters.clear()
    qtbot.waitUntil(lambda: screen.model.rowCount() == len(NAMES))
    _select(screen, 3)
    qtbot.waitUntil(lambda: "What you do with the bar below the list applies to all of them." in told())


def test_that_the_row_after_a_trashed_one_is_selected_and_not_the_first(
    qtbot: QtBot, screen: AccountsScreen, session: Session
) -> None:
    screen.table.selectRow(2)
    gone, after = screen.model.key(2), screen.model.key(3)
    crud.trash(session, ACCOUNT, [gone])
    qtbot.waitUntil(lambda: screen.model.rowCount() == len(NAMES) - 1)
    assert screen.selected() == [after]
