# SPDX-License-Identifier: Apache-2.0
"""Whether the numbers of a ruleset make sense together; the first that do not are named in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.rules.term_shapes import refuse
from planner.rules.terms import groups, value_of

_Order = Sequence[tuple[str, int]]


def check(rules: Rules) -> None:
    """PlannerError for the first number out of its limits, order or sum; the key is the one of a rules file."""
    for group in groups():
        for term in group.terms:
            path = f"{group.name}.{term.name}"
            value, money = value_of(rules, group, term), rules.risk.currency
            term.shape.read(term.shape.write(value, money), value, path, money)
    for fault in _faults(rules):
        raise fault


def _faults(rules: Rules) -> Iterator[PlannerError]:
    yield from _sums(rules)
    yield from _health_and_people(rules)
    yield from _work(rules)


def _sums(rules: Rules) -> Iterator[PlannerError]:
    r = rules.relation
    weights = {
        "health.weights": [w for _, w in rules.health.weights],
        "organisation.points": [w for _, w in rules.organisation.points],
        "match.weights": [w for _, w in rules.match.weights],
        "relation.strategic": r.strategic,
        "relation.partner": r.partner,
        "relation.cash_flow_b": r.cash_flow_b,
        "relation.cash_flow_c": r.cash_flow_c,
        "relation.ungraded": r.ungraded,
    }
    for path, found in weights.items():
        if sum(found) <= 0:
            yield refuse(path, tr("at least one weight must be above 0."))
    # these are not rescaled, so that anything else would not be a value from 0 to 100
    for path, found in (
        ("attractiveness.weights", [w for _, w in rules.attractiveness.weights]),
        ("value.weights", [w for _, w in rules.value.weights]),
    ):
        if sum(found) != 100:
            yield refuse(path, tr("the weights must sum to 100, not {n}.", n=sum(found)))


def _health_and_people(rules: Rules) -> Iterator[PlannerError]:
    h, key, s = rules.health, rules.key_relation, rules.satisfaction
    yield from _rising("health", (("at_risk_from", h.at_risk_from), ("watch_from", h.watch_from),
                                  ("healthy_from", h.healthy_from)))  # fmt: skip
    levels = [(f"levels.{name}", worth) for name, worth in key.levels]
    yield from _rising("key_relation", levels, equal=True)
    yield from _ages("key_relation.freshness", key.freshness)
    yield from _rising("key_relation", (("stale", key.stale), ("freshness", key.freshness[-1][1])), equal=True)
    yield from _ages("satisfaction.ages", s.ages)
    yield from _rising("satisfaction", (("penalty", s.penalty), ("penalty_max", s.penalty_max)), equal=True)
    for name, letters in (("general_relation", rules.general_relation.letters),
                          ("organisation", rules.organisation.letters)):  # fmt: skip
        yield from _rising(name, [(f"letters.{letter}", low) for letter, low in reversed(letters)])
    grade = rules.attractiveness
    for place, label in enumerate(("attractiveness", "match")):
        order = ((f"partner.{label}", grade.partner[place]), (f"strategic.{label}", grade.strategic[place]))
        yield from _rising("attractiveness", order, equal=True)
    yield from _rising("attractiveness", (("cash_flow_b", grade.cash_flow_b),
                                          ("partner.attractiveness", grade.partner[0])), equal=True)  # fmt: skip
    yield from _rising("match", (("revenue_below", rules.match.revenue_below),
                                 ("candidate_from", rules.match.candidate_from)), equal=True)  # fmt: skip


def _work(rules: Rules) -> Iterator[PlannerError]:
    c, n, r, t = rules.cadence, rules.network, rules.risk, rules.theme
    yield from _rising("escalation", _levels(rules.escalation.levels))
    for one in rules.escalation.targets:
        for before in ("", "vip_"):
            steps = [(f"targets.{one.severity}.{before}{step}", getattr(one, before + step))
                     for step in ("respond", "restore", "solve")]  # fmt: skip
            yield from _rising("escalation", [step for step in steps if step[1]], equal=True)
    yield from _rising("cadence", (("soon_from", c.soon_from), ("due_from", c.due_from),
                                   ("overdue_above", c.overdue_above)), equal=True)  # fmt: skip
    yield from _rising("cadence", (("extreme_review", c.extreme_review), ("high_review", c.high_review)), equal=True)
    bands = (("low", n.low), ("medium", n.medium), ("high", n.high), ("extreme", n.extreme))
    for name, (plain, drilled) in bands:
        yield from _rising("network", ((f"{name}.drilled", drilled), (f"{name}.open", plain)), equal=True)
    yield from _rising("network", [(f"{name}.open", cost[0]) for name, cost in bands], equal=True)
    yield from _rising("service", _levels(rules.service.levels), equal=True)
    yield from _rising("theme", (("signal", t.signal), ("pattern", t.pattern)), equal=True)
    yield from _rising("theme", (("chase_warning", t.chase_warning), ("chase_alert", t.chase_alert)), equal=True)
    yield from _rising("risk", (("medium_from", r.medium_from), ("high_from", r.high_from),
                                ("extreme_from", r.extreme_from)))  # fmt: skip
    for number, (low, high) in enumerate(r.chances, 1):
        yield from _rising("risk", ((f"chances.{number}.from", low), (f"chances.{number}.to", high)))


def _levels(values: Sequence[int]) -> _Order:
    return [(f"levels.level_{number}", value) for number, value in enumerate(values, 1)]


def _ages(path: str, pairs: Sequence[tuple[int, int]]) -> Iterator[PlannerError]:
    """Limits rise; what is left with age does not."""
    yield from _rising(path, [(f"{number}.days", limit) for number, (limit, _) in enumerate(pairs, 1)])
    shares = [(f"{number}.percent", share) for number, (_, share) in enumerate(pairs, 1)]
    yield from _rising(path, shares[::-1], equal=True)


def _rising(group: str, values: _Order, *, equal: bool = False) -> Iterator[PlannerError]:
    for (low_name, low), (high_name, high) in pairwise(values):
        if low > high or (low == high and not equal):
            text = (
                tr(
                    "{low} must not be above “{other}”, which is {high}.",
                    low=low,
                    other=f"{group}.{high_name}",
                    high=high,
                )
                if equal
                else tr(
                    "{low} must be below “{other}”, which is {high}.", low=low, other=f"{group}.{high_name}", high=high
                )
            )
            yield refuse(f"{group}.{low_name}", text)
