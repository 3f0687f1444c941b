# SPDX-License-Identifier: Apache-2.0
"""What the charts of people share: the meaning of the level blocks, rows of names, and "+n" for who has no room."""

from __future__ import annotations

from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.text import trn
from planner.render.map_cards import FLOORS, level_roles, opponent_block
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.person_card import PersonCard


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Who has no room: the end of the mark's id, the people, their rows in the table, and words if not "+n"."""

    key: str
    people: tuple[PersonCard, ...]
    rows: tuple[str, ...]
    words: str = ""


MORE: Final = "people"
"""The noun of a mark that stands for several people: it leads to the table."""
Entry = tuple[str, str, str]
Line = tuple[float, float, float]
"""Left, base line and width."""


def level_legend_lines(kit: Kit, width: float, entries: tuple[Entry, ...]) -> list[list[Entry]]:
    """The entries, broken into lines of ``width`` px."""
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        wide = _wide(kit, entry)
        if not lines or used + wide > width + kit.px(14):
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += wide
    return lines


def _wide(kit: Kit, entry: Entry) -> float:
    size = kit.style.second
    return size * 2.2 + text_width(entry[2], size) + kit.px(14)


def draw_level_legend(sheet: Sheet, kit: Kit, place: Line, entries: tuple[Entry, ...]) -> None:
    """Small blocks with their words, the first line on the base line of ``place``."""
    left, y, width = place
    size = kit.style.second
    for line in level_legend_lines(kit, width, entries):
        x = left
        for entry in line:
            _block(sheet, kit, Box(x=x, y=y - size * 0.92, w=size * 1.8, h=size * 1.18), entry)
            sheet.text((x + size * 2.2, y), entry[2], kit.second)
            x += _wide(kit, entry)
        y += size * 1.9


def _block(sheet: Sheet, kit: Kit, box: Box, entry: Entry) -> None:
    level, sign, _ = entry
    size = kit.style.second
    if level == "-1" and kit.style.name == "print":
        opponent_block(sheet, kit, box, sign, size)
        return
    if level in {"with_us", "open", "unknown"}:
        _step(sheet, kit, box, level)
        return
    fill, ink = level_roles(level or None, stale=level == "stale")
    empty = level in {"", "not_met"}
    edge = Pen(fill=kit[fill], stroke=kit["axis"], width=kit.px(1), dash=(kit.px(2.5), kit.px(2.5)))
    sheet.rect(box, edge if empty else Pen(fill=kit[fill]), kit.px(3))
    sheet.text((box.middle[0], box.middle[1] + size * 0.36), sign, Font(size, 600, kit[ink]), "middle")


def _step(sheet: Sheet, kit: Kit, box: Box, state: str) -> None:
    """A small step of the decision chain."""
    tip = box.h * 0.35
    points = (
        (box.x, box.y), (box.x + box.w - tip, box.y), (box.x + box.w, box.y + box.h / 2),
        (box.x + box.w - tip, box.y + box.h), (box.x, box.y + box.h),
    )  # fmt: skip
    dash = (kit.px(2.5), kit.px(2.5)) if state == "unknown" else ()
    fill = kit["selection" if state == "with_us" else "card"]
    sheet.path(points, Pen(fill=fill, stroke=kit["axis"], width=kit.px(1), dash=dash))


def named_row(sheet: Sheet, kit: Kit, place: Line, told: tuple[str, tuple[PersonCard, ...], str], focus: str) -> None:
    """A word and names behind it, each a mark "<key>-<person>"; who has no room is in "+n"."""
    left, y, width = place
    head, people, key = told
    size = kit.style.second
    sheet.text((left, y), head, Font(size, 600, kit["text"]))
    x = left + text_width(head, size, 600) + kit.px(10)
    tail = text_width("+99", size, 600) + kit.px(10)
    for n, card in enumerate(people):
        words = elide(f"{card.name} {card.level_text}", size, 400, width * 0.4)
        wide = text_width(words, size) + kit.px(16)
        last = n == len(people) - 1
        if x + wide + (0.0 if last else tail) > left + width:
            rest = More(key=key, people=people[n:], rows=tuple(f"{key}-{one.key}" for one in people[n:]))
            more_mark(sheet, kit, Box(x=x, y=y - size * 1.2, w=tail, h=size * 1.7), rest, focus)
            return
        box = Box(x=x, y=y - size * 1.2, w=wide, h=size * 1.7)
        mark = f"{key}-{card.key}"
        lit = focus == mark
        edge = Pen(fill=kit["card"], stroke=kit["accent" if lit else "axis"], width=kit.px(2 if lit else 1),
                   dash=() if lit else (kit.px(3), kit.px(2)))  # fmt: skip
        sheet.rect(box, edge, box.h / 2)
        sheet.text((x + kit.px(8), y), words, Font(size, 400, kit["text"]))
        sheet.marks.append(Mark(id=mark, entity="contact", records=(card.contact_id,), sentence=card.sentence,
                                box=box, card=card.lines))  # fmt: skip
        x += wide + kit.px(8)


def more_mark(sheet: Sheet, kit: Kit, box: Box, told: More, focus: str) -> None:
    """Put "+n": its card names who has no room, opening it leads to the table at the first of ``rows``."""
    size = max(kit.style.second, FLOORS[kit.style.name])
    key = f"more-{told.key}"
    if focus == key:
        sheet.rect(box, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(4))
    words = told.words or f"+{len(told.people)}"
    sheet.text((box.x + kit.px(6), box.middle[1] + size * 0.36), words, Font(size, 600, kit["text"]))
    names = ", ".join(f"{card.name} {card.level_text}" for card in told.people)
    said = trn("{n} more person: {names}", "{n} more people: {names}", len(told.people), names=names)
    records = tuple(card.contact_id for card in told.people if card.contact_id)
    sheet.marks.append(Mark(id=key, entity=MORE, records=records, sentence=said, box=box,
                            card=tuple(wrap(said, 12, 400, 360, 12)), rows=told.rows))  # fmt: skip
