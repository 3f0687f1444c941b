# SPDX-License-Identifier: Apache-2.0
"""Draw the trend between exactly two dates (ux C2): a line for each measure, named at both ends."""

from __future__ import annotations

from collections.abc import Sequence

from planner.render.measure import text_width
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.charts import whole
from planner.views.trend_chart import Dot, Panel, TrendChart


def draw_slope(sheet: Sheet, view: TrendChart, area: Box, kit: Kit, focus: str) -> None:
    """Put the two dates into ``area``; what is steady is grey, what moved is coloured and stronger."""
    style = kit.style
    names = max(text_width(_words(panel, 100), style.label, 600) for panel in view.panels) + kit.px(24)
    inset = kit.px(8) if style.name == "screen" else 0.0
    side = min(names, (area.w - 2 * inset) * 0.36)
    left, right = area.x + inset + side, area.x + area.w - inset - side
    top, bottom = area.y + style.label * 2.4, area.y + area.h - style.second * 2.8
    for x, day in zip((left, right), view.days, strict=True):
        sheet.line((x, top - kit.px(6)), (x, bottom + kit.px(6)), kit.hairline("axis"))
        sheet.text((x, top - style.label), day, kit.head, "middle")
    drawn = [(panel, panel.ends) for panel in view.panels if panel.ends[0] or panel.ends[1]]
    plot = _Plot(left, right, top, bottom)
    for panel, ends in sorted(drawn, key=lambda pair: pair[0].key == "health"):
        _line(sheet, view, panel, plot, kit)
        for x, dot in zip((left, right), ends, strict=True):
            if dot is not None:
                _dot(sheet, view, (panel, dot), (x, plot.y(dot)), kit, lit=focus == dot.key)
    for number in (0, 1):
        _labels(sheet, [(panel, ends[number]) for panel, ends in drawn], number, plot, kit)
    _gaps(sheet, view, area, kit)


class _Plot:
    """Where the two days stand, in px."""

    def __init__(self, left: float, right: float, top: float, bottom: float) -> None:
        self.left, self.right, self.top, self.bottom = left, right, top, bottom

    def y(self, dot: Dot) -> float:
        """The place of a value."""
        return self.bottom - (self.bottom - self.top) * float(dot.value) / 100


def _moved(view: TrendChart, panel: Panel) -> bool:
    first, last = panel.ends
    return first is not None and last is not None and abs(last.value - first.value) > view.steady


def _line(sheet: Sheet, view: TrendChart, panel: Panel, plot: _Plot, kit: Kit) -> None:
    """Values of other rules are not joined: the words stand where the line would be."""
    first, last = panel.ends
    if first is None or last is None:
        return
    if first.era != last.era:
        middle = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2)
        if panel.key == "health":
            sheet.text(middle, view.break_label, kit.second, "middle")
        return
    moved = _moved(view, panel)
    pen = Pen(stroke=kit["chart_now" if moved else "chart_before"], width=kit.px(2.5 if moved else 1.5))
    sheet.line((plot.left, plot.y(first)), (plot.right, plot.y(last)), pen)


def _dot(
    sheet: Sheet, view: TrendChart, what: tuple[Panel, Dot], at: tuple[float, float], kit: Kit, *, lit: bool
) -> None:
    panel, dot = what
    r = kit.px(5)
    if lit:
        sheet.circle(at, r + kit.px(4), Pen(stroke=kit["accent"], width=kit.px(2)))
    role = "chart_now" if _moved(view, panel) else "chart_before"
    sheet.circle(at, r, Pen(fill=kit[role], stroke=kit["card"], width=kit.style.hair))
    reach = r * 1.6
    box = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    records = (dot.key.removeprefix("from-").removeprefix("to-"),)
    sheet.marks.append(
        Mark(id=dot.key, entity="standing", records=records, sentence=dot.sentence, box=box, card=dot.words)
    )


def _labels(sheet: Sheet, found: Sequence[tuple[Panel, Dot | None]], end: int, plot: _Plot, kit: Kit) -> None:
    """Names and values beside the dots, moved apart where they would lie on each other."""
    size = kit.style.label
    known = sorted(((plot.y(dot), panel, dot) for panel, dot in found if dot is not None), key=lambda item: item[0])
    places = _apart([y for y, _, _ in known], size * 1.25, (plot.top, plot.bottom))
    for place, (_, panel, dot) in zip(places, known, strict=True):
        words = _words(panel, whole(dot.value)) if end == 0 else f"{whole(dot.value)} {panel.label}"
        font = Font(size, 600 if panel.key == "health" else 400, kit["text"])
        x = plot.left - kit.px(12) if end == 0 else plot.right + kit.px(12)
        sheet.text((x, place + size * 0.36), words, font, "end" if end == 0 else "start")


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


def _words(panel: Panel, value: int) -> str:
    return f"{panel.label} {value}"


def _gaps(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> None:
    """What has no value on either day, in words below."""
    from planner.kernel.text import tr
    from planner.render.measure import elide

    names = [panel.label for panel in view.panels if panel.ends == (None, None)]
    if names:
        said = elide(tr("Not assessed: {names}.", names=", ".join(names)), kit.style.second, 400, area.w - kit.px(16))
        sheet.text((area.x + kit.px(8), area.y + area.h - kit.style.second * 0.6), said, kit.second)
