# SPDX-License-Identifier: Apache-2.0
"""The decision chain as native arrows, and coverage as a native table of seats (ux C4, C6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from planner.kernel.text import tr
from planner.render import pptx_risk
from planner.render.pptx_master import Room
from planner.render.pptx_text import LEAST, Hand, Type, cut, height_of, lines_of
from planner.render.tokens import palette
from planner.views.coverage_chart import CoverageChart
from planner.views.decision_chain import OPEN, UNKNOWN, WITH_US, DecisionChain, Lane, Step
from planner.views.deck import Grid, grid_of

_LABEL: Final = 92.0
_GAP: Final = 6.0
_LOWEST: Final = 64.0
_HIGHEST: Final = 104.0
_FOOT: Final = 34.0
_INNER: Final = 6.0
_POINT: Final = 0.16
_GLYPHS: Final = {WITH_US: "●", OPEN: "▲", UNKNOWN: "○"}


def seats(view: CoverageChart) -> Grid:
    """Who sits on which seat: a row a role, a column a chain; seen by people it is the table twin."""
    if not view.cells or (view.rows and view.option == "people"):
        return grid_of(view.table())
    rows = tuple((word, *(_seated(view, role, chain) for chain, _ in view.chains)) for role, word in view.roles)
    return Grid(heads=(tr("Role"), *(word for _, word in view.chains)), rows=rows, even=True)


def _seated(view: CoverageChart, role: str, chain: str) -> str:
    people = view.cell(role, chain).people
    if not people:
        return f"○ {view.unknown_text}"
    return "\n".join(" · ".join(
        part for part in (f"{card.name} {card.level_words}", card.holder) if part) for card in people)  # fmt: skip


def beside(view: CoverageChart) -> tuple[str, ...]:
    """What the screen says round the seats: shares with what they are of, alerts, who has no seat, units."""
    shares = tuple(tr("{value} {words}", value=head.value, words=head.words) for head in view.heads)
    alerts = tuple(f"▲ {text}" if code else text for code, text in view.flags)
    people = tuple(sentence for _, sentence, _ in view.beside)
    if view.option == "people":
        return (*shares, *alerts, *(words for sign, words in view.signs if sign == "disc"))
    units = " · ".join(tr("{name} {words}", name=unit.name, words=unit.words) for unit in view.units)
    signs = ", ".join(f"{sign} {word}" for _, sign, word in view.legend if sign)
    return tuple(line for line in (*shares, *alerts, *people, signs, f"{view.units_plain}: {units}" if units else "")
                 if line)  # fmt: skip


def fits(view: DecisionChain, room: Room) -> bool:
    """Whether every chain has a lane of its own that is high enough."""
    lanes = sum(lane.used for lane in view.lanes)
    return bool(lanes) and (room.h - max(_FOOT, _low(view, room))) / lanes >= _LOWEST


def _low(view: DecisionChain, room: Room) -> float:
    return height_of(lines_of(" · ".join(_signs(view)), LEAST, room.w), LEAST) + 6


def told_of(view: DecisionChain) -> tuple[str, ...]:
    """What the arrows say beyond their table: whom the title is about."""
    return tuple(step.sentence for step in view.steps if step.urgent and step.sentence)


def chain(slide: Any, room: Room, view: DecisionChain, hand: Hand) -> Grid | None:
    """A row of arrows for each chain, from the user to the approver; answers the steps that lack a word there."""
    lanes = [lane for lane in view.lanes if lane.used]
    told = " · ".join(_signs(view))
    low = _low(view, room)
    high = min(_HIGHEST, (room.h - low) / len(lanes))
    short: set[str] = set()
    for number, lane in enumerate(lanes):
        short |= _lane(slide, Room(room.x, room.y + number * high, room.w, high - _GAP), lane, hand)
    _text(slide, Room(room.x, room.y + len(lanes) * high, room.w, low), told, hand)
    table = view.table()
    whole = grid_of(table)
    rows = tuple(words for words, row in zip(whole.rows, table.rows, strict=False) if row.key in short)
    return replace(whole, rows=rows) if rows else None


def _signs(view: DecisionChain) -> list[str]:
    """What the signs of the arrows mean, and who advises beside them."""
    words = [tr("● with us"), tr("▲ not with us yet"), tr("○ unknown")]
    words += [f"{sign} {word}" for level, sign, word in view.legend if level in {"not_met", ""}]
    if any(step.urgent for step in view.steps):
        words.append(tr("thick edge: {meaning}", meaning=tr("whom the title is about")))
    for people, word in ((view.hidden, view.hidden_text), (view.unplaced, view.unplaced_text)):
        if people:
            words.append(tr("{chain}: {names}", chain=word, names=", ".join(card.name for card in people)))
    return words


def _lane(slide: Any, room: Room, lane: Lane, hand: Hand) -> set[str]:
    """The arrows of a chain; answers the rows of those that lack a word."""
    short: set[str] = set()
    _text(slide, Room(room.x, room.y, _LABEL, room.h), lane.word, hand, bold=True)
    wide = (room.w - _LABEL) / max(1, len(lane.steps))
    for number, step in enumerate(lane.steps):
        whole = _arrow(slide, Room(room.x + _LABEL + number * wide, room.y, wide - _GAP, room.h), step, hand)
        short |= set() if whole else {step.mark}
    return short


def _arrow(slide: Any, room: Room, step: Step, hand: Hand) -> bool:
    """Put an arrow on the slide; answers whether all its words have room."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    colors = palette("print")
    shape = slide.shapes.add_shape(MSO_SHAPE.PENTAGON, *room.emu)
    pptx_risk.bare(shape)
    shape.adjustments[0] = _POINT
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colors["selection" if step.state == WITH_US else "card"][1:])
    edge = colors["act"] if step.urgent else colors["chart_1"] if step.state == WITH_US else colors["axis"]
    shape.line.color.rgb = RGBColor.from_string(edge[1:])
    shape.line.width = Pt(3.5 if step.urgent else 1.5)
    if step.state == UNKNOWN:
        shape.line.dash_style = MSO_LINE.DASH
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left, frame.margin_top, frame.margin_bottom = Pt(_INNER), Pt(2), Pt(2)
    frame.margin_right = Pt(room.h * _POINT)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    across = room.w - _INNER - room.h * _POINT - 2
    frame.clear()
    told, whole = _words(step, across, room.h - 6)
    for number, (line, bold, color) in enumerate(told):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        hand.write(paragraph, line, Type(size=LEAST, bold=bold, color=colors[color]))
    pptx_risk.name(shape, step.role_text, step.sentence)
    return whole


def _words(step: Step, across: float, high: float) -> tuple[list[tuple[str, bool, str]], bool]:
    """Role, holder, since when and who of us, as far as there is room, and whether all of it has.

    Since when is never given up for the rest of a name.
    """
    card = step.card
    role = (f"{_GLYPHS[step.state]} {step.role_text}", False, "muted")
    when = " · ".join(word for word in (step.when, tr("longest") if step.bottleneck else "", step.urgent_text)
                      if word)  # fmt: skip
    ours = tr("{when} · {holder}", when=when, holder=card.holder) if card and card.holder else when
    told = [(words, step.urgent, "text" if step.urgent else "muted") for words in (ours, when, step.when)]
    if card is None:
        last = next((one for one in told if _high(one[0], across, bold=one[1]) <= high / 2), told[-1])
        return [role, last], last == told[0]
    who = f"{card.name} {card.level_text}"
    name = tr("{name} {more}", name=who, more=step.more_text) if step.more else who
    spare = high - _high(role[0], across) - _high(name, across, bold=True)
    last = next((one for one in told if _high(one[0], across, bold=one[1]) <= spare), told[-1])
    free = high - _high(role[0], across) - _high(last[0], across, bold=last[1])
    lines = max(1, int(free / _high("x", across)))
    if len(lines_of(name, LEAST, across, bold=True)) > lines:
        name = cut(name, LEAST, across, lines, bold=True, noted=False)
    return [role, (name, True, "text"), last], last == told[0] and not name.endswith("…")


def _high(words: str, across: float, *, bold: bool = False) -> float:
    return height_of(lines_of(words, LEAST, across, bold=bold), LEAST)


def _text(slide: Any, room: Room, words: str, hand: Hand, *, bold: bool = False) -> Any:
    from pptx.enum.text import MSO_ANCHOR

    box = slide.shapes.add_textbox(*room.emu)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    lines = max(1, int(room.h / (LEAST * 1.24)))
    fitting = cut(words, LEAST, room.w, lines, bold=bold)
    hand.fill(frame, (fitting,), Type(size=LEAST, bold=bold, color=palette("print")["text" if bold else "muted"]))
    return box
