# SPDX-License-Identifier: Apache-2.0
"""The other views of the health chart: rows by their distance to healthy (ux C1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.rules.ruleset import Rules
from planner.views.health_chart import HealthChart, HealthRow

DOTS: Final = "dots"
DISTANCE: Final = "distance"


def in_view(chart: HealthChart, option: str, rules: Rules) -> HealthChart:
    """The chart in the view of that name; "" is the first."""
    if option == DISTANCE:
        return replace(chart, option=DISTANCE, rows=_by_distance(chart.rows, rules.health.healthy_from))
    return replace(chart, option=DOTS)


def _by_distance(rows: tuple[HealthRow, ...], healthy: int) -> tuple[HealthRow, ...]:
    """The farthest below healthy first, what was not assessed last; components stay above the relation layers."""

    def far(row: HealthRow) -> tuple[bool, bool, float]:
        return row.layer, row.now is None, 0.0 if row.now is None else float(row.now) - healthy

    return tuple(sorted(rows, key=far))
