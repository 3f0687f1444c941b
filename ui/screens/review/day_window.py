# SPDX-License-Identifier: Apache-2.0
"""A small window that asks for the day of a review."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from ui.context import AppContext
from ui.forms.editors import DateEditor, FieldRow
from ui.forms.small_window import SmallWindow
from ui.widgets.button import Button

DAY = FieldSpec("done_on", N_("Day"), Kind.DATE, required=True)


class DayWindow(SmallWindow):
    """``chosen`` carries the day; Enter keeps it, Esc leaves everything as it is."""

    chosen = Signal(object)

    def __init__(self, app: AppContext, day: date | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Day of the review"), parent)
        self.editor = DateEditor(DAY, app.session.today)
        self.editor.set_value(day)
        self.btn_keep = Button(tr("Move"), variant="primary", shortcut=tr("Enter"))
        cancel = Button(tr("Cancel"), shortcut=tr("Esc"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        self.row = FieldRow(DAY, self.editor)
        column.addWidget(self.row)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.btn_keep)
        column.addLayout(row)
        self.hold(page)
        self.editor.entered.connect(self._keep)
        self.btn_keep.clicked.connect(self._keep)
        cancel.clicked.connect(self.reject)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep(self) -> None:
        if not self.editor.commit():
            return
        day = self.editor.value()
        if not isinstance(day, date):
            self.editor.set_fault(tr("A review needs a day."))
            return
        self.chosen.emit(day)
        self.accept()
