# SPDX-License-Identifier: Apache-2.0
"""The questions of a first run: where the focus is, the daily backup, what to start with, and how it is protected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.settings import Settings
from tests.fakes import FakePrompts
from ui.dialogs.first_run import FirstRun
from ui.dialogs.place_question import settled_place
from ui.dialogs.protect_pages import ProtectPages

PASSWORD = "four words and a river"


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


def _to_protection(dialog: FirstRun, start: str = "account") -> ProtectPages:
    dialog.next.click()
    dialog.next.click()
    dialog.starts[start].click()
    pages = dialog.findChild(ProtectPages)
    assert pages is not None
    return pages


def test_that_a_portfolio_of_ones_own_is_led_through_password_and_recovery_key(dialog: FirstRun) -> None:
    pages = _to_protection(dialog)
    assert pages.sealed.isChecked()
    assert pages.pair.password.hasFocus()
    QTest.keyClicks(pages.pair.password, PASSWORD)
    QTest.keyClick(pages.pair.password, Qt.Key.Key_Return)
    assert "differ" in pages.pair.second.fault()
    QTest.keyClicks(pages.pair.again, PASSWORD)
    QTest.keyClick(pages.pair.again, Qt.Key.Key_Return)
    assert dialog.title.full_text() == "Keep the recovery key"
    assert dialog.step.full_text() == "Step 5 of 5"
    assert dialog.next.text() == "Make the portfolio"
    QTest.keyClicks(pages.sheet.proof, pages.sheet.recovery[-4:])
    QTest.keyClick(pages.sheet.proof, Qt.Key.Key_Return)
    assert dialog.result() == FirstRun.DialogCode.Accepted
    made = dialog.answers().protection
    assert made is not None
    assert (made.password, made.recovery) == (PASSWORD, pages.sheet.recovery)


def test_that_unencrypted_is_chosen_on_purpose_and_says_what_it_means(dialog: FirstRun) -> None:
    pages = _to_protection(dialog)
    assert not pages.warning.isVisible()
    pages.plain.click()
    assert pages.warning.isVisible()
    assert not pages.pair.isEnabled()
    dialog.next.click()
    assert dialog.result() == FirstRun.DialogCode.Accepted
    assert (dialog.answers().start, dialog.answers().protection) == ("account", None)


def test_that_back_leads_through_every_step_and_the_sample_forgets_the_password(dialog: FirstRun) -> None:
    pages = _to_protection(dialog)
    pages.pair.password.setText(PASSWORD)
    pages.pair.again.setText(PASSWORD)
    dialog.next.click()
    heads = [dialog.title.full_text()]
    for _ in range(4):
        dialog.back.click()
        heads.append(dialog.title.full_text())
    assert len(set(heads)) == 5
    assert not dialog.back.isVisible()
    dialog.next.click()
    dialog.next.click()
    dialog.starts["sample"].click()
    assert (dialog.answers().start, dialog.answers().protection) == ("sample", None)


def test_that_a_portfolio_that_is_there_already_is_not_protected_anew(dialog: FirstRun, tmp_path: Path) -> None:
    dialog.path = tmp_path / "there.waterline"
    dialog.path.write_bytes(b"x")
    dialog.next.click()
    dialog.next.click()
    assert dialog.step.full_text() == "Step 3 of 3"
    dialog.next.click()
    assert dialog.result() == FirstRun.DialogCode.Accepted


# -- where it is kept


def test_that_a_synchronised_folder_is_asked_about_when_it_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    synced, safe = tmp_path / "Dropbox" / "Mine.waterline", tmp_path / "Here" / "Mine.waterline"
    prompts = FakePrompts(paths=[safe])
    prompts.choices = ["other"]
    dialog = FirstRun(Settings(), prompts=prompts)
    qtbot.addWidget(dialog)
    before = dialog.path
    dialog.put_place(synced)
    assert dialog.path == safe
    assert "Dropbox" in prompts.asked[0]
    dialog.put_place(synced)  # the question is left: all stays
    assert dialog.path == safe != before
    assert dialog.place.full_text() == str(safe)


def test_that_leaving_the_choice_of_a_folder_leads_back_to_the_question(tmp_path: Path) -> None:
    synced, safe = tmp_path / "Dropbox" / "Mine.waterline", tmp_path / "Here" / "Mine.waterline"
    prompts = FakePrompts(paths=[None, safe])
    prompts.choices = ["other", "other"]
    assert settled_place(prompts, synced) == safe
    prompts.choices = ["keep"]
    assert settled_place(prompts, synced) == synced
