# SPDX-License-Identifier: Apache-2.0
"""A button that begins a plan with first steps by kind of risk; the kind that fits best comes first."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.plan_templates import TEMPLATES, PlanTemplate, proposed
from ui.widgets.button import Button


def template_for(facts: AccountFacts, risk_id: str) -> PlanTemplate | None:
    """The first steps that fit a risk best."""
    risk = next((r for r in facts.risks if r.id == risk_id), None)
    if risk is None:
        return None
    asset = next((a for a in facts.assets if a.id == risk.asset_id), None)
    return proposed(risk, asset, tuple(r for r in facts.results if r.id in risk.finding_ids))


class FirstSteps(Button):
    """``chosen`` carries the key of a template."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, primary: bool = False, small: bool = False) -> None:
        super().__init__(
            tr("Begin with first steps"), parent, variant="primary" if primary else "normal", arrow=True, small=small
        )
        self.setObjectName("btnFirstSteps")
        self.menu_of_kinds = QMenu(self)
        self.menu_of_kinds.triggered.connect(self._chosen)
        self.set_menu(self.menu_of_kinds)

    def offer(self, facts: AccountFacts, risk_id: str) -> None:
        """List the kinds for a risk."""
        best = template_for(facts, risk_id)
        self.menu_of_kinds.clear()
        if best is not None:
            words = tr("{kind} (fits best)", kind=tr(best.name))
            self.menu_of_kinds.addAction(words.replace("&", "&&")).setData(best.key)
            self.menu_of_kinds.addSeparator()
        for template in TEMPLATES:
            if best is None or template.key != best.key:
                self.menu_of_kinds.addAction(tr(template.name).replace("&", "&&")).setData(template.key)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
