# SPDX-License-Identifier: Apache-2.0
"""The power map as native shapes with glued connectors, so that cards can be moved by hand (ux C5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from math import hypot
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import pptx_risk, pptx_signs
from planner.render.draw_power_map import MOST_IN_SHOW, Placed, place
from planner.render.map_cards import level_roles
from planner.render.pptx_master import Room
from planner.render.pptx_text import LABEL, LEAST, Hand, Type, cut, height_of, lines_of
from planner.render.scene import Box
from planner.render.tokens import kit, palette
from planner.rules.edges import REPORTS
from planner.views.deck import Grid
from planner.views.person_card import PersonCard
from planner.views.power_map import MapLine, PowerMap

_PX: Final = 2.0
_INNER: Final = 5.0
_TWO_LINES: Final = 37.0
_BETWEEN: Final = 17.0
_WIDEST: Final = 1.8
# The four sides of a shape where a connector can be glued: top, left, bottom, right.
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)


def shown(view: PowerMap) -> PowerMap:
    """The cards that a slide has room for: the heaviest roles."""
    kept = sorted(view.cards, key=lambda card: -card.weight)[:MOST_IN_SHOW]
    keys = {card.key for card in kept}
    lines = tuple(line for line in view.lines if {line.start, line.end} <= keys)
    return replace(view, cards=tuple(card for card in view.cards if card.key in keys), lines=lines)


def rest(view: PowerMap) -> list[PersonCard]:
    """Who did not fit."""
    keys = {card.key for card in shown(view).cards}
    return [card for card in view.cards if card.key not in keys]


def table_of(left: Sequence[PersonCard]) -> Grid:
    """People who had no room beside an exhibit."""
    rows = tuple((card.name, card.title, card.role_text, card.level_words, card.holder) for card in left)
    heads = (tr("Name"), tr("Job title"), tr("Role"), tr("Level"), tr("Our holder"))
    return Grid(heads=heads, rows=rows)


def told_of(view: PowerMap) -> tuple[str, ...]:
    """What the map says beside its cards, in words: the path, then what levels and letters mean."""
    return tuple(line for line in (*view.told, view.levels, view.letters) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """The map that is shown, the line above it and how high that is, the places of its cards, and the legend."""

    shown: PowerMap
    told: str
    top: float
    space: Room
    placed: Placed
    rooms: Mapping[str, Room]
    entries: tuple[pptx_signs.Entry, ...]


def _laid(view: PowerMap, room: Room) -> _Laid:
    """Words of the legend that have no room in its column stand in the line above the map."""
    map_ = shown(view)
    lines = [*view.told, *([f"{view.loose_text}."] if view.loose else [])]
    entries = pptx_signs.entries(view, frozenset(line.kind for line in map_.lines))
    told, top = _above(lines, room)
    if pptx_signs.height(entries) > room.h - top - 4:
        lines += [f"{said}." for key, said in entries if not key]
        entries = tuple(entry for entry in entries if entry[0])
        told, top = _above(lines, room)
    space = Room(room.x, room.y + top, room.w - pptx_signs.WIDE - _BETWEEN, room.h - top)
    plot = Box(x=space.x * _PX, y=space.y * _PX, w=space.w * _PX, h=space.h * _PX)
    placed = place(map_, plot, kit("show"))
    rooms = _rooms(placed.boxes, space)
    return _Laid(shown=map_, told=told, top=top, space=space, placed=placed, rooms=rooms, entries=entries)


def _above(lines: Sequence[str], room: Room) -> tuple[str, float]:
    told = " ".join(lines).strip()
    return told, height_of(lines_of(told, LEAST, room.w), LEAST) + 5 if told else 0.0


def fits(view: PowerMap, room: Room) -> bool:
    """Whether there is room for the legend, and for the cards without one upon another."""
    laid = _laid(view, room)
    places = list(laid.rooms.values())
    apart = all(
        a.x + a.w <= b.x + 1 or b.x + b.w <= a.x + 1 or a.y + a.h <= b.y + 1 or b.y + b.h <= a.y + 1
        for a, b in combinations(places, 2)
    )
    inside = all(one.y + one.h <= room.y + room.h + 1 for one in places)
    return apart and inside and pptx_signs.height(laid.entries) <= laid.space.h - 4


def power_map(slide: Any, room: Room, view: PowerMap, hand: Hand) -> Grid | None:
    """Put cards and lines on a slide; answers who has no room there, or not for the whole name and role."""
    laid = _laid(view, room)
    map_, rooms, space = laid.shown, laid.rooms, laid.space
    cards = {card.key: _card(slide, rooms[card.key], card, hand) for card in map_.cards}
    lines = [_line(slide, line, cards) for line in map_.lines]
    rings = [pptx_signs.ring(slide, rooms[key], map_.card(key)) for key in cards if key == view.spotlight]
    tree = slide.shapes._spTree
    for shape in (*lines, *rings):  # they lie below the cards
        tree.remove(shape._element)
        tree.insert(2, shape._element)
    if laid.placed.found.loose_at is not None:
        first = min(r.y for key, r in rooms.items() if laid.placed.found.boxes[key].y > laid.placed.found.loose_at)
        pptx_signs.words(slide, Room(space.x, first - 19, space.w, 17), view.loose_text, hand)
    for number, key in enumerate(map_.steps, start=1):
        if key in rooms:
            pptx_signs.badge(slide, rooms[key], number, hand)
    if laid.told:
        pptx_signs.words(slide, Room(room.x, room.y, room.w, laid.top), laid.told, hand, most=len(laid.told))
    beside = Room(room.x + room.w - pptx_signs.WIDE, space.y + 4, pptx_signs.WIDE, space.h - 4)
    pptx_signs.legend(slide, beside, laid.entries, hand)
    left = [*rest(view), *(card for card in map_.cards if not _whole(card, rooms[card.key]))]
    return table_of(left) if left else None


def _whole(card: PersonCard, room: Room) -> bool:
    """Whether a card has room for the whole name, and for a line below it where there is one."""
    _, name, under = _fitted(card, room)
    return name == card.name and (bool(under) or not any(card.unders)) and not under.endswith("…")


def _rooms(boxes: Mapping[str, Box], room: Room) -> dict[str, Room]:
    """The places of the cards in points, drawn out to the width at hand, and as high as two lines where rows allow."""
    first = min((box.x for box in boxes.values()), default=0.0) / _PX
    used = max((box.x + box.w for box in boxes.values()), default=_PX) / _PX - first
    wider = max(1.0, min(_WIDEST, room.w / used))
    left = room.x + (room.w - used * wider) / 2
    tops = sorted({round(box.y / _PX, 1) for box in boxes.values()})
    apart = min((b - a for a, b in pairwise(tops) if b - a > 4), default=_TWO_LINES * 2)
    most = max(_TWO_LINES - 4, apart - _BETWEEN)
    return {
        key: Room(
            left + (b.x / _PX - first) * wider, b.y / _PX, b.w / _PX * wider, min(max(b.h / _PX, _TWO_LINES), most)
        )
        for key, b in boxes.items()
    }


def _card(slide: Any, room: Room, card: PersonCard, hand: Hand) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    colors = palette("print")
    role, _ = level_roles(card.level, stale=card.stale)
    color = colors["axis" if role == "card" else role]
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *room.emu)
    pptx_risk.bare(shape)
    shape.adjustments[0] = 0.08
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(255, 255, 255)
    shape.line.color.rgb = RGBColor.from_string(color[1:])
    shape.line.width = Pt(4.5 if card.is_key else 1.75)
    if card.is_key:
        shape.line._get_or_add_ln().set("cmpd", "dbl")
    if card.dashed:
        shape.line.dash_style = MSO_LINE.DASH
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(_INNER)
    frame.margin_top = frame.margin_bottom = Pt(2)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size, name, under = _fitted(card, room)
    frame.clear()
    hand.write(frame.paragraphs[0], f"{card.level_text} ", Type(size=size, bold=True, color=color))
    hand.write(frame.paragraphs[0], name, Type(size=size, bold=True, color=colors["text"]))
    if under:
        hand.write(frame.add_paragraph(), under, Type(size=LEAST, color=colors["muted"]))
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    pptx_risk.name(shape, card.name, card.sentence)
    return shape


def _fitted(card: PersonCard, room: Room) -> tuple[float, str, str]:
    """Type size, name and second line as far as they have room; the rest is in the description."""
    across, high = room.w - 2 * _INNER - 1, room.h - 3
    head = f"{card.level_text} {card.name}"
    for size in (LABEL, 13, LEAST):
        names = lines_of(head, size, across, bold=True)
        for words in card.unders if len(names) == 1 or size == LEAST else ():
            under = " · ".join(part for part in (words, card.letter) if part)
            told = lines_of(under, LEAST, across) if under else ()
            if height_of(names, size) + height_of(told, LEAST) <= high:
                return size, card.name, under
    lines = max(1, int(high / (LEAST * 1.3)))
    names = lines_of(head, LEAST, across, bold=True)
    if len(names) >= lines:
        most = cut(head, LEAST, across, lines, bold=True, noted=False)
        return LEAST, most.removeprefix(f"{card.level_text} "), ""
    left = lines - len(names)
    fitting = (words for words in card.unders if len(lines_of(words, LEAST, across)) <= left)
    return LEAST, card.name, next(fitting, cut(card.unders[-1], LEAST, across, left, noted=False))


def _line(slide: Any, line: MapLine, cards: Mapping[str, Any]) -> Any:
    start, end = cards[line.start], cards[line.end]
    below = line.kind == REPORTS and start.top > end.top + end.height
    shape = _elbow(slide, end, start) if below else _straight(slide, start, end, tuple(cards.values()))
    pptx_signs.styled(shape, line.kind, strength=line.strength, on_way=line.on_way)
    pptx_risk.name(shape, line.sentence[:60], line.sentence)
    return shape


def _elbow(slide: Any, above: Any, below: Any) -> Any:
    """From the foot of one card down, across and down to the head of another, glued to both."""
    from pptx.enum.shapes import MSO_CONNECTOR

    shape = slide.shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, 1, 1)
    start = (above.left + above.width // 2, above.top + above.height)
    end = (below.left + below.width // 2, below.top)
    across, down = abs(end[0] - start[0]), end[1] - start[1]
    # The form runs across, down, across; it is turned by a quarter, whose box lies round the same middle.
    place = shape._element.spPr.get_or_add_xfrm()
    place.set("rot", "5400000" if end[0] <= start[0] else "16200000")
    if end[0] > start[0]:
        place.set("flipH", "1")
    shape._element.x, shape._element.y = (start[0] + end[0] - down) // 2, (start[1] + end[1] - across) // 2
    shape._element.cx, shape._element.cy = down, across
    shape._connect_begin_to(above, _BOTTOM)
    shape._connect_end_to(below, _TOP)
    return shape


def _straight(slide: Any, start: Any, end: Any, cards: Sequence[Any]) -> Any:
    """From one card to another by the sides between which the line is shortest and crosses no card, glued to both."""
    from pptx.enum.shapes import MSO_CONNECTOR

    leave, arrive = min(product(range(4), range(4)), key=lambda sides: _cost(start, end, sides, cards))
    ends = (*_point(start, leave), *_point(end, arrive))
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    shape._connect_begin_to(start, leave)
    shape._connect_end_to(end, arrive)
    return shape


def _cost(start: Any, end: Any, sides: tuple[int, int], cards: Sequence[Any]) -> float:
    """The length of a line, and much more for what it crosses or where it hardly leaves a card."""
    (x1, y1), (x2, y2) = _point(start, sides[0]), _point(end, sides[1])
    steps = [(x1 + (x2 - x1) * n / 24, y1 + (y2 - y1) * n / 24) for n in range(1, 24)]
    hit = sum(
        card.left < x < card.left + card.width and card.top < y < card.top + card.height
        for card in cards for x, y in steps
    )  # fmt: skip
    flat = sides[0] in {_TOP, _BOTTOM} and abs(y2 - y1) * 3 < abs(x2 - x1)
    return float(hypot(x2 - x1, y2 - y1) * (1.6 if flat else 1.0) + hit * 2_000_000)


def _point(shape: Any, side: int) -> tuple[int, int]:
    x, y = shape.left + shape.width // 2, shape.top + shape.height // 2
    return {
        _TOP: (x, shape.top),
        _LEFT: (shape.left, y),
        _BOTTOM: (x, shape.top + shape.height),
        _RIGHT: (shape.left + shape.width, y),
    }[side]
