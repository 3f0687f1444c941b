# SPDX-License-Identifier: Apache-2.0
"""Opening an encrypted portfolio in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.settings import Settings
from planner.safe.keys import LEAST, new_recovery_key
from planner.services import customers
from planner.services.portfolio import create
from planner.services.protection import Protection
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.dialogs.unlock import UnlockDialog
from ui.jobs.runner import JobRunner

PASSWORD = "four words and a river"
RECOVERY = new_recovery_key()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted portfolio with one account."""
    path = tmp_path_factory.mktemp("sealed") / "Mine.waterline"
    session = create(
        path, me_name="Dana", device=DEVICE, protection=Protection(password=PASSWORD, recovery=RECOVERY, cost=LEAST)
    )
    customers.add_account(session, "Meridian Foods")
    session.close()
    return path


@pytest.fixture
def dialog(qtbot: QtBot, sealed: Path) -> UnlockDialog:
    made = UnlockDialog(sealed, JobRunner(QApplication.instance()))
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_the_password_unlocks_and_enter_is_enough(qtbot: QtBot, dialog: UnlockDialog) -> None:
    assert not dialog.unlock.isEnabled()
    QTest.keyClicks(dialog.secret, PASSWORD)
    assert dialog.secret.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    assert dialog.key is not None


def test_that_a_wrong_password_is_said_and_the_next_try_waits_longer_each_time(
    qtbot: QtBot, dialog: UnlockDialog
) -> None:
    waits = []
    for _ in range(3):
        dialog.secret.setText("four words and a lake")
        dialog._left = 0
        dialog._try()
        qtbot.waitUntil(lambda: "not the password" in dialog.field.fault())
        waits.append(dialog.unlock.text())
        assert not dialog.unlock.isEnabled()
        dialog.field.clear_fault()
        dialog._job = None
    assert waits == ["Again in 1 s", "Again in 2 s", "Again in 4 s"]
    for _ in range(4):
        dialog._waited()
    assert dialog.unlock.isEnabled()
    assert dialog.unlock.text() == "Unlock"


def test_that_the_recovery_key_is_typed_in_sight_and_unlocks(qtbot: QtBot, dialog: UnlockDialog) -> None:
    dialog.other.click()
    assert dialog.secret.echoMode() is QLineEdit.EchoMode.Normal
    dialog.secret.setText(RECOVERY[:-1])
    dialog._try()
    qtbot.waitUntil(lambda: "missing or mistyped" in dialog.field.fault())
    assert dialog.unlock.isEnabled(), "a mistyped sign is no guess"
    dialog.secret.setText(RECOVERY.lower())
    with qtbot.waitSignal(dialog.accepted):
        dialog._try()


def test_that_leaving_while_it_is_tried_opens_nothing(qtbot: QtBot, dialog: UnlockDialog) -> None:
    dialog.secret.setText(PASSWORD)
    dialog._try()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.key is None


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[tuple[Shell, FakePrompts]]:
    """An empty window and what answers its questions."""
    app, prompts = QApplication.instance(), FakePrompts()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made, prompts
    made.window.close()


def test_that_the_window_opens_it_with_the_password_and_stays_empty_without(
    shell: tuple[Shell, FakePrompts], sealed: Path
) -> None:
    window, prompts = shell
    assert not window.open(sealed)
    assert window.app is None
    prompts.passwords = [PASSWORD]
    assert window.open(sealed)
    assert session_of(window).path == sealed
    assert prompts.asked == ["Mine.waterline", "Mine.waterline"]


def test_that_missing_changes_are_said_when_a_portfolio_opens(shell: tuple[Shell, FakePrompts], sealed: Path) -> None:
    window, prompts = shell
    side = paths.side_path(sealed)
    whole = side.read_text()
    side.write_text(f"{whole[:33]}{99:020d}\n")
    prompts.passwords = [PASSWORD]
    assert window.open(sealed)
    bar = window.window.notices.bar
    assert bar is not None
    assert "changes made here are missing" in bar.text()
    side.write_text(whole)
