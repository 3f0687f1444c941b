# SPDX-License-Identifier: Apache-2.0
"""Laws that hold under any sound rules, not only the built-in ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.kernel.errors import PlannerError
from planner.rules.facts import AccountFacts
from planner.rules.health import health
from planner.rules.rule_checks import check
from planner.rules.ruleset import DEFAULT, Rules, from_json, to_json
from planner.rules.terms import beside, differences, put
from planner.services.ruleset_trial import row_of
from tests.builders import TODAY
from tests.property.test_rules_laws import account_facts

NUMBERS = tuple(shown for shown in beside(DEFAULT) if isinstance(shown.now, int))


@st.composite
def sound_rules(draw: st.DrawFn) -> Rules:
    """The built-in rules with some numbers changed as far as they make sense together."""
    rules = DEFAULT
    for shown in draw(st.lists(st.sampled_from(NUMBERS), max_size=8, unique_by=lambda one: one.path)):
        wanted = put(rules, {shown.path: draw(st.integers(shown.low, min(shown.high, 4000)))})
        try:
            check(wanted)
        except PlannerError:
            continue
        rules = wanted
    return rules


@settings(max_examples=30)
@given(account_facts(), sound_rules())
def test_that_lines_add_up_under_any_sound_rules(facts: AccountFacts, rules: Rules) -> None:
    found = health(facts, rules, TODAY)
    for value in (found.explained, *found.parts.values()):
        if value is None or value.value is None:
            continue
        assert sum((line.points for line in value.lines), Decimal(0)) == value.shown
        assert 0 <= value.value <= 100
        assert value.ruleset == rules.hash


@settings(max_examples=30)
@given(account_facts(), sound_rules())
def test_that_a_trial_under_the_same_rules_moves_nothing(facts: AccountFacts, rules: Rules) -> None:
    assert not row_of(facts, rules, replace(rules), TODAY).moves


@given(sound_rules(), sound_rules())
def test_that_rules_differ_exactly_where_their_hashes_do(one: Rules, other: Rules) -> None:
    assert from_json(to_json(one)) == one
    assert bool(differences(one, other)) == (one.hash != other.hash)
