# SPDX-License-Identifier: Apache-2.0
"""The closing page of a show as a slide: who does what by when, each action a line of its own (ux 4)."""

from __future__ import annotations

from typing import Final

from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.render.frame import framed
from planner.render.measure import elide, wrap
from planner.render.scene import Box, Font, Mark, Pen, Scene, Sheet
from planner.render.tokens import STYLES, Kit, Palette, kit
from planner.views.audience import CUSTOMER, audience_name
from planner.views.recap import Agreed, Recap, said
from planner.views.tables import UNKNOWN

_LOW, _HIGH, _HEADS, _REST = 78.0, 116.0, 52.0, 48.0
_TWO: Final = 92.0  # from which height on a line of the page holds two of text
_SIZE: Final = 34.0
_DISC: Final = 24.0
# Where owner, day and mark begin, in shares of the width.
_CUSTOMER, _INTERNAL = (0.62, 0.84, 1.0), (0.53, 0.72, 0.88)


def draw_recap(view: Recap, colors: Palette | None = None, page: str = "") -> Scene:
    """The page; every line is a mark under its number. Lines for which there is no room are counted."""
    width, height = STYLES["show"].natural
    tools, sheet = kit("show", colors), Sheet()
    area = framed(sheet, view, Box(x=0.0, y=0.0, w=width, h=height), tools, page)
    _lines(sheet, view, area, tools)
    return Scene(
        width=width,
        height=height,
        ground=tools["card"],
        shapes=tuple(sheet.shapes),
        marks=tuple(sheet.marks),
        title=view.title,
        description=view.sentence(),
    )


def _lines(sheet: Sheet, view: Recap, area: Box, kit: Kit) -> None:
    places = [area.x + share * area.w for share in (_CUSTOMER if view.audience == CUSTOMER else _INTERNAL)]
    marked = view.audience != CUSTOMER
    heads = (tr("Action"), tr("Owner"), tr("Due"), *((tr("Audience"),) if marked else ()))
    for x, word in zip((area.x, *places), heads, strict=False):
        sheet.text((x, area.y + 28), word, kit.head)
    y, count = area.y + _HEADS, len(view.actions)
    sheet.line((area.x, y), (area.x + area.w, y), kit.hairline("axis"))
    room = area.h - _HEADS
    high = min(_HIGH, max(_LOW, room / max(1, count)))
    fit = count if count * high <= room + 1 else int((room - _REST) / high)
    for number, one in enumerate(view.actions[:fit], 1):
        box = Box(x=area.x, y=y, w=area.w, h=high)
        _line(sheet, (number, one), box, places, kit, marked=marked)
        y += high
        sheet.line((area.x, y), (area.x + area.w, y), kit.hairline())
    if fit < count:
        words = trn("and {n} more action", "and {n} more actions", count - fit)
        sheet.text((area.x, y + 40), words, kit.second)


def _line(sheet: Sheet, row: tuple[int, Agreed], box: Box, places: list[float], kit: Kit, *, marked: bool) -> None:
    number, one = row
    middle, drop = box.y + box.h / 2, _SIZE * 0.36
    sheet.circle((box.x + _DISC, middle), _DISC, Pen(fill=kit["accent"]))
    sheet.text((box.x + _DISC, middle + 9), str(number), Font(26, 600, kit["on_accent"]), "middle")
    start, gap = box.x + 3 * _DISC, 32.0
    parts = wrap(one.title, _SIZE, 600, places[0] - start - gap, 2 if box.h >= _TWO else 1)
    for n, part in enumerate(parts):
        at = middle + drop + (n - (len(parts) - 1) / 2) * _SIZE * 1.15
        sheet.text((start, at), part, Font(_SIZE, 600, kit["text"]))
    cells = [one.owner or UNKNOWN, day_text(one.due) if one.due else UNKNOWN]
    cells += [audience_name(one.audience)] if marked else []
    ends = [*places[1:], box.x + box.w]
    for x, end, word in zip(places, ends, cells, strict=False):
        font = Font(30, 400, kit["muted"] if word == UNKNOWN else kit["text"])
        sheet.text((x, middle + 30 * 0.36), elide(word, font.size, font.weight, end - x - 16), font)
    sheet.marks.append(Mark(id=str(number), entity="action", records=(str(number),), sentence=said(one), box=box))
