# SPDX-License-Identifier: Apache-2.0
"""The groups of Settings: their list leads to each and follows the page; Tab reaches all, and shows where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from tests.fakes import FakePrompts
from tests.gui.shells import shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.first_run import FirstRun
from ui.dialogs.protect import ProtectDialog
from ui.screens.settings_screen import SettingsScreen

GROUPS = ("appearance", "language", "me", "planning", "data", "protection", "privacy", "about")
MOST = 150


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample, at Settings."""
    with shell_on(sample_file, qtbot, clock) as made:
        made.window.resize(1366, 768)
        made.window.go(Place(page="settings"))
        qtbot.waitUntil(lambda: isinstance(made.window.stack.current(), SettingsScreen))
        yield made


def _screen(shell: Shell, qtbot: QtBot) -> SettingsScreen:
    screen = shell.window.stack.current()
    assert isinstance(screen, SettingsScreen)
    qtbot.waitUntil(lambda: screen.refreshes > 0 and screen.groups.area.verticalScrollBar().maximum() > 0)
    return screen


def test_that_the_list_leads_to_each_group_and_follows_the_page(shell: Shell, qtbot: QtBot) -> None:
    shell.window.resize(1180, 768)
    groups = _screen(shell, qtbot).groups
    qtbot.waitUntil(lambda: not groups.two)
    assert groups.list.keys() == GROUPS
    bar = groups.area.verticalScrollBar()
    for key in GROUPS:
        groups.list.choose(key)
        assert groups.list.key() == key
        head = groups._heads[key]
        place = head.mapTo(groups.area.viewport(), QPoint(0, 0)).y()
        assert 0 <= place <= groups.area.viewport().height() - head.height()
    bar.setValue(0)
    assert groups.list.key() == "appearance"
    bar.setValue(groups._top(groups._heads["planning"]))
    assert groups.list.key() == "planning"
    bar.setValue(bar.maximum())
    assert groups.list.key() == "about"


def test_that_a_place_names_a_group(shell: Shell, qtbot: QtBot) -> None:
    screen = _screen(shell, qtbot)
    shell.window.go(Place(page="settings", section="data"))
    assert screen.groups.list.key() == "data"


@pytest.mark.parametrize(
    ("width", "text", "two"),
    [(1920, 100, True), (1366, 100, True), (1920, 150, True), (1180, 100, False), (1366, 150, False)],
)
def test_that_groups_stand_in_two_columns_where_there_is_room(
    shell: Shell, qtbot: QtBot, width: int, text: int, two: bool
) -> None:
    groups = _screen(shell, qtbot).groups
    shell.save_settings(replace(shell.settings, text_scale=text))
    shell.window.resize(width, 1080)
    qtbot.waitUntil(lambda: groups.two is two and shell.window.width() == width)
    qtbot.waitUntil(lambda: groups.area.horizontalScrollBar().maximum() == 0)
    left, right = (groups._heads[key].mapTo(groups, QPoint(0, 0)) for key in ("appearance", "data"))
    assert (right.x() > left.x() and right.y() == left.y()) is two
    for key, head in groups._heads.items():
        groups.list.choose(key)
        place = head.mapTo(groups.area.viewport(), QPoint(0, 0)).y()
        assert 0 <= place <= groups.area.viewport().height() - head.height()
        assert groups.list.key() == key


def test_that_the_list_follows_two_columns_by_the_group_at_the_top(shell: Shell, qtbot: QtBot) -> None:
    groups = _screen(shell, qtbot).groups
    qtbot.waitUntil(lambda: groups.two)
    bar = groups.area.verticalScrollBar()
    bar.setValue(groups._top(groups._heads["language"]))
    assert groups.list.key() == "language"
    bar.setValue(bar.maximum())
    assert groups.list.key() in {"planning", "privacy"}
    bar.setValue(0)
    assert groups.list.key() == "appearance"


def test_that_the_group_chosen_in_the_list_is_marked_where_others_stand_beside_it(shell: Shell, qtbot: QtBot) -> None:
    groups = _screen(shell, qtbot).groups
    shell.window.resize(1920, 1080)
    qtbot.waitUntil(lambda: groups.two)
    for key in GROUPS:
        groups.list.choose(key)
        assert [one for one, head in groups._heads.items() if head._color == "accent"] == [key]
    shell.window.resize(1180, 768)
    qtbot.waitUntil(lambda: not groups.two)
    assert not [one for one, head in groups._heads.items() if head._color == "accent"]


def test_that_the_list_goes_where_it_has_no_room(shell: Shell, qtbot: QtBot) -> None:
    groups = _screen(shell, qtbot).groups
    assert groups.list.isVisible()
    groups.resize(500, 600)
    assert not groups.list.isVisible()


def test_that_every_stop_of_tab_in_settings_shows_that_it_has_the_keys(shell: Shell, qtbot: QtBot) -> None:
    screen = _screen(shell, qtbot)
    shell.window.activateWindow()
    stops = _unseen(shell.window, screen, screen.groups.list.row("appearance"), qtbot)
    assert len(stops) > 25
    assert [name for name, seen in stops if not seen] == []


def test_that_every_stop_of_tab_in_the_first_run_shows_that_it_has_the_keys(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    dialog = FirstRun(Settings(), None)
    qtbot.addWidget(dialog)
    dialog.name.setText("A. Vidal")
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    for number in range(4):
        first = QApplication.focusWidget()
        assert first is not None
        stops = _unseen(dialog, dialog, first, qtbot)
        assert len(stops) > 2
        assert [name for name, seen in stops if not seen] == [], f"page {number + 1}"
        (dialog.next if number != 2 else dialog.starts["account"]).click()


def test_that_tab_reaches_every_part_of_the_password_and_of_the_recovery_key(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ProtectDialog(tmp_path / "mine.waterline", FakePrompts())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert {"radSealed", "edtPassword", "edtPasswordAgain", "btnCancel", "btnProtectGo"} == _names(dialog)
    for edit in (dialog.pages.pair.password, dialog.pages.pair.again):
        edit.setText("four words and a river")
    dialog.pages.go()
    copying = {"btnPrintRecovery", "btnKeepRecovery", "btnCopyRecovery"}
    assert {"edtProof", "btnProtectBack", "btnCancel", "btnProtectGo", *copying} == _names(dialog)


def _names(window: QWidget) -> set[str]:
    names: set[str] = set()
    for _ in range(MOST):
        at = QApplication.focusWidget()
        assert at is not None
        if at.objectName() in names:
            return names
        names.add(at.objectName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError("no end of Tab")


def _unseen(window: QWidget, page: QWidget, first: QWidget, qtbot: QtBot) -> list[tuple[str, bool]]:
    """Each stop of Tab within a page, and whether what is painted round it tells that it has the focus."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[tuple[str, bool]] = []
    seen: list[QWidget] = []
    for _ in range(MOST):
        at = QApplication.focusWidget()
        assert at is not None
        if at in seen:
            break
        seen.append(at)
        if page.isAncestorOf(at):
            stops.append((f"{type(at).__name__} {at.objectName()} {at.accessibleName()}", _differs(window, at, qtbot)))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return stops


def _differs(window: QWidget, at: QWidget, qtbot: QtBot) -> bool:
    QApplication.processEvents()
    with_it = _round(window, at)
    at.clearFocus()
    QApplication.processEvents()
    without = _round(window, at)
    at.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    wide, high = with_it.width(), with_it.height()
    changed = sum(with_it.pixel(x, y) != without.pixel(x, y) for x in range(wide) for y in range(0, high, 2))
    return changed > (wide + high) // 2


def _round(window: QWidget, at: QWidget) -> QImage:
    place = at.rect().translated(at.mapTo(window, QPoint(0, 0))).adjusted(-5, -5, 5, 5)
    return window.grab(place & window.rect()).toImage()
