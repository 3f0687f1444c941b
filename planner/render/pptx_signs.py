# SPDX-License-Identifier: Apache-2.0
"""The signs of a power map on a slide: legend of small shapes with words, the ring of the title, lines of words."""

from __future__ import annotations

from typing import Any, Final

from planner.kernel.text import tr
from planner.render import pptx_risk
from planner.render.measure import text_width
from planner.render.pptx_master import Room
from planner.render.pptx_text import LEAST, Hand, Type, cut, emu, height_of, lines_of
from planner.render.tokens import palette
from planner.rules.edges import ALLIED, CONFLICT, INFLUENCES, REPORTS
from planner.views.person_card import PersonCard
from planner.views.power_map import PowerMap

ROLES: Final = {REPORTS: "axis", INFLUENCES: "chart_1", ALLIED: "chart_4", CONFLICT: "level_minus"}
_SIGN: Final = 24.0
_GAP: Final = 6.0
_APART: Final = 2.0
_AIR: Final = 1.2
_MANY: Final = 99
WIDE: Final = 172.0
"""The width of the legend beside a map."""

Entry = tuple[str, str]


def entries(view: PowerMap, kinds: frozenset[str]) -> tuple[Entry, ...]:
    """What the slide shows: lines of those kinds, forms of cards, the ring, then levels and letters in words."""
    wanted = {*kinds, "key", "dashed"} | ({"way"} if any(line.on_way for line in view.lines) else set())
    told = [entry for entry in view.legend if entry[0] in wanted]
    if view.spotlight:
        told.append(("ring", tr("whom the title is about")))
    return (*told, *(("", said) for said in (view.levels, view.letters) if said))


def height(told: tuple[Entry, ...]) -> float:
    """The height of a legend of these signs in points."""
    return sum(_high(key, said) + _APART for key, said in told)


def _high(key: str, said: str, wide: float = 0.0) -> float:
    across = (wide or WIDE) - (_SIGN + _GAP if key else 0.0)
    return height_of(lines_of(said, LEAST, across), LEAST) + 2


def legend(slide: Any, room: Room, told: tuple[Entry, ...], hand: Hand) -> None:
    """Put the signs with their words below one another; `height` says how much room they need."""
    y = room.y
    for key, said in told:
        at = room.x + (_SIGN + _GAP if key else 0.0)
        high = _high(key, said, room.w)
        if key:
            _sign(slide, Room(room.x, y, _SIGN, high), key, said)
        words(slide, Room(at, y, room.x + room.w - at, high), said, hand, most=_MANY)
        y += high + _APART


def rows(told: tuple[Entry, ...], wide: float) -> tuple[tuple[Entry, ...], ...]:
    """The same beside one another, by the lines that ``wide`` points take."""
    made: list[list[Entry]] = [[]]
    x = 0.0
    for entry in told:
        needs = _wide(entry[1])
        if made[-1] and x + needs > wide:
            made.append([])
            x = 0.0
        made[-1].append(entry)
        x += needs + 12
    return tuple(tuple(line) for line in made if line)


def _wide(said: str) -> float:
    return _SIGN + _GAP + text_width(said, LEAST) * _AIR + 6


def row(slide: Any, room: Room, told: tuple[Entry, ...], hand: Hand) -> None:
    """Put one line of `rows` on a slide."""
    x = room.x
    for key, said in told:
        wide = min(_wide(said), room.x + room.w - x)
        _sign(slide, Room(x, room.y, _SIGN, room.h), key, said)
        words(slide, Room(x + _SIGN + _GAP, room.y, wide - _SIGN - _GAP, room.h), said, hand)
        x += wide + 12


def words(slide: Any, room: Room, said: str, hand: Hand, *, most: int = 1) -> Any:
    """A line of words, in the middle of its height."""
    from pptx.enum.text import MSO_ANCHOR

    box = slide.shapes.add_textbox(*room.emu)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    fitting = cut(said, LEAST, room.w, most)
    hand.fill(frame, (fitting,), Type(size=LEAST, color=palette("print")["muted"]))
    return box


def badge(slide: Any, room: Room, number: int, hand: Hand) -> None:
    """The number of a step on the path to the approver, on the corner of its card."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR

    wide = LEAST * 1.45
    place = Room(room.x - wide * 0.45, room.y - wide * 0.45, wide, wide)
    shape = slide.shapes.add_shape(MSO_SHAPE.OVAL, *place.emu)
    pptx_risk.bare(shape)
    colors = palette("print")
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colors["text"][1:])
    shape.line.color.rgb = RGBColor.from_string(colors["card"][1:])
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.word_wrap = False
    hand.fill(frame, (str(number),), Type(size=LEAST, bold=True, color=colors["card"]), "middle")
    said = tr("step {n} of the path to the approver", n=number)
    pptx_risk.name(shape, said, said)


def ring(slide: Any, room: Room, card: PersonCard | None, by: float = 5.0) -> Any:
    """The ring round the person the title speaks of, below their card."""
    against = card is not None and (card.level == "-1" or card.seat_unknown)
    shape = _box(
        slide, Room(room.x - by, room.y - by, room.w + 2 * by, room.h + 2 * by), "act" if against else "chart_now", 2.25
    )
    said = tr("whom the title is about")
    pptx_risk.name(shape, said, said)
    return shape


def styled(shape: Any, kind: str, *, strength: int = 0, on_way: bool = False) -> None:
    """A line between people as it is drawn on the slide."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Pt

    pptx_risk.bare(shape)
    shape.line.color.rgb = RGBColor.from_string(palette("print")["text" if on_way else ROLES[kind]][1:])
    shape.line.width = Pt(1.25 + 0.75 * strength + (1.25 if on_way else 0))
    if kind == CONFLICT:
        shape.line.dash_style = MSO_LINE.ROUND_DOT
    elif kind == INFLUENCES:
        shape.line.dash_style = MSO_LINE.DASH
        shape.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
    elif kind == ALLIED:
        shape.line._get_or_add_ln().set("cmpd", "dbl")
        shape.line.width = Pt(3)


def _sign(slide: Any, room: Room, key: str, said: str) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR

    inner = Room(room.x, room.y + room.h / 2 - 5, room.w, 10)
    if key in {"key", "dashed", "ring"}:
        shape = _box(slide, inner, "act" if key == "ring" else "axis", {"key": 3.5, "ring": 2.25}.get(key, 1.25))
        if key == "key":
            shape.line._get_or_add_ln().set("cmpd", "dbl")
        elif key == "dashed":
            shape.line.dash_style = MSO_LINE.DASH
    else:
        y = emu(room.y + room.h / 2)
        ends = (emu(room.x), y, emu(room.x + room.w), y)
        shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        styled(shape, INFLUENCES if key == "way" else key, strength=1 if key == INFLUENCES else 0, on_way=key == "way")
    pptx_risk.name(shape, said, said)


def _box(slide: Any, room: Room, role: str, width: float) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *room.emu)
    pptx_risk.bare(shape)
    shape.adjustments[0] = 0.12
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(palette("print")[role][1:]), Pt(width)
    return shape
