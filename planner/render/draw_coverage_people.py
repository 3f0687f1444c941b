# SPDX-License-Identifier: Apache-2.0
"""Their people by ours (ux C4, view B): how deep each of us knows each of them as a circle with its digit."""

from __future__ import annotations

from planner.render import glyphs
from planner.render.map_cards import FLOORS
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.coverage_chart import CoverageChart
from planner.views.coverage_rows import Cell, Theirs

MOST_IN_SHOW, _MOST_OURS = 8, 7


def draw_people(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit, focus: str) -> None:
    """Rows are their people by unit, columns ours; the foot says how many each of us holds."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    scale = wrap(view.scale_text, size, 400, area.w, 2)
    low = size * (2.2 + 1.4 * len(scale))
    rows = _fitting(view, area.h - low - size * 3.2, size, kit)
    ours = view.ours[:_MOST_OURS]
    names = min(area.w * 0.34, max((text_width(r.card.name, size, 600) for r in rows), default=0.0) + kit.px(10))
    names = max(names, area.w * 0.22)
    tail = max([text_width(r.flag, size, 500) for r in rows if r.flag] + [0.0]) + size * 5.2
    wide = min(max(kit.px(36), (area.w - names - tail) / max(1, len(ours) or 1)), kit.px(110))
    _column_heads(sheet, view, (area, names, wide), kit)
    y = area.y + size * 3.2
    groups = len({row.unit for row in rows})
    pitch = min((area.h - low - size * 3.2 - groups * size * 1.5) / max(1, len(rows)), size * 3.0)
    unit: str | None = None
    for row in rows:
        if row.unit != unit:
            unit = row.unit
            sheet.text(
                (area.x, y + size * 1.05),
                elide(unit or view.no_unit_text, size, 600, names),
                Font(size, 600, kit["muted"]),
            )
            y += size * 1.5
        sheet.line((area.x, y), (area.x + area.w, y), kit.hairline("row_line"))
        _row(sheet, view, row, (Box(x=area.x, y=y, w=area.w, h=pitch), names, wide, focus), kit)
        y += pitch
    _foot(sheet, view, (area, names, wide, y, len(rows)), kit)
    base = area.y + area.h - size * 0.4 - (len(scale) - 1) * size * 1.4
    for line in scale:
        sheet.text((area.x, base), line, kit.second)
        base += size * 1.4


def _fitting(view: CoverageChart, room: float, size: float, kit: Kit) -> tuple[Theirs, ...]:
    """As many rows as there is room for, the heaviest roles; a slide shows eight at most."""
    most = MOST_IN_SHOW if kit.style.name == "show" else len(view.rows)
    kept = sorted(range(len(view.rows)), key=lambda n: (-view.rows[n].card.weight, n))
    while most > 1:
        chosen = {*kept[:most]}
        groups = len({view.rows[n].unit for n in chosen})
        if most * size * 1.7 + groups * size * 1.5 <= room:
            break
        most -= 1
    chosen = {*kept[:most]}
    return tuple(row for n, row in enumerate(view.rows) if n in chosen)


def _column_heads(sheet: Sheet, view: CoverageChart, place: tuple[Box, float, float], kit: Kit) -> None:
    area, names, wide = place
    size = kit.style.second
    for n, one in enumerate(view.ours[:_MOST_OURS]):
        x = area.x + names + (n + 0.5) * wide
        lines = wrap(one.name, size, 500, wide - kit.px(4), 2)
        for m, line in enumerate(lines):
            sheet.text(
                (x, area.y + size * (2.4 - 1.2 * (len(lines) - 1 - m))), line, Font(size, 500, kit["text"]), "middle"
            )
    if not view.ours:
        sheet.text((area.x + names, area.y + size * 2.4), view.nobody_text, kit.second)
    x = area.x + names + wide * max(1, len(view.ours[:_MOST_OURS])) + size * 2.4
    sheet.text((x, area.y + size * 2.4), view.days_head, Font(size, 500, kit["muted"]), "end")


def _row(sheet: Sheet, view: CoverageChart, row: Theirs, place: tuple[Box, float, float, str], kit: Kit) -> None:
    box, names, wide, focus = place
    size = max(FLOORS[kit.style.name], kit.style.second)
    if focus == f"person-{row.card.key}":
        sheet.rect(box, Pen(fill=kit["selection"]), kit.px(4))
    two = box.h >= size * 2.6 and bool(row.card.role_text)
    middle = box.y + box.h / 2
    name = elide(row.card.name, size, 600, names - kit.px(8))
    sheet.text((box.x, middle + size * (-0.25 if two else 0.36)), name, Font(size, 600, kit["text"]))
    if two:
        words = elide(row.card.role_text, size, 400, names - kit.px(8))
        sheet.text((box.x, middle + size * 1.0), words, Font(size, 400, kit["muted"]))
    records = (row.card.contact_id,) if row.card.contact_id else ()
    sheet.marks.append(Mark(id=f"person-{row.card.key}", entity="contact", records=records, sentence=row.card.sentence,
                            box=Box(x=box.x, y=box.y, w=names, h=box.h), card=row.card.lines))  # fmt: skip
    shown = row.depths[:_MOST_OURS]
    for n, cell in enumerate(shown):
        room = Box(x=box.x + names + n * wide, y=box.y, w=wide, h=box.h)
        key = f"depth-{row.card.key}-{view.ours[n].key}"
        _depth(sheet, kit, room, cell, size, lit=focus == key)
        sheet.marks.append(Mark(id=key, entity="contact", records=records, sentence=cell.sentence, box=room,
                                card=(cell.sentence,)))  # fmt: skip
    x = box.x + names + wide * max(1, len(shown)) + size * 2.4
    days = "–" if row.days is None else str(row.days)
    sheet.text((x, middle + size * 0.36), days, Font(size, 400, kit["text"]), "end")
    if row.flag:
        glyphs.status(sheet, kit, (x + size * 1.3, middle), size * 0.9, "watch")
        words = elide(row.flag, size, 500, box.x + box.w - x - size * 2.2)
        sheet.text((x + size * 2.1, middle + size * 0.36), words, Font(size, 500, kit["text"]))


def _depth(sheet: Sheet, kit: Kit, room: Box, cell: Cell, size: float, *, lit: bool) -> None:
    """A disc that grows with the depth, its digit beside it; hatched when stale, a dot for none."""
    x, y = room.middle
    most = min(room.h * 0.44, size * 0.95)
    if lit:
        ring = Box(x=x - size * 2, y=y - room.h * 0.47, w=size * 4, h=room.h * 0.94)
        sheet.rect(ring, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(4))
    if not cell.value:
        sheet.circle((x - size * 0.5, y), kit.px(1.5), Pen(fill=kit["axis"]))
        return
    r = most * (0.4 + 0.15 * cell.value)
    middle: Point = (x - size * 0.5, y)
    if cell.stale:
        sheet.circle(middle, r, Pen(fill=kit["card"], stroke=kit["chart_now"], width=kit.px(1.25)))
        step = max(kit.px(3), r / 2.2)
        offset = -r + step * 0.6
        while offset < r:
            half = max(0.0, r * r - offset * offset) ** 0.5
            # slanted strokes inside the disc
            sheet.line((middle[0] + offset * 0.71 - half * 0.71, middle[1] + offset * 0.71 + half * 0.71),
                       (middle[0] + offset * 0.71 + half * 0.71, middle[1] + offset * 0.71 - half * 0.71),
                       Pen(stroke=kit["chart_now"], width=kit.style.hair))  # fmt: skip
            offset += step
    else:
        sheet.circle(middle, r, Pen(fill=kit["chart_now"]))
    weight = 600 if cell.holds else 400
    sheet.text((x + size * 0.75, y + size * 0.36), str(cell.value), Font(size, weight, kit["text"]))


def _foot(sheet: Sheet, view: CoverageChart, place: tuple[Box, float, float, float, int], kit: Kit) -> None:
    """How many of them each of us holds, and how many rows are not shown."""
    area, names, wide, y, shown = place
    size = max(FLOORS[kit.style.name], kit.style.second)
    sheet.line((area.x, y), (area.x + area.w, y), kit.hairline())
    more = len(view.rows) - shown
    words = f"{view.load_text} (+{more})" if more else view.load_text
    sheet.text((area.x, y + size * 1.5), words, Font(size, 600, kit["text"]))
    for n, one in enumerate(view.ours[:_MOST_OURS]):
        x = area.x + names + (n + 0.5) * wide
        sheet.text((x, y + size * 1.5), str(one.load), Font(size, 600, kit["text"]), "middle")
