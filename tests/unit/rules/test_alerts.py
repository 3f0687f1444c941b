# SPDX-License-Identifier: Apache-2.0
"""K5, K6 and K18; what is told to whom (D15); drills as they were known on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.entities.reviews.authorisation import Authorisation
from planner.kernel.text import Message
from planner.rules.alerts import Alert, alerts
from planner.rules.due import due_rows
from planner.rules.facts import AccountFacts
from planner.rules.risk import TOLD, risk_states
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_drill,
    a_network_review,
    a_risk,
    a_site,
    a_valid_plan,
    an_authorisation,
)
from tests.unit.rules.worlds import ago, facts_of


def of(rule: str, facts: AccountFacts) -> list[Alert]:
    return [found for found in alerts(facts, DEFAULT, TODAY) if found.rule == rule]


def extreme(**fields: Any) -> Any:
    return a_risk(code="R-1", likelihood=5, impact=4, opened_on=ago(3), **fields)


# -- K5


@pytest.mark.parametrize(("impact", "words"), [(4, "Extreme risk R-1 without a valid plan"), (2, "High risk R-1")])
def test_that_a_severe_risk_without_a_valid_plan_is_told_with_its_step(impact: int, words: str) -> None:
    risk = replace(extreme(), impact=impact)
    (alert,) = of("K5", facts_of(risks=(risk,)))
    assert alert.text.text().startswith(words)
    assert (alert.remedy.entity, alert.remedy.for_id) == ("contingency_plan", risk.id)
    assert [(r.entity, r.id) for r in alert.records] == [("risk", risk.id)]
    half = a_valid_plan(risk_ids=(risk.id,), trigger=None)
    (still,) = of("K5", facts_of(risks=(risk,), plans=(half,)))
    assert half.id in {r.id for r in still.records}
    assert of("K5", facts_of(risks=(risk,), plans=(replace(half, trigger="x"),))) == []


def test_that_a_medium_risk_raises_no_alert() -> None:
    assert alerts(facts_of(risks=(a_risk(likelihood=3, impact=3),)), DEFAULT, TODAY) == ()


# -- K6


def test_that_an_extreme_risk_without_a_drill_is_told() -> None:
    risk = extreme()
    plan = a_valid_plan(risk_ids=(risk.id,))
    (alert,) = of("K6", facts_of(risks=(risk,), plans=(plan,)))
    assert alert.text.text() == "Drill for R-1 is missing"
    assert (alert.remedy.entity, alert.remedy.for_id) == ("drill", plan.id)
    drilled = replace(plan, drilled_on=TODAY, drill_result="passed")
    assert of("K6", facts_of(risks=(risk,), plans=(drilled,))) == []


def test_that_the_failed_drill_of_a_plan_no_longer_in_force_does_not_hide_that_the_new_plan_was_never_drilled() -> None:
    risk = extreme()
    old = a_valid_plan(risk_ids=(risk.id,), drilled_on=ago(400), drill_result="failed", made_on=ago(900))
    plan = a_valid_plan(risk_ids=(risk.id,))
    (alert,) = of("K6", facts_of(risks=(risk,), plans=(old, plan)))
    assert (alert.text.text(), alert.remedy.for_id) == ("Drill for R-1 is missing", plan.id)


def test_that_a_failed_drill_of_any_open_risk_is_told_and_stands_in_today_until_the_next_is_planned() -> None:
    risk = a_risk(code="R-2", likelihood=3, impact=4)
    plan = a_valid_plan(title="Power", risk_ids=(risk.id,), drilled_on=ago(3), drill_result="failed", made_on=ago(9))
    held = a_drill(plan_id=plan.id, held_on=ago(3), result="failed", learned="Nobody had the key")
    world = facts_of(risks=(risk,), plans=(plan,), drills=(held,))
    (alert,) = of("K6", world)
    assert alert.text.text() == "The drill of “Power” failed"
    assert {r.id for r in alert.records} == {plan.id, held.id}
    assert alert.remedy.verb == Message("Plan drill")
    assert "Plan another drill of “Power”" in [row.title.text() for row in due_rows(world, DEFAULT, TODAY)]
    ahead = a_drill(plan_id=plan.id, planned_on=ago(-3))
    rows = [row.title.text() for row in due_rows(replace(world, drills=(held, ahead)), DEFAULT, TODAY)]
    assert "Plan another drill of “Power”" not in rows
    assert "Drill of “Power”" in rows
    (alert,) = of("K6", replace(world, drills=(held, ahead)))
    assert alert.remedy.verb == Message("Record drill"), "it is planned already"


# -- K18


def test_that_a_planned_review_without_permission_is_told() -> None:
    site = a_site(name="North")
    review = a_network_review(planned_on=ago(-6), site_id=site.id)

    def text(*given: Authorisation, **fields: Any) -> list[str]:
        world = facts_of(sites=(site,), reviews=(replace(review, **fields),), authorisations=given)
        return [alert.text.text() for alert in of("K18", world)]

    assert text() == ["No authorisation for North"]
    assert text(an_authorisation(until_on=ago(1)))[0].startswith("Authorisation for North ended on ")
    assert text(an_authorisation(until_on=ago(-2)))[0].startswith("Authorisation for North ended on ")
    assert text(an_authorisation()) == []
    assert text(authorised_until=ago(-6)) == []
    assert text(an_authorisation(site_ids=("other",))) == ["No authorisation for North"]
    linked = an_authorisation(site_ids=("other",))
    assert text(linked, authorisation_id=linked.id) == ["No authorisation for North"]
    assert text(done_on=TODAY) == []


# -- told to both managements


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tell both managements about R-1"),
        ({"told_ours_on": TODAY}, "Tell the customer’s management about R-1"),
        ({"told_customer_on": TODAY}, "Tell our management about R-1"),
    ],
)
def test_that_an_extreme_risk_asks_who_does_not_know_yet(fields: dict[str, Any], words: str) -> None:
    (state,) = risk_states(facts_of(risks=(extreme(**fields),)), DEFAULT, TODAY)
    assert not state.told
    assert (state.needs[-1].text.text(), state.needs[-1].verb) == (words, TOLD)


def test_that_managements_told_later_did_not_know_on_a_day_before() -> None:
    risk = extreme(told_ours_on=ago(1), told_customer_on=ago(1))
    world = facts_of(risks=(replace(risk, opened_on=ago(30)),))
    assert risk_states(world, DEFAULT, TODAY)[0].told
    assert not risk_states(world, DEFAULT, ago(2))[0].told


def test_that_a_reduction_counts_only_when_the_treatment_is_done() -> None:
    risk = a_risk(likelihood=4, impact=4, residual_likelihood=2, residual_impact=2)
    assert risk_states(facts_of(risks=(risk,)), DEFAULT, TODAY)[0].reduction is None
    treated = replace(risk, state="treated", treated_on=TODAY)
    assert risk_states(facts_of(risks=(treated,)), DEFAULT, TODAY)[0].reduction == 12


# -- drills of a past day


def test_that_the_drill_before_counts_on_a_day_before_the_last_one() -> None:
    plan = a_valid_plan(made_on=ago(90), drilled_on=ago(10), drill_result="passed", drill_minutes=12)
    drills = (
        a_drill(plan_id=plan.id, held_on=ago(60), result="failed", minutes=90),
        a_drill(plan_id=plan.id, held_on=ago(10), planned_on=ago(20), result="passed", minutes=12, learned="Faster"),
    )
    world = facts_of(plans=(plan,), drills=drills)
    then = world.at(ago(30))
    (found,) = then.plans
    assert (found.drilled_on, found.drill_result, found.drill_minutes) == (ago(60), "failed", 90)
    assert [(d.held_on, d.result, d.learned) for d in then.drills] == [(ago(60), "failed", None), (None, None, None)]
    assert world.at(ago(70)).plans[0].drilled_on is None
    assert [d.planned_on for d in world.at(ago(70)).drills] == [ago(20)]
    assert world.at(TODAY).plans == (plan,)


def test_that_a_broken_rhythm_is_an_alert_with_the_risk_that_shortens_it() -> None:
    risk = a_risk(code="R-1", likelihood=4, impact=4, opened_on=ago(80))
    review = a_network_review(done_on=ago(80), state="closed")
    found = of("K4", facts_of("S", reviews=(review,), risks=(risk,)))
    assert [alert.text.text() for alert in found] == ["Network review 20 days overdue"]
    assert [record.id for record in found[0].records] == [review.id, risk.id]
    assert (found[0].due, found[0].remedy.entity) == (ago(20), "network_review")
    assert of("K4", facts_of("S", reviews=(review,))) == []
