# SPDX-License-Identifier: Apache-2.0
"""Draw the coverage map (ux C4) into a scene: seats by role and chain with the shares above and the units below."""

from __future__ import annotations

from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.draw_coverage_people import draw_nobody, draw_people
from planner.render.map_cards import FLOORS, level_block
from planner.render.measure import elide, name_in, text_width, wrap
from planner.render.people_rows import More, draw_level_legend, level_legend_lines, more_mark, named_row
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.coverage_chart import PEOPLE, CoverageChart, SeatCell, UnitBar
from planner.views.coverage_words import Head
from planner.views.person_card import PersonCard


def draw_coverage(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the map into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    inset = kit.px(8)
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    if view.empty_text:
        (draw_nobody if view.option == PEOPLE else _draw_empty)(sheet, view, inner, kit)
        return
    top = _heads(sheet, view, inner, kit)
    rest = Box(x=inner.x, y=top, w=inner.w, h=inner.y + inner.h - top)
    if view.option == PEOPLE:
        draw_people(sheet, view, rest, kit, focus)
        return
    _seat_page(sheet, view, rest, kit, focus)


def _seat_page(sheet: Sheet, view: CoverageChart, rest: Box, kit: Kit, focus: str) -> None:
    """The seats, what their signs mean, who stands beside them, and the units below."""
    size = kit.style.second
    units = view.units[: 8 if kit.style.name == "screen" else 6]
    columns = 2 if len(units) > 1 else 1
    deep = (len(units) + 1) // columns if units else 0
    low = (deep + 1.6) * size * 1.75 if units else 0.0
    beside = len(view.beside) * size * 1.7
    signs = size * 1.9 * len(level_legend_lines(kit, rest.w, view.legend))
    grid = Box(x=rest.x, y=rest.y, w=rest.w, h=rest.h - low - beside - signs - kit.px(6))
    _seats(sheet, view, grid, kit, focus)
    y = grid.y + grid.h + size * 1.3
    draw_level_legend(sheet, kit, (rest.x, y, rest.w), view.legend)
    y += signs
    for _, words, people in view.beside:
        head = words.replace("：", ":").partition(":")[0]
        named_row(sheet, kit, (rest.x, y, rest.w), (head, people, "beside"), focus)
        y += size * 1.7
    if units:
        sheet.text((rest.x, y + size * 0.4), view.units_head, kit.head)
        room = Box(x=rest.x, y=y + size * 0.9, w=rest.w, h=low - size * 1.5)
        _units(sheet, units, room, (columns, deep), kit)


def _heads(sheet: Sheet, view: CoverageChart, inner: Box, kit: Kit) -> float:
    """Each share with what it is of, the flags below; where the rest may begin."""
    style = kit.style
    x, y = inner.x, inner.y + style.label * 1.3
    fonts = [_of_head(head, kit) for head in view.heads]
    widest = max(text_width(h.value, f.size, f.weight) for h, f in zip(view.heads, fonts, strict=True)) + kit.px(8)
    for n, (head, font) in enumerate(zip(view.heads, fonts, strict=True)):
        y += style.label * 1.45 * bool(n)
        sheet.text((x, y), head.value, font)
        for m, line in enumerate(wrap(head.words, style.second, 400, inner.w - widest, 2)):
            y += style.second * 1.3 * bool(m)
            sheet.text((x + widest, y), line, Font(style.second, 500 if head.loud else 400,
                                                   kit["text" if head.loud else "muted"]))  # fmt: skip
    y += style.second * 0.5
    for code, text in view.flags[:4]:
        lines = wrap(text, style.second, 500, inner.w - style.second * 1.5, 2)
        for m, line in enumerate(lines):
            y += style.second * 1.4
            if code and not m:
                at = (inner.x + style.second * 0.45, y - style.second * 0.35)
                glyphs.status(sheet, kit, at, style.second * 0.9, "watch")
            sheet.text((inner.x + style.second * 1.4, y), line, Font(style.second, 500 if code else 400, kit["text"]))
    return y + style.second * 0.8


def _of_head(head: Head, kit: Kit) -> Font:
    """The loud share is read first; one that is not proven is set back; the others stand behind the title."""
    if head.loud:
        return kit.strong
    return Font(kit.style.second, 500 if head.proven else 400, kit["text" if head.proven else "muted"])


def _seats(sheet: Sheet, view: CoverageChart, grid: Box, kit: Kit, focus: str) -> None:
    size = kit.style.second
    head = max(text_width(word, size, 500) for _, word in view.roles) + kit.px(12)
    gap = kit.px(4)
    wide = (grid.w - head) / len(view.chains)
    top = grid.y + size * 1.6
    high = (grid.h - size * 1.6) / len(view.roles)
    for n, (_, word) in enumerate(view.chains):
        sheet.text((grid.x + head + n * wide, grid.y + size), word, Font(size, 500, kit["text"]))
    for m, (role, word) in enumerate(view.roles):
        sheet.text((grid.x, top + m * high + high / 2 + size * 0.2), word, Font(size, 500, kit["text"]))
        for n, (chain, _) in enumerate(view.chains):
            box = Box(x=grid.x + head + n * wide, y=top + m * high, w=wide - gap, h=high - gap)
            _seat(sheet, view, view.cell(role, chain), (box, focus), kit)


def _seat(sheet: Sheet, view: CoverageChart, cell: SeatCell, place: tuple[Box, str], kit: Kit) -> None:
    """A cell: names with their level; dashed with "seat unknown" where nobody is named."""
    box, focus = place
    dash = () if cell.people else (kit.px(4), kit.px(3))
    against = any(card.level == "-1" for card in cell.people)
    width = kit.px(2) if against else kit.style.hair * (1 if cell.people else 1.25)
    edge = kit["text" if kit.style.name == "print" else "level_minus"] if against else kit["axis"]
    sheet.rect(box, Pen(fill=kit["card"], stroke=edge, width=width, dash=dash), kit.px(4))
    size = max(FLOORS[kit.style.name], kit.style.second)
    if not cell.people:
        _ring(sheet, kit, box, lit=focus == cell.key)
        _nobody(sheet, view, cell, (box, cell.key), kit)
        return
    slots = max(1, int((box.h - kit.px(2)) // (size * 1.4)))
    pitch = min(size * 1.75, (box.h - kit.px(2)) / slots)
    shown = cell.people if len(cell.people) <= slots else cell.people[: max(1, slots - 1)]
    first, rest = cell.people[0], cell.people[len(shown) :]
    if len(cell.people) == 1 and box.h > 2.9 * size:
        _ring(sheet, kit, box, lit=focus == cell.mark(first))
        _mark(sheet, cell, first, box)
        _alone(sheet, kit, box, first, view.holder)
        return
    y = box.y + max(kit.px(2), (box.h - (len(shown) + (bool(rest) and slots > 1)) * pitch) / 2)
    holder_shown = not any(text_width(_with_holder(c), size, 500) > box.w - size * 2.1 - kit.px(20) for c in shown)
    for card in shown:
        row = Box(x=box.x, y=y, w=box.w - bool(rest) * bool(slots == 1) * size * 2, h=pitch)
        _ring(sheet, kit, row, lit=focus == cell.mark(card))
        inner = Box(x=row.x + kit.px(6), y=y, w=row.w - kit.px(12), h=pitch)
        _person(sheet, kit, inner, card, view.holder if holder_shown else None)
        _mark(sheet, cell, card, row)
        y += pitch
    if rest:
        at = Box(x=box.x, y=y, w=box.w, h=pitch) if slots > 1 else Box(
            x=box.x + box.w - size * 2, y=y - pitch, w=size * 2, h=pitch)  # fmt: skip
        rows = tuple(cell.mark(card) for card in rest)
        more_mark(sheet, kit, at, More(key=cell.key, people=rest, rows=rows), focus)


def _mark(sheet: Sheet, cell: SeatCell, card: PersonCard, box: Box) -> None:
    first = card is cell.people[0]
    told = (cell.sentence, *card.lines[2:]) if first else card.lines
    sheet.marks.append(Mark(id=cell.mark(card), entity="contact", records=(card.contact_id,), box=box, card=told,
                            sentence=cell.sentence if first else card.sentence))  # fmt: skip


def _ring(sheet: Sheet, kit: Kit, box: Box, *, lit: bool) -> None:
    if lit:
        ring = Box(x=box.x - 1, y=box.y - 1, w=box.w + 2, h=box.h + 2)
        sheet.rect(ring, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(5))


def _nobody(sheet: Sheet, view: CoverageChart, cell: SeatCell, place: tuple[Box, str], kit: Kit) -> None:
    """A seat without a name: the dashed ring and the words."""
    box, key = place
    size = max(FLOORS[kit.style.name], kit.style.second)
    words = elide(view.unknown_text, size, 400, box.w - kit.px(30))
    glyphs.unknown(sheet, kit, (box.x + kit.px(14), box.y + box.h / 2), size * 0.4)
    sheet.text((box.x + kit.px(24), box.y + box.h / 2 + size * 0.36), words, Font(size, 400, kit["muted"]))
    sheet.marks.append(Mark(id=key, entity="decision_role", records=(), sentence=cell.sentence, box=box,
                            card=(cell.sentence,)))  # fmt: skip


def _with_holder(card: PersonCard) -> str:
    """Who it is and who of us holds them."""
    return tr("{name} · {holder}", name=card.name, holder=card.holder) if card.holder else card.name


def _of_holder(kit: Kit, holder: str, lit: str) -> Font:
    """Whom of ours the title speaks of is as clear as a name."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    return Font(size, 600, kit["text"]) if holder == lit else Font(size, 400, kit["muted"])


def _person(sheet: Sheet, kit: Kit, room: Box, card: PersonCard, lit: str | None) -> None:
    """Somebody on one line; ``lit`` is the holder the title speaks of, None where holders have no room."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    wide, high = size * 2.1, min(size * 1.3, room.h - kit.px(2.5))
    level_block(sheet, kit, Box(x=room.x, y=room.y + (room.h - high) / 2, w=wide, h=high), card, size)
    x, y = room.x + wide + kit.px(6), room.y + room.h / 2 + size * 0.36
    words = " ".join(name_in(card.name, size, 500, room.w - wide - kit.px(6)))
    sheet.text((x, y), words, Font(size, 500, kit["text"]))
    if lit is not None and card.holder:
        x += text_width(words, size, 500) + size * 0.3
        sheet.text((x, y), "·", Font(size, 400, kit["muted"]))
        sheet.text((x + size * 0.5, y), card.holder, _of_holder(kit, card.holder, lit))


def _alone(sheet: Sheet, kit: Kit, box: Box, card: PersonCard, lit: str) -> None:
    """One holder: the name on two lines where it needs them, and of when a stale level is."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    wide = size * 2.1
    left = box.x + kit.px(6) + wide + kit.px(6)
    names = name_in(card.name, size, 500, box.x + box.w - left - kit.px(4), 2)
    sign = card.level_words.partition(" ")[2]
    told = " · ".join(word for word in (sign, card.holder, card.stale_text) if word)
    second = told if len(names) == 1 or box.h > 4.4 * size else ""
    lines = len(names) + bool(second)
    y = box.y + (box.h - lines * size * 1.3) / 2 + size
    block = Box(x=box.x + kit.px(6), y=box.y + box.h / 2 - size * 0.75, w=wide, h=size * 1.5)
    level_block(sheet, kit, block, card, size)
    for line in names:
        sheet.text((left, y), line, Font(size, 500, kit["text"]))
        y += size * 1.3
    if second:
        font = _of_holder(kit, second, lit)
        sheet.text((left, y), elide(second, size, font.weight, box.x + box.w - left - kit.px(4)), font)


def _units(sheet: Sheet, units: tuple[UnitBar, ...], room: Box, shape: tuple[int, int], kit: Kit) -> None:
    """A bar for each unit: active contacts on the number wanted."""
    columns, deep = shape
    size = kit.style.second
    wide = room.w / columns
    for n, unit in enumerate(units):
        x, y = room.x + (n // deep) * wide, room.y + (n % deep) * size * 1.75
        name = min(wide * 0.4, kit.px(140))
        tail = max(text_width(u.words, size) for u in units) + kit.px(8)
        bar = max(kit.px(20), wide - name - tail - kit.px(24))
        sheet.text((x, y + size), elide(unit.name, size, 400, name - kit.px(6)), Font(size, 400, kit["text"]))
        left, high = x + name, size * 0.55
        if unit.wanted:
            sheet.rect(Box(x=left, y=y + size * 0.4, w=bar, h=high), Pen(fill=kit["row_line"]), high / 3)
            filled = bar * min(1.0, unit.active / unit.wanted)
            if filled:
                sheet.rect(Box(x=left, y=y + size * 0.4, w=filled, h=high), Pen(fill=kit["chart_now"]), high / 3)
            end = left + bar
            sheet.line((end, y + size * 0.2), (end, y + size * 1.15), Pen(stroke=kit["text"], width=kit.px(2)))
        else:
            glyphs.unknown(sheet, kit, (left + size * 0.5, y + size * 0.65), size * 0.4)
        sheet.text((left + bar + kit.px(8), y + size), unit.words, kit.second)


def _draw_empty(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit) -> None:
    """Ghost cells, and what is missing."""
    size = kit.style.label
    gap, words = kit.px(6), size * 6.5
    wide = min(area.w / 3.2, kit.px(190))
    high = max(kit.px(24), min(kit.px(110), (area.h - words - kit.px(24) - 3 * gap) / 4))
    x = area.x + (area.w - 3 * wide - 2 * gap) / 2
    for n in range(12):
        box = Box(x=x + (n % 3) * (wide + gap), y=area.y + kit.px(24) + (n // 3) * (high + gap), w=wide, h=high)
        sheet.rect(box, Pen(stroke=kit["unknown"], width=kit.px(1.25), dash=(kit.px(4), kit.px(3))), kit.px(4))
    y = area.y + kit.px(24) + 4 * (high + gap) + size * 2
    for line in wrap(view.empty_text, size, 400, min(area.w * 0.8, size * 34), 3):
        sheet.text((area.x + area.w / 2, y), line, kit.label, "middle")
        y += size * 1.5


def _draw_tile(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit) -> None:
    """Twelve seats as small squares, and the takeaway."""
    size = FLOORS["tile"]
    side = (area.h - size * 1.6) / 4
    for n, cell in enumerate(view.cells):
        box = Box(x=area.x + (n % 3) * side * 2.2, y=area.y + (n // 3) * side, w=side * 2.2 - 2, h=side - 2)
        pen = Pen(fill=kit["chart_now"]) if cell.people else Pen(stroke=kit["unknown"], width=1, dash=(2, 2))
        sheet.rect(box, pen, 1.5)
    x = area.x + side * 6.6 + 8
    for n, head in enumerate(view.heads):
        y = area.y + size * (1.1 + 1.5 * n)
        sheet.text((x, y), elide(f"{head.value} {head.label}", size, 400, area.x + area.w - x), kit.second)
    words = view.empty_text or view.title
    sheet.text((area.x, area.y + area.h - size * 0.3), elide(words, size, 400, area.w), kit.second)
    sheet.marks.append(Mark(id="tile", entity="account", records=(), sentence=view.sentence(), box=area,
                            card=(view.title,)))  # fmt: skip
