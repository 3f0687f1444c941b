# SPDX-License-Identifier: Apache-2.0
"""The months ahead as shapes: what is planned in which month (ux 5.2, customer deck 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.render.pptx_master import Room
from planner.render.pptx_risk import bare, name
from planner.render.pptx_text import LEAST, Hand, Type, height_of, lines_of
from planner.render.tokens import palette
from planner.views.deck import Grid, Road, Stop

_HEAD = 26.0
_CARD = 168.0
_GAP = 8.0
_PAD = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    stop: Stop
    at: float
    room: Room


def as_grid(road: Road) -> Grid:
    """The same as a table, for more than the months have room for."""
    rows = tuple((day_text(stop.on), stop.words, tr("done") if stop.done else "") for stop in road.stops)
    heads = (tr("Day"), tr("What"), tr("State"))
    if any(row[2] for row in rows):
        return Grid(heads=heads, rows=rows)
    return Grid(heads=heads[:2], rows=tuple(row[:2] for row in rows))


def fits(road: Road, room: Room) -> bool:
    """Whether everything has a place under its month."""
    return _placed(road, room) is not None


def road(slide: Any, room: Room, view: Road, hand: Hand) -> list[Any]:
    """Put the months and the cards below them on a slide; answers the shapes."""
    colors = palette("print")
    made: list[Any] = []
    firsts = [day for day, _ in view.months]
    ends = [*firsts[1:], view.end]
    for number, ((day, words), end) in enumerate(zip(view.months, ends, strict=True)):
        left, right = _x(view, room, day), _x(view, room, end)
        ground = colors["hover"] if number % 2 else colors["selection"]
        made.append(
            box(
                slide,
                Room(left, room.y, right - left, _HEAD),
                (words,),
                hand,
                (ground, None, colors["text"]),
                middle=True,
            )
        )
        name(made[-1], words, words)
    cards = _placed(view, room) or ()
    made += [_stem(slide, room, placed) for placed in cards]  # behind the cards
    return made + [_card(slide, placed, hand) for placed in cards]


def _stem(slide: Any, room: Room, placed: _Placed) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Pt

    from planner.render.pptx_text import emu

    colors = palette("print")
    stem = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, emu(placed.at), emu(room.y + _HEAD), emu(placed.at), emu(placed.room.y)
    )
    stem.line.color.rgb, stem.line.width = RGBColor.from_string(colors["axis"][1:]), Pt(1)
    name(stem, placed.stop.words[:60], _said(placed.stop))
    return stem


def _card(slide: Any, placed: _Placed, hand: Hand) -> Any:
    colors = palette("print")
    words = (day_text(placed.stop.on), placed.stop.words)
    card = box(slide, placed.room, words, hand, (colors["card"], colors["chart_1"], colors["text"]))
    name(card, placed.stop.words[:60], _said(placed.stop))
    return card


def _said(stop: Stop) -> str:
    return tr("{day}: {what}", day=day_text(stop.on), what=stop.words)


def box(
    slide: Any,
    room: Room,
    words: tuple[str, ...],
    hand: Hand,
    inks: tuple[str, str | None, str],
    *,
    middle: bool = False,
) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    ground, line, ink = inks
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *room.emu)
    bare(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(ground[1:])
    if line:
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(line[1:]), Pt(1)
    else:
        shape.line.fill.background()
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(1 if middle else _PAD)
    frame.margin_top = frame.margin_bottom = Pt(1 if middle else 3)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    hand.fill(frame, words, Type(size=LEAST, color=ink), "middle" if middle else "left")
    if len(words) > 1:
        for run in frame.paragraphs[0].runs:
            run.font.bold = True
    return shape


def _x(view: Road, room: Room, day: date) -> float:
    first = view.months[0][0]
    share = (day - first).days / max(1, (view.end - first).days)
    return room.x + room.w * min(1.0, max(0.0, share))


def _placed(view: Road, room: Room) -> tuple[_Placed, ...] | None:
    """A card for each stop, below the months, none upon another; None when there are too many."""
    top, bottom = room.y + _HEAD + 14, room.y + room.h
    made: list[_Placed] = []
    for stop in sorted(view.stops, key=lambda one: one.on):
        lines = (*lines_of(day_text(stop.on), LEAST, _CARD - 2 * _PAD, bold=True),
                 *lines_of(stop.words, LEAST, _CARD - 2 * _PAD))  # fmt: skip
        high = height_of(lines, LEAST) + 8
        at = _x(view, room, stop.on)
        left = min(at, room.x + room.w - _CARD)
        near = [one.room for one in made if one.room.x < left + _CARD + _GAP and left < one.room.x + _CARD + _GAP]
        y = max([top, *(other.y + other.h + _GAP for other in near)])
        if y + high > bottom:
            return None
        made.append(_Placed(stop=stop, at=at, room=Room(left, y, _CARD, high)))
    return tuple(made)
