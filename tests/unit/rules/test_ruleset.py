# SPDX-License-Identifier: Apache-2.0
"""The ruleset: defaults, canonical JSON, its hash, and wrong values named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.ruleset import DEFAULT, LossRange, Rules, by_age, from_json, rules_hash, to_json, weight_of


def test_that_rules_survive_json_with_the_same_hash() -> None:
    losses = (
        LossRange(impact=4, low_minor=10, high_minor=20),
        LossRange(impact=4, low_minor=1, high_minor=2, site_id="S"),
    )
    rules = Rules(risk=replace(DEFAULT.risk, losses=losses, currency="EUR"))
    again = from_json(to_json(rules))
    assert again == rules
    assert rules_hash(again) == rules.hash != DEFAULT.hash


def test_that_the_json_is_canonical() -> None:
    text = to_json(DEFAULT)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "hash" not in json.loads(text)


def test_that_absent_rules_take_their_default() -> None:
    assert from_json("{}") == DEFAULT
    assert from_json('{"health":{"steady_within":5}}').health.watch_from == 60


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "not readable"),
        ("[]", "does not fit"),
        ('{"wealth":{}}', "wealth"),
        ('{"health":{"colour":1}}', "health.colour"),
        ('{"health":{"steady_within":"3"}}', "health.steady_within"),
        ('{"health":{"steady_within":true}}', "health.steady_within"),
        ('{"health":3}', "health"),
        ('{"health":{"weights":3}}', "health.weights"),
        ('{"cadence":{"network_review":[1,2,3]}}', "cadence.network_review"),
        ('{"risk":{"losses":[{"impact":1}]}}', "risk.losses"),
        ('{"risk":{"losses":[{"impact":9,"low_minor":1,"high_minor":2}]}}', "risk.losses"),
        ('{"health":{"weights":[["relation",0]]}}', "health.weights"),
        ('{"health":{"healthy_from":50}}', "health.healthy_from"),
        ('{"relation":{"strategic":[0,0,0]}}', "relation"),
        ('{"work":{"working_days":[9]}}', "work.working_days"),
    ],
)
def test_that_a_wrong_rule_is_named_and_refused(text: str, named: str) -> None:
    with pytest.raises(PlannerError, match=named.replace(".", r"\.")):
        from_json(text)


def test_that_an_age_takes_the_first_limit_it_does_not_pass() -> None:
    pairs = DEFAULT.key_relation.freshness
    assert [by_age(pairs, days, 40) for days in (0, 90, 91, 180, 181, 365, 366)] == [100, 100, 80, 80, 60, 60, 40]


def test_that_an_unlisted_name_weighs_nothing() -> None:
    assert weight_of(DEFAULT.health.weights, "relation") == 30
    assert weight_of(DEFAULT.health.weights, "weather") == 0
