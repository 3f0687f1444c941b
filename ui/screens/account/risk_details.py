# SPDX-License-Identifier: Apache-2.0
"""One risk in the details pane: what the rating means, what is needed by when, and its contingency plans (D15)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.entities.risks.risk import RISK, STATES, Risk
from planner.kernel.changes import ChangeSet
from planner.kernel.text import tr
from planner.rules.explain import Missing
from planner.rules.risk import TOLD, RiskState, risk_states
from planner.rules.trace import trace
from planner.services import plans, risks
from planner.views.account_risks import plan_words, score_words
from planner.views.risk_sentence import risk_sentence
from ui.context import AppContext
from ui.forms.choice_editors import ChoiceEditor
from ui.forms.entity_form import EntityForm
from ui.screens.account import places
from ui.screens.account.world import World
from ui.screens.parts import drill_windows
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.drills_box import DrillsBox
from ui.screens.parts.first_steps import FirstSteps
from ui.screens.parts.impact_examples import relabel, site_of
from ui.screens.parts.layouts import clear_layout
from ui.screens.parts.trace_doing import TraceDoing
from ui.screens.parts.trace_strip import TraceStrip
from ui.widgets.button import Button
from ui.widgets.chips import BandChip, StatusGlyph
from ui.widgets.panes import Group, Panel
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

RATING = (
    "likelihood",
    "impact",
    "likelihood_reason",
    "impact_reason",
    "residual_likelihood",
    "residual_impact",
)
_REST = (
    "treatment",
    "owner_id",
    "customer_owner_id",
    "due",
    "told_ours_on",
    "told_customer_on",
    "cause",
    "statement",
    "effect",
    "kind",
    "site_id",
    "asset_id",
    "finding_ids",
    "opened_on",
    "audience",
)
_PLAN_FIELDS = (
    "title",
    "trigger",
    "decider",
    "deputy",
    "steps",
    "spares",
    "contact_ids",
    "contacts",
    "customer_tasks",
    "comms_text",
    "made_on",
    "expires_on",
    "risk_ids",
    "audience",
)
_STATES = dict(STATES)


class RiskDetails:
    """Fills a DetailsPane with the parts of one risk."""

    def __init__(self, app: AppContext, pane: DetailsPane) -> None:
        self._app, self._pane = app, pane
        self._risk: Risk | None = None
        self._world: World | None = None
        self._plan = ""
        self._begin = ""
        self._needs: tuple[Missing, ...] = ()
        pane.add(self._score_part())
        self.rating = EntityForm(app, RISK, fields=RATING, scroll=False)
        pane.add(self.rating)
        pane.add(self._plan_part())
        self.plan_form = EntityForm(app, CONTINGENCY_PLAN, fields=_PLAN_FIELDS, scroll=False)
        pane.add(self.plan_form)
        self.drills = DrillsBox(app)
        pane.add(self.drills)
        self.trace = TraceStrip()
        pane.add(self.trace)
        self.doing = TraceDoing(app, self.trace, self._near)
        self.rest_title = Group(tr("Treatment and origin"))
        pane.add(self.rest_title)
        self.form = EntityForm(app, RISK, fields=_REST, scroll=False)
        self.form.row("statement").set_label(tr("Event: what could happen"))
        pane.add(self.form)

    def _score_part(self) -> QWidget:
        panel = Panel(lines="b", line="row_line")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 13)
        column.setSpacing(8)
        self.band = BandChip("")
        self.statement = PlainLabel(role="name", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.band)
        line.addWidget(self.statement, 1)
        column.addLayout(line)
        self.score = PlainLabel(color="muted", wrap=True)
        column.addWidget(self.score)
        self.needs = QVBoxLayout()
        self.needs.setSpacing(4)
        column.addLayout(self.needs)
        self.state_button = Button("", arrow=True, small=True)
        menu = QMenu(self.state_button)
        for key, text in (
            ("treated", tr("Treatment is done")),
            ("accepted", tr("Accept: live with it")),
            ("closed", tr("Close: it exists no more")),
            ("open", tr("Open again")),
        ):
            menu.addAction(text).triggered.connect(partial(self._to_state, key))
        self.state_button.set_menu(menu)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(PlainLabel(tr("State"), role="caption", color="muted"))
        foot.addWidget(self.state_button)
        foot.addStretch(1)
        column.addLayout(foot)
        return panel

    def _plan_part(self) -> QWidget:
        self.plan_group = Group(tr("Contingency plan"), link=tr("Add plan"))
        self.plan_group.title.link_clicked.connect(self.add_plan)
        self.plan_words = PlainLabel(role="caption", color="muted", wrap=True)
        self.plan_rows = QVBoxLayout()
        self.plan_rows.setSpacing(0)
        self.plan_group.column.addLayout(self.plan_rows)
        self.plan_group.add(self.plan_words)
        self.btn_steps = FirstSteps(small=True)
        self.btn_steps.chosen.connect(self._begin_with)
        self.btn_card = Button(tr("Plan card…"), small=True, icon="printer", tip=tr("One page for the wall"))
        self.btn_card.setObjectName("btnPlanCard")
        self.btn_card.clicked.connect(self._card)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.btn_steps)
        line.addWidget(self.btn_card)
        line.addStretch(1)
        self.plan_group.column.addLayout(line)
        return self.plan_group

    # -- showing

    def show(self, world: World, risk: Risk) -> None:
        """Show a risk as of today."""
        if self._risk is None or self._risk.id != risk.id:
            self._plan = ""
        self._risk, self._world = risk, world
        state = next((s for s in risk_states(world.facts, world.rules, world.today) if s.risk.id == risk.id), None)
        self._pane.set_title(risk.code or tr("Risk"))
        self.band.set_band(state.band or "" if state else "")
        self.statement.setText(risk_sentence(risk))
        self.score.setText(score_words(risk, state))
        self.state_button.setText(tr(_STATES[risk.state]))
        self._show_needs(state)
        self.rating.load(risk)
        self.form.load(risk)
        for name in ("impact", "residual_impact"):
            editor = self.rating.editor(name)
            if isinstance(editor, ChoiceEditor):
                relabel(editor, site_of(world.facts, risk))
        self._show_plans(world, risk)
        self.doing.set_facts(world.facts)
        self.trace.show_trace(
            trace(world.facts, "risk", risk.id, world.rules, world.today), world.facts, (world.rules, world.today)
        )

    def _near(self, entity: str, key: str) -> bool:
        """Records that this pane shows itself; a risk or plan made a moment ago is gone to."""
        if self._world is None or self._risk is None:
            return False
        if entity == "contingency_plan" and key in {
            p.id for p in self._world.facts.plans_by_risk().get(self._risk.id, [])
        }:
            self._choose_plan(key)
            self.plan_form.focus_field("title")
            return True
        if entity == "drill":
            drill_windows.show_drill(self._app, key, self._pane.window())
            return True
        return False

    def _show_needs(self, state: RiskState | None) -> None:
        clear_layout(self.needs)
        self._needs = tuple(need for need in state.needs if need.verb is not None) if state else ()
        for number, need in enumerate(self._needs):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(StatusGlyph("watch"))
            row.addWidget(PlainLabel(need.text.text(), wrap=True), 1)
            words = self._offer(need, state)
            if words:
                button = Button(words, icon="plus" if words == tr("Add plan") else "", small=True)
                button.clicked.connect(partial(self._mend, number))
                row.addWidget(button)
            self.needs.addWidget(holder)

    def _offer(self, need: Missing, state: RiskState | None) -> str:
        """The word of the press that meets a need; "" for what the form below meets."""
        if need.verb is None or state is None or (need.entity == "risk" and need.verb != TOLD):
            return ""
        if need.entity == "contingency_plan":
            return tr("Complete") if state.plans else tr("Add plan")
        if need.entity == "drill" and not state.valid_plan:
            return ""
        return need.verb.text()

    def _show_plans(self, world: World, risk: Risk) -> None:
        found = world.facts.plans_by_risk().get(risk.id, [])
        if self._plan not in {plan.id for plan in found}:
            self._plan = found[0].id if found else ""
        clear_layout(self.plan_rows)
        if len(found) > 1:
            for plan in found:
                row = ListRow(plan.title, icon="bulb")
                row.setCheckable(True)
                row.setChecked(plan.id == self._plan)
                row.clicked.connect(partial(self._choose_plan, plan.id))
                self.plan_rows.addWidget(row)
        shown = next((plan for plan in found if plan.id == self._plan), None)
        asked = any(need.entity == "contingency_plan" for need in self._needs)
        self.plan_group.title.set_link(tr("Another plan") if found else "" if asked else tr("Add plan"))
        self._load_plan(world, shown)

    def _load_plan(self, world: World, plan: ContingencyPlan | None) -> None:
        self.plan_form.load(plan)
        self.plan_form.setVisible(plan is not None)
        self.drills.show_plan(plan, world.facts)
        self.btn_card.setVisible(plan is not None)
        self.btn_steps.setVisible(plan is None or not plan.steps)
        if self._risk is not None:
            self.btn_steps.offer(world.facts, self._risk.id)
        if plan is None:
            self.plan_words.setText(tr("No plan yet. It says who decides, what is done and how to go back."))
            return
        if self._begin == plan.id:
            self._begin = ""
            self.plan_form.focus_field("trigger")
        _, words = plan_words(plan, world.rules, world.today)
        self.plan_words.setText(words)

    def _choose_plan(self, key: str) -> None:
        self._plan = key
        if self._world is not None and self._risk is not None:
            self._show_plans(self._world, self._risk)

    # -- verbs

    @Slot()
    def add_plan(self) -> None:
        """A plan for this risk, named after it; its form then says what it needs."""
        if self._risk is None:
            return
        made = plans.add_plan(self._app.session, [self._risk.id])
        self._plan, self._begin = made.id, made.id
        self._app.notices.toast(tr("Added {title}", title=made.title), undo=True)

    @Slot(str)
    def _begin_with(self, template: str) -> None:
        """Begin the plan with first steps; who decides is asked next."""
        if self._risk is None:
            return
        if self._plan:
            plans.begin(self._app.session, self._plan, template)
            return
        made = plans.add_plan(self._app.session, [self._risk.id], template=template)
        self._plan, self._begin = made.id, made.id
        self._app.notices.toast(tr("Added {title}", title=made.title), undo=True)

    @Slot()
    def _card(self) -> None:
        from ui.screens.parts.plan_card_window import open_card

        self.flush()
        if self._plan:
            open_card(self._app, self._plan, self._pane.window())

    def _mend(self, number: int) -> None:
        need = self._needs[number]
        if self._world is None or self._risk is None:
            return
        if need.entity == "contingency_plan" and not self._world.facts.plans_by_risk().get(self._risk.id):
            self.add_plan()
        elif need.entity == "contingency_plan":
            self.plan_form.focus_field("trigger")
        elif need.entity == "drill":
            self.drills.take_focus()
            recording = need.verb is not None and need.verb.key == "Record"
            (self.drills.record_drill if recording else self.drills.plan_drill)()
        elif need.verb == TOLD:
            risks.tell(self._app.session, self._risk.id)
        else:
            places.mend(self._app, self._world.facts, need, self._pane.window())

    def _to_state(self, state: str, *_rest: object) -> None:
        if self._risk is None or self._risk.state == state:
            return
        verb = {"treated": risks.treat, "accepted": risks.accept, "closed": risks.close, "open": risks.reopen}[state]
        changes: ChangeSet = verb(self._app.session, [self._risk.id])
        if changes:
            self._app.notices.toast(changes.label.text(), undo=True)

    def focus(self, field: str | None) -> None:
        """Put the focus into a field of the rating, the plan or the rest."""
        name = field or "likelihood"
        if name == "drills":
            self.drills.take_focus()
            return
        for form in (self.rating, self.form, self.plan_form):
            if name in form.names() and form.isVisibleTo(self._pane.body) and form.focus_field(name):
                return
        self.rating.focus_field("likelihood")

    def choose_plan_of(self, plan_id: str) -> None:
        """Show this plan of the risk next."""
        self._plan = plan_id

    def flush(self) -> None:
        """Keep what is being typed."""
        for form in (self.rating, self.form, self.plan_form):
            form.flush()
