# SPDX-License-Identifier: Apache-2.0
"""K10, K11 and K13: each fires exactly at its limit and names its records and its one remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.rules.alert import RULES
from planner.rules.alerts import Alert, alerts
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_callback, a_grade_decision, a_network_review, an_action
from tests.unit.rules.worlds import ago, facts_of


def of(rule: str, world: dict[str, Any], day: date = TODAY) -> list[Alert]:
    return [found for found in alerts(facts_of("ungraded", **world), DEFAULT, day) if found.rule == rule]


@pytest.mark.parametrize(("days", "fires"), [(2, False), (3, True), (300, True)])
def test_that_a_planned_callback_fires_after_48_hours(days: int, fires: bool) -> None:
    call = a_callback(service_on=ago(days))
    found = of("K10", {"callbacks": (call,)})
    assert bool(found) is fires
    if found:
        assert [(r.entity, r.id) for r in found[0].records] == [("callback", call.id)]
        assert (found[0].due, found[0].remedy.for_id) == (ago(days - 2), call.id)


@pytest.mark.parametrize(("days", "fires"), [(2, False), (3, True), (30, True), (31, False)])
def test_that_a_review_without_any_callback_fires_between_two_and_thirty_days(days: int, fires: bool) -> None:
    review = a_network_review(done_on=ago(days), state="closed")
    assert [a.subject for a in of("K10", {"reviews": (review,)})] == ([review.id] if fires else [])
    assert of("K10", {"reviews": (review,), "callbacks": (a_callback(review_id=review.id, called_on=TODAY),)}) == []


def test_that_a_call_made_later_was_not_made_on_a_day_before() -> None:
    world = {"callbacks": (a_callback(service_on=ago(9), called_on=ago(2), reached=True),)}
    assert of("K10", world) == []
    assert len(of("K10", world, ago(5))) == 1


@pytest.mark.parametrize(("rating", "fires"), [(2, True), (3, False), (None, False)])
def test_that_a_rating_of_two_without_action_fires(rating: int | None, fires: bool) -> None:
    call = a_callback(called_on=ago(1), reached=True, tech=5, norms=rating)
    found = of("K11", {"callbacks": (call,)})
    assert bool(found) is fires
    if found:
        assert (found[0].remedy.entity, found[0].remedy.for_id) == ("action", call.id)
        assert [r.id for r in found[0].records] == [call.id]


def test_that_an_action_answers_a_low_rating_from_the_day_it_was_opened() -> None:
    action = an_action(opened_on=ago(3))
    call = a_callback(called_on=ago(10), reached=True, overall=1, corrective_action_id=action.id)
    world = {"callbacks": (call,), "actions": (action,)}
    assert of("K11", world) == []
    assert len(of("K11", world, ago(4))) == 1
    assert len(of("K11", {"callbacks": (call,)})) == 1  # the action lies in the Trash


@pytest.mark.parametrize(("until", "fires"), [(TODAY, False), (ago(1), True)])
def test_that_a_grade_fires_the_day_after_it_ran_out(until: date, fires: bool) -> None:
    decision = a_grade_decision(grade="B", decided_on=ago(200), valid_until=until)
    found = of("K13", {"grades": (decision,)})
    assert [(a.text.text(), a.due, a.records[0].id) for a in found] == (
        [("Grade B has expired", until, decision.id)] if fires else []
    )


def test_that_every_rule_has_words_and_an_empty_account_raises_none() -> None:
    assert list(RULES) == ["K1", "K2", "K3", "K4", "K5", "K6", "K10", "K11", "K13", "K17", "K18", "K20"]
    assert alerts(facts_of("S"), DEFAULT, TODAY) == ()
