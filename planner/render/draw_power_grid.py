# SPDX-License-Identifier: Apache-2.0
"""The power map as a grid for many people: role weight upwards, level to the right (ux C5)."""

from __future__ import annotations

from dataclasses import dataclass

from planner.render.map_cards import FLOORS, level_roles, mark_of
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.person_card import PersonCard
from planner.views.power_map import PowerMap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    left: float
    top: float
    wide: float
    pitch: float
    size: float


def draw_grid(sheet: Sheet, view: PowerMap, area: Box, kit: Kit, focus: str) -> None:
    """Rows are roles by weight, columns levels; each person is a chip in their cell, "+n" what does not fit."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    used_rows = [row for row in view.rows if row[0] or any(not card.weight for card in view.cards)]
    heads = max(text_width(word, size, 500) for _, word in used_rows) + kit.px(28)
    columns = _used_columns(view)
    pitch = size * 1.95
    cells = _Cells(left=area.x + kit.px(8) + heads, top=area.y + size * 2.4,
                   wide=(area.w - heads - kit.px(16)) / len(columns), pitch=pitch, size=size)  # fmt: skip
    _heads(sheet, kit, cells, columns)
    by_cell = _by_cell(view)
    y = cells.top
    heights = _heights(used_rows, (columns, by_cell), area.y + area.h - cells.top, pitch)
    for (weight, word), high in zip(used_rows, heights, strict=True):
        sheet.line((area.x + kit.px(8), y), (area.x + area.w - kit.px(8), y), kit.hairline())
        for n, line in enumerate(wrap(word, size, 500, heads - kit.px(24), 2)):
            sheet.text((area.x + kit.px(26), y + size * (1.35 + 1.25 * n)), line, Font(size, 500, kit["text"]))
        if weight:
            sheet.text((area.x + kit.px(8), y + size * 1.35), str(weight), kit.second)
        for n, (level, _) in enumerate(columns):
            room = Box(x=cells.left + n * cells.wide, y=y + 3, w=cells.wide - kit.px(6), h=high - 3)
            _cell(sheet, kit, (by_cell.get((weight, level), []), room, cells), focus)
        y += high


def _used_columns(view: PowerMap) -> list[tuple[str, str]]:
    """All levels; the columns of the not met and the not assessed only where somebody stands in them."""
    held = {card.level or "" for card in view.cards}
    return [column for column in view.columns if column[0] in held or column[0] not in {"", "not_met"}]


def _by_cell(view: PowerMap) -> dict[tuple[int, str], list[PersonCard]]:
    found: dict[tuple[int, str], list[PersonCard]] = {}
    for card in view.cards:
        found.setdefault((card.weight, card.level or ""), []).append(card)
    return found


def _heights(
    rows: list[tuple[int, str]],
    cells: tuple[list[tuple[str, str]], dict[tuple[int, str], list[PersonCard]]],
    room: float,
    pitch: float,
) -> list[float]:
    """Each row as high as its fullest cell; where all is too high, the fullest give way first."""
    columns, by_cell = cells
    counts = [max((len(by_cell.get((w, level), [])) for level, _ in columns), default=0) for w, _ in rows]
    slots = [max(1, count) for count in counts]
    while sum(slots) * pitch + 8 * len(rows) > room and max(slots) > 1:
        slots[slots.index(max(slots))] -= 1
    spare = max(0.0, room - sum(slots) * pitch - 8 * len(rows))
    return [slot * pitch + 8 + spare / len(rows) * 0.6 for slot in slots]


def _heads(sheet: Sheet, kit: Kit, cells: _Cells, columns: list[tuple[str, str]]) -> None:
    for n, (level, word) in enumerate(columns):
        box = Box(x=cells.left + n * cells.wide, y=cells.top - cells.size * 1.9, w=cells.wide - kit.px(6),
                  h=cells.size * 1.6)  # fmt: skip
        fill, ink = level_roles(level or None, stale=False)
        if level in {"", "not_met"}:
            sheet.text((box.x, box.y + cells.size * 1.15), elide(word, cells.size, 400, cells.wide), kit.second)
            continue
        sheet.rect(box, Pen(fill=kit[fill]), kit.px(3))
        sheet.text((box.middle[0], box.y + cells.size * 1.15), word, Font(cells.size, 600, kit[ink]), "middle")


def _cell(sheet: Sheet, kit: Kit, place: tuple[list[PersonCard], Box, _Cells], focus: str) -> None:
    people, room, cells = place
    slots = max(1, int((room.h - 2) // cells.pitch))
    shown = people if len(people) <= slots else people[: max(0, slots - 1)]
    y = room.y + 2
    for card in shown:
        box = Box(x=room.x, y=y, w=room.w, h=cells.pitch - kit.px(3))
        _chip(sheet, kit, box, card, cells.size, lit=focus == f"person-{card.key}")
        y += cells.pitch
    rest = people[len(shown) :]
    if rest:
        words = f"+{len(rest)}"
        sheet.text((room.x + kit.px(4), y + cells.size * 1.2), words, Font(cells.size, 600, kit["text"]))
        names = ", ".join(card.name for card in rest)
        sheet.marks.append(Mark(id=f"more-{rest[0].key}", entity="contact", records=(), sentence=names,
                                box=Box(x=room.x, y=y, w=room.w, h=cells.pitch), card=(words, names)))  # fmt: skip


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
    words = elide(card.name, size, 500, box.w - 2 * kit.px(5) - inset)
    sheet.text((box.x + kit.px(5) + inset, box.y + box.h / 2 + size * 0.36), words, Font(size, 500, color))
    sheet.marks.append(mark_of(card, box))
