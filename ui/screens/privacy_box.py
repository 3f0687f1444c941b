# SPDX-License-Identifier: Apache-2.0
"""Privacy in Settings: how long people stay, who is to be reviewed, who was erased, what is logged."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.rules.retention import MOST_MONTHS
from planner.services import retention
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel


class PrivacyBox(QWidget):
    """The limit applies at once; everything else opens a window of its own."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grpPrivacy")
        self._app = app
        self.months = QSpinBox(self)
        self.months.setObjectName("spnRetention")
        self.months.setRange(0, MOST_MONTHS)
        self.months.setSuffix(" " + tr("months"))
        self.months.setSpecialValueText(tr("Never"))
        self.months.setMaximumWidth(160)
        self.months.lineEdit().setTextMargins(7, 0, 0, 0)
        self.months.setKeyboardTracking(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        hint = tr("Without a meeting, callback, level or change. Nobody is ever erased by itself.")
        column.addWidget(FieldBox(tr("Propose people for review after"), self.months, self, hint=hint))
        self.waiting = self._text(column)
        self.erased = self._text(column)
        column.addLayout(self._buttons())
        logged = tr(
            "Logs hold times, codes and ids, never names, notes or values. Nothing leaves this computer by itself."
        )
        column.addWidget(PlainLabel(logged, self, role="caption", color="muted", wrap=True))
        self.months.valueChanged.connect(self._keep)

    def _text(self, column: QVBoxLayout) -> PlainLabel:
        made = PlainLabel("", self, wrap=True)
        column.addWidget(made)
        return made

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, icon, name, command in (
            (tr("People to review…"), "users", "btnPeopleReview", "file.people_review"),
            (tr("Erased people in backups…"), "archive", "btnErasedBackups", "privacy.backups"),
        ):
            button = Button(text, self, icon=icon)
            button.setObjectName(name)
            button.clicked.connect(partial(self._run, command))
            row.addWidget(button)
        row.addStretch(1)
        return row

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the limit, who waits and who was erased."""
        from planner.services import erasure

        session = self._app.session
        self.months.blockSignals(True)
        self.months.setValue(retention.months(session))
        self.months.blockSignals(False)
        self.months.setEnabled(not session.read_only)
        count = retention.count(session)
        none = tr("Nobody is to be reviewed.")
        self.waiting.setText(
            trn("{n} person is to be reviewed.", "{n} people are to be reviewed.", count) if count else none
        )
        gone = erasure.erased(session)
        self.erased.setText(_erased_words(len(gone), gone[-1].erased_on) if gone else tr("Nobody was erased here."))

    def _keep(self, number: int) -> None:
        try:
            retention.set_months(self._app.session, number)
        except PlannerError as fault:
            self._app.notices.fault(fault)
        self.refresh()

    def _run(self, command: str, *_checked: bool) -> None:
        run_command(self._app, command)
        self.refresh()


def _erased_words(count: int, last: str) -> str:
    from datetime import date

    day = day_text(date.fromisoformat(last))
    return trn(
        "{n} person was erased here, on {day}.", "{n} people were erased here, the last on {day}.", count, day=day
    )
