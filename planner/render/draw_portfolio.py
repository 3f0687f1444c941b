# SPDX-License-Identifier: Apache-2.0
"""Draw the modules of the portfolio page that are ranked rows, with their line of tallies (ux W11)."""

from __future__ import annotations

from planner.kernel.text import trn
from planner.render import glyphs
from planner.render.draw_cadence import draw_cadence
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.portfolio_cadence import PortfolioCadence
from planner.views.portfolio_modules import ModuleRow, RowsModule, Tally


def draw_rows(sheet: Sheet, view: RowsModule, area: Box, kit: Kit, focus: str = "") -> None:
    """Tallies, then as many rows as have room, how many more, and the note at the foot."""
    if view.empty_text:
        empty(sheet, view.empty_text, area, kit)
        return
    inset = kit.px(8) if kit.style.name == "screen" else 0.0
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    top = inner.y + (_tallies(sheet, view, inner, kit) if view.tallies else 0.0)
    line = kit.style.second * 1.9
    foot = line if view.note or view.rules_note else 0.0
    room = inner.y + inner.h - top - foot
    shown = _fitting(view, room, kit)
    rest = view.rest + len(view.rows) - shown
    if rest and not foot:
        foot = line
        shown = _fitting(view, room - foot, kit)
        rest = view.rest + len(view.rows) - shown
    step = min((inner.y + inner.h - top - foot) / max(1, shown), _least(kit) * 1.35)
    lead = max((_lead_width(row, kit) for row in view.rows[:shown]), default=0.0)
    value = max((text_width(row.value, kit.style.label, 600) for row in view.rows[:shown]), default=0.0)
    for n, row in enumerate(view.rows[:shown]):
        box = Box(x=inner.x, y=top + step * n, w=inner.w, h=step)
        _row(sheet, row, box, (kit, lead, value, view.limit), lit=focus == row.key)
    _foot(sheet, view, inner, kit, rest)


def draw_strips(sheet: Sheet, view: PortfolioCadence, area: Box, kit: Kit, focus: str = "") -> None:
    """The strips as the chart C12 has them, or what is missing."""
    if view.strips:
        draw_cadence(sheet, view, area, kit, focus)
    else:
        empty(sheet, view.empty_text, area, kit)


def empty(sheet: Sheet, words: str, area: Box, kit: Kit) -> None:
    """The dashed ring of what is not known, and what would make it known."""
    x, y = area.x + kit.px(16), area.y + kit.px(20)
    glyphs.unknown(sheet, kit, (x, y), kit.px(6))
    for n, line in enumerate(wrap(words, kit.style.second, 400, area.w - kit.px(48), 3)):
        sheet.text((x + kit.px(16), y + kit.style.second * (0.36 + 1.4 * n)), line, kit.second)


def _least(kit: Kit) -> float:
    return kit.style.label * 1.35 + kit.style.second * 1.45


def _fitting(view: RowsModule, room: float, kit: Kit) -> int:
    return min(len(view.rows), max(1, int(room // _least(kit))))


def _foot(sheet: Sheet, view: RowsModule, inner: Box, kit: Kit, rest: int) -> None:
    said = view.note or (trn("and {n} more", "and {n} more", rest) if rest else "")
    words = " · ".join(part for part in (said, view.rules_note) if part)
    base, x = inner.y + inner.h - kit.style.second * 0.6, inner.x
    if words and view.note_state:
        size = kit.style.second * 0.9
        glyphs.status(sheet, kit, (x + size / 2, base - kit.style.second * 0.36), size, view.note_state)
        x += size * 1.5
    sheet.text((x, base), elide(words, kit.style.second, 400, inner.x + inner.w - x), kit.second)


def _tallies(sheet: Sheet, view: RowsModule, inner: Box, kit: Kit) -> float:
    """One number a band in equal columns; returns the height taken."""
    wide = inner.w / len(view.tallies)
    for n, tally in enumerate(view.tallies):
        _tally(sheet, tally, Box(x=inner.x + n * wide, y=inner.y, w=wide, h=kit.px(36)), kit)
    height = kit.px(36) + kit.style.second * 1.2
    sheet.line((inner.x, inner.y + height), (inner.x + inner.w, inner.y + height), kit.hairline("row_line"))
    return height + kit.px(4)


def _tally(sheet: Sheet, tally: Tally, box: Box, kit: Kit) -> None:
    side, style = kit.px(20), kit.style
    middle = box.y + kit.px(14)
    if tally.band:
        chip = Box(x=box.x, y=middle - side / 2, w=side, h=side)
        glyphs.band_chip(sheet, kit, chip, tally.band, tally.letter)
    else:
        glyphs.status(sheet, kit, (box.x + side / 2, middle), side * 0.7, tally.state)
    number = Font(style.label * 1.25, 600, kit["text"] if tally.number else kit["muted"])
    sheet.text((box.x + side + kit.px(6), middle + number.size * 0.36), str(tally.number), number)
    word = elide(tally.word, style.second, 400, box.w - kit.px(4))
    sheet.text((box.x, middle + side / 2 + style.second * 1.25), word, kit.second)
    said = f"{tally.word}: {tally.number}"
    place = Box(x=box.x, y=box.y, w=box.w, h=box.h + style.second)
    sheet.marks.append(
        Mark(id=f"tally-{tally.key}", entity="", records=(), sentence=said, box=place, card=(said,), stop=False)
    )


def _lead_width(row: ModuleRow, kit: Kit) -> float:
    if row.band or not row.lead:
        return kit.px(20) if row.band else 0.0
    return text_width(row.lead, kit.style.label, 600)


def _row(sheet: Sheet, row: ModuleRow, box: Box, drawn: tuple[Kit, float, float, float | None], *, lit: bool) -> None:
    kit, lead, value, limit = drawn
    style, middle = kit.style, box.y + box.h / 2
    around = Box(x=box.x - kit.px(6), y=box.y + 1, w=box.w + kit.px(12), h=box.h - 2)
    if lit and style.name == "screen":
        sheet.rect(around, Pen(fill=kit["selection"]), kit.px(4))
    x = box.x
    if row.band:
        side = kit.px(20)
        glyphs.band_chip(sheet, kit, Box(x=x, y=middle - side / 2, w=side, h=side), row.band, row.lead)
    elif row.lead:
        sheet.text((x + lead, middle + style.label * 0.36), row.lead, Font(style.label, 600, kit["muted"]), "end")
    elif lead:  # among rated ones
        glyphs.unknown(sheet, kit, (x + lead / 2, middle), kit.px(7))
    x += lead + kit.px(10) if lead else 0.0
    right = box.x + box.w
    if row.value:
        sheet.text((right, middle + style.label * 0.36), row.value, kit.strong, "end")
    if row.share is not None:
        left = box.x + box.w * 0.52
        bar = Box(x=left, y=middle - kit.px(6), w=right - value - kit.px(10) - left, h=kit.px(12))
        _bar(sheet, row, bar, kit)
        if limit is not None and bar.w > kit.px(8):
            x_limit = bar.x + bar.w * limit
            pen = Pen(stroke=kit["text"], width=kit.px(2))
            sheet.line((x_limit, bar.y - kit.px(4)), (x_limit, bar.y + bar.h + kit.px(4)), pen)
        end = left - kit.px(10)
    else:
        end = right - value - (kit.px(18) if value else 0.0)
    _words(sheet, row, (x, middle, end - x), kit)
    mark = Mark(id=row.key, entity=row.target.entity, records=(row.target.record or row.target.account_id,),
                sentence=row.sentence, box=around, card=(row.name, row.words))  # fmt: skip
    sheet.marks.append(mark)


def _words(sheet: Sheet, row: ModuleRow, at: tuple[float, float, float], kit: Kit) -> None:
    """The name, and the words with their glyph below it."""
    x, middle, room = at
    style = kit.style
    name = Font(style.label, 500, kit["text"])
    sheet.text((x, middle - style.label * 0.1), elide(row.name, name.size, 500, room), name)
    base = middle + style.second * 1.2
    if row.state:
        size = style.second * 0.85
        glyphs.status(sheet, kit, (x + size / 2, base - style.second * 0.36), size, row.state)
        x, room = x + size * 1.5, room - size * 1.5
    sheet.text((x, base), elide(row.words, style.second, 400, room), kit.second)


def _bar(sheet: Sheet, row: ModuleRow, box: Box, kit: Kit) -> None:
    """The index on its scale; hollow where few answers stand behind it."""
    if box.w <= kit.px(8) or row.share is None:
        return
    sheet.line((box.x, box.y + box.h), (box.x + box.w, box.y + box.h), kit.hairline("line"))
    pen = (
        Pen(fill=kit["card"], stroke=kit["chart_now"], width=1.5, dash=(kit.px(3), kit.px(2)))
        if row.thin
        else Pen(fill=kit["chart_now"])
    )
    sheet.rect(Box(x=box.x, y=box.y, w=max(2.0, box.w * row.share), h=box.h), pen, kit.px(2))
