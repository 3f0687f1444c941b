# SPDX-License-Identifier: Apache-2.0
"""The trace as a group of a details pane: nine steps one can press, and for what is missing the step that mends it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.dates import near_day
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.rules.trace import Trace
from planner.views.trace_view import Shown, Step, steps, summary
from ui.screens.parts.layouts import clear_layout
from ui.widgets.button import LinkButton
from ui.widgets.chips import StatusGlyph
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel, WrappedLabel

ICONS = {
    "check": "search",
    "finding": "flag",
    "explanation": "messages",
    "acknowledgement": "check",
    "risk": "alert-circle",
    "plan": "bulb",
    "drill": "clock",
    "action": "circle-check",
    "reinspection": "refresh",
}
_SIGNS = {"missing": "watch", "open": "unknown"}


class TraceStrip(Group):
    """``opened`` carries entity and id of a pressed record, ``wanted`` the step whose gap is to be mended."""

    opened = Signal(str, str)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Trace"), parent)
        self.setObjectName("grpTrace")
        self.summary = PlainLabel(role="caption", color="muted", wrap=True)
        self.add(self.summary)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self._shown: tuple[Step, ...] = ()
        self._start = ""
        self._today = date.min
        self.stops: list[QWidget] = []
        self.hide()

    def steps(self) -> tuple[Step, ...]:
        """The nine as they are shown."""
        return self._shown

    def show_trace(self, found: Trace | None, facts: AccountFacts, by: tuple[Rules, date]) -> None:
        """Show a trace, None for none; the same again disturbs nothing. ``by`` are the rules and the day."""
        self.setVisible(found is not None)
        if found is None:
            self._shown = ()
            return
        self._today = by[1]
        made = steps(found, facts, by[0])
        if made == self._shown and found.id == self._start:
            return
        self._shown, self._start = made, found.id
        self.summary.setText(summary(found))
        clear_layout(self._rows)
        self.stops = []
        for step in made:
            self._add_step(step)
        self._order()

    def _add_step(self, step: Step) -> None:
        for shown in step.records:
            self._rows.addWidget(self._record(step, shown))
            for key, caption in shown.photos:
                row = ListRow(caption, icon="photo")
                row.clicked.connect(partial(self.opened.emit, "attachment", key))
                self._keep(row)
        if step.gap is not None:
            self._rows.addWidget(self._gap(step))

    def _record(self, step: Step, shown: Shown) -> ListRow:
        second = tr("{step} · {detail}", step=step.label, detail=shown.detail) if shown.detail else step.label
        day = near_day(shown.on, self._today) if shown.on else ""
        if shown.ahead:
            day = tr("planned {day}", day=day) if day else tr("planned")
        here = step.here and shown.id == self._start
        icon = ICONS[step.kind]
        row = ListRow(shown.name, second=second, second_right=day, icon=icon, title_role="strong" if here else "body")
        row.setToolTip("\n".join(part for part in (shown.name, shown.detail) if part))
        row.clicked.connect(partial(self.opened.emit, shown.entity, shown.id))
        self.stops.append(row)
        return row

    def _keep(self, row: ListRow) -> None:
        self.stops.append(row)
        self._rows.addWidget(row)

    def _gap(self, step: Step) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)  # in line with the words behind the icons of the rows
        line.addWidget(StatusGlyph(_SIGNS[step.state]))
        words = tr("{step}: {missing}", step=step.label, missing=step.lacks)
        line.addWidget(WrappedLabel(words, color="text" if step.state == "missing" else "muted", wrap=True), 1)
        link = LinkButton(step.remedy, name=tr("{remedy}: {step}", remedy=step.remedy, step=step.label))
        link.clicked.connect(partial(self.wanted.emit, step))
        line.addWidget(link)
        self.stops.append(link)
        return holder

    def _order(self) -> None:
        """Rows made anew would come last in the order of Tab."""
        before: QWidget = self
        for stop in self.stops:
            QWidget.setTabOrder(before, stop)
            before = stop
