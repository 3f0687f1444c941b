# SPDX-License-Identifier: Apache-2.0
"""What the health chart says beside its dots: the component that fell most and the one that costs most (ux C1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.kernel.numbers import whole_change
from planner.kernel.text import tr
from planner.views.charts import whole

if TYPE_CHECKING:
    from planner.views.health_chart import HealthRow, Reading


def missing_of(health: Reading | None) -> int:
    """The points that health lacks of 100, 0 where it has no value."""
    return 0 if health is None or health.value is None else 100 - whole(health.value)


def tagged(rows: tuple[HealthRow, ...], steady: int, lacking: int) -> tuple[HealthRow, ...]:
    """The rows with at most one tag for each of both; none where fewer than two components are known.

    Only what is proven can lead; what is not has that as its tag. ``lacking`` are the points that health lacks of 100.
    """
    known = [row for row in rows if not row.layer and row.now is not None]
    words: dict[str, str] = {row.key: row.unproven for row in rows if row.unproven}
    if len(known) > 1:
        firm = {row.key for row in known if row.proven_both}
        falls = {
            row.key: row.before - row.now
            for row in known
            if row.before is not None and row.now is not None and whole_change(row.before, row.now) > steady
        }
        fell, of_all = _most(falls, firm)
        if fell:
            words[fell] = tr("fell most of the components") if of_all else tr("fell most of the proven components")
        weight = sum(row.share for row in known)
        costs = {row.key: row.share * (100 - (row.now or Decimal(0))) / weight for row in known}
        dear, said = _dearest(costs, {row.key for row in known if row.proven}, lacking)
        if dear:
            words[dear] = tr("{first}; {second}", first=words[dear], second=said) if dear in words else said
    return tuple(replace(row, tag=words.get(row.key, "")) for row in rows)


def _dearest(costs: Mapping[str, Decimal], firm: set[str], lacking: int) -> tuple[str, str]:
    """The proven component that costs most and the words for it, both "" where there is nothing to say."""
    dear, of_all = _most(costs, firm)
    points = round(costs[dear]) if dear else 0
    if not 0 < points <= lacking:
        return "", ""
    words = {"n": points, "all": lacking}
    if of_all:
        return dear, tr("costs most: {n} of Health's {all} missing points", **words)
    return dear, tr("costs most of the proven: {n} of Health's {all} missing points", **words)


def _most(found: Mapping[str, Decimal], firm: set[str]) -> tuple[str, bool]:
    """The proven one with the most, "" where there is none, and whether no unproven one has more."""
    best = max((key for key in found if key in firm), key=lambda key: found[key], default="")
    return best, bool(best) and found[best] >= max(found.values())
