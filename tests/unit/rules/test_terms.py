# SPDX-License-Identifier: Apache-2.0
"""The rules number by number: changed by key, compared, and told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.ruleset import DEFAULT
from planner.rules.terms import beside, differences, groups, put
from planner.views.rules_page import differences as told
from planner.views.rules_page import rules_page


def test_that_every_number_can_be_changed_by_its_key_and_only_it_changes() -> None:
    numbers = [shown for shown in beside(DEFAULT) if isinstance(shown.now, int)]
    assert len(numbers) > 150
    assert len({shown.path for shown in numbers}) == len(numbers)
    for shown in numbers:
        assert isinstance(shown.now, int)
        wanted = shown.now + 1 if shown.now < shown.high else shown.now - 1
        made = put(DEFAULT, {shown.path: wanted})
        assert [(one.path, one.now, one.other) for one in differences(made)] == [(shown.path, wanted, shown.now)]


def test_that_a_number_out_of_its_limits_is_refused_with_its_key() -> None:
    for path, number in (
        ("health.weights.relation", 101),
        ("escalation.targets.major.respond", -1),
        ("risk.high_from", 26),
    ):
        with pytest.raises(PlannerError, match=path):
            put(DEFAULT, {path: number})


def test_that_another_limit_of_a_step_is_seen_as_a_difference() -> None:
    other = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, ages=((60, 100), (180, 75), (365, 50))))
    found = {one.path: (one.now, one.other) for one in told(other)}
    assert found == {"satisfaction.ages.60": ("100 %", "–"), "satisfaction.ages.90": ("–", "100 %")}


def test_that_the_page_tells_formulas_numbers_and_what_is_not_built_in() -> None:
    other = put(DEFAULT, {"health.weights.relation": 40, "cadence.network_review.S": 1})
    page = {group.name: group for group in rules_page(other)}
    assert [group.name for group in groups()] == list(page)
    health = page["health"]
    assert health.sentences[0].startswith("Health is 40 Relation + 20 Satisfaction")
    assert health.sentences[0].endswith("out of 110.")
    assert [(one.label, one.value, one.other) for one in health.rows[0].values[:2]] == [
        ("Relation", "40", "30"),
        ("Satisfaction", "20", ""),
    ]
    assert {group.name for group in page.values() if group.differs} == {"health", "cadence"}
    assert page["cadence"].rows[0].values[0].value == "1 day"
    targets = [row for row in page["escalation"].rows if row.of]
    assert [(row.text, [value.value for value in row.values]) for row in targets[:2]] == [
        ("respond", ["15 minutes", "30 minutes", "4 hours", "8 hours"]),
        ("restore", ["4 hours", "1 day", "5 days", "–"]),
    ]
