# SPDX-License-Identifier: Apache-2.0
"""The health of all accounts at once, on any day; one statement and no facts of single accounts."""

from __future__ import annotations

from datetime import date, timedelta

from planner.kernel.numbers import whole_change_of
from planner.rules.account_list import HealthValues
from planner.rules.bulk_health import BITS, Bulk
from planner.rules.health import OTHER, direction_of, health
from planner.rules.ruleset import Rules
from planner.services import rulesets
from planner.services.session import Session
from planner.store.queries import bulk_health as query


def health_of_all(session: Session, as_of: date | None = None) -> dict[str, Bulk]:
    """By the id of every live account; those whose sums do not hold without rounding are worked out on their own."""
    rules, day = rulesets.current(session), as_of or session.today()
    found = session.read(lambda conn: query.values(conn, rules, day))
    for key in [key for key, one in found.items() if one.odd]:
        found[key] = _alone(session, key, day)
    return found


def values_of_all(session: Session, as_of: date | None = None) -> dict[str, HealthValues]:
    """What lists show of the health of every live account on a day, with its change in the trend window."""
    rules, day = rulesets.current(session), as_of or session.today()
    then = day - timedelta(days=rules.health.trend_days)
    now, before = health_of_all(session, day), health_of_all(session, then)
    return {key: _listed(one, before[key], rules) for key, one in now.items() if key in before}


def _listed(now: Bulk, before: Bulk, rules: Rules) -> HealthValues:
    change, trend = None, None
    if now.health is not None and before.health is not None:
        trend = OTHER
        if now.parts == before.parts:
            change = now.health - before.health
            trend = direction_of(whole_change_of(now.health, change), rules)
    return HealthValues(
        health=now.health,
        band=now.band,
        change=change,
        trend=trend,
        completeness=now.complete // 100,
        satisfaction=now.satisfaction,
        answers=now.answers,
        relation=now.relation,
    )


def _alone(session: Session, key: str, day: date) -> Bulk:
    from planner.services import reports

    told = health(reports.facts(session, key), rulesets.current(session), day, trend=False)
    value, relation = told.explained.value, told.relation.explained.value
    pleased = told.satisfaction.explained.value
    return Bulk(
        health=None if value is None else int(value * 100),
        band=told.explained.band,
        complete=int(told.explained.completeness * 10_000),
        relation=None if relation is None else int(relation * 100),
        satisfaction=None if pleased is None else int(pleased * 100),
        answers=told.satisfaction.n,
        parts=sum(bit for name, bit in BITS.items() if name in told.counted),
    )
