# SPDX-License-Identifier: Apache-2.0
"""Trend and satisfaction as native line charts (ux C2, C7): lines break over gaps and where the rules changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from planner.kernel.dates import short_day
from planner.kernel.text import tr, trn
from planner.render import pptx_bands
from planner.render.pptx_charts import Plot, Series, lines, set_back
from planner.render.pptx_master import Room
from planner.render.pptx_text import Hand
from planner.views.charts import whole
from planner.views.health_chart import band_words
from planner.views.satisfaction_chart import Quarter, SatisfactionChart
from planner.views.trend_chart import SLOPE, Dot, Panel, TrendChart

_MOST: Final = 4
_ROLES: Final = ("chart_1", "chart_2", "chart_3", "chart_4")


def trend(slide: Any, room: Room, view: TrendChart, hand: Hand) -> Any:
    """C2 as lines of health and the three components that moved most."""
    frame = lines(slide, room, plot_of(view), hand)
    pptx_bands.lying(slide, frame, room, hand, (view.limits, band_words()))
    return frame


def plot_of(view: TrendChart) -> Plot:
    """What is plotted: the days with a value, and an empty day at each change of the rules."""
    panels = _chosen(view)
    known = {dot.on for panel in panels for dot in panel.dots}
    days = sorted(known | {day for day in view.breaks if known and min(known) < day <= max(known)})
    found = [
        _lines_of(panel, days, _values(panel, days, view.breaks), role)
        for panel, role in zip(panels, _ROLES, strict=False)
    ]
    return Plot(categories=tuple(days), series=tuple(_listed(found)))


def _listed(found: list[list[Series]]) -> Iterator[Series]:
    """All lines; of those dashed beside a firm one the first alone is in the legend, to tell what dashes mean."""
    told = False
    for lines_of_one in found:
        twice = len(lines_of_one) > 1
        yield from (replace(one, listed=not (one.dashed and twice and told)) for one in lines_of_one)
        told = told or lines_of_one[0].dashed


def _lines_of(panel: Panel, days: list[date], values: tuple[int | None, ...], role: str) -> list[Series]:
    """A measure as one line, or where it is unproven at times as a dashed one with the proven days upon it.

    Two lines, as a line can't be dashed for a stretch in every program.
    """
    weak = {dot.on for dot in _alike(panel) if not dot.proven}
    whole_line = Series(name=_name(panel), values=values, role=role)
    if not weak:
        return [whole_line]
    beside = {day for a, b in pairwise(days) for day in (a, b) if a in weak or b in weak}
    firm = tuple(None if day in weak else value for day, value in zip(days, values, strict=True))
    proven = any(value is not None for value in firm)
    named = panel.label if proven else _name(panel)
    back = replace(
        whole_line,
        name=tr("{said}, {word}", said=named, word=tr("unproven")),
        values=tuple(value if day in beside | weak else None for day, value in zip(days, values, strict=True)),
        dashed=True,
    )
    return [back, replace(whole_line, values=firm)] if proven else [back]


def _chosen(view: TrendChart) -> list[Panel]:
    """Health first, then what moved most; at most four lines can be told apart."""
    panels = view.panels
    if view.option == SLOPE:  # the title is about two days, so no others are plotted
        panels = tuple(replace(one, runs=(tuple(dot for dot in one.ends if dot is not None),)) for one in panels)
    known = [panel for panel in panels if panel.dots]
    first, others = known[:1], known[1:]
    others.sort(key=lambda panel: -abs(panel.moved or 0))
    kept = {panel.key for panel in (*first, *others[: _MOST - 1])}
    return [panel for panel in known if panel.key in kept]


def _alike(panel: Panel) -> list[Dot]:
    """The dots since health is made of the components of today, as a native line can't break for one series alone."""
    dots = list(panel.dots)
    others = [number for number, dot in enumerate(dots) if dot.parts != dots[-1].parts]
    return dots[others[-1] + 1 :] if others else dots


def _name(panel: Panel) -> str:
    """The name of a line, with the day from which it is told where that is not the first."""
    first = _alike(panel)[0].on
    if first == panel.dots[0].on:
        return panel.label
    return tr("{name} (from {day})", name=panel.label, day=short_day(first))


def _values(panel: Panel, days: list[date], breaks: tuple[date, ...]) -> tuple[int | None, ...]:
    known = {dot.on: whole(dot.value) for dot in _alike(panel)}
    return tuple(None if day in breaks and day not in known else known.get(day) for day in days)


def satisfaction(slide: Any, room: Room, view: SatisfactionChart, hand: Hand) -> Any:
    """C7 as the means of the quarters, each with its number of answers below; a line only where it may join."""
    means = tuple(_plain(quarter.mean) for quarter in view.quarters)
    name = _mean_words(view)
    joined = tuple(
        Series(name=name, values=tuple(v if n in run else None for n, v in enumerate(means)), role="chart_1",
               marked=False)
        for run in view.joined
    )  # fmt: skip
    plot = Plot(
        categories=tuple(f"{quarter.label}\n{_counted(quarter)}" for quarter in view.quarters),
        series=(Series(name=name, values=means, role="chart_1", line=False), *joined),
    )
    frame = lines(slide, room, plot, hand, alone=True)
    for number, one in enumerate(view.quarters):
        if one.thin and one.n:  # means of too few answers
            set_back(frame.chart.plots[0].series[0].points[number])
    return frame


def _mean_words(view: SatisfactionChart) -> str:
    """What the values are; one answer alone is no mean."""
    counts = {quarter.n for quarter in view.quarters if quarter.mean is not None}
    if counts == {1}:
        return tr("the only answer of the quarter")
    return tr("mean of the quarter, or its only answer") if 1 in counts else view.legend[1]


def _counted(quarter: Quarter) -> str:
    if quarter.thin and quarter.n:
        return tr("only {counts}", counts=trn("{n} answer", "{n} answers", quarter.n))
    return tr("n {n}", n=quarter.n)


def _plain(value: Decimal | None) -> int | None:
    return None if value is None else whole(value)
