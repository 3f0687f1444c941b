# SPDX-License-Identifier: Apache-2.0
"""D10: the escalation clock of an issue: which target, how much of it is used, which level. No records for it yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.rules.ruleset import Rules

STEPS = ("respond", "restore", "solve")
MANAGEMENT = 4


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands; it does so only with the customer's recorded consent."""

    since: datetime
    until: datetime | None
    consent: bool


def target(severity: str, step: str, rules: Rules, *, vip: bool = False) -> int | None:
    """Minutes for a step; None where there is no target. KeyError for an unknown severity or step."""
    if step not in STEPS:
        raise KeyError(step)
    found = {one.severity: one for one in rules.escalation.targets}[severity]
    return int(getattr(found, f"vip_{step}" if vip else step)) or None


def active_minutes(reported: datetime, now: datetime, pauses: Iterable[Pause] = ()) -> Decimal:
    """Minutes since it was reported, day and night (critical or VIP), without the pauses the customer agreed to."""
    stands = sorted((max(pause.since, reported), min(pause.until or now, now)) for pause in pauses if pause.consent)
    gone, seen = timedelta(0), reported
    for since, until in stands:
        start = max(since, seen)
        if until > start:
            gone += until - start
            seen = until
    return Decimal(int(max(timedelta(0), now - reported - gone).total_seconds())) / 60


def used(minutes: Decimal, wanted: int | None) -> Decimal | None:
    """The share of the target that is used; None without a target."""
    return minutes / wanted if wanted else None


def level(share: Decimal | None, rules: Rules, *, vip: bool = False, breach: bool = False, before: int = 0) -> int:
    """0-4 from the share used; a breached expectation is management at once; it never falls below ``before``.

    Each level stands for all below it: no line is skipped, they are told in order.
    """
    if breach:
        return MANAGEMENT
    starts = list(rules.escalation.levels)
    if vip:
        starts[-1] = rules.escalation.vip_management
    reached = max((n for n, start in enumerate(starts, 1) if share is not None and share * 100 >= start), default=0)
    return max(before, reached)
