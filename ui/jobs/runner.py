# SPDX-License-Identifier: Apache-2.0
"""Runs planner functions off the GUI thread and brings their results back onto it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot

from planner.kernel.errors import Cancelled
from planner.kernel.override import override

Report = Callable[[int, int, str], None]
Work = Callable[[Report], Any]
_OUT: Final = 8  # so many jobs later the thread of one is out of it
_PAUSE: Final = 0.1  # seconds between two progress signals


class Job(QObject):
    """One running piece of work; lives on the GUI thread and belongs to its runner."""

    progressed = Signal(object, object, str)
    finished = Signal(object)
    _succeeded = Signal(object)
    _failed = Signal(object)
    _ended = Signal()

    def __init__(
        self,
        parent: QObject,
        title: str,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.note = ""
        self._done, self._fail = done, failed
        self._cancelled = False
        self._next = 0.0
        self.task: _Task | None = None
        self._succeeded.connect(self._on_success)
        self._failed.connect(self._on_failure)
        self._ended.connect(self._on_end)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled

    def report(self, done: int, total: int, note: str) -> None:
        """Called by the work: shows progress ten times a second at most; raises Cancelled when asked to stop."""
        if self._cancelled:
            raise Cancelled
        now = monotonic()
        if now >= self._next or done == total:
            self._next = now + _PAUSE
            self.progressed.emit(done, total, note)

    def perform(self, work: Work) -> None:
        """Called on the worker's thread; whatever happens, the end is announced."""
        try:
            self._succeeded.emit(work(self.report))
        except Cancelled:
            pass
        except Exception as error:
            self._failed.emit(error)
        finally:
            self._ended.emit()

    @Slot(object)
    def _on_success(self, result: object) -> None:
        if not self._cancelled:
            self._done(result)

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        if not self._cancelled:
            self._fail(error)

    @Slot()
    def _on_end(self) -> None:
        self.finished.emit(self)


class _Task(QRunnable):
    """What the pool runs; it owns nothing."""

    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job: Job | None = job
        self._work: Work | None = work

    @override
    def run(self) -> None:
        if self._job is not None and self._work is not None:
            self._job.perform(self._work)

    def let_go(self) -> None:
        """Its thread is out of it: a session or a window that it worked with lives no longer for its sake."""
        self._job = self._work = None


class JobRunner(QObject):
    """Starts jobs and keeps them until they have ended; `changed` tells that one began or ended.

    `busy_changed` comes after it where a job that the user knows of is the first to begin or the last to end.
    """

    changed = Signal()
    busy_changed = Signal()
    started = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self.live: list[Job] = []
        self._was_busy = False
        self._ended: deque[_Task] = deque()  # a task must outlive the return from its own run

    @property
    def busy(self) -> bool:
        """Whether a job that the user knows of (one with a title) runs."""
        return any(job.title for job in self.live)

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        title: str = "",
    ) -> Job:
        """Start ``work(report)``; ``done(result)`` or ``failed(error)`` come on the GUI thread, neither when cancelled.

        ``title`` names it in the progress strip; without one it runs unseen and changes nothing of the commands.
        """
        job = Job(self, title, done, failed)
        job.finished.connect(self._retire)
        self.live.append(job)
        job.task = _Task(job, work)
        self.started.emit(job)
        self._tell()
        self._pool.start(job.task)
        return job

    def wait(self) -> None:
        """Wait until all threads have stopped by themselves."""
        self._pool.waitForDone()

    def shutdown(self) -> None:
        """Cancel all jobs and wait until their threads have stopped; no handler is called any more."""
        for job in self.live:
            job.cancel()
        self._pool.waitForDone()
        for task in (*self._ended, *(job.task for job in self.live)):
            if task is not None:
                task.let_go()
        self._ended.clear()
        self.live.clear()
        self._was_busy = False

    @Slot(object)
    def _retire(self, job: Job) -> None:
        if job in self.live:
            self.live.remove(job)
        if job.task is not None:
            self._ended.append(job.task)
        if len(self._ended) > _OUT:
            self._ended.popleft().let_go()
        # What the job still names may be the last to hold this runner: it must not be deleted as our child once more.
        job.setParent(QCoreApplication.instance())
        job.deleteLater()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if self.busy != self._was_busy:
            self._was_busy = not self._was_busy
            self.busy_changed.emit()
