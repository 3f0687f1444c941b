# SPDX-License-Identifier: Apache-2.0
"""Deleting a backup from the list: by button and key, after a question that says what goes and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.safe.locks import Lock, try_lock
from planner.services import off_disk
from planner.services.backup import back_up
from planner.services.backups import is_whole, listing
from tests.fakes import FakePrompts
from tests.gui.backed_up import AT, backed_up, in_dialog, texts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.dialogs.backups import BackupsDialog
from ui.models.selection import select_key


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    with backed_up(qtbot, tmp_path, clock, prompts) as made:
        yield made


def two_backups(shell: Shell) -> list[Path]:
    """A second backup, newer than the first; their paths, newest first."""
    back_up(session_of(shell).db, paths.backups_folder(session_of(shell).path), at=AT.replace(day=21))
    return [one.path for one in listing(session_of(shell))]


def delete_first(dialog: BackupsDialog) -> None:
    """Press the key on the list, whose first row is selected."""
    assert dialog.delete.isEnabled()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)


def test_that_a_backup_is_deleted_by_key_after_a_question_that_says_what_goes(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    newer, older = two_backups(shell)
    prompts.answers = [True]

    def act(dialog: BackupsDialog) -> None:
        delete_first(dialog)
        qtbot.waitUntil(lambda: "was deleted" in dialog.changes.text())
        assert [one.path for one in dialog.found] == [older]
        chosen = dialog.chosen()
        assert chosen is not None
        assert chosen.path == older

    in_dialog(shell, act)
    assert not list(newer.parent.glob(f"{newer.name}*"))
    assert older.exists()
    (question,), (detail,) = prompts.asked, prompts.details
    assert question.startswith("Delete the backup of ")
    for words in ("with its attachments and keys", "KB", "can't be brought back", f"It lies in {newer.parent}"):
        assert words in detail
    assert "It is the newest verified backup; the one before it is of " in detail


def test_that_the_last_verified_one_is_called_so_and_stays_without_a_yes(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    (only,) = [one.path for one in listing(session_of(shell))]

    def act(dialog: BackupsDialog) -> None:
        delete_first(dialog)
        qtbot.waitUntil(lambda: bool(prompts.details))
        assert "It is the only verified backup: without it none is left" in prompts.details[0]
        assert [one.path for one in dialog.found] == [only]

    in_dialog(shell, act)
    assert is_whole(only)


def test_that_an_older_one_needs_no_such_words(shell: Shell, qtbot: QtBot, prompts: FakePrompts) -> None:
    _newer, older = two_backups(shell)

    def act(dialog: BackupsDialog) -> None:
        select_key(dialog.table, str(older))
        dialog.delete.click()
        qtbot.waitUntil(lambda: bool(prompts.details))
        assert "verified" not in prompts.details[0]

    in_dialog(shell, act)


@pytest.mark.parametrize("way", ["one", "all", ""])
def test_that_both_places_are_named_and_it_is_asked_where_it_goes(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path, way: str
) -> None:
    stick, session = tmp_path / "stick", session_of(shell)
    stick.mkdir()
    off_disk.choose(stick, session.path)
    off_disk.catch_up(session, stick)
    shell.save_settings(replace(shell.settings, backup_folder=str(stick)))
    (here,), (there,) = listing(session), off_disk.listing(session, stick)
    prompts.choices = [way] if way else []

    def act(dialog: BackupsDialog) -> None:
        qtbot.waitUntil(lambda: texts(dialog)[0][4] == "Both places")
        dialog.delete.click()
        qtbot.waitUntil(lambda: bool(prompts.details))
        assert f"It lies in {here.path.parent} and in {there.path.parent}." in prompts.details[0]
        qtbot.waitUntil(lambda: not way or "was deleted" in dialog.changes.text())

    in_dialog(shell, act)
    assert (here.path.exists(), there.path.exists()) == {"one": (False, True), "all": (False, False), "": (True, True)}[
        way
    ]


def test_that_what_is_no_backup_and_what_is_only_read_is_not_deleted(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    elsewhere = back_up(session_of(shell).db, tmp_path / "stick")
    prompts.paths = [elsewhere]

    def other(dialog: BackupsDialog) -> None:
        dialog.other.click()
        assert not dialog.delete.isEnabled()
        assert "not one of the backups" in dialog.delete.toolTip()
        QTest.keyClick(dialog.table, Qt.Key.Key_Delete)

    in_dialog(shell, other)
    shell.open(session_of(shell).path, read_only=True)

    def reading(dialog: BackupsDialog) -> None:
        assert not dialog.delete.isEnabled()
        assert "for reading only" in dialog.delete.toolTip()

    in_dialog(shell, reading)
    assert elsewhere.exists()
    assert not prompts.details


def test_that_a_copy_that_can_not_be_deleted_is_said_in_the_list(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    (only,) = [one.path for one in listing(session_of(shell))]
    lock = try_lock(only)
    assert isinstance(lock, Lock)
    prompts.answers = [True]

    def act(dialog: BackupsDialog) -> None:
        delete_first(dialog)
        qtbot.waitUntil(lambda: "open in another window" in dialog.changes.text())
        assert [one.path for one in dialog.found] == [only]

    with lock:
        in_dialog(shell, act)
