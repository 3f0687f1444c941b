# SPDX-License-Identifier: Apache-2.0
"""Draw the trend between exactly two dates (ux C2): a line for each measure, named at both ends."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernel.text import tr
from planner.render.measure import elide, text_width
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.charts import signed, whole
from planner.views.trend_chart import Dot, Panel, TrendChart

_STEP = 20


def draw_slope(sheet: Sheet, view: TrendChart, area: Box, kit: Kit, focus: str) -> None:
    """Put the two dates into ``area``; the measure of the title is coloured, what else moved is strong and grey."""
    style = kit.style
    inset = kit.px(8) if style.name == "screen" else 0.0
    area = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    drawn = [(panel, panel.ends) for panel in view.panels if panel.ends[0] or panel.ends[1]]
    most = area.w * 0.38
    before = min(max((text_width(_words(p, 0), style.label, 600) for p, _ in drawn), default=0.0) + kit.px(16), most)
    after = min(max((text_width(_words(p, 1), style.label, 600) for p, _ in drawn), default=0.0) + kit.px(16), most)
    left, right = area.x + before, area.x + area.w - after
    head = _legend(sheet, view, area, kit)
    top, bottom = head + style.label * 2.9, area.y + area.h - style.second * 2.4
    for x, day in zip((left, right), view.days, strict=True):
        sheet.line((x, top - kit.px(6)), (x, bottom + kit.px(6)), kit.hairline("axis"))
        sheet.text((x, top - style.label), day, kit.head, "middle")
    plot = _Plot(left, right, top, bottom, _span(drawn))
    _scale(sheet, drawn, plot, kit)
    for panel, ends in sorted(drawn, key=lambda pair: pair[0].key == view.lead):
        _line(sheet, view, panel, plot, kit)
        for x, dot in zip((left, right), ends, strict=True):
            if dot is not None:
                _dot(sheet, view, (panel, dot), (x, plot.y(dot)), kit, lit=focus == dot.key)
    for number in (0, 1):
        _labels(sheet, [(panel, ends[number]) for panel, ends in drawn], number, (plot, area, view.lead), kit)
    _gaps(sheet, view, area, kit)


class _Plot:
    """Where the two days stand, in px, and from which to which value the scale runs."""

    def __init__(self, left: float, right: float, top: float, bottom: float, span: tuple[int, int]) -> None:
        self.left, self.right, self.top, self.bottom, self.span = left, right, top, bottom, span

    def y(self, dot: Dot) -> float:
        """The place of a dot."""
        return self.at(float(dot.value))

    def at(self, value: float) -> float:
        """The place of a value."""
        low, high = self.span
        return self.bottom - (self.bottom - self.top) * (value - low) / (high - low)


def _span(drawn: Sequence[tuple[Panel, tuple[Dot | None, Dot | None]]]) -> tuple[int, int]:
    """The stretch of the scale that the values need, in steps of 20; its numbers are printed."""
    values = [float(dot.value) for _, ends in drawn for dot in ends if dot is not None]
    if not values:
        return 0, 100
    low, high = int(max(0.0, min(values) - 4) // _STEP * _STEP), int(-(-min(100.0, max(values) + 4) // _STEP) * _STEP)
    return low, max(high, low + _STEP)


def _scale(sheet: Sheet, drawn: Sequence[tuple[Panel, tuple[Dot | None, Dot | None]]], plot: _Plot, kit: Kit) -> None:
    """A hairline for every twenty points, the numbers in one column where the fewest lines run through them."""
    lines = [(float(a.value), float(b.value)) for _, (a, b) in drawn if a is not None and b is not None]

    def free(place: float) -> float:
        return min((abs((value := a + (b - a) * place) - round(value / _STEP) * _STEP) for a, b in lines), default=0.0)

    middle = plot.left + (plot.right - plot.left) * max((0.5, 0.3, 0.7, 0.1, 0.9), key=free)
    size = kit.style.axis
    for value in range(plot.span[0], plot.span[1] + 1, _STEP):
        y = plot.at(value)
        half = text_width(str(value), size) / 2 + kit.px(4)
        sheet.line((plot.left, y), (middle - half, y), kit.hairline("row_line"))
        sheet.line((middle + half, y), (plot.right, y), kit.hairline("row_line"))
        sheet.text((middle, y + size * 0.36), str(value), kit.axis, "middle")


def _legend(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> float:
    """What the three kinds of line say; returns where it ends."""
    size, x, base = kit.style.second, area.x, area.y + kit.style.second
    for pen, words in zip(_pens(kit), view.legend, strict=True):
        width = size * 2.1 + text_width(words, size)
        if x > area.x and x + width > area.x + area.w:
            x, base = area.x, base + size * 1.5
        sheet.line((x, base - size * 0.36), (x + size * 1.6, base - size * 0.36), pen)
        sheet.text((x + size * 2.1, base), words, kit.second)
        x += width + kit.px(14)
    return base + kit.px(4)


def _pens(kit: Kit) -> tuple[Pen, Pen, Pen]:
    """The line of the measure in the title, of one that moved, of a steady one."""
    grey = kit["chart_before"]
    return (
        Pen(stroke=kit["chart_now"], width=kit.px(3)),
        Pen(stroke=grey, width=kit.px(2.5)),
        Pen(stroke=grey, width=kit.px(1.25), dash=(kit.px(5), kit.px(3))),
    )


def _moved(view: TrendChart, panel: Panel) -> bool:
    first, last = panel.ends
    return first is not None and last is not None and abs(last.value - first.value) > view.steady


def _line(sheet: Sheet, view: TrendChart, panel: Panel, plot: _Plot, kit: Kit) -> None:
    """Values of other rules are not joined: the words stand where the line would be."""
    first, last = panel.ends
    if first is None or last is None:
        return
    if first.era != last.era:
        low = plot.span[0]
        middle = ((plot.left + plot.right) / 2, plot.at(low + _STEP / 2))
        if panel.key == "health":
            sheet.text(middle, view.break_label, kit.second, "middle")
        return
    pen = _pens(kit)[0 if panel.key == view.lead else 1 if _moved(view, panel) else 2]
    sheet.line((plot.left, plot.y(first)), (plot.right, plot.y(last)), pen)


def _dot(
    sheet: Sheet, view: TrendChart, what: tuple[Panel, Dot], at: tuple[float, float], kit: Kit, *, lit: bool
) -> None:
    panel, dot = what
    r = kit.px(5)
    if lit:
        sheet.circle(at, r + kit.px(4), Pen(stroke=kit["accent"], width=kit.px(2)))
    role = "chart_now" if panel.key == view.lead else "chart_before"
    sheet.circle(at, r, Pen(fill=kit[role], stroke=kit["card"], width=kit.style.hair))
    reach = r * 1.6
    box = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    records = (dot.key.removeprefix("from-").removeprefix("to-"),)
    sheet.marks.append(
        Mark(id=dot.key, entity="standing", records=records, sentence=dot.sentence, box=box, card=dot.words)
    )


def _labels(
    sheet: Sheet, found: Sequence[tuple[Panel, Dot | None]], end: int, place: tuple[_Plot, Box, str], kit: Kit
) -> None:
    """Names and values beside the dots, at the later day with the change, moved apart where they would collide."""
    (plot, area, lead), size = place, kit.style.label
    known = sorted(((plot.y(dot), panel) for panel, dot in found if dot is not None), key=lambda item: item[0])
    places = _apart([y for y, _ in known], size * 1.25, (plot.top, plot.bottom))
    for y, (_, panel) in zip(places, known, strict=True):
        font = Font(size, 600 if panel.key == lead else 400, kit["text"])
        x = plot.left - kit.px(12) if end == 0 else plot.right + kit.px(12)
        room = x - area.x if end == 0 else area.x + area.w - x
        words = elide(_words(panel, end), size, font.weight, room)
        sheet.text((x, y + size * 0.36), words, font, "end" if end == 0 else "start")


def _apart(wanted: Sequence[float], step: float, span: tuple[float, float]) -> list[float]:
    """The places nearest to the wanted ones that are a step apart, within the span as far as they fit."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + step) if places else y)
    over = places[-1] - span[1] if places else 0.0
    if over > 0:
        places[-1] -= over
        for number in range(len(places) - 2, -1, -1):
            places[number] = min(places[number], places[number + 1] - step)
    return places


def _words(panel: Panel, end: int) -> str:
    """The name with its value; at the later day with the change, where both days are of the same rules."""
    first, last = panel.ends
    dot = panel.ends[end]
    if dot is None:
        return ""
    words = {"name": panel.label, "value": whole(dot.value)}
    if end == 0:
        return tr("{name} {value}", **words)
    if first is None or last is None or first.era != last.era:
        return tr("{value} {name}", **words)
    return tr("{value} {name} ({change})", change=signed(whole(last.value) - whole(first.value)), **words)


def _gaps(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> None:
    """What has no value on either day, in words below."""
    names = [panel.label for panel in view.panels if panel.ends == (None, None)]
    if names:
        said = elide(tr("Not assessed: {names}.", names=", ".join(names)), kit.style.second, 400, area.w)
        sheet.text((area.x, area.y + area.h - kit.style.second * 0.6), said, kit.second)
