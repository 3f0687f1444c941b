# SPDX-License-Identifier: Apache-2.0
"""The details pane of a plan in a review: whether it holds, and the trace through it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.rules.trace import trace
from planner.views.account_risks import plan_words
from ui.actions.commands import run_command
from ui.screens.parts.trace_doing import TraceDoing
from ui.screens.parts.trace_strip import TraceStrip
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import column, scrolled
from ui.screens.review.trace_near import near
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel


class PlanPane(Panel):
    """What hangs on a plan."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        top = Panel(lines="b", line="row_line")
        self.state = PlainLabel(color="muted", wrap=True)
        column(top, margins=(16, 12, 16, 13)).addWidget(self.state)
        self.trace = TraceStrip()
        self.doing = TraceDoing(host.app, self.trace, near(host))
        body = QWidget()
        inside = column(body)
        for part in (top, self.trace):
            inside.addWidget(part)
        inside.addStretch(1)
        outer = column(self, margins=(1, 0, 0, 0))
        outer.addWidget(self.header)
        outer.addWidget(scrolled(body), 1)

    def show_plan(self, shown: Shown, plan: ContingencyPlan) -> None:
        """Show a plan."""
        self.header.set_title(plan.title)
        words = plan_words(plan, shown.rules, shown.today)[1]
        self.state.setText(words[:1].upper() + words[1:])
        self.doing.set_facts(shown.facts)
        found = trace(shown.facts, "contingency_plan", plan.id, shown.rules, shown.today)
        self.trace.show_trace(found, shown.facts, (shown.rules, shown.today))

    @Slot()
    def _close(self) -> None:
        run_command(self._host.app, "view.details")
