# SPDX-License-Identifier: Apache-2.0
"""D15: bands, requirements with dates, plans and drills, the ranking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.entities.risks.risk import Risk
from planner.rules.facts import AccountFacts
from planner.rules.risk import (
    RiskState,
    band,
    letter,
    months_later,
    plan_drilled,
    plan_expiry,
    plan_valid,
    ranked,
    risk_states,
    word,
)
from planner.rules.risk_score import explain_risk
from planner.rules.ruleset import DEFAULT, LossRange, Rules
from tests.builders import (
    TODAY,
    a_network_review,
    a_risk,
    a_valid_plan,
    an_action,
    an_asset,
    an_evidence_link,
    an_inspection_result,
)
from tests.unit.rules.worlds import ago, facts_of


def state_of(risk: Risk, rules: Rules = DEFAULT, **records: Any) -> RiskState:
    return risk_states(facts_of(risks=(risk,), **records), rules, TODAY)[0]


def needs_of(state: RiskState) -> list[str]:
    return [need.text.text() for need in state.needs]


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (16, "high"),
        (20, "extreme"),
        (25, "extreme"),
    ],
)
def test_that_bands_start_at_their_limits(score: int, name: str) -> None:
    assert band(score, DEFAULT) == name
    assert (word(name)[0], letter(name)) == (name[0].upper(), name[0].upper())


def test_that_an_unrated_risk_has_no_score_and_asks_for_one() -> None:
    state = state_of(a_risk(code="R-24", likelihood=3))
    assert (state.inherent, state.current, state.band, state.loss) == (None, None, None, None)
    assert needs_of(state) == ["R-24 is not rated"]
    explained = explain_risk(state, facts_of(), DEFAULT, TODAY)
    assert (explained.value, explained.completeness) == (None, Decimal("0.5000"))


def test_that_a_high_risk_needs_a_plan_in_30_days() -> None:
    state = state_of(a_risk(code="R-12", likelihood=3, impact=4, opened_on=date(2026, 11, 12), due=date(2027, 1, 1)))
    assert (state.current, state.band, state.required) == (12, "high", "plan")
    assert (state.plan_due, state.drill_due, state.next_date) == (date(2026, 12, 12), None, date(2026, 12, 12))
    assert needs_of(state) == ["Plan for R-12 by 12 Dec 2026"]


def test_that_an_extreme_risk_needs_a_plan_in_7_and_a_drill_in_30_days() -> None:
    risk = a_risk(code="R-3", likelihood=5, impact=5, opened_on=TODAY)
    bare = state_of(risk)
    assert (bare.plan_due, bare.drill_due) == (TODAY + timedelta(days=7), TODAY + timedelta(days=30))
    assert [need.entity for need in bare.needs] == ["contingency_plan", "drill", "risk"]
    planned = state_of(risk, plans=(a_valid_plan(risk_ids=(risk.id,)),))
    assert (planned.valid_plan, planned.drilled, planned.next_date) == (True, False, bare.drill_due)
    assert [need.verb.text() for need in planned.needs if need.verb] == ["Plan drill", "Told today"]
    drill = a_valid_plan(risk_ids=(risk.id,), drilled_on=TODAY, drill_result="passed")
    drilled = state_of(replace(risk, told_ours_on=TODAY, told_customer_on=TODAY), plans=(drill,))
    assert (drilled.drilled, drilled.next_date, drilled.needs) == (True, None, ())


def test_that_the_review_day_counts_where_the_risk_has_none() -> None:
    review = a_network_review(done_on=ago(10))
    state = state_of(a_risk(likelihood=4, impact=4, review_id=review.id), reviews=(review,))
    assert state.plan_due == ago(10) + timedelta(days=30)
    undated = state_of(a_risk(code="R-9", likelihood=4, impact=4))
    assert (undated.plan_due, needs_of(undated)) == (None, ["Plan for R-9"])


def test_that_a_medium_risk_needs_an_action() -> None:
    risk = a_risk(code="R-7", likelihood=3, impact=3)
    assert needs_of(state_of(risk)) == ["Action for R-7"]
    step = an_action(parent_type="risk", parent_id=risk.id)
    assert state_of(risk, actions=(step,)).needs == ()
    assert state_of(risk, actions=(replace(step, dropped_on=TODAY),)).needs


def test_that_a_reduction_counts_only_when_the_treatment_is_done() -> None:
    risk = a_risk(code="R-1", likelihood=4, impact=4, residual_likelihood=2, residual_impact=2, opened_on=ago(5))
    before = state_of(risk)
    assert (before.current, before.band) == (16, "high")
    waiting = explain_risk(before, facts_of(risks=(risk,)), DEFAULT, TODAY)
    assert waiting.missing[-1].text.text() == "R-1 falls to 4 when the treatment is done"
    treated = replace(risk, state="treated", treated_on=ago(1))
    after = state_of(treated)
    assert (after.current, after.likelihood, after.band, after.required) == (4, 2, "low", None)
    explained = explain_risk(after, facts_of(risks=(treated,)), DEFAULT, TODAY)
    assert [line.points for line in explained.lines] == [16, -12]
    assert (explained.value, explained.band) == (Decimal(4), "low")


def test_that_a_treated_risk_asks_what_remains() -> None:
    state = state_of(a_risk(code="R-2", likelihood=1, impact=1, state="treated"))
    assert (state.current, needs_of(state)) == (1, ["R-2 is treated, what remains is not rated"])
    only = a_risk(state="treated", residual_likelihood=2, residual_impact=3)
    explained = explain_risk(state_of(only), facts_of(risks=(only,)), DEFAULT, TODAY)
    assert [line.rule for line in explained.lines] == ["D15.reduction"]


def test_that_findings_and_links_grade_the_rating() -> None:
    check = an_inspection_result(finding="Load over limit")
    risk = a_risk(likelihood=2, impact=2, finding_ids=(check.id,))
    facts = facts_of(risks=(risk,), results=(check,))
    found = explain_risk(risk_states(facts, DEFAULT, TODAY)[0], facts, DEFAULT, TODAY)
    assert found.confidence == 1
    bare = a_risk(likelihood=2, impact=2)
    link = an_evidence_link(target_type="risk", target_id=bare.id, grade="E3")
    facts = facts_of(risks=(bare,), evidence=(link,))
    assert explain_risk(risk_states(facts, DEFAULT, TODAY)[0], facts, DEFAULT, TODAY).confidence == Decimal("0.7000")


@pytest.mark.parametrize("lack", ["trigger", "decider", "steps"])
def test_that_a_plan_without_its_three_parts_is_not_valid(lack: str) -> None:
    plan = a_valid_plan()
    assert plan_valid(plan, DEFAULT, TODAY)
    assert not plan_valid(replace(plan, **{lack: () if lack == "steps" else None}), DEFAULT, TODAY)  # type: ignore[arg-type]


def test_that_a_plan_expires_after_twelve_months_or_when_it_says() -> None:
    plan = a_valid_plan(made_on=date(2024, 2, 29))
    assert plan_expiry(plan, DEFAULT) == date(2025, 2, 28)
    assert plan_valid(plan, DEFAULT, date(2025, 2, 28))
    assert not plan_valid(plan, DEFAULT, date(2025, 3, 1))
    assert not plan_valid(plan, DEFAULT, date(2024, 2, 28))
    assert plan_expiry(replace(plan, expires_on=TODAY), DEFAULT) == TODAY
    assert plan_valid(replace(plan, made_on=None), DEFAULT, TODAY)
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 9, 30), 3) == date(2026, 12, 30)
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)


@pytest.mark.parametrize(("result", "counts"), [("passed", True), ("partly", True), ("failed", False), (None, False)])
def test_that_a_failed_drill_is_no_drill(result: str | None, *, counts: bool) -> None:
    plan = a_valid_plan(drilled_on=TODAY, drill_result=result)
    assert plan_drilled(plan, DEFAULT, TODAY) is counts
    assert not plan_drilled(plan, DEFAULT, ago(1))


def ranking_facts() -> tuple[AccountFacts, list[str]]:
    risks = (
        a_risk(code="late", likelihood=3, impact=4, opened_on=ago(2)),
        a_risk(code="early", likelihood=4, impact=3, opened_on=ago(9)),
        a_risk(code="top", likelihood=5, impact=5, opened_on=ago(1)),
        a_risk(code="old", likelihood=1, impact=1, opened_on=ago(50)),
        a_risk(code="older", likelihood=1, impact=1, opened_on=ago(60)),
        a_risk(code="unrated", opened_on=ago(1)),
        a_risk(code="closed", likelihood=5, impact=5, state="closed"),
    )
    return facts_of(risks=risks), ["top", "early", "late", "older", "old"]


def test_that_risks_without_money_rank_by_score_then_date_then_age() -> None:
    facts, order = ranking_facts()
    found = ranked(risk_states(facts, DEFAULT, TODAY), DEFAULT)
    assert [s.risk.code for s in found.rated] == order
    assert [s.name for s in found.unrated] == ["unrated"]
    assert not found.by_loss
    assert found.heading.text() == "Ranked by residual score, then required date, then age"


def test_that_risks_with_money_rank_by_the_middle_of_their_loss() -> None:
    losses = tuple(LossRange(impact=n, low_minor=1000 * n, high_minor=2000 * n) for n in range(1, 6))
    rules = replace(DEFAULT, risk=replace(DEFAULT.risk, losses=losses, currency="EUR"))
    facts, _ = ranking_facts()
    found = ranked(risk_states(facts, rules, TODAY), rules)
    assert (found.by_loss, found.heading.text()) == (True, "Ranked by expected loss (EUR)")
    assert found.rated[0].loss == (4000, 10_000)
    assert [s.risk.code for s in found.rated][:3] == ["top", "early", "late"]


def test_that_a_site_overrides_the_money_of_the_portfolio() -> None:
    asset = an_asset(site_id="north")
    own = LossRange(impact=2, low_minor=7, high_minor=100, site_id="north")
    rules = replace(DEFAULT, risk=replace(DEFAULT.risk, losses=(LossRange(impact=2, low_minor=1, high_minor=10), own)))
    assert state_of(a_risk(likelihood=5, impact=2, asset_id=asset.id), rules, assets=(asset,)).loss == (5, 100)
    assert state_of(a_risk(likelihood=5, impact=2, site_id="south"), rules).loss == (0, 10)
    assert state_of(a_risk(likelihood=5, impact=3), rules).loss is None
    assert not ranked((), rules).by_loss
