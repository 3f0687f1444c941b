# SPDX-License-Identifier: Apache-2.0
"""What a chart shows in place of an empty scale: one calm sentence, and what would tell, one line each (ux 3.0)."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something without a value: its name, what is missing of it, and what its mark says and opens."""

    key: str
    name: str
    reason: str
    words: tuple[str, ...]
    entity: str = "measure"

    def mark(self, box: Box) -> Mark:
        """Its mark at a place; a measure explains itself."""
        records = (self.key,) if self.entity == "measure" else ()
        said = ". ".join(self.words) + "."
        return Mark(id=self.key, entity=self.entity, records=records, sentence=said, box=box, card=self.words)


def missing_list(sheet: Sheet, said: tuple[str, Sequence[Gap]], area: Box, kit: Kit, focus: str) -> None:
    """The sentence, and below it the gaps as rows between hairlines; no axis, no legend."""
    (words, gaps), style = said, kit.style
    inset = kit.px(8) if style.name == "screen" else 0.0
    wide = min(area.w - 2 * inset, style.label * 56)
    lines = wrap(words, style.label, 400, wide, 3)
    name = min(max((text_width(gap.name, style.label, 500) for gap in gaps), default=0.0), wide * 0.4)
    rows = max((text_width(gap.reason, style.second) for gap in gaps), default=0.0) + name + kit.px(32) + 2
    need = min(wide, max(rows if gaps else 0.0, *(text_width(line, style.label) for line in lines)))
    left = area.x + inset + (area.w - 2 * inset - need) / 2  # in the middle of what else would be blank
    head = style.label * (0.6 + 1.45 * len(lines))
    step = min((area.h - head) / max(1, len(gaps)), style.label * 3)
    top = area.y + max(0.0, area.h - head - step * len(gaps)) * 0.4
    for number, line in enumerate(lines):
        sheet.text((left, top + style.label * (1.2 + 1.45 * number)), line, kit.label)
    for number, gap in enumerate(gaps):
        row = Box(x=left, y=top + head + step * number, w=need, h=step)
        _row(sheet, gap, (row, name), kit, lit=focus == gap.key)
        if number:
            sheet.line((row.x, row.y), (row.x + row.w, row.y), kit.hairline("row_line"))


def _row(sheet: Sheet, gap: Gap, place: tuple[Box, float], kit: Kit, *, lit: bool) -> None:
    """The ring, the name and what is missing."""
    (row, name), style = place, kit.style
    middle, r = row.y + row.h / 2, kit.px(6)
    box = Box(x=row.x - kit.px(8), y=row.y, w=row.w + kit.px(16), h=row.h)
    if lit:
        sheet.rect(box, Pen(fill=kit["selection"]), kit.px(6))
    glyphs.unknown(sheet, kit, (row.x + r + 1, middle), r)
    x = row.x + 2 * r + kit.px(10)
    said = elide(gap.name, style.label, 500, name)
    sheet.text((x, middle + style.label * 0.36), said, Font(style.label, 500, kit["text"]))
    x += name + kit.px(20)
    reason, room = gap.reason or tr("not assessed"), row.x + row.w - x
    lines = wrap(reason, style.second, 400, room, 2 if row.h > style.second * 2.7 else 1)
    for number, line in enumerate(lines):
        base = middle + style.second * (0.36 + 1.25 * (number - (len(lines) - 1) / 2))
        sheet.text((x, base), line, kit.second)
    sheet.marks.append(gap.mark(box))


def gap_height(gaps: Sequence[Gap], kit: Kit) -> float:
    """The height that the lines of these gaps take, with the space above them."""
    return kit.style.second * 1.65 * len(gaps) + (kit.px(8) if gaps else 0.0)


def gap_lines(sheet: Sheet, gaps: Sequence[Gap], area: Box, kit: Kit, focus: str) -> None:
    """The gaps beside what is known, as one line each at the foot of ``area``; last, as they are read last."""
    size, pitch = kit.style.second, kit.style.second * 1.65
    top = area.y + area.h - pitch * len(gaps)
    for number, gap in enumerate(gaps):
        row = Box(x=area.x, y=top + pitch * number, w=area.w, h=pitch)
        if focus == gap.key:
            sheet.rect(row, Pen(fill=kit["selection"]), kit.px(4))
        r, middle = kit.px(5), row.y + pitch / 2
        glyphs.unknown(sheet, kit, (row.x + r + 2, middle), r)
        said = tr("{name}: not assessed · {reason}", name=gap.name, reason=gap.reason) if gap.reason else tr(
            "{name}: not assessed", name=gap.name)  # fmt: skip
        x = row.x + 2 * r + kit.px(9)
        sheet.text((x, middle + size * 0.36), elide(said, size, 400, row.x + row.w - x), kit.second)
        sheet.marks.append(gap.mark(row))
