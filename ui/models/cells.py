# SPDX-License-Identifier: Apache-2.0
"""Answers one item's roles from a column and a plain cell value; both table models use it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import Qt

from planner.kernel.text import tr
from planner.views.tables import UNKNOWN, AnyCell, CellValue, Column, sort_value, words
from ui.models.roles import CELL_ROLE, SORT_ROLE
from ui.text import short_date, short_moment
from ui.widgets.paint import Cell
from ui.widgets.safe import tip_text

_Q = Qt.ItemDataRole
_CENTRE = Qt.AlignmentFlag.AlignVCenter
_ALIGN: Final = {
    "left": int(Qt.AlignmentFlag.AlignLeft | _CENTRE),
    "right": int(Qt.AlignmentFlag.AlignRight | _CENTRE),
}


def answer(column: Column, cell: AnyCell, role: int) -> Any:
    """The value of one role; None for roles that a table does not use."""
    if role == _Q.DisplayRole:
        return shown(cell)
    if role == CELL_ROLE:
        return painted(column, cell)
    if role == SORT_ROLE:
        return sort_value(cell)
    if role == _Q.TextAlignmentRole:
        return _ALIGN[_side(column)]
    if role == _Q.AccessibleTextRole:
        return f"{tr(column.spoken())}: {shown(cell)}"
    return None


def head(column: Column, role: int) -> Any:
    """The value of one role of a column head."""
    if role == _Q.DisplayRole:
        return tr(column.title)
    if role == _Q.AccessibleTextRole:
        return tr(column.spoken())
    if role == _Q.ToolTipRole:
        return tip_text(tr(column.tip))
    return _ALIGN[_side(column)] if role == _Q.TextAlignmentRole else None


def shown(cell: AnyCell) -> str:
    """The words of a cell in the user's date format; "–" when nothing is known."""
    if isinstance(cell, datetime):
        return short_moment(cell)
    if isinstance(cell, date):
        return short_date(cell)
    return words(cell) or UNKNOWN


def painted(column: Column, cell: AnyCell) -> Cell:
    """The cell as the delegate paints it."""
    side = _side(column)
    if not isinstance(cell, CellValue):
        unknown = cell is None or cell == ""
        color = "muted" if unknown else "text"
        number = column.kind == "number"
        return Cell(kind="number" if number else "text", text=shown(cell), color=color, align=side)
    return Cell(
        kind=cell.kind or column.kind,
        text=cell.text,
        second=cell.second,
        state=cell.state,
        value=cell.value,
        target=cell.target,
        plan=cell.plan,
        trend=cell.trend,
        icon=cell.icon,
        role=cell.role,
        color=cell.color,
        align=side,
        reserve=cell.reserve,
    )


def _side(column: Column) -> Any:
    return "right" if column.kind == "number" else column.align
