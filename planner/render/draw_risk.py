# SPDX-License-Identifier: Apache-2.0
"""Draw the risk matrix (ux C3) into a scene; paper and slides carry the ranked list beside it."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.draw_risk_legend import draw_legend, ground_of, legend_height, strip
from planner.render.draw_risk_list import draw_list
from planner.render.measure import elide, text_width, wrap
from planner.render.pins import Placed, arrange
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit, mixed
from planner.views.risk_chart import NO_PLAN, RiskCell, RiskMatrix, RiskPin

_CELL = (74.0, 56.0)
# On paper and slides the cells are taller, which leaves the list its width and the pins their room.
_TALL, _LOW = 0.86, 0.68
_LOW_PAGE = 360.0
# On a low screen they may be flatter before they get narrower.
_FLAT = 0.6
# How far a word under the cells may stand from the middle of its cell, and the room of a cell's letter.
_SHIFT, _LETTER = 8.0, 19.0
# How much of its colour the worst band keeps on a dark page where nothing stands in it.
_DIM = 0.66


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where the cells stand; words may reach to ``edge``, the legend begins at ``under``."""

    left: float
    top: float
    cell_w: float
    cell_h: float
    gap: float
    edge: float = inf
    under: float = 0.0
    low: bool = False

    def box(self, cell: RiskCell) -> Box:
        """The place of a cell."""
        x = self.left + (cell.impact - 1) * (self.cell_w + self.gap)
        y = self.top + (5 - cell.likelihood) * (self.cell_h + self.gap)
        return Box(x=x, y=y, w=self.cell_w, h=self.cell_h)

    def middle(self, impact: int) -> float:
        """The middle of a column."""
        return self.left + (impact - 0.5) * self.cell_w + (impact - 1) * self.gap

    @property
    def bottom(self) -> float:
        return self.top + 5 * self.cell_h + 4 * self.gap

    @property
    def right(self) -> float:
        return self.left + 5 * self.cell_w + 4 * self.gap


def draw_risk(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the matrix into ``area``, on paper and slides with its list; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    beside = kit.style.name in {"print", "show"} and bool(view.lines or view.unrated)
    room = replace(area, w=area.w * 0.54) if beside else area
    grid = _grid(view, room, kit, named=sheet.framed)
    _axes(sheet, view, grid, kit)
    placed = [_cell(sheet, view, cell, grid.box(cell), kit) for cell in view.cells]
    _moves(sheet, grid, view, placed, kit)
    _pins(sheet, view, placed, kit)
    right = grid.right + kit.px(16) if beside else room.x + room.w - kit.px(4)
    left = room.x if beside else grid.left  # with more signs and less room it begins below the names of the rows
    draw_legend(sheet, view, Box(x=left, y=grid.under, w=right - left, h=0.0), kit, low=grid.low, named=sheet.framed)
    _lit(sheet, grid, view, focus, kit)
    if beside:
        left = grid.right + kit.px(24)
        draw_list(sheet, view, Box(x=left, y=area.y, w=area.x + area.w - left, h=area.h), kit)


def _grid(view: RiskMatrix, room: Box, kit: Kit, *, named: bool) -> _Grid:
    """The cells, with room for a second line of words below them only where the words need it."""
    found = _cells(view, room, kit, (0.0, named))
    if any(line for _, _, line in _impact_words(view.impacts, found, kit)):
        return _cells(view, room, kit, (kit.style.second * 1.3, named))
    return found


def _cells(view: RiskMatrix, room: Box, kit: Kit, foot: tuple[float, bool]) -> _Grid:
    style, (more, named) = kit.style, foot
    screen = style.name in {"screen", "reading"}
    names = max(text_width(f"5 {name}", style.axis, 500) for name, _ in view.likelihoods)
    ranges = max(text_width(words, style.second) for _, words in view.likelihoods)
    label = max(names, ranges) + kit.px(10 if named or not screen else 18)  # on the page the frame of the focus is near
    top = style.second + kit.px(12 if screen else 8)
    gap = kit.px(2)
    free = room.w - label - 4 * gap
    across = (free - kit.px(4)) / 5
    if screen:
        # The last word under the cells may be wider than its cell and hangs over the edge of the grid.
        across = min(across, (free - text_width(view.impacts[-1], style.second) / 2) / 4.5)
    low = screen and room.h < kit.px(_LOW_PAGE)
    beside = not screen and bool(view.lines or view.unrated)
    legend = legend_height(view, 5 * across + (label if beside else 0.0), kit, low=low, named=named)
    below = style.axis * 1.5 + style.second * 1.4 + kit.px(8) + more + legend
    down = (room.h - top - below - 4 * gap) / 5
    tall, flat = (_CELL[1] / _CELL[0], _FLAT) if screen else (_TALL, _LOW)
    cell_w = max(kit.px(36), min(across, down / flat, kit.px(_CELL[0] * 1.5)))
    cell_h = max(cell_w * flat, min(cell_w * tall, down))
    # Alone on paper or a slide the matrix stands in the middle of its room.
    alone = not screen and not (view.lines or view.unrated)
    aside = max(0.0, (across - cell_w) * 5 / 2) if alone else 0.0
    left = room.x + label + aside
    right = left + 5 * cell_w + 4 * gap
    edge = room.x + room.w if screen else right + kit.px(1)
    under = room.y + top + 5 * cell_h + 4 * gap + style.axis * 1.5 + style.second * 1.4 + kit.px(8) + more
    return _Grid(left=left, top=room.y + top, cell_w=cell_w, cell_h=cell_h, gap=gap, edge=edge, under=under, low=low)


def _axes(sheet: Sheet, view: RiskMatrix, grid: _Grid, kit: Kit) -> None:
    style = kit.style
    if grid.low:
        strip(sheet, view, Box(x=grid.left, y=grid.top - style.second * 1.85, w=grid.edge - grid.left, h=0.0), kit)
    elif style.name in {"screen", "reading"} and not sheet.framed:
        sheet.text((grid.left, grid.top - kit.px(10)), view.grid_label, kit.head)
    at = (grid.left - kit.px(10), grid.top - kit.px(10 if style.name in {"screen", "reading"} else 6))
    sheet.text(at, view.axes[0], kit.second, "end")
    name = Font(style.axis, 500, kit["text"])
    for number, (word, chance) in enumerate(view.likelihoods, start=1):
        middle = grid.top + (5 - number + 0.5) * grid.cell_h + (5 - number) * grid.gap
        x = grid.left - kit.px(10)
        sheet.text((x, middle - style.axis * 0.12), f"{number} {word}", name, "end")
        sheet.text((x, middle + style.second * 1.1), chance, kit.second, "end")
    y = grid.bottom + style.axis * 1.4
    sheet.text((grid.left - kit.px(10), y), view.axes[1], kit.second, "end")
    for number, (word, x, line) in enumerate(_impact_words(view.impacts, grid, kit), start=1):
        sheet.text((grid.middle(number), y), str(number), name, "middle")
        sheet.text((x, y + style.second * (1.4 + line * 1.3)), word, kit.second, "middle")


def _impact_words(words: tuple[str, ...], grid: _Grid, kit: Kit) -> list[tuple[str, float, int]]:
    """Word, middle and line: each under its cell or a little beside, else every second one a line lower."""
    size, apart = kit.style.second, kit.px(4 if grid.low else 7)
    halves = [text_width(word, size) / 2 for word in words]
    at = [grid.middle(number) for number in range(1, len(words) + 1)]
    for n in range(1, len(at)):
        at[n] = max(at[n], at[n - 1] + halves[n - 1] + apart + halves[n])
    at[-1] = min(at[-1], grid.edge - halves[-1])
    for n in reversed(range(len(at) - 1)):
        at[n] = min(at[n], at[n + 1] - halves[n + 1] - apart - halves[n])
    if all(abs(x - grid.middle(n)) <= kit.px(_SHIFT) for n, x in enumerate(at, start=1)):
        return [(word, x, 0) for word, x in zip(words, at, strict=True)]
    room = 2 * (grid.cell_w + grid.gap) - apart
    shown = [elide(word, size, 400, room) for word in words]
    kept = [min(grid.middle(n), grid.edge - text_width(word, size) / 2) for n, word in enumerate(shown, start=1)]
    return [(word, x, n % 2) for n, (word, x) in enumerate(zip(shown, kept, strict=True))]


def _cell(sheet: Sheet, view: RiskMatrix, cell: RiskCell, box: Box, kit: Kit) -> tuple[Placed, ...]:
    worst, calm = cell.band == "extreme", bool(view.empty_text)
    ground, ink = ground_of(view, glyphs.BAND_ROLES[cell.band], kit)
    if worst and not cell.pins and kit["card"] < ground:  # on a dark page an empty cell is not what shines most
        ground = mixed(ground, kit["card"], _DIM)
    sheet.rect(box, Pen(fill=ground, stroke=kit["line" if calm else "axis"], width=kit.style.hair))
    if worst and not calm:  # an edge of its own says which end is the bad one, whatever the ground
        glyphs.worst_edge(sheet, kit, box)
    at = (box.x + kit.px(6), box.y + kit.style.axis * 1.15)
    sheet.text(at, cell.letter, Font(kit.style.axis, 600 if worst else 400, ink))
    sheet.marks.append(_cell_mark(view, cell, box))
    return arrange(cell.pins, box, kit)


def _cell_mark(view: RiskMatrix, cell: RiskCell, box: Box) -> Mark:
    where = tr(
        "Likelihood {likelihood}, impact {impact}: band {band}",
        likelihood=f"{cell.likelihood} {view.likelihoods[cell.likelihood - 1][0]}",
        impact=f"{cell.impact} {view.impacts[cell.impact - 1]}",
        band=cell.letter,
    )
    inside = tuple(pin.sentence for pin in cell.pins) or (tr("No risk here"),)
    return Mark(
        id=f"cell-{cell.likelihood}-{cell.impact}",
        entity="risk",
        records=tuple(pin.risk_id for pin in cell.pins),
        sentence=". ".join((where, *inside)) + ".",
        box=box,
        card=(where, *inside[:4]),
    )


def _pins(sheet: Sheet, view: RiskMatrix, placed: list[tuple[Placed, ...]], kit: Kit) -> None:
    for cell, items in zip(view.cells, placed, strict=True):
        for item in items:
            if item.pin is None:
                _chip(sheet, item, kit)
                continue
            strong = item.pin.risk_id in view.named
            look = glyphs.Pinned(number=item.pin.number, plan=item.pin.plan, ring=_on(kit, cell), strong=strong)
            glyphs.pin(sheet, kit, item.middle, look, item.r)
            sheet.marks.append(_pin_mark(item, item.pin))


def _pin_mark(item: Placed, pin: RiskPin) -> Mark:
    x, y = item.middle
    box = Box(x=x - item.half, y=y - item.r * 1.4, w=2 * item.half, h=item.r * 2.8)
    return Mark(id=f"pin-{pin.risk_id}", entity="risk", records=(pin.risk_id,), sentence=pin.sentence,
                box=box, card=(pin.sentence,), stop=False)  # fmt: skip


def _chip(sheet: Sheet, item: Placed, kit: Kit) -> None:
    """The "+n" for pins that have no room of their own."""
    x, y = item.middle
    box = Box(x=x - item.half, y=y - item.r * 0.9, w=2 * item.half, h=item.r * 1.8)
    sheet.rect(box, Pen(fill="#FFFFFF", stroke=kit["axis"], width=kit.style.hair), kit.px(4))
    sheet.text((x, y + kit.style.second * 0.36), item.words, Font(kit.style.second, 500, glyphs.INK), "middle")


def _moves(sheet: Sheet, grid: _Grid, view: RiskMatrix, placed: list[tuple[Placed, ...]], kit: Kit) -> None:
    """A thin ring where a risk stood before its treatment was done, and an arrow to where it stands now."""
    for items in placed:
        for item in items:
            if item.pin is None or item.pin.before is None:
                continue
            r = item.r * 0.95
            start = _beside_letter(grid.box(view.cell(*item.pin.before)), r, kit)
            width = max(1.5, item.r * 0.14)
            glyphs.ghost(sheet, kit, start, r)
            ring = glyphs.ring_gap(item.r) if item.pin.plan != NO_PLAN else 0.0
            _arrow(sheet, (start, r), (item.middle, item.r + ring + width), kit)


def _beside_letter(box: Box, r: float, kit: Kit) -> Point:
    """The middle of a cell, or of what its letter leaves free where the cell is narrow."""
    x, y = box.middle
    if x - r >= box.x + kit.px(_LETTER):
        return x, y
    return min(box.x + kit.px(_LETTER) + r, box.x + box.w - r - kit.px(2)), y


def _arrow(sheet: Sheet, start: tuple[Point, float], end: tuple[Point, float], kit: Kit) -> None:
    (x1, y1), r1 = start
    (x2, y2), r2 = end
    far = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if far <= r1 + r2:
        return
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    width = max(1.5, kit.px(1.6))
    head, tail = (x1 + dx * r1, y1 + dy * r1), (x2 - dx * r2, y2 - dy * r2)
    # The pale line below keeps the arrow readable over dark cells.
    sheet.line(head, tail, Pen(stroke=kit["card"], width=width * 2))
    glyphs.arrow(sheet, head, tail, kit["text"], width)


def _on(kit: Kit, cell: RiskCell) -> str:
    """The ink that is read on a cell's colour."""
    return kit[f"risk_{glyphs.BAND_ROLES[cell.band]}_text"]


def _lit(sheet: Sheet, grid: _Grid, view: RiskMatrix, focus: str, kit: Kit) -> None:
    for cell in view.cells:
        if focus == f"cell-{cell.likelihood}-{cell.impact}":
            box = grid.box(cell)
            outer = Box(x=box.x - 1, y=box.y - 1, w=box.w + 2, h=box.h + 2)
            sheet.rect(outer, Pen(stroke=kit["accent"], width=kit.px(2)))


def _draw_tile(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit) -> None:
    """A small grid with discs and the three first risks, for a tile of the overview."""
    step_y = min(14.4, area.h / 5)
    step_x = step_y * 20 / 14.4
    grid = _Grid(left=area.x + 0.5, top=area.y + 0.5, cell_w=step_x - 2, cell_h=step_y - 2, gap=2)
    for cell in view.cells:
        role = glyphs.BAND_ROLES[cell.band]
        sheet.rect(grid.box(cell), Pen(fill=kit[f"risk_{role}"], stroke=kit["axis"], width=0.6))
    for cell in view.cells:
        if cell.pins:
            sheet.circle(grid.box(cell).middle, step_y * 0.35, Pen(fill="#FFFFFF", stroke=glyphs.INK, width=1.5))
    _tile_list(sheet, view, Box(x=grid.right + 12, y=area.y, w=area.x + area.w - grid.right - 12, h=area.h), kit)
    sheet.marks.append(
        Mark(id="tile", entity="risk", records=(), sentence=view.sentence(), box=area, card=(view.title,))
    )


def _tile_list(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit) -> None:
    size = kit.style.label
    if not view.lines:
        words = view.empty_text or tr("None rated yet")
        for number, line in enumerate(wrap(words, size, 400, area.w, 3)):
            sheet.text((area.x, area.y + size * (1.1 + 1.4 * number)), line, kit.second)
        return
    for number, row in enumerate(view.lines[:3]):
        y = area.y + number * 24
        glyphs.band_chip(sheet, kit, Box(x=area.x + 0.5, y=y + 0.5, w=19, h=19), row.band, row.letter)
        words = tr("{code} · {score}", code=row.code, score=row.score)
        if text_width(words, size) > area.w - 25:
            words = elide(row.code, size, 400, area.w - 25)
        sheet.text((area.x + 25, y + 10 + size * 0.36), words, kit.label)
