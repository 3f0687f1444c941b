# SPDX-License-Identifier: Apache-2.0
"""Native charts of slides tell what rests on too little from what is proven."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from planner.render import pptx_deck
from planner.views.charts import ChartView
from planner.views.deck import Deck, Slide
from tests.unit.render import chart_views


def native(view: ChartView, option: str = "") -> Any:
    """The native chart of a slide about this view."""
    slide = Slide(key=view.kind, title=view.title, chart=view, view=option)
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=view.as_of, slides=(slide,))
    made = Presentation(io.BytesIO(pptx_deck.written(deck))).slides[0]
    return next(shape.chart for shape in made.shapes if shape.has_chart)


def test_that_an_unproven_part_is_a_hollow_bar_or_a_dashed_stretch_of_the_radar() -> None:
    bars, radar = (native(chart_views.weak_health(), form) for form in ("dots", "radar"))
    names = [name for name in bars.plots[0].categories if name.endswith(", unproven")]
    assert names == ["Key relation, unproven", "Relation, unproven"]
    now = bars.plots[0].series[1]
    places = [n for n, name in enumerate(bars.plots[0].categories) if name in names]
    hollow = [int(one.find(qn("c:idx")).get("val")) for one in now._element.findall(qn("c:dPt"))]
    assert hollow == places
    assert all(now.points[n].format.line.dash_style is not None for n in places)
    before, back, firm = radar.plots[0].series
    assert (back.name, list(back.values)) == ("now, unproven", [12, 75, None, None, 70])
    assert list(firm.values) == [None, 75, 82, 63, 70]
    assert None not in before.values


def test_that_the_legend_of_a_native_trend_has_each_measure_once() -> None:
    chart = native(chart_views.full_trend())
    names = [one.name for one in chart.plots[0].series]
    left_out = [names[int(one.find(qn("c:idx")).get("val"))] for one in chart.legend._element.iter(qn("c:legendEntry"))]
    assert left_out == ["Relation, unproven", "Satisfaction, unproven", "Network, unproven"]
