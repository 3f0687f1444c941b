# SPDX-License-Identifier: Apache-2.0
"""Slides before they are written: a takeaway, one exhibit, a source line, and nothing of a file format (ux 5.2)."""

from __future__ import annotations

from datetime import date

from planner.kernel.data import dataclass
from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView
from planner.views.tables import TableView


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table in finished words; ``right`` are the columns set to the right, ``bold`` rows stand out as headings.

    ``even`` shares room that is left among all columns instead of giving it to the longest.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    bold: tuple[int, ...] = ()
    even: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One thing on a time line: its day, and its words."""

    on: date
    words: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """Months ahead with what is planned in them; ``months`` are first days with their words."""

    months: tuple[tuple[date, str], ...]
    end: date
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide. ``lines`` stand under the title of a cover; otherwise one of chart, grid and road is the exhibit.

    ``picture`` draws a chart as a picture instead of editable shapes. ``note`` is what only the presenter reads.
    ``described`` says the exhibit in words for those who do not see it. ``name`` is what it is called where something
    of it is left out.
    """

    key: str
    title: str
    subtitle: str = ""
    source: str = ""
    lines: tuple[str, ...] = ()
    chart: ChartView | None = None
    view: str = ""
    picture: bool = False
    grid: Grid | None = None
    road: Road | None = None
    note: str = ""
    described: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A whole deck in the language in force. ``left_out`` are the slides that could not be made, in words."""

    title: str
    account: str
    audience: str
    tag: str
    as_of: date
    slides: tuple[Slide, ...]
    left_out: tuple[str, ...] = ()

    @property
    def for_customer(self) -> bool:
        """Whether it leaves the house."""
        return self.audience == CUSTOMER


def grid_of(table: TableView) -> Grid:
    """The table twin of a chart as a slide's table."""
    right = tuple(n for n, column in enumerate(table.columns) if column.align == "right")
    return Grid(heads=tuple(table.heads()), rows=tuple(tuple(line) for line in table.texts()), right=right)
