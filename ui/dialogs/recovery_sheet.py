# SPDX-License-Identifier: Apache-2.0
"""A recovery key as it is handed over: shown, printed or saved, and its end typed back to show that it was kept."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.keys import new_recovery_key
from ui.ports import Prompts
from ui.widgets.button import Button
from ui.widgets.clip_note import ClipNote
from ui.widgets.field import FieldBox
from ui.widgets.flow import FlowLayout
from ui.widgets.safe import PlainLabel
from ui.widgets.secret_clip import guard

_ASKED: Final = 4  # how many signs of the recovery key are typed to show that it was kept


class RecoverySheet(QWidget):
    """``recovery`` is a fresh key; it counts once `proves` said yes. Enter in the field sends `entered`."""

    entered = Signal()

    def __init__(self, path: Path, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recovery = new_recovery_key()
        self._path, self._prompts = path, prompts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = tr("This key opens the portfolio when the password is forgotten. Nobody can make another one for you.")
        column.addWidget(PlainLabel(words, self, wrap=True))
        self.key = PlainLabel(self.recovery, self, role="section", wrap=True, selectable=True)
        self.key.setAccessibleName(tr("Recovery key"))
        guard(self.key)
        column.addWidget(self.key)
        holder = QWidget(self)
        flow = FlowLayout(holder, gap=8)
        for text, icon, name, work in (
            (tr("Print…"), "printer", "btnPrintRecovery", self._print),
            (tr("Save it as a text file…"), "file-text", "btnKeepRecovery", self._keep),
            (tr("Copy for 30 seconds"), "copy", "btnCopyRecovery", self._copy),
        ):
            button = Button(text, holder, icon=icon)
            button.setObjectName(name)
            button.clicked.connect(work)
            flow.addWidget(button)
        column.addWidget(holder)
        note = tr("Print it or write it down, and keep it away from this computer.")
        self.note = PlainLabel(note, self, color="muted", wrap=True)
        column.addWidget(self.note)
        self.copied = ClipNote(self)  # in the place of the note
        column.addWidget(self.copied)
        self.proof = QLineEdit(self)
        self.proof.setObjectName("edtProof")
        self.field = FieldBox(tr("The last four characters, to show that you have it"), self.proof, self)
        column.addWidget(self.field)
        self.proof.textEdited.connect(self._typed)
        self.proof.returnPressed.connect(self.entered)

    def proves(self) -> bool:
        """Whether the end of the key was typed; otherwise what is wrong stands at the field."""
        typed = "".join(sign for sign in self.proof.text().upper() if sign.isalnum())
        if typed == self.recovery[-_ASKED:]:
            return True
        self.field.set_fault(tr("These are not the last four characters of the key above."))
        self.proof.setFocus()
        return False

    def _typed(self, _text: str) -> None:
        self.field.clear_fault()

    def _copy(self) -> None:
        self.note.hide()
        self.copied.copy(self.recovery)

    def _say(self, text: str) -> None:
        self.copied.rest()
        self.note.setText(text)
        self.note.show()

    def _keep(self) -> None:
        """Save the key where the user chooses; beside the portfolio would be beside the lock."""
        proposed = Path.home() / f"{self._path.stem} recovery key.txt"
        target = self._prompts.pick_save(tr("Keep the recovery key"), proposed, tr("Text files (*.txt)"))
        if target is None:
            return
        from planner.safe.files import write_atomic

        try:
            write_atomic(target, f"{self._words()}\n".encode(), private=True)
        except PlannerError as fault:
            self.field.set_fault(str(fault))
            return
        if target.parent.resolve() == self._path.parent.resolve():
            text = tr(
                "Saved as {name}, beside the portfolio. Move it away: whoever takes both can read all of it.",
                name=target.name,
            )
        else:
            text = tr("Saved as {name}. Keep it away from this computer.", name=target.name)
        self._say(text)

    def _print(self) -> None:
        from ui.dialogs.print_text import print_text

        title = tr("Recovery key of {name}", name=self._path.stem)
        body = tr(
            "It opens the portfolio when the password is forgotten, and whoever has it and the file can read all of "
            "it. Keep it away from the computer."
        )
        if print_text(self, title, self.recovery, body):
            self._say(tr("Sent to the printer. Keep the sheet away from this computer."))

    def _words(self) -> str:
        return tr("Recovery key of {name}: {key}", name=self._path.name, key=self.recovery)
