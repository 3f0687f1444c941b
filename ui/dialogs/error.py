# SPDX-License-Identifier: Apache-2.0
"""The unexpected: a calm sentence and a report that can be copied or saved; nothing is sent."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.files import write_atomic
from planner.safe.log import get_logger
from ui.dialogs.asking import Asking
from ui.dialogs.base import HouseDialog

_log = get_logger("ui")


def report_text(error: BaseException) -> str:
    """What a developer needs: versions and the way through our code, with file names but no folders."""
    lines = [
        f"Waterline · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.release()}",
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "",
    ]
    steps = traceback.extract_tb(error.__traceback__)
    lines.extend(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
    lines.append(f"{type(error).__name__}: {error}")
    return "\n".join(lines)


class ErrorReport(HouseDialog):
    """Shows one report; its text can be marked, copied and saved."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("Waterline", parent, width=560, lead=tr("Something unexpected happened"))
        self.setObjectName("dlgReport")
        self.add_text(
            tr(
                "Your portfolio is safe: a step is kept whole or not at all. You can go on working. "
                "The report may hold words from your records; it is only sent if you send it."
            )
        )
        self.report = QPlainTextEdit(report_text(error), self)
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(180)
        self.report.setAccessibleName(tr("Report"))
        self.column.addWidget(self.report)
        copy = self.add_button(tr("Copy"), name="btnCopy")
        copy.clicked.connect(self._copy)
        save = self.add_button(tr("Save report…"), name="btnSaveReport")
        save.clicked.connect(self._save)
        self.add_close().setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _save(self) -> None:
        asking = Asking(self)
        name, _ = QFileDialog.getSaveFileName(self, tr("Save report"), "waterline-report.txt", tr("Text (*.txt)"))
        asking.go_on()
        if not name:
            return
        try:
            write_atomic(Path(name), self.report.toPlainText().encode(), private=True)
        except PlannerError as problem:
            self.add_text(str(problem))


def show_report(error: BaseException, parent: QWidget | None = None) -> None:
    """Log the kind and place of a fault and show its report; a second one while it is open only goes to the log."""
    _log.exception("unexpected", error)
    if _open:
        return
    dialog = ErrorReport(error, parent)
    _open.append(dialog)
    try:
        dialog.exec()
    finally:
        _open.clear()
        dialog.deleteLater()


_open: list[ErrorReport] = []
