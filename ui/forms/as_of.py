# SPDX-License-Identifier: Apache-2.0
"""The field that chooses the day of what is shown: empty for today, never a day ahead."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from ui.context import AppContext
from ui.forms.date_editors import DateEditor

_AS_OF: Final = FieldSpec("as_of", N_("As of"), Kind.DATE, hint=N_("today"))


class AsOfEditor(DateEditor):
    """``day_chosen`` carries a past day, None for today; a wish about the view, never stored."""

    day_chosen = Signal(object)

    def __init__(self, app: AppContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_AS_OF, app.session.today, parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("As of"))
        self.setMinimumWidth(self.room())
        self.committed.connect(self._check)
        self.fault_changed.connect(partial(_say, app))

    @Slot(object)
    def _check(self, value: object) -> None:
        today = self._today()
        if isinstance(value, date) and value > today:
            self.set_fault(tr("That day is still ahead. Choose today or a day before."))
            return
        chosen = value if isinstance(value, date) and value != today else None
        self.set_value(chosen)
        self.day_chosen.emit(chosen)


def _say(app: AppContext, fault: str) -> None:
    """A field in a row of tools has no line below it for what is wrong."""
    if fault:
        app.notices.toast(fault)
