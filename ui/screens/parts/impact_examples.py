# SPDX-License-Identifier: Apache-2.0
"""What an impact means at a site: the site's own examples beside the words of the scale, and where they are edited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.entities.customers.site import IMPACT_EXAMPLE, SITE, ImpactExample, Site
from planner.entities.risks.risk import Risk
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import IMPACTS
from planner.services import crud
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.forms.choice_editors import SHORT_TEXT, ChoiceEditor
from ui.forms.field_row import FaultLine
from ui.widgets.field import FieldBox


def site_of(facts: AccountFacts, risk: Risk) -> Site | None:
    """The site that a risk is about: its own, that of its equipment, or that of its review."""
    assets = {a.id: a.site_id for a in facts.assets}
    reviews = {r.id: r.site_id for r in facts.reviews}
    key = risk.site_id or assets.get(risk.asset_id or "") or reviews.get(risk.review_id or "")
    return next((site for site in facts.sites if site.id == key), None)


def example_of(site: Site | None, impact: int | None) -> str:
    """The site's example of a step; "" without one."""
    found = site.impact_examples if site is not None else ()
    return next((example.example for example in found if example.impact == impact), "")


def relabel(editor: ChoiceEditor, site: Site | None) -> None:
    """Let the open list of an impact field show the site's examples behind the words; the field stays short."""
    for value, word in IMPACTS:
        index = editor.index_of(value)
        if index < 0:
            continue
        short, example = tr("{n} {word}", n=value, word=tr(word)), example_of(site, value)
        text = tr("{step}: {example}", step=short, example=example) if example else short
        editor.combo.setItemText(index, text)
        editor.combo.setItemData(index, short, SHORT_TEXT)
        editor.combo.setItemData(index, example or None, Qt.ItemDataRole.ToolTipRole)


class ImpactExamples(HouseDialog):
    """Five lines, one for each step of the scale; Enter keeps them in one step."""

    def __init__(self, app: AppContext, site: Site, parent: QWidget | None = None) -> None:
        app.session.refuse_reading()
        super().__init__(tr("What an impact means at {site}", site=site.name), parent, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._app, self._site = app, site
        self.add_text(tr("Say it so that the customer would: stores, hours, goods, people."), color="muted")
        self.lines: dict[int, QLineEdit] = {}
        longest = next(f for f in IMPACT_EXAMPLE.fields if f.name == "example").limit
        for value, word in reversed(IMPACTS):
            line = QLineEdit(example_of(site, value))
            line.setMaxLength(longest)
            line.returnPressed.connect(self.keep_examples)
            self.lines[value] = line
            self.column.addWidget(FieldBox(tr("{n} {word}", n=value, word=tr(word)), line))
        self._fault = FaultLine(self)
        self.column.addWidget(self._fault)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        keep = self.add_button(tr("Save"), primary=True, name="btnSave")
        keep.clicked.connect(self.keep_examples)
        next(iter(self.lines.values())).setFocus()

    @Slot()
    def keep_examples(self) -> None:
        """Write what stands in the lines to the site."""
        given = tuple(
            ImpactExample(impact=value, example=text)
            for value in sorted(self.lines)
            if (text := self.lines[value].text().strip())
        )
        try:
            if given != self._site.impact_examples:
                crud.set_field(self._app.session, SITE, self._site.id, "impact_examples", given)
        except PlannerError as fault:
            self._fault.say(str(fault))
            return
        self.accept()


def edit_examples(app: AppContext, site: Site, window: QWidget, done: Callable[[], object]) -> ImpactExamples:
    """Open the window; ``done`` is told when something was kept."""
    dialog = ImpactExamples(app, site, window)
    dialog.accepted.connect(done)
    dialog.open()
    return dialog
