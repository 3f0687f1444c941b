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

    ``lacking`` are the points that health lacks of 100.
    """
    known = [row for row in rows if not row.layer and row.now is not None]
    if len(known) < 2:
        return rows
    words: dict[str, str] = {}
    falls = {
        row.key: row.before - row.now
        for row in known
        if row.before is not None and row.now is not None and whole_change(row.before, row.now) > steady
    }
    fell = _most(falls)
    if fell:
        words[fell] = tr("fell most of the components")
    weight = sum(row.share for row in known)
    costs = {row.key: row.share * (100 - (row.now or Decimal(0))) / weight for row in known}
    dear = _most(costs)
    points = round(costs[dear]) if dear else 0
    if 0 < points <= lacking:
        said = tr("costs most: {n} of Health's {all} missing points", n=points, all=lacking)
        words[dear] = tr("{first}; {second}", first=words[dear], second=said) if dear in words else said
    return tuple(replace(row, tag=words.get(row.key, "")) for row in rows)


def _most(found: Mapping[str, Decimal]) -> str:
    return max(found, key=lambda key: found[key], default="")
