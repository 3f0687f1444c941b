# SPDX-License-Identifier: Apache-2.0
"""The other views of the health chart: rows by their distance to healthy, and the radar (ux C1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.kernel.text import tr, trn
from planner.rules.ruleset import Rules
from planner.views.charts import whole
from planner.views.health_chart import HealthChart, HealthRow

DOTS: Final = "dots"
DISTANCE: Final = "distance"
RADAR: Final = "radar"
LEAST_AXES: Final = 5


def in_view(chart: HealthChart, option: str, rules: Rules) -> HealthChart:
    """The chart in the view of that name; "" is the first, and so is a radar with too few values."""
    known = sum(row.now is not None for row in chart.rows)
    withheld = ((RADAR, _too_few(known)),) if known < LEAST_AXES else ()
    made = replace(chart, option=DOTS, withheld=withheld)
    if option == DISTANCE:
        healthy = rules.health.healthy_from
        rows = tuple(_with_distance(row, healthy) for row in _by_distance(chart.rows, healthy))
        return replace(made, option=DISTANCE, rows=rows, order_label=tr("farthest below healthy first"))
    return replace(made, option=RADAR) if option == RADAR and not withheld else made


def _too_few(known: int) -> str:
    return trn(
        "A radar needs {wanted} known values; here is {n}.",
        "A radar needs {wanted} known values; here are {n}.",
        known,
        wanted=LEAST_AXES,
    )


def _with_distance(row: HealthRow, healthy: int) -> HealthRow:
    """The row with how far it is below healthy, in place of what the other views say of it."""
    if row.now is None:
        return replace(row, tag="")
    below = healthy - whole(row.now)
    return replace(row, tag=tr("{n} below healthy", n=below) if below > 0 else tr("healthy"))


def _by_distance(rows: tuple[HealthRow, ...], healthy: int) -> tuple[HealthRow, ...]:
    """The farthest below healthy first, what was not assessed last; components stay above the relation layers."""

    def far(row: HealthRow) -> tuple[bool, bool, float]:
        return row.layer, row.now is None, 0.0 if row.now is None else float(row.now) - healthy

    return tuple(sorted(rows, key=far))
