# SPDX-License-Identifier: Apache-2.0
"""A deck as a presentation file with native tables, charts and shapes (ux 5.2, ADR 0037).

python-pptx is imported with the first deck, so that the program starts without it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.kernel.text import language as current_language
from planner.kernel.text import tr
from planner.render import (
    pptx_chain,
    pptx_charts,
    pptx_grid,
    pptx_lines,
    pptx_measures,
    pptx_people,
    pptx_risk,
    pptx_risk_list,
    pptx_road,
    pptx_table,
)
from planner.render.pptx_master import Master, Places, Room, drop_unused
from planner.render.pptx_pages import TITLES, Pages
from planner.render.pptx_text import LABEL, LEAST, Type, fitted, in_unknown_font
from planner.views.charts import ChartView
from planner.views.deck import Deck, Grid, Slide, grid_of
from planner.views.health_chart import HEALTH
from planner.views.power_map import GRID, POWER_MAP
from planner.views.risk_chart import RISK_MATRIX, RiskMatrix
from planner.views.satisfaction_chart import SATISFACTION
from planner.views.trend_chart import SLOPE, TREND

Tell = Callable[[int, int], None]
_PX_PER_POINT = 2.0
_SHARP = 1.5
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office PowerPoint</Application></Properties>"
)


def written(deck: Deck, template: Path | None = None, tell: Tell | None = None) -> bytes:
    """The file's bytes. PlannerError when the template is none, or what ``tell`` raises to stop."""
    return made(deck, template, tell)[0]


def made(deck: Deck, template: Path | None = None, tell: Tell | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The file's bytes, and what had no room in it, one line each; errors as of `written`."""
    writer = _Writer(deck, Master(template, current_language()))
    if template is None:
        return writer.run(tell), tuple(writer.lost)
    with in_unknown_font():
        return writer.run(tell), tuple(writer.lost)


class _Writer(Pages):
    """Puts the slides of one deck into a presentation."""

    def run(self, tell: Tell | None) -> bytes:
        for number, one in enumerate(self.deck.slides):
            if tell is not None:
                tell(number, len(self.deck.slides))
            with self._counting(one):
                self._slide(one)
        self._properties()
        into = io.BytesIO()
        self.master.presentation.save(into)
        return into.getvalue()

    def _slide(self, one: Slide) -> None:
        if one.grid is not None:
            self._grid(one, one.grid)
        elif one.road is not None:
            self._road(one)
        elif one.chart is not None:
            self._chart(one, one.chart)
        else:
            self._cover(one)

    # -- kinds of slide

    def _cover(self, one: Slide) -> None:
        slide = self.master.presentation.slides.add_slide(self.master.layout("cover"))
        title = slide.shapes.title
        box = Room(0, 0, *(n / 12700 for n in (title.width, title.height)))
        sizes = (36, 32, 28, *TITLES)
        self._set(title, one.title, box, sizes, bold=True)
        below = next((p for p in slide.placeholders if p.placeholder_format.type in (4, 2)), None)
        if below is None:
            room = Room(title.left / 12700, (title.top + title.height) / 12700 + 6, box.w, 60)
            below = slide.shapes.add_textbox(*room.emu)
            below.text_frame.word_wrap = True
        lines = tuple(line for line in one.lines if line)
        size = min(fitted(line, (below.width / 12700 - 16, 40), (18, 16, 14, LEAST), most=1) for line in lines or ("",))
        self.hand.fill(below.text_frame, lines, Type(size=size, color=self.colors["muted"]))
        if not self.deck.for_customer:
            self._band(slide)
        self._feet(slide, None)
        self._note(slide, one)
        drop_unused(slide)

    def _band(self, slide: Any) -> None:
        """The mark of a deck that stays in the house."""
        from planner.render.measure import text_width

        words = tr("INTERNAL — not for customers")
        wide = text_width(words, LABEL * 1.1, 600) + 36
        room = Room(self.master.wide - wide, 0, wide, 32)
        shape = pptx_road.box(slide, room, (words,), self.hand, (self.colors["act"], None, "#FFFFFF"), middle=True)
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.bold = True
        pptx_risk.name(shape, words, words)

    def _grid(self, one: Slide, grid: Grid, below: tuple[str, ...] = ()) -> None:
        """A table on as many slides as it needs; ``below`` are lines under its end, then on a slide of their own."""
        slide, places = self._begin(one, "grid")
        how = pptx_table.fit(grid, places.exhibit.w, places.exhibit.h)
        rows = len(how.pages)
        spread = self._spread(places.exhibit, pptx_table.high(grid, how, rows - 1), below)
        total = rows + len(spread) - 1
        for number in range(1, rows + 1):
            if number > 1:
                slide, places = self._begin(one, "grid", number, total)
            elif total > 1:
                self._title(slide, places, one, 1, total)
            frame = pptx_table.put(slide, places.exhibit, grid, how, self.hand, number=number - 1)
            pptx_risk.name(frame, one.title, one.described or _said(grid))
            if number == rows:
                self._lines(slide, places.exhibit, (frame.top + frame.height) / 12700 + 12, spread[0])
            self._end(slide, places, one, first=number == 1)
        self._told(one, spread[1:], rows + 1, total)

    def _told(self, one: Slide, pages: Sequence[Sequence[str]], start: int, total: int) -> None:
        """Lines that had no room, on slides of their own."""
        for number, lines in enumerate(pages, start):
            slide, places = self._begin(one, "free", number, total)
            self._lines(slide, places.exhibit, places.exhibit.y, lines)
            self._end(slide, places, one, first=False)

    def _road(self, one: Slide) -> None:
        assert one.road is not None
        slide, places = self._begin(one, "free")
        if not pptx_road.fits(one.road, places.exhibit):
            self._remove_last()
            self._grid(one, pptx_road.as_grid(one.road))
            return
        pptx_road.road(slide, places.exhibit, one.road, self.hand)
        self._end(slide, places, one)

    def _chart(self, one: Slide, view: ChartView) -> None:
        if one.picture or view.kind not in NATIVE:
            self._picture(one, view)
        else:
            NATIVE[view.kind](self, one, view)

    def _picture(self, one: Slide, view: ChartView) -> None:
        from planner.render import picture

        slide, places = self._begin(one, "picture")
        room = places.exhibit
        size = (room.w * _PX_PER_POINT, room.h * _PX_PER_POINT)
        if isinstance(view, RiskMatrix) and pptx_risk_list.crowded(view, size):
            self._remove_last()
            self._grid(one, pptx_risk_list.list_of(view))
            self._as_table(one)
            return
        shape = self._put_picture(slide, room, picture.chart_png(view, size, "show", frame=False, scale=_SHARP))
        pptx_risk.name(shape, one.title, one.described or view.sentence())
        self._ended(slide, places, one, pptx_risk_list.beyond(view, size))

    @staticmethod
    def _put_picture(slide: Any, room: Room, png: bytes) -> Any:
        holder = next((p for p in slide.placeholders if p.placeholder_format.type == 18), None)
        drawn = io.BytesIO(png)
        shape = holder.insert_picture(drawn) if holder is not None else slide.shapes.add_picture(drawn, *room.emu)
        shape.left, shape.top, shape.width, shape.height = room.emu
        return shape

    def health(self, one: Slide, view: Any) -> None:
        """C1 as native bars or radar; bars that lie too close for all their values go on with a table."""
        _, places = self._begin(one, "chart")
        self._remove_last()
        draw = partial(pptx_charts.health, form=one.view)
        if not pptx_charts.low(view, places.exhibit):
            self._native(one, view, draw)
            return
        values = grid_of(view.table())  # what has no room beside its bar
        total = 1 + len(pptx_table.fit(values, places.exhibit.w, places.exhibit.h).pages)
        self._native(one, view, draw, 1, total)
        self._more(one, values, 2)

    def risks(self, one: Slide, view: Any) -> None:
        """C3 as a native table with pins, its list beside it, and what is left of the list on further slides."""
        if view.lines:
            one = replace(one, source=" · ".join((one.source, view.heading)))
        slide, places = self._begin(one, "free")
        grid = pptx_risk_list.list_of(view)
        beside = pptx_risk_list.beside(places.exhibit, grid) and pptx_risk.fits(places.exhibit, view, alone=False)
        if grid.rows and not pptx_risk.fits(places.exhibit, view, alone=not beside):
            self._remove_last()
            self._grid(one, grid)
            self._as_table(one)
            return
        shapes = pptx_risk.matrix(slide, places.exhibit, view, self.hand, alone=not beside)
        pptx_risk.name(shapes[0], one.title, one.described or view.sentence())
        rest = grid.rows
        if beside:
            room = pptx_risk_list.list_room(places.exhibit)
            how = pptx_table.fit(grid, room.w, room.h)
            frame = pptx_table.put(slide, room, grid, how, self.hand)
            pptx_risk.name(frame, tr("Ranked list"), view.heading)
            rest = grid.rows[len(how.pages[0].rows) :] if len(how.pages) > 1 else ()
        self._ended(slide, places, one, Grid(heads=grid.heads, rows=rest) if rest else None)

    def _ended(self, slide: Any, places: Places, one: Slide, left: Grid | None) -> None:
        """End a slide, and go on with the table of what had no room on it."""
        if left is None:
            self._end(slide, places, one)
            return
        total = 1 + len(pptx_table.fit(left, places.exhibit.w, places.exhibit.h).pages)
        self._title(slide, places, one, 1, total)
        self._end(slide, places, one)
        self._more(one, left, 2)

    def _more(self, one: Slide, left: Grid, start: int) -> None:
        """What had no room beside an exhibit, on slides of its own."""
        slide, places = self._begin(one, "grid")
        how = pptx_table.fit(left, places.exhibit.w, places.exhibit.h)
        total = start - 1 + len(how.pages)
        for number in range(len(how.pages)):
            if number:
                slide, places = self._begin(one, "grid")
            self._title(slide, places, one, start + number, total)
            frame = pptx_table.put(slide, places.exhibit, left, how, self.hand, number=number)
            pptx_risk.name(frame, one.title, _said(left))
            self._end(slide, places, one, first=False)

    def trend(self, one: Slide, view: Any) -> None:
        """C2 as native lines, then pictures of all measures, as many as they need to be high enough to read."""
        if view.option == SLOPE or not any(panel.dots for panel in view.panels):
            self._native(one, view, pptx_lines.trend, 1, 2)
            self._measures(one, view, [None], 2)
            return
        _, places = self._begin(one, "picture")
        parts, told = pptx_measures.parts(view, places.exhibit)
        self._remove_last()
        spread = self._spread(places.exhibit, places.exhibit.h, told)[1:]
        total = 1 + len(parts) + len(spread)
        self._native(one, view, pptx_lines.trend, 1, total)
        self._measures(one, view, parts, total)
        self._told(one, spread, 2 + len(parts), total)
        if not parts:
            self.lost.append(
                tr("{slide}: the picture of each measure, {why}", slide=one.name or one.title, why=self.why)
            )

    def _measures(self, one: Slide, view: Any, parts: Sequence[pptx_measures.Part | None], total: int) -> None:
        for number, part in enumerate(parts, 2):
            slide, places = self._begin(one, "picture", number, total)
            shape = self._put_picture(slide, places.exhibit, pptx_measures.png(view, places.exhibit, part))
            pptx_risk.name(shape, one.title, one.described or view.sentence())
            self._end(slide, places, one, first=False)

    def satisfaction(self, one: Slide, view: Any) -> None:
        """C7 as a native line with markers and the number of answers of each quarter."""
        self._native(one, view, pptx_lines.satisfaction)

    def power_map(self, one: Slide, view: Any) -> None:
        """C5 as shapes and connectors, or by role and level as chips; who has no room there follows as a table."""
        if not view.cards:
            self._picture(one, view)
            return
        slide, places = self._begin(one, "free")
        if view.form == GRID:
            left = pptx_grid.grid(slide, places.exhibit, view, self.hand)
        elif pptx_people.fits(view, places.exhibit):
            left = pptx_people.power_map(slide, places.exhibit, view, self.hand)
        else:
            self._remove_last()
            self._grid(one, pptx_people.table_of(view.cards), pptx_people.told_of(view))
            self._as_table(one)
            return
        pptx_risk.name(slide.shapes.title, one.title, one.described or view.sentence())
        self._ended(slide, places, one, left)

    def coverage(self, one: Slide, view: Any) -> None:
        """C4 as a native table, below it what its shares are of, its alerts and units."""
        self._grid(one, pptx_chain.seats(view), pptx_chain.beside(view))

    def chain(self, one: Slide, view: Any) -> None:
        """C6 as arrows, or as a table where there are too many chains."""
        slide, places = self._begin(one, "free")
        if not pptx_chain.fits(view, places.exhibit):
            self._remove_last()
            self._grid(one, grid_of(view.table()), pptx_chain.told_of(view))
            self._as_table(one)
            return
        left = pptx_chain.chain(slide, places.exhibit, view, self.hand)
        pptx_risk.name(slide.shapes.title, one.title, one.described or view.sentence())
        self._ended(slide, places, one, left)

    def _native(self, one: Slide, view: Any, draw: Callable[..., Any], number: int = 1, total: int = 1) -> None:
        slide, places = self._begin(one, "chart", number, total)
        frame = draw(slide, places.exhibit, view, self.hand)
        pptx_risk.name(frame, one.title, one.described or view.sentence())
        self._end(slide, places, one, first=number == 1)

    def table(self, one: Slide, view: ChartView) -> None:
        """A chart whose native form is its table twin."""
        self._grid(one, grid_of(view.table()))

    def _properties(self) -> None:
        """Title and day; no author, company, manager or earlier title."""
        props = self.master.presentation.core_properties
        props.title = self.deck.title
        for field in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "content_status",
                      "identifier", "version"):  # fmt: skip
            setattr(props, field, "")
        props.language = current_language().replace("_", "-")
        props.created = props.modified = datetime.combine(self.deck.as_of, time(12))
        props.revision = 1
        for part in self.master.presentation.part.package.iter_parts():
            if str(part.partname) == "/docProps/app.xml":
                part._blob = _APP.encode()


def _said(grid: Grid) -> str:
    """A table in words, for those who do not see it: its columns and how many rows."""
    return tr("Table: {columns}. Rows: {n}.", columns=", ".join(grid.heads), n=len(grid.rows))


NATIVE: Mapping[str, Callable[[_Writer, Slide, Any], None]] = MappingProxyType({
    HEALTH: _Writer.health,
    RISK_MATRIX: _Writer.risks,
    TREND: _Writer.trend,
    SATISFACTION: _Writer.satisfaction,
    POWER_MAP: _Writer.power_map,
    "review-cadence": _Writer.table,
    "coverage": _Writer.coverage,
    "decision-chain": _Writer.chain,
})  # fmt: skip
"""How a kind of chart is written natively; a kind that is not here becomes a picture."""
