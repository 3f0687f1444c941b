# SPDX-License-Identifier: Apache-2.0
"""Asking for the password or the recovery key of an encrypted portfolio."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.safe.keys import PASSWORD, RECOVERY, StoreKey, WrongSecretError
from planner.services import protection
from ui.dialogs.base import HouseDialog
from ui.ports import Runner
from ui.theme.icons import icon_pixmap
from ui.widgets.button import LinkButton
from ui.widgets.field import FieldBox

_LONGEST_WAIT: Final = 30


class UnlockDialog(HouseDialog):
    """``key`` opens the portfolio once the dialog was accepted; a wrong secret makes the next try wait longer."""

    def __init__(self, path: Path, jobs: Runner, parent: QWidget | None = None) -> None:
        lead = tr("{name} is encrypted", name=path.stem)
        super().__init__(tr("Unlock the portfolio"), parent, width=460, lead=lead)
        self.setObjectName("dlgUnlock")
        self.key: StoreKey | None = None
        self._path, self._jobs = path, jobs
        self._kind, self._wrong, self._left = PASSWORD, 0, 0
        self._job: Any = None
        self.secret = QLineEdit(self)
        self.secret.setObjectName("edtSecret")
        self._eye = QAction(QIcon(icon_pixmap("eye", 16, "muted", 2.0)), tr("Show what is typed"), self.secret)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_typed)
        self.secret.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.field = FieldBox(tr("Password"), self.secret, self)
        self.column.addWidget(self.field)
        self.other = LinkButton("", self)
        self.other.setObjectName("btnOtherWay")
        self.other.clicked.connect(self._change_way)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_text(tr("Nothing can be read without it, and nobody can reset it."), color="muted")
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.unlock = self.add_button(tr("Unlock"), primary=True, name="btnUnlock")
        self.unlock.clicked.connect(self._try)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._waited)
        self.secret.textChanged.connect(self._typed)
        self.secret.returnPressed.connect(self._try)
        self._use(PASSWORD)

    # -- ways in

    def _use(self, kind: str) -> None:
        self._kind = kind
        by_password = kind == PASSWORD
        self.field.set_label(tr("Password") if by_password else tr("Recovery key"))
        self.other.setText(tr("Use the recovery key") if by_password else tr("Use the password"))
        self._eye.setChecked(not by_password)
        self._show_typed(self._eye.isChecked())
        self.secret.clear()
        self.field.clear_fault()
        self._arm()
        self.secret.setFocus()

    def _change_way(self) -> None:
        self._use(RECOVERY if self._kind == PASSWORD else PASSWORD)

    def _show_typed(self, on: bool) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    @override
    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        super().reject()

    # -- trying

    def _typed(self, _text: str) -> None:
        self.field.clear_fault()
        self._arm()

    def _try(self) -> None:
        if self._job is not None or self._left or not self.secret.text():
            return
        work = partial(_unlock, self._path, self.secret.text(), self._kind)
        self._job = self._jobs.run(work, done=self._opened, failed=self._failed)
        self._arm()

    def _opened(self, key: StoreKey) -> None:
        self._job, self.key = None, key
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.field.set_fault(str(error))
        if isinstance(error, WrongSecretError):
            self._wrong += 1
            self._left = min(_LONGEST_WAIT, 2 ** (self._wrong - 1))
            self._tick.start()
        self._arm()
        self.secret.setEnabled(True)
        self.secret.setFocus()
        self.secret.selectAll()

    def _waited(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._tick.stop()
        self._arm()

    def _arm(self) -> None:
        busy = self._job is not None
        self.unlock.setEnabled(bool(self.secret.text()) and not busy and not self._left)
        self.secret.setEnabled(not busy)
        if busy:
            self.unlock.setText(tr("Unlocking…"))
        elif self._left:
            self.unlock.setText(trn("Again in {n} s", "Again in {n} s", self._left))
        else:
            self.unlock.setText(tr("Unlock"))


def _unlock(path: Path, secret: str, kind: str, report: Callable[[int, int, str], None]) -> StoreKey:
    """Slow by intention, so it runs as a job."""
    report(0, 1, "")
    return protection.unlock(path, secret, kind)
