# SPDX-License-Identifier: Apache-2.0
"""Draw the rhythm of network reviews (ux C12) into a scene: a strip per account with bands, dots, gaps and today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.kernel.data import dataclass
from planner.kernel.text import trn
from planner.render import glyphs
from planner.render.measure import elide, text_width, wrap
from planner.render.missing_list import Gap, missing_list
from planner.render.scene import Box, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.cadence_chart import CadenceChart
from planner.views.cadence_strip import Dot, Strip

# The least height of a strip, in px, that has room for the words of a changed interval below it.
_CHANGES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where the axis runs and how high a strip is, in px."""

    name: float
    left: float
    right: float
    words: float
    top: float
    step: float

    def at(self, share: float) -> float:
        """The place of a share of the axis."""
        return self.left + (self.right - self.left) * share


def draw_cadence(sheet: Sheet, view: CadenceChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the strips into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.empty_text and not any(strip.dots or strip.bands for strip in view.strips):
        gaps = tuple(_gap(strip) for strip in view.strips)
        missing_list(sheet, (view.empty_text, gaps), area, kit, focus)
        return
    room = int((area.h - _edges(kit) - kit.style.second * 1.9) // _least(kit))
    strips = view.strips[: max(1, room)]
    tall = _legend(sheet, view, area, kit)
    area = replace(area, y=area.y + tall, h=area.h - tall)
    plot = _plot(strips, area, kit)
    bottom = plot.top + plot.step * len(strips)
    _axis(sheet, view, plot, bottom, kit)
    _today(sheet, view, plot, bottom, kit)
    for number, strip in enumerate(strips):
        _strip(sheet, view, strip, (replace(plot, top=plot.top + plot.step * number), focus), kit)
    left = len(view.strips) - len(strips) + view.rest
    if left:
        words = trn("{n} more account has no room here", "{n} more accounts have no room here", left)
        y = bottom + kit.style.second * 1.2
        sheet.text((plot.left - kit.px(16) - plot.name, y), words, kit.second)
    if view.empty_text:
        middle = (plot.left + plot.right) / 2
        for number, line in enumerate(wrap(view.empty_text, kit.style.second, 400, plot.right - plot.left, 2)):
            y = plot.top + plot.step * len(strips) + kit.style.second * (3.0 + 1.4 * number)
            sheet.text((middle, y), line, kit.second, "middle")


def _gap(strip: Strip) -> Gap:
    said = (strip.sentence.rstrip("."),)
    return Gap(key=f"strip-{strip.account_id}", name=strip.name, reason=strip.words, words=said, entity="account")


def _legend(sheet: Sheet, view: CadenceChart, area: Box, kit: Kit) -> float:
    """What dots, band, tick and dashes mean; returns the height it takes."""
    if not view.legend:
        return 0.0
    size, x, base = kit.style.second, area.x + (kit.px(8) if kit.style.name == "screen" else 0.0), area.y
    start, base = x, base + size
    for key, words in view.legend:
        width = size * 1.7 + text_width(words, size)
        if x > start and x + width > area.x + area.w:
            x, base = start, base + size * 1.5
        _sign(sheet, key, Box(x=x, y=base - size * 0.86, w=size * 1.3, h=size), kit)
        sheet.text((x + size * 1.7, base), words, kit.second)
        x += width + kit.px(14)
    return base - area.y + size * 0.4


def _sign(sheet: Sheet, key: str, box: Box, kit: Kit) -> None:
    """The sign of one word of the legend."""
    (x, y), r = box.middle, kit.px(5)
    if key == "done":
        sheet.circle((x, y), r, Pen(fill=kit["chart_now"]))
    elif key == "planned":
        sheet.circle((x, y), r, Pen(fill=kit["card"], stroke=kit["chart_now"], width=kit.px(2)))
    elif key == "band":
        sheet.rect(box, Pen(fill=kit["selection"]), kit.px(3))
    elif key == "due":
        _due(sheet, (x + kit.px(2), y), box.h / 2, kit)
    elif key in {"late", "free"}:
        sheet.line((box.x, y), (box.x + box.w, y), _late(kit) if key == "late" else _free(kit))
    elif key == "change":
        _change(sheet, (x, y - kit.px(2)), kit)
    else:
        glyphs.status(sheet, kit, (x, y), kit.style.second * 0.9, key)


def _due(sheet: Sheet, at: Point, half: float, kit: Kit) -> None:
    """A bracket that closes the band, so that it is told from the line of today beside it."""
    (x, y), pen, foot = at, Pen(stroke=kit["text"], width=kit.px(2)), kit.px(4)
    sheet.path(((x - foot, y - half), (x, y - half), (x, y + half), (x - foot, y + half)), pen, closed=False)


def _change(sheet: Sheet, at: Point, kit: Kit) -> None:
    """A small wedge below the strip on the day from which another interval was in force."""
    (x, y), r = at, kit.px(3.5)
    sheet.path(((x, y - r * 0.4), (x + r, y + r * 1.2), (x - r, y + r * 1.2)), Pen(fill=kit["muted"]), closed=True)


def _free(kit: Kit) -> Pen:
    """Days on which no interval was in force."""
    return Pen(stroke=kit["muted"], width=kit.px(1.5), dash=(kit.px(1), kit.px(4)))


def _late(kit: Kit) -> Pen:
    return Pen(stroke=kit["act"], width=kit.px(2), dash=(kit.px(4), kit.px(3)))


def _edges(kit: Kit) -> float:
    """The words of the months above the strips and that of today below them."""
    return kit.style.axis * 3.2 + kit.style.second * 1.8


def _least(kit: Kit) -> float:
    """A strip needs its name with the reason below it."""
    return kit.style.label * 1.4 + kit.style.second * 1.55


def _plot(strips: tuple[Strip, ...], area: Box, kit: Kit) -> _Plot:
    style = kit.style
    inset = kit.px(8) if style.name == "screen" else 0.0
    names = max(max(text_width(s.name, style.label, 600), text_width(s.reason, style.second)) for s in strips) + 1
    said = [text_width(words, style.second, 500) for s in strips for words in (s.words, s.note)]
    words = max(said) + style.second * 1.4
    name = min(names, area.w * (0.275 if area.w >= kit.px(460) else 0.31))  # a module of a page is narrow
    word = min(words, max(area.w * 0.235, kit.px(92)))
    top = area.y + style.axis * 3.2
    step = max(_least(kit), min((area.h - _edges(kit)) / len(strips), kit.px(60)))
    left, right = area.x + inset, area.x + area.w - inset
    return _Plot(
        name=name, left=left + name + kit.px(16), right=right - word - kit.px(16), words=right, top=top, step=step
    )


def _axis(sheet: Sheet, view: CadenceChart, plot: _Plot, bottom: float, kit: Kit) -> None:
    """A hairline for each month; each, every second or every third has its word, the first of a year the year."""
    size = kit.style.axis
    places = [(plot.at(view.share(day)), day, _bare(day, word)) for day, word in view.months]
    widths = [text_width(word, size) + kit.px(10) for _, _, word in places]
    step = next((n for n in (1, 2, 3) if _fits(places[::n], widths[::n])), 6)
    free, year, free_year = plot.left, 0, plot.left
    for number, (x, day, word) in enumerate(places):
        sheet.line((x, plot.top), (x, bottom), kit.hairline("row_line"))
        if number % step == 0 and free <= x + 0.5 and x + widths[number] <= plot.right + kit.px(10):
            sheet.text((x, plot.top - size * 0.7), word, kit.axis)
            free = x + widths[number]
            if day.year != year and free_year <= x + 0.5:
                sheet.text((x, plot.top - size * 1.85), str(day.year), kit.axis)
                year, free_year = day.year, x + text_width(str(day.year), size) + kit.px(3)


def _bare(day: date, word: str) -> str:
    """The word of a month without its year, which stands above it."""
    return word.replace(str(day.year), "").strip() or word


def _fits(places: list[tuple[float, date, str]], widths: list[float]) -> bool:
    """Whether every word ends before the next begins."""
    return all(
        x + wide <= following for (x, _, _), wide, (following, _, _) in zip(places, widths, places[1:], strict=False)
    )


def _strip(sheet: Sheet, view: CadenceChart, strip: Strip, place: tuple[_Plot, str], kit: Kit) -> None:
    (plot, focus), style = place, kit.style
    middle = plot.top + plot.step / 2
    lit = focus == f"strip-{strip.account_id}"
    x = plot.left - kit.px(16) - plot.name
    row = Box(x=x - kit.px(6), y=plot.top + 1, w=plot.words - x + kit.px(12), h=plot.step - 2)
    if lit and style.name == "screen":
        sheet.rect(row, Pen(fill=kit["selection"]), kit.px(4))
    others = not view.account or strip.name == view.account  # among several accounts the one that is spoken of is bold
    name = replace(kit.label, weight=600 if others else 400)
    sheet.text((x, middle - style.second * 0.35), elide(strip.name, style.label, 600, plot.name), name)
    sheet.text((x, middle + style.second * 1.05), elide(strip.reason, style.second, 400, plot.name), kit.second)
    sheet.line((plot.left, middle), (plot.right, middle), kit.hairline("line"))
    half = kit.px(9)
    for start, end in strip.bands:
        a, b = plot.at(view.share(start)), plot.at(view.share(end))
        sheet.rect(Box(x=a, y=middle - half, w=max(1.0, b - a), h=2 * half), Pen(fill=kit["selection"]), kit.px(3))
    for start, end in strip.free:
        sheet.line((plot.at(view.share(start)), middle), (plot.at(view.share(end)), middle), _free(kit))
    _gaps(sheet, view, strip, (plot, middle), kit)
    if plot.step >= kit.px(_CHANGES):
        _eras(sheet, view, strip, (plot, middle + half), kit)
    if strip.due is not None:
        x_due = plot.at(view.share(strip.due))
        aside = kit.px(3) if abs(x_due - plot.at(view.share(view.as_of))) < kit.px(3) else 0.0  # not on that line
        _due(sheet, (x_due - aside, middle), half + kit.px(2), kit)
    sheet.marks.append(Mark(id=f"strip-{strip.account_id}", entity="account", records=(), sentence=strip.sentence,
                            box=row, card=(strip.sentence, *strip.era_words)))  # fmt: skip
    for dot in sorted(strip.dots, key=lambda d: d.on):
        _dot(sheet, dot, (plot.at(view.share(dot.on)), middle), kit, lit=focus == f"review-{dot.review_id}")
    _words(sheet, strip, (plot, middle), kit)


def _gaps(sheet: Sheet, view: CadenceChart, strip: Strip, place: tuple[_Plot, float], kit: Kit) -> None:
    """A dashed stretch, its length before the review that ended it; words on others are left out."""
    plot, middle = place
    free, size = plot.left, kit.style.second
    for gap in strip.gaps:
        a, b = plot.at(view.share(gap.start)), plot.at(view.share(gap.end))
        sheet.line((a, middle), (b, middle), _late(kit))
        width = text_width(gap.label, size)
        x = min(max(plot.left, b + kit.px(6) - width), plot.right - width)
        if gap.label and x >= free:
            _over(sheet, gap.label, (x, middle - kit.px(12)), kit)
            free = x + width + kit.px(8)


def _over(sheet: Sheet, words: str, at: Point, kit: Kit) -> None:
    """Words on a ground of their own, so that no line runs through them."""
    (x, y), size = at, kit.style.second
    sheet.rect(Box(x=x - 2, y=y - size * 0.8, w=text_width(words, size) + 4, h=size * 1.05), Pen(fill=kit["card"]))
    sheet.text((x, y), words, replace(kit.second, color=kit["text"]))


def _number(words: str) -> str:
    """The days of an interval without their unit, where room is short; other words as they are."""
    first = words.split(maxsplit=1)[0]
    return first if first.isdigit() else words


def _eras(sheet: Sheet, view: CadenceChart, strip: Strip, place: tuple[_Plot, float], kit: Kit) -> None:
    """A wedge on each day the interval changed, and from there what it was; the newest words come first."""
    plot, under = place
    taken, size = plot.right + kit.px(40), kit.style.second
    for start, words in reversed(strip.eras):
        x = plot.at(view.share(start))
        left = x + kit.px(6)
        said = next((w for w in (words, _number(words)) if left + text_width(w, size) <= taken), "")
        if said:
            _over(sheet, said, (left, under + size * 0.95), kit)
            taken = x - kit.px(4)
    for start, _ in strip.eras:
        if start > view.start:
            _change(sheet, (plot.at(view.share(start)), under + kit.px(2)), kit)


def _dot(sheet: Sheet, dot: Dot, at: Point, kit: Kit, *, lit: bool) -> None:
    (x, middle), r = at, kit.px(6)
    if lit:
        sheet.circle((x, middle), r + kit.px(4), Pen(stroke=kit["accent"], width=kit.px(2)))
    if dot.planned:
        sheet.circle((x, middle), r, Pen(fill=kit["card"], stroke=kit["chart_now"], width=kit.px(2)))
    else:
        sheet.circle((x, middle), r, Pen(fill=kit["chart_now"], stroke=kit["card"], width=kit.style.hair))
    reach = r * 1.6
    box = Box(x=x - reach, y=middle - reach, w=2 * reach, h=2 * reach)
    sheet.marks.append(
        Mark(id=f"review-{dot.review_id}", entity="network_review", records=(dot.review_id,), sentence=dot.sentence,
             box=box, card=(dot.sentence,))
    )  # fmt: skip


def _words(sheet: Sheet, strip: Strip, place: tuple[_Plot, float], kit: Kit) -> None:
    """The state in words at the right, with its glyph."""
    plot, middle = place
    size = kit.style.second
    x = plot.right + kit.px(16)
    if strip.state:
        glyphs.status(sheet, kit, (x + size * 0.45, middle), size * 0.9, strip.state)
        x += size * 1.4
    lines = [(line, 500) for line in wrap(strip.words, size, 500, plot.words - x + 0.5, 2)]
    if strip.note and len(lines) == 1:
        lines += [(line, 400) for line in wrap(strip.note, size, 400, plot.words - x + 0.5, 2)]
    for number, (line, weight) in enumerate(lines):
        y = middle + size * (0.36 + 1.2 * (number - (len(lines) - 1) / 2))
        sheet.text((x, y), line, replace(kit.second, color=kit["text"], weight=weight))


def _today(sheet: Sheet, view: CadenceChart, plot: _Plot, bottom: float, kit: Kit) -> None:
    x = plot.at(view.share(view.as_of))
    sheet.line((x, plot.top), (x, bottom), Pen(stroke=kit["text"], width=kit.style.hair))
    size = kit.style.second
    sheet.text((x, bottom + size * 1.2), view.today_label, replace(kit.second, color=kit["text"]), "middle")


def _draw_tile(sheet: Sheet, view: CadenceChart, area: Box, kit: Kit) -> None:
    """The strip of the account alone, for a tile."""
    strip = view.strips[0]
    plot = _Plot(name=0, left=area.x + 4, right=area.x + area.w - 4, words=area.x + area.w, top=area.y, step=area.h)
    middle = area.y + area.h * 0.4
    sheet.line((plot.left, middle), (plot.right, middle), kit.hairline("line"))
    for start, end in strip.bands:
        a, b = plot.at(view.share(start)), plot.at(view.share(end))
        sheet.rect(Box(x=a, y=middle - 6, w=max(1.0, b - a), h=12), Pen(fill=kit["selection"]), 2)
    for dot in strip.dots:
        x = plot.at(view.share(dot.on))
        pen = Pen(fill=kit["card"], stroke=kit["chart_now"], width=1.5) if dot.planned else Pen(fill=kit["chart_now"])
        sheet.circle((x, middle), 4, pen)
    sheet.text((area.x, area.y + area.h * 0.4 + 24), elide(strip.words, kit.style.second, 400, area.w), kit.second)
    sheet.marks.append(Mark(id="tile", entity="account", records=(), sentence=view.sentence(), box=area,
                            card=(view.title,)))  # fmt: skip
