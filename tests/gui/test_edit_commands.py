# SPDX-License-Identifier: Apache-2.0
"""Cut, Copy, Paste, Duplicate and Search everything: what the Edit menu does where the focus is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers, risks
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.widgets.table import DataTable

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the people of one account."""
    with shell_on(portfolio, qtbot, clock) as made:
        account = customers.add_account(session_of(made), "Meridian Foods")
        for name in ("Elena Ruiz", "Omar Haddad"):
            crud.add(session_of(made), CONTACT, account_id=account.id, name=name, title="CIO")
        risks.add_risk(session_of(made), account.id, "Elena decides alone")
        made.window.go(Place(page="account", account_id=account.id, section="people"))
        qtbot.waitUntil(lambda: _people(made).model().rowCount() == 2)
        yield made


def _people(shell: Shell) -> DataTable:
    found = shell.window.findChild(DataTable, "tblPeople")
    assert found is not None
    return found


def _on(shell: Shell) -> set[str]:
    actions = shell.window.actions_of.actions
    return {name for name in ("cut", "copy", "paste") if actions[f"edit.{name}"].isEnabled()}


def _filter(shell: Shell, qtbot: QtBot) -> QLineEdit:
    shell.window.trigger("go.find")
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    return edit


def test_that_copy_takes_the_selected_row_of_a_list_as_text(shell: Shell) -> None:
    table = _people(shell)
    table.setFocus()
    table.selectRow(0)
    assert _on(shell) == {"copy"}
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    line = QApplication.clipboard().text()
    assert "Elena Ruiz" in line
    assert "\t" in line
    assert "\n" not in line
    assert shell.window.notices.host.toast.message() == "Copied 1 row"


def test_that_a_text_field_offers_what_its_selection_allows(shell: Shell, qtbot: QtBot) -> None:
    edit = _filter(shell, qtbot)
    assert _on(shell) == {"paste"}
    edit.setText("Elena")
    edit.selectAll()
    shell.window.clipboard.tell()
    assert _on(shell) == {"cut", "copy", "paste"}
    shell.window.trigger("edit.cut")
    assert edit.text() == ""
    shell.window.trigger("edit.paste")
    shell.window.trigger("edit.paste")
    assert edit.text() == "ElenaElena"
    assert QApplication.focusWidget() is edit


def test_that_the_menu_opened_by_keys_leaves_the_selection_of_a_field(shell: Shell, qtbot: QtBot) -> None:
    edit = _filter(shell, qtbot)
    edit.setText("Elena")
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_E, ALT)
    menu = shell.window.actions_of.menus["edit"]
    qtbot.waitUntil(menu.isVisible)
    assert _on(shell) == {"cut", "copy", "paste"}
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    shell.window.menuBar().setFocus()
    edit.setFocus(Qt.FocusReason.MenuBarFocusReason)
    assert edit.selectedText() == "Elena"


def test_that_a_button_offers_nothing_to_copy(shell: Shell) -> None:
    shell.window.tool_bar.new.setFocus()
    assert _on(shell) == set()


def test_that_duplicate_adds_a_person_and_selects_it(shell: Shell, qtbot: QtBot) -> None:
    table = _people(shell)
    table.setFocus()
    table.selectRow(0)
    qtbot.waitUntil(shell.window.actions_of.actions["edit.duplicate"].isEnabled)
    QTest.keyClick(table, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: table.model().rowCount() == 3)
    (copy,) = (c for c in crud.every(session_of(shell), CONTACT) if c.name == "Elena Ruiz (copy)")
    context = shell.window.context()
    assert (context.kind, context.record) == ("contact", copy.id)
    assert shell.window.notices.host.toast.message() == "Added Elena Ruiz (copy)"


def test_that_the_copy_of_an_account_begins_in_its_name(shell: Shell, qtbot: QtBot) -> None:
    shell.window.go(Place(page="accounts"))
    shell.window.trigger("edit.duplicate")
    copies = [a for a in crud.every(session_of(shell), ACCOUNT) if a.name.endswith("(copy)")]
    assert [a.id for a in copies] == [shell.window.place().account_id]
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "Meridian Foods (copy)"


def test_that_search_everything_groups_what_it_finds_by_kind_and_goes_there(shell: Shell) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_F, CTRL | SHIFT)
    box = shell.window.palette_box
    assert box.isVisible()
    QTest.keyClicks(box.edit, "elena")
    assert [(item.title, item.heading) for item in box.items()] == [
        ("People (1)", True),
        ("Elena Ruiz", False),
        ("Risks (1)", True),
        ("R-1 Elena decides alone", False),
    ]
    assert box.list.currentIndex().row() == 1
    QTest.keyClick(box.edit, Qt.Key.Key_Down)
    assert box.list.currentIndex().row() == 3
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert shell.window.place().section == "risks"


def test_that_the_palette_of_commands_comes_back_after_a_search(shell: Shell) -> None:
    shell.window.trigger("go.search")
    box = shell.window.palette_box
    assert box.edit.accessibleName() == "Search everything"
    box.dismiss()
    shell.window.trigger("go.command")
    assert box.edit.accessibleName() == "Find or do anything"
    assert any(item.grade for item in box.items())
