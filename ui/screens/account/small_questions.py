# SPDX-License-Identifier: Apache-2.0
"""Two small windows that ask for one thing: a day, or a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.service.action import ACTION
from planner.kernel.text import tr
from ui.context import AppContext
from ui.forms.editors import FieldRow, InputFault, LineEditor, RefSource, make_editor
from ui.forms.small_window import SmallWindow
from ui.widgets.button import Button


class _Asking(SmallWindow):
    def __init__(self, title: str, row: FieldRow, verb: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.row = row
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        cancel = Button(tr("Cancel"), shortcut=tr("Esc"))
        cancel.clicked.connect(self.reject)
        self.go_button = Button(verb, variant="primary", shortcut=tr("Enter"))
        self.go_button.clicked.connect(self.answer)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column.addLayout(buttons)
        self.hold(panel)
        row.field_editor.entered.connect(self.answer)
        row.field_editor.setFocus()

    @Slot()
    def answer(self) -> None:
        """Hand the answer over; a text that can't be read says so and stays."""
        try:
            value = self.row.field_editor.value()
        except InputFault as fault:
            self.row.field_editor.set_fault(str(fault))
            return
        self.hand_over(value)
        self.accept()

    def hand_over(self, value: object) -> None:
        """Send the answer."""


class DayWindow(_Asking):
    """`given` carries the day; None where the field was left empty."""

    given = Signal(object)

    def __init__(self, app: AppContext, title: str, verb: str, parent: QWidget) -> None:
        field = ACTION.field("due")
        super().__init__(title, FieldRow(field, make_editor(field, RefSource(app))), verb, parent)

    @override
    def hand_over(self, value: object) -> None:
        """Send the day."""
        self.given.emit(value)


class ReasonWindow(_Asking):
    """`given` carries the words, "" for none."""

    given = Signal(str)

    def __init__(self, title: str, question: str, verb: str, parent: QWidget) -> None:
        field = ACTION.field("drop_reason")
        row = FieldRow(field, LineEditor(field))
        super().__init__(title, row, verb, parent)
        row.set_label(question)

    @override
    def hand_over(self, value: object) -> None:
        """Send the words."""
        self.given.emit(str(value or ""))
