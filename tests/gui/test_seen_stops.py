# SPDX-License-Identifier: Apache-2.0
"""Every stop of Tab shows that the focus is there: the picture with it differs from the picture without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.services import customers, portfolio
from tests.gui.shells import account_of, session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.export_plan import ExportDialog
from ui.screens.review.section import ReviewsSection

MOST, REACH = 150, 6
SECTIONS = ("overview", "profile", "people", "reviews", "risks", "actions", "timeline", "files", "sites")


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


@pytest.fixture
def bare(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on one account with nothing in it."""
    path = tmp_path / "bare.waterline"
    session = portfolio.create(path, me_name="A. Vidal", clock=clock)
    customers.add_account(session, "Meridian Foods")
    session.close()
    with shell_on(path, qtbot, clock) as made:
        yield made


# Details that come by a job may move a part between two looks; one that is never marked is missed by all of them.
_LOOKS = 3


def _picture(part: QWidget) -> QImage:
    """A part with a little of what lies round it, without a blinking caret."""
    window = part.window()
    area = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).adjusted(-REACH, -REACH, REACH, REACH)
    return window.grab(area.intersected(window.rect())).toImage()


def _is_seen(part: QWidget) -> bool:
    """Whether a part with the focus looks different from the same part without it."""
    if isinstance(part, QLineEdit | QPlainTextEdit):
        QApplication.setCursorFlashTime(0)
    QApplication.processEvents()
    with_focus = _picture(part)
    part.clearFocus()
    without = _picture(part)
    part.setFocus(Qt.FocusReason.TabFocusReason)
    return with_focus != without


def _name(part: QWidget) -> str:
    return f"{type(part).__name__} {part.objectName()} {part.accessibleName()}".strip()


def _unseen(first: QWidget) -> list[str]:
    """The stops from the focus of now, round the window, that do not show that the focus is there."""
    seen: list[QWidget] = []
    found: list[str] = []
    at: QWidget | None = first
    for _ in range(MOST):
        assert at is not None
        if at in seen:
            return found
        seen.append(at)
        if not any(_is_seen(at) for _ in range(_LOOKS)):
            found.append(_name(at))
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    raise AssertionError("no end of Tab")


def _arrived(qtbot: QtBot) -> QWidget:
    """Where the focus comes to rest."""
    for _ in range(3):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("page", ["today", "accounts", "portfolio", "charts", "actions", "trash", "settings"])
@pytest.mark.parametrize("state", ["shell", "bare"])
def test_that_every_stop_of_a_page_is_seen(request: pytest.FixtureRequest, qtbot: QtBot, page: str, state: str) -> None:
    shell: Shell = request.getfixturevalue(state)
    shell.window.go(Place(page=page))
    assert _unseen(_arrived(qtbot)) == []


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("state", ["shell", "bare"])
def test_that_every_stop_of_a_section_is_seen(
    request: pytest.FixtureRequest, qtbot: QtBot, section: str, state: str
) -> None:
    shell: Shell = request.getfixturevalue(state)
    shell.window.go(Place(page="account", account_id=account_of(shell), section=section))
    assert _unseen(_arrived(qtbot)) == []


@pytest.mark.parametrize("step", range(4))
def test_that_every_stop_of_a_review_is_seen(shell: Shell, qtbot: QtBot, step: int) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="reviews"))
    (part,) = (p for p in shell.window.findChildren(ReviewsSection) if p.isVisible())
    part.open_step(step)
    part.enter()
    assert _unseen(_arrived(qtbot)) == []


def test_that_every_stop_of_the_export_window_is_seen(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    dialog = ExportDialog(shell.app, account_of(shell), shell.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.pages.count() > 2)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert _unseen(_arrived(qtbot)) == []
    dialog.reject()
    assert session_of(shell).closed is False


def test_that_sections_by_key_arrive_on_something_seen(bare: Shell, qtbot: QtBot) -> None:
    bare.window.go(Place(page="account", account_id=account_of(bare), section="overview"))
    unseen = []
    for number, section in enumerate(SECTIONS, start=1):
        QTest.keyClick(_arrived(qtbot), Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        at = _arrived(qtbot)
        if bare.window.stack.pages.isAncestorOf(at) and not _is_seen(at):
            unseen.append((section, _name(at)))
    assert unseen == []
