# SPDX-License-Identifier: Apache-2.0
"""D16 and D17: the loyalty level with what is missing for the next, and goals, tilt and shares.

There are no records for them yet; amounts are minor units of one currency, shares 0..1 with 4 places.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import two_places
from planner.rules.lines import half_up, share

MOST_ATTAINED = Decimal("1.50")
OVER_INVESTED, UNDER_INVESTED = "over_invested", "under_invested"
_OVER, _UNDER = Decimal("1.5"), Decimal("0.67")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoyaltyFacts:
    """What D16 looks at; None is not known and meets no condition."""

    index: Decimal | None = None
    callbacks: int = 0
    open_level_three: int = 0
    ignored_themes: int = 0
    confirmed_values: int = 0
    agreement_or_plan: bool = False
    f6: int | None = None
    match: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Loyalty:
    """The level 0-3, and the conditions that are not met for the next one."""

    level: int
    missing: tuple[Message, ...]


def loyalty(facts: LoyaltyFacts) -> Loyalty:
    """D16: each level needs the one before it."""
    steps = (
        (
            (facts.index is not None and facts.index >= 80, N_("Satisfaction of 80 or more")),
            (facts.callbacks >= 3, N_("Three callbacks or more")),
            (not facts.open_level_three, N_("No open issue at level 3 or above")),
            (not facts.ignored_themes, N_("No ignored theme")),
        ),
        ((facts.confirmed_values > 0, N_("A value the customer confirmed, in money or as a selling point")),),
        (
            (facts.agreement_or_plan, N_("An agreement or a joint plan in force")),
            (facts.f6 is not None and facts.f6 >= 4, N_("Culture and shared future of 4 or more")),
            (facts.match is not None and facts.match >= 70, N_("Strategic match of 70 or more")),
        ),
    )
    for level, conditions in enumerate(steps):
        missing = tuple(Message(text) for holds, text in conditions if not holds)
        if missing:
            return Loyalty(level, missing)
    return Loyalty(len(steps), ())


def sales_share(our_sales: int | None, customer_spend: int | None) -> Decimal | None:
    """Our share of what the customer spends; None when one is not known or nothing is spent."""
    if our_sales is None or not customer_spend or customer_spend < 0:
        return None
    return share(our_sales, customer_spend)


def extra_sales(target_share: Decimal, next_spend: int, our_sales: int) -> int:
    """Sales still needed for a share of next year's spending; never below nothing."""
    wanted = half_up(int(target_share.scaleb(4)) * next_spend, 10_000)
    return max(0, wanted - our_sales)


def progress(done: int, every: int) -> Decimal | None:
    """Milestones done of all; None without milestones."""
    return share(done, every) if every else None


def attainment(actual: int, target: int) -> Decimal | None:
    """What is reached of a target, at most 150 %; None without a target."""
    return min(MOST_ATTAINED, share(actual, target)) if target > 0 else None


def tilt(hours: Decimal, all_hours: Decimal, value: Decimal, all_value: Decimal) -> Decimal | None:
    """Share of our hours ÷ share of the value at stake (attractiveness × potential); None where a total is nothing."""
    if not (all_hours and all_value and value):
        return None
    return two_places((hours / all_hours) / (value / all_value))


def tilt_flag(found: Decimal | None, grade: str, match_class: str | None) -> str | None:
    """Over-invested on a revenue source, under-invested on a strategic customer; None for neither."""
    if found is None:
        return None
    if match_class == "revenue_source" and found > _OVER:
        return OVER_INVESTED
    return UNDER_INVESTED if grade == "S" and found < _UNDER else None


def concentration(sales: Sequence[int], top: int = 5) -> Decimal | None:
    """The share of the largest customers in all sales; None without sales."""
    total = sum(sales)
    return share(sum(sorted(sales, reverse=True)[:top]), total) if total > 0 else None
