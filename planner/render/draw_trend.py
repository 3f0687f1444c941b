# SPDX-License-Identifier: Apache-2.0
"""Draw the trend (ux C2) into a scene: small multiples on one axis, lines that stop at gaps and changed rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.draw_slope import draw_slope
from planner.render.measure import elide, text_width, wrap
from planner.render.missing_list import Gap, gap_height, gap_lines, missing_list
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.render.trend_events import Plot, breaks, event_pen, events
from planner.views.trend_chart import SLOPE, Dot, Panel, TrendChart


def draw_trend(sheet: Sheet, view: TrendChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the panels into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.option == SLOPE:
        draw_slope(sheet, view, area, kit, focus)
        return
    known = [panel for panel in view.panels if panel.dots]
    gaps = gaps_of(view)
    if not known:
        missing_list(sheet, (view.empty_text, gaps), area, kit, focus)
        return
    draw_some(sheet, view, area, (known, gaps), (kit, focus))


def draw_some(
    sheet: Sheet, view: TrendChart, area: Box, some: tuple[Sequence[Panel], Sequence[Gap]], drawn: tuple[Kit, str]
) -> float:
    """Put only these panels and gaps into ``area``; answers how high the lowest plot is, below 0 without any room."""
    (known, gaps), (kit, focus) = some, drawn
    inset = kit.px(8)  # room for the last dot and the tint, also where nothing stands round the picture
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    top = _legend(sheet, view, inner, kit)
    bottom = inner.y + inner.h - gap_height(gaps, kit)
    high = _multiples(sheet, view, known, Box(x=inner.x, y=top, w=inner.w, h=bottom - top), drawn)
    gap_lines(sheet, gaps, inner, kit, focus)
    return high


def rows_of(view: TrendChart, wide: float, kit: Kit) -> list[tuple[Panel, ...]]:
    """The panels that have a value, by the rows in which they stand in ``wide`` px."""
    known = [panel for panel in view.panels if panel.dots]
    columns = _columns(len(known), wide=wide - kit.px(16) >= 34 * kit.style.label)
    return [tuple(known[at : at + columns]) for at in range(0, len(known), columns or 1)]


def _multiples(sheet: Sheet, view: TrendChart, known: Sequence[Panel], area: Box, drawn: tuple[Kit, str]) -> float:
    """The panels that have a value, as large as they fit; the one that the title names lies on a tint."""
    (kit, focus), lowest = drawn, area.h
    columns = _columns(len(known), wide=area.w >= 34 * kit.style.label)
    rows = -(-len(known) // columns)
    numbers = text_width("100", kit.style.axis) + kit.px(14)
    gap, under = kit.px(24), kit.px(14)
    width = (area.w - numbers - gap * (columns - 1)) / columns
    height = (area.h - under * (rows - 1)) / rows
    for number, panel in enumerate(known):
        across, down = number % columns, number // columns
        x, y = area.x + numbers + across * (width + gap), area.y + down * (height + under)
        box = Box(x=x, y=y, w=width, h=height)
        row = known[down * columns : (down + 1) * columns]
        plot = _plot(box, view, row, kit)
        lowest = min(lowest, plot.bottom - plot.top)
        if panel.key == view.lead and len(known) > 1:
            plot = replace(plot, ground="selection")
            side = kit.px(8)
            tint = Box(x=x - side, y=y - kit.px(6), w=width + 2 * side, h=height + kit.px(10))
            sheet.rect(tint, Pen(fill=kit["selection"]), kit.px(6))
        _axes(sheet, view, plot, kit, numbers=across == 0)
        _panel(sheet, view, panel, (plot, focus), kit)
    return lowest


def _columns(count: int, *, wide: bool) -> int:
    """Four stand two by two, so that none is alone in its row."""
    return min(count, 2 if count == 4 or not wide else 3)


def gaps_of(view: TrendChart) -> list[Gap]:
    """The measures without a value, with what is missing; health itself is made from them."""
    return [_gap(panel) for panel in view.panels[1:] if not panel.dots]


def _gap(panel: Panel) -> Gap:
    words = tuple(word for word in (panel.sentence.rstrip("."), panel.missing, panel.remedy) if word)
    return Gap(key=panel.key, name=panel.label, reason=panel.missing, words=words)


def _legend(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> float:
    """What dot, grey line and tick mean, and a hollow dot where there is one; returns where the panels begin."""
    font, x = kit.second, area.x
    base = area.y + font.size
    middle = base - font.size * 0.36
    signs = list(zip((_sign_dot, _sign_line, _sign_tick), view.legend, strict=True))
    if view.unproven:
        signs.insert(1, (_sign_unproven, view.unproven))
    for sign, words in signs:
        width = font.size * 1.4 + text_width(words, font.size)
        if x + width > area.x + area.w and x > area.x:
            x, base, middle = area.x, base + font.size * 1.5, middle + font.size * 1.5
        sign(sheet, kit, (x, middle))
        sheet.text((x + font.size * 1.4, base), words, font)
        x += width + kit.px(16)
    return base + kit.px(14)


def _sign_dot(sheet: Sheet, kit: Kit, at: Point) -> None:
    sheet.circle((at[0] + kit.style.second * 0.5, at[1]), kit.px(4), Pen(fill=kit["chart_now"]))


def _sign_unproven(sheet: Sheet, kit: Kit, at: Point) -> None:
    size, r = kit.style.second, kit.px(3.5)
    sheet.line(at, (at[0] + size, at[1]), _unproven(_now(kit), kit))
    sheet.circle((at[0] + size * 0.5, at[1]), r, _hollow(kit, "card"))


def _sign_line(sheet: Sheet, kit: Kit, at: Point) -> None:
    sheet.line(at, (at[0] + kit.style.second, at[1]), _ghost(kit))


def _sign_tick(sheet: Sheet, kit: Kit, at: Point) -> None:
    x = at[0] + kit.style.second * 0.5
    sheet.line((x, at[1] - kit.px(4)), (x, at[1] + kit.px(4)), event_pen(kit))


def _ghost(kit: Kit) -> Pen:
    return Pen(stroke=kit["chart_before"], width=kit.px(1))


def _now(kit: Kit) -> Pen:
    return Pen(stroke=kit["chart_now"], width=kit.px(2))


def _unproven(pen: Pen, kit: Kit) -> Pen:
    """The line of a measure that rests on too little."""
    return replace(pen, width=pen.width * 0.75, dash=(kit.px(4), kit.px(3)))


def _hollow(kit: Kit, ground: str) -> Pen:
    return Pen(fill=kit[ground], stroke=kit["chart_now"], width=kit.px(1.5))


def _plot(box: Box, view: TrendChart, row: Sequence[Panel], kit: Kit) -> Plot:
    """The head has the name and its lines of words; all panels of a row are alike."""
    words = [_words(view, panel, box.w, kit) for panel in row]
    lines = max(bool(state) + len(rest) for state, _, rest in words)
    head = kit.style.label * 1.5 + lines * kit.style.second * 1.3 + kit.px(6)
    foot = kit.style.axis * 1.6
    return Plot(box=box, left=box.x, right=box.x + box.w, top=box.y + head, bottom=box.y + box.h - foot)


def _axes(sheet: Sheet, view: TrendChart, plot: Plot, kit: Kit, *, numbers: bool) -> None:
    """The ends and the band limits as hairlines, quarters below; numbers beside the first panel of a row.

    A limit whose number has no room has no line either.
    """
    for value in _printed(plot, kit):
        y = plot.y(value)
        sheet.line((plot.left, y), (plot.right, y), kit.hairline("axis" if value == 0 else "line"))
        if numbers:  # clear of the tint of what the title names
            sheet.text((plot.box.x - kit.px(11), y + kit.style.axis * 0.36), str(value), kit.axis, "end")
    free = plot.left - kit.px(6)
    for day, word in view.months:
        if (day.month - 1) % 3:
            continue
        x = plot.x(view.share(day))
        sheet.line((x, plot.bottom), (x, plot.bottom + kit.px(4)), kit.hairline("axis"))
        width = text_width(word, kit.style.axis)
        if x >= free and x + width <= plot.box.x + plot.box.w + kit.px(12):
            sheet.text((x, plot.bottom + kit.style.axis * 1.4), word, kit.axis)
            free = x + width + kit.px(6)


def _printed(plot: Plot, kit: Kit) -> list[int]:
    """The numbers of the scale that have room for a line each: its ends first, then the middle limit."""
    shown: list[int] = []
    for value in (0, 100, 60, 40, 80):
        if all(abs(plot.y(value) - plot.y(other)) >= kit.style.axis * 1.15 for other in shown):
            shown.append(value)
    return shown


def _panel(sheet: Sheet, view: TrendChart, panel: Panel, place: tuple[Plot, str], kit: Kit) -> None:
    plot, focus = place
    _head(sheet, view, panel, plot, kit)
    for other in view.panels:
        if other.key != panel.key:
            for run in other.runs:
                _joined(sheet, [(plot.point(view, dot), dot.proven) for dot in run], _ghost(kit), kit)
    breaks(sheet, view, plot, kit)
    sheet.marks.append(_panel_mark(panel, plot.box, stop=False))
    events(sheet, view, panel, plot, kit)
    for run in panel.runs:
        _joined(sheet, [(plot.point(view, dot), dot.proven) for dot in run], _now(kit), kit)
    for dot in panel.dots:
        _dot(sheet, dot, plot, (view, kit), last=dot is panel.dots[-1], lit=focus == dot.key)


def _joined(sheet: Sheet, points: Sequence[tuple[Point, bool]], pen: Pen, kit: Kit) -> None:
    """The line of a run; dashed where it comes from or goes to a dot that is unproven."""
    stretch: list[Point] = []
    firm = True
    for (start, proven), (end, then) in pairwise(points):
        if stretch and firm != (proven and then):
            sheet.path(tuple(stretch), pen if firm else _unproven(pen, kit), closed=False)
            stretch = []
        firm = proven and then
        stretch = [*(stretch or [start]), end]
    if stretch:
        sheet.path(tuple(stretch), pen if firm else _unproven(pen, kit), closed=False)


def _head(sheet: Sheet, view: TrendChart, panel: Panel, plot: Plot, kit: Kit) -> None:
    """Name and value in one line, below it the alarm, what stood beside a change, or what is missing."""
    style, box = kit.style, plot.box
    base = box.y + style.label
    right = box.x + box.w
    if panel.now is not None:
        change = _change(view, panel) if _roomy(view, box.w, kit) else panel.change
        sheet.text((right, base), change, kit.second, "end")
        right -= text_width(change, style.second) + kit.px(6)
        sheet.text((right, base), panel.value_text, kit.strong, "end")
        right -= text_width(panel.value_text, style.label, 600) + kit.px(8)
    elif _beside(view, box.w, kit):
        width = text_width(panel.value_text, style.second)
        sheet.text((right, base), panel.value_text, kit.second, "end")
        glyphs.unknown(sheet, kit, (right - width - style.second * 0.9, base - style.second * 0.36), kit.px(5))
        right -= width + style.second * 1.4
    sheet.text((box.x, base), elide(panel.label, style.label, 600, right - box.x), kit.strong)
    y = base + style.second * 1.45
    state, said, lines = _words(view, panel, box.w, kit)
    if state:
        glyphs.status(sheet, kit, (box.x + style.second * 0.5, y - style.second * 0.36), style.second, state)
        sheet.text((box.x + style.second * 1.4, y), said, Font(style.second, 500, kit["text"]))
        y += style.second * 1.3
    for line in lines:
        sheet.text((box.x, y), line, kit.second)
        y += style.second * 1.3


def _change(view: TrendChart, panel: Panel) -> str:
    """The change with the day it counts from."""
    if panel.moved is None or not panel.change.endswith(str(abs(panel.moved))):
        return panel.change
    return tr("{change} {since}", change=panel.change, since=view.since_text)


def _roomy(view: TrendChart, width: float, kit: Kit) -> bool:
    """Whether every change has room for its day beside the name."""
    style = kit.style
    known = [panel for panel in view.panels if panel.now is not None]
    needed = (
        text_width(panel.label, style.label, 600) + text_width(panel.value_text, style.label, 600)
        + text_width(_change(view, panel), style.second) + kit.px(14)
        for panel in known
    )  # fmt: skip
    return max(needed, default=0.0) <= width


def _words(view: TrendChart, panel: Panel, width: float, kit: Kit) -> tuple[str, str, tuple[str, ...]]:
    """The glyph of the line below the name and its words, and at most two lines below that."""
    size = kit.style.second
    state = "act" if panel.alarm else "unknown" if panel.now is None and not _beside(view, width, kit) else ""
    said = panel.alarm or (panel.value_text if state else "")
    rest = panel.note if panel.dots else ""
    return state, elide(said, size, 500, width - size * 1.4), wrap(rest, size, 400, width, 2)


def _beside(view: TrendChart, width: float, kit: Kit) -> bool:
    """Whether "not assessed" has room in the line of the name, in all panels that say so."""
    style = kit.style
    open_ones = [panel for panel in view.panels if panel.now is None]
    words = max((text_width(p.label, style.label, 600) + text_width(p.value_text, style.second) for p in open_ones),
                default=0.0)  # fmt: skip
    return words + style.second * 1.4 + kit.px(12) <= width


def _panel_mark(panel: Panel, box: Box, *, stop: bool) -> Mark:
    card = tuple(word for word in (panel.label, panel.value_text, panel.alarm, panel.note) if word)
    return Mark(id=panel.key, entity="measure", records=(panel.key,), sentence=panel.sentence, box=box, card=card,
                stop=stop)  # fmt: skip


def _dot(sheet: Sheet, dot: Dot, plot: Plot, drawn: tuple[TrendChart, Kit], *, last: bool, lit: bool) -> None:
    """The last one is larger, an unproven one is hollow; on a slide none is below 18 px."""
    view, kit = drawn
    at = plot.point(view, dot)
    small = 4.5 if kit.style.name == "show" else 3
    r = kit.px(small * 1.5 if last else small)
    if lit:
        sheet.circle(at, r + kit.px(3.5), Pen(stroke=kit["accent"], width=kit.px(2)))
    full = Pen(fill=kit["chart_now"], stroke=kit["card"], width=kit.style.hair)
    sheet.circle(at, r, full if dot.proven else _hollow(kit, plot.ground))
    reach = max(r * 1.5, kit.px(6))
    box = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    sheet.marks.append(
        Mark(id=dot.key, entity="standing", records=(dot.key,), sentence=dot.sentence, box=box, card=dot.words)
    )


def _draw_tile(sheet: Sheet, view: TrendChart, area: Box, kit: Kit) -> None:
    """The line of health alone, for a tile."""
    panel = view.panels[0]
    box = Box(x=area.x + 4, y=area.y + 4, w=area.w - 44, h=area.h - 8)
    plot = Plot(box=box, left=box.x, right=box.x + box.w, top=box.y, bottom=box.y + box.h)
    for limit in (*view.limits, 0):
        sheet.line((plot.left, plot.y(limit)), (plot.right, plot.y(limit)), kit.hairline("row_line"))
    for run in panel.runs:
        points = [(plot.point(view, dot), dot.proven) for dot in run]
        _joined(sheet, points, Pen(stroke=kit["chart_now"], width=1.5), kit)
    dots = panel.dots
    if dots:
        last = plot.point(view, dots[-1])
        sheet.circle(last, 3.5, Pen(fill=kit["chart_now"]) if dots[-1].proven else _hollow(kit, "card"))
    base = (plot.y(float(dots[-1].value)) if dots else plot.bottom) + kit.style.second * 0.36
    words = panel.value_text if panel.now is not None else "–"
    sheet.text((area.x + area.w, min(max(base, area.y + kit.style.second), area.y + area.h)), words,
               replace(kit.second, color=kit["text"], weight=600), "end")  # fmt: skip
    sheet.marks.append(
        Mark(id="tile", entity="measure", records=("health",), sentence=view.sentence(), box=area, card=(view.title,))
    )
