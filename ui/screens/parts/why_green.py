# SPDX-License-Identifier: Apache-2.0
"""The part of a Why pane that says what would turn the value green; each step becomes an action by one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.changes import CORRECT, Change
from planner.rules.green import Green, Step, Way
from planner.services import reports, suggestions, why
from planner.views import green_words
from planner.views.movement_chart import signed_points
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.screens.parts.layouts import clear_layout
from ui.screens.parts.why_moved import Choice
from ui.widgets.button import Button, LinkButton
from ui.widgets.panes import Group
from ui.widgets.safe import PlainLabel, WrappedLabel

Open = Callable[[str, str], None]


class GreenGroup(Group):
    """Worked out when it is asked for: some dozens of questions to the formula."""

    def __init__(self, app: AppContext, target: tuple[str, str, date], chosen: Choice, open_record: Open) -> None:
        super().__init__(tr("What would turn it green"), link=tr("Show"))
        self.setObjectName("grpGreen")
        self._app, self._chosen, self._open = app, chosen, open_record
        self._account, self._measure, self._day = target
        self.title.link_clicked.connect(self.toggle)
        self.body = QWidget()
        self.body.setObjectName("greenBody")
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(4)
        self.add(self.body)
        self.btn_what_if = Button(tr("What if…"), small=True, icon="bulb")
        self.btn_what_if.setObjectName("btnWhatIf")
        self.btn_what_if.clicked.connect(self._what_if)
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 0)
        line.addWidget(self.btn_what_if)
        line.addStretch(1)
        self.column.addLayout(line)
        self._show()

    @Slot()
    def _what_if(self) -> None:
        run_command(self._app, "account.what_if", account_id=self._account)

    @Slot()
    def toggle(self) -> None:
        """Show or fold the ways."""
        self._chosen.green = not self._chosen.green
        self._show()

    def _show(self) -> None:
        clear_layout(self.rows)
        self.title.set_link(tr("Hide") if self._chosen.green else tr("Show"))
        self.body.setVisible(self._chosen.green)
        if not self._chosen.green:
            return
        found = why.green(self._app.session, self._account, self._measure, self._day)
        for way in found.ways:
            self._way(found, way)
        said = green_words.remark(found)
        if said:
            self.rows.addWidget(WrappedLabel(said, color="muted", wrap=True))
        if found.unknown:
            self._unknown(found)

    def _way(self, found: Green, way: Way) -> None:
        self.rows.addWidget(WrappedLabel(green_words.heading(found, way), role="strong", wrap=True))
        for step in way.steps:
            self.rows.addWidget(self._step(step))
        new = [s.change for s in way.steps if suggestions.can_be_action(s.change)]
        if len(new) > 1 and self._may_add():
            button = Button(tr("Add all as actions"), small=True, icon="plus")
            button.setObjectName("btnAddAll")
            button.clicked.connect(partial(self.add_actions, new))
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            self.rows.addLayout(line)
        self.rows.addSpacing(4)

    def _step(self, step: Step) -> QWidget:
        """The step with its points; below it the press that makes it an action, or where it stands already."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(PlainLabel(step.text.text(), wrap=True), 1)
        first.addWidget(PlainLabel(signed_points(step.points), role="strong"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        second = QHBoxLayout()
        second.addWidget(self._offer(step))
        second.addStretch(1)
        column.addLayout(second)
        return holder

    def _offer(self, step: Step) -> QWidget:
        what, change = step.text.text(), step.change
        if change.kind == CORRECT:
            link = LinkButton(tr("Open"), name=tr("{verb}: {what}", verb=tr("Open"), what=what))
            link.clicked.connect(partial(self._open, "action", change.id))
            return link
        if suggestions.is_planned(change, reports.facts(self._app.session, self._account)):
            return PlainLabel(tr("is an open action already"), role="caption", color="muted")
        if not self._may_add():
            return PlainLabel(tr("as of {day}", day=day_text(self._day)), role="caption", color="muted")
        link = LinkButton(tr("Add action"), name=tr("{verb}: {what}", verb=tr("Add action"), what=what))
        link.clicked.connect(partial(self.add_actions, [change]))
        return link

    def _may_add(self) -> bool:
        """Actions are made from what holds today, in a portfolio that may be changed."""
        return self._day == self._app.session.today() and not self._app.session.read_only

    def _unknown(self, found: Green) -> None:
        head = tr("Needs to be known, and is not assumed:")
        self.rows.addWidget(WrappedLabel(head, role="caption", color="muted", wrap=True))
        for missing in found.unknown:
            self.rows.addWidget(WrappedLabel(missing.text.text(), role="caption", wrap=True))

    def add_actions(self, changes: Sequence[Change], *_checked: bool) -> None:
        """Make steps actions, in one step that can be taken back."""
        try:
            made = suggestions.add(self._app.session, self._account, changes)
        except PlannerError as error:
            self._app.notices.fault(error)
            return
        if made:
            self._app.notices.toast(suggestions.added_words(made), undo=True)
