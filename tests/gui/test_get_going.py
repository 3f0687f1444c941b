# SPDX-License-Identifier: Apache-2.0
"""The card with the first tasks: what its rows start, its ticks, and that it goes away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers, exports, people
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.export_plan import ExportDialog
from ui.screens.today import TodayScreen
from ui.widgets.empty import EmptyState
from ui.widgets.ring import FocusRing


@pytest.fixture
def shell(portfolio: Path, qtbot: QtBot, clock: FixedClock) -> Iterator[Shell]:
    """Today in an empty portfolio."""
    with shell_on(portfolio, qtbot, clock) as made:
        made.window.go(Place(page="today"))
        yield made


def _today(shell: Shell) -> TodayScreen:
    screen = shell.window.stack.current()
    assert isinstance(screen, TodayScreen)
    return screen


def _typing(widget: QWidget | None) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit)


def test_that_the_first_task_has_the_focus_on_arrival_and_enter_starts_it(shell: Shell, qtbot: QtBot) -> None:
    row = _today(shell).going.rows["account"]
    assert QApplication.focusWidget() is row
    assert shell.window.findChildren(FocusRing)
    QTest.keyClick(row, Qt.Key.Key_Return)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible())
    dialog.reject()
    assert crud.every(session_of(shell), ACCOUNT) == []


def test_that_what_needs_an_account_says_so_until_there_is_one(shell: Shell, qtbot: QtBot) -> None:
    rows = _today(shell).going.rows
    assert [key for key, row in rows.items() if not row.isEnabled()] == ["people", "risk", "plan"]
    assert "Add an account first" in rows["people"].toolTip()
    customers.add_account(session_of(shell), "Meridian Foods")
    qtbot.waitUntil(rows["people"].isEnabled)
    assert rows["account"].note() == "done"
    assert _today(shell).going.count.full_text() == "1 of 5"


@pytest.mark.parametrize("key", ["people", "risk"])
def test_that_a_task_asks_for_the_new_record_in_its_place(shell: Shell, qtbot: QtBot, key: str) -> None:
    account = customers.add_account(session_of(shell), "Meridian Foods")
    QApplication.processEvents()
    _today(shell).going.rows[key].click()  # type: ignore[index]
    place = shell.window.place()
    assert (place.account_id, place.section) == (account.id, "people" if key == "people" else "risks")
    qtbot.waitUntil(lambda: _typing(QApplication.focusWidget()))


def test_that_an_export_is_ticked_when_its_window_is_closed(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(shell)
    account = customers.add_account(session, "Meridian Foods")
    people.add_contact(session, account.id, "E. Ruiz")
    going = _today(shell).going
    qtbot.waitUntil(going.rows["plan"].isEnabled)
    assert going.rows["people"].note() == "1 of 2"
    going.rows["plan"].click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog))
    qtbot.waitUntil(dialog.isActiveWindow)
    exports.export_plan(session, account.id, tmp_path)
    dialog.reject()
    shell.window.activateWindow()
    qtbot.waitUntil(lambda: going.rows["plan"].note() == "done")


def test_that_closing_it_puts_the_focus_where_enter_starts_nothing(shell: Shell, qtbot: QtBot) -> None:
    screen = _today(shell)
    QTest.keyClick(screen.going.btn_close, Qt.Key.Key_Return)
    assert not screen.going.isVisible()
    focused = QApplication.focusWidget()
    assert isinstance(focused, EmptyState)
    qtbot.waitUntil(lambda: [ring.isVisible() for ring in shell.window.findChildren(FocusRing)] == [True])
    before = shell.window.place()
    QTest.keyClick(focused, Qt.Key.Key_Return)
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert shell.window.place() == before
    assert QApplication.activeModalWidget() is None
    shell.window.go(Place(page="accounts"))
    shell.window.go(Place(page="today"))
    assert not screen.going.isVisible()
