# SPDX-License-Identifier: Apache-2.0
"""Hints at their place of use: closed once for this computer, shown again from Help, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.services import customers, get_going, portfolio
from tests.fakes import an_app
from tests.gui.shells import session_of, shell_on
from tests.stores import a_stored
from ui.actions.spec import Context
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.parts.evidence_box import EvidenceBox
from ui.screens.quick_review import quick_review
from ui.widgets.hint import Hint


@pytest.fixture
def shell(portfolio: Path, qtbot: QtBot, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on an empty portfolio."""
    with shell_on(portfolio, qtbot, clock) as made:
        yield made


def _rail_hint(shell: Shell) -> Hint:
    found = shell.window.rail.findChild(Hint)
    assert found is not None
    return found


def test_that_a_closed_hint_is_gone_on_this_computer_and_comes_again_from_help(shell: Shell, qtbot: QtBot) -> None:
    hint = _rail_hint(shell)
    qtbot.waitUntil(hint.isVisible)
    QTest.keyClick(hint.close_button, Qt.Key.Key_Return)
    assert not hint.isVisible()
    assert portfolio.load_settings().hints_seen == ("rail",)
    shell.window.trigger("help.hints")
    assert hint.isVisible()
    assert portfolio.load_settings().hints_seen == ()


def test_that_the_hint_of_the_rail_gives_way_where_there_is_no_room(shell: Shell, qtbot: QtBot) -> None:
    hint, rail = _rail_hint(shell), shell.window.rail
    qtbot.waitUntil(hint.isVisible)
    shell.window.set_rail_collapsed(True)
    assert not hint.isVisible()
    shell.window.set_rail_collapsed(False)
    assert hint.isVisible()
    rows = [rail.row(key) for key in rail.keys()]  # noqa: SIM118 - a widget, not a mapping
    assert all(row.height() == rail.row_height() for row in rows)
    rail.resize(rail.width(), 250)
    assert not hint.isVisible()


def test_that_help_brings_the_first_tasks_back_too(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    shell.window.go(Place(page="today"))
    get_going.close(session)
    shell.window.trigger("help.hints")
    card = shell.window.stack.current().going  # type: ignore[union-attr]
    qtbot.waitUntil(card.isVisible)


def test_that_the_quick_review_says_once_what_is_enough(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    window = quick_review(shell.app, Context())
    assert window.hint.isVisible()
    tall = window.height()
    window.hint.close_button.click()
    assert not window.hint.isVisible()
    assert window.height() <= tall
    window.hide()
    window = quick_review(shell.app, Context())
    assert not window.hint.isVisible()
    window.hide()


def test_that_evidence_explains_itself_once_for_all_its_places(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    account = customers.add_account(session, "Meridian Foods")
    risk = a_stored(session, "risk", account_id=account.id)
    app = an_app(session)
    boxes = [EvidenceBox(app), EvidenceBox(app)]
    for box in boxes:
        qtbot.addWidget(box)
        box.show_target(("risk", risk.id, account.id), [])
        assert not box.hint.isHidden()
    boxes[0].hint.close_button.click()
    for box in boxes:
        box.show_target(("risk", risk.id, account.id), [])
        assert box.hint.isHidden()
