# SPDX-License-Identifier: Apache-2.0
"""One line that asks why an action will not be done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.service.action import ACTION
from planner.kernel.text import tr
from ui.forms.editors import FieldRow, InputFault, LineEditor
from ui.widgets.button import Button


class ReasonLine(QWidget):
    """``given`` carries the words; ``left`` says that the user thought better of it."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        field = ACTION.field("drop_reason")
        self.editor = LineEditor(field)
        self.row = FieldRow(field, self.editor)
        self.row.set_label(tr("Why it will not be done"))
        self.btn_drop = Button(tr("Drop"), variant="primary", shortcut=tr("Enter"))
        self.btn_keep = Button(tr("Cancel"), shortcut=tr("Esc"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.btn_keep)
        buttons.addWidget(self.btn_drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.row)
        column.addLayout(buttons)
        self.editor.entered.connect(self._give)
        self.btn_drop.clicked.connect(self._give)
        self.btn_keep.clicked.connect(self.left)
        self.hide()

    def ask(self) -> None:
        """Show the empty line and give it the keys."""
        self.editor.set_value(None)
        self.editor.set_fault("")
        self.show()
        self.editor.setFocus()

    @Slot()
    def _give(self) -> None:
        try:
            words = str(self.editor.value() or "")
        except InputFault as fault:
            self.editor.set_fault(str(fault))
            return
        if words:
            self.given.emit(words)
        else:
            self.editor.set_fault(tr("A few words say later why it is gone."))
