# SPDX-License-Identifier: Apache-2.0
"""A portfolio that was left for another one: its last work is backed up first when it is opened again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.services import automatic_backups, customers
from planner.services.portfolio import create
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.jobs.auto_backup import REST_MS, AutoBackup


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other" / "other.waterline"
    create(path).close()
    return path


def worker(shell: Shell, qtbot: QtBot) -> AutoBackup:
    """What makes backups of the portfolio in the window, once it is there."""
    qtbot.waitUntil(lambda: any(isinstance(one, AutoBackup) for one in shell._workers))
    qtbot.waitUntil(lambda: not shell.window.jobs.live)
    return next(one for one in shell._workers if isinstance(one, AutoBackup))


def test_that_what_was_left_without_a_backup_has_one_a_minute_after_it_is_opened_again(
    portfolio: Path, other: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    folder = paths.backups_folder(portfolio)
    with shell_on(portfolio, qtbot, clock) as shell:
        worker(shell, qtbot)
        customers.add_account(session_of(shell), "Meridian Foods")
        assert shell.open(other)
        assert not list(folder.glob("*.waterline")), "nobody waits for a backup to change portfolios"
        worker(shell, qtbot)
        assert shell.open(portfolio)
        found = worker(shell, qtbot)
        assert found.rest.isActive()
        assert found.rest.interval() == REST_MS == 60_000
        assert automatic_backups.is_wanted(session_of(shell))
        found.rest.timeout.emit()
        qtbot.waitUntil(lambda: not shell.window.jobs.live)
        assert len(list(folder.glob("* auto.waterline"))) == 1
        assert not automatic_backups.is_wanted(session_of(shell))
