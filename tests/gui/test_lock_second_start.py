# SPDX-License-Identifier: Apache-2.0
"""A second start on a portfolio that is locked in a window raises that window, and asks for no password itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.services.portfolio import open_portfolio
from planner.services.protection import unlock
from tests.gui.locks import PASSWORD, lock, sealed_portfolio, sealed_shell, unlock_page
from ui.bootstrap import Shell
from ui.windows.instance import raise_first

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from pathlib import Path; from ui.app import run; sys.exit(run(Path(sys.argv[1])))"


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    with sealed_shell(sealed_portfolio(tmp_path), qtbot, clock, server=True) as made:
        yield made


def started_again(path: Path, qtbot: QtBot) -> None:
    """Start the program once more on a portfolio; it must end by itself."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", START, str(path)], cwd=ROOT, env=env) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        finally:
            second.kill()
    assert second.returncode == 0


def test_that_a_second_start_raises_the_page_of_the_locked_window(shell: Shell, qtbot: QtBot) -> None:
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    shell.window.showMinimized()
    started_again(page.path, qtbot)
    assert not shell.window.isMinimized()
    assert shell.locking.page is page
    assert shell.app is None
    unlock_page(shell, qtbot)
    assert not shell.locking.hears(page.path)


def test_that_a_window_does_not_ask_itself(shell: Shell, qtbot: QtBot) -> None:
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    assert shell.locking.hears(page.path)
    assert not shell.open(page.path), "its password is asked for, which nobody answers here"
    assert shell.locking.page is page
    elsewhere = open_portfolio(page.path, key=unlock(page.path, PASSWORD))
    page.opened.emit(unlock(page.path, PASSWORD))
    assert "already open" in page.box.field.fault()
    elsewhere.close()
    assert shell.locking.hears(page.path), "refused, it listens again"


def test_that_nobody_is_raised_once_the_locked_window_was_closed(shell: Shell, qtbot: QtBot) -> None:
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    path = page.path
    shell.window.close()
    assert not raise_first(path)
