# SPDX-License-Identifier: Apache-2.0
"""The discs of contact depth and their legend (ux C4, view B)."""

from __future__ import annotations

from planner.render.map_cards import FLOORS
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Font, Pen, Point, Sheet
from planner.render.tokens import Kit

_Lines = list[list[tuple[str, str]]]


def disc(sheet: Sheet, kit: Kit, middle: Point, r: float, *, stale: bool) -> None:
    """A disc, hatched when the contact is stale."""
    if not stale:
        sheet.circle(middle, r, Pen(fill=kit["chart_now"]))
        return
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


def sign_lines(kit: Kit, width: float, signs: tuple[tuple[str, str], ...]) -> _Lines:
    """The signs with their words on lines of ``width`` px; words that are too long for one go on below, signless."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    lines: _Lines = []
    used = 0.0
    for sign, said in signs:
        for n, words in enumerate(wrap(said, size, 400, width - size * 1.8, 3)):
            wide = size * 2.8 + text_width(words, size)
            if not lines or n or used + wide > width + size:
                lines.append([])
                used = 0.0
            lines[-1].append(("" if n else sign, words))
            used += wide
    return lines


def draw_signs(sheet: Sheet, kit: Kit, place: Point, lines: _Lines) -> None:
    """Put the legend, its first base line at ``place``."""
    left, y = place
    size = max(FLOORS[kit.style.name], kit.style.second)
    font = Font(size, 400, kit["muted"])
    for line in lines:
        x = left
        for sign, words in line:
            _sign(sheet, kit, (x + size * 0.7, y - size * 0.36), sign)
            sheet.text((x + size * 1.8, y), words, font)
            x += size * 2.8 + text_width(words, size)
        y += size * 1.4


def _sign(sheet: Sheet, kit: Kit, middle: Point, sign: str) -> None:
    size = max(FLOORS[kit.style.name], kit.style.second)
    x, y = middle
    if sign in {"disc", "stale"}:
        disc(sheet, kit, middle, size * 0.5, stale=sign == "stale")
    elif sign == "holds":
        sheet.rect(Box(x=x - size * 0.5, y=y - size * 0.6, w=size, h=size * 1.2),
                   Pen(stroke=kit["text"], width=kit.px(1.25)), kit.px(3))  # fmt: skip
    elif sign == "none":
        sheet.circle(middle, kit.px(1.5), Pen(fill=kit["axis"]))
