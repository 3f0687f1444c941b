# SPDX-License-Identifier: Apache-2.0
"""Rules read from JSON, with every value checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from planner.kernel.errors import PlannerError
from planner.kernel.money import is_currency
from planner.kernel.text import N_, tr
from planner.rules.ruleset import Rules


def read_rules(text: str) -> Rules:
    """Rules from JSON; absent keys take their default. PlannerError names the first wrong value."""
    try:
        found = json.loads(text)
    except ValueError as fault:
        raise _refuse(tr("These rules are not readable. The rules in force stay as they are.")) from fault
    rules: Rules = _object(Rules, found, "")
    misfit = _misfit(rules)
    if misfit:
        raise _refuse(misfit)
    return rules


def _refuse(sentence: str) -> PlannerError:
    return PlannerError(sentence, "rules")


def _wrong(path: str) -> PlannerError:
    text = tr("The rule “{name}” has a value that does not fit. The rules in force stay as they are.", name=path)
    return _refuse(text)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _object(cls: type, found: object, path: str) -> Any:
    if not isinstance(found, dict):
        raise _wrong(path)
    known = {f.name for f in fields(cls) if f.init}
    for key in found:
        if key not in known:
            text = tr("The rule “{name}” is not known to this version of Waterline.", name=f"{path}{key}")
            raise _refuse(text)
    hints = _hints(cls)
    values = {key: _value(hints[key], value, f"{path}{key}") for key, value in found.items()}
    try:
        return cls(**values)
    except TypeError as fault:
        raise _wrong(path.rstrip(".")) from fault


def _value(hint: Any, found: object, path: str) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, found, f"{path}.")
    if get_origin(hint) is tuple:
        return _items(get_args(hint), found, path)
    if type(found) is not hint:
        raise _wrong(path)
    return found


def _items(hints: tuple[Any, ...], found: object, path: str) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise _wrong(path)
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_value(hints[0], item, path) for item in found)
    if len(found) != len(hints):
        raise _wrong(path)
    return tuple(_value(hint, item, path) for hint, item in zip(hints, found, strict=True))


def _misfit(rules: Rules) -> str | None:
    for name, holds in _CHECKS:
        if not holds(rules):
            text = N_("The rule “{name}” does not fit the others. The rules in force stay as they are.")
            return tr(text, name=name)
    return None


def _weights_count(rules: Rules) -> bool:
    weights = [weight for _, weight in rules.health.weights]
    return min(weights, default=-1) >= 0 and sum(weights) > 0


def _bands_fall(rules: Rules) -> bool:
    h = rules.health
    return 100 >= h.healthy_from > h.watch_from > h.at_risk_from > 0


def _layers_count(rules: Rules) -> bool:
    r = rules.relation
    rows = (r.strategic, r.partner, r.cash_flow_b, r.cash_flow_c, r.ungraded)
    return all(min(row) >= 0 and sum(row) > 0 for row in rows)


def _losses_rise(rules: Rules) -> bool:
    return all(1 <= loss.impact <= 5 and 0 <= loss.low_minor <= loss.high_minor for loss in rules.risk.losses)


def _days_off_are_dates(rules: Rules) -> bool:
    return all(_is_day(day.on) for day in rules.work.days_off)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_CHECKS: tuple[tuple[str, Callable[[Rules], bool]], ...] = (
    ("health.weights", _weights_count),
    ("health.healthy_from", _bands_fall),
    ("health.unproven_below", lambda r: 0 <= r.health.unproven_below <= 100),
    ("health.trend_days", lambda r: r.health.trend_days > 0),
    ("key_relation.key_from", lambda r: r.key_relation.key_from > 0),
    ("key_relation.roles", lambda r: all(weight > 0 for _, weight in r.key_relation.roles)),
    ("relation", _layers_count),
    ("satisfaction.thin_below", lambda r: r.satisfaction.thin_below > 0),
    ("satisfaction.ages", lambda r: all(share > 0 for _, share in r.satisfaction.ages)),
    ("cadence.network_review", lambda r: min(r.cadence.network_review) >= 0),
    ("cadence.high_review", lambda r: r.cadence.high_review > 0 and r.cadence.extreme_review > 0),
    ("risk.high_from", lambda r: 1 < r.risk.medium_from < r.risk.high_from < r.risk.extreme_from <= 25),
    ("risk.chances", lambda r: len(r.risk.chances) == 5),
    ("risk.losses", _losses_rise),
    ("work.working_days", lambda r: bool(r.work.working_days) and set(r.work.working_days) <= set(range(7))),
    ("work.days_off", _days_off_are_dates),
    ("risk.currency", lambda r: not r.risk.currency or is_currency(r.risk.currency)),
)
