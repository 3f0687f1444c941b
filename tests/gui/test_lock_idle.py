# SPDX-License-Identifier: Apache-2.0
"""An encrypted portfolio locks when nobody is there, and when the system says that its user leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from tests.gui.locks import sealed_portfolio, sealed_shell
from ui.bootstrap import Shell
from ui.dialogs.base import HouseDialog
from ui.windows.idle import IdleWatch, Now
from ui.windows.locking import Locking


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Shell]:
    """The active window on an encrypted portfolio."""
    with sealed_shell(sealed_portfolio(tmp_path), qtbot, clock) as made:
        yield made


# -- when nobody is there


class _Clock:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.running, self.wall = 100.0, 1000.0

    def __call__(self) -> Now:
        return Now(self.running, self.wall)

    def pass_by(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def idle(shell: Shell, qtbot: QtBot) -> tuple[Locking, IdleWatch, _Clock]:
    """The watch of the window, with a clock of the test's own; ten minutes are allowed."""
    locking, clock = shell.locking, _Clock()
    watch = locking.idle
    assert watch is not None
    watch._clock = clock
    watch.stop()
    watch.start(shell.window.windowHandle())
    return locking, watch, clock


def test_that_it_locks_after_the_chosen_time_and_not_before(
    shell: Shell, qtbot: QtBot, idle: tuple[Locking, IdleWatch, _Clock]
) -> None:
    locking, watch, clock = idle
    clock.pass_by(599)
    watch.look()
    assert not locking.under_way
    clock.pass_by(1)
    watch.look()
    qtbot.waitUntil(lambda: locking.page is not None)


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_that_keys_and_mouse_begin_the_time_anew(
    shell: Shell, idle: tuple[Locking, IdleWatch, _Clock], way: str
) -> None:
    locking, watch, clock = idle
    clock.pass_by(500)
    handle = shell.window.windowHandle()
    if way == "key":
        QTest.keyClick(handle, Qt.Key.Key_Down)
    else:
        QTest.mouseMove(handle)
    QApplication.processEvents()
    clock.pass_by(500)
    watch.look()
    assert not locking.under_way
    clock.pass_by(100)
    watch.look()
    assert locking.under_way


def test_that_a_sleep_that_nothing_told_locks_on_waking_even_before_the_first_key_counts(
    shell: Shell, idle: tuple[Locking, IdleWatch, _Clock]
) -> None:
    locking, _watch, clock = idle
    clock.wall += 3600  # the other clock stood still
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert locking.under_way or locking.page is not None


def test_that_a_wall_clock_put_back_wins_no_time(idle: tuple[Locking, IdleWatch, _Clock]) -> None:
    locking, watch, clock = idle
    clock.wall -= 86400
    clock.running += 600
    watch.look()
    assert locking.under_way


def test_that_never_is_never_and_a_new_choice_holds_at_once(
    shell: Shell, idle: tuple[Locking, IdleWatch, _Clock]
) -> None:
    locking, watch, clock = idle
    shell.save_settings(replace(shell.settings, lock_after=0))
    clock.pass_by(100_000)
    watch.look()
    assert not locking.under_way
    shell.save_settings(replace(shell.settings, lock_after=1))
    watch.look()
    assert locking.under_way


# -- by its own keys


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_K])
def test_that_its_keys_lock_also_with_a_dialog_in_front(shell: Shell, qtbot: QtBot, key: Qt.Key) -> None:
    dialog = HouseDialog("New: Account", shell.window)
    dialog.column.addWidget(QLineEdit(dialog))
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    if key == Qt.Key.Key_L:
        qtbot.waitUntil(lambda: shell.locking.page is not None)
    assert dialog.isVisible() is (shell.locking.page is None) is (key == Qt.Key.Key_K)
    dialog.close()


def test_that_the_locks_key_is_the_pointers_while_a_show_runs(shell: Shell, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    shell.window.setProperty("standsAway", "show")
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(0)
    assert not shell.locking.under_way
    assert shell.locking.page is None
    shell.window.setProperty("standsAway", None)
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.locking.page is not None)
