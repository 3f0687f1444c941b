# SPDX-License-Identifier: Apache-2.0
"""Draw the trend between exactly two dates (ux C2): a line for each measure on the whole scale, named at both ends."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Mark, Pen, Sheet
from planner.render.slope_labels import label_room, labels
from planner.render.tokens import Kit
from planner.views.trend_chart import Dot, Panel, TrendChart, counted

_FULL = 100
_ROOMY = 38


def draw_slope(sheet: Sheet, view: TrendChart, area: Box, kit: Kit, focus: str) -> None:
    """Put the two dates into ``area``: what the title names is coloured, what moved is dark, what is steady is faint.

    What lies in a worse band than that is heavy. The scale is whole, 0 to 100, so that a small change looks small.
    """
    style = kit.style
    inset = kit.px(8) if style.name == "screen" else 0.0
    area = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    most = area.w * 0.4
    head = _legend(sheet, view, area, kit)
    top = head + style.label * 2.4
    bottom = _gaps(sheet, view, area, kit) - style.axis * 1.4
    side = area.x + _side(view, area.w, kit)
    left, right = side + min(label_room(view, 0, kit), most), area.x + area.w - min(label_room(view, 1, kit), most)
    plot = Box(x=left, y=top, w=right - left, h=bottom - top)
    _scale(sheet, view, plot, (area.x, side), kit)
    area = Box(x=side, y=area.y, w=area.x + area.w - side, h=area.h)
    for x in (left, right):
        sheet.line((x, top - kit.px(6)), (x, bottom), kit.hairline("axis"))
    narrow = sum(text_width(day, kit.head.size, 600) for day in view.days) > plot.w - kit.px(8)
    sheet.text((left, top - style.label * 0.9), view.days[0], kit.head, "end" if narrow else "start")
    sheet.text((right, top - style.label * 0.9), view.days[1], kit.head, "start" if narrow else "end")
    for panel in sorted(view.panels, key=lambda one: (one.key == view.lead, bool(view.turn(one)))):
        _line(sheet, view, panel, plot, kit)
    for panel in view.panels:
        for x, dot in zip((left, right), panel.ends, strict=True):
            if dot is not None:
                _dot(sheet, view, (panel, dot), (x, _height(plot, dot)), kit, lit=focus == dot.key)
    for end, x in enumerate((left, right)):
        ends = [(panel, dot) for panel in view.panels if (dot := panel.ends[end]) is not None]
        labels(sheet, view, [(p, dot, _height(plot, dot)) for p, dot in ends], (end, x, plot, area), kit)


def _height(plot: Box, dot: Dot) -> float:
    """The place of a dot."""
    return plot.y + plot.h * (1 - float(dot.value) / _FULL)


def _side(view: TrendChart, width: float, kit: Kit) -> float:
    """The width of the numbers of the scale and, where there is room, of the names of its bands."""
    words = (str(_FULL), *(view.band_words if width >= kit.style.label * _ROOMY else ()))
    return max(text_width(word, kit.style.axis) for word in words) + kit.px(12)


def _scale(sheet: Sheet, view: TrendChart, plot: Box, side: tuple[float, float], kit: Kit) -> None:
    """The ends and the band limits as hairlines, their numbers at the side, the names of the bands between them."""
    size, (left, right) = kit.style.axis, side
    ends = (0, *view.limits, _FULL)
    named = all(text_width(words, size) <= right - left for words in view.band_words)
    for value in ends:
        y = _level(plot, value)
        sheet.line((right, y), (plot.x + plot.w, y), kit.hairline("axis" if value == 0 else "line"))
        sheet.text((left, y + size * 0.36), str(value), kit.axis)
    for low, high, words in zip(ends, ends[1:], view.band_words, strict=False):
        if named and _level(plot, low) - _level(plot, high) >= size * 2.5:
            sheet.text((left, _level(plot, (low + high) / 2) + size * 0.36), words, kit.axis)


def _level(plot: Box, value: float) -> float:
    """The place of a score."""
    return plot.y + plot.h * (1 - value / _FULL)


def _legend(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> float:
    """What the kinds of line say that are drawn; returns where it ends."""
    size, x, base = kit.style.second, area.x, area.y + kit.style.second
    used = {_kind(view, panel) for panel in _joined(view)}
    hollows = (False, False, True, False)
    said = (*view.legend, _lowest(view))
    signs = [(p, h, w) for n, (p, h, w) in enumerate(zip(_pens(kit), hollows, said, strict=True)) if n in used]
    if view.unproven:
        signs.append((_dashed(_pens(kit)[1], kit), True, view.unproven))
    for pen, hollow, words in signs:
        width = size * 2.4 + text_width(words, size)
        if x > area.x and x + width > area.x + area.w:
            x, base = area.x, base + size * 1.5
        y = base - size * 0.36
        sheet.line((x, y), (x + size * 1.8, y), pen)
        for end in (x + kit.px(3), x + size * 1.8 - kit.px(3)):
            _disc(sheet, (end, y), kit.px(3.5), pen.stroke or "", kit, hollow=hollow)
        sheet.text((x + size * 2.4, base), words, kit.second)
        x += width + kit.px(16)
    return base + kit.px(4)


def _lowest(view: TrendChart) -> str:
    """What a heavy line says; where a part now is unproven, that one may lie lower."""
    if all(dot is None or dot.proven for dot in (panel.ends[1] for panel in view.panels[1:])):
        return tr("lowest, in a worse band")
    return tr("lowest of the proven, in a worse band")


def _joined(view: TrendChart) -> list[Panel]:
    """The measures that have a line."""
    return [panel for panel in view.panels if view.turn(panel) is not None]


def _pens(kit: Kit) -> tuple[Pen, Pen, Pen, Pen]:
    """The line of the measure in the title, of one that moved, of a steady one, of the lowest."""
    return (
        Pen(stroke=kit["chart_now"], width=kit.px(3.5)),
        Pen(stroke=kit["muted"], width=kit.px(2)),
        Pen(stroke=kit["chart_before"], width=kit.px(1)),
        Pen(stroke=kit["text"], width=kit.px(3)),
    )


def _kind(view: TrendChart, panel: Panel) -> int:
    """Which of these a measure has."""
    if panel.key in {view.lead, view.worst()}:
        return 0 if panel.key == view.lead else 3
    return 1 if view.turn(panel) else 2


def _pen(view: TrendChart, panel: Panel, kit: Kit) -> Pen:
    pen = _pens(kit)[_kind(view, panel)]
    return pen if all(dot is None or dot.proven for dot in panel.ends) else _dashed(pen, kit)


def _dashed(pen: Pen, kit: Kit) -> Pen:
    """The line of a measure that rests on too little."""
    return replace(pen, dash=(kit.px(5), kit.px(4)))


def _line(sheet: Sheet, view: TrendChart, panel: Panel, plot: Box, kit: Kit) -> None:
    """Values of other rules are not joined; the words at the later day say so."""
    first, last = panel.ends
    if first is None or last is None or not first.alike(last):
        return
    ends = (plot.x, _height(plot, first)), (plot.x + plot.w, _height(plot, last))
    sheet.line(*ends, _pen(view, panel, kit))


def _disc(sheet: Sheet, at: tuple[float, float], r: float, color: str, kit: Kit, *, hollow: bool) -> None:
    """A dot; that of a steady or unproven measure is hollow, so that it is told apart without colour."""
    if hollow:
        sheet.circle(at, r, Pen(fill=kit["card"], stroke=color, width=kit.px(1.5)))
    else:
        sheet.circle(at, r, Pen(fill=color, stroke=kit["card"], width=kit.style.hair))


def _dot(
    sheet: Sheet, view: TrendChart, what: tuple[Panel, Dot], at: tuple[float, float], kit: Kit, *, lit: bool
) -> None:
    panel, dot = what
    kind = _kind(view, panel)
    r = kit.px(6 if kind in {0, 3} else 5)
    if lit:
        sheet.circle(at, r + kit.px(4), Pen(stroke=kit["accent"], width=kit.px(2)))
    steady = kind == 2 and view.turn(panel) == 0
    _disc(sheet, at, r, _pens(kit)[kind].stroke or "", kit, hollow=steady or not dot.proven)
    reach = r * 1.6
    box = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    records = (dot.key.removeprefix("from-").removeprefix("to-"),)
    sheet.marks.append(
        Mark(id=dot.key, entity="standing", records=records, sentence=dot.sentence, box=box, card=dot.words)
    )


def _gaps(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> float:
    """What has no value on either day or is not compared, in words below the plot; returns where the plot must end."""
    end, size = area.y + area.h, kit.style.second
    names = [panel.label for panel in view.panels if panel.ends == (None, None)]
    said = [tr("Not assessed: {names}.", names=", ".join(names))] if names else []
    first, last = view.panels[0].ends
    if first is not None and last is not None and first.era == last.era and not first.alike(last):
        runs = view.panels[0].runs
        what = counted(first.parts, last.parts, day_text(runs[-1][0].on if runs else last.on))
        said.append(tr("Health is not compared: {what}.", what=what))
    if not said:
        return end
    lines = wrap(" ".join(said), size, 400, area.w, 2)
    y = end - size * (0.4 + 1.3 * (len(lines) - 1))
    for number, line in enumerate(lines):
        sheet.text((area.x, y + size * 1.3 * number), line, kit.second)
    return y - size * 1.2
