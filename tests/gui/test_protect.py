# SPDX-License-Identifier: Apache-2.0
"""Protecting a new portfolio from the menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.common.person import PERSON
from planner.kernel.settings import Settings
from planner.safe.keys import LEAST, RECOVERY
from planner.services import crud, rulesets
from planner.services.portfolio import create, is_encrypted
from planner.services.protection import Protection, unlock
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.dialogs.print_text import draw_sheet
from ui.dialogs.protect import ProtectDialog

PASSWORD = "four words and a river"


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path, prompts: FakePrompts) -> ProtectDialog:
    made = ProtectDialog(tmp_path / "mine.waterline", prompts)
    qtbot.addWidget(made)
    made.show()
    return made


def _fill(dialog: ProtectDialog, password: str = PASSWORD, again: str = PASSWORD) -> None:
    pair = dialog.pages.pair
    pair.password.setText(password)
    pair.again.setText(again)
    QTest.keyClick(pair.again, Qt.Key.Key_Return)


def test_that_password_and_proof_of_the_recovery_key_make_the_protection(dialog: ProtectDialog, qtbot: QtBot) -> None:
    _fill(dialog)
    assert dialog.pages.currentIndex() == 1
    printed = dialog.pages.sheet.key.full_text()
    QTest.keyClicks(dialog.pages.sheet.proof, printed[-4:].lower())
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.pages.sheet.proof, Qt.Key.Key_Return)
    assert dialog.protection is not None
    assert (dialog.protection.password, dialog.protection.recovery) == (PASSWORD, printed)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("short", "short", "too easy to guess"), (PASSWORD, f"{PASSWORD}s", "The two passwords differ")],
)
def test_that_a_weak_or_mistyped_password_goes_no_further(
    dialog: ProtectDialog, password: str, again: str, said: str
) -> None:
    _fill(dialog, password, again)
    assert dialog.pages.currentIndex() == 0
    assert said in dialog.pages.pair.first.fault() + dialog.pages.pair.second.fault()


def test_that_the_recovery_key_must_be_at_hand(dialog: ProtectDialog) -> None:
    _fill(dialog)
    QTest.keyClicks(dialog.pages.sheet.proof, "0000")
    dialog.go.click()
    assert "not the last four characters" in dialog.pages.sheet.field.fault()
    assert dialog.protection is None
    dialog.back.click()
    assert dialog.pages.currentIndex() == 0


def test_that_the_recovery_key_is_saved_privately_where_the_user_chooses(
    dialog: ProtectDialog, prompts: FakePrompts, tmp_path: Path
) -> None:
    _fill(dialog)
    prompts.paths = [tmp_path / "key.txt"]
    dialog.pages.sheet._keep()
    kept = tmp_path / "key.txt"
    assert dialog.pages.sheet.key.full_text() in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


def test_that_the_printed_sheet_holds_the_whole_key(dialog: ProtectDialog, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "sheet.pdf"))
    assert draw_sheet(writer, "Recovery key of mine", dialog.pages.sheet.recovery, "Keep it away. " * 30)
    del writer
    document = (tmp_path / "sheet.pdf").read_bytes()
    assert document.startswith(b"%PDF")
    assert len(document) > 3000


def test_that_a_key_saved_beside_its_portfolio_is_to_be_moved_away(
    dialog: ProtectDialog, prompts: FakePrompts, tmp_path: Path
) -> None:
    _fill(dialog)
    prompts.paths = [tmp_path / "key.txt", tmp_path / "elsewhere" / "key.txt"]
    (tmp_path / "elsewhere").mkdir()
    sheet = dialog.pages.sheet
    sheet._keep()
    assert "Move it away" in sheet.note.full_text()
    sheet._keep()
    assert sheet.note.full_text() == "Saved as key.txt. Keep it away from this computer."


def test_that_without_a_password_nothing_more_is_asked(dialog: ProtectDialog, qtbot: QtBot) -> None:
    dialog.pages.plain.click()
    assert not dialog.pages.pair.password.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    assert dialog.protection is None


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, prompts: FakePrompts) -> Iterator[Shell]:
    """The window on a plain portfolio of Dana's that counts in francs."""
    path = tmp_path / "first.waterline"
    create(path, me_name="Dana", currency="CHF", device=DEVICE).close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.show()
    assert made.open(path)
    made.furnish()
    yield made
    made.window.close()


def test_that_a_new_portfolio_is_made_sealed_and_begins_with_my_name_and_currency(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    prompts.paths = [tmp_path / "second"]
    protection = Protection(password=PASSWORD, cost=LEAST)
    prompts.protections = [protection]
    shell.window.trigger("file.new")
    qtbot.waitUntil(lambda: session_of(shell).path.name == "second.waterline")
    session = session_of(shell)
    assert is_encrypted(session.path)
    assert unlock(session.path, protection.recovery, RECOVERY) == session.db.key
    assert crud.find(session, PERSON, session.me).name == "Dana"  # type: ignore[union-attr]
    assert rulesets.current(session).risk.currency == "CHF"


def test_that_leaving_the_question_makes_nothing(shell: Shell, prompts: FakePrompts, tmp_path: Path) -> None:
    prompts.paths = [tmp_path / "second"]
    prompts.protections = [False]
    shell.window.trigger("file.new")
    assert not (tmp_path / "second.waterline").exists()
    assert session_of(shell).path.name == "first.waterline"
