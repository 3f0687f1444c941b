# SPDX-License-Identifier: Apache-2.0
"""What D15 requires, the site's examples, first steps, drills, the card, and the trace that one can press."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import Account
from planner.entities.customers.site import SITE, ImpactExample
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.entities.risks.risk import RISK, Risk
from planner.rules.risk import TOLD
from planner.services import checks, crud, customers, drills, plans, reviews, risks
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.permission import permit
from ui.forms.new_record import NewRecordDialog
from ui.screens.parts.drill_windows import show_drill
from ui.screens.parts.impact_examples import ImpactExamples
from ui.screens.parts.plan_card_window import PlanCardWindow, open_card
from ui.screens.parts.trace_strip import TraceStrip
from ui.screens.review import ReviewsSection
from ui.screens.review.data import EXPLAIN, INSPECT, PLANS, RISKS
from ui.widgets.button import Button


@dataclass
class World:
    """A review of a site with one failed check, and a risk raised from it."""

    session: Session
    app: FakeApp
    account: Account
    review: NetworkReview
    check: str
    risk: Risk

    def kept(self) -> Risk:
        return crud.get(self.session, RISK, self.risk.id)


@pytest.fixture
def world(session: Session) -> World:
    account = customers.add_account(session, "Meridian Foods", grade="S")
    permit(session, account.id)
    examples = (ImpactExample(impact=4, example="Three stores without tills"),)
    site = crud.add(session, SITE, account_id=account.id, name="North", impact_examples=examples)
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    crud.trash(session, INSPECTION_RESULT, [r.id for r in crud.of_account(session, INSPECTION_RESULT, account.id)])
    load = checks.add_check(session, review.id, "Load", group="power", unit="%", ok_range="< 80")
    checks.record_result(session, load.id, reading="91")
    risk = risks.risk_from_finding(session, load.id, "Rectifier overload", likelihood=5, impact=4)
    return World(session, an_app(session), account, review, load.id, risk)


@pytest.fixture
def section(world: World, qtbot: QtBot) -> Iterator[ReviewsSection]:
    made = ReviewsSection(world.app)
    qtbot.addWidget(made)
    qtbot.addWidget(made.pane)
    made.resize(1240, 760)
    made.pane.resize(320, 760)
    made.show()
    made.pane.show()
    made.show_account(world.account.id)
    made.open_step(RISKS, world.risk.id)
    yield made
    for window in made.findChildren(QDialog):
        window.reject()
    made.hide()
    made.pane.hide()


def strip(section: ReviewsSection, qtbot: QtBot) -> TraceStrip:
    """The trace in the pane, once it is filled."""
    pane = section.pane.currentWidget()
    assert pane is not None
    found = pane.findChild(TraceStrip)
    assert isinstance(found, TraceStrip)
    qtbot.waitUntil(lambda: bool(found.steps()))
    return found


# -- what D15 requires


def test_that_one_press_notes_that_both_managements_were_told(section: ReviewsSection, world: World) -> None:
    form = section.risks.form
    assert form.state is not None
    assert [need.entity for need in form.state.needs] == ["contingency_plan", "drill", "risk"]
    assert form.rows["told_ours_on"].isVisibleTo(form)
    form.tell()
    today = world.session.today()
    assert (world.kept().told_ours_on, world.kept().told_customer_on) == (today, today)
    assert TOLD not in [need.verb for need in form.state.needs]
    assert world.session.undo() is not None
    assert world.kept().told_ours_on is None


def test_that_the_days_are_asked_for_extreme_risks_only_and_reasons_are_kept(
    section: ReviewsSection, world: World
) -> None:
    form = section.risks.form
    form.rows["likelihood_reason"].field_editor.committed.emit("Load at 91 %")
    form.rows["likelihood"].field_editor.committed.emit(2)
    assert world.kept().likelihood_reason == "Load at 91 %"
    assert not form.rows["told_ours_on"].isVisibleTo(form)


def test_that_a_drill_can_be_planned_from_what_the_risk_lacks(section: ReviewsSection, world: World) -> None:
    plans.add_plan(world.session, [world.risk.id], template="power", decider="A. Vidal")
    section.refresh()
    form = section.risks.form
    assert form.state is not None
    assert form.state.valid_plan
    form.drill()
    asked = section.findChild(NewRecordDialog)
    assert asked is not None
    assert asked.panel.row("planned_on").field_editor.kept == form.state.drill_due
    asked.panel.row("planned_on").field_editor.set_value(None)
    asked.panel.create_record()
    assert crud.every(world.session, DRILL) == []  # it says that it needs its day
    asked.panel.row("planned_on").field_editor.set_value(world.session.today() + timedelta(days=3))
    asked.panel.create_record()
    (drill,) = crud.every(world.session, DRILL)
    assert drill.planned_on == world.session.today() + timedelta(days=3)


def test_that_a_drill_of_a_risk_without_a_plan_begins_the_plan(section: ReviewsSection, world: World) -> None:
    form = section.risks.form
    (button,) = [b for b in form.needs.findChildren(Button) if b.label() == "Plan drill"]
    button.click()
    asked = section.findChild(NewRecordDialog)
    assert asked is not None
    asked.panel.create_record()
    (plan,), (drill,) = crud.every(world.session, CONTINGENCY_PLAN), crud.every(world.session, DRILL)
    assert (plan.risk_ids, drill.plan_id) == ((world.risk.id,), plan.id)


# -- the site's own examples


def test_that_the_site_says_what_an_impact_means_and_can_be_corrected_there(
    section: ReviewsSection, world: World
) -> None:
    form = section.risks.form
    combo = form.rows["impact"].field_editor.combo  # type: ignore[attr-defined]
    assert combo.itemText(4) == "4 Major: Three stores without tills"
    assert form.example.words.full_text() == "4 Major at North: Three stores without tills"
    form.example.open_examples()
    window = section.findChild(ImpactExamples)
    assert window is not None
    window.lines[4].edit.setText("All tills  of the north")
    QTest.keyClick(window.lines[4].edit, Qt.Key.Key_Return)
    (site,) = crud.every(world.session, SITE)
    assert [(e.impact, e.example) for e in site.impact_examples] == [(4, "All tills of the north")]
    assert form.example.words.full_text().endswith("All tills of the north")
    assert combo.itemText(4).endswith("All tills of the north")


# -- plans and drills


def test_that_a_plan_is_begun_with_first_steps_and_lacks_only_who_decides(
    section: ReviewsSection, world: World
) -> None:
    section.open_step(PLANS, world.risk.id)
    step = section.plans
    first = step.btn_begin.menu_of_kinds.actions()[0]
    assert first.text() == "Power or batteries fail (fits best)"
    first.trigger()
    (plan,) = crud.every(world.session, CONTINGENCY_PLAN)
    assert len(plan.steps) == 5
    assert step.form.editor("decider").isAncestorOf(step.form.focusWidget())
    step.form.editor("decider").committed.emit("A. Vidal")
    assert step.state.accessibleName().startswith("Valid, not drilled")
    assert not step.btn_steps.isVisibleTo(step)


def test_that_drills_are_listed_recorded_and_looked_at(section: ReviewsSection, world: World, qtbot: QtBot) -> None:
    plan = plans.add_plan(world.session, [world.risk.id], template="power", decider="A. Vidal")
    ahead = drills.plan_drill(world.session, plan.id, world.session.today())
    section.refresh()
    section.open_step(PLANS, world.risk.id)
    box = section.plans.drills
    box.record_drill()
    asked = section.findChild(NewRecordDialog)
    assert asked is not None
    asked.panel.create_record()
    assert crud.get(world.session, DRILL, ahead.id).held_on is None  # it says that the result is needed
    asked.panel.row("result").field_editor.set_value("failed")
    asked.panel.row("minutes").field_editor.set_value(64)
    asked.panel.create_record()
    held = crud.get(world.session, DRILL, ahead.id)
    assert (held.result, held.minutes, held.held_on) == ("failed", 64, world.session.today())
    assert crud.get(world.session, CONTINGENCY_PLAN, plan.id).drill_minutes == 64
    section.refresh()
    assert section.plans.state.accessibleName().startswith("Drill failed")
    window = show_drill(world.app, ahead.id, section)
    qtbot.addWidget(window)
    window.buttons.itemAt(1).widget().click()  # type: ignore[union-attr]
    assert crud.every(world.session, DRILL) == []


def test_that_a_card_for_the_customer_needs_a_shareable_plan(
    section: ReviewsSection, world: World, tmp_path: Path, qtbot: QtBot
) -> None:
    plan = plans.add_plan(world.session, [world.risk.id], template="power", decider="A. Vidal", audience="internal")
    window = open_card(world.app, plan.id, section)
    assert not window.reader.part("customer").isEnabled()
    assert "Shareable" in window.why.full_text()
    window.reject()
    crud.set_field(world.session, CONTINGENCY_PLAN, plan.id, "audience", "customer")
    shared = PlanCardWindow(world.app, crud.get(world.session, CONTINGENCY_PLAN, plan.id), section)
    qtbot.addWidget(shared)
    assert shared.reader.part("customer").isEnabled()
    shared.reader.choose("customer")
    world.app.prompts.paths.append(tmp_path / "card.pdf")
    shared.save()
    qtbot.waitUntil((tmp_path / "card.pdf").exists)
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


# -- trace


def test_that_the_trace_leads_from_the_risk_to_the_reading_and_back(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    trace = strip(section, qtbot)
    assert [step.kind for step in trace.steps() if step.records] == ["check", "finding", "risk"]
    trace.stops[0].click()  # type: ignore[attr-defined]
    assert section.steps.current() == INSPECT
    assert section.record() == world.check
    qtbot.waitUntil(lambda: section.pane.currentWidget() is section.pane.check)
    check = strip(section, qtbot)
    risk = next(step for step in check.steps() if step.kind == "risk")
    check.opened.emit("risk", risk.records[0].id)
    assert section.steps.current() == RISKS
    assert section.record() == world.risk.id


@pytest.mark.parametrize(("kind", "step"), [("explanation", EXPLAIN), ("plan", PLANS)])
def test_that_a_missing_link_is_mended_by_one_press(
    section: ReviewsSection, world: World, qtbot: QtBot, kind: str, step: int
) -> None:
    trace = strip(section, qtbot)
    gap = next(found for found in trace.steps() if found.kind == kind)
    assert gap.state == "missing"
    trace.wanted.emit(gap)
    assert section.steps.current() == step
    made = crud.every(world.session, CONTINGENCY_PLAN)
    assert [plan.risk_ids for plan in made] == ([(world.risk.id,)] if kind == "plan" else [])


def test_that_a_finding_without_a_risk_gets_one_from_its_trace(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    crud.trash(world.session, RISK, [world.risk.id])
    section.refresh()
    section.open_step(INSPECT, world.check)
    qtbot.waitUntil(lambda: section.pane.currentWidget() is section.pane.check)
    trace = strip(section, qtbot)
    gap = next(found for found in trace.steps() if found.kind == "risk")
    assert gap.remedy == "Rate risk"
    trace.wanted.emit(gap)
    (risk,) = crud.every(world.session, RISK)
    assert risk.finding_ids == (world.check,)
    assert section.steps.current() == RISKS
