# SPDX-License-Identifier: Apache-2.0
"""Everything about a person, erasing them, people to review and the Privacy part of Settings, in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog
from pytestqt.qtbot import QtBot

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud, customers, erased_backups, erasure, people, retention
from planner.services.backup import back_up
from planner.services.portfolio import create
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from ui.actions.commands import run_command
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.erase_person import ErasePersonDialog
from ui.dialogs.people_review import COLLEAGUES, PeopleReviewDialog
from ui.screens.privacy_box import PrivacyBox

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    """A window on a portfolio with two people and a backup."""
    path = tmp_path / "mine.waterline"
    session = create(path, me_name="Dana", clock=clock, device=DEVICE)
    account = customers.add_account(session, "Meridian Foods", notes="Ask Ana Pérez. Perez knows.")
    people.add_contact(session, account.id, "Ana Pérez", given_name="Ana", family_name="Pérez")
    people.add_contact(session, account.id, "Bo Lind")
    crud.add(session, PERSON, name="Sam Ortiz")
    back_up(session.db, paths.backups_folder(path))
    session.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    assert made.open(path)
    made.furnish()
    yield made
    made.window.close()


def key_of(shell: Shell, name: str) -> str:
    return next(c.id for c in crud.every(session_of(shell), CONTACT) if c.name == name)


def idle(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shell.window.jobs.live, timeout=20_000)


def with_dialog(kind: type[D], act: Callable[[D], None], seen: list[str]) -> None:
    """Do something in the next dialog of a kind, whenever it comes, and leave it closed."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(10, look)
            return
        seen.append(dialog.objectName())
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)


def erase_ana(shell: Shell, qtbot: QtBot, act: Callable[[ErasePersonDialog], None]) -> None:
    seen: list[str] = []
    with_dialog(ErasePersonDialog, act, seen)
    run_command(shell.app, "person.erase", kind="contact", record=key_of(shell, "Ana Pérez"))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    idle(shell, qtbot)


def confirm(dialog: ErasePersonDialog) -> None:
    assert not dialog.erase.isEnabled() or dialog.erase.toolTip()
    dialog.name.setText("ana pérez")
    dialog.erase.click()


def test_that_nothing_happens_without_the_name(shell: Shell, qtbot: QtBot) -> None:
    def act(dialog: ErasePersonDialog) -> None:
        dialog.erase.click()
        assert dialog.isVisible()
        dialog.name.setText("Ana")
        dialog.erase.click()
        assert dialog.isVisible()

    erase_ana(shell, qtbot, act)
    assert len(crud.every(session_of(shell), CONTACT)) == 2
    assert erasure.erased(session_of(shell)) == []


def test_that_the_person_is_erased_and_the_backups_are_made_anew_when_wanted(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts
) -> None:
    prompts.answers = [True]
    erase_ana(shell, qtbot, confirm)
    session = session_of(shell)
    qtbot.waitUntil(lambda: not erased_backups.holding(session), timeout=20_000)
    idle(shell, qtbot)
    assert [c.name for c in crud.every(session, CONTACT)] == ["Bo Lind"]
    (account,) = crud.every(session, ACCOUNT)
    assert account.notes == "Ask [erased]. Perez knows."
    assert any("backup" in question for question in prompts.asked)
    assert session.undo_label is None


def test_that_a_backup_nobody_can_look_into_is_told_of(shell: Shell, qtbot: QtBot, prompts: FakePrompts) -> None:
    folder = paths.backups_folder(session_of(shell).path)
    folder.mkdir(exist_ok=True)
    (folder / "other.waterline").write_bytes(bytes(range(256)) * 32)
    prompts.answers = [True]
    erase_ana(shell, qtbot, confirm)
    qtbot.waitUntil(lambda: "Some backups are as they were" in prompts.asked, timeout=20_000)
    idle(shell, qtbot)


def test_that_mentions_are_ticked_as_proposed_and_can_be_changed(shell: Shell, qtbot: QtBot) -> None:
    def act(dialog: ErasePersonDialog) -> None:
        states = [dialog.list.item(n).checkState() for n in range(dialog.list.count())]
        assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
        assert "Ana Pérez" in dialog.list.item(0).text()
        dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
        confirm(dialog)

    erase_ana(shell, qtbot, act)
    (account,) = crud.every(session_of(shell), ACCOUNT)
    assert account.notes == "Ask [erased]. [erased] knows."


def test_that_everything_about_a_person_is_written_where_the_user_says(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    prompts.paths = [tmp_path / "out"]
    run_command(shell.app, "person.everything", kind="contact", record=key_of(shell, "Bo Lind"))  # type: ignore[arg-type]
    idle(shell, qtbot)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".json"]


def test_that_the_people_list_offers_both_commands_for_one_person(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    (account,) = crud.every(session, ACCOUNT)
    shell.window.go(Place(page="account", account_id=account.id, section="people", record=key_of(shell, "Bo Lind")))
    actions = shell.window.actions_of.actions

    def offered() -> bool:
        shell.window.refresh_actions()
        return actions["person.erase"].isEnabled()

    qtbot.waitUntil(offered)
    assert actions["person.everything"].isEnabled()
    buttons = shell.window.findChildren(QAbstractButton, "btn.person.erase")
    assert [button.isVisible() for button in buttons] == [True]


def test_that_somebody_to_review_is_kept_for_a_year(shell: Shell, qtbot: QtBot, clock: FixedClock) -> None:
    clock.advance(timedelta(days=3 * 366))
    seen: list[str] = []

    def act(dialog: PeopleReviewDialog) -> None:
        assert dialog.model.rowCount() == 2
        dialog.keep_button.click()
        assert dialog.model.rowCount() == 1
        dialog.switch.choose(COLLEAGUES)
        names = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
        assert names == ["Dana", "Sam Ortiz"]
        assert not dialog.erase_button.isEnabled() or dialog.chosen() != ("person", session_of(shell).me)

    with_dialog(PeopleReviewDialog, act, seen)
    shell.window.trigger("file.people_review")
    assert seen == ["dlgPeopleReview"]
    assert retention.count(session_of(shell)) == 1


def test_that_settings_say_who_waits_and_who_was_erased(shell: Shell, qtbot: QtBot, clock: FixedClock) -> None:
    shell.window.go(Place(page="settings"))
    box = shell.window.findChild(PrivacyBox)
    assert box is not None
    assert (box.months.value(), box.erased.text()) == (36, "Nobody was erased here.")
    box.months.setValue(12)
    assert retention.months(session_of(shell)) == 12
    erase_ana(shell, qtbot, confirm)
    clock.advance(timedelta(days=400))
    box.refresh()
    assert box.erased.text().startswith("1 person was erased here")
    assert box.waiting.text() == "1 person is to be reviewed."


def test_that_somebody_brought_back_by_an_older_copy_is_erased_again_and_that_is_said(
    shell: Shell, qtbot: QtBot
) -> None:
    assert shell.app is not None
    path = shell.app.session.path
    shell.close_portfolio()
    older = path.read_bytes()
    assert shell.open(path)
    erase_ana(shell, qtbot, confirm)
    shell.close_portfolio()
    path.write_bytes(older)
    assert shell.open(path)
    idle(shell, qtbot)
    assert [c.name for c in crud.every(session_of(shell), CONTACT)] == ["Bo Lind"]
    qtbot.waitUntil(lambda: "erased again" in shell.window.notices.host.toast.message(), timeout=10_000)
