# SPDX-License-Identifier: Apache-2.0
"""What is proposed besides the measures of single risks, and the agreed plans step by step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.views.customer_view import CustomerView, ShownPlan
from ui.screens.customer_view.parts import Passage, ScrolledPage, body, heading, page_of, rule, sheet
from ui.widgets.safe import PlainLabel

_ACROSS = 3


class PlanPage(ScrolledPage):
    """One page that scrolls."""

    def __init__(self, view: CustomerView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page, column = sheet(gap=16)
        if view.measures:
            column.addWidget(heading(tr("Measures")))
            for what, when in view.measures:
                column.addWidget(body(tr("{what}, {when}", what=what, when=when) if when else what))
        for n, plan in enumerate(view.plans):
            if n or view.measures:
                column.addWidget(rule())
            column.addWidget(_Plan(plan))
        if not view.measures and not view.plans:
            column.addWidget(body(tr("No plan is shown."), color="muted"))
        column.addStretch(1)
        self.area = page_of(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)


class _Plan(QWidget):
    def __init__(self, plan: ShownPlan) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(heading(plan.title))
        risks = "" if plan.risks in plan.title else tr("For {risks}", risks=plan.risks)
        about = " · ".join(part for part in (risks, plan.drill) if part)
        if about:
            column.addWidget(body(about, color="muted"))
        column.addLayout(_facts(plan))
        if plan.steps:
            column.addWidget(PlainLabel(tr("Steps"), role="touch_caption", color="muted"))
            column.addLayout(_steps(plan))


def _facts(plan: ShownPlan) -> QGridLayout:
    """Side by side, so that the steps are in sight too."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(10)
    for n, (label, value) in enumerate(plan.facts):
        grid.addWidget(Passage(label, value), n // _ACROSS, n % _ACROSS, Qt.AlignmentFlag.AlignTop)
    for across in range(_ACROSS):
        grid.setColumnStretch(across, 1)
    return grid


def _steps(plan: ShownPlan) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 2)
    top = Qt.AlignmentFlag.AlignTop
    for row, (when, what, back) in enumerate(plan.steps):
        grid.addWidget(PlainLabel(when, role="touch_body", color="muted"), row, 0, top)
        grid.addWidget(body(what), row, 1)
        if back:
            grid.addWidget(body(tr("Way back: {text}", text=back), color="muted"), row, 2)
    return grid
