# SPDX-License-Identifier: Apache-2.0
"""The two steps that protect a portfolio: whether and with which password, then the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.services.protection import Protection
from ui.dialogs.base import plain_page
from ui.dialogs.password_pair import PasswordPair
from ui.dialogs.recovery_sheet import RecoverySheet
from ui.ports import Prompts
from ui.widgets.safe import PlainLabel


class ProtectPages(QStackedWidget):
    """Sends `finished` when all is answered: ``protection`` is then what was chosen, None for not encrypted.

    `moved` tells that the step or the choice changed, so that a window can name its buttons anew.
    """

    finished = Signal()
    moved = Signal()

    def __init__(self, path: Path, prompts: Prompts, parent: QWidget | None = None, *, choice: bool = True) -> None:
        super().__init__(parent)
        self.protection: Protection | None = None
        self._path, self._prompts, self._choice = path, prompts, choice
        self.addWidget(self._page_choice())
        self.sheet = RecoverySheet(path, prompts, self)
        holder, column = plain_page(self)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.addWidget(holder)
        self.sheet.entered.connect(self.go)

    def _page_choice(self) -> QWidget:
        page, column = plain_page(self)
        self.sealed = QRadioButton(tr("With a password: nobody else can read it, even on a stolen laptop"), page)
        self.sealed.setObjectName("radSealed")
        self.plain = QRadioButton(tr("Without: whoever has the file can read it"), page)
        self.plain.setObjectName("radPlain")
        self.sealed.setChecked(True)
        self.pair = PasswordPair((self._path.stem,), page)
        fields = QVBoxLayout()
        fields.setContentsMargins(26 if self._choice else 0, 0, 0, 0)
        fields.addWidget(self.pair)
        column.addWidget(self.sealed)
        column.addLayout(fields)
        column.addWidget(self.plain)
        self.warning = PlainLabel(
            tr("A lost or stolen computer then shows your customers' weak points to whoever finds it."),
            page,
            color="muted",
            wrap=True,
        )
        self.warning.setContentsMargins(26, 0, 0, 0)
        self.warning.setVisible(False)
        column.addWidget(self.warning)
        column.addStretch(1)
        for part in (self.sealed, self.plain):
            part.setVisible(self._choice)
        self.sealed.toggled.connect(self._chosen)
        self.pair.entered.connect(self.go)
        return page

    @property
    def step(self) -> int:
        """0 for the password, 1 for the recovery key."""
        return self.currentIndex()

    @property
    def is_last(self) -> bool:
        """Whether going on finishes."""
        return self.step == 1 or self.plain.isChecked()

    def begin(self) -> None:
        """Put the focus where the step begins."""
        reason = Qt.FocusReason.OtherFocusReason
        if self.step == 1:
            self.sheet.proof.setFocus(reason)
        elif self.plain.isChecked():
            self.plain.setFocus(reason)
        else:
            self.pair.password.setFocus(reason)

    def back(self) -> bool:
        """One step back; False at the first."""
        if self.step == 0:
            return False
        self._turn(0)
        return True

    def go(self) -> None:
        """On to the next step, or finish; what is wrong is said at its field."""
        if self.plain.isChecked():
            self.protection = None
            self.finished.emit()
        elif self.step == 0:
            if self.pair.fits():
                self._turn(1)
        elif self.sheet.proves():
            self.protection = Protection(password=self.pair.text(), recovery=self.sheet.recovery)
            self.finished.emit()

    def _turn(self, step: int) -> None:
        self.setCurrentIndex(step)
        self.moved.emit()
        self.begin()

    def _chosen(self, sealed: bool) -> None:
        self.pair.setEnabled(sealed)
        self.pair.strength.setVisible(sealed and bool(self.pair.text()))
        self.warning.setVisible(not sealed)
        self.moved.emit()
