# SPDX-License-Identifier: Apache-2.0
"""A repaired record says so on its own page until somebody has seen it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.services import crud, doctor_repair
from planner.services.portfolio import open_portfolio
from planner.services.repair_marks import repair_of
from tests.broken import filled, raw
from tests.gui.shells import account_of, session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.jobs.doctor_watch import REPAIRED
from ui.screens.account.screen import AccountScreen
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.repaired_bar import RepairedBar
from ui.widgets.button import Button


@pytest.fixture
def shell(portfolio: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shell]:
    """The window on a portfolio in which an account was repaired."""
    with closing(open_portfolio(portfolio, clock=clock)) as session:
        filled(session)
        raw(session, "UPDATE account SET stability = 9 WHERE name = 'Meridian Foods'")
        doctor_repair.repair(session)
        assert len(doctor_repair.marks(session)) == 1
    with shell_on(portfolio, qtbot, clock) as made:
        qtbot.waitUntil(lambda: REPAIRED in made.window.banners.shown())
        yield made


def bar_of(shell: Shell) -> RepairedBar:
    screen = shell.window.stack.current()
    assert isinstance(screen, AccountScreen)
    return screen.repaired


def test_that_a_repaired_account_says_so_until_it_was_seen(shell: Shell, qtbot: QtBot) -> None:
    key = account_of(shell)
    shell.window.go(Place(page="account", account_id=key, section="profile"))
    shown = bar_of(shell)
    assert shown.isVisible()
    assert shown.bar is not None
    assert shown.bar.text().startswith("Repaired on ")
    assert "was set to unknown; its history has the old one" in shown.bar.text()
    button = shown.findChild(Button, "btnRepairSeen")
    assert button is not None
    button.click()
    assert not shown.isVisible()
    assert doctor_repair.marks(session_of(shell)) == []
    assert REPAIRED not in shell.window.banners.shown(), "it was the only one"


def test_that_undo_takes_the_word_of_a_repair_away_and_redo_brings_it_back(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    key = account_of(shell, "Nordlys")
    doctor_repair.acknowledge(session)
    raw(session, "UPDATE account SET vip_from = '2026-02-31' WHERE name = 'Nordlys'")
    doctor_repair.repair(session)
    shell.window.trigger("edit.undo")
    toast = shell.window.notices.host.toast
    assert toast.accessibleName().startswith("Undone: Repair the portfolio"), "also where what came back can't be read"
    qtbot.waitUntil(lambda: REPAIRED not in shell.window.banners.shown())
    assert repair_of(session, "account", key) is None
    shell.window.trigger("edit.redo")
    qtbot.waitUntil(lambda: "1 repaired record" in shell.window.banners.text(REPAIRED))
    assert repair_of(session, "account", key) is not None


def test_that_others_say_nothing(shell: Shell) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell, "Nordlys"), section="overview"))
    assert not bar_of(shell).isVisible()
    assert bar_of(shell).bar is None


def test_that_a_record_in_the_pane_of_a_list_says_so(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    person = crud.every(session, CONTACT)[0]
    with session.db.transaction() as conn:
        from planner.store import mending

        mark = {"entity": "contact", "key": person.id, "check": "references", "step": 1, "at": "2026-11-21T09:00:00Z"}
        mending.keep_marks(conn, [mark])
    assert repair_of(session, "contact", person.id) is not None
    shell.window.go(Place(page="account", account_id=account_of(shell), section="people", record=person.id))
    panes = [pane for pane in shell.window.findChildren(DetailsPane) if pane.record() == ("contact", person.id)]
    assert panes
    assert panes[0].repaired.bar is not None
    assert "a link that led nowhere was removed" in panes[0].repaired.bar.text()
    panes[0].set_blank("Nothing is selected.")
    assert panes[0].repaired.isHidden()
