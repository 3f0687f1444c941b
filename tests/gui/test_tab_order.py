# SPDX-License-Identifier: Apache-2.0
"""Tab reaches every part of the window and comes round again, whichever page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from tests.gui.shells import account_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.review.section import ReviewsSection

MOST = 150
WAY = ["Back", "Accounts", "Meridian Foods", "Find or do anything…"]


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


def _round(shell: Shell) -> list[QWidget]:
    """The parts that Tab reaches, from the focus of now until one comes a second time."""
    seen: list[QWidget] = []
    for _ in range(MOST):
        at = QApplication.focusWidget()
        assert at is not None, f"the focus was lost after {seen[-1] if seen else 'nothing'}"
        if at in seen:
            return seen
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError("no end of Tab")


def _reaches_round(shell: Shell) -> list[QWidget]:
    seen = _round(shell)
    names = {part.objectName() for part in seen}
    assert {"edtCommand", "btnNew"} <= names
    assert any(shell.window.rail.isAncestorOf(part) for part in seen)
    return seen


@pytest.mark.parametrize("page", ["today", "accounts", "portfolio", "charts", "actions", "trash", "settings"])
def test_that_tab_goes_round_each_page(shell: Shell, qtbot: QtBot, page: str) -> None:
    shell.window.go(Place(page=page))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    seen = _reaches_round(shell)
    assert any(shell.window.stack.pages.isAncestorOf(part) for part in seen)


@pytest.mark.parametrize("section", ["overview", "profile", "people", "risks", "actions", "timeline", "files"])
def test_that_tab_goes_round_each_section(shell: Shell, qtbot: QtBot, section: str) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell), section=section))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    _reaches_round(shell)


@pytest.mark.parametrize("step", range(4))
def test_that_tab_goes_round_each_step_of_a_review(shell: Shell, qtbot: QtBot, step: int) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="reviews"))
    (part,) = (p for p in shell.window.findChildren(ReviewsSection) if p.isVisible())
    part.open_step(step)
    part.enter()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    _reaches_round(shell)


def test_that_the_way_comes_between_forward_and_the_command_field(shell: Shell, qtbot: QtBot) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="people"))
    bar = shell.window.tool_bar
    qtbot.waitUntil(bar.back.isEnabled)
    bar.back.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bar.back.hasFocus)
    found = [part for part in _round(shell) if bar.isAncestorOf(part)]
    assert [part.accessibleName() for part in found[:4]] == [
        "Back",
        "Accounts",
        "Meridian Foods",
        "Find or do anything…",
    ]
