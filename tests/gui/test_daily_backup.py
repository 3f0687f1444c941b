# SPDX-License-Identifier: Apache-2.0
"""The daily backup in the window: made at rest, put off by imports and changes, its troubles said once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import customers
from planner.services.session import Session
from tests.fakes import FakeApp, InlineJobs, RecordingNotices, an_app
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.jobs.daily_backup import AGAIN_MS, REST_MS, DailyBackup
from ui.screens.daily_backup_box import DailyBackupBox


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context on a portfolio with something to back up."""
    customers.add_account(session, "Meridian Foods")
    return an_app(session)


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    """What a daily backup belongs to."""
    made = QObject()
    yield made
    made.deleteLater()


def _kept(session: Session) -> list[Path]:
    return list(paths.backups_folder(session.path).glob("*.waterline"))


def test_that_a_look_at_rest_makes_the_backup_unseen(app: FakeApp, owner: QObject) -> None:
    daily = DailyBackup(app, owner)
    assert daily.next.interval() == REST_MS
    daily.look()
    assert len(_kept(app.session)) == 1
    jobs, notices = app.jobs, app.notices
    assert isinstance(jobs, InlineJobs)
    assert isinstance(notices, RecordingNotices)
    assert jobs.titles == [""]
    assert (notices.said, notices.faults) == ([], [])
    assert daily.next.interval() == AGAIN_MS


def test_that_nothing_is_made_while_an_import_runs_but_soon_after(app: FakeApp, owner: QObject) -> None:
    daily = DailyBackup(app, owner)
    assert isinstance(app.jobs, InlineJobs)
    app.jobs.busy = True
    daily.look()
    assert _kept(app.session) == []
    assert daily.next.interval() == REST_MS
    app.jobs.busy = False
    daily.look()
    assert len(_kept(app.session)) == 1


def test_that_a_change_puts_it_off_and_never_brings_it_forward(app: FakeApp, owner: QObject) -> None:
    daily = DailyBackup(app, owner)
    daily.next.start(5)
    app.bridge.changed.emit(None, None)
    assert daily.next.interval() == REST_MS
    daily.next.start(AGAIN_MS)
    app.bridge.changed.emit(None, None)
    assert daily.next.interval() == AGAIN_MS


def test_that_nobody_is_backed_up_against_their_will(session: Session, owner: QObject) -> None:
    customers.add_account(session, "Meridian Foods")
    app = an_app(session, settings=Settings(daily_backup=False))
    DailyBackup(app, owner).look()
    assert _kept(session) == []


def test_that_a_trouble_is_said_once_until_it_has_gone(
    app: FakeApp, owner: QObject, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    daily = DailyBackup(app, owner)
    assert isinstance(app.notices, RecordingNotices)
    folder = paths.backups_folder(app.session.path)
    folder.write_text("in the way", encoding="utf-8")
    for _ in range(3):
        daily.look()
    assert [str(fault).endswith("today's backup was skipped.") for fault in app.notices.faults] == [True]
    folder.unlink()
    daily.look()
    assert len(_kept(app.session)) == 1
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way", encoding="utf-8")
    daily.look()
    assert len(app.notices.faults) == 2


@pytest.mark.expects_log
def test_that_the_unexpected_is_logged_and_told_as_calmly(
    app: FakeApp, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("planner.services.daily_backup.make", broken)
    daily = DailyBackup(app, owner)
    daily.look()
    daily.look()
    assert isinstance(app.notices, RecordingNotices)
    assert [str(fault) for fault in app.notices.faults] == [
        "Today's backup could not be made. Your plans are safe in their file."
    ]


def test_that_the_tick_in_settings_applies_at_once(app: FakeApp, qtbot: QtBot) -> None:
    box = DailyBackupBox(app)
    qtbot.addWidget(box)
    box.show()
    assert box.tick.isChecked()
    box.tick.click()
    assert not app.settings.daily_backup
    box.tick.click()
    assert app.settings.daily_backup


def test_that_the_window_makes_it_on_a_thread_and_may_be_closed_meanwhile(
    portfolio: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    with shell_on(portfolio, qtbot, clock) as shell:
        customers.add_account(session_of(shell), "Meridian Foods")
        qtbot.waitUntil(lambda: _daily(shell) is not None)
        _daily(shell).look()
        qtbot.waitUntil(lambda: len(_kept(session_of(shell))) == 1)
        shell.window.go(Place(page="settings"))
    assert not list(paths.backups_folder(portfolio).glob("*.partial"))


def _daily(shell: Shell) -> DailyBackup:
    return shell._daily  # type: ignore[return-value]
