# SPDX-License-Identifier: Apache-2.0
"""The progress strip: what a long job does, how far it is, and Cancel; shown after one second."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from planner.kernel.text import tr
from ui.jobs.runner import Job, JobRunner
from ui.later import Later
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

SHOW_AFTER_MS: Final = 1000


class ProgressStrip(Panel):
    """Follows the newest job with a title; shorter ones are never seen."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None, *, after_ms: int = SHOW_AFTER_MS) -> None:
        super().__init__(parent, fill="bar_info", lines="t", line="bar_info_edge")
        self.setObjectName("jobStrip")
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        self.label = PlainLabel("", self, elide=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(200)
        self.cancel = Button(tr("Cancel"), self, small=True)
        self.cancel.setObjectName("btnCancelJob")
        row.addWidget(self.label, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self._timer = Later(self, self._appear, after_ms)
        self.cancel.clicked.connect(self._cancel)
        runner.started.connect(self._follow)
        self.hide()

    @Slot(object)
    def _follow(self, job: Job) -> None:
        if not job.title:
            return
        self._job = job
        self.label.setText(job.title)
        self.bar.setRange(0, 0)
        self.cancel.set_off("")
        job.progressed.connect(self._progress)
        job.finished.connect(self._end)
        self._timer.start()

    @Slot()
    def _appear(self) -> None:
        self.setVisible(self._job is not None)

    @Slot(object, object, str)
    def _progress(self, done: int, total: int, note: str) -> None:
        # The bar counts in thousandths, because its own numbers end at 32 bits.
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)
        if self._job is not None:
            self.label.setText(tr("{title}: {step}", title=self._job.title, step=note) if note else self._job.title)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.label.setText(tr("Stopping; nothing of it is kept."))
            self.cancel.set_off(tr("Stopping already."))

    @Slot(object)
    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._timer.stop()
            self.hide()
