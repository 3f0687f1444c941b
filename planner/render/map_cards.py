# SPDX-License-Identifier: Apache-2.0
"""The card of a person on a power map and the signs of its legend (ux C5, W5, mock-up 11)."""

from __future__ import annotations

from typing import Final

from planner.render.map_lines import allied, conflict, influence
from planner.render.measure import elide, first_fitting, name_in, text_width
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.person_card import PersonCard

# The smallest text in px: 9 pt on screen, 8.1 pt on paper, 24 px on a slide.
FLOORS: Final = {"screen": 12.0, "reading": 14.0, "print": 10.8, "show": 24.0, "tile": 12.0}

BESIDE: Final = 3.9
"""What level block and margins take of a small card's width, in sizes of its smallest text."""


def level_roles(level: str | None, *, stale: bool) -> tuple[str, str]:
    """The colour roles of a level's block and of its text; a stale level is grey."""
    if level in {None, "not_met"}:
        return "card", "muted"
    if stale:
        return "button_edge", "text"
    if level == "0":
        return "level_zero", "level_zero_text"
    return ("level_minus", "level_minus_text") if level == "-1" else ("level_plus", "level_plus_text")


def level_block(sheet: Sheet, kit: Kit, box: Box, card: PersonCard, size: float, *, plain: bool = False) -> None:
    """The coloured block with the signed level; dashed and empty for who was not met or assessed.

    ``plain`` leaves the dashes out, where the card itself is dashed. On paper an opponent is white in a thick dark
    edge, the strongest of all signs also in grey.
    """
    if kit.style.name == "print" and card.level == "-1" and not card.stale:
        opponent_block(sheet, kit, box, card.level_text, size)
        return
    fill, ink = level_roles(card.level, stale=card.stale)
    dashed = card.level in {None, "not_met"}
    dash = () if plain else (kit.px(2.5), kit.px(2.5))
    edge = Pen(fill=kit[fill], stroke=None if plain else kit["axis"], width=kit.px(1), dash=dash) if dashed else Pen(
        fill=kit[fill], stroke=kit["axis"] if card.stale else None, width=kit.style.hair)  # fmt: skip
    sheet.rect(box, edge, kit.px(3))
    x, y = box.middle
    color = kit["muted"] if dashed else kit[ink]
    sheet.text((x, y + size * 0.36), card.level_text, Font(size, 600, color), "middle")


def opponent_block(sheet: Sheet, kit: Kit, box: Box, words: str, size: float) -> None:
    """The level of an opponent on paper, which may be grey."""
    edge = min(kit.px(2.5), box.h * 0.13)
    inner = Box(x=box.x + edge / 2, y=box.y + edge / 2, w=box.w - edge, h=box.h - edge)
    sheet.rect(inner, Pen(fill=kit["card"], stroke=kit["text"], width=edge), kit.px(2))
    x, y = box.middle
    sheet.text((x, y + size * 0.36), words, Font(size, 600, kit["text"]), "middle")


def draw_card(sheet: Sheet, kit: Kit, box: Box, card: PersonCard, scale: float, *, lit: bool, by: str = "") -> None:
    """One person: level block, name, role and job, ``by`` whom they are held, chain letter; double edge for a key
    decider.
    """
    floor = FLOORS[kit.style.name]
    name, second = max(floor, 13 * scale), max(floor, 12 * scale)
    radius = kit.px(6)
    if lit:
        ring = Box(x=box.x - kit.px(6), y=box.y - kit.px(6), w=box.w + kit.px(12), h=box.h + kit.px(12))
        sheet.rect(ring, Pen(stroke=kit["accent"], width=kit.px(2)), radius + kit.px(4))
    dash = (kit.px(4), kit.px(3)) if card.dashed else ()
    sheet.rect(
        box, Pen(fill=kit["card"], stroke=kit["axis"], width=kit.px(1.5 if card.dashed else 1), dash=dash), radius
    )
    inset = kit.px(3) if card.is_key else 0.0
    if card.is_key:
        inner = Box(x=box.x + inset, y=box.y + inset, w=box.w - 2 * inset, h=box.h - 2 * inset)
        sheet.rect(inner, Pen(stroke=kit["axis"], width=kit.px(1)), radius - kit.px(2))
    pad = 5 * scale + inset
    wide = max(min(32 * scale, box.h * 0.72), text_width("+3", max(floor, 14 * scale), 600) + kit.px(8))
    room = Box(x=box.x + pad, y=box.y + pad, w=wide, h=box.h - 2 * pad)
    level_block(sheet, kit, room, card, max(floor, 14 * scale), plain=card.dashed)
    left = box.x + pad + wide + 7 * scale
    right = box.x + box.w - inset - max(5 * scale, second * 0.45)
    letter = text_width(card.letter, second) + second * 0.6 if card.letter else 0.0
    _words(sheet, kit, card, (Box(x=left, y=box.y, w=right - left, h=box.h), letter, name, second), by)
    if card.letter:
        sheet.text((right, box.y + inset + second * 1.1), card.letter, Font(second, 400, kit["muted"]), "end")


def _words(sheet: Sheet, kit: Kit, card: PersonCard, place: tuple[Box, float, float, float], by: str) -> None:
    """Name on up to two lines, then role and job, as many lines as the card holds, and who of us holds them."""
    room, letter, name, second = place
    pitch = 1.22 if room.h >= name * 1.22 * 3 + second * 0.4 else 1.16
    lines = max(1, int((room.h - second * 0.6) // (name * pitch)))
    last = (by,) if by and lines >= 3 else ()
    first = name_in(card.name, name, 600, room.w - letter, 2 if lines - len(last) >= 3 else 1)
    free = max(0, lines - len(first) - len(last))
    under = (*(first_fitting(card.unders, second, 400, room.w, free) if card.under and free else ()), *last)
    high = len(first) * name * pitch + len(under) * second * pitch
    y = room.y + (room.h - high) / 2 + name * 0.96
    for line in first:
        shown = elide(line, name, 600, room.w - letter)
        sheet.text((room.x, y), shown, Font(name, 600, kit["text"]))
        y += name * pitch
    for line in under:
        sheet.text((room.x, y), elide(line, second, 400, room.w), Font(second, 400, kit["muted"]))
        y += second * pitch


def mark_of(card: PersonCard, box: Box) -> Mark:
    """The mark that opens the person, or says which seat is unknown."""
    records = (card.contact_id,) if card.contact_id else ()
    return Mark(id=f"person-{card.key}", entity="contact", records=records, sentence=card.sentence, box=box,
                card=card.lines)  # fmt: skip


def spotlight(sheet: Sheet, kit: Kit, box: Box, card: PersonCard) -> None:
    """The ring round the person the title speaks of, in the colour of what to do about them."""
    by = kit.px(3.5)
    ring = Box(x=box.x - by, y=box.y - by, w=box.w + 2 * by, h=box.h + 2 * by)
    sheet.rect(ring, Pen(stroke=kit["act" if card.level == "-1" or card.seat_unknown else "chart_now"],
                         width=kit.px(2)), kit.px(9))  # fmt: skip


def badge(sheet: Sheet, kit: Kit, middle: Point, number: str) -> None:
    """The number of a step on the path to the approver: a dark disc on the corner of a card."""
    size = FLOORS[kit.style.name]
    sheet.circle(middle, size * 0.76, Pen(fill=kit["text"], stroke=kit["card"], width=kit.px(1.5)))
    sheet.text((middle[0], middle[1] + size * 0.36), number, Font(size, 600, kit["card"]), "middle")


def legend(sheet: Sheet, kit: Kit, area: Box, entries: tuple[tuple[str, str], ...]) -> None:
    """The signs with their words on as many lines as they need, the last at the lower edge of ``area``."""
    lines = legend_lines(kit, area.w, entries)
    size = kit.style.second
    y = area.y + area.h - (len(lines) - 1) * size * 1.7 - size * 0.5
    for line in lines:
        x = area.x
        for key, words in line:
            wide = kit.px(26) if key else 0.0
            if key:
                _sign(sheet, kit, Box(x=x, y=y - size * 0.8, w=wide, h=size * 0.9), key)
            gap = kit.px(6) if key else 0.0
            sheet.text((x + wide + gap, y), words, kit.second)
            x += wide + gap + text_width(words, size) + kit.px(16)
        y += size * 1.7


def legend_lines(kit: Kit, width: float, entries: tuple[tuple[str, str], ...]) -> list[list[tuple[str, str]]]:
    """The entries of the legend, broken into lines of ``width`` px; one without a sign is words alone."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for key, words in entries:
        wide = text_width(words, kit.style.second) + (kit.px(32) if key else 0.0) + kit.px(16)
        if used and used + wide - kit.px(16) > width:
            lines.append([])
            used = 0.0
        lines[-1].append((key, words))
        used += wide
    return lines


def _sign(sheet: Sheet, kit: Kit, box: Box, key: str) -> None:
    y = box.middle[1]
    ends = ((box.x, y), (box.x + box.w, y))
    if key == "reports_to":
        sheet.line(*ends, Pen(stroke=kit["axis"], width=kit.px(1.5)))
    elif key == "influences":
        influence(sheet, kit, ends, 2, strong=False)
    elif key == "conflict":
        conflict(sheet, kit, ends)
    elif key == "allied":
        allied(sheet, kit, ends)
    elif key == "way":
        influence(sheet, kit, ((box.x + box.h * 0.6, y), ends[1]), 2, strong=True)
        badge(sheet, kit, (box.x + box.h * 0.3, y), "1")
    elif key == "key":
        sheet.rect(
            Box(x=box.x, y=y - box.h / 2, w=box.w, h=box.h), Pen(stroke=kit["axis"], width=kit.style.hair), kit.px(3)
        )
        inner = Box(x=box.x + kit.px(2), y=y - box.h / 2 + kit.px(2), w=box.w - kit.px(4), h=box.h - kit.px(4))
        sheet.rect(inner, Pen(stroke=kit["axis"], width=kit.style.hair), kit.px(1.5))
    else:
        sheet.rect(Box(x=box.x, y=y - box.h / 2, w=box.w, h=box.h), Pen(
            stroke=kit["axis"], width=kit.px(1.25), dash=(kit.px(3), kit.px(2))), kit.px(3))  # fmt: skip
