# SPDX-License-Identifier: Apache-2.0
"""Draw the decision chain (ux C6) into a scene: a lane per chain with a chevron for each step from user to approver."""

from __future__ import annotations

from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.map_cards import FLOORS, level_block
from planner.render.measure import elide, name_in, text_width, wrap
from planner.render.people_rows import draw_level_legend, level_legend_lines, named_row
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.decision_chain import UNKNOWN, WITH_US, DecisionChain, Lane, Step


def draw_chain(sheet: Sheet, view: DecisionChain, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the lanes into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    inset = kit.px(8)
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    if view.empty_text:
        _draw_empty(sheet, view, inner, kit)
        return
    size = kit.style.second
    side = size * 2.2 * (bool(view.hidden) + bool(view.unplaced))
    signs = size * 1.9 * len(level_legend_lines(kit, inner.w, view.legend))
    lanes = [lane for lane in view.lanes if lane.used]
    idle = [lane for lane in view.lanes if not lane.used]
    names = max(text_width(lane.word, size, 600) for lane in view.lanes) + kit.px(12)
    free = inner.h - side - signs - len(idle) * size * 2.2
    high = min(free / max(1, len(lanes)), size * (13 if len(lanes) > 1 else 16))
    y = inner.y + max(0.0, free - high * len(lanes)) * 0.2
    for lane in lanes:
        room = Box(x=inner.x + names, y=y + kit.px(6), w=inner.w - names, h=high - kit.px(12))
        sheet.text((inner.x, y + high / 2 + size * 0.3), lane.word, Font(size, 600, kit["text"]))
        _lane(sheet, view, lane, (room, focus), kit)
        y += high
    for lane in idle:
        sheet.text((inner.x, y + size * 1.4), lane.word, Font(size, 600, kit["text"]))
        glyphs.unknown(sheet, kit, (inner.x + names + size * 0.5, y + size * 1.05), size * 0.4)
        sheet.text((inner.x + names + size * 1.5, y + size * 1.4), view.none_text, kit.second)
        y += size * 2.2
    for head, people, key in ((view.hidden_text, view.hidden, "hidden"),
                              (view.unplaced_text, view.unplaced, "unplaced")):  # fmt: skip
        if people:
            sheet.line((inner.x, y), (inner.x + inner.w, y), kit.hairline())
            named_row(sheet, kit, (inner.x, y + size * 1.5, inner.w), (head, people, key), focus)
            y += size * 2.2
    draw_level_legend(sheet, kit, (inner.x, y + size * 1.4, inner.w), view.legend)


def _lane(sheet: Sheet, view: DecisionChain, lane: Lane, place: tuple[Box, str], kit: Kit) -> None:
    room, focus = place
    tip = min(kit.px(14), room.h * 0.2)
    gap = kit.px(3)
    wide = (room.w - tip - gap * (len(lane.steps) - 1)) / len(lane.steps)
    for n, step in enumerate(lane.steps):
        box = Box(x=room.x + n * (wide + gap), y=room.y, w=wide + tip, h=room.h)
        _chevron(sheet, step, (box, tip, n == 0), kit, lit=focus == step.mark)
        _words(sheet, view, step, Box(x=box.x + (tip if n else kit.px(6)) + kit.px(4), y=box.y,
                                      w=wide - (tip if n else kit.px(6)) - kit.px(4), h=box.h), kit)  # fmt: skip
        held = (step.card, *step.others) if step.card else ()
        records = tuple(card.contact_id for card in held if card.contact_id)
        also = tuple(tr("also {who}", who=card.sentence) for card in step.others)
        lines = (step.sentence, *(step.card.lines[1:] if step.card else ()), *also)
        sheet.marks.append(Mark(id=step.mark, entity="contact", records=records, sentence=", ".join(
            (step.sentence, *also)), box=box, card=lines))  # fmt: skip


def _chevron(sheet: Sheet, step: Step, shape: tuple[Box, float, bool], kit: Kit, *, lit: bool) -> None:
    """Filled when with us, hollow while open, dashed when nobody is known; the heavy edge is what the title says."""
    box, tip, first = shape
    middle = box.y + box.h / 2
    points: tuple[Point, ...] = (
        (box.x, box.y), (box.x + box.w - tip, box.y), (box.x + box.w, middle), (box.x + box.w - tip, box.y + box.h),
        (box.x, box.y + box.h),
    )  # fmt: skip
    if not first:
        points = (*points, (box.x + tip, middle))
    fill = kit["selection"] if step.state == WITH_US else kit["card"]
    dash = (kit.px(4), kit.px(3)) if step.state == UNKNOWN else ()
    edge = kit["act" if step.urgent else "text" if step.bottleneck else "axis"]
    width = kit.px(3 if step.urgent else 1.5 if step.bottleneck else 1.25 if dash else 1)
    sheet.path(points, Pen(fill=fill, stroke=edge, width=width, dash=dash))
    if lit:
        sheet.path(points, Pen(stroke=kit["accent"], width=kit.px(2.5)))


def _words(sheet: Sheet, view: DecisionChain, step: Step, room: Box, kit: Kit) -> None:
    """Role, name, level with our contact, how long it is open; as many lines as fit, from the top."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    pitch = size * 1.32
    card = step.card
    names = name_in(card.name, size, 600, room.w, 2) if card else ()
    more = step.more_text
    when = wrap(step.when, size, 400, room.w, 2)
    signs = [("act", step.urgent_text)] if step.urgent else []
    signs += [("watch", view.longest_text)] if step.bottleneck else []
    extra = len(signs)
    leveled = card is not None and bool(card.level or card.seat_unknown)
    lines = 1 + len(names) + bool(more) + leveled + len(when) + extra
    if lines * pitch > room.h - kit.px(6) and len(names) > 1:
        names, lines = name_in(card.name if card else "", size, 600, room.w), lines - 1
    if lines * pitch > room.h - kit.px(6) and len(when) > 1:
        when = (elide(step.when, size, 400, room.w),)
        lines -= 1
    y = room.y + max(kit.px(3), (room.h - lines * pitch) / 2) + size
    sheet.text((room.x, y), elide(step.role_text, size, 400, room.w), Font(size, 400, kit["muted"]))
    y += pitch
    for line in names:
        sheet.text((room.x, y), elide(line, size, 600, room.w), Font(size, 600, kit["text"]))
        y += pitch
    if more:
        sheet.text((room.x, y), elide(more, size, 400, room.w), Font(size, 400, kit["muted"]))
        y += pitch
    if leveled and card is not None:
        block = Box(x=room.x, y=y - size * 0.95, w=size * 2, h=size * 1.2)
        level_block(sheet, kit, block, card, size * 0.92 if kit.style.name == "screen" and size > 13 else size)
        holder = elide(card.holder, size, 400, room.w - size * 2.4)
        sheet.text((room.x + size * 2.4, y), holder, Font(size, 400, kit["text"]))
        y += pitch
    for line in when:
        sheet.text((room.x, y), line, Font(size, 400, kit["muted"]))
        y += pitch
    _signs(sheet, kit, Box(x=room.x, y=y, w=room.w, h=pitch), signs)


def _signs(sheet: Sheet, kit: Kit, room: Box, signs: list[tuple[str, str]]) -> None:
    """Why the title speaks of the step, and that it is open longest, the first on the base line of ``room``."""
    size = max(FLOORS[kit.style.name], kit.style.second)
    for n, (sign, said) in enumerate(signs):
        y, weight = room.y + n * room.h, 600 if sign == "act" else 400
        glyphs.status(sheet, kit, (room.x + size * 0.4, y - size * 0.33), size * 0.8, sign)
        words = elide(said, size, weight, room.w - size * 1.2)
        sheet.text((room.x + size * 1.1, y), words, Font(size, weight, kit["text"]))


def _draw_empty(sheet: Sheet, view: DecisionChain, area: Box, kit: Kit) -> None:
    """Five ghost chevrons, and what is missing."""
    tip, high = kit.px(12), kit.px(56)
    wide = min(area.w / 5, kit.px(120))
    x, y = area.x + (area.w - 5 * wide) / 2, area.y + area.h * 0.25
    for n in range(5):
        left = x + n * wide
        points: tuple[Point, ...] = (
            (left, y), (left + wide - tip, y), (left + wide, y + high / 2), (left + wide - tip, y + high),
            (left, y + high), (left + tip, y + high / 2),
        )  # fmt: skip
        sheet.path(points, Pen(stroke=kit["unknown"], width=kit.px(1.25), dash=(kit.px(4), kit.px(3))))
    size = kit.style.label
    line_y = y + high + size * 2.4
    for line in wrap(view.empty_text, size, 400, min(area.w * 0.8, size * 34), 3):
        sheet.text((area.x + area.w / 2, line_y), line, kit.label, "middle")
        line_y += size * 1.5


def _draw_tile(sheet: Sheet, view: DecisionChain, area: Box, kit: Kit) -> None:
    """The lanes as small chevrons, and the takeaway."""
    size = FLOORS["tile"]
    lanes = [lane for lane in view.lanes if lane.used]
    high = (area.h - size * 1.6) / max(1, len(lanes))
    for n, lane in enumerate(lanes):
        wide = area.w / len(lane.steps)
        for m, step in enumerate(lane.steps):
            x, y, tall = area.x + m * wide, area.y + n * high, min(high - 3, 14.0)
            points = ((x, y), (x + wide - 6, y), (x + wide - 2, y + tall / 2), (x + wide - 6, y + tall), (x, y + tall))
            fill = kit["chart_now"] if step.state == WITH_US else None
            dash = (2.0, 2.0) if step.state == UNKNOWN else ()
            sheet.path(points, Pen(fill=fill, stroke=kit["act" if step.urgent else "axis"], width=1.0, dash=dash))
    words = view.empty_text or view.title
    sheet.text((area.x, area.y + area.h - size * 0.3), elide(words, size, 400, area.w), kit.second)
    sheet.marks.append(Mark(id="tile", entity="account", records=(), sentence=view.sentence(), box=area,
                            card=(view.title,)))  # fmt: skip
