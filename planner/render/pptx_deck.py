# SPDX-License-Identifier: Apache-2.0
"""A deck as a presentation file with native tables, charts and shapes (ux 5.2, ADR 0037).

python-pptx is imported with the first deck, so that the program starts without it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from planner.kernel.text import language as current_language
from planner.kernel.text import tr
from planner.render import (
    pptx_chain,
    pptx_charts,
    pptx_grid,
    pptx_lines,
    pptx_people,
    pptx_risk,
    pptx_road,
    pptx_signs,
    pptx_table,
)
from planner.render.pptx_master import SOURCE, SUBTITLE, Master, Places, Room, add_feet, drop_unused, foot_kinds
from planner.render.pptx_text import LABEL, LEAST, TITLE, Type, cut, fitted, height_of, in_unknown_font, lines_of
from planner.render.tokens import palette
from planner.views.charts import ChartView
from planner.views.deck import Deck, Grid, Slide, grid_of
from planner.views.health_chart import HEALTH
from planner.views.power_map import GRID, POWER_MAP
from planner.views.risk_chart import RISK_MATRIX
from planner.views.satisfaction_chart import SATISFACTION
from planner.views.trend_chart import TREND

Tell = Callable[[int, int], None]
_TITLES: Final = (TITLE, 22, 20, 18, 16, 14, LEAST)
_SECONDS: Final = (LABEL, 13, LEAST)
_PX_PER_POINT = 2.0
_SHARP = 1.5
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office PowerPoint</Application></Properties>"
)


def written(deck: Deck, template: Path | None = None, tell: Tell | None = None) -> bytes:
    """The file's bytes. PlannerError when the template is none, or what ``tell`` raises to stop."""
    writer = _Writer(deck, Master(template, current_language()))
    if template is None:
        return writer.run(tell)
    with in_unknown_font():
        return writer.run(tell)


class _Writer:
    """Puts the slides of one deck into a presentation."""

    def __init__(self, deck: Deck, master: Master) -> None:
        self.deck, self.master, self.hand = deck, master, master.hand
        self.colors = palette("print")

    def run(self, tell: Tell | None) -> bytes:
        for number, one in enumerate(self.deck.slides):
            if tell is not None:
                tell(number, len(self.deck.slides))
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
        sizes = (36, 32, 28, *_TITLES)
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
        """A table on as many slides as it needs; ``below`` are lines under its end, as far as there is room."""
        slide, places = self._begin(one, "grid")
        how = pptx_table.fit(grid, places.exhibit.w, places.exhibit.h)
        pages = how.pages
        for number in range(1, len(pages) + 1):
            if number > 1:
                slide, places = self._begin(one, "grid", number, len(pages))
            elif len(pages) > 1:
                self._title(slide, places, one, 1, len(pages))
            frame = pptx_table.put(slide, places.exhibit, grid, how, self.hand, number=number - 1)
            pptx_risk.name(frame, one.title, one.described or _said(grid))
            if number == len(pages):
                self._below(slide, places.exhibit, frame, below)
            self._end(slide, places, one, first=number == 1)

    def _below(self, slide: Any, room: Room, frame: Any, lines: tuple[str, ...]) -> None:
        """Lines of 12 pt under a table."""
        y = (frame.top + frame.height) / 12700 + 12
        for words in lines:
            high = height_of(lines_of(words, LEAST, room.w - 4)[:2], LEAST) + 2
            if y + high > room.y + room.h:
                return
            pptx_signs.words(slide, Room(room.x, y, room.w, high), words, self.hand, most=2)
            y += high + 2

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

    def _picture(self, one: Slide, view: ChartView, number: int = 1, total: int = 1) -> None:
        from planner.render import picture

        slide, places = self._begin(one, "picture", number, total)
        room = places.exhibit
        size = (room.w * _PX_PER_POINT, room.h * _PX_PER_POINT)
        drawn = io.BytesIO(picture.chart_png(view, size, "show", frame=False, scale=_SHARP))
        holder = next((p for p in slide.placeholders if p.placeholder_format.type == 18), None)
        shape = holder.insert_picture(drawn) if holder is not None else slide.shapes.add_picture(drawn, *room.emu)
        shape.left, shape.top, shape.width, shape.height = room.emu
        pptx_risk.name(shape, one.title, one.described or view.sentence())
        left = pptx_risk.beyond(view, size)
        if left is not None:
            self._title(slide, places, one, 1, 1 + len(pptx_table.fit(left, places.exhibit.w, places.exhibit.h).pages))
        self._end(slide, places, one)
        if left is not None:
            self._more(one, left, 2)

    def health(self, one: Slide, view: Any) -> None:
        """C1 as native bars or radar."""
        self._native(one, view, partial(pptx_charts.health, form=one.view))

    def risks(self, one: Slide, view: Any) -> None:
        """C3 as a native table with pins, its list beside it, and what is left of the list on further slides."""
        if view.lines:
            one = replace(one, source=" · ".join((one.source, view.heading)))
        slide, places = self._begin(one, "free")
        shapes = pptx_risk.matrix(slide, places.exhibit, view, self.hand)
        pptx_risk.name(shapes[0], one.title, one.described or view.sentence())
        grid = pptx_risk.list_of(view)
        rest: tuple[tuple[str, ...], ...] = ()
        if grid.rows:
            room = pptx_risk.list_room(places.exhibit)
            how = pptx_table.fit(grid, room.w, room.h)
            frame = pptx_table.put(slide, room, grid, how, self.hand)
            pptx_risk.name(frame, tr("Ranked list"), view.heading)
            rest = grid.rows[len(how.pages[0].rows) :] if len(how.pages) > 1 else ()
        if not rest:
            self._end(slide, places, one)
            return
        left = Grid(heads=grid.heads, rows=rest)
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
        """C2 as native lines, then the picture of all measures side by side."""
        self._native(one, view, pptx_lines.trend, 1, 2)
        self._picture(replace(one, note=""), view, 2, 2)

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
        else:
            left = pptx_people.rest(view)
            pptx_people.power_map(slide, places.exhibit, view, self.hand)
        pptx_risk.name(slide.shapes.title, one.title, one.described or view.sentence())
        if left is not None:
            pages = pptx_table.fit(left, places.exhibit.w, places.exhibit.h)
            self._title(slide, places, one, 1, 1 + len(pages.pages))
        self._end(slide, places, one)
        if left is not None:
            self._more(one, left, 2)

    def coverage(self, one: Slide, view: Any) -> None:
        """C4 as a native table, below it what its shares are of, its alerts and units."""
        self._grid(one, pptx_chain.seats(view), pptx_chain.beside(view))

    def chain(self, one: Slide, view: Any) -> None:
        """C6 as arrows, or as a table where there are too many chains."""
        slide, places = self._begin(one, "free")
        if not pptx_chain.fits(view, places.exhibit):
            self._remove_last()
            self._grid(one, grid_of(view.table()))
            return
        pptx_chain.chain(slide, places.exhibit, view, self.hand)
        pptx_risk.name(slide.shapes.title, one.title, one.described or view.sentence())
        self._end(slide, places, one)

    def _native(self, one: Slide, view: Any, draw: Callable[..., Any], number: int = 1, total: int = 1) -> None:
        slide, places = self._begin(one, "chart", number, total)
        frame = draw(slide, places.exhibit, view, self.hand)
        pptx_risk.name(frame, one.title, one.described or view.sentence())
        self._end(slide, places, one, first=number == 1)

    def table(self, one: Slide, view: ChartView) -> None:
        """A chart whose native form is its table twin."""
        self._grid(one, grid_of(view.table()))

    # -- parts of a slide

    def _begin(self, one: Slide, use: str, number: int = 1, total: int = 1) -> tuple[Any, Places]:
        slide = self.master.presentation.slides.add_slide(self.master.layout(use))
        places = self.master.places(slide)
        self._title(slide, places, one, number, total)
        self._line(slide, SUBTITLE, places.subtitle, one.subtitle, _SECONDS)
        return slide, places

    def _title(self, slide: Any, places: Places, one: Slide, number: int = 1, total: int = 1) -> None:
        words = one.title if total == 1 else tr("{title} ({n}/{of})", title=one.title, n=number, of=total)
        self._set(slide.shapes.title, words, places.title, _TITLES, bold=True, most=2)

    def _line(self, slide: Any, idx: int, room: Room, words: str, sizes: tuple[float, ...]) -> None:
        """A line of muted words in our placeholder, or in a box of its own on a company's layout."""
        if not words:
            return
        holder = next((p for p in slide.placeholders if self.master.own and p.placeholder_format.idx == idx), None)
        if holder is None:
            holder = slide.shapes.add_textbox(*room.emu)
            frame = holder.text_frame
            frame.word_wrap = True
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self._set(holder, words, room, sizes, color=self.colors["muted"])

    def _set(
        self, shape: Any, words: str, room: Room, sizes: tuple[float, ...], *, bold: bool = False, most: int = 0,
        color: str | None = None,
    ) -> None:  # fmt: skip
        """Words in the largest size that fits; what does not even fit in the smallest ends in "…"."""
        inner = 2.0 if self.master.own else 14.4
        across = room.w - inner
        size = fitted(words, (across, room.h), sizes, bold=bold, most=most)
        lines = lines_of(words, size, across, bold=bold)
        if height_of(lines, size) > room.h:
            fit = max(1, int(room.h / (height_of(lines, size) / len(lines))))
            words = cut(words, size, across, fit, bold=bold)
        self.hand.fill(shape.text_frame, (words,), Type(size=size, bold=bold, color=color))

    def _end(self, slide: Any, places: Places, one: Slide, *, first: bool = True) -> None:
        self._line(slide, SOURCE, places.source, one.source, (LEAST,))
        self._feet(slide, places)
        if first:
            self._note(slide, one)
        drop_unused(slide)

    def _feet(self, slide: Any, places: Places | None) -> None:
        """Who may read it, and the number of the slide."""
        foot, _ = foot_kinds()
        found = add_feet(slide)
        shape = found.get(foot)
        if shape is None and places is not None:
            shape = slide.shapes.add_textbox(*places.foot.emu)
        if shape is None:
            return
        internal = not self.deck.for_customer
        if not self.master.own:
            self._widen(shape)
        room = Room(0, 0, shape.width / 12700, max(18.0, shape.height / 12700))
        color = self.colors["act"] if internal else self.colors["muted"]
        self._set(shape, self.deck.tag, room, (LEAST,), bold=internal, color=color)

    def _widen(self, shape: Any) -> None:
        """A company's footer that is too narrow for who may read it gets the left of the slide's foot."""
        if len(lines_of(self.deck.tag, LEAST, shape.width / 12700 - 16, bold=True)) > 1:
            top, height = shape.top, shape.height
            shape.left, shape.width = 12700 * 32, round(12700 * self.master.wide * 0.68)
            shape.top, shape.height = top, height

    def _note(self, slide: Any, one: Slide) -> None:
        """What the presenter reads; never in a customer's deck."""
        if one.note and not self.deck.for_customer:
            slide.notes_slide.notes_text_frame.text = one.note

    def _remove_last(self) -> None:
        listed = self.master.presentation.slides._sldIdLst
        last = listed[-1]
        self.master.presentation.part.drop_rel(last.rId)
        listed.remove(last)

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
