# SPDX-License-Identifier: Apache-2.0
"""The details pane of a risk in a review: cause, event and effect with their sentence, and the trace through it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from planner.entities.risks.risk import RISK, Risk
from planner.kernel.text import tr
from planner.rules.trace import trace
from planner.views.risk_sentence import risk_sentence
from ui.actions.commands import run_command
from ui.forms.entity_form import EntityForm
from ui.screens.parts.trace_doing import TraceDoing
from ui.screens.parts.trace_strip import TraceStrip
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import column, scrolled
from ui.screens.review.trace_near import near
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel

_FIELDS = (
    "cause",
    "statement",
    "effect",
    "likelihood_reason",
    "impact_reason",
    "kind",
    "site_id",
    "asset_id",
    "finding_ids",
    "due",
    "told_ours_on",
    "told_customer_on",
    "audience",
)


class RiskPane(Panel):
    """What is told about a risk besides its rating."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        top = Panel(lines="b", line="row_line")
        self.sentence = PlainLabel(role="name", wrap=True)
        column(top, margins=(16, 12, 16, 13)).addWidget(self.sentence)
        self.form = EntityForm(host.app, RISK, fields=_FIELDS, scroll=False)
        self.form.row("statement").set_label(tr("Event: what could happen"))
        self.form.committed.connect(self._committed)
        self.trace = TraceStrip()
        self.doing = TraceDoing(host.app, self.trace, near(host))
        body = QWidget()
        inside = column(body)
        for part in (top, self.form, self.trace):
            inside.addWidget(part)
        inside.addStretch(1)
        outer = column(self, margins=(1, 0, 0, 0))
        outer.addWidget(self.header)
        outer.addWidget(scrolled(body), 1)

    def show_risk(self, shown: Shown, risk: Risk) -> None:
        """Show a risk."""
        self.header.set_title(tr("Risk {code}", code=risk.code or ""))
        self.sentence.setText(risk_sentence(risk))
        self.form.load(risk)
        self.doing.set_facts(shown.facts)
        self.trace.show_trace(
            trace(shown.facts, "risk", risk.id, shown.rules, shown.today), shown.facts, (shown.rules, shown.today)
        )

    @Slot()
    def _close(self) -> None:
        run_command(self._host.app, "view.details")

    @Slot()
    def _committed(self, *_: object) -> None:
        self._host.perform(lambda _source: None)
