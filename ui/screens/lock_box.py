# SPDX-License-Identifier: Apache-2.0
"""When an encrypted portfolio locks by itself, for Settings."""

from __future__ import annotations

import platform
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from ui.context import AppContext
from ui.widgets.safe import PlainLabel

MINUTES: Final = (1, 5, 10, 15, 30, 60, 0)


class LockBox(QWidget):
    """A choice of minutes and what it means; it applies at once, on this computer."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.minutes = QComboBox(self)
        self.minutes.setObjectName("cmbLockAfter")
        self.minutes.setMaximumWidth(320)
        name = tr("Lock when nobody is here")
        self.minutes.setAccessibleName(name)
        caption = PlainLabel(name, self, role="caption", color="muted")
        caption.setBuddy(self.minutes)
        self._told = PlainLabel("", self, role="caption", color="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (caption, self.minutes, self._told):
            column.addWidget(part)
        self.minutes.activated.connect(self._chosen)
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        wanted = self._app.settings.lock_after
        choices = MINUTES if wanted in MINUTES else (*sorted({*MINUTES[:-1], wanted}), 0)
        self.minutes.clear()
        for minutes in choices:
            text = trn("After {n} minute", "After {n} minutes", minutes) if minutes else tr("Never by itself")
            self.minutes.addItem(text, minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(wanted))
        self._told.setText(_meaning(encrypted=self._app.session.encrypted))

    @Slot(int)
    def _chosen(self, _index: int) -> None:
        minutes = int(self.minutes.currentData())
        if minutes != self._app.settings.lock_after:
            self._app.save_settings(replace(self._app.settings, lock_after=minutes))


def _meaning(*, encrypted: bool) -> str:
    """What holds on this computer: only a Linux desktop tells of its sleep and its screen."""
    if not encrypted:
        return tr("This portfolio has no password, so it is never locked.")
    if platform.system() == "Linux":
        return tr("It also locks when the computer goes to sleep or its screen is locked, and with Ctrl+L.")
    return tr("It also locks on waking from a sleep longer than that, and with Ctrl+L.")
