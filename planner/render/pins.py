# SPDX-License-Identifier: Apache-2.0
"""Where the pins of one matrix cell stand: at most four, beyond that three and a "+n" chip (ux C3)."""

from __future__ import annotations

from itertools import product

from planner.kernel.data import dataclass
from planner.render.glyphs import pin_half, ring_gap
from planner.render.measure import text_width
from planner.render.scene import Box, Point
from planner.render.tokens import Kit
from planner.views.risk_chart import NO_PLAN, RiskPin

MOST = 4
_RADIUS = 11.0
_Item = tuple[RiskPin | None, str]
# How many stand in the first row, by the number of items, the better way first; the rest stands in the second row.
_SPLITS = {1: (1,), 2: (2, 1), 3: (1, 2), 4: (2, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A pin, or with ``pin`` None the "+n" chip; ``half`` is half its width with the ring."""

    pin: RiskPin | None
    words: str
    middle: Point
    r: float
    half: float


def arrange(pins: tuple[RiskPin, ...], box: Box, kit: Kit) -> tuple[Placed, ...]:
    """The places of as many pins as fit; the others are counted in a chip, and none is dropped in silence."""
    if not pins:
        return ()
    most = len(pins) if len(pins) <= MOST else MOST - 1
    for count in range(most, 0, -1):
        items: list[_Item] = [(pin, pin.number) for pin in pins[:count]]
        if len(pins) > count:
            items.append((None, f"+{len(pins) - count}"))
        for small, split in product((1.0, 0.85, 0.75), _SPLITS[len(items)]):
            found = _try(items, split, box, kit, small)
            if found:
                return found
    words = f"+{len(pins)}"
    below = (box.x + box.w / 2 + kit.px(4), box.y + box.h * 0.64)
    return (Placed(pin=None, words=words, middle=below, r=kit.px(_RADIUS) * 0.75, half=_chip_half(words, kit)),)


def _try(items: list[_Item], split: int, box: Box, kit: Kit, small: float) -> tuple[Placed, ...]:
    """The items in one row, or in two of which the first has ``split``; () when they do not fit."""
    r = kit.px(_RADIUS) * max(1.0, min(1.25, box.w / kit.px(74))) * small
    rows = [items[:split], items[split:]] if split < len(items) else [items]
    ring = r + ring_gap(r) + kit.px(0.6)
    room = _Room(r=r, ring=ring, letter=kit.px(18), gap=kit.px(2.5))
    widths = [sum(2 * _half(item, r, kit) for item in row) + room.gap * (len(row) - 1) for row in rows]
    if len(rows) * 2 * ring > box.h:
        return ()
    # The letter at the top left of a cell stays free where a row stands beside it.
    indents = [_indent(number, len(rows), width, box, room) for number, width in enumerate(widths)]
    if any(width + indent > box.w - kit.px(3) for width, indent in zip(widths, indents, strict=True)):
        return ()
    return _places(rows, list(zip(widths, indents, strict=True)), box, room, kit)


def _indent(number: int, rows: int, width: float, box: Box, room: _Room) -> float:
    beside_letter = number == 0 and (rows > 1 or box.h < 2 * room.ring + room.letter)
    return room.letter if beside_letter and (box.w - width) / 2 < room.letter else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    r: float
    ring: float
    letter: float
    gap: float


def _places(
    rows: list[list[_Item]], spans: list[tuple[float, float]], box: Box, room: _Room, kit: Kit
) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    free = box.h - len(rows) * 2 * room.ring
    y = box.y + room.ring + free / 2
    if len(rows) == 1:
        # One row stands clear of the letter at the top left, in every cell at the same height.
        y = box.y + room.ring + min(free - kit.px(1), max(free / 2, kit.px(20)))
    for row, (width, indent) in zip(rows, spans, strict=True):
        x = box.x + indent + (box.w - indent - width) / 2
        for pin, words in row:
            half = _half((pin, words), room.r, kit)
            placed.append(Placed(pin=pin, words=words, middle=(x + half, y), r=room.r, half=half))
            x += 2 * half + room.gap
        y += 2 * room.ring
    return tuple(placed)


def _half(item: _Item, r: float, kit: Kit) -> float:
    pin, words = item
    if pin is None:
        return _chip_half(words, kit)
    ring = ring_gap(r) if pin.plan != NO_PLAN else 0.0
    return pin_half(words, kit.style.second, r) + ring


def _chip_half(words: str, kit: Kit) -> float:
    return text_width(words, kit.style.second, 500) / 2 + kit.px(4)
