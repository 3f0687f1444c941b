# SPDX-License-Identifier: Apache-2.0
"""D1 of many accounts in integers: what the store works out at once, the same values as `planner.rules.health`.

The explained values stay the truth; a test compares both for random accounts.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planner.rules.risk import months_later
from planner.rules.ruleset import Rules

# Divided by every number of contacts up to 24, so that shares of units add up without rounding.
EXACT = 5_354_228_880
BITS = {"relation": 1, "satisfaction": 2, "network": 4}
"""The bit of each component that can have a value, in `Bulk.parts`."""


class Bulk(NamedTuple):
    """Values in hundredths, None for unknown; ``complete`` is the share of D1 in ten thousandths.

    ``parts`` tells the components that health is made of, a bit each: values of other parts are never compared.
    ``odd`` counts units whose number of contacts wanted does not divide EXACT: such an account is worked out alone.
    """

    health: int | None
    band: str | None
    complete: int
    relation: int | None
    satisfaction: int | None
    answers: int
    parts: int = 0
    odd: int = 0


def holds(made_on: str | None, expires_on: str | None, rules: Rules, day: date) -> bool:
    """Whether a contingency plan with these days has not expired."""
    if expires_on:
        return expires_on >= day.isoformat()
    return not made_on or months_later(date.fromisoformat(made_on), rules.risk.plan_months) >= day


def review_interval(grade: str, band: str, rules: Rules) -> int | None:
    """Days between network reviews by the grade and the worst open risk: "extreme", "high" or ""."""
    base = rules.cadence.review_days(grade)
    limit = {"extreme": rules.cadence.extreme_review, "high": rules.cadence.high_review}.get(band)
    if limit is None:
        return base
    return base if base and base <= limit else limit
