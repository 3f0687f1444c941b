# SPDX-License-Identifier: Apache-2.0
"""Background jobs: results on the GUI thread, cancelling, progress, shutting down."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.jobs.runner import Job, JobRunner, Report
from ui.jobs.strip import ProgressStrip


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.shutdown()


def fails(error: object) -> None:
    raise AssertionError(error)


def test_that_a_result_arrives_on_the_gui_thread(qtbot: QtBot, runner: JobRunner, qapp: QApplication) -> None:
    got: list[tuple[Any, bool]] = []

    def done(result: Any) -> None:
        got.append((result, QThread.currentThread() is qapp.thread()))

    def work(_report: Report) -> bool:
        return threading.current_thread() is threading.main_thread()

    runner.run(work, done=done, failed=fails)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(False, True)]


def test_that_a_job_faster_than_its_start_loses_no_result(qtbot: QtBot, runner: JobRunner) -> None:
    got: list[int] = []
    for n in range(50):
        runner.run(lambda _report, n=n: n, done=got.append, failed=fails)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(got) == 50)
    assert sorted(got) == list(range(50))
    qtbot.waitUntil(lambda: runner.live == [])


def test_that_a_fault_reaches_the_failure_handler_only(qtbot: QtBot, runner: JobRunner) -> None:
    faults: list[Exception] = []

    def work(_report: Report) -> None:
        raise ValueError("planted")

    runner.run(work, done=lambda _r: faults.append(AssertionError()), failed=faults.append)
    qtbot.waitUntil(lambda: bool(faults))
    assert [type(f) for f in faults] == [ValueError]


def test_that_cancelling_stops_at_the_next_report_and_calls_no_handler(qtbot: QtBot, runner: JobRunner) -> None:
    started, go_on = threading.Event(), threading.Event()
    steps: list[int] = []
    called: list[object] = []

    def work(report: Report) -> None:
        started.set()
        go_on.wait(5)
        for n in range(1000):
            report(n, 1000, "")
            steps.append(n)

    job = runner.run(work, done=called.append, failed=called.append, title="Long")
    assert started.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: runner.live == [])
    assert (steps, called) == ([], [])


def test_that_progress_is_told_at_most_about_ten_times_a_second(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[int] = []
    done: list[object] = []
    followed = threading.Event()

    def work(report: Report) -> None:
        assert followed.wait(5)
        for n in range(1, 20_001):
            report(n, 20_000, "step")

    job = runner.run(work, done=done.append, failed=fails)
    job.progressed.connect(lambda at, _total, _note: told.append(at))
    followed.set()
    qtbot.waitUntil(lambda: bool(done))
    assert told[-1] == 20_000
    assert len(told) < 200


def test_that_progress_counts_beyond_32_bits(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[int] = []
    job = Job(runner, "", lambda _r: None, fails)
    job.progressed.connect(lambda at, _total, _note: told.append(at))
    job.report(2**40, 2**40, "")
    assert told == [2**40]


def test_that_shutdown_waits_for_a_running_job(qtbot: QtBot) -> None:
    runner = JobRunner()
    ended = threading.Event()
    started = threading.Event()
    called: list[object] = []

    def work(report: Report) -> None:
        started.set()
        try:
            for _ in range(10**9):
                report(0, 0, "")
        finally:
            ended.set()

    runner.run(work, done=called.append, failed=called.append)
    assert started.wait(5)
    runner.shutdown()
    assert ended.is_set()
    assert called == []


def test_that_only_titled_jobs_make_the_window_busy(qtbot: QtBot, runner: JobRunner) -> None:
    hold = threading.Event()
    done: list[object] = []
    told: list[bool] = []
    runner.busy_changed.connect(lambda: told.append(runner.busy))
    runner.run(lambda _report: hold.wait(5), done=done.append, failed=fails)
    busy = [runner.busy]
    runner.run(lambda _report: hold.wait(5), done=done.append, failed=fails, title="Import")
    busy.append(runner.busy)
    assert busy == [False, True]
    hold.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    qtbot.waitUntil(lambda: told == [True, False] and not runner.live)


def test_that_the_strip_shows_a_long_job_and_cancels_it(qtbot: QtBot, runner: JobRunner) -> None:
    strip = ProgressStrip(runner, after_ms=0)
    qtbot.addWidget(strip)
    go_on = threading.Event()

    def work(report: Report) -> None:
        report(1, 4, "reading")
        go_on.wait(5)
        report(2, 4, "reading")

    runner.run(work, done=fails, failed=fails, title="Import")
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: strip.label.full_text() == "Import: reading")
    assert strip.bar.value() == 250
    strip.cancel.click()
    assert not strip.cancel.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_that_a_short_job_shows_no_strip(qtbot: QtBot, runner: JobRunner) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    done: list[object] = []
    runner.run(lambda _report: 1, done=done.append, failed=fails, title="Quick")
    qtbot.waitUntil(lambda: runner.live == [])
    assert not strip.isVisible()
    assert done == [1]


class _Owner(QObject):
    """Owns a runner and is held by nobody but the job it started."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.jobs = JobRunner(self)

    def go(self) -> None:
        self.jobs.run(lambda _report: "done", done=self.done, failed=fails)

    def done(self, text: str) -> None:
        self.told.emit(text)


def test_that_the_last_job_may_take_its_runner_along(qtbot: QtBot) -> None:
    """The job was deleted twice, by itself and as a child of the runner that it alone had held."""
    for _ in range(5):
        gone = _left_to_its_job(qtbot)
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert gone == ["owner"]


def _left_to_its_job(qtbot: QtBot) -> list[str]:
    owner, gone = _Owner(), list[str]()
    owner.destroyed.connect(lambda: gone.append("owner"))
    with qtbot.waitSignal(owner.told):
        owner.go()
    owner.jobs.shutdown()
    return gone
