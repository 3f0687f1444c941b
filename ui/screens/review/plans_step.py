# SPDX-License-Identifier: Apache-2.0
"""Step 4 of a review: the risks that need a plan, and the plan of the chosen one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget
from typing_extensions import override

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.kernel.dates import day_text, short_day
from planner.kernel.text import tr
from planner.services import plans
from planner.views.review_view import PlanLine, plan_lines
from ui.forms.entity_form import EntityForm
from ui.screens.parts.drills_box import DrillsBox
from ui.screens.parts.first_steps import FirstSteps
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import clear, column, scrolled
from ui.screens.review.review_list import ChoiceRow
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import BandChip, StatusText
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_LIST, _NARROW, _WIDE = 224, 640, 900


class PlansStep(QWidget):
    """``selected`` carries the id of the chosen plan, "" for none."""

    selected = Signal(str)

    def __init__(self, host: Host, before: QWidget, parent: QWidget | None = None) -> None:
        """``before`` is where Tab comes from to the list of risks."""
        super().__init__(parent)
        self._host, self._before = host, before
        self._shown: Shown | None = None
        self._lines: tuple[PlanLine, ...] = ()
        self._key = ""
        self._rows: dict[str, ChoiceRow] = {}
        self._build_list()
        self._build_plan()
        self._build_empty()
        self._lay_out()

    def _build_list(self) -> None:
        self.list = QWidget()
        self._list = column(self.list, margins=(8, 8, 8, 8), gap=2)

    def _build_plan(self) -> None:
        self.band = BandChip("")
        self.title = PlainLabel(role="section", elide=True)
        self.state = StatusText("", "")
        self.form = EntityForm(self._host.app, CONTINGENCY_PLAN, columns=2, scroll=False)
        self.form.committed.connect(self._committed)
        self.drills = DrillsBox(self._host.app)
        self.btn_steps = FirstSteps(small=True)
        self.btn_steps.chosen.connect(self._begin_with)
        self.btn_card = Button(tr("Plan card…"), small=True, icon="printer", tip=tr("One page for the wall"))
        self.btn_card.setObjectName("btnPlanCard")
        self.btn_card.clicked.connect(self._card)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.band)
        row.addWidget(self.title, 1)
        row.addWidget(self.state)
        row.addWidget(self.btn_steps)
        row.addWidget(self.btn_card)
        self.page = QWidget()
        page = column(self.page)
        page.addWidget(head)
        body = QWidget()
        parts = column(body)
        parts.addWidget(self.form)
        parts.addWidget(self.drills)
        parts.addStretch(1)
        page.addWidget(scrolled(body), 1)

    def _build_empty(self) -> None:
        self.lacking = EmptyState("", "", compact=True)
        self.btn_begin = FirstSteps(primary=True)
        self.btn_begin.chosen.connect(self._begin_with)
        self.btn_add = Button(tr("Add plan"), icon="plus")
        self.btn_add.setObjectName("btnAddPlan")
        self.btn_add.clicked.connect(self._add)
        self.btn_use = Button(tr("Use another plan"), arrow=True)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._use)
        self.btn_use.set_menu(self._menu)
        self.lacking.add_button(self.btn_begin)
        self.lacking.add_button(self.btn_add)
        self.lacking.add_button(self.btn_use)
        self.nothing = EmptyState(
            tr("No risk needs a plan."),
            tr("High and extreme risks appear here as soon as they are rated."),
            compact=True,
        )

    def _lay_out(self) -> None:
        self.side = Panel(lines="r", line="row_line")
        self.side.setFixedWidth(theme().density.px(_LIST))
        column(self.side, margins=(0, 0, 1, 0)).addWidget(scrolled(self.list))
        self.body = QStackedWidget()
        self._lacking_area = scrolled(self.lacking)  # three buttons below one another are more than a low page holds
        for page in (self.page, self._lacking_area, self.nothing):
            self.body.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.body, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the page is narrow the plan's name has the room; its state stands in the list beside it as well."""
        px, width = theme().density.px, self.width()
        narrow = width < px(_NARROW)
        self.btn_card.set_variant("icon" if narrow else "normal")
        self.state.setVisible(not narrow and (self.btn_steps.isHidden() or width >= px(_WIDE)))

    # -- show

    def show_review(self, shown: Shown) -> None:
        """Show the risks that need a plan or have one."""
        other = self._shown is None or self._shown.review.id != shown.review.id
        if other:
            self.form.flush()
        self._shown = shown
        self._lines = plan_lines(shown.facts, shown.review, shown.rules, shown.today)
        keys = [line.risk.id for line in self._lines]
        if other or self._key not in keys:
            self._key = keys[0] if keys else ""
        self._fill_list()
        self._show_plan()

    def _fill_list(self) -> None:
        lines = {line.risk.id: line for line in self._lines}
        if list(lines) != list(self._rows) or any(row.words() != _words(lines[k]) for k, row in self._rows.items()):
            focused = next((k for k, row in self._rows.items() if row.hasFocus()), "")
            clear(self._list)
            self._rows = {key: self._row(line) for key, line in lines.items()}
            before = self._before
            for row in self._rows.values():
                self._list.addWidget(row)
                QWidget.setTabOrder(before, row)  # made anew each time, they would come last
                before = row
            self._list.addStretch(1)
            if focused in self._rows:
                self._rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark()
        self.side.setVisible(bool(lines))

    def _row(self, line: PlanLine) -> ChoiceRow:
        title, second = _words(line)
        row = ChoiceRow(line.risk.id, title, second=second, state=line.glyph)
        row.clicked.connect(partial(self.choose, line.risk.id))
        row.moved.connect(self._move)
        return row

    def _mark(self) -> None:
        for key, row in self._rows.items():
            row.set_chosen(key == self._key)

    def line(self) -> PlanLine | None:
        """The chosen risk with its plan."""
        return next((found for found in self._lines if found.risk.id == self._key), None)

    def _show_plan(self) -> None:
        line = self.line()
        if line is None:
            self.form.load(None)
            self.body.setCurrentWidget(self.nothing)
            return
        if line.plan is None:
            self.form.load(None)
            self._show_lacking(line)
            return
        self.band.set_band(line.band[:1])
        self.title.setText(line.plan.title)
        self.state.set_status(line.glyph, _dated(line))
        self.form.load(line.plan)
        assert self._shown is not None
        self.drills.show_plan(line.plan, self._shown.facts)
        self.btn_steps.setVisible(not line.plan.steps)
        if not line.plan.steps:
            self.btn_steps.offer(self._shown.facts, line.risk.id)
        self._fit()
        self.body.setCurrentWidget(self.page)

    def _show_lacking(self, line: PlanLine) -> None:
        name = tr("{code} {statement}", code=line.risk.code or "", statement=line.risk.statement)
        need = tr("A plan is needed by {day}.", day=day_text(line.due)) if line.due else ""
        why = tr("Say when it starts, who decides, and the first steps.")
        self.lacking.set_text(tr("No plan yet for {name}", name=name), f"{need} {why}".strip())
        assert self._shown is not None
        self.btn_begin.offer(self._shown.facts, line.risk.id)
        others = self._others(line)
        self._menu.clear()
        for plan in others:
            self._menu.addAction(plan.title.replace("&", "&&")).setData(plan.id)
        self.btn_use.setVisible(bool(others))
        self.body.setCurrentWidget(self._lacking_area)

    def _others(self, line: PlanLine) -> list[ContingencyPlan]:
        assert self._shown is not None
        return [plan for plan in self._shown.facts.plans if line.risk.id not in plan.risk_ids]

    # -- choose

    def choose(self, key: str) -> None:
        """Show the plan of a risk."""
        if key != self._key and key in self._rows:
            self.form.flush()
            self._key = key
            self._mark()
            self._show_plan()
            line = self.line()
            self.selected.emit(line.plan.id if line and line.plan else "")

    @Slot(int)
    def _move(self, by: int) -> None:
        keys = list(self._rows)
        at = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= at < len(keys):
            self.choose(keys[at])
            self._rows[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def current_key(self) -> str:
        """The id of the chosen plan, "" where there is none."""
        line = self.line()
        return line.plan.id if line and line.plan else ""

    def take_focus(self) -> None:
        """Begin with the chosen risk, or with what can be done where there is none."""
        (self._rows.get(self._key) or self.btn_begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_record(self, key: str) -> bool:
        """Choose a risk, or the risk of a plan, and begin where its plan lacks something."""
        risk = next((n.risk.id for n in self._lines if key in {n.risk.id, n.plan.id if n.plan else ""}), "")
        if risk:
            self.choose(risk)
        line = self.line()
        if line is None:
            return False
        if line.plan is None:
            self.btn_begin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_field(_first_gap(line.plan))
        return bool(risk)

    def flush(self) -> bool:
        """Keep everything that is typed."""
        return self.form.flush()

    # -- verbs

    @Slot()
    def _add(self) -> None:
        self.add_plan(self._key)

    def begin(self) -> None:
        """Make the plan that is missing, unless another one could be used."""
        line = self.line()
        if line is not None and line.plan is None and not self._others(line):
            self.add_plan(line.risk.id)

    def add_plan(self, risk_id: str) -> None:
        """Make a plan for a risk that has none, and go to its trigger."""
        session = self._host.app.session
        made = self._host.perform(lambda source: plans.add_plan(session, [risk_id], source=source))
        if made is not None:
            self.focus_record(made.id)

    @Slot(str)
    def _begin_with(self, template: str) -> None:
        """Begin the plan of the chosen risk with first steps, and go to what only people here know: who decides."""
        line = self.line()
        if line is None:
            return
        session = self._host.app.session
        if line.plan is None:
            made = self._host.perform(
                lambda source: plans.add_plan(session, [line.risk.id], template=template, source=source)
            )
            key = made.id if made is not None else ""
        else:
            key = line.plan.id
            self._host.perform(lambda source: plans.begin(session, key, template, source=source))
        if key:
            self.focus_record(key)

    @Slot()
    def _card(self) -> None:
        """Show the card of the plan before it is printed."""
        from ui.screens.parts.plan_card_window import open_card

        line = self.line()
        if line is not None and line.plan is not None and self.flush():
            open_card(self._host.app, line.plan.id, self.window())

    def _use(self, action: object) -> None:
        if self._shown is None:
            return
        key = action.data()  # type: ignore[attr-defined]
        plan = next(p for p in self._shown.facts.plans if p.id == key)
        session, ids = self._host.app.session, (*plan.risk_ids, self._key)
        self._host.perform(lambda source: plans.link_risks(session, plan.id, ids, source=source))

    @Slot(str, object)
    def _committed(self, name: str, value: object) -> None:
        """The state of reviews follows from which risks a plan covers, so the verb has the last word."""
        line = self.line()
        if name != "risk_ids" or line is None or line.plan is None or not isinstance(value, tuple):
            self._host.perform(lambda _source: None)
            return
        session, key = self._host.app.session, line.plan.id
        self._host.perform(lambda source: plans.link_risks(session, key, value, source=source))


def _words(line: PlanLine) -> tuple[str, str]:
    title = tr("{code} {statement}", code=line.risk.code or "", statement=line.risk.statement)
    return title, _dated(line)


def _dated(line: PlanLine) -> str:
    """The state of a plan with the day it is about."""
    if line.due is None:
        return line.state
    day = day_text(line.due)
    if line.plan is None or (line.glyph == "watch" and line.state not in {tr("Expired"), tr("Drill failed")}):
        return tr("{state}, due {day}", state=line.state, day=short_day(line.due))
    if line.state == tr("Valid"):
        return tr("Valid until {day}", day=day)
    return tr("{state} {day}", state=line.state, day=day)


def _first_gap(plan: ContingencyPlan) -> str:
    """The first field that keeps a plan from being valid, else its title."""
    wanted = (("trigger", plan.trigger), ("decider", plan.decider), ("steps", plan.steps))
    return next((name for name, value in wanted if not value), "title")
