# SPDX-License-Identifier: Apache-2.0
"""The names beside the two days of the slope view: clear of its lines, in the order of its dots (ux C2)."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernel.text import tr
from planner.render.measure import elide, text_width
from planner.render.scene import Box, Font, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.charts import whole
from planner.views.trend_chart import Dot, Panel, TrendChart

_LINE = 1.3
_CLEAR = 1.0


def label_room(view: TrendChart, end: int, kit: Kit) -> float:
    """The width that the names at one of the two days need, with the gap to their dots."""
    known = [panel for panel in view.panels if panel.ends[end] is not None]
    return max((text_width(_words(view, p, end), kit.style.label, 600) for p in known), default=0.0) + gap(kit) + 1


def gap(kit: Kit) -> float:
    """From the line of a day to the names beside it."""
    return kit.px(18)


def labels(
    sheet: Sheet,
    view: TrendChart,
    found: Sequence[tuple[Panel, Dot, float]],
    place: tuple[int, float, Box, Box],
    kit: Kit,
) -> None:
    """Names and values of one day; ``place`` is which of the two, where it stands, the plot and the whole area.

    A name that had to move from the height of its dot is led back to it by a hairline.
    """
    (end, at, plot, area), size = place, kit.style.label
    known = sorted(found, key=lambda item: item[2])
    heights = apart([y for *_, y in known], size * _LINE, (plot.y, plot.y + plot.h))
    way = -1 if end == 0 else 1
    for y, (panel, _, wanted) in zip(heights, known, strict=True):
        font = _font(view, panel, kit)
        x = at + way * gap(kit)
        room = x - area.x if end == 0 else area.x + area.w - x
        words = elide(_words(view, panel, end), size, font.weight, room)
        if abs(y - wanted) > _CLEAR:
            start, stop = (at + way * kit.px(7), wanted), (x - way * kit.px(4), y)
            sheet.line(start, stop, Pen(stroke=kit["chart_before"], width=kit.style.hair))
        width = text_width(words, size, font.weight)
        ground = Box(x=x - width - 2 if end == 0 else x - 2, y=y - size * 0.55, w=width + 4, h=size * 1.1)
        sheet.rect(ground, Pen(fill=kit["card"]))
        sheet.text((x, y + size * 0.36), words, font, "end" if end == 0 else "start")


def apart(wanted: Sequence[float], step: float, span: tuple[float, float]) -> list[float]:
    """The places nearest to the wanted ones, ascending, that are a step apart, inside the span as far as they fit.

    Places that would collide are spread about their common middle, so that none is pushed farther than another.
    """
    groups: list[list[float]] = []  # each: where its first would stand, how many there are
    for number, y in enumerate(wanted):
        groups.append([y - number * step, 1.0])
        while len(groups) > 1 and groups[-1][0] < groups[-2][0]:
            start, count = groups.pop()
            before, others = groups[-1]
            groups[-1] = [(start * count + before * others) / (count + others), count + others]
    starts = [start for start, count in groups for _ in range(int(count))]
    last = len(wanted) - 1
    low, high = span[0], max(span[0], span[1] - last * step)
    return [min(max(start, low), high) + number * step for number, start in enumerate(starts)]


def _font(view: TrendChart, panel: Panel, kit: Kit) -> Font:
    """What the title names and what lies worse is bold, what moved is plain, what is steady is quiet."""
    if panel.key in {view.lead, view.worst()}:
        return kit.strong
    return Font(kit.style.label, 400, kit["text" if view.turn(panel) else "muted"])


def _words(view: TrendChart, panel: Panel, end: int) -> str:
    """The name with its value; at the later day with what became of it, in words."""
    dot = panel.ends[end]
    if dot is None:
        return ""
    words = {"name": panel.label, "value": whole(dot.value)}
    if end == 0:
        return tr("{name} {value}", **words)
    turn = view.turn_text(panel)
    if panel.key == view.worst():
        turn = tr("{said}, {word}", said=turn, word=view.band(dot.value))
    return tr("{value} {name}, {change}", change=turn, **words) if turn else tr("{value} {name}", **words)
