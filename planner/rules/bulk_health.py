# SPDX-License-Identifier: Apache-2.0
"""D1 of many accounts from sums, in integers: the same values as `planner.rules.health`, without their lines.

The explained values stay the truth; a test compares both for random accounts.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planner.rules.lines import half_up
from planner.rules.risk import months_later
from planner.rules.ruleset import Rules

# Divided by every number of contacts up to 24, so that shares of units add up without rounding.
EXACT = 5_354_228_880


class Sums:
    """The sums of one account at the end of a day, as the store gives them; a part without records is None.

    ``key``: weights of key contacts, of the assessed ones, Σ weight × level × freshness. ``general``: units with a
    number of contacts wanted, units without, Σ share × EXACT, units whose number does not divide it. ``calls``:
    callbacks that count, their answers, Σ points, Σ weights, overdue corrections. ``risks``: open ones of the kinds
    that cost, rated ones, their cost, any extreme, any high, all open. ``reviewed`` is the day of the last review.
    """

    __slots__ = ("calls", "general", "grade", "id", "key", "reviewed", "risks")

    def __init__(self, key: str, grade: str) -> None:
        self.id = key
        self.grade = grade
        self.key: tuple[str, int, int, int] | None = None
        self.general: tuple[str, int, int, int, int] | None = None
        self.calls: tuple[str, int, int, int, int, int] | None = None
        self.risks: tuple[str, int, int, int, int | None, int | None, int] | None = None
        self.reviewed: str | None = None

    @property
    def exact(self) -> bool:
        """Whether the sums hold without rounding; otherwise the account is worked out on its own."""
        return self.general is None or not self.general[4]


class Bulk(NamedTuple):
    """Values in hundredths, None for unknown; ``complete`` is the share of D1 in ten thousandths."""

    health: int | None
    band: str | None
    complete: int
    relation: int | None
    satisfaction: int | None
    answers: int


def holds(made_on: str | None, expires_on: str | None, rules: Rules, day: date) -> bool:
    """Whether a contingency plan with these days has not expired."""
    if expires_on:
        return expires_on >= day.isoformat()
    return not made_on or months_later(date.fromisoformat(made_on), rules.risk.plan_months) >= day


def bulk_health(one: Sums, rules: Rules, day: date) -> Bulk:
    """D1 of one account from its sums."""
    relation, r_share = _relation(one, rules)
    satisfaction, s_share, answers = _satisfaction(one, rules)
    network, n_share = _network(one, rules, day)
    known = covered = points = every = 0
    for name, weight in rules.health.weights:
        every += weight
        if name == "relation":
            value, share = relation, r_share
        elif name == "satisfaction":
            value, share = satisfaction, s_share
        elif name == "network":
            value, share = network, n_share
        else:
            continue
        covered += weight * share
        if value is not None and weight:
            known += weight
            points += weight * value
    complete = _half_even(covered, every) if every else 0
    if not known:
        return Bulk(None, None, complete, relation, satisfaction, answers)
    health = (2 * points + known) // (2 * known)
    return Bulk(health, _band(health, complete, rules), complete, relation, satisfaction, answers)


def _band(health: int, complete: int, rules: Rules) -> str:
    of = rules.health
    if complete < 100 * of.unproven_below:
        return "unproven"
    if health >= 100 * of.healthy_from:
        return "healthy"
    if health >= 100 * of.watch_from:
        return "watch"
    return "at_risk" if health >= 100 * of.at_risk_from else "critical"


def _half_even(numerator: int, denominator: int) -> int:
    """As decimals are quantized: the nearest integer, halves to the even one."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1))


def _relation(one: Sums, rules: Rules) -> tuple[int | None, int]:
    """D5 of its two layers, and its completeness in ten thousandths."""
    k_weight, g_weight, o_weight = rules.relation.layers(one.grade)
    key = general = None
    share = 0
    if one.key is not None:
        _, total, assessed, points = one.key
        share = k_weight * (half_up(10_000 * assessed, total) if total else 0)
        key = half_up(points, assessed) if assessed else None
    if one.general is not None:
        _, units, unknown, shares, _ = one.general
        units = units or 0
        share += g_weight * (half_up(10_000 * units, units + unknown) if units + unknown else 0)
        general = half_up(10_000 * shares, units * EXACT) if units else None
    points = known = 0
    for weight, value in ((k_weight, key), (g_weight, general)):
        if value is not None and weight:
            points += weight * value
            known += weight
    complete = _half_even(share, k_weight + g_weight + o_weight)
    return (half_up(points, known) if known else None), complete


def _satisfaction(one: Sums, rules: Rules) -> tuple[int | None, int, int]:
    """D7, its completeness in ten thousandths, and how many callbacks count."""
    if one.calls is None or not one.calls[1]:
        return None, 0, 0
    of = rules.satisfaction
    _, number, answered, points, weights, late = one.calls
    base = 6 * weights
    penalty = min(of.penalty * late, of.penalty_max)
    taken = of.penalty * min(late, penalty // of.penalty) if penalty else 0
    share = half_up(10_000 * answered, 3 * max(number, of.thin_below))
    return half_up(100 * max(0, points - taken * base), base), share, number


def _network(one: Sums, rules: Rules, day: date) -> tuple[int | None, int]:
    """D13 c4 and its completeness in ten thousandths."""
    if one.reviewed is None:
        return None, 0
    number = rated = cost = 0
    extreme: int | None = 0
    high: int | None = 0
    if one.risks is not None:
        _, number, rated, cost, extreme, high, _ = one.risks
    interval = _interval(one.grade, bool(extreme), bool(high), rules)
    if interval:
        elapsed = (day - date.fromisoformat(one.reviewed)).days
        if elapsed * 100 > rules.cadence.overdue_above * interval:
            cost += rules.network.overdue_review
    return 100 * max(0, 100 - cost), half_up(10_000 * (1 + rated), 1 + number)


def _interval(grade: str, extreme: bool, high: bool, rules: Rules) -> int | None:  # noqa: FBT001 - two facts of one account
    base = rules.cadence.review_days(grade)
    limit = rules.cadence.extreme_review if extreme else rules.cadence.high_review if high else 0
    if extreme or high:
        return base if base and base <= limit else limit
    return base
