# SPDX-License-Identifier: Apache-2.0
"""Draw why a value moved: a waterfall that reads downwards, so that names keep their room in a pane and on a slide."""

from __future__ import annotations

from planner.kernel.data import dataclass
from planner.kernel.numbers import decimal_text
from planner.render import glyphs
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.movement_chart import MovementChart, Stair, record_words

# Below this width (in px of the screen's style) the words stand above their bar instead of beside it.
_BESIDE = 460
_MOST_RECORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where words, bars and points stand, in px; ``stacked`` when the words stand above the bar."""

    words: float
    room: float
    left: float
    right: float
    points: float
    top: float
    step: float
    stacked: bool


def draw_movement(sheet: Sheet, view: MovementChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the waterfall into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.before is None or view.after is None:
        _why_not(sheet, view, area, kit)
        return
    plot, stairs = _plot(view, area, kit)
    _axis(sheet, view, plot, len(stairs) + 2, kit)
    _end(sheet, view, plot, 0, kit)
    for number, stair in enumerate(stairs, 1):
        _stair(sheet, view, stair, (plot, number), kit, lit=focus == stair.id)
    _end(sheet, view, plot, len(stairs) + 1, kit)
    if view.empty_text:
        y = plot.top + plot.step * 2 + kit.style.second * 3.2
        sheet.text((plot.words, y), elide(view.empty_text, kit.style.second, 400, area.w), kit.second)


def least_height(steps: int, kit: Kit, *, stacked: bool) -> float:
    """The height in px in which a number of steps are shown with their words."""
    return _axis_room(kit) + (steps + 2) * _least(kit, stacked=stacked)


def _axis_room(kit: Kit) -> float:
    return kit.style.second * 1.9


def _least(kit: Kit, *, stacked: bool) -> float:
    return kit.style.label * 1.45 + kit.px(16) if stacked else kit.style.label * 1.35 + kit.style.second * 1.5


def _plot(view: MovementChart, area: Box, kit: Kit) -> tuple[_Plot, tuple[Stair, ...]]:
    stacked = area.w < kit.px(_BESIDE)
    least = _least(kit, stacked=stacked)
    stairs = view.fitted(int((area.h - _axis_room(kit)) // least) - 2)
    inset = kit.px(2) if stacked or kit.style.name != "screen" else kit.px(10)
    left, right = area.x + inset, area.x + area.w - inset
    number = max(text_width(words, kit.style.label, 600) for words in _numbers(view, stairs)) + kit.px(10)
    names = [s.text for s in stairs] + [s.cause for s in stairs] + [view.before_label, view.after_label]
    name = 0.0 if stacked else min(area.w * 0.42, max(text_width(n, kit.style.label, 600) for n in names) + kit.px(16))
    step = max(least, min((area.h - _axis_room(kit)) / (len(stairs) + 2), least * 1.5))
    return _Plot(
        words=left,
        room=(right - left - number) if stacked else name - kit.px(16),
        left=left + name,
        right=right if stacked else right - number,
        points=right,
        top=area.y,
        step=step,
        stacked=stacked,
    ), stairs


def _numbers(view: MovementChart, stairs: tuple[Stair, ...]) -> list[str]:
    ends = [decimal_text(value) for value in (view.before, view.after) if value is not None]
    return [*(stair.signed for stair in stairs), *ends]


def _at(view: MovementChart, plot: _Plot, value: object) -> float:
    return plot.left + (plot.right - plot.left) * view.share(value)  # type: ignore[arg-type]


def _bar(plot: _Plot, number: int, kit: Kit) -> tuple[float, float]:
    """Top and height of the bar of a row."""
    top = plot.top + plot.step * number
    if plot.stacked:
        return top + kit.style.label * 1.45, kit.px(8)
    high = min(kit.px(18), plot.step * 0.5)
    return top + (plot.step - high) / 2, high


def _axis(sheet: Sheet, view: MovementChart, plot: _Plot, rows: int, kit: Kit) -> None:
    """The two ends and the middle of the scale, below the rows."""
    bottom = plot.top + plot.step * rows
    places = (view.low, (view.low + view.high) / 2, view.high)
    for number, value in enumerate(places):
        x = _at(view, plot, value)
        sheet.line((x, plot.top), (x, bottom), kit.hairline("row_line"))
        anchor = ("start", "middle", "end")[number]
        sheet.text((x, bottom + kit.style.second * 1.2), decimal_text(value), kit.second, anchor)  # type: ignore[arg-type]


def _end(sheet: Sheet, view: MovementChart, plot: _Plot, number: int, kit: Kit) -> None:
    """The bar of the first or the last day, from the beginning of the scale, broken where that is not 0."""
    first = number == 0
    value = view.before if first else view.after
    label = view.before_label if first else view.after_label
    assert value is not None
    y, high = _bar(plot, number, kit)
    x = _at(view, plot, value)
    fill = kit["chart_before"] if first else kit["chart_now"]
    sheet.rect(Box(x=plot.left, y=y, w=max(1.0, x - plot.left), h=high), Pen(fill=fill), kit.px(2))
    if view.low:
        cut, wide = plot.left + kit.px(8), kit.px(3)
        slant = ((cut, y + high + 1), (cut + wide, y - 1), (cut + 2 * wide, y - 1), (cut + wide, y + high + 1))
        sheet.path(slant, Pen(fill=kit["card"]))
    _words(sheet, (label, ""), decimal_text(value), (plot, number), kit, strong=True)
    key = "start" if first else "end"
    sentence = f"{label}: {decimal_text(value)}"
    box = Box(x=plot.words, y=plot.top + plot.step * number, w=plot.points - plot.words, h=plot.step)
    mark = Mark(id=key, entity="account", records=(), sentence=sentence, box=box, card=(sentence,), stop=False)
    sheet.marks.append(mark)


def _stair(sheet: Sheet, view: MovementChart, stair: Stair, place: tuple[_Plot, int], kit: Kit, *, lit: bool) -> None:
    plot, number = place
    top = plot.top + plot.step * number
    row = Box(x=plot.words - kit.px(2), y=top + 1, w=plot.points - plot.words + kit.px(4), h=plot.step - 2)
    if lit and kit.style.name == "screen":
        sheet.rect(row, Pen(fill=kit["selection"]), kit.px(4))
    y, high = _bar(plot, number, kit)
    a, b = _at(view, plot, stair.start), _at(view, plot, stair.end)
    _join(sheet, plot, (number - 1, number), a, kit)
    box = Box(x=min(a, b), y=y, w=max(kit.px(2), abs(b - a)), h=high)
    if stair.points > 0:
        sheet.rect(box, Pen(fill=kit["level_plus"]), kit.px(1))
    else:  # hollow as well as in another colour, for print without colours and eyes that do not tell them apart
        edge = Pen(fill=kit["card"], stroke=kit["level_minus"], width=kit.px(2))
        inset = min(kit.px(1), box.w / 2)
        inner = Box(x=box.x + inset, y=y + kit.px(1), w=max(1.0, box.w - 2 * inset), h=high - kit.px(2))
        sheet.rect(inner, edge, kit.px(1))
    _join(sheet, plot, (number, number + 1), b, kit)
    _words(sheet, (stair.text, stair.cause), stair.signed, place, kit, strong=stair.id == view.lead)
    records = tuple(record.id for record in stair.records)
    card = [f"{stair.text} {stair.signed}", stair.cause, *map(record_words, stair.records[:_MOST_RECORDS])]
    mark = Mark(id=stair.id, entity=stair.records[0].entity if stair.records else "", records=records,
                sentence=stair.sentence, box=row, card=tuple(card))  # fmt: skip
    sheet.marks.append(mark)


def _join(sheet: Sheet, plot: _Plot, rows: tuple[int, int], x: float, kit: Kit) -> None:
    """The line from one bar to the next; where words stand between them it would run through the words."""
    if plot.stacked:
        return
    upper, high = _bar(plot, rows[0], kit)
    lower, _ = _bar(plot, rows[1], kit)
    sheet.line((x, upper + high), (x, lower), Pen(stroke=kit["axis"], width=kit.style.hair))


def _words(
    sheet: Sheet,
    words: tuple[str, str],
    number: str,
    place: tuple[_Plot, int],
    kit: Kit,
    *,
    strong: bool = False,
) -> None:
    """The name with what happened beside or above the bar, the points at the right."""
    plot, row = place
    style, top = kit.style, plot.top + plot.step * row
    name = Font(style.label, 600 if strong else 400, kit["text"])
    if plot.stacked:
        base = top + style.label * 1.1
        sheet.text((plot.words, base), elide(words[0], style.label, name.weight, plot.room), name)
        sheet.text((plot.points, base), number, kit.strong, "end")
        return
    middle = top + plot.step / 2
    one = not words[1]
    base = middle + style.label * 0.36 if one else middle - style.second * 0.25
    sheet.text((plot.words, base), elide(words[0], style.label, name.weight, plot.room), name)
    if not one:
        under = elide(words[1], style.second, 400, plot.room)
        sheet.text((plot.words, middle + style.second * 1.1), under, kit.second)
    sheet.text((plot.points, middle + style.label * 0.36), number, kit.strong, "end")


def _why_not(sheet: Sheet, view: MovementChart, area: Box, kit: Kit) -> None:
    """Unknown is no bar: the ring, and why there is no way to show."""
    r = kit.px(7)
    y = area.y + kit.style.label * 1.2
    glyphs.unknown(sheet, kit, (area.x + r + 2, y), r)
    left = area.x + 2 * r + kit.px(10)
    for number, line in enumerate(wrap(view.empty_text, kit.style.label, 400, area.x + area.w - left, 4)):
        sheet.text((left, y + kit.style.label * (0.36 + 1.4 * number)), line, kit.label)


def _draw_tile(sheet: Sheet, view: MovementChart, area: Box, kit: Kit) -> None:
    """Only the two values and the change."""
    middle = area.y + area.h / 2
    if view.before is None or view.after is None:
        sheet.text((area.x, middle), elide(view.empty_text, kit.style.second, 400, area.w), kit.second)
    else:
        said = f"{decimal_text(view.before)} → {decimal_text(view.after)}"
        sheet.text((area.x, middle), elide(said, kit.style.label, 600, area.w), kit.strong)
    mark = Mark(id="tile", entity="account", records=(), sentence=view.sentence(), box=area, card=(view.title,))
    sheet.marks.append(mark)
