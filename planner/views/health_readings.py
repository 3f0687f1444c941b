# SPDX-License-Identifier: Apache-2.0
"""The health chart of one account from its facts: today's readings beside those of the trend day (D1 to D5)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import Health, health
from planner.rules.ruleset import Rules
from planner.views.audience import require
from planner.views.health_chart import HEALTH, HealthChart, Reading, Readings, health_chart
from planner.views.health_options import in_view


def health_view(
    facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal", option: str = ""
) -> HealthChart:
    """The health chart as of a day, compared with the day one trend window earlier where anything was known then.

    Raises PlannerError for the customer audience.
    """
    require(HEALTH, audience)
    since = as_of - timedelta(days=rules.health.trend_days)
    now = health(facts, rules, as_of, trend=False)
    before = health(facts, rules, since, trend=False)
    made = health_view_of(facts, (now, before), rules, as_of=as_of, audience=audience)
    return in_view(made, option, rules)


def health_view_of(
    facts: AccountFacts,
    pair: tuple[Health, Health],
    rules: Rules,
    *,
    as_of: date,
    audience: str = "internal",
) -> HealthChart:
    """The same from health that is computed already: of ``as_of``, and of one trend window earlier."""
    now, before = pair
    return health_chart(
        facts.account.name,
        readings(now),
        readings(before) if before.explained.value is not None else None,
        as_of=as_of,
        since=as_of - timedelta(days=rules.health.trend_days),
        grade=facts.at(as_of).account.grade,
        rules=rules,
        audience=audience,
    )


def readings(found: Health) -> Readings:
    """What the chart needs of a computed health."""
    parts = {
        part.name: Reading(value=part.value, completeness=part.share, evidence=part.evidence, missing=part.missing)
        for part in found.components
    }
    layers = {"key": _reading(found.relation.key), "general": _reading(found.relation.general)}
    if found.relation.organisation is not None:
        layers["organisational"] = Reading(value=found.relation.organisation, completeness=Decimal(1))
    return {HEALTH: _reading(found.explained), **parts, **layers}


def _reading(found: Explained) -> Reading:
    return Reading(
        value=found.value,
        completeness=found.completeness,
        evidence=tuple(item for line in found.lines for item in line.evidence),
        missing=found.missing,
    )
