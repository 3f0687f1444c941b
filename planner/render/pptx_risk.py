# SPDX-License-Identifier: Apache-2.0
"""The risk matrix as a native table of 5×5 cells with pins that can be moved, and its list beside it (ux C3)."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import Any, Final

from planner.kernel.dates import short_day
from planner.kernel.text import tr, trn
from planner.render import pptx_table
from planner.render.pptx_master import Room
from planner.render.pptx_text import LEAST, Hand, Type, cut, emu, fitted, lines_of
from planner.render.tokens import palette
from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView
from planner.views.deck import Grid
from planner.views.risk_chart import DRILLED, NO_PLAN, PLAN, RiskLine, RiskMatrix, RiskPin

_MATRIX = 0.55
_GAP = 18.0
_PIN = 22.0
_MOST = 4
_LEGEND = 22.0
_BEFORE: Final = "before"
_SIZES: Final = (14, 13, 12)


def matrix_room(room: Room, view: RiskMatrix) -> Room:
    """Where the matrix stands; alone it takes the middle."""
    share = _MATRIX if view.lines or view.unrated else 0.7
    return Room(room.x if share == _MATRIX else room.x + room.w * 0.15, room.y, room.w * share, room.h)


def list_room(room: Room) -> Room:
    """Where the list stands beside the matrix."""
    left = room.x + room.w * _MATRIX + _GAP
    return Room(left, room.y, room.x + room.w - left, room.h)


def list_of(view: RiskMatrix) -> Grid:
    """The ranked list with what it is ordered by, then what waits for a rating."""
    internal = view.audience != CUSTOMER
    by_loss = any(line.expected for line in view.lines)
    rows = [
        (f"{line.letter} {line.score}", line.code, line.statement, line.expected, *_plan_and_day(line, below=by_loss))
        for line in view.lines
    ]
    rows += [("○", risk.code, risk.statement, "", tr("not assessed") if internal else "", "") for risk in view.unrated]
    plan = tr("Plan, next") if by_loss else tr("Plan")
    heads = (tr("Band"), tr("ID"), tr("Risk"), tr("Loss"), plan, tr("Next"))
    kept = [n for n in range(len(heads)) if n in (0, 2) or any(row[n] for row in rows)]
    return Grid(heads=tuple(heads[n] for n in kept), rows=tuple(tuple(row[n] for n in kept) for row in rows))


def beyond(view: ChartView, size: tuple[float, float]) -> Grid | None:
    """The risks that the list in a picture of that size only counts ("and 3 more"); None where it names all."""
    if not isinstance(view, RiskMatrix):
        return None
    from planner.render.picture import draw
    from planner.render.scene import Text

    said = {shape.text for shape in draw(view, size, "show").shapes if isinstance(shape, Text)}
    more = [n for n in range(1, len(view.lines) + 1) if trn("and {n} more", "and {n} more", n) in said]
    return list_of(replace(view, lines=view.lines[-more[0] :], unrated=())) if more else None


def _plan_and_day(line: RiskLine, *, below: bool) -> tuple[str, str]:
    """In two columns, or one below the other where the loss takes the room of one."""
    day = short_day(line.next_on) if line.next_on else ""
    return ("\n".join(part for part in (line.plan_text, day) if part), "") if below else (line.plan_text, day)


def matrix(slide: Any, room: Room, view: RiskMatrix, hand: Hand) -> list[Any]:
    """Put table, pins and legend on a slide; answers the shapes, the table first."""
    room = matrix_room(room, view)
    label_w = room.w * 0.16
    cell_w = (room.w - label_w) / 5
    narrow = not _fit_in(view.impacts, cell_w - 2)
    head, legend = 20.0, 2 * _LEGEND
    words_h, below_h = (18.0, 32.0) if narrow else (32.0, 0.0)
    cell_h = min((room.h - head - words_h - legend - below_h) / 5, cell_w * 0.9)
    note = slide.shapes.add_textbox(*Room(room.x, room.y, room.w, head).emu)
    _text(note, tr("{axis} ↑", axis=view.axes[0]), hand, palette("print")["muted"])
    frame = slide.shapes.add_table(6, 6, *Room(room.x, room.y + head, room.w, 5 * cell_h + words_h).emu)
    table = frame.table
    pptx_table.plain(table)
    table.first_row = False
    for number, column in enumerate(table.columns):
        column.width = emu(label_w if number == 0 else cell_w)
    for number, row in enumerate(table.rows):
        row.height = emu(cell_h if number < 5 else words_h)
    impacts = tuple(str(n) for n in range(1, 6)) if narrow else view.impacts
    _words(table, view, hand, (label_w, cell_w, cell_h, words_h), impacts)
    grid = Room(room.x + label_w, room.y + head, cell_w, cell_h)
    _cells(table, view, hand)
    pins = _moves(slide, grid, view) + _pins(slide, grid, view, hand)
    below = Room(room.x, room.y + head + 5 * cell_h + words_h, room.w, legend)
    upper = Room(room.x, below.y, room.w, _LEGEND)
    signs = Room(room.x, below.y + _LEGEND, room.w, _LEGEND)
    made = [frame, *pins, *_bands(slide, upper, view, hand), *_legend(slide, signs, view, hand), note]
    if narrow:
        words = ", ".join(tr("{n} {word}", n=n, word=word) for n, word in enumerate(view.impacts, 1))
        made.append(slide.shapes.add_textbox(*Room(room.x, below.y + legend, room.w, below_h).emu))
        _text(made[-1], cut(words, LEAST, room.w, 2), hand, palette("print")["muted"])
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

    from planner.render.measure import text_width

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


def _legend(slide: Any, room: Room, view: RiskMatrix, hand: Hand) -> list[Any]:
    """What the rings mean, in words; a customer is not told that a plan is missing."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    from planner.render.measure import text_width

    made: list[Any] = []
    x = room.x
    shown = [(NO_PLAN, tr("no plan")), (PLAN, tr("plan")), (DRILLED, tr("drilled plan"))]
    shown = shown[1:] if view.audience == CUSTOMER else shown
    if any(pin.before for pin in view.pins):
        shown.append((_BEFORE, tr("before treatment")))
    for plan, words in shown:
        ring = _round(slide, (x + 8, room.y + room.h / 2), "", hand)
        ring.left, ring.top, ring.width, ring.height = Room(x + 2, room.y + 5, 12, 12).emu
        ring.line.width = Pt(0.75 if plan == NO_PLAN else 1 if plan == _BEFORE else 2.5)
        if plan == _BEFORE:
            ring.line.color.rgb = RGBColor.from_string(palette("print")["text"][1:])
            ring.fill.background()
        if plan == DRILLED:
            ring.line.dash_style = MSO_LINE.ROUND_DOT
        name(ring, words, words)
        wide = text_width(words, LEAST * 1.1) + 8
        label = slide.shapes.add_textbox(*Room(x + 18, room.y, wide, room.h).emu)
        _text(label, words, hand, palette("print")["muted"])
        made += [ring, label]
        x += 18 + wide + 12
    return made


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
