# SPDX-License-Identifier: Apache-2.0
"""D7: the index, its worked test, penalties and what is shown beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.rules.ruleset import DEFAULT
from planner.rules.satisfaction import event_value, satisfaction
from tests.builders import TODAY, a_callback, an_action
from tests.unit.rules.worlds import ago, calls_world, facts_of


def test_that_d7_is_the_worked_75_00() -> None:
    found = satisfaction(facts_of(**calls_world()), DEFAULT, TODAY)
    assert found.explained.value == Decimal("75.00")
    assert sum(line.points for line in found.explained.lines) == Decimal("75.0")
    assert (found.n, found.thin, found.reached, found.top_two) == (2, True, Decimal(1), Decimal("0.5000"))
    assert (found.explained.band, found.explained.completeness) == ("thin", Decimal("0.6667"))


def test_that_an_event_counts_answered_ratings_only() -> None:
    assert event_value(a_callback(tech=5, attitude=4, norms=4)) == Decimal("83.33")
    assert event_value(a_callback(norms=3)) == Decimal("50.00")
    assert event_value(a_callback(overall=5)) is None


@pytest.mark.parametrize(("days", "value"), [(90, "100.00"), (365, "100.00"), (366, None)])
def test_that_callbacks_older_than_a_year_do_not_count(days: int, value: str | None) -> None:
    call = a_callback(called_on=ago(days), reached=True, tech=5)
    found = satisfaction(facts_of(callbacks=(call,)), DEFAULT, TODAY)
    assert found.explained.value == (None if value is None else Decimal(value))


def test_that_nothing_known_is_none_with_the_callback_to_make() -> None:
    found = satisfaction(facts_of(), DEFAULT, TODAY)
    assert (found.explained.value, found.reached, found.top_two, found.n) == (None, None, None, 0)
    assert found.explained.missing[0].entity == "callback"


def test_that_three_full_callbacks_are_not_thin_and_complete() -> None:
    calls = tuple(a_callback(called_on=ago(n), reached=True, tech=4, attitude=4, norms=4) for n in range(3))
    missed = a_callback(called_on=ago(1), reached=False)
    found = satisfaction(facts_of(callbacks=(*calls, missed)), DEFAULT, TODAY)
    assert (found.explained.band, found.thin, found.explained.completeness) == (None, False, Decimal(1))
    assert found.reached == Decimal("0.7500")
    assert found.explained.confidence == 1
    assert found.explained.missing == ()


def _complaint(due: int | None, **action: Any) -> dict[str, Any]:
    step = an_action(due=None if due is None else ago(due), **action)
    call = a_callback(called_on=ago(20), reached=True, tech=4, attitude=4, norms=2, corrective_action_id=step.id)
    return {"callbacks": (call,), "actions": (step,)}


@pytest.mark.parametrize(
    ("due", "more", "penalty"),
    [(1, {}, 5), (0, {}, 0), (None, {}, 0), (1, {"done_on": ago(1)}, 0), (1, {"dropped_on": ago(1)}, 0)],
)
def test_that_only_an_overdue_correction_costs_five(due: int | None, more: dict[str, Any], penalty: int) -> None:
    found = satisfaction(facts_of(**_complaint(due, **more)), DEFAULT, TODAY)
    assert found.penalty == penalty
    assert found.explained.value == Decimal("58.33") - penalty
    assert sum(line.points for line in found.explained.lines) == found.explained.shown


def test_that_penalties_stop_at_twenty_and_the_index_at_zero() -> None:
    steps = tuple(an_action(due=ago(2)) for _ in range(6))
    calls = tuple(a_callback(called_on=ago(9), tech=1, attitude=1, norms=1, corrective_action_id=s.id) for s in steps)
    found = satisfaction(facts_of(callbacks=calls, actions=steps), DEFAULT, TODAY)
    assert (found.penalty, found.explained.value) == (20, Decimal(0))
    rules = [line.rule for line in found.explained.lines]
    assert (rules.count("D7.penalty"), rules[-1]) == (4, "D7.floor")
    assert sum(line.points for line in found.explained.lines) == 0


def test_that_a_low_rating_without_correction_is_missing_an_action() -> None:
    call = a_callback(called_on=ago(3), reached=True, overall=2)
    found = satisfaction(facts_of(callbacks=(call,)), DEFAULT, TODAY)
    assert found.explained.value is None
    assert found.penalty == 0
    assert [(m.entity, m.for_id) for m in found.explained.missing][-1] == ("action", call.id)
