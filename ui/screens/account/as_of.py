# SPDX-License-Identifier: Apache-2.0
"""The row of the Why pane that chooses the day of the value: hidden for today, standing while another day is shown."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from ui.context import AppContext
from ui.forms.date_editors import DateEditor
from ui.widgets.button import LinkButton
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_AS_OF = FieldSpec("as_of", N_("As of"), Kind.DATE, hint=N_("today"))


class AsOfRow(Panel):
    """``day_chosen`` carries a date, None for today."""

    day_chosen = Signal(object)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="b")
        self._app = app
        self.day = DateEditor(_AS_OF, app.session.today)
        self.day.setObjectName("edtWhyAsOf")
        self.day.setAccessibleName(tr("As of"))
        self.day.committed.connect(self._day)
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

    @Slot(object)
    def _day(self, value: object) -> None:
        today = self._app.session.today()
        if isinstance(value, date) and value > today:
            self.day.set_fault(tr("That day is still ahead. Choose today or a day before."))
            return
        self.day_chosen.emit(value if isinstance(value, date) and value != today else None)
