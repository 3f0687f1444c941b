# SPDX-License-Identifier: Apache-2.0
"""A record that can't be read is told until a repair has made it readable, and again when the repair is undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers, doctor_repair, doctor_watching
from planner.services.portfolio import open_portfolio
from tests.broken import filled, raw
from tests.gui.shells import account_of, session_of, shell_on
from ui.app import Hook
from ui.bootstrap import Shell
from ui.context import Place

pytestmark = pytest.mark.expects_log
_UNREADABLE = "A record in this portfolio can't be read"


@pytest.fixture
def shell(portfolio: Path, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """The window on a portfolio with a visit whose list of people is no list, with what it meets told as in the
    program."""
    with closing(open_portfolio(portfolio, clock=clock)) as session:
        filled(session)
        raw(session, "UPDATE interaction SET participants = '[\"'")

    def hooked(made: Shell) -> None:
        monkeypatch.setattr(sys, "excepthook", Hook(made))

    with shell_on(portfolio, qtbot, clock, before=hooked) as made:
        qtbot.waitUntil(lambda: made._guards is not None and not made.window.jobs.live)
        yield made


def said(shell: Shell) -> str:
    bar = shell.window.notices.bar
    return "" if bar is None or bar.isHidden() else bar.text()


def at_the_visit(shell: Shell, qtbot: QtBot) -> None:
    place = Place(page="account", account_id=account_of(shell), section="timeline")
    QTimer.singleShot(0, partial(shell.window.go, place))  # as a click, whose faults come to the hook
    qtbot.waitUntil(lambda: _UNREADABLE in said(shell))


def test_that_it_is_told_until_it_is_repaired_and_again_after_undo(shell: Shell, qtbot: QtBot) -> None:
    at_the_visit(shell, qtbot)
    session = session_of(shell)
    doctor_repair.repair(session)
    qtbot.waitUntil(lambda: not said(shell))
    session.undo()
    qtbot.waitUntil(lambda: _UNREADABLE in said(shell))


def test_that_it_stays_after_a_change_that_repairs_nothing(shell: Shell, qtbot: QtBot) -> None:
    at_the_visit(shell, qtbot)
    customers.add_account(session_of(shell), "Elsewhere")
    shell.window.jobs.wait()
    qtbot.waitUntil(lambda: not shell.window.jobs.live)
    assert _UNREADABLE in said(shell)


def test_that_nothing_is_told_again_where_another_step_is_undone(shell: Shell, qtbot: QtBot) -> None:
    at_the_visit(shell, qtbot)
    session = session_of(shell)
    doctor_repair.repair(session)
    qtbot.waitUntil(lambda: not said(shell))
    customers.add_account(session, "Elsewhere")
    session.undo()
    shell.window.jobs.wait()
    qtbot.waitUntil(lambda: not shell.window.jobs.live)
    assert not said(shell)


def test_that_a_later_message_is_not_taken_away(shell: Shell, qtbot: QtBot) -> None:
    at_the_visit(shell, qtbot)
    shell.window.notices.say("Your settings could not be kept.")
    doctor_repair.repair(session_of(shell))
    shell.window.jobs.wait()
    qtbot.waitUntil(lambda: not shell.window.jobs.live)
    assert said(shell) == "Your settings could not be kept."


def test_that_every_record_is_read(shell: Shell) -> None:
    session = session_of(shell)
    assert not doctor_watching.is_readable(session, lambda *_told: None)
    doctor_repair.repair(session)
    assert doctor_watching.is_readable(session, lambda *_told: None)
    assert crud.every(session, ACCOUNT)
