# SPDX-License-Identifier: Apache-2.0
"""The field for the password or the recovery key of an encrypted portfolio, for a dialog or a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.safe import tries as tries_module
from planner.safe.keys import COMPUTER, PASSWORD, RECOVERY, StoreKey, WrongSecretError, is_recovery_key
from planner.safe.tries import Tries
from planner.services import protection
from ui.ports import Runner
from ui.theme.icons import icon_pixmap
from ui.widgets.button import Button, LinkButton
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel
from ui.widgets.secret_clip import guard


class UnlockBox(QWidget):
    """Asks until the secret fits, then says ``opened`` with the StoreKey; each wrong one makes the next wait longer.

    Put `unlock`, its button, where the other buttons are. `kind` is the secret asked for now, and after ``opened`` the
    one that fitted. Call `begin` when it is shown afresh and `stop` when the question is left. With ``remember`` the
    user may let this computer open the portfolio by itself from now on, which is offered once it is known that the
    computer has a key store; `not_remembered` tells why that failed. `said` is sent when words below the field came or
    went, so that a dialog can take the height it needs.
    """

    opened = Signal(object)
    said = Signal()

    def __init__(
        self,
        path: Path,
        jobs: Runner,
        parent: QWidget | None = None,
        *,
        tries: Tries | None = None,
        remember: bool = False,
    ) -> None:
        super().__init__(parent)
        self.kind = PASSWORD
        self.not_remembered: Exception | None = None
        self._path, self._jobs = path, jobs
        self._tries = tries or tries_module.of_this_program
        self._words = tr("Unlock")
        self._job: Any = None
        self._asked: Any = None
        self._looked: Any = None
        self._build()
        self.remember.hide()
        if remember:
            self._looked = jobs.run(_can_remember, done=self._offer, failed=lambda _error: self._offer(there=False))
        self._tick = QTimer(self)
        self._tick.setInterval(250)
        self._tick.timeout.connect(self._waited)
        self.secret.textChanged.connect(self._typed)
        self.secret.returnPressed.connect(self._try)
        self.setFocusProxy(self.secret)
        self.begin()

    def _build(self) -> None:
        self.secret = QLineEdit(self)
        self.secret.setObjectName("edtSecret")
        guard(self.secret)
        self._eye = QAction(QIcon(icon_pixmap("eye", 16, "muted", 2.0)), tr("Show what is typed"), self.secret)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_typed)
        self.secret.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.field = FieldBox(tr("Password"), self.secret, self)
        self.other = LinkButton("", self)
        self.other.setObjectName("btnOtherWay")
        self.other.clicked.connect(self._change_way)
        self.unlock = Button(tr("Unlock"), self, variant="primary")
        self.unlock.setObjectName("btnUnlock")
        self.unlock.clicked.connect(self._try)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.note = PlainLabel("", self, color="muted", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.column.addWidget(self.field)
        self.column.addLayout(row)
        self.remember = QCheckBox(tr("Open on this computer without asking from now on"), self)
        self.remember.setObjectName("chkRemember")
        self.column.addWidget(self.remember)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    # -- ways in

    def begin(self) -> None:
        """Ask for the password, with nothing typed."""
        self._use(PASSWORD)

    def unlock_words(self, text: str) -> None:
        """What the button says while it waits to be pressed."""
        self._words = text
        self._arm()

    def stop(self) -> None:
        """Let go of what was typed and of a try under way."""
        self._cancel()
        self._tick.stop()
        self.secret.clear()

    def _use(self, kind: str) -> None:
        self.kind = kind
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
        self._use(RECOVERY if self.kind == PASSWORD else PASSWORD)

    def _show_typed(self, on: bool) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    # -- this computer

    def _offer(self, there: bool) -> None:
        self._looked = None
        self.remember.setVisible(there)
        self.said.emit()

    def try_computer(self) -> bool:
        """Ask this computer's key store, where the user once allowed it; False where there is nothing to ask.

        The password can be typed meanwhile: a locked key store may never answer.
        """
        if not protection.opens_here(self._path):
            return False
        self._say(tr("Asking this computer's key store…"))
        self._asked = self._jobs.run(partial(_ask_computer, self._path), done=self._answered, failed=self._unanswered)
        return True

    def _answered(self, key: StoreKey | None) -> None:
        self._asked = None
        if key is not None:
            self.kind = COMPUTER
            self._done((key, None))
            return
        if self.remember.isVisibleTo(self):
            text = tr(
                "This computer's key store could not open it: it is locked, or was reset. The password opens it as "
                "always; tick the box to let the computer open it again."
            )
        else:
            text = tr("This computer's key store could not open it. The password opens it as always.")
        self._say(text)

    def _unanswered(self, _error: Exception) -> None:
        self._answered(None)

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.said.emit()

    # -- trying

    def _typed(self, _text: str) -> None:
        if self.field.fault():
            self.field.clear_fault()
            self.said.emit()
        self._arm()

    def _try(self) -> None:
        if self._job is not None or self._tries.left(self._path) or not self.secret.text():
            return
        if self.kind == PASSWORD and is_recovery_key(self.secret.text()):  # its check signs fit: no password has them
            typed = self.secret.text()
            self._use(RECOVERY)
            self.secret.setText(typed)
        keep = self.remember.isVisibleTo(self) and self.remember.isChecked()
        work = partial(_unlock, self._path, self.secret.text(), self.kind, keep)
        self._job = self._jobs.run(work, done=self._done, failed=self._failed)
        self._arm()

    def _cancel(self) -> None:
        for job in (self._job, self._asked, self._looked):
            if job is not None:
                job.cancel()
        self._job = self._asked = self._looked = None

    def _done(self, answer: tuple[StoreKey, Exception | None]) -> None:
        self._cancel()
        key, self.not_remembered = answer
        self._say("")
        self._tries.right(self._path)
        self.secret.clear()
        self.opened.emit(key)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.field.set_fault(str(error))
        self.said.emit()
        if isinstance(error, WrongSecretError):
            self._tries.wrong(self._path)
        self._arm()
        self.secret.setFocus()
        self.secret.selectAll()

    def _waited(self) -> None:
        self._arm()

    def _arm(self) -> None:
        busy, left = self._job is not None, self._tries.left(self._path)
        self.unlock.setEnabled(bool(self.secret.text()) and not busy and not left)
        self.secret.setEnabled(not busy)
        self.other.setEnabled(not busy)
        if busy:
            self.unlock.setText(tr("Unlocking…"))
        elif left:
            self.unlock.setText(trn("Again in {n} s", "Again in {n} s", left))
        else:
            self.unlock.setText(self._words)
        if left and not self._tick.isActive():
            self._tick.start()
        elif not left:
            self._tick.stop()


def _unlock(
    path: Path, secret: str, kind: str, keep: bool, report: Callable[[int, int, str], None]
) -> tuple[StoreKey, Exception | None]:
    """Slow by intention, so it runs as a job; what kept this computer from remembering does not keep it shut."""
    report(0, 1, "")
    key = protection.unlock(path, secret, kind)
    if keep:
        try:
            protection.remember_here(path, key, partial(report, 0, 1, ""))
        except PlannerError as fault:
            return key, fault
    return key, None


def _ask_computer(path: Path, report: Callable[[int, int, str], None]) -> StoreKey | None:
    return protection.unlock_here(path, partial(report, 0, 1, ""))


def _can_remember(report: Callable[[int, int, str], None]) -> bool:
    return protection.can_remember(partial(report, 0, 1, ""))
