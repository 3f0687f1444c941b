# SPDX-License-Identifier: Apache-2.0
"""The ranked list of risks beside their matrix on a slide, or on slides of its own (ux C3)."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.dates import short_day
from planner.kernel.text import tr, trn
from planner.render import pptx_table
from planner.render.pptx_master import Room
from planner.render.pptx_risk import MATRIX
from planner.views.audience import CUSTOMER
from planner.views.charts import ChartView
from planner.views.deck import Grid
from planner.views.risk_chart import RiskLine, RiskMatrix

_GAP = 18.0


def list_room(room: Room) -> Room:
    """Where the list stands beside the matrix."""
    left = room.x + room.w * MATRIX + _GAP
    return Room(left, room.y, room.x + room.w - left, room.h)


def list_of(view: RiskMatrix) -> Grid:
    """The ranked list with what it is ordered by, then what waits for a rating."""
    internal = view.audience != CUSTOMER
    by_loss = any(line.expected for line in view.lines)
    rows = [
        (f"{line.letter} {line.score}", line.code, line.statement, line.expected, *_plan_and_day(line, below=by_loss))
        for line in view.lines
    ]
    rows += [("○", risk.code, risk.statement, "", tr("not assessed") if internal else "", "") for risk in view.unrated]
    plan = tr("Plan, next") if by_loss else tr("Plan")
    heads = (tr("Band"), tr("ID"), tr("Risk"), tr("Loss"), plan, tr("Next"))
    kept = [n for n in range(len(heads)) if n in (0, 2) or any(row[n] for row in rows)]
    return Grid(heads=tuple(heads[n] for n in kept), rows=tuple(tuple(row[n] for n in kept) for row in rows))


def crowded(view: ChartView, size: tuple[float, float]) -> bool:
    """Whether a picture of that size has no room for a single pin, and so only counts it."""
    return isinstance(view, RiskMatrix) and bool(view.lines) and "+1" in _said(view, size)


def _said(view: ChartView, size: tuple[float, float]) -> set[str]:
    from planner.render.picture import draw
    from planner.render.scene import Text

    return {shape.text for shape in draw(view, size, "show").shapes if isinstance(shape, Text)}


def beyond(view: ChartView, size: tuple[float, float]) -> Grid | None:
    """The risks that the list in a picture of that size only counts ("and 3 more"); None where it names all."""
    if not isinstance(view, RiskMatrix):
        return None
    said = _said(view, size)
    more = [n for n in range(1, len(view.lines) + 1) if trn("and {n} more", "and {n} more", n) in said]
    return list_of(replace(view, lines=view.lines[-more[0] :], unrated=())) if more else None


def _plan_and_day(line: RiskLine, *, below: bool) -> tuple[str, str]:
    """In two columns, or one below the other where the loss takes the room of one."""
    day = short_day(line.next_on) if line.next_on else ""
    return ("\n".join(part for part in (line.plan_text, day) if part), "") if below else (line.plan_text, day)


def beside(room: Room, grid: Grid) -> bool:
    """Whether the list has room beside the matrix without a broken word."""
    return bool(grid.rows) and pptx_table.whole_words(grid, list_room(room).w)
