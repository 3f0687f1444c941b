# SPDX-License-Identifier: Apache-2.0
"""Whether a new portfolio is encrypted, its password, and the recovery key that is kept apart and proved to be."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.keys import new_recovery_key
from planner.services.protection import Protection, check_password
from ui.dialogs.base import HouseDialog, plain_page
from ui.ports import Prompts
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel
from ui.widgets.secret_clip import guard, secret_clip

_ASKED: Final = 4  # how many signs of the recovery key are typed to show that it was kept


class ProtectDialog(HouseDialog):
    """``protection`` is what was chosen once the dialog was accepted, None for a portfolio that is not encrypted."""

    def __init__(self, path: Path, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(tr("Protect the new portfolio"), parent, width=520)
        self.setObjectName("dlgProtect")
        self.protection: Protection | None = None
        self._path, self._prompts = path, prompts
        self._recovery = new_recovery_key()
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._page_choice())
        self.pages.addWidget(self._page_recovery())
        self.column.addWidget(self.pages, 1)
        self.back = self.add_button(tr("Back"), name="btnProtectBack")
        self.back.clicked.connect(self._to_choice)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.go = self.add_button(tr("Continue"), primary=True, name="btnProtectGo")
        self.go.clicked.connect(self._go)
        self._to_choice()

    # -- pages

    def _page_choice(self) -> QWidget:
        page, column = plain_page(self)
        self.sealed = QRadioButton(tr("With a password: nobody else can read it, even on a stolen laptop"), page)
        self.sealed.setObjectName("radSealed")
        self.plain = QRadioButton(tr("Without: whoever has the file can read it"), page)
        self.plain.setObjectName("radPlain")
        self.sealed.setChecked(True)
        column.addWidget(self.sealed)
        self.password, self.again = (_secret(page, name) for name in ("edtPassword", "edtPasswordAgain"))
        self.first = FieldBox(tr("Password"), self.password, page, hint=tr("Ten signs or more; four words are good."))
        self.second = FieldBox(tr("The same again"), self.again, page)
        fields = QVBoxLayout()
        fields.setContentsMargins(26, 0, 0, 0)
        fields.setSpacing(12)
        fields.addWidget(self.first)
        fields.addWidget(self.second)
        column.addLayout(fields)
        column.addWidget(self.plain)
        column.addStretch(1)
        self.sealed.toggled.connect(self._fit)
        for edit in (self.password, self.again):
            edit.textEdited.connect(self._typed)
            edit.returnPressed.connect(self._go)
        return page

    def _page_recovery(self) -> QWidget:
        page, column = plain_page(self)
        words = tr("This key opens the portfolio when the password is forgotten. Nobody can make another one for you.")
        column.addWidget(PlainLabel(words, page, wrap=True))
        self.key = PlainLabel(self._recovery, page, role="section", wrap=True, selectable=True)
        self.key.setAccessibleName(tr("Recovery key"))
        guard(self.key)
        column.addWidget(self.key)
        keep = Button(tr("Save it as a text file…"), page)
        keep.setObjectName("btnKeepRecovery")
        keep.clicked.connect(self._keep)
        row = QHBoxLayout()
        row.addWidget(keep)
        copy = Button(tr("Copy for 30 seconds"), page, icon="copy")
        copy.setObjectName("btnCopyRecovery")
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        row.addStretch(1)
        column.addLayout(row)
        note = tr("Print it or write it down, and keep it away from this computer.")
        column.addWidget(PlainLabel(note, page, color="muted", wrap=True))
        self.proof = QLineEdit(page)
        self.proof.setObjectName("edtProof")
        self.proof_field = FieldBox(tr("The last four signs, to show that you have it"), self.proof, page)
        column.addWidget(self.proof_field)
        column.addStretch(1)
        self.proof.textEdited.connect(self._typed)
        self.proof.returnPressed.connect(self._go)
        return page

    # -- steps

    def _to_choice(self) -> None:
        self.pages.setCurrentIndex(0)
        self.back.hide()
        self._fit()
        (self.password if self.sealed.isChecked() else self.plain).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        for field in (self.first, self.second):
            field.setEnabled(self.sealed.isChecked())
        proving = self.pages.currentIndex() == 1
        self.go.setText(tr("Make the portfolio") if proving or self.plain.isChecked() else tr("Continue"))

    def _typed(self, _text: str) -> None:
        for field in (self.first, self.second, self.proof_field):
            field.clear_fault()

    def _go(self) -> None:
        if self.pages.currentIndex() == 1:
            self._prove()
        elif self.plain.isChecked():
            self.accept()
        elif self._passwords_fit():
            self.pages.setCurrentIndex(1)
            self.back.show()
            self._fit()
            self.proof.setFocus(Qt.FocusReason.OtherFocusReason)

    def _passwords_fit(self) -> bool:
        try:
            check_password(self.password.text())
        except PlannerError as fault:
            self.first.set_fault(str(fault))
            self.password.setFocus()
            return False
        if self.password.text() != self.again.text():
            self.second.set_fault(tr("The two passwords differ."))
            self.again.setFocus()
            return False
        return True

    def _prove(self) -> None:
        typed = "".join(sign for sign in self.proof.text().upper() if sign.isalnum())
        if typed != self._recovery[-_ASKED:]:
            self.proof_field.set_fault(tr("These are not the last four signs of the key above."))
            self.proof.setFocus()
            return
        self.protection = Protection(password=self.password.text(), recovery=self._recovery)
        self.accept()

    def _copy(self) -> None:
        secret_clip().copy(self._recovery)

    def _keep(self) -> None:
        """Save the key where the user chooses; beside the portfolio would be beside the lock."""
        proposed = Path.home() / f"{self._path.stem} recovery key.txt"
        target = self._prompts.pick_save(tr("Keep the recovery key"), proposed, tr("Text files (*.txt)"))
        if target is None:
            return
        from planner.safe.files import write_atomic

        text = tr("Recovery key of {name}: {key}", name=self._path.name, key=self._recovery)
        try:
            write_atomic(target, f"{text}\n".encode(), private=True)
        except PlannerError as fault:
            self.proof_field.set_fault(str(fault))


def _secret(parent: QWidget, name: str) -> QLineEdit:
    edit = QLineEdit(parent)
    edit.setObjectName(name)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
