# SPDX-License-Identifier: Apache-2.0
"""A panel of the trend (ux C2): where its axes run, and the events and changed rules in it, clear of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planner.kernel.data import dataclass
from planner.render.measure import elide, text_width
from planner.render.scene import Box, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.trend_chart import Dot, Panel, TrendChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Where one panel stands and where its axes run, in px."""

    box: Box
    left: float
    right: float
    top: float
    bottom: float
    ground: str = "card"

    def point(self, view: TrendChart, dot: Dot) -> Point:
        """The place of a dot."""
        return self.x(view.share(dot.on)), self.y(float(dot.value))

    def x(self, share: float) -> float:
        """The place of a share of the year."""
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        """The place of a score."""
        return self.bottom - (self.bottom - self.top) * value / 100


def event_pen(kit: Kit) -> Pen:
    """The line of a tick."""
    return Pen(stroke=kit["text"], width=kit.px(1.5))


def breaks(sheet: Sheet, view: TrendChart, plot: Plot, kit: Kit) -> None:
    """A dashed line where the rules changed, with the words where they have room."""
    size = kit.style.second
    width = text_width(view.break_label, size)
    for day in view.breaks:
        x = plot.x(view.share(day))
        dash = (kit.px(4), kit.px(3))
        sheet.line((x, plot.top), (x, plot.bottom), Pen(stroke=kit["muted"], width=kit.px(1), dash=dash))
        left = x + kit.px(4) if x + width + kit.px(4) <= plot.right else x - width - kit.px(4)
        ground = Box(x=left - 2, y=plot.bottom - size * 1.75, w=width + 4, h=size * 1.2)
        if left >= plot.box.x:
            sheet.rect(ground, Pen(fill=kit[plot.ground]))
            sheet.text((left, plot.bottom - size * 0.85), view.break_label, kit.second)


def events(sheet: Sheet, view: TrendChart, panel: Panel, plot: Plot, kit: Kit) -> None:
    """A tick for each event; that beside the largest change is longer and has its name."""
    for number, event in enumerate(view.events):
        x = plot.x(view.share(event.on))
        high = kit.px(9) + kit.style.second if event == panel.event else kit.px(6)
        sheet.line((x, plot.bottom - high), (x, plot.bottom + kit.px(2)), event_pen(kit))
        if event == panel.event:
            _event_name(sheet, view, event.name, x, (plot, kit))
        words = (event.text, view.event_days[number])
        box = Box(x=x - kit.px(4), y=plot.bottom - kit.px(10), w=kit.px(8), h=kit.px(16))
        records = (event.id,) if event.entity == "network_review" else ()
        sheet.marks.append(
            Mark(id=f"event-{plot.box.x:.0f}-{plot.box.y:.0f}-{number}", entity=event.entity, records=records,
                 sentence=", ".join(words) + ".", box=box, card=words, stop=False)
        )  # fmt: skip


def _event_name(sheet: Sheet, view: TrendChart, words: str, x: float, drawn: tuple[Plot, Kit]) -> None:
    """The name beside its tick, on the side with more room, where no line runs; the head has it where all do."""
    plot, kit = drawn
    size, gap = kit.style.second, kit.px(5)
    after = plot.right - x >= x - plot.left
    said = elide(words, size, 400, (plot.right - x if after else x - plot.left) - gap)
    width = text_width(said, size)
    left = x + gap if after else x - gap - width
    base = plot.bottom - kit.px(9) - size * 0.25 - (size * 1.3 if view.breaks else 0.0)
    room = beside = Box(x=left - 2, y=base - size * 0.9, w=width + 4, h=size * 1.15)
    while any(_crosses(plot, view, run, room) for panel in view.panels for run in panel.runs):
        room = replace(room, y=room.y - size * 0.25)
    if room.y < plot.top:
        return
    if room != beside:  # the tick goes up to it
        sheet.line((x, plot.bottom), (x, room.y + room.h), event_pen(kit))
    sheet.rect(room, Pen(fill=kit[plot.ground]))
    sheet.text((left, room.y + size * 0.9), said, replace(kit.second, color=kit["text"]))


def _crosses(plot: Plot, view: TrendChart, run: Sequence[Dot], room: Box) -> bool:
    """Whether the line of a run comes into a place."""
    points = [plot.point(view, dot) for dot in run]
    for (x1, y1), (x2, y2) in pairwise(points):
        start, end = max(x1, room.x), min(x2, room.x + room.w)
        if start > end:
            continue
        ys = [y1 + (y2 - y1) * (x - x1) / (x2 - x1) if x2 > x1 else y1 for x in (start, end)]
        if min(ys) <= room.y + room.h and max(ys) >= room.y:
            return True
    return any(room.holds(*at) for at in points)
