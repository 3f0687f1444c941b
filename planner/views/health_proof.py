# SPDX-License-Identifier: Apache-2.0
"""How much of health is known, in words that say of what, and from where it is proven (D1, ux 3.0)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from planner.kernel.text import tr
from planner.rules.rule_groups import HealthRules
from planner.views.charts import percent, whole
from planner.views.tables import CellValue

LEAST_KNOWN: Final = 3
"""How many components must be known before health is proven."""


def is_proven(completeness: Decimal | None, rules: HealthRules) -> bool:
    """Whether a value rests on enough of its own data; an unknown share proves nothing."""
    return completeness is not None and completeness * 100 >= rules.unproven_below


def legend_words(rules: HealthRules) -> str:
    """What a hollow dot means in a legend."""
    return tr("unproven: under {n} % of the data", n=rules.unproven_below)


def own_words(completeness: Decimal, rules: HealthRules) -> str:
    """What stands beside a part of health that rests on too little."""
    return tr("unproven, {share} of its data", share=share_of(completeness, rules))


def marked(said: str, *, proven: bool) -> str:
    """A value or a change in words, with the word for one that rests on too little."""
    return said if proven else tr("{said}, {word}", said=said, word=tr("unproven"))


def cell(value: Decimal, *, proven: bool) -> CellValue | int:
    """A value in the table twin: its number, with the word where it rests on too little."""
    number = whole(value)
    return number if proven else CellValue(text=marked(str(number), proven=False), raw=number)


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
