# SPDX-License-Identifier: Apache-2.0
"""Draw the power map (ux C5) into a scene: cards in a tree by reporting with the other lines routed above them."""

from __future__ import annotations

from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.text import trn
from planner.render import map_cards
from planner.render.draw_power_grid import draw_grid
from planner.render.map_cards import FLOORS, draw_card, level_roles, mark_of, spotlight
from planner.render.map_layout import LOOSE_HEAD, Layout, Node, layout
from planner.render.map_lines import allied, conflict, elbow, influence, reporting, routes
from planner.render.measure import elide, text_width, wrap
from planner.render.people_rows import More, more_mark
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.render.tokens import kit as kit_of
from planner.rules.edges import ALLIED, CONFLICT, INFLUENCES, REPORTS
from planner.views.person_card import PersonCard
from planner.views.power_map import GRID, OURS, MapLine, PowerMap, only_unit

MOST_IN_SHOW: Final = 14
_LARGEST: Final = {"screen": 1.25, "reading": 1.5, "print": 1.1, "show": 2.6}
_MARGIN: Final = 8.0
_AIR: Final = 40.0
_GAP: Final = 13.0
"""What stays free below a card, so that a line with its head is seen."""
_FEWEST: Final = 8
_NARROWEST: Final = 8.0
"""A card's least width in sizes of its smallest text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The layout on the page: boxes by key, the scale of the cards, and the px of the page for one px at 100 %."""

    boxes: dict[str, Box]
    scale: float
    across: float
    down: float
    found: Layout


def draw_power_map(sheet: Sheet, view: PowerMap, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the map into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.empty_text:
        _draw_empty(sheet, view, area, kit)
        return
    plot = _notes_and_legend(sheet, view, area, kit)
    if view.form == GRID:
        draw_grid(sheet, view, plot, kit, focus)
        return
    shown, plot = _shown(view, plot, kit)
    placed = place(shown, plot, kit)
    _lines(sheet, shown, placed, kit)
    if placed.found.loose_at is not None:
        size = kit.style.second
        top = min(box.y for box in placed.boxes.values())
        y = top + placed.found.loose_at * placed.down
        sheet.line((plot.x, y), (plot.x + plot.w, y), kit.hairline())
        sheet.text((plot.x + kit.px(_MARGIN), y + size * 1.15), view.loose_text, kit.second)
    for card in shown.cards:
        box, lit = placed.boxes[card.key], focus == f"person-{card.key}"
        if card.key == view.spotlight:
            spotlight(sheet, kit, box, card)
        by = "" if OURS in view.hidden else view.by(card)
        draw_card(sheet, kit, box, card, placed.scale, lit=lit, by=by)
    _steps(sheet, shown, placed, kit)
    sheet.marks.extend(mark_of(card, placed.boxes[card.key]) for card in shown.cards)
    _left_out(sheet, view, (shown, plot), kit, focus)


def _steps(sheet: Sheet, view: PowerMap, placed: Placed, kit: Kit) -> None:
    """Who stands on the path to the approver: a dark edge, and the number of the step on the corner."""
    for n, key in enumerate(view.steps, start=1):
        box = placed.boxes.get(key)
        if box is None:
            continue
        if key != view.spotlight:
            sheet.rect(box, Pen(stroke=kit["text"], width=kit.px(2.5)), kit.px(6))
        map_cards.badge(sheet, kit, (box.x + kit.px(1), box.y + kit.px(1)), str(n))


def _shown(view: PowerMap, plot: Box, kit: Kit) -> tuple[PowerMap, Box]:
    """As many cards as can be read, the heaviest roles; a slide holds 14. The others are counted below the map."""
    most = len(view.cards) if kit.style.name != "show" else MOST_IN_SHOW
    if len(view.cards) <= most and _readable(view, plot, kit):
        return view, plot
    ways = {key for line in view.lines if line.on_way for key in (line.start, line.end)} | {view.spotlight}
    order = sorted(view.cards, key=lambda card: (card.key not in ways, -card.weight))[:most]
    plot = Box(x=plot.x, y=plot.y, w=plot.w, h=plot.h - kit.style.second * 1.8)
    while len(order) > _FEWEST and not _readable(_only(view, order), plot, kit):
        order = order[: max(_FEWEST, len(order) * 6 // 7)]
    return _only(view, order), plot


def _only(view: PowerMap, kept: list[PersonCard]) -> PowerMap:
    return only_unit(view, frozenset(card.key for card in kept))


def _readable(view: PowerMap, plot: Box, kit: Kit) -> bool:
    """Whether every card is wide enough for a level and a short name."""
    return min(box.w for box in place(view, plot, kit).boxes.values()) >= _NARROWEST * FLOORS[kit.style.name]


def natural(view: PowerMap) -> tuple[float, float]:
    """Width and height of the map itself in px at 100 %."""
    found = _layout(view)
    return found.width, found.height


def _layout(view: PowerMap) -> Layout:
    above = {line.start: line.end for line in view.lines if line.kind == REPORTS}
    moved = {key: (right, down) for key, right, down in view.nudges}
    nodes = tuple(
        Node(c.key, c.weight, c.name, c.under, above.get(c.key, ""), *moved.get(c.key, (0, 0)), view.by(c))
        for c in view.cards
    )
    return layout(nodes, tuple((line.start, line.end) for line in view.lines if line.kind != REPORTS))


def place(view: PowerMap, plot: Box, kit: Kit) -> Placed:
    """The cards in the middle of ``plot``, as large as fits; also for moving them by the mouse."""
    found = _layout(view)
    margin = kit.px(_MARGIN)
    wide, high = plot.w - 2 * margin, plot.h - 2 * margin
    lack = 0.0
    if found.loose_at is not None:  # the words above the loose cards need their height however small the map is
        about = min(wide / found.width, high / found.height, _LARGEST[kit.style.name])
        lack = max(0.0, kit.style.second * 1.8 - LOOSE_HEAD * about)
        high -= lack
    scale = min(wide / found.width, high / found.height, _LARGEST[kit.style.name])
    # what room is left goes into the gaps, and into cards that are too small for their words
    tight = max(1.0, 1.1 * FLOORS[kit.style.name] / (12 * scale))
    across, down = min(max(1.4, tight), wide / (found.width * scale)), min(1.7, high / (found.height * scale))
    grow, broad = min(down, tight), min(across, tight)
    left = plot.x + (plot.w - found.width * scale * across) / 2
    top = plot.y + margin + max(0.0, (high - found.height * scale * down) * 0.35)
    high_of = _heights(view, found, (scale, down, grow, scale * broad), kit)
    boxes = {
        key: Box(
            x=left + (b.x if key in found.stacked else b.x + b.w * (1 - broad / across) / 2) * scale * across,
            y=top + b.y * scale * down + (lack if found.loose_at is not None and b.y > found.loose_at else 0.0),
            w=b.w * scale * broad,
            h=high_of[key],
        )
        for key, b in found.boxes.items()
    }
    return Placed(boxes=boxes, scale=scale, across=scale * across, down=scale * down, found=found)


def _heights(view: PowerMap, found: Layout, scales: tuple[float, float, float, float], kit: Kit) -> dict[str, float]:
    """How high each card is drawn: as its map is scaled, and more where its words need it and there is room below.

    The name and one line are never dropped for want of a few px; role and job get a second where they need it.
    """
    scale, down, grow, broad = scales
    floor, heights = FLOORS[kit.style.name], {}
    for card in view.cards:
        box = found.boxes[card.key]
        two_lines = min(3.25 * floor, (box.h + _AIR / 2) * scale * down)
        room = _free_below(box, found) * scale * down - kit.px(_GAP)
        least = 4.2 * floor if _deep(card, found, (broad, floor)) else two_lines
        heights[card.key] = max(box.h * scale * grow, two_lines, min(least, room))
    return heights


def _free_below(box: Box, found: Layout) -> float:
    """From the top of a card to the next card below it, px at 100 %."""
    below = [o.y for o in found.boxes.values() if o.y >= box.y + box.h and o.x < box.x + box.w and box.x < o.x + o.w]
    ends = [*below, *([found.loose_at + _GAP] if found.loose_at is not None and box.y < found.loose_at else [])]
    return min(ends, default=box.y + box.h + _AIR) - box.y


def _deep(card: PersonCard, found: Layout, sizes: tuple[float, float]) -> bool:
    """Whether role and job need two lines in a card of the map's scale."""
    scale, floor = sizes
    room = found.boxes[card.key].w * scale - map_cards.BESIDE * floor
    return text_width(card.under, max(floor, 12 * scale)) > room


def page_scale(view: PowerMap, size: tuple[float, float], style: str) -> tuple[float, float]:
    """How many px of the page one px at 100 % is, across and down, for a drawing of that size without frame."""
    tools = kit_of(style)
    plot = _notes_and_legend(Sheet(), view, Box(x=0.0, y=0.0, w=size[0], h=size[1]), tools)
    placed = place(*_shown(view, plot, tools), tools)
    return placed.across, placed.down


def _lines(sheet: Sheet, view: PowerMap, placed: Placed, kit: Kit) -> None:
    """Reporting lies below; the others find their way round the cards."""
    boxes = placed.boxes
    for line in sorted(view.drawn, key=lambda line: line.on_way):
        if line.kind == REPORTS:
            ends, stacked = (boxes[line.start], boxes[line.end]), line.start in placed.found.stacked
            reporting(sheet, kit, ends, placed.scale, stacked=stacked, strong=line.on_way)
    others = [line for line in view.drawn if line.kind != REPORTS]
    pairs = tuple((line.start, line.end) for line in others)
    found = routes(pairs, tuple(boxes.items()), placed.scale)
    above = {(line.start, line.end) for line in view.drawn if line.kind == REPORTS}
    for line, route in zip(others, found, strict=True):
        along = line.kind == INFLUENCES and line.on_way and (line.end, line.start) in above
        points = _along(line, placed) if along else route
        if line.kind == INFLUENCES:
            influence(sheet, kit, points, line.strength, strong=line.on_way)
        elif line.kind == CONFLICT:
            conflict(sheet, kit, points)
        elif line.kind == ALLIED:
            allied(sheet, kit, points)
        _line_mark(sheet, line.id, line.sentence, points, kit)


def _along(line: MapLine, placed: Placed) -> tuple[Point, ...]:
    """The way from a superior down runs along the line by which they report, not across it."""
    ends = (placed.boxes[line.end], placed.boxes[line.start])
    return elbow(ends, placed.scale, stacked=line.end in placed.found.stacked)[::-1]


def _line_mark(sheet: Sheet, key: str, sentence: str, points: tuple[tuple[float, float], ...], kit: Kit) -> None:
    """The middle of a line can be pointed at and opened."""
    x, y = points[len(points) // 2] if len(points) > 2 else (
        (points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)  # fmt: skip
    reach = kit.px(9)
    sheet.marks.append(Mark(id=f"line-{key}", entity="relation_edge", records=(key,), sentence=sentence, stop=False,
                            box=Box(x=x - reach, y=y - reach, w=2 * reach, h=2 * reach), card=(sentence,)))  # fmt: skip


def _notes_and_legend(sheet: Sheet, view: PowerMap, area: Box, kit: Kit) -> Box:
    """The notes above, the legend in words below; what is left is for the map."""
    size = kit.style.second
    y = area.y
    for line in wrap(" ".join(view.told), size, 500, area.w - 2 * kit.px(8), 2):
        y += size * 1.45
        sheet.text((area.x + kit.px(8), y - size * 0.3), line, Font(size, 500, kit["text"]))
    if view.loose:
        y += size * 1.6
        sheet.text((area.x + kit.px(8), y - size * 0.3), view.loose_text, kit.second)
    if view.form == GRID:
        entries = tuple(entry for entry in view.legend if entry[0] in {"key", "dashed"})
    else:
        drawn = {line.kind for line in view.drawn} | {"key", "dashed"}
        drawn |= {"way"} if any(line.on_way for line in view.drawn) else set()
        entries = tuple(entry for entry in view.legend if entry[0] in drawn)
    inner = Box(x=area.x + kit.px(8), y=area.y, w=area.w - 2 * kit.px(8), h=area.h)
    letters = "" if view.form == GRID else view.letters
    told = tuple(("", words) for words in (view.levels, letters) if words)
    lines = map_cards.legend_lines(kit, inner.w, (*entries, *told))
    map_cards.legend(sheet, kit, inner, (*entries, *told))
    bottom = area.y + area.h - len(lines) * size * 1.7 - kit.px(4)
    return Box(x=area.x, y=y + kit.px(6), w=area.w, h=bottom - y - kit.px(6))


def _left_out(sheet: Sheet, view: PowerMap, drawn: tuple[PowerMap, Box], kit: Kit, focus: str) -> None:
    """Who has no card here: counted at the foot, named on the mark's card and in the table."""
    shown, plot = drawn
    keys = {card.key for card in shown.cards}
    rest = tuple(card for card in view.cards if card.key not in keys)
    if not rest:
        return
    words = trn("{n} more person not shown", "{n} more people not shown", len(rest))
    size = kit.style.second
    wide = text_width(words, max(size, FLOORS[kit.style.name]), 600) + kit.px(12)
    box = Box(x=plot.x + plot.w - wide, y=plot.y + plot.h, w=wide, h=size * 1.8)
    rows = tuple(f"person-{card.key}" for card in rest)
    more_mark(sheet, kit, box, More(key="map", people=rest, rows=rows, words=words), focus)


def _draw_empty(sheet: Sheet, view: PowerMap, area: Box, kit: Kit) -> None:
    """Two ghost cards with a line, and what is missing."""
    x, y = area.middle
    wide, high = kit.px(150), kit.px(52)
    pen = Pen(stroke=kit["unknown"], width=kit.px(1.5), dash=(kit.px(4), kit.px(3)))
    top = y - kit.px(120)
    sheet.rect(Box(x=x - wide / 2, y=top, w=wide, h=high), pen, kit.px(6))
    sheet.line((x, top + high), (x, top + high + kit.px(30)), kit.hairline("axis"))
    sheet.rect(Box(x=x - wide / 2, y=top + high + kit.px(30), w=wide, h=high), pen, kit.px(6))
    size = kit.style.label
    line_y = top + 2 * high + kit.px(30) + size * 2.2
    for line in wrap(view.empty_text, size, 400, min(area.w * 0.8, size * 34), 3):
        sheet.text((x, line_y), line, kit.label, "middle")
        line_y += size * 1.5


def _draw_tile(sheet: Sheet, view: PowerMap, area: Box, kit: Kit) -> None:
    """The cards as blocks of their level, and the takeaway."""
    size = FLOORS["tile"]
    plot = Box(x=area.x, y=area.y, w=area.w, h=area.h - size * 1.6)
    if view.cards:
        found = _layout(view)
        scale = min(plot.w / found.width, plot.h / found.height)
        left = plot.x + (plot.w - found.width * scale) / 2
        for card in view.cards:
            box = found.boxes[card.key]
            fill, _ = level_roles(card.level, stale=card.stale)
            edge = Pen(fill=kit[fill], stroke=kit["axis"], width=1, dash=(2, 2) if card.dashed else ())
            at = Box(x=left + box.x * scale, y=plot.y + box.y * scale, w=box.w * scale, h=box.h * scale)
            sheet.rect(at, edge, 1.5)
    words = view.empty_text or " ".join(view.told) or view.title
    sheet.text((area.x, area.y + area.h - size * 0.3), elide(words, size, 400, area.w), kit.second)
    sheet.marks.append(Mark(id="tile", entity="account", records=(), sentence=view.sentence(), box=area,
                            card=(view.title,)))  # fmt: skip
