# SPDX-License-Identifier: Apache-2.0
"""Small signs that several charts share: status glyphs, band chips, pins, the ring of what is not assessed."""

from __future__ import annotations

from math import atan2, cos, pi, sin

from planner.kernel.data import dataclass
from planner.render.measure import text_width
from planner.render.scene import Box, Font, Pen, Point, Sheet
from planner.render.tokens import Kit

INK = "#1B1F24"
_PALE = "#FFFFFF"
# The same in every palette, as the white discs are.
_STRONG = "#0B57A4"
_ROUND = 2
BAND_ROLES = {"low": "l", "medium": "m", "high": "h", "extreme": "e"}


def status(sheet: Sheet, kit: Kit, middle: Point, size: float, state: str) -> None:
    """A status glyph: fine circle, watch triangle, act diamond, unknown dashed ring; nothing for other states."""
    x, y = middle
    half = size / 2
    if state == "fine":
        sheet.circle(middle, half * 0.9, Pen(fill=kit["fine"]))
    elif state == "watch":
        corners = ((x, y - half * 0.85), (x + half * 0.95, y + half * 0.8), (x - half * 0.95, y + half * 0.8))
        sheet.path(corners, Pen(fill=kit["watch"]))
    elif state == "act":
        corners_of_diamond = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        sheet.path(corners_of_diamond, Pen(fill=kit["act"]))
    elif state == "unknown":
        unknown(sheet, kit, middle, half * 0.8)


def unknown(sheet: Sheet, kit: Kit, middle: Point, r: float) -> None:
    """The dashed ring of what was not assessed."""
    step = 2 * pi * r / 16
    sheet.circle(middle, r, Pen(stroke=kit["unknown"], width=max(1.5, r / 4), dash=(step * 1.1, step * 0.9)))


def band_chip(sheet: Sheet, kit: Kit, box: Box, band: str, letter: str) -> None:
    """The square with the band's letter."""
    role = BAND_ROLES[band]
    sheet.rect(box, Pen(fill=kit[f"risk_{role}"], stroke=kit["axis"], width=kit.style.hair), box.w * 0.15)
    size = min(kit.style.label, box.h * 0.66)
    x, y = box.middle
    sheet.text((x, y + size * 0.36), letter, Font(size, 600, kit[f"risk_{role}_text"]), "middle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What a pin says: its number, its plan (none, plan, drilled) and the colour of the plan's ring.

    A ``strong`` one is dark blue and larger, with a light number: the title speaks of it.
    """

    number: str
    plan: str
    ring: str
    strong: bool = False


def pin(sheet: Sheet, kit: Kit, middle: Point, look: Pinned, r: float) -> None:
    """A numbered white disc; a ring round it means a plan, a dashed ring a drilled plan."""
    size = kit.style.second
    r *= 1.15 if look.strong else 1.0
    half = pin_half(look.number, size, r)
    width = max(1.5, r * 0.14)
    x, y = middle
    box = Box(x=x - half, y=y - r, w=2 * half, h=2 * r)
    ground, ink = (_STRONG, _PALE) if look.strong else (_PALE, INK)
    sheet.rect(box, Pen(fill=ground, stroke=ink, width=width), r)
    if look.plan in {"plan", "drilled"}:
        gap = ring_gap(r)
        dash = (r * 0.28, r * 0.2) if look.plan == "drilled" else ()
        around = Box(x=box.x - gap, y=box.y - gap, w=box.w + 2 * gap, h=box.h + 2 * gap)
        sheet.rect(around, Pen(stroke=look.ring, width=width * 1.1, dash=dash), r + gap)
    sheet.text((x, y + size * 0.36), look.number, Font(size, 600, ink), "middle")


def pin_half(number: str, size: float, r: float) -> float:
    """Half the width of a pin: round for two digits, wider for longer numbers."""
    beside = 0.2 if len(number) <= _ROUND else 0.34
    return max(r, text_width(number, size, 600) / 2 + r * beside)


def ring_gap(r: float) -> float:
    """From the edge of a pin to its plan ring."""
    return r * 0.36


def ghost(sheet: Sheet, kit: Kit, middle: Point, r: float) -> None:
    """The thin ring of a former place; the wide one below it keeps it readable on every band."""
    sheet.circle(middle, r, Pen(stroke=kit["card"], width=kit.px(3)))
    sheet.circle(middle, r, Pen(stroke=kit["text"], width=kit.px(1.25)))


def worst_edge(sheet: Sheet, kit: Kit, box: Box) -> None:
    """The second edge that only the worst band has."""
    by = kit.px(3)
    inner = Box(x=box.x + by, y=box.y + by, w=box.w - 2 * by, h=box.h - 2 * by)
    sheet.rect(inner, Pen(stroke=kit["risk_e_text"], width=kit.px(1.5)))


def arrow(sheet: Sheet, start: Point, end: Point, color: str, width: float) -> None:
    """A straight arrow with a filled head at its end."""
    angle = _angle(start, end)
    head = width * 4.2
    back = (end[0] - head * cos(angle), end[1] - head * sin(angle))
    side = (head * 0.5 * sin(angle), head * 0.5 * cos(angle))
    sheet.line(start, back, Pen(stroke=color, width=width))
    wings = ((back[0] + side[0], back[1] - side[1]), (back[0] - side[0], back[1] + side[1]))
    sheet.path((end, *wings), Pen(fill=color))


def _angle(start: Point, end: Point) -> float:
    return atan2(end[1] - start[1], end[0] - start[0])
