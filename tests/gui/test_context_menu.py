# SPDX-License-Identifier: Apache-2.0
"""Shift+F10 and the right button open the commands for the selected rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on an account with one person."""
    with shell_on(portfolio, qtbot, clock) as made:
        account = customers.add_account(session_of(made), "Meridian Foods")
        crud.add(session_of(made), CONTACT, account_id=account.id, name="Elena Ruiz")
        made.window.go(Place(page="account", account_id=account.id, section="people"))
        yield made


def _menu(shell: Shell) -> QMenu | None:
    return shell.window.findChild(QMenu, "menuSelection")


def _ask(target: QWidget, reason: QContextMenuEvent.Reason, at: QPoint) -> None:
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))


def test_that_the_key_opens_the_commands_for_the_selected_row(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    table = shell.window.findChild(QTableView, "tblPeople")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    table.setFocus()
    table.selectRow(0)
    _ask(table, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    menu = _menu(shell)
    assert menu is not None
    assert menu.isVisible()
    words = [action.iconText() for action in menu.actions() if not action.isSeparator()]
    assert "Move to Trash" in words
    assert any(word.startswith("History") for word in words)
    next(a for a in menu.actions() if a.iconText() == "Move to Trash").trigger()
    assert crud.every(shell.app.session, CONTACT) == []
    menu.hide()


def test_that_a_press_beside_the_list_opens_nothing(shell: Shell, qtbot: QtBot) -> None:
    table = shell.window.findChild(QTableView, "tblPeople")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    table.setFocus()
    _ask(shell.window.tool_bar, QContextMenuEvent.Reason.Mouse, QPoint(300, 20))
    assert _menu(shell) is None
