# SPDX-License-Identifier: Apache-2.0
"""Changing what opens a portfolio: never without what opens it now."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.safe.keys import COMPUTER, LEAST, PASSWORD, RECOVERY, WrongSecretError, new_recovery_key
from planner.services.portfolio import create
from planner.services.protection import Protection, unlock
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from ui.dialogs.change_secret import ChangeSecret
from ui.jobs.runner import JobRunner

SECRET, NEWER = "four words and a river", "another river of copper"
PRINTED = new_recovery_key()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "Mine.waterline"
    create(path, device=DEVICE, protection=Protection(password=SECRET, recovery=PRINTED, cost=LEAST)).close()
    return path


@pytest.fixture
def path(sealed: Path, tmp_path: Path) -> Path:
    """An encrypted portfolio of this test."""
    shutil.copytree(sealed.parent, tmp_path / "own")
    return tmp_path / "own" / sealed.name


@pytest.fixture
def ask(qtbot: QtBot, path: Path) -> Callable[..., ChangeSecret]:
    """Opens the dialog for a kind of secret."""

    def make(kind: str, known: bool = False) -> ChangeSecret:
        key = unlock(path, SECRET) if known else None
        made = ChangeSecret(path, kind, JobRunner(QApplication.instance()), FakePrompts(), key=key)
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


def _open(qtbot: QtBot, dialog: ChangeSecret, secret: str = SECRET) -> None:
    dialog.box.secret.setText(secret)
    with qtbot.waitSignal(dialog.box.opened):
        dialog.box.unlock.click()


def test_that_the_password_changes_by_keyboard_once_the_present_one_was_typed(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    dialog = ask(PASSWORD)
    assert dialog.box.secret.hasFocus()
    assert not dialog.go.isVisible()
    QTest.keyClicks(dialog.box.secret, SECRET)
    with qtbot.waitSignal(dialog.box.opened):
        QTest.keyClick(dialog.box.secret, Qt.Key.Key_Return)
    assert dialog.pair.password.hasFocus()
    QTest.keyClicks(dialog.pair.password, NEWER)
    QTest.keyClick(dialog.pair.password, Qt.Key.Key_Tab)
    assert dialog.pair.again.hasFocus()
    QTest.keyClicks(dialog.pair.again, NEWER)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.pair.again, Qt.Key.Key_Return)
    assert dialog.said == "The new password holds from now on."
    assert unlock(path, NEWER) == unlock(path, PRINTED, RECOVERY)
    with pytest.raises(WrongSecretError):
        unlock(path, SECRET)


def test_that_a_wrong_present_password_leads_nowhere(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    before = paths.key_path(path).read_bytes()
    dialog = ask(PASSWORD)
    dialog.box.secret.setText("four words and a lake")
    dialog.box.unlock.click()
    qtbot.waitUntil(lambda: "not the password" in dialog.box.field.fault())
    for edit in (dialog.pair.password, dialog.pair.again):
        edit.setText(NEWER)
    QTest.keyClick(dialog.pair.again, Qt.Key.Key_Return)
    dialog.go.click()
    assert dialog.pages.currentIndex() == 0
    assert dialog._job is None
    dialog.reject()
    assert paths.key_path(path).read_bytes() == before


def test_that_who_forgot_the_password_sets_another_by_the_recovery_key(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    dialog = ask(PASSWORD)
    dialog.box.other.click()
    _open(qtbot, dialog, PRINTED)
    for edit in (dialog.pair.password, dialog.pair.again):
        edit.setText(NEWER)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    assert unlock(path, NEWER)


def test_that_after_opening_by_recovery_key_nothing_more_is_asked_first(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    dialog = ask(PASSWORD, known=True)
    assert dialog.pages.currentIndex() == 1
    assert dialog.pair.password.hasFocus()
    for edit in (dialog.pair.password, dialog.pair.again):
        edit.setText("password12")
    dialog.go.click()
    assert "too easy to guess" in dialog.pair.first.fault()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert unlock(path, SECRET)
    assert dialog.pair.password.text() == ""


def test_that_a_new_recovery_key_counts_once_its_end_was_typed(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    dialog = ask(RECOVERY)
    _open(qtbot, dialog)
    newer = dialog.sheet.recovery
    dialog.go.click()
    assert "not the last four characters" in dialog.sheet.field.fault()
    assert unlock(path, PRINTED, RECOVERY)
    QTest.keyClicks(dialog.sheet.proof, newer[-4:])
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.sheet.proof, Qt.Key.Key_Return)
    assert unlock(path, newer, RECOVERY) == unlock(path, SECRET)
    with pytest.raises(WrongSecretError):
        unlock(path, PRINTED, RECOVERY)


def test_that_a_computer_without_a_key_store_is_told_so_where_it_was_asked_for(
    qtbot: QtBot, ask: Callable[..., ChangeSecret], path: Path
) -> None:
    before = paths.key_path(path).read_bytes()
    dialog = ask(COMPUTER)
    _open(qtbot, dialog)
    dialog.go.click()
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "no key store that can be used" in dialog.fault.full_text()
    assert dialog.go.isEnabled()
    assert paths.key_path(path).read_bytes() == before
