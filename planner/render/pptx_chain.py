# SPDX-License-Identifier: Apache-2.0
"""The decision chain as native arrows, and coverage as a native table of seats (ux C4, C6)."""

from __future__ import annotations

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
_FOOT: Final = 22.0
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
    alerts = tuple(f"▲ {text}" for _, text in view.flags)
    people = tuple(sentence for _, sentence, _ in view.beside)
    if view.option == "people":
        return (*shares[1:], *alerts, view.scale_text)
    units = " · ".join(tr("{name} {words}", name=unit.name, words=unit.words) for unit in view.units)
    signs = ", ".join(f"{sign} {word}" for _, sign, word in view.legend if sign)
    return tuple(line for line in (*shares, *alerts, *people, signs, f"{view.units_head}: {units}" if units else "")
                 if line)  # fmt: skip


def fits(view: DecisionChain, room: Room) -> bool:
    """Whether every chain has a lane of its own that is high enough."""
    lanes = sum(lane.used for lane in view.lanes)
    return bool(lanes) and (room.h - _FOOT) / lanes >= _LOWEST


def chain(slide: Any, room: Room, view: DecisionChain, hand: Hand) -> list[Any]:
    """A row of arrows for each chain, from the user to the approver; answers the shapes."""
    lanes = [lane for lane in view.lanes if lane.used]
    high = min(_HIGHEST, (room.h - _FOOT) / len(lanes))
    made: list[Any] = []
    for number, lane in enumerate(lanes):
        made += _lane(slide, Room(room.x, room.y + number * high, room.w, high - _GAP * 1.5), lane, hand)
    words = [tr("● with us"), tr("▲ not with us yet"), tr("○ unknown")]
    words += [f"{sign} {word}" for level, sign, word in view.legend if level in {"not_met", ""}]
    if any(step.bottleneck for step in view.steps):
        words.append(tr("thick edge: {meaning}", meaning=tr("longest open")))
    if view.hidden:
        words.append(tr("{chain}: {names}", chain=view.hidden_text, names=", ".join(c.name for c in view.hidden)))
    foot = Room(room.x, room.y + len(lanes) * high, room.w, _FOOT)
    made.append(_text(slide, foot, " · ".join(words), hand))
    return made


def _lane(slide: Any, room: Room, lane: Lane, hand: Hand) -> list[Any]:
    made = [_text(slide, Room(room.x, room.y, _LABEL, room.h), lane.word, hand, bold=True)]
    wide = (room.w - _LABEL) / max(1, len(lane.steps))
    for number, step in enumerate(lane.steps):
        made.append(_arrow(slide, Room(room.x + _LABEL + number * wide, room.y, wide - _GAP, room.h), step, hand))
    return made


def _arrow(slide: Any, room: Room, step: Step, hand: Hand) -> Any:
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
    edge = colors["act"] if step.bottleneck else colors["chart_1"] if step.state == WITH_US else colors["axis"]
    shape.line.color.rgb = RGBColor.from_string(edge[1:])
    shape.line.width = Pt(3.5 if step.bottleneck else 1.5)
    if step.state == UNKNOWN:
        shape.line.dash_style = MSO_LINE.DASH
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left, frame.margin_top, frame.margin_bottom = Pt(_INNER), Pt(2), Pt(2)
    frame.margin_right = Pt(room.h * _POINT)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    across = room.w - _INNER - room.h * _POINT - 2
    frame.clear()
    for number, (line, bold, color) in enumerate(_words(step, across, room.h - 6)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        hand.write(paragraph, line, Type(size=LEAST, bold=bold, color=colors[color]))
    pptx_risk.name(shape, step.role_text, step.sentence)
    return shape


def _words(step: Step, across: float, high: float) -> list[tuple[str, bool, str]]:
    """Role, holder and since when, as far as there is room; the whole is in the description."""
    card = step.card
    parts = [(f"{_GLYPHS[step.state]} {step.role_text}", False, "muted")]
    if card is not None:
        who = f"{card.name} {card.level_text}"
        parts.append((tr("{name} {more}", name=who, more=step.more_text) if step.more else who, True, "text"))
    told = [words for words in (step.when, card.holder if card else "") if words]
    parts.append((" · ".join(told), False, "muted"))
    shown: list[tuple[str, bool, str]] = []
    left = high
    for words, bold, color in parts:
        lines = lines_of(words, LEAST, across, bold=bold)
        room = int(left / height_of(lines[:1], LEAST))
        if room < 1:
            break
        fitting = words if len(lines) <= room else cut(words, LEAST, across, room, bold=bold)
        shown.append((fitting, bold, color))
        left -= height_of(lines[:room], LEAST)
    return shown


def _text(slide: Any, room: Room, words: str, hand: Hand, *, bold: bool = False) -> Any:
    from pptx.enum.text import MSO_ANCHOR

    box = slide.shapes.add_textbox(*room.emu)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    lines = max(1, int(room.h / (LEAST * 1.3)))
    fitting = cut(words, LEAST, room.w, lines, bold=bold)
    hand.fill(frame, (fitting,), Type(size=LEAST, bold=bold, color=palette("print")["text" if bold else "muted"]))
    return box
