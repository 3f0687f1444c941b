# SPDX-License-Identifier: Apache-2.0
"""The window on a portfolio with a backup, and its list of backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import customers
from planner.services.backup import back_up
from planner.services.portfolio import create
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from ui.bootstrap import Shell
from ui.dialogs.backups import BackupsDialog

AT = datetime(2026, 11, 20, 18, 2, tzinfo=UTC)


@contextmanager
def backed_up(qtbot: QtBot, folder: Path, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    """A window on a portfolio with a backup of one account; a second account came after it."""
    path = folder / "mine.waterline"
    session = create(path, me_name="Dana", clock=clock, device=DEVICE)
    customers.add_account(session, "Meridian Foods")
    back_up(session.db, paths.backups_folder(path), at=AT)
    customers.add_account(session, "Nordlys")
    session.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.show()
    assert made.open(path)
    made.furnish()
    yield made
    made.window.close()


def in_dialog(shell: Shell, work: Callable[[BackupsDialog], None]) -> None:
    """Open the list, do something in it, and see that it is closed."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BackupsDialog)
        try:
            work(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, act)
    shell.window.trigger("file.backups")


def texts(dialog: BackupsDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
