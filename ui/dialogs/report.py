# SPDX-License-Identifier: Apache-2.0
"""Report a problem: shows the text that would be saved, which can be added to; nothing is ever sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.settings import Settings
from planner.kernel.text import tr
from planner.safe.files import write_atomic
from planner.services.problem_report import report
from planner.services.session import Session
from ui.dialogs.about import version
from ui.dialogs.base import HouseDialog
from ui.later import Later
from ui.ports import Prompts


class ProblemReport(HouseDialog):
    """One report; what stands in the text is what is saved."""

    def __init__(self, text: str, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(tr("Report a problem"), parent, width=640)
        self.setObjectName("dlgProblem")
        self._prompts = prompts
        self.saved: Path | None = None
        self.add_text(
            tr(
                "This is all that the report holds: versions, settings, how many records, and codes from the log. "
                "Add what happened at the top. It is saved as a text file where you choose; nothing is sent."
            )
        )
        self.text = QPlainTextEdit(text, self)
        self.text.setObjectName("edtProblem")
        self.text.setAccessibleName(tr("Report"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(320)
        self.column.addWidget(self.text, 1)
        self.told = self.add_text("")
        self.told.hide()
        self.add_close()
        self.save = self.add_button(tr("Save report…"), primary=True, name="btnSaveReport")
        self.save.clicked.connect(self._save)
        self._later = Later(self, self._begin)
        self._later.start()  # once the field has its size, so that it begins at the top
        self.text.setFocus()

    def _begin(self) -> None:
        """The caret stands where the user's own words go."""
        cursor = self.text.textCursor()
        lines = self.text.toPlainText().splitlines()
        cursor.setPosition(len("\n".join(lines[:4])))
        self.text.setTextCursor(cursor)
        self.text.verticalScrollBar().setValue(0)

    def _save(self) -> None:
        path = self._prompts.pick_save(tr("Save report"), _proposed(), tr("Text (*.txt)"))
        if path is None:
            return
        try:
            write_atomic(path, self.text.toPlainText().encode(), private=True)
        except PlannerError as problem:
            self._tell(str(problem))
            return
        self.saved = path
        self._tell(tr("Saved {name}", name=path.name))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()


def show_problem_report(session: Session | None, settings: Settings, prompts: Prompts, window: QWidget) -> None:
    """Make the report and show it."""
    versions = {"Waterline": version(), "Qt": qVersion()}
    text = report(session, settings, versions, paths.config_folder() / "logs" / "waterline.log")
    dialog = ProblemReport(text, prompts, window)
    dialog.exec()
    dialog.deleteLater()


def _proposed() -> Path:
    from PySide6.QtCore import QStandardPaths

    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return (found if found.is_dir() else Path.home()) / "waterline-report.txt"
