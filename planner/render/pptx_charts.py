# SPDX-License-Identifier: Apache-2.0
"""Charts as native, editable charts of a presentation (ux C1, C2, C7: bars, radar, lines)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import pptx_bands
from planner.render.pptx_master import Room
from planner.render.pptx_text import LABEL, LEAST, Hand, Type
from planner.render.tokens import palette
from planner.views.charts import whole
from planner.views.health_chart import HealthChart, HealthRow
from planner.views.health_proof import marked

_MOST_LABEL: Final = 34
# Months in the language of the deck, whatever that of the program that shows it.
_MONTHS: Final = {
    "en": "[$-809]mmm yy", "es": "[$-C0A]mmm yy", "zh_CN": 'yy"年"m"月"', "zh_TW": 'yy"年"m"月"',
}  # fmt: skip
Number = Decimal | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of values with its name; ``role`` is its colour, ``dashed`` sets it back.

    Without ``line`` only its markers are seen, without ``marked`` only its line, without ``listed`` it is in no legend.
    ``weak`` are the places of values that rest on too little.
    """

    name: str
    values: tuple[Number, ...]
    role: str
    dashed: bool = False
    line: bool = True
    marked: bool = True
    listed: bool = True
    weak: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What a native chart plots: only this goes into its embedded workbook."""

    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    low: int = 0
    high: int = 100
    step: int = 20


def health(slide: Any, room: Room, view: HealthChart, hand: Hand, form: str = "") -> Any:
    """C1 as clustered bars of now and before, or as a radar with markers; what is unknown has no bar and says so."""
    if form == "radar" and sum(row.now is not None and not row.layer for row in view.rows) >= _LEAST_SPOKES:
        rows = [row for row in view.rows if not row.layer]
        return _radar(slide, room, _parted(_health_plot(view, rows)), hand)
    rows = list(reversed(view.rows))  # the first row stands on top
    plot = _health_plot(view, rows)
    frame = _bars(slide, room, plot, hand, low=low(view, room))
    names = tuple(str(name) for name in plot.categories)
    pptx_bands.upright(slide, frame, room, hand, (view.limits, view.band_words, names, view.headline))
    return frame


def low(view: HealthChart, room: Room) -> bool:
    """Whether the bars of now and before lie too close for a value beside each; then only those of now have one."""
    return any(row.before is not None for row in view.rows) and room.h - _ROUND < len(view.rows) * 2 * LEAST


_LEAST_SPOKES: Final = 5
_ROUND: Final = 68.0
"""What stands above and below the bars: headline, bands and scale."""


def _health_plot(view: HealthChart, rows: Sequence[Any]) -> Plot:
    now = Series(
        name=view.now_label,
        values=tuple(_plain(row.now) for row in rows),
        role="chart_now",
        weak=tuple(number for number, row in enumerate(rows) if row.unproven),
    )
    before = Series(
        name=view.before_label or tr("before"),
        values=tuple(_plain(row.before) for row in rows),
        role="chart_before",
        dashed=True,
        weak=tuple(number for number, row in enumerate(rows) if not row.proven_before),
    )
    compared = any(value is not None for value in before.values)
    return Plot(categories=tuple(map(_named, rows)), series=(before, now) if compared else (now,))


def _named(row: HealthRow) -> str:
    """The name of a row, with the word where it has no value or one that rests on too little."""
    if row.now is None:
        return tr("{name}: not assessed", name=row.label)
    return marked(row.label, proven=row.proven)


def _parted(plot: Plot) -> Plot:
    """The outline of now in two, where a value of it is unproven: dashed from and to that, firm between the others.

    Not one outline with points of their own, which not every program draws.
    """
    now, count = plot.series[-1], len(plot.categories)
    if not now.weak:
        return plot
    near = {(place + step) % count for place in now.weak for step in (-1, 0, 1)}
    back = replace(
        now,
        name=marked(now.name, proven=False),
        values=tuple(value if n in near else None for n, value in enumerate(now.values)),
        dashed=True,
    )
    firm = replace(now, values=tuple(None if n in now.weak else value for n, value in enumerate(now.values)))
    return replace(plot, series=(*plot.series[:-1], back, firm))


def _plain(value: Decimal | None) -> int | None:
    return None if value is None else whole(value)


def _bars(slide: Any, room: Room, plot: Plot, hand: Hand, *, low: bool) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    frame, chart = _chart(slide, room, XL_CHART_TYPE.BAR_CLUSTERED, plot, hand)
    area = chart.plots[0]
    area.gap_width, area.overlap = 55, -5
    _scale(chart.value_axis, plot, hand)
    _quiet(chart.category_axis, hand, LEAST if low else LABEL)
    _every_name(chart.category_axis)
    _label(area.series[-1] if low else area, hand)
    return frame


def _every_name(axis: Any) -> None:
    """No row without its name, however close they lie."""
    from pptx.oxml.ns import qn

    place = axis._element
    after = next(one for tag in ("c:lblOffset", "c:lblAlgn", "c:auto") for one in place.findall(qn(tag)))
    after.addnext(place.makeelement(qn("c:tickLblSkip"), {"val": "1"}))


def _label(area: Any, hand: Hand, *, above: bool = False) -> None:
    """The values as whole numbers beside their marks."""
    from pptx.enum.chart import XL_LABEL_POSITION

    if hasattr(area, "has_data_labels"):
        area.has_data_labels = True
    labels = area.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0", False
    if above:
        labels.position = XL_LABEL_POSITION.ABOVE
    _font(labels.font, hand, LEAST)


def lines(slide: Any, room: Room, plot: Plot, hand: Hand, *, alone: bool = False) -> Any:
    """Lines with markers that break where nothing is known; days as categories stand as far apart as they are.

    ``alone`` means that all is about one measure: no legend, and the values of the first series beside its marks.
    """
    from pptx.enum.chart import XL_CHART_TYPE

    frame, chart = _chart(slide, room, XL_CHART_TYPE.LINE_MARKERS, plot, hand)
    _scale(chart.value_axis, plot, hand)
    axis = chart.category_axis
    _quiet(axis, hand, LEAST)
    if plot.categories and isinstance(plot.categories[0], date):
        axis.tick_labels.number_format = _MONTHS.get(hand.language, _MONTHS["en"])
        axis.tick_labels.number_format_is_linked = False
        _by_months(axis)
    if alone:
        chart.has_legend = False
        _label(chart.plots[0].series[0], hand, above=True)
    for known in chart.plots[0].series:
        known.smooth = False
    return frame


def _by_months(axis: Any) -> None:
    """A word every second month, however far apart the days are."""
    from pptx.oxml.ns import qn

    place = axis._element
    for tag in ("c:majorUnit", "c:majorTimeUnit"):
        for old in place.findall(qn(tag)):
            place.remove(old)
    unit = place.makeelement(qn("c:majorUnit"), {"val": "2"})
    of = place.makeelement(qn("c:majorTimeUnit"), {"val": "months"})
    after = next(one for name in ("c:baseTimeUnit", "c:lblOffset", "c:auto") for one in place.findall(qn(name)))
    after.addnext(unit)
    unit.addnext(of)


def _radar(slide: Any, room: Room, plot: Plot, hand: Hand) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    frame, chart = _chart(slide, room, XL_CHART_TYPE.RADAR_MARKERS, plot, hand)
    _scale(chart.value_axis, plot, hand)
    _font(chart.category_axis.tick_labels.font, hand, LABEL)
    return frame


def _chart(slide: Any, room: Room, form: Any, plot: Plot, hand: Hand) -> tuple[Any, Any]:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_LEGEND_POSITION

    data = CategoryChartData(number_format="0")
    data.categories = plot.categories
    for one in plot.series:
        data.add_series(one.name, one.values)
    holder = next((p for p in slide.placeholders if p.placeholder_format.type == 8), None)
    frame = holder.insert_chart(form, data) if holder is not None else slide.shapes.add_chart(form, *room.emu, data)
    frame.left, frame.top, frame.width, frame.height = room.emu
    chart = frame.chart
    chart.has_title = False
    _gaps(chart)
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        _font(chart.legend.font, hand, LABEL)
        _unlist(chart, [number for number, one in enumerate(plot.series) if not one.listed])
    for one, known in zip(plot.series, chart.plots[0].series, strict=True):
        _paint(known, one)
    return frame, chart


def _unlist(chart: Any, places: Sequence[int]) -> None:
    """Leave series out of the legend."""
    from pptx.oxml.ns import qn

    legend = chart.legend._element
    for place in reversed(places):
        entry = legend.makeelement(qn("c:legendEntry"), {})
        entry.append(legend.makeelement(qn("c:idx"), {"val": str(place)}))
        entry.append(legend.makeelement(qn("c:delete"), {"val": "1"}))
        legend.find(qn("c:legendPos")).addnext(entry)


def _gaps(chart: Any) -> None:
    """What is unknown is a gap, never zero and never bridged."""
    from pptx.oxml.ns import qn

    place = chart._chartSpace.chart
    for old in place.findall(qn("c:dispBlanksAs")):
        old.set("val", "gap")


def _paint(known: Any, one: Series) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    color = RGBColor.from_string(palette("print")[one.role][1:])
    if not hasattr(known, "marker"):
        known.format.fill.solid()
        known.format.fill.fore_color.rgb = color
        known.invert_if_negative = False
        for place in one.weak:
            _hollow(known.points[place].format, color)
        return
    if one.line:
        known.format.line.color.rgb = color
        known.format.line.width = Pt(2.25)
    else:
        known.format.line.fill.background()
    if not one.marked:
        known.marker.style = XL_MARKER_STYLE.NONE
        return
    if one.dashed:
        known.format.line.dash_style = MSO_LINE.DASH
    known.marker.style, known.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    known.marker.format.line.color.rgb = color
    known.marker.format.fill.solid()
    # set back as a fill: the edge of a ring is not drawn by every program
    back = RGBColor.from_string(palette("print")["chart_before"][1:])
    known.marker.format.fill.fore_color.rgb = back if one.dashed else color


def _hollow(part: Any, color: Any) -> None:
    """A bar of what rests on too little: its edge alone, dashed."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    part.fill.solid()
    part.fill.fore_color.rgb = RGBColor.from_string(palette("print")["card"][1:])
    part.line.color.rgb, part.line.width, part.line.dash_style = color, Pt(1.5), MSO_LINE.DASH


def set_back(point: Any) -> None:
    """A mark that rests on too little, as on the screen; not a ring, whose edge not every program draws."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE

    marker = point.marker
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = RGBColor.from_string(palette("print")["chart_before"][1:])
    marker.format.line.color.rgb = RGBColor.from_string(palette("print")["chart_1"][1:])


def _scale(axis: Any, plot: Plot, hand: Hand) -> None:
    """The whole scale, never cut, with thin lines."""
    from pptx.dml.color import RGBColor

    axis.minimum_scale, axis.maximum_scale, axis.major_unit = plot.low, plot.high, plot.step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(palette("print")["grid"][1:])
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    _font(axis.tick_labels.font, hand, LEAST)


def _quiet(axis: Any, hand: Hand, size: float) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_MARK

    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = RGBColor.from_string(palette("print")["axis"][1:])
    _font(axis.tick_labels.font, hand, size)


def _font(font: Any, hand: Hand, size: float) -> None:
    from pptx.util import Pt

    style = Type(size=size, color=palette("print")["text"])
    font.size = Pt(style.size)
    font.bold = False
    hand.color(font, style.color)
    hand.dress(font._rPr)
