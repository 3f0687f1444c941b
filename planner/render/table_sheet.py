# SPDX-License-Identifier: Apache-2.0
"""A chart's table twin as a picture, so that the audience gets no list to point at, mark or copy (ux 4, key T)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.render.frame import framed
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Font, Mark, Scene, Sheet
from planner.render.tokens import STYLES, Kit, Palette, kit
from planner.views.charts import ChartView
from planner.views.tables import UNKNOWN, AnyCell, Column, TableView, words

_STYLE: Final = "show"
_GAP: Final = 32.0
_TIGHT: Final = 48.0
_LOOSE: Final = 64.0
_DOUBLE: Final = 92.0


def draw_table(view: ChartView, colors: Palette | None = None, page: str = "", *, entity: str = "") -> Scene:
    """The table of a chart as a slide of 1920 × 1080 under the chart's own words; rows beyond it are counted.

    With ``entity`` every row is a mark of that kind of record under the key of the row.
    """
    width, height = STYLES[_STYLE].natural
    tools, sheet = kit(_STYLE, colors), Sheet()
    area = framed(sheet, view, Box(x=0.0, y=0.0, w=width, h=height), tools, page)
    _table(sheet, view.table(), area, tools, entity)
    return Scene(
        width=width,
        height=height,
        ground=tools["card"],
        shapes=tuple(sheet.shapes),
        marks=tuple(sheet.marks),
        title=view.title,
    )


class _Placed(NamedTuple):
    """Where a column stands."""

    x: float
    wide: float
    right: bool


def _place(columns: Sequence[Column], wide: Sequence[float], x: float) -> list[_Placed]:
    placed = []
    for column, room in zip(columns, wide, strict=True):
        placed.append(_Placed(x, room, column.align == "right"))
        x += room + _GAP
    return placed


def _table(sheet: Sheet, table: TableView, area: Box, kit: Kit, entity: str = "") -> None:
    rows = [[_words(cell) for cell in row.cells] for row in table.rows]
    used = [n for n in range(len(table.columns)) if any(row[n] for row in rows)]
    columns = [table.columns[n] for n in used]
    rows = [[row[n] or UNKNOWN for n in used] for row in rows]
    if not rows:
        sheet.text((area.x, area.y + _LOOSE), tr("Nothing is recorded for this table."), kit.label)
        return
    placed = _place(columns, _widths(columns, rows, area.w, kit), area.x)
    lines, line = _heights(placed, rows, area.h, kit)
    fit = int((area.h - _TIGHT) / line)
    shown = rows if len(rows) <= fit else rows[: fit - 1]
    y = area.y + _TIGHT
    _line(sheet, placed, [tr(column.title) for column in columns], y - 14, kit.head)
    sheet.line((area.x, y), (area.x + area.w, y), kit.hairline("axis"))
    for key, row in zip(table.keys, shown, strict=False):
        if entity:
            box = Box(x=area.x, y=y, w=area.w, h=line)
            sheet.marks.append(Mark(id=key, entity=entity, records=(key,), sentence=", ".join(row), box=box))
        _line(sheet, placed, row, y + line / 2 + kit.label.size * 0.36, kit.label, lines=lines)
        y += line
        sheet.line((area.x, y), (area.x + area.w, y), kit.hairline())
    if len(shown) < len(rows):
        left = len(rows) - len(shown)
        sheet.text((area.x, y + _TIGHT), trn("and {n} more row", "and {n} more rows", left), kit.second)


def _heights(columns: Sequence[_Placed], rows: Sequence[Sequence[str]], room: float, kit: Kit) -> tuple[int, float]:
    """How many lines a cell may have and how high a row is: two where a text needs them and all rows still fit."""
    font = kit.label
    broken = any(
        text_width(text, font.size, font.weight) > column.wide
        for row in rows
        for column, text in zip(columns, row, strict=True)
    )
    each = (room - _TIGHT) / max(1, len(rows))
    if broken and each >= _DOUBLE:
        return 2, min(_DOUBLE * 1.1, each)
    return 1, max(_TIGHT, min(_LOOSE, each))


def _line(
    sheet: Sheet, columns: Sequence[_Placed], texts: Sequence[str], y: float, font: Font, *, lines: int = 1
) -> None:
    """One row whose middle line of text stands on ``y``."""
    for column, text in zip(columns, texts, strict=True):
        fitted = wrap(text, font.size, font.weight, column.wide, lines)
        top = y - (len(fitted) - 1) * font.size * 0.65
        for n, part in enumerate(fitted):
            at = top + n * font.size * 1.3
            if column.right:
                sheet.text((column.x + column.wide, at), part, font, "end")
            else:
                sheet.text((column.x, at), part, font)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: float, kit: Kit) -> list[float]:
    """What every column needs; where that is too much, the widest give way first. Spare room stays at the right."""
    need = []
    for n, column in enumerate(columns):
        head = text_width(tr(column.title), kit.head.size, kit.head.weight)
        need.append(max(head, *(text_width(row[n], kit.label.size, kit.label.weight) for row in rows)))
    free = room - _GAP * (len(columns) - 1)
    while sum(need) > free + 1:
        widest = max(need)
        others = [one for one in need if one < widest]
        much = need.count(widest)
        floor = max((free - sum(others)) / much, max(others, default=0.0))
        need = [floor if one == widest else one for one in need]
        if floor >= widest:
            break
    return need


def _words(cell: AnyCell) -> str:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return day_text(cell)
    return " ".join(words(cell).split())
