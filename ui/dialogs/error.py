# SPDX-License-Identifier: Apache-2.0
"""The unexpected: a calm sentence and a report that can be copied or saved; nothing is sent."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

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
_CAUSES: Final = 5


def report_text(error: BaseException) -> str:
    """What a developer needs: versions, the kind of fault and the way through our code, with file names but no folders.

    The words of the fault are left out, as they may be those of a record or a path (reliability I74).
    """
    lines = [
        f"Waterline · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.release()}",
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "",
    ]
    for number, fault in enumerate(_chain(error)):
        lines.extend(["", "before that:"] if number else [])
        steps = traceback.extract_tb(fault.__traceback__)
        lines.extend(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in steps)
        lines.append(_kind(fault))
    return "\n".join(lines)


def _chain(error: BaseException) -> list[BaseException]:
    """The fault and what led to it."""
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found and len(found) < _CAUSES:
        found.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return found


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} {error.errno}"
    return f"{name} {error.code}" if isinstance(error, PlannerError) else name


class ErrorReport(HouseDialog):
    """Shows one report; its text can be marked, copied and saved."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("Waterline", parent, width=560, lead=tr("Something unexpected happened"))
        self.setObjectName("dlgReport")
        self.add_text(
            tr(
                "Your portfolio is safe: a step is kept whole or not at all. You can go on working. "
                "The report below is all of it: places in the program, nothing of your records. It is only sent if "
                "you send it."
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
