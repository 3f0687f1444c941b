# SPDX-License-Identifier: Apache-2.0
"""TableView: columns and rows as plain values, read by screens, copies, exports and the command line."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from planner.kernel.text import tr
from planner.rules.words import RISK_BANDS

Align = Literal["left", "right"]
CellKind = Literal["text", "number", "two_line", "grade", "band", "glyph", "bar", "icon", "tag", "check", "level"]
UNKNOWN = "–"


class Column(NamedTuple):
    """One column: stable ``key``, marked ``title``, how its cells look, and its width in px (0 = by content).

    ``name`` is the marked whole word where the title is shortened, ``tip`` one marked sentence on what it means.
    """

    key: str
    title: str
    kind: CellKind = "text"
    align: Align = "left"
    width: int = 0
    sortable: bool = True
    name: str = ""
    tip: str = ""

    def spoken(self) -> str:
        """The whole word, marked."""
        return self.name or self.title


class CellValue(NamedTuple):
    """A cell that is more than one word; the parts mean what `ui.widgets.paint.Cell` says for the column's kind.

    ``raw`` is the value behind the text, for sorting and for files; None is unknown and sorts last. ``said`` is the
    word for what is only drawn, for copies and screen readers. ``data`` is what a program reads, where that is neither
    ``raw`` nor the words: a stored name, or None for what is unknown.
    """

    text: str = ""
    second: str = ""
    state: str = ""
    value: float | None = None
    target: float | None = None
    plan: float | None = None
    trend: str = ""
    icon: str = ""
    role: str = "body"
    color: str = "text"
    reserve: bool = False
    raw: str | float | None = None
    kind: CellKind | None = None
    said: str = ""
    data: str | None = ""


Value = str | int | float | date | None
AnyCell = Value | CellValue


class Row(NamedTuple):
    """One record's line; ``cells`` has one entry per column."""

    key: str
    cells: tuple[AnyCell, ...]


class TableView(NamedTuple):
    """A whole table; ``totals`` is empty or has one entry per column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    totals: tuple[AnyCell, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Ids of the rows from top to bottom."""
        return tuple(row.key for row in self.rows)

    def heads(self) -> list[str]:
        """Column titles in the current language."""
        return [tr(column.title) for column in self.columns]

    def texts(self) -> list[list[str]]:
        """Every row as the words shown, then the totals; "" where nothing is known."""
        lines = [row.cells for row in self.rows] + ([self.totals] if self.totals else [])
        return [[words(cell) for cell in cells] for cells in lines]


def words(cell: AnyCell) -> str:
    """A cell as one plain text; "" when nothing is known."""
    if isinstance(cell, CellValue):
        return " ".join(part for part in (cell.text, cell.second) if part) or cell.said
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def sort_value(cell: AnyCell) -> str | float | None:
    """One scalar to sort by: text casefolded, dates by day, None for unknown."""
    if isinstance(cell, CellValue):
        cell = cell.raw if cell.raw is not None else (cell.value if cell.value is not None else cell.text or None)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.casefold() if isinstance(cell, str) else cell


def tab_separated(view: TableView, guard: Callable[[str], str] = str) -> str:
    """The table as text for the clipboard: tabs between cells, one line per row, no line breaks inside cells.

    ``guard`` makes a cell harmless where a spreadsheet program would run it as a formula.
    """
    lines: Sequence[list[str]] = [view.heads(), *view.texts()]
    return "\n".join("\t".join(guard(" ".join(cell.split())) for cell in line) for line in lines)


def band_cell(band: str, score: float) -> CellValue:
    """A risk's band as a chip; copies and screen readers get its word."""
    word = next((title for name, title, _ in RISK_BANDS if band and name.startswith(band)), "")
    return CellValue(state=band, raw=score, said=tr(word), data=band or None)
