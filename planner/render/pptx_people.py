# SPDX-License-Identifier: Apache-2.0
"""The power map as native shapes with glued connectors, so that cards can be moved by hand (ux C5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from planner.kernel.text import tr
from planner.render import pptx_risk
from planner.render.draw_power_map import MOST_IN_SHOW, place
from planner.render.map_cards import level_roles
from planner.render.pptx_master import Room
from planner.render.pptx_text import LABEL, LEAST, Hand, Type, cut, height_of, lines_of
from planner.render.scene import Box
from planner.render.tokens import kit, palette
from planner.rules.edges import ALLIED, CONFLICT, INFLUENCES, REPORTS
from planner.views.deck import Grid
from planner.views.person_card import PersonCard
from planner.views.power_map import MapLine, PowerMap

_PX: Final = 2.0
_INNER: Final = 5.0
_LEGEND: Final = 22.0
_NOTES: Final = 20.0
_TWO_LINES: Final = 37.0
_BETWEEN: Final = 10.0
_WIDEST: Final = 1.8
# The four sides of a shape where a connector can be glued: top, left, bottom, right.
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)
_ROLES: Final = {REPORTS: "axis", INFLUENCES: "chart_1", ALLIED: "chart_4", CONFLICT: "level_minus"}


def shown(view: PowerMap) -> PowerMap:
    """The cards that a slide has room for: the heaviest roles."""
    kept = sorted(view.cards, key=lambda card: -card.weight)[:MOST_IN_SHOW]
    keys = {card.key for card in kept}
    lines = tuple(line for line in view.lines if {line.start, line.end} <= keys)
    return replace(view, cards=tuple(card for card in view.cards if card.key in keys), lines=lines)


def rest(view: PowerMap) -> Grid | None:
    """Who did not fit, as a table for the next slide; None when all did."""
    keys = {card.key for card in shown(view).cards}
    left = [card for card in view.cards if card.key not in keys]
    if not left:
        return None
    rows = tuple((card.name, card.title, card.role_text, card.level_text, card.holder) for card in left)
    heads = (tr("Name"), tr("Job title"), tr("Role"), tr("Level"), tr("Our holder"))
    return Grid(heads=heads, rows=rows)


def power_map(slide: Any, room: Room, view: PowerMap, hand: Hand) -> list[Any]:
    """Put cards and lines on a slide; answers the shapes, the cards first."""
    map_ = shown(view)
    top = _NOTES if view.notes else 0.0
    plot = Box(x=room.x * _PX, y=(room.y + top) * _PX, w=room.w * _PX, h=(room.h - top - _LEGEND) * _PX)
    placed = place(map_, plot, kit("show"))
    rooms = _rooms(placed.boxes, room)
    cards = {card.key: _card(slide, rooms[card.key], card, hand) for card in map_.cards}
    lines = [_line(slide, line, cards) for line in map_.lines]
    tree = slide.shapes._spTree
    for shape in lines:  # lines lie below the cards
        tree.remove(shape._element)
        tree.insert(2, shape._element)
    if view.notes:
        told = " ".join((*view.notes, view.held_text)).strip()
        _words(slide, Room(room.x, room.y, room.w, _NOTES), told, hand)
    kinds = {line.kind for line in map_.lines} | {"dashed", "key"}
    legend = [tr("{mark} = {meaning}", mark=_MARKS[key], meaning=words) for key, words in view.legend
              if key in kinds and key in _MARKS]  # fmt: skip
    _words(slide, Room(room.x, room.y + room.h - _LEGEND, room.w, _LEGEND), " · ".join(legend), hand)
    return [*cards.values(), *lines]


_MARKS: Final = {REPORTS: "—", INFLUENCES: "➝", CONFLICT: "⋯", ALLIED: "═", "key": "▣", "dashed": "▢"}


def _rooms(boxes: Mapping[str, Box], room: Room) -> dict[str, Room]:
    """The places of the cards in points, drawn out to the width at hand, and as high as two lines where rows allow."""
    first = min((box.x for box in boxes.values()), default=0.0) / _PX
    used = max((box.x + box.w for box in boxes.values()), default=_PX) / _PX - first
    wider = max(1.0, min(_WIDEST, room.w / used))
    left = room.x + (room.w - used * wider) / 2
    tops = sorted({round(box.y / _PX, 1) for box in boxes.values()})
    apart = min((b - a for a, b in pairwise(tops) if b - a > 4), default=_TWO_LINES * 2)
    high = min(_TWO_LINES, apart - _BETWEEN)
    return {
        key: Room(left + (b.x / _PX - first) * wider, b.y / _PX, b.w / _PX * wider, max(b.h / _PX, high))
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
    shape.line.width = Pt(3.5 if card.is_key else 1.75)
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
    across, high = room.w - 2 * _INNER, room.h - 4
    head = f"{card.level_text} {card.name}"
    for size in (LABEL, 13, LEAST):
        names = lines_of(head, size, across, bold=True)
        under = lines_of(card.under, LEAST, across) if card.under else ()
        if height_of(names, size) + height_of(under, LEAST) <= high:
            return size, card.name, card.under
    lines = max(1, int(high / (LEAST * 1.3)))
    names = lines_of(head, LEAST, across, bold=True)
    if len(names) >= lines:
        most = cut(head, LEAST, across, lines, bold=True)
        return LEAST, most.removeprefix(f"{card.level_text} "), ""
    under_words = cut(card.under, LEAST, across, lines - len(names))
    return LEAST, card.name, under_words


def _line(slide: Any, line: MapLine, cards: Mapping[str, Any]) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Pt

    start, end = cards[line.start], cards[line.end]
    below = line.kind == REPORTS and start.top > end.top + end.height
    shape = _elbow(slide, end, start) if below else _straight(slide, start, end)
    shape.line.color.rgb = RGBColor.from_string(palette("print")["text" if line.on_way else _ROLES[line.kind]][1:])
    shape.line.width = Pt(1.25 + 0.75 * line.strength + (0.75 if line.on_way else 0))
    properties = shape.line._get_or_add_ln()
    if line.kind == CONFLICT:
        shape.line.dash_style = MSO_LINE.ROUND_DOT
    elif line.kind == INFLUENCES:
        shape.line.dash_style = MSO_LINE.DASH
        properties.append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
    elif line.kind == ALLIED:
        properties.set("cmpd", "dbl")
        shape.line.width = Pt(3)
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


def _straight(slide: Any, start: Any, end: Any) -> Any:
    """From the side of a card that looks at the other to its side that looks back, glued to both."""
    from pptx.enum.shapes import MSO_CONNECTOR

    leave, arrive = _sides(start, end)
    ends = (*_point(start, leave), *_point(end, arrive))
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    shape._connect_begin_to(start, leave)
    shape._connect_end_to(end, arrive)
    return shape


def _point(shape: Any, side: int) -> tuple[int, int]:
    x, y = shape.left + shape.width // 2, shape.top + shape.height // 2
    return {
        _TOP: (x, shape.top),
        _LEFT: (shape.left, y),
        _BOTTOM: (x, shape.top + shape.height),
        _RIGHT: (shape.left + shape.width, y),
    }[side]


def _sides(start: Any, end: Any) -> tuple[int, int]:
    """The sides of two shapes that look at each other."""
    across = (end.left + end.width / 2) - (start.left + start.width / 2)
    down = (end.top + end.height / 2) - (start.top + start.height / 2)
    if abs(across) * start.height >= abs(down) * start.width:
        return (_RIGHT, _LEFT) if across > 0 else (_LEFT, _RIGHT)
    return (_BOTTOM, _TOP) if down > 0 else (_TOP, _BOTTOM)


def _words(slide: Any, room: Room, words: str, hand: Hand) -> None:
    box = slide.shapes.add_textbox(*room.emu)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fitting = cut(words, LEAST, room.w, 1)
    hand.fill(frame, (fitting,), Type(size=LEAST, color=palette("print")["muted"]))
