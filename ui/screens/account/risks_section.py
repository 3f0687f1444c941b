# SPDX-License-Identifier: Apache-2.0
"""The risks of an account, ranked; those not assessed wait in a line below (mock-up 04b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.risk import risk_states
from planner.services import risks
from planner.services.session import Session
from planner.views.account_risks import columns, first_unrated, risk_table
from planner.views.risk_matrix import risk_matrix
from planner.views.tables import TableView
from ui.context import AppContext
from ui.screens.account.risk_details import RiskDetails
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.theme.icons import role_color
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import FilterChip, StatusGlyph
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

NEW_FIELDS = ("statement", "cause", "effect", "likelihood", "impact", "kind", "site_id", "owner_id")


class UnratedLine(QWidget):
    """The dashed tray: how many wait, the oldest one by name, and Rate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(StatusGlyph("unknown"))
        self.count = PlainLabel(role="strong")
        row.addWidget(self.count)
        self.words = PlainLabel(color="muted", elide=True)
        row.addWidget(self.words, 1)
        self.rate = LinkButton(tr("Rate"))
        row.addWidget(self.rate)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(role_color("field_edge"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


class RisksSection(TableSection):
    """Ranked list with the rating beside it."""

    entity = "risk"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("Risk")
        super().__init__(app, parent)
        self._unrated = ""
        self.table = FittedTable(
            columns(by_loss=False),
            name=tr("Risks"),
            stretch="statement",
            drops=("owners", "trigger"),
            two_line=True,
            sortable=False,
        )
        self.table.setObjectName("tblRisks")
        self.empty = EmptyState(
            tr("What could hurt this customer, and what then?"),
            tr("A risk is one sentence: cause, event, effect. Rating and plan follow."),
        )
        add = Button(tr("Add risk"), variant="primary", icon="plus")
        add.clicked.connect(self.new_record)
        self.empty.add_button(add)
        self.heading = PlainLabel(role="caption", color="muted", elide=True)
        self.closed = FilterChip(tr("Closed"), tip=tr("Show closed risks as well"))
        self.closed.toggled.connect(self.rebuild)
        self.tray = UnratedLine()
        self.tray.rate.clicked.connect(self._rate)
        self._tray_holder = Panel()
        column = QVBoxLayout(self._tray_holder)
        column.setContentsMargins(16, 8, 16, 12)
        column.addWidget(self.tray)
        self.chosen_bar.add_button(tr("Edit fields…"), icon="pencil").clicked.connect(self.bulk_edit)
        self.chosen_bar.add_button(tr("Close"), icon="circle-check").clicked.connect(self._close)
        self.chosen_bar.add_button(tr("Move to Trash"), icon="trash").clicked.connect(self.trash)
        self.assemble(self.closed, self.heading, below=(self._tray_holder,))
        self.risk = RiskDetails(app, self.pane)

    @override
    def show_world(self, world: World) -> None:
        states = risk_states(world.facts, world.rules, world.today)
        waiting = first_unrated(states)
        number = sum(1 for state in states if state.current is None)
        self._unrated = waiting.risk.id if waiting else ""
        self._tray_holder.setVisible(waiting is not None)
        if waiting is not None:
            self.tray.count.setText(tr("Not assessed ({n})", n=number))
            self.tray.words.setText(" ".join(p for p in (waiting.risk.code, waiting.risk.statement) if p))
        self.heading.setText(world.overview.ranking.heading.text() if world.overview.ranking.rated else "")
        shut = sum(1 for risk in world.facts.risks if risk.state == "closed")
        self.closed.set_count(str(shut) if shut else "")
        self.closed.setVisible(bool(shut) or self.closed.isChecked())
        super().show_world(world)

    @override
    def view(self, world: World) -> TableView:
        matrix = risk_matrix(world.facts, world.rules, as_of=world.today)
        return risk_table(matrix, world.facts, closed=self.closed.isChecked())

    @override
    def has_more(self) -> bool:
        return bool(self.world and self.world.facts.risks)

    @override
    def show_one(self, world: World, key: str) -> None:
        risk = next((r for r in world.facts.risks if r.id == key), None)
        if risk is not None:
            self.risk.show(world, risk)

    @override
    def row_key(self, record: str) -> str:
        facts = self.world.facts if self.world else None
        held = next((d.plan_id for d in facts.drills if d.id == record), record) if facts else record
        plan = next((p for p in facts.plans if p.id == held), None) if facts else None
        if plan is None or not plan.risk_ids:
            return record
        self.risk.choose_plan_of(plan.id)
        return plan.risk_ids[0]

    @override
    def focus_first(self, field: str | None = None) -> None:
        self.risk.focus(field)

    @override
    def new_record(self) -> None:
        self.ask_new(fields=NEW_FIELDS, add=_add)

    @override
    def flush(self) -> None:
        self.risk.flush()

    @Slot()
    def _rate(self) -> None:
        if self._unrated:
            self.show_record(self._unrated, "likelihood")

    @Slot()
    def _close(self) -> None:
        changes = risks.close(self.app.session, self.table.keys())
        if changes:
            self.app.notices.toast(changes.label.text(), undo=True)


def _add(session: Session, values: Mapping[str, Any], source: object) -> Any:
    rest = dict(values)
    account_id, statement = str(rest.pop("account_id")), str(rest.pop("statement", "") or "")
    return risks.add_risk(session, account_id, statement, source=source, **rest)
