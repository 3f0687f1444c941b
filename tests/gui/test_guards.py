# SPDX-License-Identifier: Apache-2.0
"""In the window: for reading only, open elsewhere, synchronised folders, network drives and full disks."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.changes import ChangeSet
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import Message, tr
from planner.safe import claims, places
from planner.services import crud, customers, reading
from planner.services.portfolio import open_portfolio
from planner.store import driver
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from tests.store.test_owning import answer, end, go_on, started
from ui.actions.registry import writing
from ui.actions.spec import READING
from ui.bootstrap import Shell
from ui.context import Place
from ui.forms.editors import Editor
from ui.forms.new_record import NewRecordDialog
from ui.widgets.button import Button
from ui.windows import guards
from ui.windows.disk_watch import DISK, DiskWatch

DEVICE = "testdesk"


@pytest.fixture
def filled(portfolio: Path, clock: FixedClock) -> Path:
    """A closed portfolio with one account."""
    with closing(open_portfolio(portfolio, clock=clock, device=DEVICE)) as session:
        customers.add_account(session, "Meridian Foods")
    return portfolio


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    """A window in which nothing is open."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.window.close()


def settled(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shell.window.jobs.busy and shell._guards is not None)


def press(shell: Shell, name: str) -> None:
    """Press the button of a standing bar."""
    button = shell.window.findChild(Button, name)
    assert button is not None
    button.click()


def test_that_in_a_portfolio_for_reading_nothing_that_writes_can_be_chosen(
    shell: Shell, filled: Path, qtbot: QtBot
) -> None:
    assert shell.open(filled, read_only=True)
    shell.window.furnish()
    shell.window.refresh_actions()
    actions = shell.window.actions_of.actions
    assert not any(actions[name].isEnabled() for name in writing())
    assert tr(READING) in actions["new"].toolTip()
    assert actions["file.backups"].isEnabled()
    assert shell.window.banners.text(guards.READING) == reading.reason_text(session_of(shell))
    with pytest.raises(PlannerError, match="open for reading only"):
        shell.window.commands.run(shell.app, "new", shell.window.context())
    assert shell.app is not None
    with pytest.raises(PlannerError, match="open for reading only"):
        NewRecordDialog(shell.app, ACCOUNT)
    settled(shell, qtbot)


def test_that_fields_show_their_text_to_be_copied_and_take_no_other(shell: Shell, filled: Path, qtbot: QtBot) -> None:
    assert shell.open(filled, read_only=True)
    (account,) = crud.every(session_of(shell), ACCOUNT)
    shell.window.go(Place(page="account", account_id=account.id, section="profile"))
    qtbot.waitUntil(lambda: bool(shell.window.findChildren(Editor)))
    lines = [line for editor in shell.window.findChildren(Editor) for line in editor.findChildren(QLineEdit)]
    assert lines
    assert all(line.isReadOnly() or not line.isEnabled() for line in lines)
    editor = next(e for e in shell.window.findChildren(Editor) if e.field.name == "city")
    editor.touch()
    assert not editor.dirty
    settled(shell, qtbot)


def test_that_editing_is_one_button_away_where_the_user_chose_to_read(shell: Shell, filled: Path, qtbot: QtBot) -> None:
    assert shell.open(filled, read_only=True)
    settled(shell, qtbot)
    shell.window.furnish()
    shell.window.refresh_actions()
    new = shell.window.tool_bar.new
    assert not new.isEnabled()
    press(shell, "btnBanner_reading_1")
    assert not session_of(shell).read_only
    assert shell.window.banners.text(guards.READING) == ""
    shell.window.refresh_actions()
    assert new.isEnabled()
    assert new.toolTip() == ""
    customers.add_account(session_of(shell), "Lakeside")
    assert shell.open(filled, read_only=True)
    assert session_of(shell).read_only
    assert len(crud.every(session_of(shell), ACCOUNT)) == 2


def claimed(path: Path, clock: FixedClock) -> Path:
    claim = paths.claim_path(path)
    claims.take(claim, "there", clock.now())
    claim.write_text(json.dumps({**json.loads(claim.read_text()), "host": "DESK-7"}))
    return claim


@pytest.mark.parametrize(("choice", "reads"), [("read", True), ("break", False), ("", None)])
def test_that_a_portfolio_of_another_computer_is_asked_about(
    shell: Shell, filled: Path, clock: FixedClock, prompts: FakePrompts, choice: str, reads: bool | None
) -> None:
    claim = claimed(filled, clock)
    prompts.choices = [choice] if choice else []
    assert shell.open(filled) is (reads is not None)
    assert "on the computer DESK-7" in prompts.asked[0]
    if reads is None:
        assert shell.app is None
        return
    assert session_of(shell).read_only is reads
    found = claims.read(claim)
    assert found is not None
    assert (found.computer == "there") is reads


def test_that_one_open_in_another_program_can_be_read(shell: Shell, filled: Path, prompts: FakePrompts) -> None:
    process = started(filled)
    try:
        go_on(process)
        assert answer(process) == "owner"
        prompts.choices = ["read"]
        assert shell.open(filled)
        assert prompts.asked[0].startswith("This portfolio is already open on the computer")
        assert session_of(shell).read_only
    finally:
        end(process)


@pytest.mark.expects_log
def test_that_one_taken_over_goes_on_for_reading(shell: Shell, filled: Path, clock: FixedClock, qtbot: QtBot) -> None:
    assert shell.open(filled)
    settled(shell, qtbot)
    claimed(filled, clock)
    with pytest.raises(PlannerError, match="DESK-7"):
        customers.add_account(session_of(shell), "Too late")
    qtbot.waitUntil(lambda: guards.READING in shell.window.banners.shown())
    assert "another computer" in shell.window.banners.text(guards.READING)
    shell.window.refresh_actions()
    assert not shell.window.actions_of.actions["new"].isEnabled()


@pytest.mark.expects_log
def test_that_a_fault_met_before_the_first_page_is_painted_is_shown_in_every_part(
    shell: Shell, filled: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    shell.furnish()
    assert shell.open(filled)
    claimed(filled, clock)
    with pytest.raises(PlannerError, match="DESK-7"):
        customers.add_account(session_of(shell), "Too late")
    assert shell._guards is None
    settled(shell, qtbot)
    assert guards.READING in shell.window.banners.shown()
    assert shell.window.status.saved.text() == tr("For reading only")
    qtbot.waitUntil(lambda: not shell.window.actions_of.actions["new"].isEnabled())


def test_that_a_change_told_after_a_fault_does_not_say_saved(shell: Shell, filled: Path, qtbot: QtBot) -> None:
    assert shell.open(filled, read_only=True)
    settled(shell, qtbot)
    assert shell.window.app is not None
    shell.window.app.bridge.changed.emit(ChangeSet(Message("Anything")), None)
    assert shell.window.status.saved.text() == tr("For reading only")


def test_that_a_synchronised_folder_is_told_once_for_each_portfolio(
    shell: Shell, filled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "Dropbox" / filled.name
    place.parent.mkdir()
    filled.rename(place)
    assert shell.open(place)
    qtbot.waitUntil(lambda: guards.PLACE in shell.window.banners.shown())
    assert "Dropbox" in shell.window.banners.text(guards.PLACE)
    press(shell, "btnBanner_place_2")
    assert guards.PLACE not in shell.window.banners.shown()
    shell.close_portfolio()
    assert shell.open(place)
    settled(shell, qtbot)
    assert guards.PLACE not in shell.window.banners.shown()


def test_that_a_new_one_in_a_synchronised_folder_is_asked_about(
    shell: Shell, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    wanted, other = tmp_path / "OneDrive" / "mine.waterline", tmp_path / "mine.waterline"
    prompts.choices, prompts.paths = ["other"], [other]
    assert shell.create(wanted)
    assert session_of(shell).path == other
    prompts.choices = ["keep"]
    assert shell.create(wanted)
    assert session_of(shell).path == wanted
    settled(shell, qtbot)
    assert guards.PLACE not in shell.window.banners.shown(), "it was decided for this portfolio"
    assert not shell.create(tmp_path / "Nextcloud" / "third.waterline")
    assert not (tmp_path / "Nextcloud" / "third.waterline").exists()


def test_that_one_on_a_network_drive_is_copied_here_and_opened(
    shell: Shell, filled: Path, prompts: FakePrompts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {"/": "ext4", str(filled.parent): "cifs", os.environ["WATERLINE_DATA_DIR"]: "ext4"}
    monkeypatch.setattr(places, "_mounts", lambda: kinds)
    before = filled.read_bytes()
    prompts.choices = ["copy"]
    assert not shell.open(filled)
    qtbot.waitUntil(lambda: shell.app is not None)
    assert session_of(shell).path == paths.data_folder() / filled.name
    assert [a.name for a in crud.every(session_of(shell), ACCOUNT)] == ["Meridian Foods"]
    assert filled.read_bytes() == before
    settled(shell, qtbot)


def test_that_an_almost_full_disk_is_said_and_said_no_more(
    shell: Shell, filled: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("usage", (), {"free": 40_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert shell.open(filled)
    qtbot.waitUntil(lambda: DISK in shell.window.banners.shown())
    assert "40 MB are left" in shell.window.banners.text(DISK)
    usage.free = 10**12  # type: ignore[attr-defined]
    press(shell, "btnBanner_disk_2")
    qtbot.waitUntil(lambda: DISK not in shell.window.banners.shown())
    settled(shell, qtbot)


class Disk:
    """What the system says of the disk, and how often it was asked."""

    def __init__(self) -> None:
        self.free, self.asked = 10**12, 0

    def __call__(self, _path: object) -> Disk:
        self.asked += 1
        return self


@pytest.fixture
def disk(shell: Shell, filled: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk below an open portfolio, with much room when it is opened."""
    found = Disk()
    monkeypatch.setattr(shutil, "disk_usage", found)
    assert shell.open(filled)
    settled(shell, qtbot)
    qtbot.waitUntil(lambda: bool(found.asked) and not shell.window.jobs.live)
    assert DISK not in shell.window.banners.shown()
    return found


def watch_of(shell: Shell) -> DiskWatch:
    assert shell._guards is not None
    return shell._guards.disk


def all_told(shell: Shell, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not shell.window.jobs.live)


def test_that_a_disk_that_fills_is_noticed_after_the_next_change(shell: Shell, disk: Disk, qtbot: QtBot) -> None:
    watch_of(shell).rest.stop()  # 20 seconds have passed
    disk.free = 40_000_000
    customers.add_account(session_of(shell), "Nordlys")
    qtbot.waitUntil(lambda: DISK in shell.window.banners.shown())


def test_that_many_changes_ask_the_disk_once_and_the_last_of_them_later(shell: Shell, disk: Disk, qtbot: QtBot) -> None:
    watch = watch_of(shell)
    asked = disk.asked
    assert watch.rest.isActive(), "it was looked at on opening"
    assert watch.rest.interval() == 20_000
    for number in range(5):
        customers.add_account(session_of(shell), f"Nordlys {number}")
    all_told(shell, qtbot)
    assert disk.asked == asked
    disk.free = 40_000_000
    watch.rest.stop()
    watch.rest._due()
    qtbot.waitUntil(lambda: DISK in shell.window.banners.shown())
    assert disk.asked == asked + 2, "one look, at what is missing and what is free"


def test_that_a_disk_that_was_never_written_to_is_not_asked_again(shell: Shell, disk: Disk, qtbot: QtBot) -> None:
    watch_of(shell).rest._due()  # for what opening it may have changed
    all_told(shell, qtbot)
    asked = disk.asked
    watch_of(shell).rest._due()
    all_told(shell, qtbot)
    assert disk.asked == asked


@pytest.mark.expects_log
def test_that_a_full_disk_met_at_work_is_looked_at_at_once(shell: Shell, disk: Disk, qtbot: QtBot) -> None:
    disk.free = 0
    fault = driver.DatabaseError("database or disk is full")
    fault.sqlite_errorcode = 13
    told = session_of(shell).db.explain(fault)
    assert told is not None
    assert told.code == "disk-full"
    qtbot.waitUntil(lambda: DISK in shell.window.banners.shown())
    assert "0 MB are left" in shell.window.banners.text(DISK)
