# SPDX-License-Identifier: Apache-2.0
"""Steps 2 to 4 of a review: explain with ticks, rate in words with what D15 requires, and plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import Account
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION, ExplainSession
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, PlanStep
from planner.entities.risks.risk import RISK, Risk
from planner.entities.service.action import ACTION
from planner.services import checks, crud, customers, plans, reviews, risks
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.permission import permit
from ui.forms.new_record import NewRecordDialog
from ui.screens.review import ReviewsSection
from ui.screens.review.data import EXPLAIN, PLANS, RISKS
from ui.theme.theme import theme


@dataclass
class World:
    """A review with one failed check."""

    session: Session
    app: FakeApp
    account: Account
    review: NetworkReview
    finding: str

    def risk(self, statement: str = "Rectifier overload", **fields: object) -> Risk:
        """A risk of the review."""
        return risks.add_risk(self.session, self.account.id, statement, review_id=self.review.id, **fields)

    def told(self) -> ExplainSession:
        """The explanation as it is kept."""
        (found,) = crud.of_account(self.session, EXPLAIN_SESSION, self.account.id)
        return found


@pytest.fixture
def world(session: Session) -> World:
    account = customers.add_account(session, "Meridian Foods", grade="S")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    crud.trash(session, INSPECTION_RESULT, [r.id for r in crud.of_account(session, INSPECTION_RESULT, account.id)])
    load = checks.add_check(session, review.id, "Load", group="power", unit="%", ok_range="< 80")
    kept = checks.record_result(session, load.id, reading="91")
    return World(session, an_app(session), account, review, kept.id)


@pytest.fixture
def section(world: World, qtbot: QtBot) -> Iterator[ReviewsSection]:
    made = ReviewsSection(world.app)
    qtbot.addWidget(made)
    qtbot.addWidget(made.pane)
    made.resize(1240, 760)
    made.show()
    made.activateWindow()
    made.show_account(world.account.id)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for window in made.findChildren(NewRecordDialog):
        window.reject()
    made.hide()


# -- explain


def test_that_the_findings_are_the_topics_to_tick(section: ReviewsSection, world: World) -> None:
    section.open_step(EXPLAIN)
    ((topic, box),) = section.explain.boxes.items()
    code = crud.get(world.session, INSPECTION_RESULT, world.finding).code
    assert topic == f"{code} Load"
    assert not box.isChecked()
    box.click()
    assert world.told().topics == (topic,)
    box.click()
    assert world.told().topics == ()


def test_that_a_ticked_topic_stays_ticked_when_its_check_is_renamed(section: ReviewsSection, world: World) -> None:
    section.open_step(EXPLAIN)
    next(iter(section.explain.boxes.values())).click()
    crud.set_field(world.session, INSPECTION_RESULT, world.finding, "item", "Load at noon")
    section.refresh()
    ((topic, box),) = section.explain.boxes.items()
    assert topic.endswith("Load at noon")
    assert box.isChecked()


def test_that_an_unknown_listener_becomes_a_contact(section: ReviewsSection, world: World) -> None:
    section.open_step(EXPLAIN)
    editor = section.explain.rows["listeners"].field_editor
    editor.edit.wanted.emit("J. Paz")  # type: ignore[attr-defined]
    (contact,) = crud.of_account(world.session, CONTACT, world.account.id)
    assert contact.name == "J. Paz"
    assert world.told().listeners == (contact.id,)


def test_that_understanding_and_acknowledgement_complete_the_part(section: ReviewsSection, world: World) -> None:
    contact = crud.add(world.session, CONTACT, account_id=world.account.id, name="J. Paz")
    section.open_step(EXPLAIN)
    rows = section.explain.rows
    rows["listeners"].field_editor.committed.emit((contact.id,))
    rows["understood"].field_editor.committed.emit("partly")
    rows["acknowledged_by"].field_editor.committed.emit(contact.id)
    told = world.told()
    assert (told.understood, told.acknowledged_by) == ("partly", contact.id)
    assert section.shown is not None
    assert section.shown.parts.explain.done
    assert section.steps.step_button(EXPLAIN).accessibleName() == "2 Explain 1"


# -- risks


def test_that_rating_in_words_shows_the_band_and_what_it_requires(section: ReviewsSection, world: World) -> None:
    risk = world.risk()
    section.refresh()
    section.open_step(RISKS, risk.id)
    form = section.risks.form
    assert form.result.full_text() == "not assessed"
    form.rows["likelihood"].field_editor.committed.emit(3)
    form.rows["impact"].field_editor.committed.emit(4)
    kept = crud.get(world.session, RISK, risk.id)
    assert (kept.likelihood, kept.impact) == (3, 4)
    assert form.result.full_text() == "= 12 High"
    assert form.state is not None
    assert [need.entity for need in form.state.needs] == ["contingency_plan"]
    assert section.risks.table.rows.rowCount() == 1
    assert not section.risks.tray.isVisibleTo(section.risks)


def test_that_residual_counts_once_the_treatment_is_done(section: ReviewsSection, world: World) -> None:
    risk = world.risk(likelihood=4, impact=4)
    section.refresh()
    section.open_step(RISKS, risk.id)
    form = section.risks.form
    form.rows["residual_likelihood"].field_editor.committed.emit(2)
    form.rows["residual_impact"].field_editor.committed.emit(4)
    assert form.result.full_text() == "= 16 High, 8 Medium once treated"
    next(a for a in form._menu.actions() if a.data() == "treated").trigger()
    assert form.result.full_text() == "= 16 High, now 8 Medium"
    assert crud.get(world.session, RISK, risk.id).treated_on == world.session.today()


@pytest.mark.parametrize("height", [586, 760, 900])
def test_that_the_rating_is_in_sight_below_matrix_and_list_also_on_a_low_page(
    section: ReviewsSection, world: World, height: int
) -> None:
    for statement in ("Rectifier overload", "Battery too old", "Single uplink", "Old firmware", "Filter over age"):
        risks.rate(world.session, world.risk(statement).id, 3, 4)
    section.resize(733, height)
    section.refresh()
    section.open_step(RISKS)
    QApplication.processEvents()
    step = section.risks
    for name in ("likelihood", "impact"):
        box = step.form.rows[name]
        assert box.mapTo(step.area.viewport(), box.rect().bottomLeft()).y() < step.area.viewport().height()


def test_that_nothing_is_cut_or_covered_where_the_review_is_narrow(
    world: World, qtbot: QtBot, qapp: QApplication
) -> None:
    theme().apply(qapp, "light")
    crud.set_field(world.session, SITE, world.review.site_id or "", "name", "North ring hub of the old capital")
    risks.rate(world.session, world.risk().id, 3, 4)
    section = ReviewsSection(world.app)
    qtbot.addWidget(section)
    section.resize(480, 560)
    section.show()
    section.show_account(world.account.id, world.review.id)
    section.open_step(RISKS)
    QApplication.processEvents()
    title, tag = section.head._title, section.head.tag
    assert tag.isVisible()
    assert title.geometry().right() < tag.geometry().left()
    body, port = section.risks.area.widget(), section.risks.area.viewport()
    assert body is not None
    assert body.width() <= port.width()
    section.hide()


def test_that_a_pin_chooses_its_risk(section: ReviewsSection, world: World) -> None:
    first = world.risk(likelihood=3, impact=4)
    second = world.risk("Uplink with a single path", likelihood=2, impact=2)
    section.refresh()
    section.open_step(RISKS, first.id)
    scene = section.risks.canvas.scene()
    assert scene is not None
    mark = next(m for m in scene.marks if m.records == (second.id,) and not m.stop)
    section.risks.canvas.activated.emit(mark)
    assert section.risks.current_key() == second.id
    assert section.risks.form.statement.full_text() == "Uplink with a single path"


def test_that_risks_in_one_cell_can_each_be_chosen_from_the_list(section: ReviewsSection, world: World) -> None:
    first = world.risk(likelihood=3, impact=4)
    second = world.risk("Second in the same cell", likelihood=3, impact=4)
    section.refresh()
    section.open_step(RISKS)
    for risk in (second, first, second):
        section.risks.table.select(risk.id)
        assert section.risks.current_key() == risk.id
        assert section.risks.table.current_key() == risk.id


def test_that_no_risk_found_is_an_answer_of_its_own(section: ReviewsSection, world: World) -> None:
    section.open_step(RISKS)
    assert section.risks.answer_box.isVisible()
    section.risks.answer.choose("none")
    assert crud.get(world.session, NETWORK_REVIEW, world.review.id).no_risk_found is True
    section.risks.answer.choose("")
    assert crud.get(world.session, NETWORK_REVIEW, world.review.id).no_risk_found is None
    world.risk()
    section.refresh()
    assert not section.risks.answer_box.isVisible()


def test_that_findings_without_a_risk_stand_in_the_add_menu(section: ReviewsSection, world: World) -> None:
    section.open_step(RISKS)
    offered = [a for a in section.risks._menu.actions() if a.data()]
    assert [a.data() for a in offered] == [world.finding]
    offered[0].trigger()
    (risk,) = crud.of_account(world.session, RISK, world.account.id)
    assert risk.finding_ids == (world.finding,)
    assert [a.data() for a in section.risks._menu.actions() if a.data()] == []
    assert section.risks.tray.isVisible()


def test_that_a_new_risk_belongs_to_the_review_and_its_site(section: ReviewsSection, world: World) -> None:
    section.open_step(RISKS)
    section.risks.add_risk()
    panel = section.findChildren(NewRecordDialog)[0].panel
    panel.row("statement").field_editor.set_value("Fuel contract ends in March")
    panel.create_record()
    (risk,) = crud.of_account(world.session, RISK, world.account.id)
    assert (risk.review_id, risk.site_id) == (world.review.id, world.review.site_id)
    assert section.risks.current_key() == risk.id


def test_that_a_medium_risk_asks_for_an_action(section: ReviewsSection, world: World) -> None:
    risk = world.risk(likelihood=2, impact=4)
    section.refresh()
    section.open_step(RISKS, risk.id)
    section.risks.form.add_action()
    panel = section.findChildren(NewRecordDialog)[0].panel
    panel.row("title").field_editor.set_value("Order a second path")
    panel.create_record()
    (action,) = crud.of_account(world.session, ACTION, world.account.id)
    assert (action.parent_type, action.parent_id) == ("risk", risk.id)
    assert section.risks.form.state is not None
    assert section.risks.form.state.needs == ()


# -- plans


def test_that_add_plan_goes_to_the_trigger_of_the_new_plan(section: ReviewsSection, world: World) -> None:
    risk = world.risk(likelihood=3, impact=4)
    section.refresh()
    section.risks.plan_wanted.emit(risk.id)
    (plan,) = crud.of_account(world.session, CONTINGENCY_PLAN, world.account.id)
    assert plan.risk_ids == (risk.id,)
    assert section.steps.current() == PLANS
    assert section.plans.form.entity == plan
    assert section.plans.state.accessibleName().startswith("Lacks trigger, decider, steps, due")


def test_that_asking_again_opens_the_plan_that_is_there(section: ReviewsSection, world: World) -> None:
    risk = world.risk(likelihood=3, impact=4)
    plans.add_plan(world.session, [risk.id])
    section.refresh()
    section.risks.plan_wanted.emit(risk.id)
    assert len(crud.of_account(world.session, CONTINGENCY_PLAN, world.account.id)) == 1


def test_that_a_plan_becomes_valid_with_its_last_part(section: ReviewsSection, world: World) -> None:
    risk = world.risk(likelihood=3, impact=4)
    plans.add_plan(world.session, [risk.id], trigger="over 95 %", decider="J. Paz")
    section.refresh()
    section.open_step(PLANS, risk.id)
    assert section.steps.step_button(PLANS).accessibleName() == "4 Plans 0/1"
    steps = (PlanStep(t_plus_min=0, action="Switch to generator"),)
    section.plans.form.editor("steps").committed.emit(steps)
    assert section.steps.step_button(PLANS).accessibleName() == "4 Plans 1/1"
    assert section.plans.state.accessibleName().startswith("Valid until")


def test_that_an_existing_plan_can_cover_another_risk(section: ReviewsSection, world: World) -> None:
    first = world.risk(likelihood=3, impact=4)
    second = world.risk("Uplink", likelihood=4, impact=4)
    plan = plans.add_plan(world.session, [first.id], title="Plan North")
    section.refresh()
    section.open_step(PLANS, second.id)
    assert section.plans.lacking.isVisibleTo(section.plans)
    next(a for a in section.plans._menu.actions() if a.data() == plan.id).trigger()
    assert crud.get(world.session, CONTINGENCY_PLAN, plan.id).risk_ids == (first.id, second.id)


def test_that_a_review_with_all_four_parts_offers_to_be_closed(section: ReviewsSection, world: World) -> None:
    contact = crud.add(world.session, CONTACT, account_id=world.account.id, name="J. Paz")
    reviews.explain(world.session, world.review.id, listeners=(contact.id,), acknowledged_by=contact.id)
    reviews.set_no_risk_found(world.session, world.review.id, True)
    section.refresh()
    assert section.head.tag.accessibleName() == "Complete"
    assert not section.missing.missing.isVisible()
    section.missing.wanted.emit("close")
    assert crud.get(world.session, NETWORK_REVIEW, world.review.id).state == "closed"
    assert section.head.tag.accessibleName() == "Closed"


def test_that_what_is_typed_in_a_step_is_kept_when_the_step_changes(section: ReviewsSection, world: World) -> None:
    section.open_step(EXPLAIN)
    edit = section.explain.rows["questions"].field_editor.edit  # type: ignore[attr-defined]
    edit.setFocus()
    QTest.keyClicks(edit, "Who pays")
    section.steps.choose(RISKS)
    assert world.told().questions == "Who pays"
