# SPDX-License-Identifier: Apache-2.0
"""What would turn a value green: the fewest changes, as the formula itself finds them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from planner.entities.relations.interaction import Interaction
from planner.rules.changes import CLOSE, FRESH, LEVEL, MEET, PLAN, REVIEW, TREAT, Change, changed
from planner.rules.facts import AccountFacts
from planner.rules.green import Green, candidates, green
from planner.rules.green_risk import green_risk
from planner.rules.measures import measured
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_callback, a_contact, a_decision_role, a_risk, an_action, an_interaction
from tests.unit.rules.worlds import ago, both_worlds, calls_world, facts_of, key_world, reviewed, unit_world


def risks(*rated: tuple[int, int]) -> dict[str, object]:
    """Open risks with likelihood and impact, known for 200 days, and a review some days ago."""
    made = tuple(
        a_risk(code=f"R-{n}", statement="Overload", likelihood=a, impact=b, opened_on=ago(20))
        for n, (a, b) in enumerate(rated, 1)
    )
    return {**reviewed(5), "risks": made}


def long_ago() -> Interaction:
    """A meeting with somebody who has no role: somebody was met, and nobody is active any more."""
    return an_interaction(happened_on=ago(300), participants=("somebody",))


def kinds(found: Green, way: int = -1) -> list[str]:
    return [step.change.kind for step in found.ways[way].steps]


def test_that_one_extreme_risk_is_closed_before_two_high_ones() -> None:
    facts = facts_of("C", **risks((5, 5), (4, 4), (4, 4)))
    found = green(facts, DEFAULT, "network", TODAY)
    assert [(way.goal, kinds(found, n)) for n, way in enumerate(found.ways)] == [(60, [PLAN]), (80, [CLOSE, PLAN])]
    assert found.now.shown == Decimal("51.0")
    assert found.ways[0].value == Decimal("61.0")


def test_that_the_points_of_the_steps_sum_to_the_way() -> None:
    facts = facts_of("S", **both_worlds(), **calls_world(), **risks((5, 5), (4, 4)))
    found = green(facts, DEFAULT, "health", TODAY)
    assert found.now.shown is not None
    assert found.ways
    for way in found.ways:
        assert sum(step.points for step in way.steps) == way.value - found.now.shown
        done = changed(facts, [step.change for step in way.steps], TODAY)
        assert measured(done, DEFAULT, "health", TODAY)[0].shown == way.value
        assert way.value >= way.goal


def smallest(facts: AccountFacts, measure: str, goal: int) -> int | None:
    """By trying every set there is."""
    options = candidates(facts, DEFAULT, TODAY)
    for size in range(1, 6):
        for chosen in combinations(options, size):
            if len({change.subject for change in chosen}) < size:
                continue
            value = measured(changed(facts, chosen, TODAY), DEFAULT, measure, TODAY)[0].value
            if value is not None and value >= goal:
                return size
    return None


@pytest.mark.parametrize("measure", ["health", "network"])
def test_that_no_smaller_set_reaches_it(measure: str) -> None:
    worlds = [
        {**risks((5, 5), (5, 4), (4, 4), (3, 3))},
        {**risks((5, 5), (5, 5), (5, 5), (5, 5), (5, 4)), **calls_world()},  # below the floor of 0
        {**key_world(), **risks((4, 4), (4, 3)), "callbacks": (a_callback(called_on=ago(3), reached=True, tech=2),)},
    ]
    for world in worlds:
        facts = facts_of("C", **world)
        found = green(facts, DEFAULT, measure, TODAY)
        assert {way.goal: len(way.steps) for way in found.ways} == {
            way.goal: smallest(facts, measure, way.goal) for way in found.ways
        }
        assert all(smallest(facts, measure, goal) is None for goal in found.out_of_reach)


def test_that_what_is_unknown_is_named_and_never_assumed() -> None:
    stranger = a_contact(name="Stranger")
    world = key_world((("decider", "0", 10),))
    world["contacts"] += (stranger,)
    world["roles"] += (a_decision_role(contact_id=stranger.id, role="approver"),)
    found = green(facts_of("C", **world), DEFAULT, "health", TODAY)
    texts = [missing.text.text() for missing in found.unknown]
    assert "Stranger is not assessed" in texts
    assert "The network was never reviewed" in texts
    used = {step.change for way in found.ways for step in way.steps}
    assert all(change.id != stranger.id for change in used)
    assert not any(change.kind in {REVIEW, "callback"} for change in used)
    nothing = green(facts_of("C"), DEFAULT, "health", TODAY)
    assert (nothing.ways, nothing.best, nothing.proven, nothing.is_green) == ((), None, False, False)
    assert nothing.unknown


def test_that_out_of_reach_says_what_is_the_most() -> None:
    found = green(facts_of("C", **key_world((("decider", "0", 10),))), DEFAULT, "relation", TODAY)
    assert [way.goal for way in found.ways] == [40]
    assert found.out_of_reach == (80,)
    assert found.best == Decimal("50.0")
    assert not found.is_green


def test_that_an_old_level_needs_evidence_and_not_a_better_one() -> None:
    found = green(facts_of("C", **key_world((("decider", "3", 170),))), DEFAULT, "relation", TODAY)
    assert found.now.value == Decimal("80.00")
    assert found.is_green or found.now.band == "unproven"
    older = green(facts_of("C", **key_world((("decider", "3", 300),))), DEFAULT, "relation", TODAY)
    assert kinds(older) == [FRESH]
    assert older.ways[-1].value == Decimal("100.0")


def test_that_an_overdue_promise_and_review_count_when_done() -> None:
    step = an_action(title="Send the sheet", due=ago(10))
    call = a_callback(called_on=ago(20), reached=True, tech=2, attitude=5, norms=5, corrective_action_id=step.id)
    late = facts_of("A", **reviewed(300), callbacks=(call,), actions=(step,))
    found = green(late, DEFAULT, "satisfaction", TODAY)
    assert kinds(found)[-1] in {"correct", "callback"}
    network = green(replace(late, risks=risks((4, 4))["risks"]), DEFAULT, "network", TODAY)  # type: ignore[arg-type]
    assert kinds(network) == [REVIEW]


def test_that_a_meeting_makes_a_contact_active_again() -> None:
    facts = facts_of("B", **{**both_worlds(), "interactions": (long_ago(),)})
    found = green(facts, DEFAULT, "general", TODAY)
    assert MEET in {step.change.kind for way in found.ways for step in way.steps}
    assert LEVEL not in {step.change.kind for way in found.ways for step in way.steps}


def test_that_two_meetings_in_a_unit_that_wants_one_are_no_way() -> None:
    facts = facts_of("B", **{**unit_world(((2, 1), (1, 1))), "interactions": (long_ago(),)})
    found = green(facts, DEFAULT, "general", TODAY)
    units = [next(c.unit_id for c in facts.contacts if c.id == s.change.id) for s in found.ways[-1].steps]
    assert len(set(units)) == 2
    assert found.ways[-1].value == Decimal("100.0")


@pytest.mark.parametrize(("wanted", "active", "goals"), [(309, 247, [80]), (324, 259, [80]), (369, 295, [])])
def test_that_a_goal_is_reached_where_the_value_as_shown_is(wanted: int, active: int, goals: list[int]) -> None:
    found = green(facts_of("B", **unit_world(((active, wanted),))), DEFAULT, "general", TODAY)
    assert [*(way.goal for way in found.ways), *found.out_of_reach] == goals
    assert (found.now.shown == 80) == (not goals), "80.0 is green, and 79.9 is not"


@pytest.mark.parametrize("measure", ["general", "relation", "health"])
def test_that_a_first_meeting_is_named_as_unknown_and_is_no_step(measure: str) -> None:
    key, unit = key_world(), unit_world(((1, 1),))
    world = {name: key.get(name, ()) + unit.get(name, ()) for name in {*key, *unit}}
    facts = facts_of("B", **{**world, "interactions": ()})
    found = green(facts, DEFAULT, measure, TODAY)
    assert "interaction" in {gap.entity for gap in found.unknown}
    assert MEET not in {step.change.kind for way in found.ways for step in way.steps}
    met = replace(facts, interactions=(long_ago(),))
    assert MEET in {step.change.kind for way in green(met, DEFAULT, measure, TODAY).ways for step in way.steps}


def test_that_a_risk_falls_by_its_treatment_or_by_its_end() -> None:
    risk = a_risk(code="R-1", statement="Overload", likelihood=5, impact=4, opened_on=ago(5))
    rated = replace(risk, residual_likelihood=2, residual_impact=3)
    assert [kinds(green_risk(facts_of("C", risks=(r,)), DEFAULT, r.id, TODAY), 0) for r in (risk, rated)] == [
        [CLOSE],
        [TREAT],
    ]
    both = green_risk(facts_of("C", risks=(rated,)), DEFAULT, rated.id, TODAY)
    assert [(way.goal, way.band) for way in both.ways] == [(6, "medium"), (0, "low")]
    assert both.ways[0].steps[0].points == Decimal(-14)


def test_that_changes_leave_the_facts_alone() -> None:
    facts = facts_of("C", **key_world(), **risks((4, 4)))
    before = repr(facts)
    changed(facts, candidates(facts, DEFAULT, TODAY), TODAY)
    assert repr(facts) == before
    assert Change(CLOSE, "risk", "x").subject == Change(PLAN, "risk", "x").subject
