# SPDX-License-Identifier: Apache-2.0
"""What refers to itself is freed on the windows' own thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.collector import Collector, collect_due, thaw
from ui.jobs.runner import JobRunner


class _Knot:
    """A widget in a circle of references, as a closed dialog with its handlers is one."""

    def __init__(self) -> None:
        self.widget = QWidget()
        self.me = self


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    thaw()


def _make_rubbish(report: Callable[[int, int, str], None]) -> None:
    """Enough new circles for Python's collector to run many times, were it allowed to."""
    for n in range(20_000):
        circle: list[object] = [n]
        circle.append(circle)
    report(1, 1, "")


def _forgotten_knot() -> list[threading.Thread]:
    """A knot that nothing refers to any more; the answer is filled with the thread that frees it."""
    freed_by: list[threading.Thread] = []
    knot = _Knot()
    weakref.finalize(knot, lambda: freed_by.append(threading.current_thread()))
    return freed_by


def test_that_a_job_frees_no_widget(qtbot: QtBot) -> None:
    gc.collect()
    runner = JobRunner()
    freed_by = _forgotten_knot()
    ended: list[object] = []
    runner.run(_make_rubbish, done=ended.append, failed=ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    runner.shutdown()
    gc.collect()  # unless the collector of a window that is still there was quicker
    assert freed_by == [threading.main_thread()]


def test_that_a_little_rubbish_is_left_for_later() -> None:
    gc.collect()
    freed_by = _forgotten_knot()
    assert collect_due() == 0
    assert freed_by == []
    gc.collect()


def test_that_rubbish_goes_while_the_program_is_at_rest(qtbot: QtBot) -> None:
    thaw()
    gc.collect()
    parent = QObject()
    Collector(parent, every_ms=5)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    freed_by = _forgotten_knot()
    _make_rubbish(lambda *_: None)
    qtbot.waitUntil(lambda: bool(freed_by))
    assert freed_by == [threading.main_thread()]
