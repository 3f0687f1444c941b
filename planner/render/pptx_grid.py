# SPDX-License-Identifier: Apache-2.0
"""The power map by role and level as native shapes, laid out as on the screen (ux C5): band of levels, axes, chips."""

from __future__ import annotations

from typing import Any, Final

from planner.kernel.text import tr
from planner.render import pptx_people, pptx_risk, pptx_signs
from planner.render.draw_power_grid import draw_grid
from planner.render.measure import name_in, text_width
from planner.render.pptx_master import Room
from planner.render.pptx_text import LABEL, LEAST, Hand, Type, air, emu, height_of, lines_of
from planner.render.scene import Box, Mark, Path, Rect, Sheet, Text
from planner.render.tokens import kit, palette
from planner.views.deck import Grid
from planner.views.person_card import PersonCard
from planner.views.power_map import PowerMap

_PX: Final = 2.0
_LEGEND: Final = 20.0
_INNER: Final = 4.0


def grid(slide: Any, room: Room, view: PowerMap, hand: Hand) -> Grid | None:
    """Put the grid on a slide; answers who had no room there as a table for the next one, None when all had."""
    told = " ".join(view.told)
    top = height_of(lines_of(told, LEAST, room.w), LEAST) + 5 if told else 0.0
    entries = tuple(e for e in pptx_signs.entries(view, frozenset()) if e[0] in {"key", "dashed", "ring"})
    signs = pptx_signs.rows(entries, room.w)
    low = _LEGEND * len(signs)
    plot = Box(x=room.x * _PX, y=(room.y + top) * _PX, w=room.w * _PX, h=(room.h - top - low) * _PX)
    sheet, tools = Sheet(), kit("show")
    draw_grid(sheet, view, plot, tools, "")
    left: list[PersonCard] = []
    cards = {f"person-{card.key}": card for card in view.cards}
    for shape in sheet.shapes:
        if not any(_on(mark.box, shape) for mark in sheet.marks):
            _put(slide, shape, hand)
    for mark in sheet.marks:
        if mark.id in cards:
            card = cards[mark.id]
            left += [] if _chip(slide, _room(mark.box), card, hand, lit=card.key == view.spotlight) else [card]
        else:
            _more(slide, mark, hand)
    if told:
        pptx_signs.words(slide, Room(room.x, room.y, room.w, top), told, hand, most=len(told))
    for number, line in enumerate(signs):
        pptx_signs.row(slide, Room(room.x, room.y + room.h - low + number * _LEGEND, room.w, _LEGEND), line, hand)
    left += [cards[key] for mark in sheet.marks for key in mark.rows if key in cards]
    return pptx_people.table_of(left) if left else None


def _room(box: Box) -> Room:
    return Room(box.x / _PX, box.y / _PX, box.w / _PX, box.h / _PX)


def _on(box: Box, shape: object) -> bool:
    """Whether a shape belongs to a chip, which is drawn as one shape of its own."""
    if isinstance(shape, Text):
        return box.holds(shape.x, shape.y)
    if isinstance(shape, Rect):
        return box.holds(shape.x + shape.w / 2, shape.y + shape.h / 2)
    return False


def _put(slide: Any, shape: object, hand: Hand) -> None:
    """The heads of the levels, the names of the axes and roles, and the lines between the rows."""
    if isinstance(shape, Text):
        _text(slide, shape, hand)
    elif isinstance(shape, Rect):
        _band(slide, shape)
    elif isinstance(shape, Path):
        from pptx.enum.shapes import MSO_CONNECTOR

        (x1, y1), (x2, y2) = shape.points[0], shape.points[-1]
        ends = (emu(n / _PX) for n in (x1, y1, x2, y2))
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        pptx_risk.bare(line)
        _colored(line.line, palette("print")["line"], 0.75)
        said = tr("line between two roles")
        pptx_risk.name(line, said, said)


def _text(slide: Any, shape: Text, hand: Hand) -> None:
    from pptx.enum.text import MSO_ANCHOR

    size = max(LEAST, shape.size / _PX)
    wide = text_width(shape.text, size, 600) * 1.2 + 8
    left = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
    place = Room(shape.x / _PX - left, shape.y / _PX - size * 1.05, wide, size * 1.4)
    box = slide.shapes.add_textbox(*place.emu)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    align = {"start": "left", "middle": "middle", "end": "right"}[shape.anchor]
    style = Type(size=size, bold=shape.weight >= 500, color=shape.color)
    hand.fill(frame, (shape.text,), style, align)


def _band(slide: Any, shape: Rect) -> None:
    """The head of a level in its colour."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    place = Room(shape.x / _PX, shape.y / _PX, shape.w / _PX, shape.h / _PX)
    made = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu)
    pptx_risk.bare(made)
    if shape.pen.fill:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string(shape.pen.fill[1:])
    else:
        made.fill.background()
    if shape.pen.stroke:
        _colored(made.line, shape.pen.stroke, shape.pen.width / _PX)
    else:
        made.line.fill.background()
    said = tr("head of a level")
    pptx_risk.name(made, said, said)


def _chip(slide: Any, room: Room, card: PersonCard, hand: Hand, *, lit: bool) -> bool:
    """Put a card on the slide; answers whether its name is there, be it with its first part as initial."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    if lit:
        pptx_signs.ring(slide, room, card, by=2.5)
    colors = palette("print")
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *room.emu)
    pptx_risk.bare(shape)
    shape.adjustments[0] = 0.1
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(255, 255, 255)
    _colored(shape.line, colors["button_edge" if card.stale else "axis"], 3.5 if card.is_key else 1.25)
    if card.is_key:
        shape.line._get_or_add_ln().set("cmpd", "dbl")
    if card.dashed:
        shape.line.dash_style = MSO_LINE.DASH
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(_INNER)
    frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    across = room.w - 2 * _INNER - 1
    size = next((s for s in (LABEL, 13) if height_of(lines_of(card.name, s, across), s) <= room.h - 2), LEAST)
    most = max(1, int((room.h - 1) / (height_of(lines_of(card.name, size, across)[:1], size))))
    said = " ".join(name_in(card.name, size * air(card.name), 400, across, most))
    hand.fill(frame, (said,), Type(size=size, color=colors["text"]))
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    pptx_risk.name(shape, card.name, card.sentence)
    return not said.endswith("…")


def _more(slide: Any, mark: Mark, hand: Hand) -> None:
    """ "+n", with the names in its description; they stand in the table on the next slide."""
    made = pptx_signs.words(slide, _room(mark.box), f"+{len(mark.rows)}", hand)
    pptx_risk.name(made, f"+{len(mark.rows)}", mark.sentence)


def _colored(line: Any, color: str, width: float) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    line.color.rgb, line.width = RGBColor.from_string(color[1:]), Pt(width)
