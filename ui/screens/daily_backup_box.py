# SPDX-License-Identifier: Apache-2.0
"""The choice of daily backups, for Settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.rules.backups import KEEP
from ui.context import AppContext
from ui.widgets.safe import PlainLabel


class DailyBackupBox(QWidget):
    """One tick and what it means; it applies at once."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.tick = QCheckBox(tr("Daily backup"), self)
        self.tick.setObjectName("chkDailyBackup")
        words = trn(
            "Made by itself while you rest, beside the file; the last one is kept.",
            "Made by itself while you rest, beside the file; the last {n} are kept.",
            KEEP,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.tick)
        column.addWidget(PlainLabel(words, self, role="caption", color="muted", wrap=True))
        self.tick.toggled.connect(self._keep)
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        self.tick.setChecked(self._app.settings.daily_backup)

    @Slot(bool)
    def _keep(self, on: bool) -> None:
        if on != self._app.settings.daily_backup:
            self._app.save_settings(replace(self._app.settings, daily_backup=on))
