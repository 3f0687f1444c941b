# SPDX-License-Identifier: Apache-2.0
"""The parts that all slides of a deck share: title, line below it, source, foot, note; and what had no room on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from planner.kernel.text import tr, trn
from planner.render import pptx_signs
from planner.render.pptx_master import SOURCE, SUBTITLE, Master, Places, Room, add_feet, drop_unused, foot_kinds
from planner.render.pptx_text import (
    LABEL,
    LEAST,
    TITLE,
    Type,
    cut,
    fitted,
    height_of,
    lines_of,
    noting,
)
from planner.render.tokens import palette
from planner.views.deck import Deck, Slide

TITLES: Final = (TITLE, 22, 20, 18, 16, 14, LEAST)
_SECONDS: Final = (LABEL, 13, LEAST)
INNER: Final = 14.4
_ABOVE, _BETWEEN = 12.0, 2.0


class Pages:
    """Begins and ends slides. ``lost`` says, one line each, what had no room and is nowhere in the file."""

    def __init__(self, deck: Deck, master: Master) -> None:
        self.deck, self.master, self.hand = deck, master, master.hand
        self.colors = palette("print")
        self.lost: list[str] = []

    @property
    def why(self) -> str:
        """Why something is not there."""
        return tr("no room on the slide") if self.master.own else tr("no room in this template")

    @contextmanager
    def _counting(self, one: Slide) -> Iterator[None]:
        """Words that end in "…" are listed too."""
        with noting() as short:
            yield
        if short:
            self.lost.append(
                trn("{slide}: {n} text cut short, {why}", "{slide}: {n} texts cut short, {why}", len(short),
                    slide=one.name or one.title, why=self.why)
            )  # fmt: skip

    def _as_table(self, one: Slide) -> None:
        self.lost.append(tr("{slide}: a table instead of a drawing, {why}", slide=one.name or one.title, why=self.why))

    def _begin(self, one: Slide, use: str, number: int = 1, total: int = 1) -> tuple[Any, Places]:
        slide = self.master.presentation.slides.add_slide(self.master.layout(use))
        places = self._with_lines(self.master.places(slide), one)
        self._title(slide, places, one, number, total)
        self._line(slide, SUBTITLE, places.subtitle, one.subtitle, _SECONDS)
        return slide, places

    def _with_lines(self, places: Places, one: Slide) -> Places:
        """In a company's template the lines above and below get the height they need, and the exhibit what is left."""
        if self.master.own:
            return places
        above, below, exhibit = places.subtitle, places.source, places.exhibit
        down, up = self._missing(one.subtitle, above), self._missing(one.source, below)
        return replace(
            places,
            subtitle=Room(above.x, above.y, above.w, above.h + down),
            source=Room(below.x, below.y - up, below.w, below.h + up),
            exhibit=Room(exhibit.x, exhibit.y + down, exhibit.w, exhibit.h - down - up),
        )

    @staticmethod
    def _missing(words: str, room: Room) -> float:
        """How many points of height a line of words lacks at 12 pt."""
        return max(0.0, height_of(lines_of(words, LEAST, room.w - INNER), LEAST) + 1 - room.h)

    def _title(self, slide: Any, places: Places, one: Slide, number: int = 1, total: int = 1) -> None:
        words = one.title if total == 1 else tr("{title} ({n}/{of})", title=one.title, n=number, of=total)
        self._set(slide.shapes.title, words, places.title, TITLES, bold=True, most=2)

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
        inner = 2.0 if self.master.own else INNER
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

    def _lines(self, slide: Any, room: Room, y: float, lines: Sequence[str]) -> None:
        """Lines of 12 pt from ``y`` down."""
        for words in lines:
            said = lines_of(words, LEAST, room.w - 4)
            high = height_of(said, LEAST) + 2
            pptx_signs.words(slide, Room(room.x, y, room.w, high), words, self.hand, most=len(said) + 1)
            y += high + _BETWEEN

    @staticmethod
    def _spread(room: Room, used: float, lines: Sequence[str]) -> list[list[str]]:
        """Lines by slides: those below what takes ``used`` points of the first, then as many as a slide holds."""
        pages: list[list[str]] = [[]]
        left = room.h - used - _ABOVE
        for words in lines:
            high = height_of(lines_of(words, LEAST, room.w - 4), LEAST) + 2 + _BETWEEN
            if high > left and (pages[-1] or len(pages) == 1):
                pages.append([])
                left = room.h
            pages[-1].append(words)
            left -= high
        return pages
