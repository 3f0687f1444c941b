# SPDX-License-Identifier: Apache-2.0
"""Automatic backups in the window: made at rest or after half an hour, put off by imports, troubles said once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import customers, off_disk
from planner.services.session import Session
from tests.fakes import FakeApp, InlineJobs, RecordingNotices, an_app
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.jobs.auto_backup import LATEST_MS, REMINDER, REST_MS, RIPE_MS, SOON_MS, AutoBackup
from ui.screens.backup_box import BackupBox


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


def _change(app: FakeApp, name: str) -> None:
    customers.add_account(app.session, name)
    QCoreApplication.processEvents()  # the notice comes on the window's thread, in its turn


def test_that_a_look_at_rest_makes_the_backup_unseen(app: FakeApp, owner: QObject) -> None:
    auto = AutoBackup(app, owner)
    assert auto.rest.interval() == REST_MS
    auto.rest.timeout.emit()
    assert len(_kept(app.session)) == 1
    jobs, notices = app.jobs, app.notices
    assert isinstance(jobs, InlineJobs)
    assert isinstance(notices, RecordingNotices)
    assert jobs.titles == [""]
    assert (notices.said, notices.faults) == ([], [])
    assert not any(timer.isActive() for timer in (auto.rest, auto.ripe, auto.latest)), "nothing was changed since"


def test_that_nothing_is_made_while_an_import_runs_but_soon_after(app: FakeApp, owner: QObject) -> None:
    auto = AutoBackup(app, owner)
    assert isinstance(app.jobs, InlineJobs)
    app.jobs.busy = True
    auto.look()
    assert _kept(app.session) == []
    assert auto.latest.interval() == SOON_MS
    app.jobs.busy = False
    auto.latest.timeout.emit()
    assert len(_kept(app.session)) == 1


def test_that_work_without_a_backup_gets_half_an_hour_old_at_most(app: FakeApp, owner: QObject) -> None:
    auto = AutoBackup(app, owner)
    auto.look()
    _change(app, "Nordlys")
    assert (auto.ripe.interval(), auto.latest.interval()) == (RIPE_MS, LATEST_MS)
    assert auto.ripe.isActive()
    assert auto.latest.isActive()
    auto.latest.start(7_000)  # time went by
    _change(app, "Oriel")
    assert auto.latest.interval() == 7_000, "a later change does not put the half hour off"
    auto.latest.timeout.emit()
    assert len(_kept(app.session)) == 2


def test_that_a_rest_counts_when_the_work_is_ripe(app: FakeApp, owner: QObject) -> None:
    auto = AutoBackup(app, owner)
    auto.look()
    _change(app, "Nordlys")
    auto.rest.timeout.emit()
    assert len(_kept(app.session)) == 1, "twenty minutes have not passed"
    auto.ripe.stop()  # they have
    _change(app, "Oriel")
    assert auto.rest.interval() == REST_MS
    auto.rest.timeout.emit()
    assert len(_kept(app.session)) == 2


def test_that_what_changes_while_a_backup_is_made_comes_into_the_next(
    app: FakeApp, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    auto = AutoBackup(app, owner)
    real = app.jobs.run

    def changed_meanwhile(*args: object, **named: object) -> object:
        customers.add_account(app.session, "Nordlys")
        app.bridge.changed.emit(None, None)
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(app.jobs, "run", changed_meanwhile)
    auto.look()
    assert auto.latest.isActive()
    assert auto.ripe.isActive()


def test_that_nobody_is_backed_up_against_their_will(session: Session, owner: QObject) -> None:
    customers.add_account(session, "Meridian Foods")
    app = an_app(session, settings=Settings(automatic_backups=False))
    AutoBackup(app, owner).look()
    assert _kept(session) == []


def test_that_a_trouble_is_said_once_until_it_has_gone(
    app: FakeApp, owner: QObject, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    auto = AutoBackup(app, owner)
    assert isinstance(app.notices, RecordingNotices)
    folder = paths.backups_folder(app.session.path)
    folder.write_text("in the way", encoding="utf-8")
    for _ in range(3):
        auto.look()
    assert [str(fault).endswith("the backup was skipped.") for fault in app.notices.faults] == [True]
    folder.unlink()
    auto.look()
    assert len(_kept(app.session)) == 1
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way", encoding="utf-8")
    auto.look()
    assert len(app.notices.faults) == 2


@pytest.mark.expects_log
def test_that_the_unexpected_is_logged_and_told_as_calmly(
    app: FakeApp, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session, **_named: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("planner.services.automatic_backups.make", broken)
    auto = AutoBackup(app, owner)
    auto.look()
    auto.look()
    assert isinstance(app.notices, RecordingNotices)
    assert [str(fault) for fault in app.notices.faults] == [
        "The backup could not be made. Your plans are safe in their file; it is tried again later."
    ]


def test_that_the_tick_in_settings_applies_at_once(app: FakeApp, qtbot: QtBot) -> None:
    box = BackupBox(app)
    qtbot.addWidget(box)
    box.show()
    assert box.tick.isChecked()
    box.tick.click()
    assert not app.settings.automatic_backups
    box.tick.click()
    assert app.settings.automatic_backups


def test_that_the_window_makes_it_on_a_thread_and_may_be_closed_meanwhile(
    portfolio: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    with shell_on(portfolio, qtbot, clock) as shell:
        customers.add_account(session_of(shell), "Meridian Foods")
        qtbot.waitUntil(lambda: shell.findChild(AutoBackup) is not None)
        _auto(shell).look()
        qtbot.waitUntil(lambda: len(_kept(session_of(shell))) == 1)
        shell.window.go(Place(page="settings"))
    assert not list(paths.backups_folder(portfolio).glob("*.partial"))


def _auto(shell: Shell) -> AutoBackup:
    found = shell.findChild(AutoBackup)
    assert found is not None
    return found


# -- the second folder


def test_that_a_second_folder_gets_a_copy_and_is_silent_while_it_is_away(
    app: FakeApp, owner: QObject, tmp_path: Path, clock: FixedClock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    app.settings = Settings(backup_folder=str(stick))
    auto = AutoBackup(app, owner)
    auto.look()
    assert list(stick.iterdir()) == [], "a folder without its mark is not the one that was chosen"
    off_disk.choose(stick, app.session.path)
    customers.add_account(app.session, "Nordlys")
    clock.advance(timedelta(hours=1))
    auto.look()
    assert len(list(stick.rglob("*.waterline"))) == 2, "what was missed is caught up"
    assert isinstance(app.notices, RecordingNotices)
    assert app.notices.faults == []


def test_that_the_reminder_comes_after_two_weeks_and_can_be_put_off(
    app: FakeApp, owner: QObject, clock: FixedClock
) -> None:
    auto = AutoBackup(app, owner)
    auto.look()
    assert isinstance(app.notices, RecordingNotices)
    assert REMINDER not in app.notices.banners
    clock.advance(timedelta(days=14))
    auto.look()
    assert "same disk" in app.notices.banners[REMINDER]
    auto._put_off()
    assert REMINDER not in app.notices.banners
    clock.advance(timedelta(days=13))
    auto.look()
    assert REMINDER not in app.notices.banners
    clock.advance(timedelta(days=1))
    auto.look()
    assert REMINDER in app.notices.banners


def test_that_a_second_folder_is_chosen_in_settings_and_filled_at_once(
    app: FakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    box = BackupBox(app)
    qtbot.addWidget(box)
    box.show()
    assert not box.without.isVisible()
    app.prompts.paths = [stick]
    box.choose.click()
    assert app.settings.backup_folder == str(stick)
    assert len(list(stick.rglob("*.waterline"))) == 1
    assert "same disk as the portfolio" in box.note.text()
    box.without.click()
    assert app.settings.backup_folder == ""
    app.prompts.paths = [tmp_path / "not there"]
    box.choose.click()
    assert app.settings.backup_folder == ""
    assert len(app.notices.faults) == 1
