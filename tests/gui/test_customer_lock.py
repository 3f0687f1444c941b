# SPDX-License-Identifier: Apache-2.0
"""The customer view and the lock, a second start, and the way from the review and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import checks, crud, explaining, reviews
from tests.gui.locks import lock, sealed_portfolio, sealed_shell, unlock_page
from tests.gui.shells import session_of
from tests.permission import permit
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.customer_view import CustomerWindow
from ui.screens.review import ReviewsSection
from ui.screens.review.data import EXPLAIN
from ui.windows.cover import Cover
from ui.windows.parts import bring_forward


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    with sealed_shell(sealed_portfolio(tmp_path), qtbot, clock) as made:
        yield made


@pytest.fixture
def section(shell: Shell, qtbot: QtBot) -> ReviewsSection:
    """The reviews of an account with one failed check, in the window."""
    session = session_of(shell)
    account = crud.every(session, ACCOUNT)[0]
    permit(session, account.id)
    review = reviews.start_review(session, account.id)
    made = checks.add_check(session, review.id, "Load", ok_range="< 80")
    checks.record_result(session, made.id, reading="91")
    shell.window.go(Place(page="account", account_id=account.id, section="reviews", record=made.id))
    found = shell.window.findChildren(ReviewsSection)[0]
    qtbot.waitUntil(lambda: found.shown is not None and found.isVisible())
    return found


def visible() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def share(section: ReviewsSection) -> None:
    """Mark the failed check."""
    session, shown = section.app.session, section.shown
    assert shown is not None
    failed = [("inspection_result", one.id) for one in shown.facts.results if one.result == "fail"]
    explaining.share(session, section.review_id, failed, shown=True)


def opened(section: ReviewsSection) -> CustomerWindow:
    share(section)
    section.customer.button.click()
    view = section.customer.shown
    assert view is not None
    return view


def test_that_the_button_leads_to_the_step_where_one_marks_what_is_shown(section: ReviewsSection) -> None:
    section.customer.button.click()
    assert section.customer.shown is None
    assert section.steps.current() == EXPLAIN


def test_that_the_button_shows_the_view_and_has_the_focus_again_afterwards(
    section: ReviewsSection, shell: Shell, qtbot: QtBot
) -> None:
    view = opened(section)
    assert visible() == [view]
    qtbot.waitUntil(view.isActiveWindow)
    QTest.keyClick(view.checks.list, Qt.Key.Key_Escape)
    assert visible() == [shell.window]
    qtbot.waitUntil(section.customer.button.hasFocus)


def test_that_a_lock_meanwhile_shows_nothing_of_ours_uncovered(
    section: ReviewsSection, shell: Shell, qtbot: QtBot
) -> None:
    view = opened(section)
    bare: list[bool] = []
    view.left.connect(lambda: bare.append(not any(c.isVisible() for c in shell.window.findChildren(Cover))))
    lock(shell, qtbot)
    assert bare == [False]
    assert visible() == [shell.window]
    unlock_page(shell, qtbot)
    assert visible() == [shell.window]


def test_that_a_second_start_brings_the_customer_view_forward_and_not_our_window(
    section: ReviewsSection, shell: Shell
) -> None:
    view = opened(section)
    bring_forward(shell.window)
    assert visible() == [view]
    view.close()


def test_that_the_view_goes_with_the_program(section: ReviewsSection, shell: Shell) -> None:
    opened(section)
    shell.window.close()
    assert visible() == []


def test_that_closing_the_view_does_not_end_the_program(section: ReviewsSection, shell: Shell, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ended: list[bool] = []
    app.lastWindowClosed.connect(lambda: ended.append(True))
    opened(section).close()
    qtbot.waitUntil(shell.window.isVisible)
    assert not ended
