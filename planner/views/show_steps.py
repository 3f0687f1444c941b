# SPDX-License-Identifier: Apache-2.0
"""How a chart is built up in the show: the risk matrix shows where risks stand, then where they came from (ux 4)."""

from __future__ import annotations

from dataclasses import replace

from planner.views.charts import ChartView
from planner.views.risk_chart import RiskMatrix


def steps_of(view: ChartView) -> tuple[ChartView, ...]:
    """The pictures of a chart from the first to the whole; a chart that says all at once is one."""
    if isinstance(view, RiskMatrix) and any(pin.before for pin in view.pins):
        cells = tuple(replace(cell, pins=tuple(replace(pin, before=None) for pin in cell.pins)) for cell in view.cells)
        return replace(view, cells=cells), view
    return (view,)
