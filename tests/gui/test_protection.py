# SPDX-License-Identifier: Apache-2.0
"""Protection in Settings, banner and menu: what is told, who can open it, and changing both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.safe.keys import COMPUTER, LEAST, PASSWORD, new_recovery_key
from planner.services import crud, customers, sealing
from planner.services.backup import back_up
from planner.services.plain_notice import is_put_away
from planner.services.portfolio import create, is_encrypted
from planner.services.protection import Protection, remember_here, unlock, ways
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.locks import lock
from tests.gui.shells import session_of
from tests.key_stores import MemoryKeyring
from ui.actions.commands import run_command
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.change_secret import ChangeSecret
from ui.dialogs.seal import SealDialog, UnsealDialog
from ui.jobs.runner import JobRunner
from ui.screens.protection_box import ProtectionBox
from ui.screens.settings_screen import SettingsScreen
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.safe import PlainLabel
from ui.windows.plain_banner import BANNER

SECRET = "four words and a river"
PRINTED = new_recovery_key()


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts(answers=[True])


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, prompts: FakePrompts, clock: FixedClock) -> Iterator[Shell]:
    """The window without a portfolio; backups by themselves are off."""
    look = Settings(theme="light", automatic_backups=False)
    made = Shell(qapp, look, clock=clock, prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    made.window.activateWindow()
    yield made
    made.window.close()
    theme().apply(qapp, "light")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A portfolio that is not encrypted, with one account and one backup."""
    path = tmp_path / "own" / "Mine.waterline"
    session = create(path, me_name="Dana", device=DEVICE)
    customers.add_account(session, "Meridian Foods")
    back_up(session.db, paths.backups_folder(path))
    session.close()
    return path


@pytest.fixture
def sealed(plain: Path) -> Path:
    """The same encrypted, its plain backup still there."""
    changed = sealing.seal(plain, Protection(password=SECRET, recovery=PRINTED, cost=LEAST))
    sealing.wipe_left(changed.left)
    return plain


def _open(shell: Shell, qtbot: QtBot, path: Path, *, banner: bool = False) -> None:
    prompts = shell.prompts
    assert isinstance(prompts, FakePrompts)
    prompts.passwords = [SECRET]
    assert shell.open(path)
    qtbot.waitUntil(lambda: bool(shell._workers))
    assert (BANNER in shell.window.banners.shown()) is banner


def _settings(shell: Shell, qtbot: QtBot) -> ProtectionBox:
    shell.window.go(Place(page="settings"))
    screen = shell.window.stack.current()
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(screen.protection.isVisible)
    return screen.protection


def _said(box: ProtectionBox) -> str:
    labels = [label.full_text() for label in box.findChildren(PlainLabel) if label.isVisibleTo(box)]
    return "\n".join([*labels, *(one.accessibleName() for one in box.findChildren(StatusText))])


def _button(box: ProtectionBox, name: str) -> Button:
    (found,) = (one for one in box.findChildren(Button, name) if one.isVisibleTo(box))
    return found


# -- the banner


def test_that_a_plain_portfolio_says_so_until_it_is_left_so_for_good(shell: Shell, qtbot: QtBot, plain: Path) -> None:
    _open(shell, qtbot, plain, banner=True)
    assert shell.window.banners.text(BANNER).startswith("This portfolio is not encrypted: whoever has the file")
    leave = shell.window.findChild(Button, f"btnBanner_{BANNER}_2")
    assert leave is not None
    leave.click()
    assert BANNER not in shell.window.banners.shown()
    assert is_put_away(session_of(shell))
    assert "Not encrypted" in shell.window.status.file.toolTip()
    shell.close_portfolio()
    _open(shell, qtbot, plain)
    assert "Not encrypted: whoever has the file can read it." in _said(_settings(shell, qtbot))


def test_that_neither_the_sample_nor_an_encrypted_portfolio_has_the_banner(
    shell: Shell, qtbot: QtBot, sealed: Path, sample_file: Path
) -> None:
    _open(shell, qtbot, sealed)
    assert "Not encrypted" not in shell.window.status.file.toolTip()
    _open(shell, qtbot, sample_file)
    assert "The sample is fictional and not encrypted." in _said(_settings(shell, qtbot))


# -- who can open it


def test_that_settings_list_who_can_open_it_and_since_when(shell: Shell, qtbot: QtBot, sealed: Path) -> None:
    _open(shell, qtbot, sealed)
    box = _settings(shell, qtbot)
    said = _said(box)
    for words in ("Encrypted. It opens by:", "Password", "Recovery key", "since ", "This computer", "asks first"):
        assert words in said
    qtbot.waitUntil(lambda: "1 backup from before is not encrypted" in _said(box))


def test_that_a_computer_without_a_key_store_is_not_offered(shell: Shell, qtbot: QtBot, sealed: Path) -> None:
    _open(shell, qtbot, sealed)
    box = _settings(shell, qtbot)
    allow = box.findChild(Button, "btnRemember")
    assert allow is not None
    qtbot.waitUntil(lambda: not allow.isEnabled())
    assert "no key store" in allow.toolTip()


def test_that_this_computer_is_listed_and_forgotten(shell: Shell, qtbot: QtBot, sealed: Path) -> None:
    before = keyring.get_keyring()
    store = MemoryKeyring()
    keyring.set_keyring(store)
    remember_here(sealed, unlock(sealed, SECRET))
    _open(shell, qtbot, sealed)
    box = _settings(shell, qtbot)
    assert "This computer, without asking" in _said(box)
    forget = next(one for one in box.findChildren(Button) if one.text() == "Forget this computer")
    forget.click()
    qtbot.waitUntil(lambda: "asks first" in _said(box))
    assert store.kept == {}
    assert COMPUTER not in [way.kind for way in ways(sealed)]
    keyring.set_keyring(before)


def test_that_readable_backups_are_deleted_after_a_question_that_names_them(
    shell: Shell, qtbot: QtBot, sealed: Path, prompts: FakePrompts
) -> None:
    _open(shell, qtbot, sealed)
    box = _settings(shell, qtbot)
    qtbot.waitUntil(box.wipe.isVisible)
    box.wipe.click()
    qtbot.waitUntil(lambda: not box.wipe.isVisible())
    assert "Overwrite and delete the backups that are not encrypted?" in prompts.asked
    assert sealing.readable_copies(sealed) == []


# -- encrypting and back


def test_that_the_open_portfolio_is_encrypted_and_opened_again(shell: Shell, qtbot: QtBot, plain: Path) -> None:
    _open(shell, qtbot, plain, banner=True)
    assert shell.app is not None
    shell.protecting.seal(shell.app, Protection(password=SECRET, recovery=PRINTED, cost=LEAST), True, True)
    qtbot.waitUntil(lambda: shell.app is not None and is_encrypted(plain), timeout=20000)
    session = session_of(shell)
    assert session.db.key == unlock(plain, SECRET)
    assert [one.name for one in crud.every(session, ACCOUNT)] == ["Meridian Foods"]
    assert BANNER not in shell.window.banners.shown()
    assert sealing.readable_copies(plain) == []
    assert [one.name for one in plain.parent.glob("*not encrypted*")] == []
    assert len(list(paths.backups_folder(plain).glob("*.waterline"))) == 1, "an encrypted one"
    bar = shell.window.notices.bar
    assert bar is not None
    assert "The portfolio is encrypted from now on. 1 unencrypted backup was deleted." in bar.text()


def test_that_what_is_kept_readable_is_named(shell: Shell, qtbot: QtBot, plain: Path) -> None:
    _open(shell, qtbot, plain, banner=True)
    assert shell.app is not None
    shell.protecting.seal(shell.app, Protection(password=SECRET, cost=LEAST), False, False)
    qtbot.waitUntil(lambda: shell.app is not None and is_encrypted(plain), timeout=20000)
    (left,) = plain.parent.glob("Mine not encrypted*.waterline")
    bar = shell.window.notices.bar
    assert bar is not None
    assert f"{left.name} is still there, and anybody can read it." in bar.text()


def test_that_a_portfolio_that_could_not_be_encrypted_is_open_again(shell: Shell, qtbot: QtBot, plain: Path) -> None:
    _open(shell, qtbot, plain, banner=True)
    assert shell.app is not None
    shell.protecting.seal(shell.app, Protection(password="password12", cost=LEAST), True, True)
    qtbot.waitUntil(lambda: shell.app is not None)
    assert session_of(shell).path == plain
    bar = shell.window.notices.bar
    assert bar is not None
    assert "too easy to guess" in bar.text()


def test_that_the_encryption_is_taken_off_and_then_said(shell: Shell, qtbot: QtBot, sealed: Path) -> None:
    _open(shell, qtbot, sealed)
    assert shell.app is not None
    key = session_of(shell).db.key
    assert key is not None
    shell.protecting.unseal(shell.app, key)
    qtbot.waitUntil(lambda: shell.app is not None and not is_encrypted(sealed), timeout=20000)
    qtbot.waitUntil(lambda: BANNER in shell.window.banners.shown())
    assert [one.name for one in crud.every(session_of(shell), ACCOUNT)] == ["Meridian Foods"]
    assert not paths.key_path(sealed).exists()


# -- the dialogs


def test_that_encrypting_asks_for_password_recovery_key_and_what_becomes_of_the_rest(qtbot: QtBot, plain: Path) -> None:
    dialog = SealDialog(plain, sealing.readable_copies(plain), FakePrompts())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.protect.plain.isVisible()
    assert not dialog.back.isVisible()
    for edit in (dialog.protect.pair.password, dialog.protect.pair.again):
        QTest.keyClicks(edit, SECRET)
    QTest.keyClick(dialog.protect.pair.again, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.protect.sheet.proof, dialog.protect.sheet.recovery[-4:])
    QTest.keyClick(dialog.protect.sheet.proof, Qt.Key.Key_Return)
    assert dialog.wipe_left.isVisible()
    assert dialog.wipe_copies.text() == "Overwrite and delete 1 backup that is not encrypted"
    assert dialog.go.text() == "Encrypt"
    dialog.back.click()
    assert dialog.protect.isVisible()
    dialog.go.click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    assert dialog.protection is not None
    assert dialog.protection.password == SECRET
    assert is_encrypted(plain) is False, "the dialog itself changes nothing"


def test_that_taking_the_encryption_off_needs_what_opens_it(qtbot: QtBot, sealed: Path) -> None:
    dialog = UnsealDialog(sealed, JobRunner(QApplication.instance()))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.box.unlock.text() == "Take it off"
    dialog.box.secret.setText("four words and a lake")
    dialog.box.unlock.click()
    qtbot.waitUntil(lambda: "not the password" in dialog.box.field.fault())
    assert dialog.key is None
    dialog.reject()


def test_that_the_menu_leads_to_protection(shell: Shell, qtbot: QtBot, sealed: Path) -> None:
    _open(shell, qtbot, sealed)
    assert shell.app is not None
    run_command(shell.app, "protection.show")
    assert isinstance(shell.window.stack.current(), SettingsScreen)
    qtbot.waitUntil(_button(_settings(shell, qtbot), "btnChangePassword").hasFocus)
    assert _button(_settings(shell, qtbot), "btnChangePassword").isEnabled()
    assert PASSWORD in [way.kind for way in ways(sealed)]


def test_that_who_unlocks_by_the_recovery_key_is_offered_a_new_password(
    shell: Shell, qtbot: QtBot, sealed: Path
) -> None:
    _open(shell, qtbot, sealed)
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    page.box.other.click()
    page.box.secret.setText(PRINTED)
    offered: list[ChangeSecret] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ChangeSecret) and not offered:
            offered.append(dialog)
            for edit in (dialog.pair.password, dialog.pair.again):
                edit.setText("another river of copper")
            dialog.go.click()

    hand = QTimer(shell.window)
    hand.setInterval(20)
    hand.timeout.connect(answer)
    hand.start()
    page.box.unlock.click()
    qtbot.waitUntil(lambda: bool(offered) and QApplication.activeModalWidget() is None, timeout=20000)
    hand.stop()
    assert session_of(shell).db.key == unlock(sealed, "another river of copper")
