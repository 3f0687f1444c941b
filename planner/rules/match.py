# SPDX-License-Identifier: Apache-2.0
"""D8 and D9: strategic match, its class and drift; attractiveness, own strength and the suggested grade.

There are no records for them yet; the formulas stand by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from planner.kernel.text import N_, Message
from planner.rules.explain import Explained, Missing, two_places
from planner.rules.lines import Addend, Frame, add_up, in_hundredths, nothing, share, weighed
from planner.rules.ruleset import Rules, Weights, weight_of

T = TypeVar("T")
TOP = 5
FACTORS = {
    "f1": N_("Direction overlaps ours"),
    "f2": N_("Investment areas we can serve"),
    "f3": N_("Our role, main channel to marginal"),
    "f4": N_("Growth and standing in the industry"),
    "f5": N_("Profit per head for us, gain for them"),
    "f6": N_("Culture and shared view of the future"),
}
CANDIDATE, REVENUE, MARGINAL, NORMAL = "strategic_candidate", "revenue_source", "marginal_review", "normal"
_PARTS = {
    "match": N_("Strategic match"),
    "growth": N_("Growth of the customer's spending"),
    "profit_per_head": N_("Rank of the profit per head"),
    "stability": N_("Stability"),
}
_HUNDRED = Decimal(100)


def match(factors: Mapping[str, int | None], rules: Rules, as_of: date) -> Explained:
    """D8, 0-100: factors f1-f6 from 0 to 5 by weight; those not known are left out and the rest is rescaled."""
    frame, weights, known = _known("D8", FACTORS, rules.match.weights, factors, (rules, as_of))
    there = sum(weights[name] for name in known)
    if not there:
        return nothing(frame)
    addends = [
        Addend(f"D8.{name}", Message(FACTORS[name]), 20 * weights[name] * value, 100 * weights[name])
        for name, value in known.items()
    ]
    return add_up(frame, addends, there)


def drift(now: Explained, year_ago: Explained) -> Decimal | None:
    """The change of the match in twelve months; None when one is not known or they follow different rules."""
    if now.value is None or year_ago.value is None or now.ruleset != year_ago.ruleset:
        return None
    return now.value - year_ago.value


def match_class(
    value: Decimal | None,
    change: Decimal | None,
    role: int | None,
    sales_share: Decimal | None,
    rules: Rules,
    *,
    top_fifth: bool = False,
) -> str | None:
    """D8's class; None without a match. ``sales_share`` is our sales there of all our sales, 0..1; ``role`` is f3.

    A revenue source is a poor or falling match on which we live all the same; it is looked at before the others.
    """
    if value is None:
        return None
    limits = rules.match
    lives_from = top_fifth or (sales_share is not None and sales_share * 100 >= limits.revenue_share)
    falls = change is not None and change <= limits.revenue_drift
    if lives_from and (value < limits.revenue_below or falls):
        return REVENUE
    if value >= limits.candidate_from:
        return CANDIDATE
    return MARGINAL if role is not None and role <= limits.marginal_to else NORMAL


def growth_score(yearly_percent: Decimal, rules: Rules) -> Decimal:
    """Forecast yearly growth as 0-100: nothing or less is 0, the full rate and more is 100."""
    scaled = yearly_percent * 100 / rules.attractiveness.growth_full
    return two_places(min(_HUNDRED, max(Decimal(0), scaled)))


def percentile(value: Decimal, every: Sequence[Decimal]) -> Decimal | None:
    """The rank of a value among all of the own portfolio (itself included), 0-100; None when it stands alone."""
    if len(every) < 2:
        return None
    below = sum(other < value for other in every)
    equal = sum(other == value for other in every) - 1
    return two_places(_HUNDRED * (below + Decimal(equal) / 2) / (len(every) - 1))


def stability_score(rating: int) -> Decimal:
    """Stability 1-5 as 0-100."""
    return Decimal(25 * (rating - 1))


def attractiveness(parts: Mapping[str, Decimal | None], rules: Rules, as_of: date) -> Explained:
    """D9: match, growth, profit_per_head and stability (each 0-100) by weight; the unknown leaves its weight."""
    frame, weights, known = _known("D9", _PARTS, rules.attractiveness.weights, parts, (rules, as_of))
    there = sum(weights[name] for name in known)
    if not there:
        return nothing(frame)
    addends = [
        Addend(
            f"D9.{name}",
            Message(_PARTS[name]),
            weights[name] * in_hundredths(value),
            10_000 * weights[name],
            detail=weighed(value, weights[name], there),
        )
        for name, value in known.items()
    ]
    return add_up(frame, addends, 100 * there)


def own_strength(stage: int | None, relation: Decimal | None) -> Decimal | None:
    """D9: half the relationship stage 1-5 (in steps of 20), half the relation; the one that is known where one is."""
    parts = [*([Decimal(20 * stage)] if stage is not None else []), *([relation] if relation is not None else [])]
    return two_places(sum(parts, Decimal(0)) / len(parts)) if parts else None


def suggested_grade(
    attractive: Decimal | None, value: Decimal | None, rank: int | None, found: str | None, rules: Rules
) -> str | None:
    """D9: S, A, B or C; None while attractiveness is not known. A revenue source never gets above B by itself."""
    if attractive is None:
        return None
    limits, matches = rules.attractiveness, value if value is not None else Decimal(-1)
    if attractive >= limits.strategic[0] and matches >= limits.strategic[1] and 0 < (rank or 0) <= limits.strategic[2]:
        grade = "S"
    elif attractive >= limits.partner[0] and matches >= limits.partner[1]:
        grade = "A"
    else:
        grade = "B" if attractive >= limits.cash_flow_b else "C"
    return "B" if found == REVENUE and grade in {"S", "A"} else grade


def _known(
    rule: str, words: Mapping[str, str], pairs: Weights, values: Mapping[str, T | None], on: tuple[Rules, date]
) -> tuple[Frame, dict[str, int], dict[str, T]]:
    """The frame of a weighed value with what it lacks, the weights by name, and the values that are known."""
    weights = {name: weight_of(pairs, name) for name in words}
    known = {name: value for name in words if (value := values.get(name)) is not None and weights[name]}
    missing = tuple(
        Missing(Message(N_("{what}: not known"), {"what": Message(words[name])}), "")
        for name, weight in weights.items()
        if weight and name not in known
    )
    there = sum(weights[name] for name in known)
    return Frame(rule, *on, missing, share(there, sum(weights.values()))), weights, known
