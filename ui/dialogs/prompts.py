# SPDX-License-Identifier: Apache-2.0
"""The few questions a program must ask, put by Qt; tests put others in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from planner.kernel.text import tr
from ui.dialogs.base import HouseDialog

_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


class QtPrompts:
    """Dialogs over one window; the focus goes back to where it was."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._folder: Path | None = None

    def confirm(self, question: str, verb: str, *, detail: str = "") -> bool:
        """Ask before something that can't be taken back; Cancel has the focus."""
        dialog = HouseDialog(question, self._window)
        if detail:
            dialog.add_text(detail, color="muted")
        cancel = dialog.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(dialog.reject)
        do = dialog.add_button(verb, primary=True, name="btnConfirm")
        do.clicked.connect(dialog.accept)
        cancel.setFocus()
        return self._ask(dialog)

    def pick_open(self, title: str, patterns: str) -> Path | None:
        """Ask for a file to open; begins in the folder of the file before, at first among the documents."""
        documents = Path(QStandardPaths.writableLocation(_DOCUMENTS))
        start = str(self._folder or (documents if documents.is_dir() else Path.home()))
        name, _ = QFileDialog.getOpenFileName(self._window, title, start, patterns)
        if name:
            self._folder = Path(name).parent
        return Path(name) if name else None

    def pick_save(self, title: str, proposed: Path, patterns: str) -> Path | None:
        """Ask where to save; the system asks before an existing file is replaced."""
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), patterns)
        return Path(name) if name else None

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        dialog = HouseDialog(title, self._window)
        dialog.add_text(text)
        dialog.add_close().setFocus()
        self._ask(dialog)

    def _ask(self, dialog: QDialog) -> bool:
        focus = QApplication.focusWidget()
        answer = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if focus is not None:
            focus.setFocus()
        return answer
