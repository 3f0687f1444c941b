# SPDX-License-Identifier: Apache-2.0
"""The risk matrix as facts: places, plans, order, tray, audience, table twin and sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.entities.customers.account import Account
from planner.entities.risks.risk import Risk
from planner.rules.facts import AccountFacts
from planner.rules.rule_groups import LossRange
from planner.rules.ruleset import DEFAULT, Rules
from planner.views.audience import allowed
from planner.views.risk_chart import RiskMatrix
from planner.views.risk_matrix import risk_matrix
from tests.builders import TODAY, a_person, a_risk, a_valid_plan, an_account

CANARY = "zz-internal-canary"


@pytest.fixture
def account() -> Account:
    return an_account(name="Meridian Foods")


def _matrix(
    account: Account, *risks: Risk, audience: str = "internal", rules: Rules = DEFAULT, **more: Any
) -> RiskMatrix:
    facts = AccountFacts(account=account, risks=risks, **more)
    return risk_matrix(facts, rules, as_of=TODAY, audience=audience)


def _risk(account: Account, code: str, likelihood: int | None, impact: int | None, **fields: Any) -> Risk:
    return a_risk(account_id=account.id, code=code, likelihood=likelihood, impact=impact, **fields)


def test_that_there_are_25_cells_with_the_bands_of_the_rules(account: Account) -> None:
    view = _matrix(account)
    assert "".join(cell.letter for cell in view.cells) == "MHHEELMHHELMMHHLLMMHLLLLM"


def test_that_a_rated_risk_is_a_pin_in_its_cell_numbered_without_zeros(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-07", 3, 4))
    (pin,) = view.cell(3, 4).pins
    assert (pin.number, pin.plan, pin.before) == ("7", "none", None)


def test_that_a_risk_moves_only_when_its_treatment_is_done(account: Account) -> None:
    rated = {"residual_likelihood": 2, "residual_impact": 4}
    waiting = _risk(account, "R-1", 4, 4, **rated)
    done = replace(waiting, state="treated", treated_on=TODAY)
    assert _matrix(account, waiting).cell(4, 4).pins[0].before is None
    assert _matrix(account, done).cell(2, 4).pins[0].before == (4, 4)


def test_that_rings_tell_plan_and_drill(account: Account) -> None:
    risks = [_risk(account, f"R-{n}", 2, n) for n in (1, 2, 3)]
    plan = a_valid_plan(account_id=account.id, risk_ids=(risks[1].id,))
    drilled = a_valid_plan(account_id=account.id, risk_ids=(risks[2].id,), drilled_on=TODAY, drill_result="passed")
    view = _matrix(account, *risks, plans=(plan, drilled))
    assert {pin.code: pin.plan for pin in view.pins} == {"R-1": "none", "R-2": "plan", "R-3": "drilled"}


def test_that_risks_without_a_rating_wait_in_the_tray(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-24", None, 3, statement="Fuel contract ends"))
    assert [risk.code for risk in view.unrated] == ["R-24"]
    assert view.pins == ()
    assert view.title == "1 risk waits for a rating"
    assert view.empty_text.startswith("Nothing is rated yet. Rate ")


def test_that_closed_risks_are_gone(account: Account) -> None:
    assert _matrix(account, _risk(account, "R-1", 3, 3, state="closed", closed_on=TODAY)).lines == ()


def test_that_the_title_names_the_one_severe_risk_without_a_plan(account: Account) -> None:
    risk = replace(_risk(account, "R-12", 3, 4), statement="Rectifier overload, outage of 3 stores")
    view = _matrix(account, risk, _risk(account, "R-15", 1, 1))
    assert view.title == "Rectifier overload: the one high risk without a plan"
    assert [pin.code for pin in view.pins if pin.risk_id in view.named] == ["R-12"]
    assert view.lines[0].plan_state == "act"
    assert view.lines[1].plan_state == ""


def test_that_the_title_counts_several_severe_risks_without_plans(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-12", 3, 4), _risk(account, "R-13", 5, 5))
    assert view.title == "2 high or extreme risks have no plan"


def test_that_the_title_is_calm_when_nothing_is_high(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-1", 1, 1))
    assert (view.title, view.named) == ("1 risk, none high", ())


def test_that_no_risk_gives_an_empty_grid_with_words(account: Account) -> None:
    view = _matrix(account)
    assert view.title == "No risks recorded"
    assert view.empty_text.startswith("No risks recorded yet. Record ")
    assert view.completeness is None


def test_that_the_list_is_ordered_by_score_and_its_heading_says_so(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-1", 1, 2), _risk(account, "R-2", 4, 5))
    assert [line.code for line in view.lines] == ["R-2", "R-1"]
    assert [line.amount for line in view.lines] == ["20", "2"]
    assert "score" in view.heading
    assert view.amount_label == "Score"


def test_that_money_ranges_order_the_list_and_print_short(account: Account) -> None:
    losses = (LossRange(impact=4, low_minor=30_000_000, high_minor=40_000_000),)
    rules = replace(DEFAULT, risk=replace(DEFAULT.risk, currency="EUR", losses=losses))
    view = _matrix(account, _risk(account, "R-1", 3, 4), rules=rules)
    assert view.lines[0].loss == "90–200 k"
    assert view.amount_label == "Expected, range"
    assert (view.lines[0].expected, view.lines[0].second) == ("145 k", "range 90–200 k")


def test_that_a_plan_that_lacks_something_is_incomplete_and_not_none(account: Account) -> None:
    risk = replace(_risk(account, "R-1", 4, 4), statement="冷链断电：B1 电池组老化")
    begun = replace(a_valid_plan(account_id=account.id, risk_ids=(risk.id,)), decider=None)
    assert _matrix(account, risk).lines[0].plan_text == "No plan yet"
    view = _matrix(account, risk, plans=(begun,))
    assert (view.lines[0].plan_text, view.title) == ("Plan incomplete", "冷链断电: the plan is not complete")


def test_that_owner_and_date_stand_on_one_line(account: Account) -> None:
    person = a_person(name="A. Vidal")
    view = _matrix(account, _risk(account, "R-1", 1, 1, owner_id=person.id, due=TODAY), people={person.id: person})
    assert view.lines[0].owner_and_date == "A. Vidal, 21 Nov"


def test_that_a_customer_sees_shared_technical_risks_and_shared_plans_only(account: Account) -> None:
    shared = _risk(account, "R-1", 3, 4, audience="customer", statement="Rectifier overload")
    hidden = _risk(account, "R-2", 5, 5, statement=CANARY)
    led = _risk(account, "R-3", 5, 5, statement=CANARY, audience="team_lead")
    commercial = _risk(account, "R-4", 5, 5, kind="commercial", audience="customer", statement=CANARY)
    unrated = _risk(account, "R-5", None, None, statement=CANARY)
    plan = a_valid_plan(account_id=account.id, risk_ids=(shared.id,), trigger=CANARY)
    losses = (LossRange(impact=4, low_minor=30_000_000, high_minor=40_000_000),)
    rules = replace(DEFAULT, risk=replace(DEFAULT.risk, currency="EUR", losses=losses))
    view = _matrix(account, shared, hidden, led, commercial, unrated, audience="customer", plans=(plan,), rules=rules)
    assert [line.code for line in view.lines] == ["R-1"]
    assert view.lines[0].loss == ""
    assert view.lines[0].plan == "none"
    assert CANARY not in repr(view)
    assert CANARY not in view.sentence() + repr(view.table())
    assert view.title == "1 technical risk for your attention"


def test_that_an_unknown_kind_of_chart_is_allowed_for_nobody() -> None:
    assert not any(allowed("pie", audience) for audience in ("internal", "team_lead", "customer"))


def test_that_the_table_twin_lists_ranked_then_unrated(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-9", None, None), _risk(account, "R-1", 2, 3))
    assert [row[1] for row in view.table().texts()] == ["R-1", "R-9"]
    assert view.ranked_table().keys == view.table().keys


def test_that_the_sentence_names_the_first_risk_and_the_gaps(account: Account) -> None:
    said = _matrix(account, _risk(account, "R-9", None, None), _risk(account, "R-1", 2, 3)).sentence()
    assert "First: R-1" in said
    assert "Not assessed: R-9." in said


def test_that_drawing_without_the_list_leaves_the_pins(account: Account) -> None:
    view = _matrix(account, _risk(account, "R-1", 2, 3)).without_list()
    assert view.lines == ()
    assert len(view.pins) == 1
