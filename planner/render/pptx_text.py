# SPDX-License-Identifier: Apache-2.0
"""Text on slides: how much room it takes in points, and how it is set (ux 3.0: title 24 pt, labels 14, never below 12).

Widths are those of the shipped fonts with some air, since another computer may set another font in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from math import ceil
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.render.measure import CHINESE, LATIN, runs, text_width, wrap, wrap_whole

TITLE, LABEL, LEAST = 24, 14, 12
_AIR: Final = 1.06
_MIXED: Final = 1.16
_UNKNOWN: Final = 1.13
_wider: ContextVar[float] = ContextVar("wider", default=1.0)
_cuts: ContextVar[set[str] | None] = ContextVar("cuts", default=None)
# Line heights as a share of the type size: Inter, and Noto Sans SC, which is set wider.
_LINE, _CHINESE_LINE = 1.22, 1.46
_LANGUAGES: Final = {"en": "en-GB", "es": "es-ES", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a run is set: points, weight, colour #RRGGBB or None for that of the place."""

    size: float
    bold: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """The fonts and language of a deck; ``latin`` is "" where the template's own font is kept."""

    latin: str = LATIN
    east_asian: str = CHINESE
    language: str = "en"

    def write(self, paragraph: Any, text: str, style: Type) -> None:
        """Add a run."""
        from pptx.util import Pt

        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(style.size)
        run.font.bold = style.bold
        self.color(run.font, style.color)
        self.dress(run._r.get_or_add_rPr())

    def fill(self, frame: Any, lines: Sequence[str], style: Type, align: str = "") -> None:
        """Put lines into a text frame instead of what it holds, one paragraph each."""
        from pptx.enum.text import PP_ALIGN

        frame.clear()
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if align:
                paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "middle": PP_ALIGN.CENTER}[align]
            if line:
                self.write(paragraph, line, style)
            else:
                self._end(paragraph, style)

    @staticmethod
    def _end(paragraph: Any, style: Type) -> None:
        """An empty line as high as a full one."""
        from pptx.oxml.ns import qn

        made = paragraph._p.makeelement(qn("a:endParaRPr"), {"sz": str(int(style.size * 100))})
        paragraph._p.append(made)

    def dress(self, props: Any) -> None:
        """Set the typefaces and the language on the properties of a run or of a chart's text."""
        from pptx.oxml.ns import qn

        props.set("lang", _LANGUAGES.get(self.language, "en-GB"))
        for tag, face in (("a:latin", self.latin), ("a:ea", self.east_asian)):
            for old in props.findall(qn(tag)):
                props.remove(old)
            if face:
                made = props.makeelement(qn(tag), {"typeface": face})
                props.append(made)

    @staticmethod
    def color(font: Any, color: str | None) -> None:
        """Set the colour of a font, #RRGGBB; None leaves it."""
        if color:
            from pptx.dml.color import RGBColor

            font.color.rgb = RGBColor.from_string(color[1:])


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines that ``text`` breaks into in ``width`` points."""
    return _broken(text, size * air(text), 600 if bold else 400, width)


@lru_cache(maxsize=4096)
def _broken(text: str, size: float, weight: int, width: float) -> tuple[str, ...]:
    """Measured once: a table is tried in several sizes, and then set in one of them."""
    return wrap_whole(text, size, weight, width)


def cut(text: str, size: float, width: float, lines: int, *, bold: bool = False, noted: bool = True) -> str:
    """``text`` as far as it fits in so many lines of ``width`` points; what is left over ends in "…".

    `noting` hears of it, unless ``noted`` is False since the whole stands elsewhere in the file.
    """
    said = " ".join(wrap(text, size * air(text), 600 if bold else 400, width, lines))
    heard = _cuts.get()
    if noted and heard is not None and said.endswith("…") and not text.endswith("…"):
        heard.add(text)
    return said


@contextmanager
def noting() -> Iterator[set[str]]:
    """Inside the block what `cut` cuts short gets into the set that is answered."""
    heard: set[str] = set()
    token = _cuts.set(heard)
    try:
        yield heard
    finally:
        _cuts.reset(token)


@contextmanager
def in_unknown_font() -> Iterator[None]:
    """Measure with more air inside the block: a company's template brings a font that may be wider than ours."""
    token = _wider.set(_UNKNOWN)
    try:
        yield
    finally:
        _wider.reset(token)


def air(text: str) -> float:
    """How much wider than measured a text is set: between Chinese and figures a program puts space of its own."""
    families = {family for family, part in runs(text) if part.strip()}
    return (_MIXED if len(families) > 1 else _AIR) * _wider.get()


def height_of(lines: Sequence[str], size: float) -> float:
    """The height of lines in points."""
    return sum(size * (_LINE if _is_latin(line) else _CHINESE_LINE) for line in lines)


def fitted(text: str, box: tuple[float, float], sizes: Sequence[float], *, bold: bool = False, most: int = 0) -> float:
    """The first of the sizes in which ``text`` fits into (width, height) points, on at most ``most`` lines if given.

    The smallest size where none does.
    """
    width, height = box
    for size in sizes:
        lines = lines_of(text, size, width, bold=bold)
        whole = text_width(longest_word(text), size * _AIR * _wider.get(), 600 if bold else 400) <= width
        good = whole and (not most or len(lines) <= most)
        if height_of(lines, size) <= height and (good or size == sizes[-1]):
            return size
    return sizes[-1]


def longest_word(text: str) -> str:
    """The longest word that should not be cut."""
    words = [part.strip() for family, part in runs(text) if family == LATIN]
    return max((word for part in words for word in part.split()), key=len, default="")


def share_of(lines: int, height: float, size: float) -> int:
    """How many of ``lines`` lines fit a height, at least one."""
    return max(1, min(lines, int(height / (size * _CHINESE_LINE))))


def points(emu: int) -> float:
    """English Metric Units as points."""
    return emu / 12700


def emu(length: float) -> int:
    """Points as English Metric Units."""
    return ceil(length * 12700)


def _is_latin(line: str) -> bool:
    return all(family == LATIN for family, _ in runs(line))
