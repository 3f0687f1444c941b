# SPDX-License-Identifier: Apache-2.0
"""The risk matrix as a native table of 5×5 cells with pins that can be moved, and its list beside it (ux C3)."""

from __future__ import annotations

from math import hypot
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import pptx_table
from planner.render.measure import text_width
from planner.render.pptx_master import Room
from planner.render.pptx_text import LEAST, Hand, Type, air, emu, fitted, height_of, lines_of
from planner.render.tokens import palette
from planner.views.audience import CUSTOMER
from planner.views.risk_chart import DRILLED, NO_PLAN, PLAN, RiskMatrix, RiskPin

MATRIX = 0.55
_PIN = 22.0
_HEAD = 20.0
_LABEL, _WIDEST = 0.16, 0.26
_MOST = 4
_LEGEND = 22.0
_BEFORE: Final = "before"
_SIZES: Final = (14, 13, 12)


def matrix_room(room: Room, *, alone: bool) -> Room:
    """Where the matrix stands; alone it takes the middle."""
    return room.inside(0.15, 0.0, 0.7, 1.0) if alone else room.inside(0.0, 0.0, MATRIX, 1.0)


def fits(room: Room, view: RiskMatrix, *, alone: bool) -> bool:
    """Whether the cells are high enough for a pin and for the words beside them."""
    sizes = _sizes(matrix_room(room, alone=alone), view)
    words = (f"{word}\n{chance}" for word, chance in view.likelihoods)
    needed = max(height_of(_lines(text, sizes.label - 6), LEAST) for text in words) + 2
    return sizes.cell_h >= max(_PIN + 2, needed)


def _lines(text: str, width: float) -> list[str]:
    return [line for part in text.split("\n") for line in lines_of(part, LEAST, width)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    """Of the parts of a matrix in points: ``signs`` are the lines of its legend, ``below`` the words of the impacts."""

    label: float
    cell_w: float
    cell_h: float
    words: float
    below: float
    narrow: bool
    signs: int


def _sizes(room: Room, view: RiskMatrix) -> _Sizes:
    parts = [part for words_of in view.likelihoods for said in words_of for part in said.split()]
    longest = max(text_width(part, LEAST * air(part)) for part in parts) + 8
    label = max(room.w * _LABEL, min(longest, room.w * _WIDEST))
    cell_w = (room.w - label) / 5
    narrow = not _fit_in(view.impacts, cell_w - 2)
    words = 18.0 if narrow else 32.0
    below = height_of(lines_of(_numbered(view), LEAST, room.w), LEAST) + 3 if narrow else 0.0
    signs = len(_sign_rows(view, room.w))
    high = min((room.h - _HEAD - words - (1 + signs) * _LEGEND - below) / 5, cell_w * 0.9)
    return _Sizes(label=label, cell_w=cell_w, cell_h=high, words=words, below=below, narrow=narrow, signs=signs)


def _numbered(view: RiskMatrix) -> str:
    return ", ".join(tr("{n} {word}", n=n, word=word) for n, word in enumerate(view.impacts, 1))


def matrix(slide: Any, room: Room, view: RiskMatrix, hand: Hand, *, alone: bool) -> list[Any]:
    """Put table, pins and legend on a slide; answers the shapes, the table first."""
    room = matrix_room(room, alone=alone)
    size = _sizes(room, view)
    note = slide.shapes.add_textbox(*Room(room.x, room.y, room.w, _HEAD).emu)
    _text(note, tr("{axis} ↑", axis=view.axes[0]), hand, palette("print")["muted"])
    high = 5 * size.cell_h + size.words
    frame = slide.shapes.add_table(6, 6, *Room(room.x, room.y + _HEAD, room.w, high).emu)
    table = frame.table
    pptx_table.plain(table)
    table.first_row = False
    for number, column in enumerate(table.columns):
        column.width = emu(size.label if number == 0 else size.cell_w)
    for number, row in enumerate(table.rows):
        row.height = emu(size.cell_h if number < 5 else size.words)
    impacts = tuple(str(n) for n in range(1, 6)) if size.narrow else view.impacts
    _words(table, view, hand, (size.label, size.cell_w, size.cell_h, size.words), impacts)
    grid = Room(room.x + size.label, room.y + _HEAD, size.cell_w, size.cell_h)
    _cells(table, view, hand)
    pins = _moves(slide, grid, view) + _pins(slide, grid, view, hand)
    upper = Room(room.x, room.y + _HEAD + high, room.w, _LEGEND)
    signs = Room(room.x, upper.y + _LEGEND, room.w, size.signs * _LEGEND)
    made = [frame, *pins, *_bands(slide, upper, view, hand), *_legend(slide, signs, view, hand), note]
    if size.narrow:
        made.append(slide.shapes.add_textbox(*Room(room.x, signs.y + signs.h, room.w, size.below).emu))
        _text(made[-1], _numbered(view), hand, palette("print")["muted"])
    return made


def _fit_in(words: tuple[str, ...], width: float) -> bool:
    """Whether none of them is cut in a column of that width."""
    return all(len(lines_of(part, LEAST, width)) == 1 for word in words for part in word.split())


def _words(
    table: Any, view: RiskMatrix, hand: Hand, sizes: tuple[float, float, float, float], impacts: tuple[str, ...]
) -> None:
    label_w, cell_w, cell_h, words_h = sizes
    ink = palette("print")["muted"]
    for number in range(5):
        word, chance = view.likelihoods[4 - number]
        text = f"{word}\n{chance}"
        size = fitted(text, (label_w - 6, cell_h), _SIZES)
        pptx_table.set_cell(
            table.cell(number, 0), text, hand, Type(size=size, color=ink), None, align="right", tight=True
        )
        word = impacts[number]
        size = fitted(word, (cell_w - 2, words_h), _SIZES, most=2)
        cell = table.cell(5, number + 1)
        pptx_table.set_cell(cell, word, hand, Type(size=size, color=ink), None, align="middle", tight=True)
    axis = tr("{axis} →", axis=view.axes[1])
    pptx_table.set_cell(table.cell(5, 0), axis, hand, Type(size=LEAST, color=ink), None, align="right", tight=True)


def _cells(table: Any, view: RiskMatrix, hand: Hand) -> None:
    from pptx.enum.text import MSO_ANCHOR

    colors = palette("print")
    for one in view.cells:
        cell = table.cell(5 - one.likelihood, one.impact)
        key = f"risk_{one.band[0]}"
        style = Type(size=LEAST, color=colors[f"{key}_text"])
        pptx_table.set_cell(cell, one.letter, hand, style, colors[key], tight=True)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        from pptx.util import Pt

        cell.margin_left = Pt(4)
        for side in "lrtb":
            pptx_table.edge(cell, side, "#FFFFFF", 2.0)


def _centre(grid: Room, likelihood: int, impact: int) -> tuple[float, float]:
    return grid.x + (impact - 0.5) * grid.w, grid.y + (5.5 - likelihood) * grid.h


def _places(grid: Room, likelihood: int, impact: int, number: int) -> list[tuple[float, float]]:
    """Middles of up to four pins in a cell, a little right of its letter."""
    x, y = _centre(grid, likelihood, impact)
    across, down = min(grid.w * 0.22, _PIN * 0.72), min(grid.h * 0.25, _PIN * 0.6)
    x += 5
    return {
        1: [(x, y)],
        2: [(x - across, y), (x + across, y)],
        3: [(x - across, y - down), (x + across, y - down), (x, y + down)],
    }.get(number, [(x - across, y - down), (x + across, y - down), (x - across, y + down), (x + across, y + down)])


def _pins(slide: Any, grid: Room, view: RiskMatrix, hand: Hand) -> list[Any]:
    made: list[Any] = []
    for cell in view.cells:
        shown = cell.pins if len(cell.pins) <= _MOST else cell.pins[: _MOST - 1]
        places = _places(grid, cell.likelihood, cell.impact, min(len(cell.pins), _MOST))
        for pin, at in zip(shown, places, strict=False):
            made.append(_pin(slide, at, pin, hand))
        if len(cell.pins) > _MOST:
            more = _round(slide, places[-1], f"+{len(cell.pins) - len(shown)}", hand)
            hidden = cell.pins[len(shown) :]
            name(more, tr("More risks"), "\n".join(pin.sentence for pin in hidden))
            made.append(more)
    return made


def _pin(slide: Any, at: tuple[float, float], pin: RiskPin, hand: Hand) -> Any:
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    shape = _round(slide, at, pin.number, hand)
    if pin.plan != NO_PLAN:
        shape.line.width = Pt(3)
        if pin.plan == DRILLED:
            shape.line.dash_style = MSO_LINE.ROUND_DOT
    name(shape, tr("Risk {code}", code=pin.code), pin.sentence)
    return shape


def _round(slide: Any, at: tuple[float, float], words: str, hand: Hand) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    wide = _PIN if len(words) <= 2 else _PIN + 7.0 * (len(words) - 2)
    place = Room(at[0] - wide / 2, at[1] - _PIN / 2, wide, _PIN)
    shape = slide.shapes.add_shape(MSO_SHAPE.OVAL if len(words) <= 2 else MSO_SHAPE.ROUNDED_RECTANGLE, *place.emu)
    bare(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(255, 255, 255)
    shape.line.color.rgb = RGBColor.from_string(palette("print")["text"][1:])
    shape.line.width = Pt(0.75)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = False
    _middle(frame)
    hand.fill(frame, (words,), Type(size=LEAST, bold=True, color=palette("print")["text"]), "middle")
    return shape


def _moves(slide: Any, grid: Room, view: RiskMatrix) -> list[Any]:
    """A hollow ring where a treated risk was, and an arrow to where it is."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Pt

    made: list[Any] = []
    ink = RGBColor.from_string(palette("print")["text"][1:])
    for pin in view.pins:
        if pin.before is None:
            continue
        x, y = _centre(grid, *pin.before)
        ring = slide.shapes.add_shape(MSO_SHAPE.OVAL, *Room(x - 7, y - 7, 14, 14).emu)
        bare(ring)
        ring.fill.background()
        ring.line.color.rgb, ring.line.width = ink, Pt(1)
        start, end = _between((x, y), _place_of(grid, view, pin))
        arrow = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(emu(n) for n in (*start, *end)))
        arrow.line.color.rgb, arrow.line.width = ink, Pt(1.25)
        arrow.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
        said = tr("{code} before its treatment", code=pin.code)
        name(ring, said, said)
        name(arrow, said, said)
        made += [ring, arrow]
    return made


def _place_of(grid: Room, view: RiskMatrix, pin: RiskPin) -> tuple[float, float]:
    """Where a pin stands; a pin that is folded into "+n" stands there."""
    pins = view.cell(pin.likelihood, pin.impact).pins
    places = _places(grid, pin.likelihood, pin.impact, min(len(pins), _MOST))
    return places[min(pins.index(pin), len(places) - 1)]


def _between(start: tuple[float, float], end: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The line from the edge of a ring to the edge of a pin."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    a, b = 7.0 / length, max(0.0, 1 - (_PIN / 2 + 2.5) / length)
    return (start[0] + a * across, start[1] + a * down), (start[0] + b * across, start[1] + b * down)


def _bands(slide: Any, room: Room, view: RiskMatrix, hand: Hand) -> list[Any]:
    """The four bands side by side from the mildest to the worst, each with its letter and its word."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    colors, x, made = palette("print"), room.x, []
    wides = [text_width(words, LEAST) * 1.2 + 14 for words in view.bands]
    shrink = min(1.0, room.w / sum(wides))
    for role, words, wide in zip("lmhe", view.bands, wides, strict=True):
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Room(x, room.y + 2, wide * shrink, room.h - 4).emu)
        bare(shape)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colors[f"risk_{role}"][1:])
        shape.line.color.rgb = RGBColor.from_string(colors["axis"][1:])
        _text(shape, words, hand, colors[f"risk_{role}_text"], "middle")
        name(shape, words, words)
        made.append(shape)
        x += wide * shrink
    return made


def _sign_rows(view: RiskMatrix, width: float) -> list[list[tuple[str, str, float]]]:
    """What the rings mean, by lines of ``width`` points; a customer is not told that a plan is missing."""
    shown = [(NO_PLAN, tr("no plan")), (PLAN, tr("plan")), (DRILLED, tr("drilled plan"))]
    shown = shown[1:] if view.audience == CUSTOMER else shown
    if any(pin.before for pin in view.pins):
        shown.append((_BEFORE, tr("before treatment")))
    made: list[list[tuple[str, str, float]]] = [[]]
    x = 0.0
    for plan, words in shown:
        wide = text_width(words, LEAST * 1.1) + 8
        if made[-1] and x + 18 + wide > width:
            made.append([])
            x = 0.0
        made[-1].append((plan, words, wide))
        x += 18 + wide + 12
    return made


def _legend(slide: Any, room: Room, view: RiskMatrix, hand: Hand) -> list[Any]:
    """The rings with their words."""
    made: list[Any] = []
    y = room.y
    for line in _sign_rows(view, room.w):
        x = room.x
        for plan, words, wide in line:
            made.append(_sign(slide, (x, y), plan, hand))
            name(made[-1], words, words)
            label = slide.shapes.add_textbox(*Room(x + 18, y, wide, _LEGEND).emu)
            _text(label, words, hand, palette("print")["muted"])
            made.append(label)
            x += 18 + wide + 12
        y += _LEGEND
    return made


def _sign(slide: Any, at: tuple[float, float], plan: str, hand: Hand) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    ring = _round(slide, (at[0] + 8, at[1] + _LEGEND / 2), "", hand)
    ring.left, ring.top, ring.width, ring.height = Room(at[0] + 2, at[1] + 5, 12, 12).emu
    ring.line.width = Pt(0.75 if plan == NO_PLAN else 1 if plan == _BEFORE else 2.5)
    if plan == _BEFORE:
        ring.line.color.rgb = RGBColor.from_string(palette("print")["text"][1:])
        ring.fill.background()
    if plan == DRILLED:
        ring.line.dash_style = MSO_LINE.ROUND_DOT
    return ring


def _text(box: Any, words: str, hand: Hand, color: str, align: str = "") -> None:
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    _middle(frame)
    hand.fill(frame, (words,), Type(size=LEAST, color=color), align)


def _middle(frame: Any) -> None:
    from pptx.enum.text import MSO_ANCHOR

    frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def name(shape: Any, called: str, described: str) -> None:
    """Name a shape and describe it to those who do not see it."""
    from pptx.oxml.ns import qn

    props = shape._element.find(f".//{qn('p:cNvPr')}")
    props.set("name", called)
    props.set("descr", described)


def bare(shape: Any) -> None:
    """Without the look that a template gives new shapes: no shadow, no gradient, no line of its own."""
    from pptx.oxml.ns import qn

    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)
