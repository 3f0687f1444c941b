# SPDX-License-Identifier: Apache-2.0
"""Locking an encrypted portfolio: by hand, when nobody is there, when the system leaves, and going on afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.safe import temp
from planner.safe.keys import StoreKey
from planner.services import crud, customers, moments
from planner.services.protection import unlock
from tests.gui.locks import PASSWORD, lock, sealed_portfolio, sealed_shell, unlock_page
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.base import HouseDialog
from ui.later import Later
from ui.widgets.secret_clip import secret_clip
from ui.windows import guards
from ui.windows.cover import Cover
from ui.windows.locking import forget_freed


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A closed encrypted portfolio with three accounts."""
    return sealed_portfolio(tmp_path)


@pytest.fixture
def shell(qtbot: QtBot, sealed: Path, clock: FixedClock) -> Iterator[Shell]:
    """The active window on it."""
    with sealed_shell(sealed, qtbot, clock) as made:
        yield made


def _page(shell: Shell) -> Any:
    """The page in front."""
    return shell.window.stack.current()


def _covered(shell: Shell) -> bool:
    return any(cover.isVisible() for cover in shell.window.findChildren(Cover))


def _seen_texts() -> str:
    """All that any part of any window says, shown or not, in words, tips, titles and names."""
    texts: list[str] = []
    for part in QApplication.allWidgets():
        texts += [part.windowTitle(), part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, QLabel | QLineEdit):
            texts.append(part.text())
        elif isinstance(part, QPlainTextEdit):
            texts.append(part.toPlainText())
        texts += [f"{action.text()} {action.iconText()} {action.toolTip()}" for action in part.actions()]
    return "\n".join(texts)


# -- by hand


def test_that_ctrl_l_locks_closes_the_file_and_leaves_nothing_in_sight(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    crud.set_field(session, ACCOUNT, crud.every(session, ACCOUNT)[0].id, "city", "Canary Springs")
    shell.window.refresh_actions()
    assert "Canary" in _seen_texts()
    QTest.keyClick(shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.locking.page is not None)
    QApplication.processEvents()
    assert session.closed
    assert session.db.key is None
    assert shell.app is None
    assert "Canary" not in _seen_texts()
    assert shell.window.windowTitle() == "Waterline"
    page = shell.locking.page
    assert page is not None
    assert page.isVisible()
    assert page.box.secret.hasFocus()
    assert not QApplication.activePopupWidget()


def test_that_only_an_encrypted_portfolio_can_be_locked_and_the_reason_is_said(
    shell: Shell, qtbot: QtBot, portfolio: Path
) -> None:
    shell.window.refresh_actions()
    assert shell.window.actions_of.actions["file.lock"].isEnabled()
    assert shell.open(portfolio)
    shell.locking.watch()
    shell.window.refresh_actions()
    action = shell.window.actions_of.actions["file.lock"]
    assert not action.isEnabled()
    assert "Only a portfolio with a password can be locked." in action.toolTip()
    shell.locking.lock()
    assert not shell.locking.under_way
    assert not session_of(shell).closed


# -- and on again


def test_that_place_selection_filter_and_undo_are_as_before(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    wanted = next(a.id for a in crud.every(session, ACCOUNT) if a.name.startswith("Zephyr"))
    crud.set_field(session, ACCOUNT, wanted, "city", "Springfield")
    screen = _page(shell)
    screen.filters.edit.setText("canary")
    qtbot.waitUntil(lambda: screen.looks().text == "canary")
    screen._reselect([wanted])
    screen.list.setFocus()
    lock(shell, qtbot)
    unlock_page(shell, qtbot)
    again = _page(shell)
    assert again is not screen
    assert again.looks().text == "canary"
    assert again.selected() == [wanted]
    assert again.list.hasFocus()
    qtbot.waitUntil(lambda: again.looks().text == again._wanted.text)
    assert again.selected() == [wanted]
    assert shell.locking.page is None
    session_of(shell).undo()
    assert crud.get(session_of(shell), ACCOUNT, wanted).city is None


def test_that_the_way_back_and_the_record_in_a_section_are_as_before(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    first = crud.every(session, ACCOUNT)[0].id
    shell.window.go(Place(page="account", account_id=first, section="profile"))
    lock(shell, qtbot)
    assert not shell.window.history.can_back, "a locked window goes nowhere"
    unlock_page(shell, qtbot)
    assert shell.window.place() == Place(page="account", account_id=first, section="profile")
    shell.window.step_back()
    assert shell.window.place().page == "accounts"


def test_that_the_field_being_typed_in_is_kept(shell: Shell, qtbot: QtBot) -> None:
    first = crud.every(session_of(shell), ACCOUNT)[0].id
    shell.window.go(Place(page="account", account_id=first, section="profile", record=first, field="city"))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field: Any = QApplication.focusWidget()
    QTest.keyClicks(field, "Riverside")
    lock(shell, qtbot)
    unlock_page(shell, qtbot)
    assert crud.get(session_of(shell), ACCOUNT, first).city == "Riverside"


def test_that_what_was_shown_is_kept_inside_the_portfolio_and_forgotten_once_shown(
    shell: Shell, qtbot: QtBot, sealed: Path
) -> None:
    _page(shell).filters.edit.setText("Xylocanary")
    lock(shell, qtbot)
    assert all(b"Xylocanary" not in file.read_bytes() for file in sealed.parent.rglob("*") if file.is_file())
    unlock_page(shell, qtbot)
    assert _page(shell).filters.edit.text() == "Xylocanary"
    assert moments.take(session_of(shell)) == {}


def test_that_the_rail_of_a_locked_window_leads_nowhere_and_leaves_the_keys_at_the_password(
    shell: Shell, qtbot: QtBot
) -> None:
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    shell.window.rail.row("charts").setFocus()
    shell.window.rail.choose("charts")
    assert shell.window.rail.key() == ""
    assert page.isAncestorOf(shell.window.focusWidget())
    unlock_page(shell, qtbot)
    shell.window.rail.choose("charts")
    assert shell.window.place().page == "charts"


def test_that_a_wrong_password_leaves_it_locked_and_says_so(shell: Shell, qtbot: QtBot) -> None:
    lock(shell, qtbot)
    page = shell.locking.page
    assert page is not None
    QTest.keyClicks(page.box.secret, "four words and a lake")
    QTest.keyClick(page.box.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.box.field.fault()))
    assert shell.app is None
    page.box._tries.right(page.path)


def test_that_a_portfolio_that_cannot_be_opened_again_is_said_on_the_page(
    shell: Shell, qtbot: QtBot, sealed: Path
) -> None:
    from planner.services.portfolio import open_portfolio

    lock(shell, qtbot)
    elsewhere = open_portfolio(sealed, key=unlock(sealed, PASSWORD))
    page = shell.locking.page
    assert page is not None
    QTest.keyClicks(page.box.secret, PASSWORD)
    QTest.keyClick(page.box.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already open" in page.box.field.fault())
    assert page.isVisible()
    elsewhere.close()
    unlock_page(shell, qtbot)


def test_that_another_portfolio_takes_the_place_of_the_locked_one(shell: Shell, qtbot: QtBot, portfolio: Path) -> None:
    lock(shell, qtbot)
    assert shell.open(portfolio)
    shell.locking.watch()
    assert shell.locking.page is None
    assert session_of(shell).path == portfolio
    assert not any(part.isVisible() for part in shell.window.findChildren(QWidget, "pageLocked"))


# -- while something runs


def test_that_a_running_step_is_finished_first_below_a_cover(shell: Shell, qtbot: QtBot) -> None:
    go = Event()
    done: list[int] = []
    failed: list[Exception] = []
    session = session_of(shell)

    def work(_report: object) -> int:
        go.wait(10)
        customers.add_account(session, "Written while covered")
        return 1

    shell.window.jobs.run(work, done=done.append, failed=failed.append, title="Importing")
    shell.window.trigger("file.lock")
    QApplication.processEvents()
    assert shell.locking.under_way
    assert shell.locking.page is None
    assert not session.closed
    cover = shell.window.findChild(Cover)
    assert cover is not None
    assert cover.geometry() == shell.window.rect()
    assert cover.accessibleName() == "Locks as soon as this is done: Importing"
    assert shell.window.windowTitle() == "Waterline"
    before = shell.window.place()
    QTest.keyClick(shell.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shell.window.place() == before
    go.set()
    qtbot.waitUntil(lambda: shell.locking.page is not None)
    assert done == [1]
    assert not _covered(shell)
    unlock_page(shell, qtbot)
    assert any(a.name == "Written while covered" for a in crud.every(session_of(shell), ACCOUNT))


def test_that_dialogs_are_left_without_what_they_would_do(shell: Shell, qtbot: QtBot) -> None:
    answers: list[bool] = []

    def ask() -> None:
        dialog = HouseDialog("Meridian Canary Foods", shell.window, lead="Really?")
        answers.append(dialog.exec() == dialog.DialogCode.Accepted)
        dialog.deleteLater()

    def leave() -> None:
        """Inside the loop of the dialog."""
        assert QApplication.activeModalWidget() is not None
        shell.locking.lock()
        titles.extend(window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible())

    titles: list[str] = []
    Later(shell, leave, 50).start()
    Later(shell, ask).start()
    qtbot.waitUntil(lambda: shell.locking.page is not None)
    assert answers == [False]
    assert set(titles) == {"Waterline"}
    assert QApplication.activeModalWidget() is None


def test_that_locking_twice_or_while_locked_does_nothing_more(shell: Shell, qtbot: QtBot) -> None:
    shell.locking.lock()
    shell.locking.lock()
    qtbot.waitUntil(lambda: shell.locking.page is not None)
    page = shell.locking.page
    shell.locking.lock()
    QApplication.processEvents()
    assert shell.locking.page is page


def test_that_quitting_while_it_waits_ends_in_order(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    shell.locking.lock()
    shell.window.close()
    QApplication.processEvents()
    assert session.closed
    assert shell.locking.page is None
    assert not shell.locking.under_way


# -- what goes with it


def test_that_secrets_on_the_clipboard_and_copies_for_other_programs_go(shell: Shell, qtbot: QtBot) -> None:
    place = temp.fresh()
    (place / "copy.txt").write_text("Canary")
    secret_clip().copy("CANARY-KEY")
    lock(shell, qtbot)
    assert QGuiApplication.clipboard().text() == ""
    assert not place.exists()


def test_that_no_session_and_no_key_is_left_in_the_program(shell: Shell, qtbot: QtBot) -> None:
    first = crud.every(session_of(shell), ACCOUNT)[0].id
    for place in (Place(page="today"), Place(page="account", account_id=first, section="risks"), Place(page="actions")):
        shell.window.go(place)
        QApplication.processEvents()
    session, key = ref(session_of(shell)), id(session_of(shell).db.key)
    assert isinstance(session_of(shell).db.key, StoreKey)
    assert gc.is_tracked(session_of(shell).db.key), "it can be found below"
    lock(shell, qtbot)

    def gone() -> bool:
        forget_freed()  # the window does it twice, which is enough where a collection is quick
        return session() is None

    qtbot.waitUntil(gone)
    assert key not in _keys()


def _keys() -> set[int]:
    """The keys that the program knows; those of other tests may wait to be collected."""
    return {id(found) for found in gc.get_objects() if isinstance(found, StoreKey)}


def test_that_another_portfolio_that_opens_meanwhile_is_not_locked(shell: Shell, qtbot: QtBot, portfolio: Path) -> None:
    shell.locking.lock()
    assert shell.open(portfolio)
    qtbot.waitUntil(lambda: not shell.locking.under_way)
    assert session_of(shell).path == portfolio
    assert not _covered(shell)


def test_that_one_open_for_reading_is_locked_and_opened_for_reading_again(
    shell: Shell, qtbot: QtBot, sealed: Path
) -> None:
    assert shell.open(sealed, unlock(sealed, PASSWORD), read_only=True)
    shell.locking.watch()
    lock(shell, qtbot)
    unlock_page(shell, qtbot)
    assert session_of(shell).read_only
    assert guards.READING in shell.window.banners.shown()
    with pytest.raises(PlannerError, match="open for reading only"):
        customers.add_account(session_of(shell), "Too late")
