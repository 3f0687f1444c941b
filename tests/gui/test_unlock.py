# SPDX-License-Identifier: Apache-2.0
"""Opening an encrypted portfolio in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.settings import Settings
from planner.safe.keys import LEAST, new_recovery_key
from planner.safe.keys import RECOVERY as RECOVERY_KIND
from planner.safe.tries import Tries
from planner.services import customers
from planner.services.portfolio import create
from planner.services.protection import Protection, opens_here, remember_here, unlock
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from tests.key_stores import DeafKeyring, MemoryKeyring
from ui.bootstrap import Shell
from ui.dialogs.change_secret import ChangeSecret
from ui.dialogs.unlock import UnlockDialog
from ui.dialogs.unlock_box import UnlockBox
from ui.jobs.runner import JobRunner
from ui.widgets.button import Button

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


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def dialog(qtbot: QtBot, sealed: Path, hands: Hands) -> UnlockDialog:
    return _dialog(qtbot, sealed, Tries(hands))


def _dialog(qtbot: QtBot, path: Path, tries: Tries) -> UnlockDialog:
    made = UnlockDialog(path, JobRunner(QApplication.instance()), tries=tries)
    qtbot.addWidget(made)
    made.show()
    return made


def _miss(qtbot: QtBot, box: UnlockBox) -> str:
    """Try a wrong password; what the button says afterwards."""
    box.secret.clear()
    box.secret.setText("four words and a lake")
    box.unlock.click()
    qtbot.waitUntil(lambda: "not the password" in box.field.fault())
    return box.unlock.text()


def test_that_the_password_unlocks_and_enter_is_enough(qtbot: QtBot, dialog: UnlockDialog) -> None:
    box = dialog.box
    assert not box.unlock.isEnabled()
    QTest.keyClicks(box.secret, PASSWORD)
    assert box.secret.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(box.secret, Qt.Key.Key_Return)
    assert dialog.key is not None
    assert box.secret.text() == ""


def test_that_a_wrong_password_is_said_and_the_next_try_waits_longer_each_time(
    qtbot: QtBot, dialog: UnlockDialog, hands: Hands
) -> None:
    waits = []
    for _ in range(3):
        waits.append(_miss(qtbot, dialog.box))
        assert not dialog.box.unlock.isEnabled()
        hands.at += 5
        dialog.box._waited()
        assert dialog.box.unlock.isEnabled()
        assert dialog.box.unlock.text() == "Unlock"
    assert waits == ["Again in 1 s", "Again in 2 s", "Again in 4 s"]


def test_that_the_wait_outlives_the_dialog_and_ends_with_the_right_password(
    qtbot: QtBot, sealed: Path, hands: Hands
) -> None:
    tries = Tries(hands)
    first = _dialog(qtbot, sealed, tries)
    for _ in range(4):
        _miss(qtbot, first.box)
        hands.at += 9
        first.box._waited()
    assert _miss(qtbot, first.box) == "Again in 16 s"
    first.reject()
    second = _dialog(qtbot, sealed, tries)
    QTest.keyClicks(second.box.secret, PASSWORD)
    QTest.keyClick(second.box.secret, Qt.Key.Key_Return)
    assert second.box.unlock.text() == "Again in 16 s"
    hands.at += 16
    with qtbot.waitSignal(second.accepted):
        QTest.keyClick(second.box.secret, Qt.Key.Key_Return)
    assert _miss(qtbot, _dialog(qtbot, sealed, tries).box) == "Again in 1 s"


def test_that_the_recovery_key_is_typed_in_sight_and_unlocks(qtbot: QtBot, dialog: UnlockDialog) -> None:
    box = dialog.box
    box.other.click()
    assert box.secret.echoMode() is QLineEdit.EchoMode.Normal
    box.secret.setText(RECOVERY[:-1])
    box.unlock.click()
    qtbot.waitUntil(lambda: "missing or mistyped" in box.field.fault())
    assert box.unlock.isEnabled(), "a mistyped sign is no guess"
    box.secret.setText(RECOVERY.lower())
    with qtbot.waitSignal(dialog.accepted):
        box.unlock.click()
    assert box.kind == RECOVERY_KIND


def test_that_a_recovery_key_typed_as_the_password_is_taken_as_what_it_is(qtbot: QtBot, dialog: UnlockDialog) -> None:
    box = dialog.box
    box.secret.setText(f" {RECOVERY.lower()} ")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(box.secret, Qt.Key.Key_Return)
    assert box.kind == RECOVERY_KIND


def test_that_leaving_while_it_is_tried_opens_nothing(qtbot: QtBot, dialog: UnlockDialog) -> None:
    dialog.box.secret.setText(PASSWORD)
    dialog.box.unlock.click()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.key is None
    assert dialog.box.secret.text() == ""


# -- by this computer


@pytest.fixture
def store() -> Iterator[MemoryKeyring]:
    """A key store that works."""
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def own(sealed: Path, tmp_path: Path) -> Path:
    """A copy that this test may change the ways into."""
    for beside in (lambda path: path, paths.key_path, paths.key_copy_path):
        shutil.copy(beside(sealed), beside(tmp_path / "Mine.waterline"))
    return tmp_path / "Mine.waterline"


def test_that_a_tick_lets_this_computer_open_it_without_a_question(
    qtbot: QtBot, own: Path, store: MemoryKeyring
) -> None:
    first = _dialog(qtbot, own, Tries())
    assert not first.ask_computer()
    qtbot.waitUntil(first.box.remember.isVisible)
    first.box.remember.click()
    first.box.secret.setText(PASSWORD)
    with qtbot.waitSignal(first.accepted):
        first.box.unlock.click()
    assert first.box.not_remembered is None
    second = UnlockDialog(own, JobRunner(QApplication.instance()))
    qtbot.addWidget(second)
    assert second.ask_computer()
    assert second.key == first.key


def test_that_where_there_is_no_key_store_none_is_offered(qtbot: QtBot, own: Path) -> None:
    dialog = _dialog(qtbot, own, Tries())
    assert not dialog.box.remember.isVisible(), "not before it is known"
    qtbot.waitUntil(lambda: dialog.box._looked is None)
    assert not dialog.box.remember.isVisible()


def test_that_one_that_fails_is_said_and_the_password_opens_all_the_same(
    qtbot: QtBot, own: Path, store: MemoryKeyring
) -> None:
    dialog = _dialog(qtbot, own, Tries())
    qtbot.waitUntil(dialog.box.remember.isVisible)
    dialog.box.remember.click()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    dialog.box.secret.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        dialog.box.unlock.click()
    assert dialog.key is not None
    assert "no key store that can be used" in str(dialog.box.not_remembered)
    assert not opens_here(own)


def test_that_a_key_store_that_is_gone_is_not_to_be_ticked(qtbot: QtBot, own: Path, store: MemoryKeyring) -> None:
    remember_here(own, unlock(own, PASSWORD))
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    dialog = _dialog(qtbot, own, Tries())
    assert not dialog.ask_computer()
    qtbot.waitUntil(lambda: "could not open it." in dialog.box.note.full_text())
    assert "tick" not in dialog.box.note.full_text()


def test_that_a_key_store_that_was_reset_leads_to_the_password(qtbot: QtBot, own: Path, store: MemoryKeyring) -> None:
    remember_here(own, unlock(own, PASSWORD))
    store.kept.clear()
    dialog = _dialog(qtbot, own, Tries())
    qtbot.waitUntil(dialog.box.remember.isVisible)
    assert not dialog.ask_computer()
    qtbot.waitUntil(lambda: "was reset" in dialog.box.note.full_text())
    dialog.box.secret.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        dialog.box.unlock.click()


def test_that_the_password_opens_while_a_locked_key_store_waits(qtbot: QtBot, own: Path, store: MemoryKeyring) -> None:
    remember_here(own, unlock(own, PASSWORD))
    deaf = DeafKeyring()
    keyring.set_keyring(deaf)
    dialog = _dialog(qtbot, own, Tries())
    assert dialog.box.try_computer()
    assert "Asking" in dialog.box.note.full_text()
    dialog.box.secret.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        dialog.box.unlock.click()
    deaf.wake.set()


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
    assert "changes made here are missing" in window.window.banners.text("missing")
    close = window.window.findChild(Button, "btnBanner_missing_2")
    assert close is not None
    close.click()
    assert "missing" not in window.window.banners.shown()
    side.write_text(whole)


def test_that_who_forgot_the_password_opens_by_the_recovery_key_and_sets_a_new_one_at_once(
    qtbot: QtBot, own: Path
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shell = Shell(app, Settings(theme="light"), server=False)
    qtbot.addWidget(shell.window)
    shell.window.show()
    seen: list[str] = []

    def answer() -> None:
        dialog = app.activeModalWidget()
        if isinstance(dialog, UnlockDialog) and not seen:
            seen.append("asked")
            dialog.box.other.click()
            dialog.box.secret.setText(RECOVERY)
            dialog.box.unlock.click()
        elif isinstance(dialog, ChangeSecret) and seen == ["asked"]:
            seen.append("offered")
            for edit in (dialog.pair.password, dialog.pair.again):
                edit.setText("another river of copper")
            dialog.go.click()

    hand = QTimer(shell.window)
    hand.setInterval(20)
    hand.timeout.connect(answer)
    hand.start()
    assert shell.open(own)
    hand.stop()
    assert seen == ["asked", "offered"]
    assert session_of(shell).db.key == unlock(own, "another river of copper")
    shell.window.close()
