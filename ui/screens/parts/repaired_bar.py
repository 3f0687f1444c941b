# SPDX-License-Identifier: Apache-2.0
"""Above a record that a repair has changed: when and what, until somebody has seen it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.services.repair_marks import repair_of
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.text import short_date
from ui.widgets.bar import Bar


class RepairedBar(QWidget):
    """Hidden where there is nothing to tell; nothing is built before there is."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._record: tuple[str, str] | None = None
        self.bar: Bar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self.hide()

    def show_record(self, kind: str, key: str | None) -> None:
        """Tell of the repair of this record, of none without a ``key``."""
        self._record = (kind, key) if key else None
        found = None
        if key and not self._app.jobs.busy:  # a job may hold the store; the window does not wait for it
            found = repair_of(self._app.session, kind, key)
        if found is not None:
            words = tr("Repaired on {date}: {what}", date=short_date(found.on), what=found.what)
            self._made().set_text(words)
            self._made().setAccessibleName(words)
        self.setVisible(found is not None)

    def _made(self) -> Bar:
        if self.bar is None:
            self.bar = Bar("watch", parent=self)
            self.bar.setSizePolicy(
                QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
            )  # as many lines as it needs
            if not self._app.session.read_only:
                seen = self.bar.add_button(tr("Seen"))
                seen.setObjectName("btnRepairSeen")
                seen.clicked.connect(self._seen)
            self._column.addWidget(self.bar)
        return self.bar

    @Slot()
    def _seen(self) -> None:
        if self._record is not None:
            run_command(self._app, "repair.seen", kind=self._record[0], record=self._record[1])
            self.show_record(*self._record)
