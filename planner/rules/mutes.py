# SPDX-License-Identifier: Apache-2.0
"""Which alerts somebody decided not to hear of for now: told apart, never dropped (domain-model 3.5)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from planner.entities.common.alert_mute import AlertMute
from planner.kernel.data import dataclass, fields
from planner.rules.alert import Alert
from planner.rules.alerts import EVERY, alerts
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules


@dataclass(frozen=True, slots=True)
class Muted:
    """An alert that stands, and the mute that keeps it apart."""

    alert: Alert
    mute: AlertMute


@dataclass(frozen=True, slots=True)
class Standing:
    """All alerts of one account on a day: those to hear of, and those muted."""

    heard: tuple[Alert, ...]
    muted: tuple[Muted, ...]


def standing(facts: AccountFacts, rules: Rules, as_of: date, only: frozenset[str] = EVERY) -> Standing:
    """The alerts of a day by whether a mute holds for them then; ``only`` those of some rules, which is sooner done."""
    known = facts.at(as_of)
    found = alerts(known, rules, as_of, only)
    holding = {key_of(m): m for m in _holding(facts, found, rules, as_of)} if known.mutes else {}
    return Standing(
        heard=tuple(alert for alert in found if alert.key not in holding),
        muted=tuple(Muted(alert, holding[alert.key]) for alert in found if alert.key in holding),
    )


def key_of(mute: AlertMute) -> tuple[str, str]:
    """Rule and subject of the alert it is for."""
    return mute.rule, mute.subject or ""


def in_time(mute: AlertMute, day: date) -> bool:
    """Whether a day lies between the two ends of a mute, both included."""
    return mute.muted_on <= day and (mute.until is None or day <= mute.until)


def _holding(facts: AccountFacts, found: tuple[Alert, ...], rules: Rules, as_of: date) -> list[AlertMute]:
    """The mutes that hold for these alerts; one ends for good when its alert went by itself, on any day since."""
    now = {alert.key for alert in found}
    wanted = [m for m in facts.mutes if key_of(m) in now and in_time(m, as_of)]
    if not wanted:
        return []
    first = min(mute.muted_on for mute in wanted)
    only = frozenset(mute.rule for mute in wanted)
    stood = {day: {a.key for a in alerts(facts, rules, day, only)} for day in _days(facts, first, as_of)}
    return [
        mute
        for mute in sorted(wanted, key=lambda m: (m.muted_on, m.id))
        if all(key_of(mute) in keys for day, keys in stood.items() if day > mute.muted_on)
    ]


def _days(facts: AccountFacts, after: date, before: date) -> set[date]:
    """The days between two on which something is recorded: only then an alert can have gone."""
    return {
        value
        for part in _PARTS
        for record in getattr(facts, part)
        for name in _dated(record.__class__)
        if type(value := getattr(record, name)) is date and after < value < before
    }


@cache
def _dated(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of record that may hold a day."""
    return tuple(f.name for f in fields(kind) if "date" in str(f.type))


_PARTS = tuple(f.name for f in fields(AccountFacts) if str(f.type).startswith("tuple[") and f.name != "mutes")
