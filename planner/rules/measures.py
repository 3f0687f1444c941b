# SPDX-License-Identifier: Apache-2.0
"""Every explained value of an account by its name, with the explained values behind its lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import LABELS, Health, health
from planner.rules.hygiene import hygiene
from planner.rules.key_relation import key_relation
from planner.rules.lines import Frame, nothing
from planner.rules.network import network
from planner.rules.relation import general_relation, relation
from planner.rules.ruleset import Rules
from planner.rules.satisfaction import satisfaction

HEALTH, KEY, GENERAL, HYGIENE = "health", "key", "general", "hygiene"
MEASURES: Final = (HEALTH, *LABELS, KEY, GENERAL, HYGIENE)
BY_RULE: Final = {
    "D1": HEALTH,
    "D5": "relation",
    "D7": "satisfaction",
    "D13.network": "network",
    "D2": KEY,
    "D3": GENERAL,
    "hygiene": HYGIENE,
}
Parts = Mapping[str, Explained]
_FLOORS: Final = frozenset({"D7.floor", "D13.floor"})


def measured(facts: AccountFacts, rules: Rules, measure: str, day: date) -> tuple[Explained, Parts]:
    """The value of one of MEASURES on a day, and what is behind its lines by their rule; KeyError for another name."""
    known = facts.at(day)
    if measure == HEALTH:
        found = health(known, rules, day, trend=False)
        return found.explained, found.parts
    if measure == "relation":
        whole = relation(known, rules, day)
        return whole.explained, {"D5.key": whole.key, "D5.general": whole.general}
    if measure in _ALONE:
        return _ALONE[measure](known, rules, day), {}
    found = health(known, rules, day, trend=False)  # a part of health of which this version has no records
    part = {part.name: part for part in found.components}[measure]
    return nothing(Frame(f"D1.{measure}", rules, day, part.missing)), {}


def unfloored(found: Explained, parts: Parts) -> Decimal | None:
    """The value before it was lifted to 0, so that steps below the floor can be told apart too; None when unknown."""
    if found.value is None:
        return None
    if not any(part.lines and part.lines[-1].rule in _FLOORS for part in (found, *parts.values())):
        return found.value
    if found.lines[-1].rule in _FLOORS:
        return found.value - found.lines[-1].points
    below = Decimal(0)
    for line in found.lines:
        part = parts.get(line.rule)
        if part is not None and part.lines[-1].rule in _FLOORS and line.max_points:
            below += part.lines[-1].points * line.max_points / part.max
    return found.value - below


def _satisfaction(facts: AccountFacts, rules: Rules, day: date) -> Explained:
    return satisfaction(facts, rules, day).explained


_ALONE: Final = {
    "satisfaction": _satisfaction,
    "network": network,
    KEY: key_relation,
    GENERAL: general_relation,
    HYGIENE: hygiene,
}


def of_health(found: Health, measure: str) -> Explained | None:
    """The explained value of a measure within a health that was worked out; None for one without records."""
    by_name = {
        HEALTH: found.explained,
        "relation": found.relation.explained,
        "satisfaction": found.satisfaction.explained,
        "network": found.network,
        KEY: found.relation.key,
        GENERAL: found.relation.general,
    }
    return by_name.get(measure)
