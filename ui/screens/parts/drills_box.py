# SPDX-License-Identifier: Apache-2.0
"""The drills of a plan: the next one, those that were held with their minutes, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from ui.context import AppContext
from ui.screens.parts import drill_windows
from ui.screens.parts.layouts import clear_layout
from ui.text import short_date
from ui.widgets.button import Button
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

_WORDS = dict(DRILL_RESULTS)
_SIGNS = {"passed": "fine", "partly": "watch", "failed": "act"}
_MOST = 4


class DrillsBox(Group):
    """Shows the drills of one plan; None hides it."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Drills"), parent)
        self.setObjectName("grpDrills")
        self._app = app
        self._plan: ContingencyPlan | None = None
        self._drills: tuple[Drill, ...] = ()
        self.none = PlainLabel(
            tr("Not tried out yet. A drill shows who has no key and how long it really takes."),
            role="caption",
            color="muted",
            wrap=True,
        )
        self.add(self.none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.btn_plan = Button(tr("Plan drill"), small=True, icon="calendar-event")
        self.btn_plan.setObjectName("btnPlanDrill")
        self.btn_plan.clicked.connect(self.plan_drill)
        self.btn_record = Button(tr("Record drill"), small=True, icon="check")
        self.btn_record.setObjectName("btnRecordDrill")
        self.btn_record.clicked.connect(self.record_drill)
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.btn_plan)
        line.addWidget(self.btn_record)
        line.addStretch(1)
        self.column.addLayout(line)
        self.hide()

    def show_plan(self, plan: ContingencyPlan | None, facts: AccountFacts) -> None:
        """Show the drills of a plan."""
        self.setVisible(plan is not None)
        found = tuple(reversed(facts.drills_by_plan().get(plan.id, []))) if plan is not None else ()
        same = plan is not None and self._plan is not None and plan.id == self._plan.id and found == self._drills
        self._plan = plan
        if same:
            return
        self._drills = found
        clear_layout(self._rows)
        before: QWidget = self
        for drill in found[:_MOST]:
            row = self._row(drill)
            self._rows.addWidget(row)
            QWidget.setTabOrder(before, row)
            before = row
        QWidget.setTabOrder(before, self.btn_plan)
        self.none.setVisible(not found)

    def _row(self, drill: Drill) -> ListRow:
        if drill.held_on is None:
            day = short_date(drill.planned_on) if drill.planned_on else ""
            row = ListRow(tr("Planned"), second=tr("Press when it was held"), right=day, state="unknown")
            row.clicked.connect(partial(self._hold, drill))
            return row
        minutes = tr("{n} min", n=drill.minutes) if drill.minutes is not None else ""
        title = " · ".join(part for part in (tr(_WORDS[drill.result]) if drill.result else tr("Held"), minutes) if part)
        state = _SIGNS.get(drill.result or "", "")
        row = ListRow(title, second=(drill.learned or "").split("\n")[0], right=short_date(drill.held_on), state=state)
        row.setToolTip(drill.learned or "")
        row.clicked.connect(partial(drill_windows.show_drill, self._app, drill.id, self.window()))
        return row

    def take_focus(self) -> None:
        """Begin with what comes next: the record of a drill, or its plan."""
        waiting = any(drill.held_on is None for drill in self._drills)
        (self.btn_record if waiting else self.btn_plan).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def plan_drill(self) -> None:
        """Ask for the day of the next drill."""
        if self._plan is not None:
            drill_windows.plan_drill(self._app, self._plan.id, self.window())

    @Slot()
    def record_drill(self) -> None:
        """Ask how a drill went."""
        if self._plan is not None:
            drill_windows.record_drill(self._app, self._plan.id, self.window())

    def _hold(self, drill: Drill) -> None:
        drill_windows.record_drill(self._app, drill.plan_id, self.window(), drill)
