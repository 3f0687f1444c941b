# SPDX-License-Identifier: Apache-2.0
"""What is made later has its place in the order of Tab, and a new row is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from tests.gui.shells import account_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.forms.item_editor import ItemTableEditor
from ui.screens.parts.evidence_box import EvidenceBox
from ui.screens.review.section import ReviewsSection
from ui.widgets.rows import ListRow


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _way(first: QWidget, steps: int) -> list[QWidget]:
    """The stops of Tab from a part on."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = [_focus()]
    for _ in range(steps):
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)
        found.append(_focus())
    return found


def _box(shell: Shell, qtbot: QtBot) -> EvidenceBox:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="people"))
    details = shell.window.stack.details
    qtbot.waitUntil(lambda: any(b.isVisible() and b.findChildren(ListRow) for b in details.findChildren(EvidenceBox)))
    return next(b for b in details.findChildren(EvidenceBox) if b.isVisible())


def test_that_evidence_and_its_form_come_in_reading_order(shell: Shell, qtbot: QtBot) -> None:
    box = _box(shell, qtbot)
    for _ in range(3):
        QApplication.processEvents()  # the pane may still be filled with another person
    box.ask()
    qtbot.waitUntil(lambda: box.isAncestorOf(_focus()) and _focus().isVisible())
    rows = [row for row in box.findChildren(ListRow) if row.isVisible()]
    way = _way(box.title.link_stop(), len(rows) + 6)
    assert way[1 : len(rows) + 1] == rows
    names = [part.accessibleName() for part in way[len(rows) + 1 :]]
    assert names == ["Kind", "Grade", "In short", "Date", "Cancel", "Add"]


def _plans(shell: Shell, qtbot: QtBot) -> ReviewsSection:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="reviews"))
    (part,) = (p for p in shell.window.findChildren(ReviewsSection) if p.isVisible())
    part.open_step(3)
    part.enter()
    qtbot.waitUntil(lambda: any(row.isVisible() for row in part.plans._rows.values()))
    return part


def test_that_the_risks_of_the_plans_step_come_after_the_steps(shell: Shell, qtbot: QtBot) -> None:
    part = _plans(shell, qtbot)
    rows = list(part.plans._rows.values())
    way = _way(part.steps.step_button(3), 3)
    assert way[1].objectName() == "btnCustomerView"
    assert way[2] in rows
    assert part.plans.body.isAncestorOf(way[3])


def test_that_a_new_row_of_a_plan_is_in_sight_with_the_keys(shell: Shell, qtbot: QtBot) -> None:
    plans = _plans(shell, qtbot).plans
    plans.choose(next(line.risk.id for line in plans._lines if line.plan is not None))
    qtbot.waitUntil(lambda: any(e.isVisible() for e in plans.findChildren(ItemTableEditor)))
    editor = next(e for e in plans.findChildren(ItemTableEditor) if e.isVisible())
    area = next(area for area in plans.findChildren(QScrollArea) if area.isAncestorOf(editor))
    for _ in range(4):
        editor.add_row()
        QApplication.processEvents()
    port = area.viewport()

    def seen(part: QWidget) -> bool:
        return port.rect().contains(QRect(part.mapTo(port, QPoint(0, 0)), part.size()))

    qtbot.waitUntil(lambda: seen(editor.add_button))
    assert editor.table.isAncestorOf(_focus())
    assert seen(_focus())
