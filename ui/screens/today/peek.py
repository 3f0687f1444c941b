# SPDX-License-Identifier: Apache-2.0
"""A look at one row of Today without leaving it: what waits, since when, and the form of an action."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.entities.service.action import ACTION
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.due import DueRow
from planner.services import crud
from planner.views import today_view
from planner.views.alerts_view import rule_line
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.entity_form import EntityForm
from ui.screens.actions.replan import done
from ui.screens.today.places import alert_told
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.panes import Group, HLine, PaneHeader, Panel
from ui.widgets.safe import PlainLabel

FIELDS = ("title", "owner_id", "due", "effect_note")


class Peek(Panel):
    """The details pane of Today; ``closed`` and ``opened`` (a `DueRow`) leave the decision to the screen."""

    closed = Signal()
    opened = Signal(object)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._row: DueRow | None = None
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self.closed)
        self.btn_open = Button(tr("Open"), variant="primary", shortcut=tr("Enter"))
        self.btn_done = Button(tr("Done"), icon="check")
        self.btn_open.clicked.connect(self._open)
        self.btn_done.clicked.connect(self._done)
        self.btn_step = Button("")
        self.btn_step.setObjectName("btnStep")
        self.btn_mute = Button(tr("Mute…"))
        self.btn_mute.setObjectName("btnMute")
        self.btn_step.clicked.connect(self._step)
        self.btn_mute.clicked.connect(self._mute)
        self.facts = Group(tr("What waits"))
        self.title = PlainLabel(role="name", wrap=True)
        self.detail = PlainLabel(color="muted", wrap=True)
        self.state = StatusText("", "")
        self.due = PlainLabel(role="caption", color="muted")
        self.rule = PlainLabel(role="caption", color="muted", wrap=True)
        for part in (self.title, self.detail, self.state, self.due, self.rule):
            self.facts.add(part)
        self.form = EntityForm(app, ACTION, fields=FIELDS, scroll=False)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 12, 16, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self.btn_open)
        buttons.addWidget(self.btn_done)
        buttons.addStretch(1)
        self.answer = QWidget()
        row = QHBoxLayout(self.answer)
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.btn_step)
        row.addWidget(self.btn_mute)
        row.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addWidget(self.answer)
        column.addWidget(HLine())
        column.addWidget(self.facts)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(scroll, 1)

    def show_row(self, row: DueRow) -> None:
        """Show another row; what is being typed in the form is kept first."""
        self.form.flush()
        self._row = row
        self.header.set_title(row.account_name, tr(today_view.KIND_WORDS[row.kind]))
        self.title.setText(row.title.text())
        self.detail.setText(row.detail.text())
        self.detail.setVisible(bool(row.detail.text()))
        self.state.set_status(row.state, row.words.text())
        self.due.setText(tr("Due {day}", day=day_text(row.due)) if row.due else "")
        self._show_alert(row)
        action = crud.find(self._app.session, ACTION, row.id) if row.entity == "action" else None
        self.form.load(action)
        self.form.setVisible(action is not None)
        self.btn_done.setVisible(action is not None)

    def _show_alert(self, row: DueRow) -> None:
        """The rule that asks, with its step and the way to mute it."""
        self.btn_step.setText(today_view.step_words(row))
        self.answer.setVisible(bool(row.alerts))
        self.rule.setText("\n".join(tr("By the rule {rule}", rule=rule_line(alert)) for alert in row.alerts))
        self.rule.setVisible(bool(row.alerts))

    @Slot()
    def _step(self) -> None:
        if self._row is not None and self._row.alerts:
            run_command(self._app, "alert.step", alert=alert_told(self._row))

    @Slot()
    def _mute(self) -> None:
        if self._row is not None and self._row.alerts:
            run_command(self._app, "alert.mute", alert=alert_told(self._row))

    @Slot()
    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row)

    @Slot()
    def _done(self) -> None:
        if self._row is not None and self._row.entity == "action":
            done(self._app, [self._row.id])
            self.closed.emit()
