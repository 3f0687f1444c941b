# SPDX-License-Identifier: Apache-2.0
"""A new password, typed twice, and how soon it would be guessed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services.password_rules import GOOD, Strength, check_password, judged
from ui.theme.icons import icon_pixmap
from ui.widgets.chips import StatusText
from ui.widgets.field import FieldBox

_SIGNS: Final = ("act", "act", "watch", "fine", "fine")


class PasswordPair(QWidget):
    """Two fields; ``known`` are words that anybody would try first. Enter in a field sends `entered`."""

    entered = Signal()

    def __init__(self, known: tuple[str, ...] = (), parent: QWidget | None = None, *, new: bool = False) -> None:
        super().__init__(parent)
        self._known = known
        self.password, self.again = (_secret(self, name) for name in ("edtPassword", "edtPasswordAgain"))
        self._eye = QAction(QIcon(icon_pixmap("eye", 16, "muted", 2.0)), tr("Show what is typed"), self.password)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_typed)
        self.password.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        label = tr("New password") if new else tr("Password")
        self.first = FieldBox(label, self.password, self, hint=tr("Ten characters or more; four words are good."))
        self.strength = StatusText("", "", self, role="caption")
        self.strength.setVisible(False)
        self.second = FieldBox(tr("The same again"), self.again, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.first, self.strength, self.second):
            column.addWidget(part)
        self.password.textChanged.connect(self._typed)
        self.again.textChanged.connect(self._typed_again)
        for edit in (self.password, self.again):
            edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.password)

    def text(self) -> str:
        """The password."""
        return self.password.text()

    def fits(self) -> bool:
        """Whether it can be taken; otherwise what is wrong stands at the field, which has the focus."""
        try:
            check_password(self.text(), self._known)
        except PlannerError as fault:
            self.first.set_fault(str(fault))
            self.strength.setVisible(False)
            self.password.setFocus()
            return False
        if self.text() != self.again.text():
            self.second.set_fault(tr("The two passwords differ."))
            self.again.setFocus()
            return False
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.again.clear()

    def _typed(self, text: str) -> None:
        self.first.clear_fault()
        self.strength.setVisible(bool(text))
        if text:
            found = judged(text, self._known)
            self.strength.set_status(_SIGNS[found.score], _words(found))

    def _typed_again(self, _text: str) -> None:
        self.second.clear_fault()

    def _show_typed(self, on: bool) -> None:
        for edit in (self.password, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


def _words(found: Strength) -> str:
    if found.score >= GOOD:
        return found.text
    return f"{found.text}. {found.advice}"


def _secret(parent: QWidget, name: str) -> QLineEdit:
    edit = QLineEdit(parent)
    edit.setObjectName(name)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
