# SPDX-License-Identifier: Apache-2.0
"""The three questions of a first run: where the focus is, the daily backup, and what to start with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.settings import Settings
from ui.dialogs.first_run import FirstRun


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[FirstRun]:
    """The first question, on screen and active."""
    made = FirstRun(Settings())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def test_that_enter_alone_leads_to_what_to_start_with(dialog: FirstRun) -> None:
    seen = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append((dialog.title.full_text(), focused))
        if len(seen) < 3:
            QTest.keyClick(focused, Qt.Key.Key_Return)
    assert [focused for _, focused in seen] == [dialog.name, dialog.next, dialog.starts["sample"]]
    heads = [head for head, _ in seen]
    assert len(set(heads)) == 3
    assert dialog.windowTitle() not in heads


def test_that_back_puts_the_focus_where_the_step_begins(dialog: FirstRun) -> None:
    dialog.next.click()
    dialog.back.click()
    assert dialog.name.hasFocus()


def test_that_the_three_ways_to_start_are_equally_wide(dialog: FirstRun) -> None:
    dialog.next.click()
    dialog.next.click()
    places = [choice.geometry() for choice in dialog.starts.values()]
    assert len({(place.left(), place.width(), place.height()) for place in places}) == 1


def test_that_automatic_backups_are_on_until_they_are_taken_off(dialog: FirstRun) -> None:
    assert Settings().automatic_backups
    dialog.next.click()
    dialog.backups.click()
    dialog.next.click()
    dialog.back.click()
    assert not dialog.settings.automatic_backups
    assert not dialog.backups.isChecked()


def test_that_the_currency_is_asked_and_goes_into_the_new_portfolio(dialog: FirstRun) -> None:
    dialog.currency.setCurrentIndex(dialog.currency.findData("MXN"))
    assert dialog.answers().currency == "MXN"
    dialog.currency.setCurrentIndex(0)
    assert dialog.answers().currency == "EUR"
