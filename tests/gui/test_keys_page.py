# SPDX-License-Identifier: Apache-2.0
"""Keys and help lists every key of the program, by its general name, and can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from tests.gui.shells import account_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.keys import KeysDialog, lines
from ui.screens import registry


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


@pytest.fixture
def dialog(qtbot: QtBot) -> KeysDialog:
    """The page with all commands, shown."""
    made = KeysDialog(lambda _name: True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.filter.hasFocus)
    return made


def _listed() -> set[str]:
    """Every key of the page as Qt writes it, spans written out."""
    found: set[str] = set()
    for line in (line for group in lines(lambda _name: True).values() for line in group):
        for keys in line.keys.replace("or a number", "").split(", "):
            first, _, last = keys.partition(" … ")
            span = range(int(first[-1]), int(last[-1]) + 1) if last else ()
            found |= {f"{first[:-1]}{n}" for n in span} if last else {keys}
    return {QKeySequence(keys).toString().replace("Return", "Enter") for keys in found}


def test_that_no_key_of_commands_and_pages_is_missing(shell: Shell) -> None:
    account = account_of(shell)
    for page in registry.PAGES:
        shell.window.go(Place(page=page, account_id=account if page == "account" else None))
    shortcuts = {key.key().toString() for key in shell.window.findChildren(QShortcut)}
    for action in shell.window.actions_of.actions.values():
        shortcuts |= {keys.toString() for keys in action.shortcuts()}
    assert {keys.replace("Return", "Enter") for keys in shortcuts} - _listed() == set()


def test_that_keys_handled_by_parts_themselves_are_on_the_page() -> None:
    handled: set[str] = set()
    for file in Path("ui").rglob("*.py"):
        handled |= set(re.findall(r"Key\.Key_(F\d+|Insert|Home|End|Escape)\b", file.read_text(encoding="utf-8")))
    handled -= {"F4"}  # a second name of Down in a list of names
    assert {
        QKeySequence(name.replace("Escape", "Esc").replace("Insert", "Ins")).toString() for name in handled
    } <= _listed()


def test_that_undo_has_its_general_name_though_there_is_a_step(shell: Shell, qtbot: QtBot) -> None:
    texts = [line.text for group in lines(shell.window.commands.has).values() for line in group]
    assert "Undo" in texts
    assert [text for text in texts if text.startswith("Undo:")] == []


def test_that_the_page_has_its_three_headings() -> None:
    assert list(lines(lambda _name: True)) == ["Everywhere", "Lists and forms", "Charts"]


def test_that_typing_narrows_the_page_and_esc_gives_it_back(dialog: KeysDialog) -> None:
    whole = dialog.shown()
    QTest.keyClicks(dialog.filter, "duplicate")
    assert [line.keys for line in dialog.shown()] == ["Ctrl+D"]
    dialog.filter.setText("zzz")
    assert dialog.shown() == []
    assert dialog.nothing.isVisible()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Escape)
    assert dialog.shown() == whole
    assert dialog.isVisible()


def test_that_the_page_moves_while_the_field_has_the_keys(dialog: KeysDialog) -> None:
    QTest.keyClick(dialog.filter, Qt.Key.Key_PageDown)
    assert dialog.area.verticalScrollBar().value() > 0
    assert dialog.filter.hasFocus()
