# SPDX-License-Identifier: Apache-2.0
"""Draw the opt-in radar of health (ux C1): the same axes in the same order, open where a value is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import cos, pi, sin

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render.health_marks import dashed, headline, hollow, row_mark, unproven_sign
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Anchor, Box, Font, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.health_chart import HealthChart, HealthRow
from planner.views.health_options import lone

# The share of a wide area that words take beside the wheel.
_BESIDE = 0.34
_WIDE = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wheel:
    """Where the axes stand: middle, radius of 100 and number of axes."""

    x: float
    y: float
    r: float
    axes: int

    def at(self, number: int, value: float) -> Point:
        """The place of a value on an axis; the first axis points up, the others follow clockwise."""
        angle = 2 * pi * number / self.axes
        return self.x + self.r * value / 100 * sin(angle), self.y - self.r * value / 100 * cos(angle)


def draw_radar(sheet: Sheet, view: HealthChart, area: Box, kit: Kit, focus: str) -> None:
    """Put the wheel into ``area``; ``focus`` is the id of the mark that is lit."""
    style = kit.style
    whole = area
    wide = area.w > _WIDE * area.h
    if wide:
        beside = area.w * _BESIDE
        area = Box(x=area.x + beside, y=area.y, w=area.w - beside, h=area.h)
        notes = Box(x=whole.x, y=whole.y, w=beside - kit.px(24), h=whole.h)
    else:
        notes = area
    caption = () if wide else _caption(view, area.w - kit.px(16), kit, roomy=area.h > style.label * 26)
    foot = len(caption) * style.second * 1.35 + kit.px(6)
    tall = headline(sheet, view, notes, kit)
    under = _legend(sheet, view, Box(x=notes.x, y=notes.y + tall, w=notes.w, h=notes.h - tall), kit)
    top = area.y if wide else under
    if wide:
        _notes(sheet, view, notes, under, kit)
    label = style.label * 2.7 + kit.px(12)
    height = area.y + area.h - foot - top
    room = min(area.w * 0.26, kit.px(190))
    r = max(kit.px(40), min(height / 2 - label, area.w / 2 - room))
    wheel = _Wheel(x=area.x + area.w / 2, y=top + height / 2, r=r, axes=len(view.rows))
    _now(sheet, view, wheel, kit)
    _rings(sheet, view, wheel, kit)
    _lines(sheet, view, wheel, kit)
    for number, row in enumerate(view.rows):
        if row.now is None:
            _open_axis(sheet, view, (number, row), (wheel, area), kit, lit=focus == row.key)
        else:
            _vertex(sheet, view, (number, row), (wheel, area), kit, lit=focus == row.key)
    y = area.y + area.h - foot + style.second * 1.2
    for line in caption:
        sheet.text((area.x + area.w / 2, y), line, kit.second, "middle")
        y += style.second * 1.35


def _shape(view: HealthChart) -> str:
    """How the shape is to be read, or that there is none."""
    if lone(view):
        return tr("Too little known for a shape: each value stands on its own axis.")
    return tr("The shape depends on the order of the axes; compare values, not areas.")


def _caption(view: HealthChart, width: float, kit: Kit, *, roomy: bool) -> tuple[str, ...]:
    """Both in lines, where there is no room beside the wheel; the first alone in a low picture."""
    said = (_shape(view), _ring_words(view))[: 2 if roomy else 1]
    return tuple(line for words in said for line in wrap(words, kit.style.second, 400, width, 2))


def _ring_words(view: HealthChart) -> str:
    """What the rings mean."""
    rings = ", ".join(
        tr("{value} {word}", value=value, word=word)
        for value, word in zip(view.limits, view.band_words[1:], strict=True)
    )
    return tr("Rings: {names} from there outwards", names=rings)


def _lines(sheet: Sheet, view: HealthChart, wheel: _Wheel, kit: Kit) -> None:
    """The outlines of both days, or where there is no shape the spokes of now."""
    if lone(view):
        _spokes(sheet, view, wheel, kit)
    else:
        now = Pen(stroke=kit["chart_now"], width=kit.px(2.5))
        befores = [(row.before, True) for row in view.rows]
        _outline(sheet, befores, wheel, (_before(kit), _before(kit)))
        _outline(sheet, [(row.now, row.proven) for row in view.rows], wheel, (now, dashed(now, kit)))


def _spokes(sheet: Sheet, view: HealthChart, wheel: _Wheel, kit: Kit) -> None:
    """Where there is no shape, a line from the middle to each value."""
    for number, row in enumerate(view.rows):
        if row.now is not None:
            at = wheel.at(number, float(row.now))
            pen = Pen(stroke=kit["chart_now"], width=kit.px(2.5))
            sheet.line((wheel.x, wheel.y), at, pen if row.proven else dashed(pen, kit))


def _notes(sheet: Sheet, view: HealthChart, area: Box, top: float, kit: Kit) -> None:
    """Beside the wheel, where there is room: what the rows say, what is missing, how to read the shape."""
    said = [tr("{name}: {words}", name=row.label, words=row.tag) for row in view.rows if row.tag]
    said += [tr("{name}: {words}", name=row.label, words=row.missing) for row in view.rows if row.missing]
    said = [_ring_words(view), _shape(view), *said]
    size, y = kit.style.second, top + kit.style.second * 1.6
    for words in said:
        lines = wrap(words, size, 400, area.w, 3)
        if y + len(lines) * size * 1.3 > area.y + area.h:
            return
        for line in lines:
            sheet.text((area.x, y), line, kit.second)
            y += size * 1.3
        y += size * 0.6


def _legend(sheet: Sheet, view: HealthChart, area: Box, kit: Kit) -> float:
    font, x = kit.second, area.x + (kit.px(8) if kit.style.name == "screen" else 0.0)
    base = area.y + font.size
    pairs = [(view.now_label, Pen(stroke=kit["chart_now"], width=kit.px(2.5)))]
    if view.before_label:
        pairs.append((view.before_label, _before(kit)))
    for number, (words, pen) in enumerate(pairs):
        middle = base - font.size * 0.36
        if not lone(view):
            sheet.line((x, middle), (x + font.size * 1.6, middle), pen)
        edge = Pen(fill=kit["card"], stroke=kit["chart_before"], width=kit.px(1.75))
        dot = edge if number else Pen(fill=kit["chart_now"])
        sheet.circle((x + font.size * 0.8, middle), kit.px(4.5), dot)
        sheet.text((x + font.size * 2.1, base), words, font)
        x += font.size * 2.1 + text_width(words, font.size) + kit.px(16)
    if x + text_width(view.unproven_label, font.size) + kit.px(16) > area.x + area.w:
        x, base = area.x + (kit.px(8) if kit.style.name == "screen" else 0.0), base + font.size * 1.5
    unproven_sign(sheet, view, (x, base), kit)
    return base + kit.px(10)


def _before(kit: Kit) -> Pen:
    return Pen(stroke=kit["chart_before"], width=kit.px(1.75), dash=(kit.px(5), kit.px(3)))


def _now(sheet: Sheet, view: HealthChart, wheel: _Wheel, kit: Kit) -> None:
    """The ground of now, where the shape is closed and proven all round; an open one has no area."""
    values = [row.now for row in view.rows]
    if all(row.proven for row in view.rows):
        points = tuple(wheel.at(n, float(value or 0)) for n, value in enumerate(values))
        sheet.path(points, Pen(fill=kit["selection"]))


def _rings(sheet: Sheet, view: HealthChart, wheel: _Wheel, kit: Kit) -> None:
    """The band limits and the full value as rings of straight lines, with their numbers between two axes."""
    for number in range(wheel.axes):
        sheet.line((wheel.x, wheel.y), wheel.at(number, 100), kit.hairline("row_line"))
    for value in (*view.limits, 100):
        points = tuple(wheel.at(number, value) for number in range(wheel.axes))
        sheet.path(points, kit.hairline("axis" if value == 100 else "line"))
    size, free = kit.style.second, _free(view)
    broken = any(row.now is None for row in view.rows)
    for value in view.limits:
        (x1, y1), (x2, y2) = wheel.at(free, value), wheel.at((free + 1) % wheel.axes, value)
        x, y, words = (x1 + x2) / 2, (y1 + y2) / 2, str(value)
        wide = text_width(words, size)
        if broken:  # a closed shape has a ground of its own, which a patch would cut
            sheet.rect(Box(x=x - wide / 2 - 1, y=y - size * 0.5, w=wide + 2, h=size), Pen(fill=kit["card"]))
        sheet.text((x, y + size * 0.36), words, kit.second, "middle")


def _free(view: HealthChart) -> int:
    """The axis after which no line runs to the next one, so that the numbers of the rings are read; else the last."""
    values = [row.now for row in view.rows]
    last = len(values) - 1
    order = (last, *range(last))
    return next((n for n in order if values[n] is None or values[(n + 1) % len(values)] is None), last)


def _outline(sheet: Sheet, values: Sequence[tuple[Decimal | None, bool]], wheel: _Wheel, pens: tuple[Pen, Pen]) -> None:
    """Lines between neighbours that are both known: the shape stays open through what is missing.

    The second pen is for those from or to what is unproven.
    """
    for number, (value, firm) in enumerate(values):
        after = (number + 1) % wheel.axes
        other, then = values[after]
        if value is not None and other is not None:
            pen = pens[0 if firm and then else 1]
            sheet.line(wheel.at(number, float(value)), wheel.at(after, float(other)), pen)


def _vertex(
    sheet: Sheet, view: HealthChart, what: tuple[int, HealthRow], place: tuple[_Wheel, Box], kit: Kit, *, lit: bool
) -> None:
    """The dot of a measure, and its name and value beyond the end of its axis."""
    number, row = what
    wheel, area = place
    at = wheel.at(number, float(row.now or 0))
    if row.before is not None:
        x, y = wheel.at(number, float(row.before))
        sheet.circle((x, y), kit.px(4.5), Pen(fill=kit["card"], stroke=kit["chart_before"], width=kit.px(1.75)))
    full = Pen(fill=kit["chart_now"], stroke=kit["card"], width=kit.style.hair)
    sheet.circle(at, kit.px(5.5), full if row.proven else hollow(kit, "chart_now"))
    if lit:
        sheet.circle(at, kit.px(10), Pen(stroke=kit["accent"], width=kit.px(2)))
    box = _name(sheet, row, (wheel, number, area), kit)
    reach = kit.px(10)
    near = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    mark = row_mark(view, row, near)
    sheet.marks.append(mark)
    sheet.marks.append(replace(mark, id=f"{row.key}-name", box=box, stop=False))


def _open_axis(
    sheet: Sheet, view: HealthChart, what: tuple[int, HealthRow], place: tuple[_Wheel, Box], kit: Kit, *, lit: bool
) -> None:
    """A measure that was not assessed: its name with the words, and nothing on its axis."""
    number, row = what
    box = _name(sheet, row, (place[0], number, place[1]), kit)
    if lit:
        around = Box(x=box.x - kit.px(4), y=box.y, w=box.w + kit.px(8), h=box.h + kit.px(4))
        sheet.rect(around, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(4))
    sheet.marks.append(row_mark(view, row, box))


def _name(sheet: Sheet, row: HealthRow, place: tuple[_Wheel, int, Box], kit: Kit) -> Box:
    wheel, number, area = place
    size, second = kit.style.label, kit.style.second
    x, y = wheel.at(number, 100 + 100 * kit.px(12) / wheel.r)
    side = x - wheel.x
    anchor: Anchor = "middle" if abs(side) < wheel.r * 0.2 else "start" if side > 0 else "end"
    room = area.x + area.w - x if anchor == "start" else x - area.x if anchor == "end" else area.w
    lines = wrap(row.label, size, 400, room, 2)
    font = replace(kit.label, color=kit["muted"]) if row.layer else kit.label
    width = max(text_width(line, size) for line in lines)
    more = size * 1.15 * (len(lines) - 1)
    down = y > wheel.y + wheel.r * 0.5
    base = y + size * 0.9 if down else y - second * 1.1 if y < wheel.y - wheel.r * 0.5 else y - size * 0.1
    base -= 0.0 if down else more
    for line in lines[:-1]:
        sheet.text((x, base), line, font, anchor)
        base += size * 1.15
    sheet.text((x, base), lines[-1], font, anchor)
    quiet = kit.second if row.now is None else Font(size, 400, kit["muted"])
    value = Font(size, 600, kit["text"]) if row.proven else quiet
    words = row.value_text if row.now is None or not row.change else tr("{value} ({change})", value=row.value_text,
                                                                        change=row.change)  # fmt: skip
    sheet.text((x, base + size * 1.15), elide(words, value.size, value.weight, room), value, anchor)
    left = x if anchor == "start" else x - width if anchor == "end" else x - width / 2
    return Box(x=left, y=base - more - size, w=width, h=size * 2.3 + more)
