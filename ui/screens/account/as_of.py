# SPDX-License-Identifier: Apache-2.0
"""The row of the Why pane that chooses the day of the value: hidden for today, standing while another day is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.kernel.text import tr
from ui.context import AppContext
from ui.forms.as_of import AsOfEditor
from ui.widgets.button import LinkButton
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel


class AsOfRow(Panel):
    """``day_chosen`` carries a date, None for today."""

    day_chosen = Signal(object)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="b")
        self.day = AsOfEditor(app, "edtWhyAsOf")
        self.day.day_chosen.connect(self.day_chosen)
        self.btn_today = LinkButton(tr("Today"), name=tr("Show the value of today"))
        self.btn_today.clicked.connect(self.to_today)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 9)
        row.setSpacing(8)
        row.addWidget(PlainLabel(tr("as of"), color="muted"))
        row.addWidget(self.day, 1)
        row.addWidget(self.btn_today)
        self.hide()

    def ask(self) -> None:
        """Show the row and wait for a day."""
        self.show()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def to_today(self) -> None:
        """Back to today, and out of sight."""
        self.day.set_value(None)
        self.hide()
        self.day_chosen.emit(None)
