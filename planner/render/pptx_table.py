# SPDX-License-Identifier: Apache-2.0
"""Native tables that never overflow: names wrap, then shrink to 12 pt, then go on on the next slide (ux 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.render.pptx_master import Room
from planner.render.pptx_text import (
    LABEL,
    LEAST,
    Hand,
    Type,
    air,
    emu,
    height_of,
    lines_of,
    longest_word,
    share_of,
)
from planner.render.tokens import palette
from planner.views.deck import Grid

_PAD_X, _PAD_Y, _TIGHT_Y = 6.0, 3.5, 2.0
_NARROWEST = 51.0
_OTHER_FONT: Final = 0.22
_PLAIN_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of one slide; ``bold`` are the numbers of those that stand out."""

    rows: Rows
    bold: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a table is set: type size, column widths in points, and what stands on each slide."""

    size: float
    pad: float
    widths: tuple[float, ...]
    pages: tuple[Page, ...]


def fit(grid: Grid, width: float, height: float) -> Fit:
    """The largest type from 14 to 12 pt in which all rows fit; at 12 pt what is left goes on further slides."""
    whole_at_least = whole_words(grid, width)
    for size, pad in ((LABEL, _PAD_Y), (13, _PAD_Y), (LEAST, _PAD_Y), (LEAST, _TIGHT_Y)):
        if size > LEAST and whole_at_least and not whole_words(grid, width, size):
            continue  # smaller rather than broken
        widths = _widths(grid, width, size)
        if sum(_heights(grid, widths, size, pad)) <= height:
            whole = Page(rows=grid.rows, bold=grid.bold)
            return Fit(size=size, pad=pad, widths=widths, pages=(whole,))
    widths = _widths(grid, width, LEAST)
    return Fit(size=LEAST, pad=_PAD_Y, widths=widths, pages=_pages(grid, widths, height))


def high(grid: Grid, how: Fit, number: int) -> float:
    """The height of one page of a table with its head, in points."""
    page = how.pages[number]
    one = Grid(heads=grid.heads, rows=page.rows, bold=page.bold)
    return sum(_heights(one, how.widths, how.size, how.pad))


def whole_words(grid: Grid, width: float, size: float = LEAST) -> bool:
    """Whether no word has to be broken in a table of that width."""
    return sum(_least(grid, n, size) for n in range(len(grid.heads))) <= width


def _heights(grid: Grid, widths: Sequence[float], size: float, pad: float) -> list[float]:
    """The heights of the head and of all rows."""
    head = _height(grid.heads, widths, size, bold=True, pad=pad)
    return [head, *(_height(row, widths, size, bold=n in grid.bold, pad=pad) for n, row in enumerate(grid.rows))]


def _widths(grid: Grid, width: float, size: float) -> tuple[float, ...]:
    """Column widths: short columns get what they need, the long ones share what is left."""
    wanted = [_natural(grid, n, size) for n in range(len(grid.heads))]
    total = sum(wanted)
    if total <= width:
        spare = width - total
        if grid.even:
            return tuple(one + spare / len(wanted) for one in wanted)
        # short columns keep their words whole in a wider font too, where ours is not installed
        longest = max(range(len(wanted)), key=lambda n: wanted[n])
        more = [0.0 if n == longest else one * _OTHER_FONT for n, one in enumerate(wanted)]
        share = min(1.0, spare / sum(more)) if sum(more) else 0.0
        found = [one + share * extra for one, extra in zip(wanted, more, strict=True)]
        found[longest] += width - sum(found)
        return tuple(found)
    room, rest, fixed = width, set(range(len(wanted))), dict[int, float]()
    while rest:
        fair = room / len(rest)
        small = [n for n in rest if wanted[n] <= fair]
        if not small:
            least = [_least(grid, n, size) for n in range(len(wanted))]
            if sum(least[n] for n in rest) > room:  # short columns give up room too
                fixed, rest, room = {}, set(range(len(wanted))), width
                longest = least.index(max(least))
                least[longest] = max(_NARROWEST, least[longest] - max(0.0, sum(least) - width) - 0.5)
            return _shared(wanted, least, (fixed, rest), room)
        for n in small:
            fixed[n] = wanted[n]
            room -= wanted[n]
            rest.discard(n)
    return tuple(fixed[n] for n in range(len(wanted)))


def _shared(
    wanted: list[float], least: list[float], places: tuple[dict[int, float], set[int]], room: float
) -> tuple[float, ...]:
    """The long columns by the root of what they want, so that the longest does not starve the others.

    Words stay whole as long as the longest of each column have room beside one another.
    """
    fixed, rest = places
    if sum(least[n] for n in rest) > room:
        least = [_NARROWEST] * len(wanted)
    whole = sum(wanted[n] ** 0.5 for n in rest)
    for n in rest:
        fixed[n] = max(least[n], room * wanted[n] ** 0.5 / whole)
    over = sum(fixed[n] for n in rest) - room
    free = sum(fixed[n] - least[n] for n in rest)
    for n in rest:
        fixed[n] -= over * (fixed[n] - least[n]) / free if free >= over > 0 else max(0.0, over) / len(rest)
    return tuple(fixed[n] for n in range(len(wanted)))


def _least(grid: Grid, column: int, size: float) -> float:
    """The width of the longest word of a column, with the space beside it."""
    from planner.render.measure import text_width

    words = [(longest_word(grid.heads[column]), 600)]
    words += [(longest_word(row[column]), 600 if n in grid.bold else 400) for n, row in enumerate(grid.rows)]
    return max(
        _NARROWEST, max(text_width(word, size * air(word) * 1.02, weight) for word, weight in words) + 2 * _PAD_X
    )


def _natural(grid: Grid, column: int, size: float) -> float:
    from planner.render.measure import text_width

    texts = [(grid.heads[column], 600), *((row[column], 600 if n in grid.bold else 400)
             for n, row in enumerate(grid.rows))]  # fmt: skip
    lines = [(line, weight) for text, weight in texts for line in text.split("\n")]
    return max(
        _NARROWEST, max(text_width(line, size * air(line) * 1.02, weight) for line, weight in lines) + 2 * _PAD_X
    )


def _lines(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> list[tuple[str, ...]]:
    return [lines_of(text, size, width - 2 * _PAD_X, bold=bold) for text, width in zip(row, widths, strict=True)]


def _height(
    row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False, pad: float = _PAD_Y
) -> float:
    cells = _lines(row, widths, size, bold=bold)
    return max(height_of(lines, size) for lines in cells) + 2 * pad


def _pages(grid: Grid, widths: Sequence[float], height: float) -> tuple[Page, ...]:
    room = height - _height(grid.heads, widths, LEAST, bold=True)
    pages: list[Page] = []
    rows: list[tuple[str, ...]] = []
    bold: list[int] = []
    left = room
    for number, whole in enumerate(grid.rows):
        strong = number in grid.bold
        for row in _split(whole, widths, room, bold=strong):
            need = _height(row, widths, LEAST, bold=strong)
            # a heading does not stay alone at the foot of a slide
            alone = strong and number + 1 < len(grid.rows) and need + _height(
                grid.rows[number + 1], widths, LEAST) > left  # fmt: skip
            if rows and (need > left or alone):
                pages.append(Page(rows=tuple(rows), bold=tuple(bold)))
                rows, bold, left = [], [], room
            bold += [len(rows)] if strong else []
            rows.append(row)
            left -= need
    return (*pages, Page(rows=tuple(rows), bold=tuple(bold)))


def _split(row: tuple[str, ...], widths: Sequence[float], room: float, *, bold: bool) -> list[tuple[str, ...]]:
    """A row that is higher than a slide, in parts that are not."""
    if _height(row, widths, LEAST, bold=bold) <= room:
        return [row]
    cells = _lines(row, widths, LEAST, bold=bold)
    most = max(len(lines) for lines in cells)
    step = share_of(most, room - 2 * _PAD_Y, LEAST)
    return [tuple(" ".join(lines[at : at + step]) for lines in cells) for at in range(0, most, step)]


# -- writing


def put(slide: Any, room: Room, grid: Grid, how: Fit, hand: Hand, *, number: int = 0) -> Any:
    """Put one page of a table on a slide, into its table placeholder where there is one; answers its frame."""
    colors, page = palette("print"), how.pages[number]
    holder = next((p for p in slide.placeholders if p.placeholder_format.type == 12), None)
    rows, columns = len(page.rows) + 1, len(grid.heads)
    if holder is not None:
        frame = holder.insert_table(rows=rows, cols=columns)
    else:
        frame = slide.shapes.add_table(rows, columns, *room.emu)
    table = frame.table
    plain(table)
    for column, width in zip(table.columns, how.widths, strict=True):
        column.width = emu(width)
    for line, row in enumerate((grid.heads, *page.rows)):
        strong = line == 0 or line - 1 in page.bold
        high = _height(row, how.widths, how.size, bold=strong, pad=how.pad)
        table.rows[line].height = emu(high)
        for at, text in enumerate(row):
            cell = table.cell(line, at)
            ink = colors["muted"] if line == 0 else colors["text"]
            ground = colors["hover"] if line == 0 else colors["window"] if strong else None
            set_cell(cell, text, hand, Type(size=how.size, bold=strong, color=ink), ground,
                     align="right" if at in grid.right else "left")  # fmt: skip
            cell.margin_top = cell.margin_bottom = emu(how.pad)
            edge(cell, "b", colors["axis"] if line == 0 else colors["line"])
    frame.left, frame.top, frame.width = room.emu[:3]
    frame.height = sum(one.height for one in table.rows)
    return frame


def plain(table: Any) -> None:
    """No style of the program's own: lines and grounds are set cell by cell."""
    from pptx.oxml.ns import qn

    table.horz_banding = False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _PLAIN_STYLE


def set_cell(
    cell: Any, text: str, hand: Hand, style: Type, ground: str | None, *, align: str = "left", tight: bool = False
) -> None:
    """Words, colours and margins of a cell."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    across, down = (1.0, 1.0) if tight else (_PAD_X, _PAD_Y)
    cell.margin_left = cell.margin_right = Pt(across)
    cell.margin_top = cell.margin_bottom = Pt(down)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE if tight else MSO_ANCHOR.TOP
    hand.fill(cell.text_frame, text.split("\n"), style, align)
    if ground:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(ground[1:])
    else:
        cell.fill.background()


def edge(cell: Any, side: str, color: str | None, width: float = 0.75) -> None:
    """A line at the "l", "r", "t" or "b" side of a cell; None draws none."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    props = cell._tc.get_or_add_tcPr()
    tag = f"a:ln{side.upper()}"
    for old in props.findall(qn(tag)):
        props.remove(old)
    filled = f'<a:solidFill><a:srgbClr val="{color[1:]}"/></a:solidFill>' if color else "<a:noFill/>"
    made = parse_xml(f'<{tag} {nsdecls("a")} w="{emu(width)}">{filled}</{tag}>')
    order = ["a:lnL", "a:lnR", "a:lnT", "a:lnB"]
    before = [child for child in props if child.tag in {qn(name) for name in order[: order.index(tag)]}]
    props.insert(len(before), made)
