# SPDX-License-Identifier: Apache-2.0
"""The whole window with its real screens, for tests that go through several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import Clock
from planner.kernel.settings import Settings
from planner.services import crud
from planner.services.session import Session
from tests.fakes import FakePrompts
from ui.bootstrap import Shell
from ui.theme.theme import theme


@contextmanager
def shell_on(
    path: Path, qtbot: QtBot, clock: Clock, before: Callable[[Shell], None] = lambda _made: None
) -> Iterator[Shell]:
    """The active window on a portfolio, closed afterwards and with the usual look put back; ``before`` is done with
    the empty window, as its events go on while the portfolio opens."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: FakePrompts(), server=False)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    before(made)
    assert made.open(path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    theme().apply(app, "light")


def session_of(shell: Shell) -> Session:
    """The session of the open portfolio."""
    assert shell.app is not None
    return shell.app.session


def account_of(shell: Shell, name: str = "Meridian") -> str:
    """The id of an account by the beginning of its name."""
    return next(a.id for a in crud.every(session_of(shell), ACCOUNT) if a.name.startswith(name))
