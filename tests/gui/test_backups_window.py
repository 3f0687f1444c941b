# SPDX-License-Identifier: Apache-2.0
"""The list of backups in the window, and restoring from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.rules.backups import REPLACED, RESTORE
from planner.services import backup as backup_module
from planner.services import crud, doctor_repair, off_disk
from planner.services.backup import back_up
from planner.services.backup_list import VERIFIED
from planner.services.backups import is_whole, listing, restore_as
from planner.services.portfolio import create, open_portfolio
from tests.broken import NOBODY, raw
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.backed_up import AT, backed_up, in_dialog, texts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.dialogs.backups import BackupsDialog
from ui.models.selection import select_key
from ui.place import Place
from ui.screens.settings_screen import SettingsScreen
from ui.windows.backup_commands import proposed


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    """A window on a portfolio with a backup of one account; a second account came after it."""
    with backed_up(qtbot, tmp_path, clock, prompts) as made:
        yield made


def names(shell: Shell) -> list[str]:
    return sorted(account.name for account in crud.every(session_of(shell), ACCOUNT))


def opened_anew(shell: Shell, *wanted: str) -> bool:
    """Whether the portfolio is open and has these accounts."""
    return shell.app is not None and not shell.window.jobs.busy and names(shell) == list(wanted)


def test_that_the_list_says_when_why_and_what_changed_since(shell: Shell) -> None:
    seen: list[list[list[str]]] = []
    in_dialog(shell, lambda dialog: seen.append(texts(dialog)))
    ((row,),) = seen
    assert row[0].endswith("ago") or "clock" in row[0]
    assert row[1] == "By hand"
    assert row[3:] == ["1 change", "This computer", "whole when made"]


def test_that_what_changed_since_is_told_for_the_one_selected(shell: Shell, qtbot: QtBot) -> None:
    def look(dialog: BackupsDialog) -> None:
        qtbot.waitUntil(lambda: dialog.changes.text() == "Changed since: Accounts: 1 added")
        qtbot.waitUntil(lambda: "1 backup ·" in dialog.summary.text())
        assert "none off this disk" in dialog.summary.text()

    in_dialog(shell, look)


def test_that_all_are_checked_in_turn_and_the_damaged_are_counted(shell: Shell, qtbot: QtBot) -> None:
    folder = paths.backups_folder(session_of(shell).path)
    for day in range(21, 25):
        back_up(session_of(shell).db, folder, at=AT.replace(day=day))

    def check(dialog: BackupsDialog) -> None:
        one = dialog.found[2]
        content = bytearray(one.path.read_bytes())
        content[9000] ^= 255
        one.path.write_bytes(content)
        dialog.check_all.click()
        assert not dialog.check_all.isEnabled()
        qtbot.waitUntil(dialog.check_all.isEnabled)
        states = [row[5] for row in texts(dialog)]
        assert [state == "damaged" for state in states] == [False, False, True, False, False]
        assert all(state.startswith("whole, checked") for state in states if state != "damaged")
        assert dialog.changes.text().startswith("1 backup is damaged and can't be restored. The others are whole")

    in_dialog(shell, check)


def test_that_a_file_from_anywhere_is_shown_and_restored(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    elsewhere = back_up(session_of(shell).db, tmp_path / "stick")
    prompts.paths = [elsewhere, tmp_path / "again"]

    def take(dialog: BackupsDialog) -> None:
        dialog.other.click()
        chosen = dialog.chosen()
        assert chosen is not None
        assert chosen.path == elsewhere
        assert texts(dialog)[0][4] == str(elsewhere.parent)
        dialog.as_new.click()

    in_dialog(shell, take)
    qtbot.waitUntil(lambda: session_of(shell).path.name == "again.waterline")
    assert names(shell) == ["Meridian Foods", "Nordlys"]


def test_that_a_backup_of_another_portfolio_is_never_put_in_place(
    shell: Shell, prompts: FakePrompts, tmp_path: Path
) -> None:
    other = create(tmp_path / "theirs.waterline", device=DEVICE)
    foreign = back_up(other.db, tmp_path / "stick")
    other.close()
    prompts.paths = [foreign]

    def look(dialog: BackupsDialog) -> None:
        dialog.other.click()
        assert texts(dialog)[0][3] == "another portfolio"
        assert dialog.as_new.isEnabled()
        assert not dialog.over.isEnabled()

    in_dialog(shell, look)


def test_that_copies_in_the_second_folder_are_in_the_list(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    session = session_of(shell)
    off_disk.choose(stick, session.path)
    off_disk.catch_up(session, stick)
    assert shell.app is not None
    shell.save_settings(replace(shell.settings, backup_folder=str(stick)))

    def look(dialog: BackupsDialog) -> None:
        qtbot.waitUntil(lambda: texts(dialog)[0][4] == "Both places")
        dialog.found[0].path.unlink()
        dialog.reload()
        qtbot.waitUntil(lambda: texts(dialog)[0][4] == "Second folder")
        assert dialog.over.isEnabled()

    in_dialog(shell, look)


@pytest.mark.parametrize(("there", "said"), [(True, "here and in the second folder"), (False, "only here")])
def test_that_a_backup_by_hand_reaches_the_second_folder_and_settings_at_once(
    shell: Shell, qtbot: QtBot, tmp_path: Path, there: bool, said: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    session = session_of(shell)
    off_disk.choose(stick, session.path)
    shell.save_settings(replace(shell.settings, backup_folder=str(stick)))
    for made in paths.backups_folder(session.path).iterdir():
        os.utime(made, (AT.timestamp(), AT.timestamp()))
    shell.window.go(Place(page="settings", section="data"))
    screen = shell.window.stack.current()
    assert isinstance(screen, SettingsScreen)
    before = screen.backup_note.text()
    if not there:
        stick.rename(tmp_path / "in the drawer")
    shell.window.trigger("file.backup")
    toast = shell.window.notices.host.toast
    qtbot.waitUntil(lambda: said in toast.accessibleName())
    qtbot.waitUntil(lambda: screen.backup_note.text() != before)
    assert len(off_disk.listing(session, stick)) == 2 * there


def test_that_what_a_restore_replaced_is_listed_and_can_be_put_back(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    prompts.answers = [True, True]
    in_dialog(shell, lambda dialog: dialog.over.click())
    assert "kept under another name and listed among the backups" in prompts.details[0]
    qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods"))

    def back(dialog: BackupsDialog) -> None:
        replaced = next(one for one in dialog.found if one.reason == "replaced")
        assert replaced.line == "ahead"
        select_key(dialog.table, str(replaced.path))
        dialog.over.click()

    in_dialog(shell, back)
    qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods", "Nordlys"))


def test_that_what_a_restore_replaces_is_backed_up_and_verified_before(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    prompts.answers = [True]
    in_dialog(shell, lambda dialog: dialog.over.click())
    qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods"))
    made = next(one for one in listing(session_of(shell)) if one.reason == RESTORE)
    assert made.state == VERIFIED
    assert is_whole(made.path)
    with closing(open_portfolio(restore_as(made.path, made.path.with_name("again.waterline")))) as session:
        assert len(crud.every(session, ACCOUNT)) == 2


@pytest.mark.parametrize("anyway", [True, False])
def test_that_where_no_backup_can_be_made_before_it_is_asked_whether_to_restore(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, monkeypatch: pytest.MonkeyPatch, anyway: bool
) -> None:
    monkeypatch.setattr(backup_module, "free_space", lambda _folder: 1000)  # none for a backup, which the copy has
    prompts.answers = [True, anyway]
    in_dialog(shell, lambda dialog: dialog.over.click())
    qtbot.waitUntil(lambda: len(prompts.asked) == 2)
    assert prompts.asked[1].startswith("Restore without a backup?")
    if anyway:
        qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods"))
        assert [one.reason for one in listing(session_of(shell))].count(REPLACED) == 1
    else:
        qtbot.waitUntil(lambda: not shell.window.jobs.busy)
        assert names(shell) == ["Meridian Foods", "Nordlys"]


def test_that_a_damaged_backup_is_said_and_can_not_be_restored(shell: Shell, qtbot: QtBot) -> None:
    def check(dialog: BackupsDialog) -> None:
        one = dialog.found[0]
        content = bytearray(one.path.read_bytes())
        content[8192:12000] = b"\xff" * 3808
        one.path.write_bytes(content)
        dialog.check.click()
        qtbot.waitUntil(lambda: texts(dialog)[0][5] == "damaged")
        assert not dialog.as_new.isEnabled()
        assert not dialog.over.isEnabled()

    in_dialog(shell, check)


def test_that_a_copy_from_before_a_repair_is_told_apart_from_a_damaged_one(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    session = session_of(shell)
    raw(session, f"UPDATE account SET owner_id = '{NOBODY}' WHERE name = 'Nordlys'")
    copy = doctor_repair.repair(session).copy
    prompts.answers = [True]

    def check(dialog: BackupsDialog) -> None:
        dialog.check_all.click()
        qtbot.waitUntil(dialog.check_all.isEnabled)
        assert sorted(row[5].partition(",")[0] for row in texts(dialog)) == ["opens", "whole"]
        said = dialog.changes.text()
        assert said == (
            "1 backup opens, with faults that the portfolio had. The others are whole; restore one of them."
        )
        select_key(dialog.table, str(copy))
        assert "can be repaired with Check portfolio" in dialog.changes.text()
        assert dialog.as_new.isEnabled()
        dialog.over.click()

    in_dialog(shell, check)
    qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods", "Nordlys"))
    bar = shell.window.notices.bar
    assert bar is not None
    assert "It has faults that the portfolio had then" in bar.text()


def test_that_a_damaged_copy_without_a_proof_is_listed_as_it_was_found(shell: Shell, qtbot: QtBot) -> None:
    one = listing(session_of(shell))[0]
    paths.proof_path(one.path).unlink()
    content = bytearray(one.path.read_bytes())
    content[-4096:] = b"\xff" * 4096
    one.path.write_bytes(content)

    def check(dialog: BackupsDialog) -> None:
        assert texts(dialog)[0][5] == "opens, not checked"
        dialog.check_all.click()
        qtbot.waitUntil(dialog.check_all.isEnabled)
        assert texts(dialog)[0][5] == "damaged"
        assert dialog.changes.text() == "1 backup is damaged and can't be restored."
        assert not dialog.as_new.isEnabled()

    in_dialog(shell, check)


def test_that_a_sound_backup_can_be_checked_again(shell: Shell, qtbot: QtBot) -> None:
    def check(dialog: BackupsDialog) -> None:
        dialog.check.click()
        qtbot.waitUntil(lambda: texts(dialog)[0][5].startswith("whole, checked "))
        assert dialog.as_new.isEnabled()

    in_dialog(shell, check)


def test_that_a_backup_made_in_the_list_is_at_its_top(shell: Shell, qtbot: QtBot) -> None:
    def make(dialog: BackupsDialog) -> None:
        dialog.now.click()
        qtbot.waitUntil(lambda: len(dialog.found) == 2)
        assert [one.since for one in dialog.found] == [0, 1]

    in_dialog(shell, make)


def test_that_a_backup_takes_the_place_of_the_open_portfolio_which_is_kept(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    path = session_of(shell).path
    prompts.answers = [True]
    in_dialog(shell, lambda dialog: dialog.over.click())
    qtbot.waitUntil(lambda: opened_anew(shell, "Meridian Foods"))
    assert session_of(shell).path == path
    bar = shell.window.notices.bar
    assert bar is not None
    assert "What was there before is kept as mine replaced" in bar.text()
    assert bar.kind() == "info", "good news carries no warning"
    shell.window.notices.say("Something to watch")
    assert bar.kind() == "watch"
    assert len(list(path.parent.glob("mine replaced *.waterline"))) == 1


def test_that_nothing_is_replaced_without_a_yes(shell: Shell, prompts: FakePrompts) -> None:
    prompts.answers = [False]
    in_dialog(shell, lambda dialog: dialog.over.click())
    assert names(shell) == ["Meridian Foods", "Nordlys"]


def test_that_a_backup_is_restored_as_a_new_file_and_opened(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    prompts.paths = [tmp_path / "again"]
    in_dialog(shell, lambda dialog: dialog.as_new.click())
    qtbot.waitUntil(lambda: session_of(shell).path.name == "again.waterline")
    assert names(shell) == ["Meridian Foods"]
    assert (tmp_path / "mine.waterline").exists()
    bar = shell.window.notices.bar
    assert bar is not None
    assert "mine.waterline is as it was" in bar.text()


def test_that_the_name_proposed_for_a_restored_backup_is_free_and_tells_its_moment(tmp_path: Path) -> None:
    path, when = tmp_path / "mine.waterline", AT.astimezone().strftime("%Y-%m-%d %H%M")
    assert proposed(path, AT).name == f"mine {when}.waterline"
    (tmp_path / f"mine {when}.waterline").touch()
    (tmp_path / f"mine {when} (2).waterline.key").touch()
    assert proposed(path, AT).name == f"mine {when} (3).waterline"


def test_that_a_restore_that_fails_opens_the_portfolio_again(shell: Shell, qtbot: QtBot, prompts: FakePrompts) -> None:
    def spoil(dialog: BackupsDialog) -> None:
        dialog.found[0].path.write_bytes(b"\0" * 4096)
        dialog.over.click()

    prompts.answers = [True]
    in_dialog(shell, spoil)
    qtbot.waitUntil(lambda: shell.window.notices.bar is not None)
    assert names(shell) == ["Meridian Foods", "Nordlys"]
    bar = shell.window.notices.bar
    assert bar is not None
    assert "This backup is damaged" in bar.text()
