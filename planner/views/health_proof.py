# SPDX-License-Identifier: Apache-2.0
"""How much of health is known, in words that say of what, and from where it is proven (D1, ux 3.0)."""

from __future__ import annotations

from decimal import Decimal

from planner.kernel.text import tr
from planner.rules.rule_groups import HealthRules
from planner.views.charts import percent


def share_of(completeness: Decimal, rules: HealthRules) -> str:
    """As "54 %"; a share below the limit is never rounded up to it."""
    limit = Decimal(rules.unproven_below).scaleb(-2)
    below = limit - Decimal("0.01")
    return percent(min(completeness, below) if completeness < limit else completeness)


def data_words(completeness: Decimal, rules: HealthRules) -> str:
    """What that share counts, and from which on health is proven, as a sentence for the footer."""
    share = share_of(completeness, rules)
    return tr("{share} of the data (inputs on record, by weight); proven from {limit} %.",
              share=share, limit=rules.unproven_below)  # fmt: skip
