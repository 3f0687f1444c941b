# SPDX-License-Identifier: Apache-2.0
"""Charts by keys: arrival is seen, Enter goes to the evidence, the menu has both ways, the palette finds charts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.render.scene import Mark
from planner.services import crud
from tests.gui.shells import account_of, session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.charts import ChartsScreen
from ui.widgets.rows import ListRow

Key = Qt.Key


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


def _charts(shell: Shell, kind: str = "health") -> ChartsScreen:
    shell.window.go(Place(page="charts", account_id=account_of(shell), section=kind))
    screen = shell.window.stack.current()
    assert isinstance(screen, ChartsScreen)
    assert QApplication.focusWidget() is screen.panel.canvas
    return screen


def _stops(screen: ChartsScreen) -> list[Mark]:
    scene = screen.panel.canvas.scene()
    assert scene is not None
    return [mark for mark in scene.marks if mark.stop]


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["health", "risk-matrix"])
def test_that_arrival_at_a_chart_is_seen(shell: Shell, kind: str) -> None:
    canvas = _charts(shell, kind).panel.canvas
    QApplication.processEvents()
    arrived = shell.window.grab().toImage()
    canvas.clearFocus()
    assert shell.window.grab().toImage() != arrived


@pytest.mark.parametrize("kind", ["health", "risk-matrix"])
def test_that_enter_on_a_mark_goes_to_its_evidence_and_esc_comes_back(shell: Shell, qtbot: QtBot, kind: str) -> None:
    screen = _charts(shell, kind)
    canvas = screen.panel.canvas
    if shell.window.details_open:
        shell.window.trigger("view.details")
    QTest.keyClick(canvas, Key.Key_Right)
    canvas.focus_mark(next(mark.id for mark in _stops(screen) if mark.records))
    QTest.keyClick(canvas, Key.Key_Return)
    qtbot.waitUntil(screen.why.isVisible)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), ListRow))
    assert screen.why.isAncestorOf(_focus())
    QTest.keyClick(_focus(), Key.Key_Escape)
    assert _focus() is canvas


def test_that_enter_on_an_empty_cell_says_what_it_is(shell: Shell) -> None:
    screen = _charts(shell, "risk-matrix")
    empty = next(mark for mark in _stops(screen) if not mark.records)
    screen.panel.canvas.focus_mark(empty.id)
    QTest.keyClick(screen.panel.canvas, Key.Key_Return)
    assert shell.window.notices.host.toast.message() == empty.sentence
    assert _focus() is screen.panel.canvas


def test_that_a_press_of_the_mouse_leaves_the_keys_in_the_chart(shell: Shell) -> None:
    canvas = _charts(shell).panel.canvas
    x, y = _stops(_charts(shell))[0].box.middle
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert _focus() is canvas


def test_that_the_menu_shows_evidence_and_resets_only_what_has_changed(shell: Shell, qtbot: QtBot) -> None:
    screen = _charts(shell)
    actions = shell.window.actions_of.actions
    shell.window.refresh_actions()
    assert actions["chart.evidence"].text().endswith("\tEnter")
    assert not actions["chart.reset"].isEnabled()
    actions["chart.evidence"].trigger()
    qtbot.waitUntil(lambda: screen.why.isAncestorOf(_focus()))
    screen.tools.day_chosen.emit(session_of(shell).today() - timedelta(days=30))
    shell.window.trigger("chart.table")
    qtbot.waitUntil(actions["chart.reset"].isEnabled)
    actions["chart.reset"].trigger()
    assert screen.day == session_of(shell).today()
    assert not screen.panel.showing_table()
    assert screen.panel.canvas.current_mark() is None
    qtbot.waitUntil(lambda: not actions["chart.reset"].isEnabled())


def test_that_the_palette_finds_the_charts_of_an_account(shell: Shell) -> None:
    box = shell.window.palette_box
    box.open("risk ma meri")
    assert [item.title for item in box.items()][:1] == ["Risk matrix – Meridian Foods"]
    QTest.keyClick(box.edit, Key.Key_Return)
    place = shell.window.place()
    assert (place.page, place.account_id, place.section) == ("charts", account_of(shell), "risk-matrix")


def test_that_a_chart_alone_is_offered_for_the_accounts_seen_last(shell: Shell) -> None:
    names = [a.name for a in crud.every(session_of(shell), ACCOUNT)]
    _charts(shell)
    box = shell.window.palette_box
    box.open("health chart")
    titles = [item.title for item in box.items() if item.place is not None and item.place.page == "charts"]
    assert titles[0] == "Health chart – Meridian Foods"
    assert 1 < len(titles) <= min(3, len(names))
