# SPDX-License-Identifier: Apache-2.0
"""Draw the health dot plot (ux C1) into a scene: rows, band limits, now and before, gaps shown as gaps."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.draw_radar import draw_radar
from planner.render.health_marks import dashed, headline, hollow, now_role, row_card, row_mark, unproven_sign
from planner.render.measure import elide, text_width, wrap
from planner.render.missing_list import Gap, missing_list
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.health_chart import HealthChart, HealthRow
from planner.views.health_options import DISTANCE, RADAR
from planner.views.health_proof import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where each column of the plot stands, in px."""

    left: float
    label_end: float
    weight_end: float
    zero: float
    hundred: float
    value_end: float
    change_end: float

    def at(self, value: float) -> float:
        """The place of a score on the axis."""
        return self.zero + (self.hundred - self.zero) * value / 100


def draw_health(sheet: Sheet, view: HealthChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the dot plot into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.option == RADAR:
        draw_radar(sheet, view, area, kit, focus)
        return
    if all(row.now is None for row in view.rows):
        gaps = [_missing(view, row) for row in view.rows if not row.layer]
        missing_list(sheet, (view.empty_text, gaps), area, kit, focus)
        return
    top = area.y
    tall = headline(sheet, view, area, kit)
    _legend(sheet, view, Box(x=area.x, y=top + tall, w=area.w, h=area.h), kit)
    plot_top = top + tall + kit.style.axis * 3.4 + kit.px(6)
    columns = _columns(view, area, kit)
    step = _row_height(view, area.y + area.h - plot_top, kit)
    rows = [row for row in view.rows if not row.layer]
    layers = [row for row in view.rows if row.layer]
    gap = _layer_gap(kit) if layers else 0.0
    bottom = plot_top + step * len(view.rows) + gap + kit.px(6)
    _bands(sheet, view, columns, (plot_top, bottom), kit)
    y = plot_top
    for row in rows:
        _row(sheet, view, row, _Place(columns, y, step, focus), kit)
        y += step
    if layers:
        _layer_head(sheet, view, columns, y, kit)
        y += gap
    for row in layers:
        _row(sheet, view, row, _Place(columns, y, step, focus), kit)
        y += step


def _inset(kit: Kit) -> float:
    """On screen the lit row reaches over its text at both ends."""
    return kit.px(8) if kit.style.name == "screen" else 0.0


def _legend(sheet: Sheet, view: HealthChart, area: Box, kit: Kit) -> None:
    font = kit.second
    base = area.y + font.size
    middle = base - font.size * 0.36
    x = area.x + _inset(kit)
    r = kit.px(5)
    sheet.circle((x + r, middle), r, Pen(fill=kit[now_role(view)]))
    x += 2 * r + kit.px(6)
    sheet.text((x, base), view.now_label, replace(font, color=kit["text"]))
    x += text_width(view.now_label, font.size) + kit.px(16)
    if view.before_label and view.option == DISTANCE:
        words = tr("change since {day}", day=view.before_label)
        sheet.text((x, base), words, font)
        x += text_width(words, font.size) + kit.px(16)
    elif view.before_label:
        sheet.circle((x + r, middle), r * 0.9, _before_pen(kit))
        x += 2 * r + kit.px(6)
        sheet.text((x, base), view.before_label, font)
        x += text_width(view.before_label, font.size) + kit.px(16)
    x += unproven_sign(sheet, view, (x, base), kit)
    for words in (view.weight_label, view.order_label):
        sheet.text((x, base), elide(words, font.size, 400, area.x + area.w - x), font)
        x += text_width(words, font.size) + kit.px(16)


def _columns(view: HealthChart, area: Box, kit: Kit) -> _Columns:
    """Columns as wide as their widest text, within limits; the plot takes the rest."""
    left, right = area.x + _inset(kit), area.x + area.w - _inset(kit)
    style = kit.style
    names = max((text_width(row.label, style.label, 600) for row in view.rows), default=0.0)
    label = min(max(names, kit.px(90)), area.w * 0.3)
    weights = max((text_width(row.weight, style.second) for row in view.rows), default=0.0)
    changes = max((text_width(row.change, style.second) for row in view.rows), default=0.0)
    missing = text_width(tr("not assessed"), style.second) + kit.px(20)
    gaps = any(row.now is None for row in view.rows)
    value = text_width("100", style.label, 600)
    change = changes + kit.px(12) if changes else 0.0
    tail = max(value + change, missing if gaps else 0.0)
    weight_end = left + label + kit.px(12) + weights
    return _Columns(
        left=left,
        label_end=left + label,
        weight_end=weight_end,
        zero=weight_end + kit.px(16),
        hundred=right - tail - kit.px(18),
        value_end=right - change,
        change_end=right,
    )


def _layer_gap(kit: Kit) -> float:
    return kit.style.second * 1.5 + kit.px(20)


def _row_height(view: HealthChart, room: float, kit: Kit) -> float:
    """40 px on screen where there is room, never less than two lines of text need."""
    count = max(1, len(view.rows))
    layers = _layer_gap(kit) if any(row.layer for row in view.rows) else 0.0
    fit = (room - layers - kit.style.axis * 1.8 - kit.px(10)) / count
    return max(min(fit, kit.px(44)), kit.style.label * 1.75)


def _bands(sheet: Sheet, view: HealthChart, columns: _Columns, span: tuple[float, float], kit: Kit) -> None:
    """Band limits as hairlines that part the words above, each amid its band where all fit; numbers below."""
    top, bottom = span
    font = kit.axis
    starts = (0, *view.limits)
    ends = (*view.limits, 100)
    for limit in view.limits:
        x = columns.at(limit)
        sheet.line((x, top - font.size * 1.5), (x, bottom), kit.hairline())
    bands = list(zip(starts, ends, view.band_words, strict=True))
    named = all(text_width(word, font.size) <= columns.at(end) - columns.at(start) for start, end, word in bands)
    for start, end, word in bands:
        if named:
            sheet.text((columns.at((start + end) / 2), top - kit.px(6)), word, font, "middle")
    for number in (*starts, 100):
        sheet.text((columns.at(number), bottom + font.size * 1.25), str(number), font, "middle")


def _layer_head(sheet: Sheet, view: HealthChart, columns: _Columns, y: float, kit: Kit) -> None:
    line = y + kit.px(8)
    sheet.rect(
        Box(x=columns.left, y=line, w=columns.change_end - columns.left, h=_layer_gap(kit) - kit.px(8)),
        Pen(fill=kit["card"]),
    )
    sheet.line((columns.left, line), (columns.change_end, line), kit.hairline())
    sheet.text((columns.left, line + kit.style.second * 1.6), view.layers_label, kit.head)


@dataclass(frozen=True, slots=True)
class _Place:
    columns: _Columns
    y: float
    height: float
    focus: str


def _row(sheet: Sheet, view: HealthChart, row: HealthRow, place: _Place, kit: Kit) -> None:
    columns, middle = place.columns, place.y + place.height / 2
    lit = place.focus == row.key
    width = columns.change_end - columns.left + kit.px(16)
    box = Box(x=columns.left - kit.px(8), y=place.y, w=width, h=place.height)
    lit_row = lit or (not place.focus and view.lit == row.key)
    if lit_row:
        tint = replace(box, y=place.y + kit.px(3), h=place.height - kit.px(6))
        sheet.rect(tint, Pen(fill=kit["selection"]), kit.px(6))
    _names(sheet, row, place, kit, lit=lit_row)
    if row.now is None:
        _gap(sheet, row, place, kit, lit=lit_row)
    else:
        sheet.line((columns.zero, middle), (columns.hundred, middle), kit.hairline("line"))
        _dots(sheet, view, row, place, kit, lit=lit)
        base = middle + kit.style.label * 0.36
        quiet = Font(kit.style.label, 400, kit["muted"])
        sheet.text((columns.value_end, base), row.value_text, kit.strong if row.proven else quiet, "end")
        sheet.text((columns.change_end, base), row.change, kit.second, "end")
    sheet.marks.append(row_mark(view, row, box))


def _names(sheet: Sheet, row: HealthRow, place: _Place, kit: Kit, *, lit: bool) -> None:
    columns, middle = place.columns, place.y + place.height / 2
    size = kit.style.label - (1 if row.layer and kit.style.name == "screen" else 0)
    font = Font(size, 600 if lit else 400, kit["text"])
    lines = wrap(row.label, size, font.weight, columns.label_end - columns.left + kit.px(4), 2)
    y = middle + size * 0.36 - (len(lines) - 1) * size * 0.6
    for line in lines:
        sheet.text((columns.left, y), line, font)
        y += size * 1.2
    sheet.text((columns.weight_end, middle + kit.style.label * 0.36), row.weight, kit.second, "end")


def _dots(sheet: Sheet, view: HealthChart, row: HealthRow, place: _Place, kit: Kit, *, lit: bool) -> None:
    columns, middle = place.columns, place.y + place.height / 2
    now = columns.at(float(row.now or 0))
    r = kit.px(6 if row.layer else 7)
    if view.option == DISTANCE and row.short:
        _distance(sheet, view, row, place, kit, lit=lit)
    elif row.before is not None and view.option != DISTANCE:
        before = columns.at(float(row.before))
        way = Pen(stroke=kit["chart_before"], width=kit.px(2.5))
        sheet.line((before, middle), (now, middle), way if row.proven_both else dashed(way, kit))
        sheet.circle((before, middle), kit.px(5), _before_pen(kit, "selection" if lit else "card"))
    sheet.circle((now, middle), r, _now_pen(view, row, kit, "selection" if lit else "card"))
    if lit:
        sheet.circle((now, middle), r + kit.px(4), Pen(stroke=kit["accent"], width=kit.px(2)))
    if not row.short:
        _tag(sheet, row, place, kit, lit=lit or (not place.focus and view.lit == row.key))


def _distance(sheet: Sheet, view: HealthChart, row: HealthRow, place: _Place, kit: Kit, *, lit: bool) -> None:
    """What is missing up to healthy as a line with its length beyond or before; that of the title is heavy."""
    columns, middle, size = place.columns, place.y + place.height / 2, kit.style.second
    named = view.lit == row.key
    start, end = columns.at(float(row.now or 0)), columns.at(view.limits[-1])
    pen = Pen(stroke=kit["text" if named else "muted"], width=kit.px(3 if named else 1.5))
    sheet.line((start, middle), (end, middle), pen if row.proven else dashed(pen, kit))
    sheet.line((end, middle - kit.px(6)), (end, middle + kit.px(6)), pen)
    words, weight = marked(tr("{n} short", n=row.short), proven=row.proven), 600 if named else 400
    x, width = end + kit.px(8), text_width(words, size, weight)
    if x + width > columns.value_end - text_width("100", kit.style.label, 600):
        x = start - kit.px(14) - width
    if x < columns.zero:  # there stand the names: upon the line then
        x = (start + end - width) / 2
    ground = Box(x=x - kit.px(2), y=middle - size * 0.6, w=width + kit.px(4), h=size * 1.2)
    sheet.rect(ground, Pen(fill=kit["selection" if lit or (named and not place.focus) else "card"]))
    sheet.text((x, middle + size * 0.36), words, Font(size, weight, kit["text"]))


def _tag(sheet: Sheet, row: HealthRow, place: _Place, kit: Kit, *, lit: bool) -> None:
    """What is to be said of this row, on the side of its dots that has more room."""
    if not row.tag:
        return
    columns, middle, size = place.columns, place.y + place.height / 2, kit.style.second
    dots = [columns.at(float(value)) for value in (row.now, row.before) if value is not None]
    before, after = min(dots) - columns.zero, columns.value_end - kit.px(36) - max(dots)
    lines = wrap(row.tag, size, 400, max(before, after) - kit.px(24), 2 if place.height >= size * 2.3 else 1)
    width = max(text_width(line, size) for line in lines)
    x = max(dots) + kit.px(14) if after >= before else min(dots) - kit.px(14) - width
    tall = size * 1.2 * len(lines)
    ground = Box(x=x - kit.px(4), y=middle - tall * 0.55, w=width + kit.px(8), h=tall * 1.1)
    sheet.rect(ground, Pen(fill=kit["selection" if lit else "card"]))
    for number, line in enumerate(lines):
        sheet.text((x, middle - tall / 2 + size * (0.96 + 1.2 * number)), line, kit.second)


def _gap(sheet: Sheet, row: HealthRow, place: _Place, kit: Kit, *, lit: bool) -> None:
    """What was not assessed: no line across; the words end at the ring, which stands beyond the scale."""
    columns, middle, font, r = place.columns, place.y + place.height / 2, kit.second, kit.px(5)
    glyphs.unknown(sheet, kit, (columns.change_end - r - 1, middle), r)
    right = columns.change_end - 2 * r - kit.px(8)
    said = tr("{reason} · not assessed", reason=row.missing) if row.missing else row.value_text
    lines = wrap(said, font.size, 400, right - columns.zero, max(1, min(2, int(place.height / (font.size * 1.25)))))
    for number, line in enumerate(lines):
        base = middle + font.size * (0.36 + 1.2 * (number - (len(lines) - 1) / 2))
        width = text_width(line, font.size) + kit.px(8)
        ground = Box(x=right - width + kit.px(4), y=base - font.size * 0.95, w=width, h=font.size * 1.2)
        sheet.rect(ground, Pen(fill=kit["selection" if lit else "card"]))
        sheet.text((right, base), line, font, "end")


def _missing(view: HealthChart, row: HealthRow) -> Gap:
    return Gap(key=row.key, name=row.label, reason=row.missing, words=row_card(view, row))


def _before_pen(kit: Kit, ground: str = "card") -> Pen:
    return Pen(fill=kit[ground], stroke=kit["chart_before"], width=kit.px(2))


def _now_pen(view: HealthChart, row: HealthRow, kit: Kit, ground: str = "card") -> Pen:
    """A full dot, or a dashed ring for what rests on too little."""
    role = now_role(view)
    return Pen(fill=kit[role]) if row.proven else hollow(kit, role, ground)


def _draw_tile(sheet: Sheet, view: HealthChart, area: Box, kit: Kit) -> None:
    """Five names with one dot each and the band limits, for a tile of the overview."""
    rows = [row for row in view.rows if not row.layer]
    size = kit.style.label
    widest = max(text_width(_short(row), size) for row in rows)
    zero = area.x + min(widest + 10, area.w * 0.5)
    hundred = area.x + area.w - (16 if any(row.now is None for row in rows) else 3)
    step = area.h / len(rows)
    for limit in view.limits if any(row.now is not None for row in rows) else ():
        x = zero + (hundred - zero) * limit / 100
        sheet.line((x, area.y + 1), (x, area.y + area.h - 1), kit.hairline())
    for number, row in enumerate(rows):
        middle = area.y + step * (number + 0.5)
        name = elide(_short(row), size, 400, zero - area.x - 6)
        sheet.text((area.x, middle + size * 0.36), name, Font(size, 400, kit["muted"]))
        if row.now is None:  # beyond the scale, which has no line here
            glyphs.unknown(sheet, kit, (area.x + area.w - 5, middle), 3.5)
        else:
            sheet.line((zero, middle), (hundred, middle), kit.hairline("row_line"))
            x = zero + (hundred - zero) * float(row.now) / 100
            sheet.circle((x, middle), 4 if row.proven else 3.5, _now_pen(view, row, kit))
    sheet.marks.append(
        Mark(id="tile", entity="measure", records=("health",), sentence=view.sentence(), box=area, card=(view.title,))
    )


def _short(row: HealthRow) -> str:
    return tr("Needs") if row.key == "needs" else row.label
