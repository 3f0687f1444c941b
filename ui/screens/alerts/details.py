# SPDX-License-Identifier: Apache-2.0
"""The pane beside the alerts: what stands, by which rule, on which records, its step, and muting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.rules.explain import Evidence
from planner.services.alert_list import Row
from planner.views import alerts_view as words
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.screens.alerts import verbs
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.layouts import clear_layout
from ui.screens.today.places import record_place
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import StatusText
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import WrappedLabel


class AlertDetails(DetailsPane):
    """Shows one alert; its step is the first button."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._row: Row | None = None
        self.btn_step = Button("", variant="primary", shortcut="Ctrl+Shift+Enter")
        self.btn_step.setObjectName("btnStep")
        self.btn_mute = Button(tr("Mute…"), small=True)
        self.btn_mute.setObjectName("btnMute")
        self.btn_unmute = Button(tr("Unmute"), small=True)
        self.btn_unmute.setObjectName("btnUnmute")
        self.account = LinkButton("", icon="building")
        self.what = Group(tr("What stands"))
        self.text = WrappedLabel(role="name", wrap=True)
        self.state = StatusText("", "")
        self.hushed = Group(tr("Muted"))
        self.reason = WrappedLabel(wrap=True)
        self.until = WrappedLabel(role="caption", color="muted", wrap=True)
        self.rule = WrappedLabel(role="caption", color="muted", wrap=True)
        self.records = Group(tr("Records"))
        self.record_lines = QVBoxLayout()
        self._lay_out()
        self.btn_step.clicked.connect(self._step)
        self.btn_mute.clicked.connect(self._mute)
        self.btn_unmute.clicked.connect(self._unmute)
        self.account.clicked.connect(self._open_account)

    def _lay_out(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for parts in ((self.btn_step,), (self.account, self.btn_mute, self.btn_unmute)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for n, part in enumerate(parts):
                row.addWidget(part)
                if not n:
                    row.addStretch(1)
            column.addLayout(row)
        for said in (self.text, self.state, self.rule):
            self.what.add(said)
        self.hushed.add(self.reason)
        self.hushed.add(self.until)
        self.record_lines.setSpacing(0)
        self.records.column.addLayout(self.record_lines)
        for shown in (top, self.what, self.hushed, self.records):
            self.add(shown)

    def show_row(self, row: Row | None) -> None:
        """Show another alert; None where none is selected."""
        self._row = row
        if row is None:
            self.set_title(tr("Alert"))
            self.set_blank(tr("Select an alert to see its records and its step."))
            return
        alert, today = row.alert, self._app.session.today()
        self.set_title(tr("Alert"), alert.rule)
        self.set_record(
            "alert_mute" if row.mute else alert.records[0].entity, row.mute.id if row.mute else alert.records[0].id
        )
        self.account.setText(row.account)
        self.btn_step.setText(words.step_words(alert))
        self.btn_mute.setVisible(row.mute is None)
        self.btn_unmute.setVisible(row.mute is not None)
        self.text.setText(alert.text.text())
        first, second = words.when(alert, today)
        self.state.set_status(words.state_of(alert, today), " · ".join(part for part in (first, second) if part))
        self.rule.setText(tr("By the rule {rule}", rule=words.rule_line(alert)))
        self.hushed.setVisible(row.mute is not None)
        self.reason.setText(words.mute_words(row))
        self.until.setText(words.until_words(row))
        clear_layout(self.record_lines)
        for record in alert.records:
            self.record_lines.addWidget(self._record_line(record))

    def _record_line(self, record: Evidence) -> ListRow:
        title, second, icon = words.record_words(record)
        line = ListRow(title, second=second, icon=icon)
        line.clicked.connect(partial(self._open, record))
        return line

    def _open(self, record: Evidence, *_checked: bool) -> None:
        if self._row is not None:
            self._app.navigator.go(record_place(self._app.session, self._row.account_id, record.entity, record.id))

    @Slot()
    def _open_account(self) -> None:
        if self._row is not None:
            place = Place(page="account", account_id=self._row.account_id, section="overview")
            self._app.navigator.go(place)

    @Slot()
    def _step(self) -> None:
        self._run("alert.step")

    @Slot()
    def _mute(self) -> None:
        self._run("alert.mute")

    @Slot()
    def _unmute(self) -> None:
        self._run("alert.unmute")

    def _run(self, command: str) -> None:
        if self._row is not None:
            run_command(self._app, command, alert=verbs.told(self._row))
