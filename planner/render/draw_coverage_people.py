# SPDX-License-Identifier: Apache-2.0
"""Their people by ours (ux C4, view B): how deep each of us knows each of them as a circle with its digit."""

from __future__ import annotations

from planner.kernel.data import dataclass
from planner.kernel.text import trn
from planner.render import glyphs
from planner.render.depth_signs import disc, draw_signs, sign_lines
from planner.render.map_cards import FLOORS
from planner.render.measure import elide, name_in, text_width, wrap
from planner.render.people_rows import More, more_mark
from planner.render.scene import Anchor, Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.coverage_chart import CoverageChart
from planner.views.coverage_rows import Cell, Theirs

MOST_IN_SHOW, _MOST_OURS = 12, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns stand: ``role`` and ``unit`` are their left, ``wide`` the width of each of ours."""

    role: float
    unit: float
    ours: float
    wide: float
    days: float
    flag: float


def draw_people(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit, focus: str) -> None:
    """Rows are their people with their unit, columns ours; the foot says how many each of us has met and holds."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    signs = sign_lines(kit, area.w, view.signs)
    low, head = size * (1.9 + 1.4 * len(signs)), size * 3.1
    free = area.h - low - head
    rows = _fitting(view, free, size, kit)
    columns = _columns(view, rows, area, size, kit)
    _column_heads(sheet, view, (area, columns), kit)
    y = area.y + head
    pitch = min(free / max(1, len(rows)), size * 3.0)
    for row in rows:
        sheet.line((area.x, y), (area.x + area.w, y), kit.hairline("row_line"))
        words = elide(row.card.role_text or "–", size, 400, columns.unit - columns.role - kit.px(8))
        sheet.text((columns.role, y + pitch / 2 + size * 0.36), words, kit.second)
        words = elide(row.unit or view.no_unit_text, size, 400, columns.ours - columns.unit - kit.px(8))
        sheet.text((columns.unit, y + pitch / 2 + size * 0.36), words, kit.second)
        _row(sheet, view, row, (Box(x=area.x, y=y, w=area.w, h=pitch), columns, focus), kit)
        y += pitch
    _foot(sheet, view, (area, columns, y, rows), kit, focus)
    base = min(area.y + area.h - size * 0.4 - (len(signs) - 1) * size * 1.4, y + size * 3.3)
    draw_signs(sheet, kit, (area.x, base), signs)


def _columns(view: CoverageChart, rows: tuple[Theirs, ...], area: Box, size: float, kit: Kit) -> _Columns:
    """Names and units as wide as their words need, ours share what the days and flags leave."""
    count = max(1, len(view.ours[:_MOST_OURS]))
    air = kit.px(12)
    names = max((text_width(row.card.name, size, 600) for row in rows), default=0.0) + air
    units = max((text_width(row.unit or view.no_unit_text, size) for row in rows), default=0.0) + air
    roles = min(size * 6.5, max((text_width(row.card.role_text or "–", size) for row in rows), default=0.0) + air)
    flags = min(size * 9.5, max([text_width(row.flag, size, 500) for row in rows if row.flag] + [0.0]))
    days = size * 6.0
    tail = days + (flags + size * 2.4 if flags else 0.0)
    room = area.w - tail - count * kit.px(40) - roles
    names = min(names, max(room * 0.6, size * 6), size * 16)
    units = max(0.0, min(units, room - names))
    wide = min((area.w - tail - names - roles - units) / count, kit.px(150))
    ours = area.x + names + roles + units
    end = ours + wide * count + days
    unit = area.x + names + roles
    return _Columns(role=area.x + names, unit=unit, ours=ours, wide=wide, days=end - size * 0.6, flag=end + size * 0.4)


def _fitting(view: CoverageChart, room: float, size: float, kit: Kit) -> tuple[Theirs, ...]:
    """As many rows as there is room for, the heaviest roles; a slide shows twelve at most."""
    most = min(MOST_IN_SHOW if kit.style.name == "show" else len(view.rows), max(1, int(room / (size * 1.36))))
    kept = sorted(range(len(view.rows)), key=lambda n: (-view.rows[n].card.weight, n))[:most]
    return tuple(row for n, row in enumerate(view.rows) if n in kept)


def _column_heads(sheet: Sheet, view: CoverageChart, place: tuple[Box, _Columns], kit: Kit) -> None:
    area, columns = place
    size = kit.style.second
    role_head, unit_head, days_head = view.heads_of_people

    def head(words: str, x: float, room: float, anchor: Anchor, color: str) -> None:
        lines = wrap(words, size, 500, room, 2)
        for m, line in enumerate(lines):
            y = area.y + size * (2.4 - 1.2 * (len(lines) - 1 - m))
            sheet.text((x, y), line, Font(size, 500, kit[color]), anchor)

    head(role_head, columns.role, columns.unit - columns.role, "start", "muted")
    head(unit_head, columns.unit, columns.ours - columns.unit, "start", "muted")
    for n, one in enumerate(view.ours[:_MOST_OURS]):
        head(one.name, columns.ours + (n + 0.5) * columns.wide, columns.wide - kit.px(4), "middle", "text")
    if not view.ours:
        sheet.text((columns.ours, area.y + size * 2.4), view.nobody_text, kit.second)
    head(days_head, columns.days, size * 5.6, "end", "muted")


def _row(sheet: Sheet, view: CoverageChart, row: Theirs, place: tuple[Box, _Columns, str], kit: Kit) -> None:
    box, columns, focus = place
    names, wide = columns.role - box.x, columns.wide
    size = max(FLOORS[kit.style.name], kit.style.second)
    if focus == f"person-{row.card.key}":
        sheet.rect(box, Pen(fill=kit["selection"]), kit.px(4))
    middle = box.y + box.h / 2
    lines = name_in(row.card.name, size, 600, names - kit.px(8), 2 if box.h >= size * 2.6 else 1)
    for n, line in enumerate(lines):
        y = middle + size * (0.36 + 1.2 * n - 0.6 * (len(lines) - 1))
        sheet.text((box.x, y), line, Font(size, 600, kit["text"]))
    records = (row.card.contact_id,) if row.card.contact_id else ()
    sheet.marks.append(Mark(id=f"person-{row.card.key}", entity="contact", records=records, sentence=row.card.sentence,
                            box=Box(x=box.x, y=box.y, w=names, h=box.h), card=row.card.lines))  # fmt: skip
    shown = row.depths[:_MOST_OURS]
    for n, cell in enumerate(shown):
        room = Box(x=columns.ours + n * wide, y=box.y, w=wide, h=box.h)
        key = f"depth-{row.card.key}-{view.ours[n].key}"
        _depth(sheet, kit, room, cell, size, lit=focus == key)
        sheet.marks.append(Mark(id=key, entity="contact", records=records, sentence=cell.sentence, box=room,
                                card=(cell.sentence,)))  # fmt: skip
    days = view.none_word if row.days is None else str(row.days)
    color = kit["muted" if row.days is None else "text"]
    sheet.text((columns.days, middle + size * 0.36), days, Font(size, 400, color), "end")
    if row.flag:
        x = columns.flag
        glyphs.status(sheet, kit, (x + size * 0.5, middle), size * 0.9, "watch")
        words = elide(row.flag, size, 500, box.x + box.w - x - size * 1.4)
        sheet.text((x + size * 1.3, middle + size * 0.36), words, Font(size, 500, kit["text"]))


def _depth(sheet: Sheet, kit: Kit, room: Box, cell: Cell, size: float, *, lit: bool) -> None:
    """A disc that grows with the depth, its digit beside it; hatched when stale, a dot for none."""
    x, y = room.middle
    most = min(room.h * 0.44, size * 0.95)
    if lit:
        ring = Box(x=x - size * 2, y=y - room.h * 0.47, w=size * 4, h=room.h * 0.94)
        sheet.rect(ring, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(4))
    digit = Box(x=x + size * 0.3, y=y - size * 0.72, w=size * 1.1, h=size * 1.44)
    if cell.holds:
        sheet.rect(digit, Pen(stroke=kit["text"], width=kit.px(1.25)), kit.px(3))
    if cell.value or cell.holds:
        weight = 600 if cell.holds else 400
        sheet.text((digit.middle[0], y + size * 0.36), str(cell.value), Font(size, weight, kit["text"]), "middle")
    if not cell.value:
        sheet.circle((x - size * 0.5, y), kit.px(1.5), Pen(fill=kit["axis"]))
        return
    disc(sheet, kit, (x - size * 0.5, y), most * (0.4 + 0.15 * cell.value), stale=cell.stale)


def _foot(
    sheet: Sheet, view: CoverageChart, place: tuple[Box, _Columns, float, tuple[Theirs, ...]], kit: Kit, focus: str
) -> None:
    """How many of them each of us has met and is named for, and who has no row here."""
    area, columns, y, rows = place
    size = max(FLOORS[kit.style.name], kit.style.second)
    sheet.line((area.x, y), (area.x + area.w, y), kit.hairline())
    rest = tuple(row.card for row in view.rows if row not in rows)
    if rest:
        words = trn("{n} more person not shown", "{n} more people not shown", len(rest))
        wide = text_width(words, size) + kit.px(12)
        box = Box(x=area.x + area.w - wide, y=y + kit.px(2), w=wide, h=size * 2)
        keys = tuple(f"person-{card.key}" for card in rest)
        more_mark(sheet, kit, box, More(key="people", people=rest, rows=keys, words=words), focus)
    word, *counts = view.foot
    sheet.text((area.x, y + size * 1.5), word, Font(size, 500, kit["text"]))
    for n, count in enumerate(counts[:_MOST_OURS]):
        x = columns.ours + (n + 0.5) * columns.wide
        sheet.text((x, y + size * 1.5), count, Font(size, 500, kit["text"]), "middle")


def draw_nobody(sheet: Sheet, view: CoverageChart, area: Box, kit: Kit) -> None:
    """Ghost rows with discs that were never met, and what is missing."""
    size, high = kit.style.label, kit.px(34)
    wide = min(area.w * 0.8, kit.px(420))
    left, y = area.x + (area.w - wide) / 2, area.y + area.h * 0.22
    dash = (kit.px(4), kit.px(3))
    for m in range(4):
        middle = y + (m + 0.5) * high
        sheet.line((left, y + m * high), (left + wide, y + m * high), kit.hairline())
        name = Box(x=left, y=middle - kit.px(6), w=wide * (0.34, 0.26, 0.3, 0.22)[m], h=kit.px(12))
        sheet.rect(name, Pen(stroke=kit["unknown"], width=kit.px(1.25), dash=dash), kit.px(4))
        for n in range(3):
            at = (left + wide * (0.55 + 0.18 * n), middle)
            sheet.circle(at, kit.px(4 + (m + 2 * n) % 3 * 2.5), Pen(stroke=kit["unknown"], width=kit.px(1.25),
                                                                 dash=dash))  # fmt: skip
    y += 4 * high + size * 2.4
    for line in wrap(view.empty_text, size, 400, min(area.w * 0.8, size * 34), 3):
        sheet.text((area.x + area.w / 2, y), line, kit.label, "middle")
        y += size * 1.5
