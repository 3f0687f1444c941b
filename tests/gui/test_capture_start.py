# SPDX-License-Identifier: Apache-2.0
"""The quick review alone: it opens without the main window, tells what was saved, and goes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.cli import main
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud, customers
from planner.services.session import Session
from tests.fakes import FakePrompts
from tests.gui.locks import PASSWORD, sealed_portfolio
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.capture import CaptureStart
from ui.screens.quick_review.window import QuickReview
from ui.theme.theme import theme

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from pathlib import Path; from ui.capture import run; sys.exit(run(Path(sys.argv[1])))"


def _start(qapp: QApplication, path: Path | None, prompts: FakePrompts | None = None) -> CaptureStart:
    settings = Settings(theme="light", automatic_backups=False, language="en")
    return CaptureStart(qapp, settings, path, prompts=prompts or FakePrompts(), server=False)


@pytest.fixture
def portfolio_with_account(session: Session) -> Path:
    customers.add_account(session, "Meridian Foods")
    session.close()
    return session.path


@pytest.fixture
def start(qapp: QApplication, portfolio_with_account: Path, qtbot: QtBot) -> Iterator[CaptureStart]:
    made = _start(qapp, portfolio_with_account)
    made.begin()
    assert made.window is not None
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.end()
    theme().apply(qapp, "light")


def _shown() -> list[str]:
    return [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def _opened(start: CaptureStart) -> Shell:
    assert isinstance(start.shell, Shell)
    return start.shell


def _session(start: CaptureStart) -> Session:
    assert start.app is not None
    return start.app.session


def _write(start: CaptureStart, text: str) -> QuickReview:
    assert start.window is not None
    account = start.window.form.account.field_editor
    accounts = start.window.form.refs.choices("account", "Meridian")
    account.committed.emit(accounts[0].id)
    start.window.form.text.setPlainText(text)
    return start.window


def test_that_only_the_small_window_opens_and_stays_on_top(start: CaptureStart) -> None:
    assert _shown() == ["QuickReview"]
    assert start.window is not None
    assert start.window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_that_saving_tells_what_was_kept_and_then_leaves(start: CaptureStart, qtbot: QtBot) -> None:
    window = _write(start, "R2 is hot !3x4")
    left: list[bool] = []
    start.left.connect(lambda: left.append(True))
    window.save()
    assert start.notices.message.message() == "Draft review saved · 1 risk"
    qtbot.waitUntil(lambda: not window.isVisible())
    QApplication.processEvents()
    assert left == []
    assert len(crud.every(_session(start), NETWORK_REVIEW)) == 1
    start.notices.message.close_button.click()
    assert left == [True]


def test_that_what_was_kept_can_be_taken_back(start: CaptureStart) -> None:
    _write(start, "R2 is hot").save()
    start.notices.message.action.click()
    assert crud.every(_session(start), NETWORK_REVIEW) == []
    assert start.notices.message.message().startswith("Undone")


def test_that_escape_leaves_and_the_text_is_there_at_the_next_start(
    start: CaptureStart, qapp: QApplication, qtbot: QtBot
) -> None:
    window = _write(start, "Half a sentence")
    with qtbot.waitSignal(start.left):
        QTest.keyClick(window.form.text, Qt.Key.Key_Escape)
    path = _session(start).path
    start.end()
    again = _start(qapp, path)
    again.begin()
    assert again.window is not None
    assert again.window.form.text.toPlainText() == "Half a sentence"
    again.end()


def test_that_more_detail_opens_the_whole_program_on_what_is_open(start: CaptureStart, qtbot: QtBot) -> None:
    window = _write(start, "R2 is hot")
    window.more()
    shell = _opened(start)
    qtbot.addWidget(shell.window)
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    assert _shown() == ["MainWindow"]
    assert (shell.window.place().section, len(crud.every(session_of(shell), NETWORK_REVIEW))) == ("reviews", 1)
    shell.window.close()


def test_that_nothing_to_open_is_said_in_one_sentence(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    for path in (None, tmp_path / "gone.waterline"):
        prompts = FakePrompts()
        made = _start(qapp, path, prompts)
        with qtbot.waitSignal(made.left):
            made.begin()
        assert (made.code, prompts.asked) == (1, ["Quick review"])
        made.end()


def test_that_an_encrypted_portfolio_asks_for_its_password(
    qapp: QApplication, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    path = sealed_portfolio(tmp_path)
    prompts = FakePrompts()
    made = _start(qapp, path, prompts)
    with qtbot.waitSignal(made.left):
        made.begin()
    assert _shown() == []
    prompts.passwords = [PASSWORD]
    made.begin()
    assert made.window is not None
    made.end()


def test_that_a_program_that_has_it_open_shows_its_own_quick_review(
    portfolio_with_account: Path, qtbot: QtBot, clock: FixedClock, qapp: QApplication
) -> None:
    shell = Shell(qapp, Settings(theme="light"), clock=clock, prompts=lambda _window: FakePrompts())
    qtbot.addWidget(shell.window)
    shell.window.show()
    assert shell.open(portfolio_with_account)
    qtbot.waitUntil(lambda: shell._instance is not None)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", START, str(portfolio_with_account)], cwd=ROOT, env=env) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        finally:
            second.kill()
    assert second.returncode == 0
    assert "QuickReview" in _shown()
    shell.window.close()


def test_that_the_command_line_hands_the_wish_over() -> None:
    calls: list[tuple[Path | None, bool]] = []

    def gui(path: Path | None = None, *, capture: bool = False) -> int:
        calls.append((path, capture))
        return 0

    assert main(["gui", "x.waterline", "--capture"], gui=gui) == 0
    assert main(["gui", "x.waterline"], gui=gui) == 0
    assert calls == [(Path("x.waterline"), True), (Path("x.waterline"), False)]
