# SPDX-License-Identifier: Apache-2.0
"""The power map as a grid for many people: role weight upwards, level to the right (ux C5)."""

from __future__ import annotations

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render.map_cards import FLOORS, level_roles, mark_of, opponent_block, spotlight
from planner.render.measure import name_in, text_width, wrap
from planner.render.people_rows import More, more_mark
from planner.render.scene import Box, Font, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.person_card import PersonCard
from planner.views.power_map import PowerMap

_Columns = list[tuple[str, str]]
_People = dict[tuple[int, str], list[PersonCard]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """``places`` are left and width of each column, ``pitch`` the height a chip takes."""

    places: tuple[tuple[float, float], ...]
    top: float
    pitch: float
    size: float
    spotlight: str


def draw_grid(sheet: Sheet, view: PowerMap, area: Box, kit: Kit, focus: str) -> None:
    """Rows are roles by weight, columns levels; each person is a chip in their cell, "+n" what does not fit."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    used_rows = [row for row in view.rows if row[0] or any(not card.weight for card in view.cards)]
    # a long role stands on two lines
    words = [part for _, word in used_rows for part in word.split()]
    longest = max(text_width(word, size, 500) for _, word in used_rows)
    heads = min(longest, max(size * 6.5, *(text_width(word, size, 500) for word in words))) + kit.px(24)
    columns, by_cell = _used_columns(view), _by_cell(view)
    top = area.y + size * 3.2
    room = area.y + area.h - top
    # names on two lines where there is room for all of them so
    whole = _fullest(used_rows, columns, by_cell)
    pitch = size * 3.1 if sum(whole) * size * 3.1 + 8 * len(whole) <= room else size * 1.95
    left = area.x + kit.px(8) + heads
    places = _places(view, columns, (left, area.w - heads - kit.px(16)), size, kit)
    cells = _Cells(places=places, top=top, pitch=pitch, size=size, spotlight=view.spotlight)
    _heads(sheet, kit, cells, columns)
    level, role = view.axes
    first = next((n for n, (key, _) in enumerate(columns) if key not in {"", "not_met"}), 0)
    sheet.text((places[first][0], top - size * 2.2), tr("{axis} →", axis=level), kit.second)
    sheet.text((area.x + kit.px(8), top - size * 0.75), tr("{axis} ↓", axis=role), kit.second)
    y = cells.top
    heights = _heights(whole, room, pitch)
    for (weight, word), high in zip(used_rows, heights, strict=True):
        sheet.line((area.x + kit.px(8), y), (area.x + area.w - kit.px(8), y), kit.hairline())
        for n, line in enumerate(wrap(word, size, 500, heads - kit.px(20), 2)):
            sheet.text((area.x + kit.px(23), y + size * (1.35 + 1.25 * n)), line, Font(size, 500, kit["text"]))
        if weight:
            sheet.text((area.x + kit.px(8), y + size * 1.35), str(weight), kit.second)
        for n, (level, _) in enumerate(columns):
            x, wide = places[n]
            box = Box(x=x, y=y + 3, w=wide - kit.px(4), h=high - 3)
            _cell(sheet, kit, (by_cell.get((weight, level), []), box, cells), focus)
        y += high


def _used_columns(view: PowerMap) -> _Columns:
    """All levels; the columns of the not met and the not assessed only where somebody stands in them."""
    held = {card.level or "" for card in view.cards}
    return [column for column in view.columns if column[0] in held or column[0] not in {"", "not_met"}]


def _by_cell(view: PowerMap) -> _People:
    found: _People = {}
    for card in view.cards:
        found.setdefault((card.weight, card.level or ""), []).append(card)
    return found


def _places(
    view: PowerMap, columns: _Columns, room: tuple[float, float], size: float, kit: Kit
) -> tuple[tuple[float, float], ...]:
    """The levels are equally wide, as a scale must be; beside it the not met and the not assessed as names ask."""
    left, wide = room
    aside = {}
    for level, word in columns:
        if level in {"", "not_met"}:
            names = [name_part for card in view.cards if (card.level or "") == level for name_part in card.name.split()]
            widest = max(text_width(part, size, 500) for part in (*names, *word.split()))
            aside[level] = min(widest + kit.px(16), wide / len(columns) * 1.25)
    share = (wide - sum(aside.values())) / max(1, len(columns) - len(aside))
    places = []
    for level, _ in columns:
        places.append((left, aside.get(level, share)))
        left += aside.get(level, share)
    return tuple(places)


def _fullest(rows: list[tuple[int, str]], columns: _Columns, by_cell: _People) -> list[int]:
    """For each row how many stand in its fullest cell."""
    return [max(1, *(len(by_cell.get((weight, level), [])) for level, _ in columns)) for weight, _ in rows]


def _heights(whole: list[int], room: float, pitch: float) -> list[float]:
    """Each row as high as its fullest cell; where all is too high, the fullest give way first."""
    slots = list(whole)
    while sum(slots) * pitch + 8 * len(slots) > room and max(slots) > 1:
        slots[slots.index(max(slots))] -= 1
    spare = max(0.0, room - sum(slots) * pitch - 8 * len(slots))
    return [slot * pitch + 8 + spare / len(slots) for slot in slots]


def _heads(sheet: Sheet, kit: Kit, cells: _Cells, columns: _Columns) -> None:
    size = cells.size
    for (left, wide), (level, word) in zip(cells.places, columns, strict=True):
        box = Box(x=left, y=cells.top - size * 1.9, w=wide - kit.px(4), h=size * 1.6)
        fill, ink = level_roles(level or None, stale=False)
        if level in {"", "not_met"}:
            lines = wrap(word, size, 400, wide - kit.px(4), 2)
            for n, line in enumerate(lines):
                sheet.text((box.x, box.y + size * (1.15 - 1.2 * (len(lines) - 1 - n))), line, kit.second)
            continue
        if level == "-1" and kit.style.name == "print":
            opponent_block(sheet, kit, box, word, size)
            continue
        sheet.rect(box, Pen(fill=kit[fill]), kit.px(3))
        sheet.text((box.middle[0], box.y + size * 1.15), word, Font(size, 600, kit[ink]), "middle")


def _cell(sheet: Sheet, kit: Kit, place: tuple[list[PersonCard], Box, _Cells], focus: str) -> None:
    """The people of a cell below one another, in two lines each where there is room; "+n" for the others."""
    people, room, cells = place
    if not people:
        return
    slots = max(1, int((room.h - 2) // cells.pitch))
    shown = people if len(people) <= slots else people[: max(0, slots - 1)]
    pitch = min(cells.size * 3.1, (room.h - 2) / (len(shown) + (len(shown) < len(people))))
    y = room.y + 2
    for card in shown:
        box = Box(x=room.x, y=y, w=room.w, h=pitch - kit.px(3))
        if card.key == cells.spotlight:
            spotlight(sheet, kit, Box(x=box.x + 1, y=box.y + 1, w=box.w - 2, h=box.h - 2), card)
        _chip(sheet, kit, box, card, cells.size, lit=focus == f"person-{card.key}")
        y += pitch
    rest = tuple(people[len(shown) :])
    if rest:
        rows = tuple(f"person-{card.key}" for card in rest)
        box = Box(x=room.x, y=y, w=room.w, h=pitch)
        more_mark(sheet, kit, box, More(key=rest[0].key, people=rest, rows=rows), focus)


def _chip(sheet: Sheet, kit: Kit, box: Box, card: PersonCard, size: float, *, lit: bool) -> None:
    dash = (kit.px(3), kit.px(2)) if card.dashed else ()
    if lit:
        ring = Box(x=box.x - 2, y=box.y - 2, w=box.w + 4, h=box.h + 4)
        sheet.rect(ring, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(5))
    edge = kit["axis"] if not card.stale else kit["button_edge"]
    sheet.rect(box, Pen(fill=kit["card"], stroke=edge, width=kit.px(1), dash=dash), kit.px(4))
    inset = kit.px(2) if card.is_key else 0.0
    if card.is_key:
        inner = Box(x=box.x + inset, y=box.y + inset, w=box.w - 2 * inset, h=box.h - 2 * inset)
        sheet.rect(inner, Pen(stroke=edge, width=kit.style.hair), kit.px(3))
    color = kit["muted"] if card.stale or card.dashed else kit["text"]
    lines = name_in(card.name, size, 500, box.w - 2 * (kit.px(3) + inset), 2 if box.h >= size * 2.5 else 1)
    y = box.y + box.h / 2 + size * (0.36 - 0.6 * (len(lines) - 1))
    for line in lines:
        sheet.text((box.x + kit.px(3) + inset, y), line, Font(size, 500, color))
        y += size * 1.2
    sheet.marks.append(mark_of(card, box))
