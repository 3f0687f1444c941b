# SPDX-License-Identifier: Apache-2.0
"""Laws of every value that explains itself, whichever way it is asked for (issue 5, done 1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.kernel.numbers import decimal_text
from planner.rules.changes import Change, changed
from planner.rules.facts import AccountFacts
from planner.rules.green import candidates, green
from planner.rules.health import Component, combine, health, health_band
from planner.rules.lines import shown_from
from planner.rules.measures import BY_RULE, HYGIENE, MEASURES, measured, of_health, unfloored
from planner.rules.movement import movement
from planner.rules.ruleset import DEFAULT
from planner.views import what_if
from tests.builders import TODAY, a_callback, a_contact, a_decision_role, a_risk, an_org_unit
from tests.property.test_rules_laws import DAYS, _ago, account_facts

SCORES = tuple(name for name in MEASURES if name != HYGIENE)
every_measure = pytest.mark.parametrize("measure", MEASURES)


@every_measure
@settings(max_examples=25, deadline=None)
@given(facts=account_facts(), days=DAYS)
def test_that_lines_add_up_on_every_day_and_the_way_between_two(measure: str, facts: AccountFacts, days: int) -> None:
    then, parts_then = measured(facts, DEFAULT, measure, _ago(days))
    now, parts_now = measured(facts, DEFAULT, measure, TODAY)
    for found in (then, now):
        assert sum((line.points for line in found.lines), Decimal(0)) == (found.shown or 0)
        assert found.value is None or 0 <= found.value <= found.max
    way = movement(then, now, parts_then, parts_now)
    assert (way.change is None) == (way.why_not is not None)
    assert sum((move.points for move in way.moves), Decimal(0)) == (way.change or 0)


@settings(max_examples=60, deadline=None)
@given(facts=account_facts())
def test_that_missing_data_never_lowers_nor_raises_a_score(facts: AccountFacts) -> None:
    stranger = a_contact()
    unknown = replace(
        facts,
        contacts=(*facts.contacts, stranger),
        roles=(*facts.roles, a_decision_role(contact_id=stranger.id, role="approver")),
        units=(*facts.units, an_org_unit(in_scope=True)),
        risks=(*facts.risks, a_risk(opened_on=_ago(5)), a_risk(likelihood=5, opened_on=_ago(5))),
        callbacks=(*facts.callbacks, a_callback(called_on=_ago(3), reached=False), a_callback(service_on=_ago(2))),
    )
    for measure in SCORES:
        before, after = (measured(f, DEFAULT, measure, TODAY)[0] for f in (facts, unknown))
        assert after.value == before.value, measure
        assert after.completeness <= before.completeness, measure


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.none() | st.integers(0, 10_000), min_size=5, max_size=5),
    shares=st.lists(st.integers(0, 100), min_size=5, max_size=5),
)
def test_that_a_part_without_data_weighs_nothing(values: list[int | None], shares: list[int]) -> None:
    weights = dict(DEFAULT.health.weights)
    parts = [
        Component(
            name=name,
            weight=weights[name],
            value=None if value is None else Decimal(value).scaleb(-2),
            share=Decimal(0) if value is None else Decimal(share).scaleb(-2),
        )
        for name, value, share in zip(weights, values, shares, strict=True)
    ]
    known = [part for part in parts if part.value is not None]
    assert combine(parts, DEFAULT, TODAY).value == combine(known, DEFAULT, TODAY).value


@settings(max_examples=40, deadline=None)
@given(facts=account_facts(), days=DAYS)
def test_that_as_of_a_day_is_what_was_live_on_it(facts: AccountFacts, days: int) -> None:
    live = health(facts, DEFAULT, TODAY, trend=False)
    for measure in MEASURES:
        now = measured(facts, DEFAULT, measure, TODAY)[0]
        if measure in BY_RULE.values() and measure != HYGIENE:
            assert now == of_health(live, measure)
        day = _ago(days)
        assert measured(facts.at(day), DEFAULT, measure, day) == measured(facts, DEFAULT, measure, day)


@settings(max_examples=40, deadline=None)
@given(facts=account_facts(), measure=st.sampled_from(("health", "network", "satisfaction", "relation")))
def test_that_the_way_to_green_is_what_the_formula_gives(facts: AccountFacts, measure: str) -> None:
    found = green(facts, DEFAULT, measure, TODAY)
    for way in found.ways:
        after = measured(changed(facts, [s.change for s in way.steps], TODAY), DEFAULT, measure, TODAY)[0]
        assert after.shown == way.value
        assert after.value is not None
        assert after.value >= way.goal
        assert sum((s.points for s in way.steps), found.now.shown or Decimal(0)) == way.value
        assert len({s.change.subject for s in way.steps}) == len(way.steps)
    if found.now.value is None:
        assert not found.ways


def _reaches(facts: AccountFacts, measure: str, chosen: tuple[Change, ...], goal: int) -> bool:
    if len({change.subject for change in chosen}) < len(chosen):
        return False
    value = measured(changed(facts, chosen, TODAY), DEFAULT, measure, TODAY)[0].value
    return value is not None and value >= goal


@settings(max_examples=30, deadline=None)
@given(facts=account_facts())
def test_that_no_smaller_set_turns_the_network_green(facts: AccountFacts) -> None:
    options = candidates(facts.at(TODAY), DEFAULT, TODAY)[:12]
    found = green(facts, DEFAULT, "network", TODAY)
    for way in found.ways:
        for size in range(1, min(3, len(way.steps))):
            assert not any(_reaches(facts, "network", chosen, way.goal) for chosen in combinations(options, size))


@settings(max_examples=40, deadline=None)
@given(facts=account_facts())
def test_that_trying_changes_leaves_the_facts_and_the_values_alone(facts: AccountFacts) -> None:
    before = [measured(facts, DEFAULT, measure, TODAY) for measure in MEASURES]
    rows = what_if.compare(facts, DEFAULT, TODAY, candidates(facts.at(TODAY), DEFAULT, TODAY))
    assert [row.key for row in rows][-1] == "cadence"
    assert [measured(facts, DEFAULT, measure, TODAY) for measure in MEASURES] == before
    assert all(row.before == row.after for row in what_if.compare(facts, DEFAULT, TODAY, []))


@settings(max_examples=60, deadline=None)
@given(facts=account_facts())
def test_that_a_floor_hides_no_step(facts: AccountFacts) -> None:
    for measure in ("network", "satisfaction", "health"):
        found, parts = measured(facts, DEFAULT, measure, TODAY)
        below = unfloored(found, parts)
        assert (below is None) == (found.value is None)
        if below is not None and found.value is not None:
            assert below <= found.value


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10_000))
def test_that_the_band_fits_the_value_as_it_is_printed(cents: int) -> None:
    value = Decimal(cents).scaleb(-2)
    part = Component(name="relation", weight=30, value=value, share=Decimal(1))
    found = combine((part,), DEFAULT, TODAY)
    printed = Decimal(decimal_text(found.shown or Decimal(0)))
    of = DEFAULT.health
    words = (("healthy", of.healthy_from), ("watch", of.watch_from), ("at_risk", of.at_risk_from), ("critical", 0))
    assert found.band == health_band(value, of) == next(name for name, low in words if printed >= low)
    assert all((printed >= low) == (cents >= shown_from(low)) for _, low in words)
