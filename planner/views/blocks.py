# SPDX-License-Identifier: Apache-2.0
"""The few kinds of block a printed document is made of; a template draws each kind once."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernel.data import dataclass

Block = dict[str, object]
Cell = str | dict[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document that starts under its own heading; ``fresh`` starts a page."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    fresh: bool = False

    def plain(self) -> dict[str, object]:
        """The section as JSON values."""
        return {"key": self.key, "title": self.title, "blocks": list(self.blocks), "fresh": self.fresh}


def note(text: str) -> Block:
    """One honest line, for instance that nothing is recorded."""
    return {"t": "note", "text": text}


def text(words: str) -> Block:
    """A paragraph."""
    return {"t": "text", "text": words}


def heading(words: str, aside: str = "") -> Block:
    """A heading inside a section, with a short remark at its right."""
    return {"t": "heading", "text": words, "aside": aside}


def matters(title: str, lines: Sequence[str]) -> Block:
    """The framed statement that opens the plan."""
    return {"t": "matters", "title": title, "lines": list(lines)}


def tile(label: str, value: str, *, glyph: str = "", word: str = "", detail: str = "") -> Block:
    """One number with its word and basis."""
    return {"label": label, "value": value, "glyph": glyph, "word": word, "detail": detail}


def tiles(items: Sequence[Block]) -> Block:
    """A row of tiles."""
    return {"t": "tiles", "items": list(items)}


def facts(rows: Sequence[tuple[str, str]]) -> Block:
    """Label and value, two pairs a line."""
    return {"t": "facts", "rows": [list(row) for row in rows]}


def table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[str], right: Sequence[int] = ()
) -> Block:
    """A table whose head repeats on each page; ``widths`` are template lengths such as 1fr or 18mm."""
    return {
        "t": "table",
        "head": list(head),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "right": list(right),
    }


def cell(
    main: str, second: str = "", *, band: str = "", letter: str = "", glyph: str = "", strong: bool = False
) -> Cell:
    """A table cell with a second muted line, a band letter or a status glyph."""
    return {"text": main, "second": second, "band": band, "letter": letter, "glyph": glyph, "strong": strong}


def chart(svg: str, caption: str) -> Block:
    """A vector picture with its sentence, which is also its alternative text."""
    return {"t": "chart", "svg": svg, "caption": caption}


def bullets(lines: Sequence[str]) -> Block:
    """Short lines with a mark each."""
    return {"t": "bullets", "lines": list(lines)}


def columns(left: Sequence[Block], right: Sequence[Block]) -> Block:
    """Two columns of blocks side by side."""
    return {"t": "columns", "left": list(left), "right": list(right)}


def strip(months: Sequence[Block], items: Sequence[Block]) -> Block:
    """A time line: months as shares of its length, items with their place 0..1."""
    return {"t": "strip", "months": list(months), "items": list(items)}


def together(blocks: Sequence[Block]) -> Block:
    """Blocks that a page break must not part."""
    return {"t": "together", "blocks": list(blocks)}


def sign_off(choices: Sequence[str], lines: Sequence[str]) -> Block:
    """Boxes to tick and lines to sign."""
    return {"t": "sign", "choices": list(choices), "lines": list(lines)}
