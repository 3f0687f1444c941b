# SPDX-License-Identifier: Apache-2.0
"""The file breaks under an open window: it says so once, in its place, and no refresh on its way becomes a report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.changes import ChangeSet
from planner.kernel.clock import FixedClock
from planner.kernel.errors import PlannerError
from planner.kernel.text import Message
from planner.services import crud, customers, reading
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.gui.shells import session_of, shell_on
from ui.app import Hook
from ui.bootstrap import Shell
from ui.later import Later
from ui.windows import guards
from ui.windows.recovery import RecoveryPage

pytestmark = pytest.mark.expects_log


@pytest.fixture
def shell(portfolio: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shell]:
    with closing(open_portfolio(portfolio, clock=clock)) as session:
        customers.add_account(session, "Meridian Foods")
    with shell_on(portfolio, qtbot, clock) as made:
        qtbot.waitUntil(lambda: made._guards is not None and not made.window.jobs.live)
        yield made


def said(shell: Shell) -> str:
    """The sentence below the page, "" where none is shown."""
    bar = shell.window.notices.bar
    return "" if bar is None or bar.isHidden() else bar.text()


def broken(session: Session, *, beyond_reading: bool) -> None:
    """Overwrite the file below the open store, and let a thread like that of a job meet it."""
    session.db.fold()
    content = session.path.read_bytes()
    root = int(session.db.value("SELECT rootpage FROM sqlite_master WHERE name = 'account'"))
    begin, end = (0, len(content)) if beyond_reading else ((root - 1) * 4096, root * 4096)
    session.path.write_bytes(content[:begin] + b"\xa5" * (end - begin) + content[end:])
    session.db.conn.execute("PRAGMA shrink_memory")  # what it still knows of the pages
    told: list[str] = []

    def job() -> None:
        try:
            crud.every(session, ACCOUNT)
        except PlannerError as error:
            told.append(error.code)

    thread = Thread(target=job)
    thread.start()
    thread.join()
    assert told == ["damaged"]


def all_refreshed(shell: Shell) -> None:
    """What may come before the window has heard of it: screens, counts and commands that read."""
    screen = shell.window.stack.current()
    assert screen is not None
    assert shell.app is not None
    screen.mark_stale()
    screen._later._due()
    screen.mark_stale()
    screen.hide()
    screen.show()  # a page that comes into sight reads, too
    shell.app.bridge._deliver(ChangeSet(Message("")), None)
    shell.window.refresh_actions()


def test_that_a_page_waiting_to_be_read_anew_ends_quietly_when_the_store_was_closed(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    broken(session, beyond_reading=True)
    assert session.given_up
    all_refreshed(shell)
    qtbot.waitUntil(lambda: shell.app is None)
    qtbot.waitUntil(lambda: bool(shell.window.findChildren(RecoveryPage)))


def test_that_a_page_that_meets_the_broken_place_again_leaves_the_telling_to_the_bar(
    shell: Shell, qtbot: QtBot
) -> None:
    session = session_of(shell)
    broken(session, beyond_reading=False)
    assert session.reading == reading.DAMAGED
    all_refreshed(shell)
    qtbot.waitUntil(lambda: guards.READING in shell.window.banners.shown())
    all_refreshed(shell)
    assert shell.window.banners.text(guards.READING) == reading.reason_text(session)


def test_that_other_troubles_of_work_done_later_are_told(session: Session) -> None:
    def full() -> None:
        raise PlannerError("The disk is full.", "disk-full")

    owner = QApplication.instance()
    assert owner is not None
    with pytest.raises(PlannerError, match="full"):
        Later(owner, full, 0, session)._due()


def test_that_what_nobody_handled_is_not_told_beside_the_damage(shell: Shell, qtbot: QtBot) -> None:
    hook, notices = Hook(shell), shell.window.notices
    hook(PlannerError, PlannerError("Something else.", "other"), None)
    assert "Something else." in said(shell)
    notices.hush()
    broken(session_of(shell), beyond_reading=True)
    hook(PlannerError, PlannerError("It was closed.", "closed"), None)
    assert said(shell) == ""
    qtbot.waitUntil(lambda: shell.app is None)
    hook(PlannerError, PlannerError("It was closed.", "closed"), None)
    assert said(shell) == ""
