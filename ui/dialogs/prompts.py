# SPDX-License-Identifier: Apache-2.0
"""The few questions a program must ask, put by Qt; tests put others in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr
from ui.dialogs.asking import Asking

if TYPE_CHECKING:  # dialogs are loaded with the first question
    from planner.safe.keys import StoreKey
    from planner.services.protection import Protection
    from ui.dialogs.base import HouseDialog
    from ui.ports import Runner


_STRONG: Final = 90
_SENTENCE: Final = r"(?<=\w{3}[.?!])\s+|(?<=[。？！])"  # never after an initial, as in "E. Ruiz"


class QtPrompts:
    """Dialogs over one window; the focus goes back to where it was."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._folder: Path | None = None

    def confirm(self, question: str, verb: str, *, detail: str = "") -> bool:
        """Ask before something that can't be taken back; Cancel has the focus."""
        dialog = self._dialog(question)
        if detail:
            dialog.add_text(detail, color="muted")
        cancel = dialog.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(dialog.reject)
        do = dialog.add_button(verb, primary=True, name="btnConfirm")
        do.clicked.connect(dialog.accept)
        cancel.setFocus()
        return self._ask(dialog)

    def choose(self, question: str, choices: Sequence[tuple[str, str]], *, detail: str = "") -> str:
        """Ask which way to go; the first choice is the safe one and has the focus, Esc leaves the question."""
        dialog = self._dialog(question)
        if detail:
            dialog.add_text(detail, color="muted")
        found: list[str] = []
        cancel = dialog.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(dialog.reject)
        for number, (key, word) in reversed(list(enumerate(choices))):
            button = dialog.add_button(word, primary=number == 0, name=f"btn_{key}")
            button.clicked.connect(lambda _checked=False, key=key: found.append(key))
            button.clicked.connect(dialog.accept)
            if number == 0:
                button.setFocus()
        return found[0] if self._ask(dialog) and found else ""

    def pick_open(self, title: str, patterns: str) -> Path | None:
        """Ask for a file to open; begins in the folder of the file before, at first among the documents."""
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        asking = Asking(self._window)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        start = str(self._folder or (documents if documents.is_dir() else Path.home()))
        name, _ = QFileDialog.getOpenFileName(asking.window, title, start, patterns)
        asking.go_on()
        if name:
            self._folder = Path(name).parent
        return Path(name) if name else None

    def pick_save(self, title: str, proposed: Path, patterns: str) -> Path | None:
        """Ask where to save; the system asks before an existing file is replaced."""
        from PySide6.QtWidgets import QFileDialog

        asking = Asking(self._window)
        name, _ = QFileDialog.getSaveFileName(asking.window, title, str(proposed), patterns)
        asking.go_on()
        return Path(name) if name else None

    def pick_folder(self, title: str, start: Path) -> Path | None:
        """Ask for a folder that is there."""
        from PySide6.QtWidgets import QFileDialog

        asking = Asking(self._window)
        name = QFileDialog.getExistingDirectory(asking.window, title, str(start))
        asking.go_on()
        return Path(name) if name else None

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read."""
        dialog = self._dialog(title)
        dialog.add_text(text)
        dialog.add_close().setFocus()
        self._ask(dialog)

    def protect(self, path: Path) -> Protection | bool:
        """Ask whether a new portfolio is encrypted; True for not, False when the question was left."""
        from ui.dialogs.protect import ProtectDialog

        dialog = ProtectDialog(path, self, Asking(self._window).window)
        return (dialog.protection or True) if self._ask(dialog) else False

    def unlock(self, path: Path, jobs: Runner) -> StoreKey | None:
        """Ask for the password of an encrypted portfolio; None when the question was left."""
        from ui.dialogs.unlock import UnlockDialog

        dialog = UnlockDialog(path, jobs, Asking(self._window).window)
        if dialog.ask_computer():
            dialog.deleteLater()
            return dialog.key
        if not self._ask(dialog) or dialog.key is None:
            return None
        if dialog.box.not_remembered is not None:
            self.tell(tr("The portfolio is open"), str(dialog.box.not_remembered))
        from planner.safe.keys import RECOVERY

        if dialog.box.kind == RECOVERY:
            self._renew(path, dialog.key, jobs)
        return dialog.key

    def _renew(self, path: Path, key: StoreKey, jobs: Runner) -> None:
        """Who needed the recovery key has forgotten the password, so another one is offered at once."""
        from planner.safe.keys import PASSWORD
        from ui.dialogs.change_secret import ChangeSecret

        lead = tr("Set a new password now?")
        self._ask(ChangeSecret(path, PASSWORD, jobs, self, Asking(self._window).window, key=key, lead=lead))

    def _dialog(self, lead: str) -> HouseDialog:
        from ui.dialogs.base import HouseDialog

        lead, rest = _first_sentence(lead)
        dialog = HouseDialog("Waterline", Asking(self._window).window, lead=lead)
        if rest:
            dialog.add_text(rest)
        return dialog

    def _ask(self, dialog: HouseDialog) -> bool:
        answer = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return answer


def _first_sentence(text: str) -> tuple[str, str]:
    """What a question says in strong type, and the rest of it where it goes over several lines."""
    wide = sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
    if wide <= _STRONG:
        return text, ""
    first, *rest = re.split(_SENTENCE, text, maxsplit=1)
    return first, rest[0] if rest else ""
