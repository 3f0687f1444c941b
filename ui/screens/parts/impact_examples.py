# SPDX-License-Identifier: Apache-2.0
"""What an impact means at a site: the site's own examples beside the words of the scale, and where they are edited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from planner.entities.customers.site import SITE, ImpactExample, Site
from planner.entities.risks.risk import Risk
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import IMPACTS
from planner.services import crud, draft_places
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.forms.choice_editors import SHORT_TEXT, ChoiceEditor
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import FormDraft
from ui.forms.field_row import FaultLine, FieldRow
from ui.forms.text_editors import LineEditor


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
        self.lines = {value: self._line(value, word) for value, word in reversed(IMPACTS)}
        place = draft_places.ask("site", "impact_examples", [site.id])
        self._draft = FormDraft(keeper_of(app), place, {str(value): line for value, line in self.lines.items()})
        self._draft.restore()
        self.rejected.connect(self._draft.drop)
        self._fault = FaultLine(self)
        self.column.addWidget(self._fault)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        keep = self.add_button(tr("Save"), primary=True, name="btnSave")
        keep.clicked.connect(self.keep_examples)
        next(iter(self.lines.values())).setFocus()

    def _line(self, value: int, word: str) -> LineEditor:
        field = FieldSpec(str(value), tr("{n} {word}", n=value, word=tr(word)), Kind.TEXT)
        line = LineEditor(field)
        line.set_value(example_of(self._site, value))
        line.entered.connect(self.keep_examples)
        self.column.addWidget(FieldRow(field, line))
        return line

    @Slot()
    def keep_examples(self) -> None:
        """Write what stands in the lines to the site."""
        given = tuple(
            ImpactExample(impact=value, example=text)
            for value in sorted(self.lines)
            if (text := " ".join(self.lines[value].text().split()))
        )
        try:
            if given != self._site.impact_examples:
                with self._draft.saving():
                    crud.set_field(self._app.session, SITE, self._site.id, "impact_examples", given)
        except PlannerError as fault:
            self._fault.say(str(fault))
            return
        self._draft.drop()
        self.accept()


def edit_examples(app: AppContext, site: Site, window: QWidget, done: Callable[[], object]) -> ImpactExamples:
    """Open the window; ``done`` is told when something was kept."""
    dialog = ImpactExamples(app, site, window)
    dialog.accepted.connect(done)
    dialog.open()
    return dialog
