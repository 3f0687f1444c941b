# SPDX-License-Identifier: Apache-2.0
"""An encrypted portfolio in the window, to be locked and unlocked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.clock import Clock
from planner.kernel.settings import Settings
from planner.safe.keys import LEAST, new_recovery_key
from planner.services import customers
from planner.services.portfolio import create
from planner.services.protection import Protection, unlock
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from ui.bootstrap import Shell
from ui.theme.theme import theme

PASSWORD = "four words and a river"
NAMES = ("Meridian Canary Foods", "Zephyr Canary Mills", "Boreal Canary Dairy")


@cache
def _made() -> tuple[tuple[str, bytes], ...]:
    """The files of a closed encrypted portfolio, made once."""
    folder = Path(mkdtemp(prefix="waterline-test-"))
    protection = Protection(password=PASSWORD, recovery=new_recovery_key(), cost=LEAST)
    session = create(folder / "Mine.waterline", me_name="Dana", device=DEVICE, protection=protection)
    for name in NAMES:
        customers.add_account(session, name)
    session.close()
    files = tuple((file.name, file.read_bytes()) for file in folder.iterdir() if file.is_file())
    shutil.rmtree(folder)
    return files


def sealed_portfolio(folder: Path) -> Path:
    """A closed encrypted portfolio with three accounts in ``folder``."""
    for name, content in _made():
        (folder / name).write_bytes(content)
    return folder / "Mine.waterline"


@contextmanager
def sealed_shell(path: Path, qtbot: QtBot, clock: Clock, *, server: bool = False) -> Iterator[Shell]:
    """The active window on it, watched over; closed afterwards and with the usual look put back."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: FakePrompts(), server=server)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    assert made.open(path, unlock(path, PASSWORD))
    made.locking.watch()  # a moment after the page otherwise
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    theme().apply(app, "light")


def lock(shell: Shell, qtbot: QtBot) -> None:
    """Lock by hand, until the page is there that asks for the password."""
    shell.window.trigger("file.lock")
    qtbot.waitUntil(lambda: shell.locking.page is not None)


def unlock_page(shell: Shell, qtbot: QtBot) -> None:
    """Type the password there."""
    page = shell.locking.page
    assert page is not None
    QTest.keyClicks(page.box.secret, PASSWORD)
    QTest.keyClick(page.box.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.app is not None)
