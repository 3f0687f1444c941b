# SPDX-License-Identifier: Apache-2.0
"""The ranked list beside the matrix: band, number, words on two lines, loss or score, trigger, owner and next date."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget
from typing_extensions import override

from planner.kernel.dates import short_day
from planner.kernel.text import N_, tr
from planner.views.risk_chart import NO_PLAN, RiskLine, RiskMatrix
from planner.views.tables import CellValue, Column, Row, TableView, band_cell
from ui.models.rows_model import RowsModel
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, metrics, paint_glyph
from ui.widgets.table import DataTable, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
BAND, CODE, RISK, AMOUNT, TRIGGER, OWNER = range(6)
_WIDTHS: Final = {BAND: 44, CODE: 52, AMOUNT: 64, TRIGGER: 96, OWNER: 96}
_WITH_OWNER, _WITH_TRIGGER = 430, 540


def view_of(matrix: RiskMatrix) -> TableView:
    """The rated risks of a matrix in their order."""
    by_loss = any(line.loss for line in matrix.lines)
    columns = (
        Column(key="band", title="", kind="band", sortable=False),
        Column(key="code", title=N_("ID"), sortable=False),
        Column(key="risk", title=N_("Risk"), sortable=False),
        Column(key="amount", title=N_("Loss range") if by_loss else N_("Score"), align="right", sortable=False),
        Column(key="trigger", title=N_("Trigger"), sortable=False),
        Column(key="owner", title=N_("Owner, next"), kind="two_line", sortable=False),
    )
    return TableView(columns=columns, rows=tuple(_row(line) for line in matrix.lines))


def _row(line: RiskLine) -> Row:
    bare = line.plan == NO_PLAN
    owner = line.owners or tr("no owner")
    return Row(
        key=line.risk_id,
        cells=(
            band_cell(line.band, line.score),
            line.code,
            line.statement,
            line.amount,
            CellValue(text=line.trigger, state="watch" if bare and line.plan_state else ""),
            CellValue(text=owner, second=short_day(line.next_on) if line.next_on else "", color="muted"),
        ),
    )


class RiskTable(DataTable):
    """Rows of 46 px; what has no room is left out, trigger first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=tr("Risks"), two_line=True, sortable=False)
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))

    def set_matrix(self, matrix: RiskMatrix) -> None:
        """Show the risks of a matrix; the current one stays."""
        key = self.current_key()
        self.rows.set_view(view_of(matrix))
        by_loss = any(line.loss for line in matrix.lines)
        self.set_widths({**_WIDTHS, AMOUNT: 92 if by_loss else 64}, stretch=RISK)
        self._fit()
        if key:
            self.select(key)

    def current_key(self) -> str:
        """The id of the current risk, "" for none."""
        return self.rows.key(self.current_row())

    def select(self, key: str) -> None:
        """Make a risk the current one; an unknown id changes nothing."""
        row = self.rows.row_of(key)
        if row >= 0 and row != self.current_row():
            self.setCurrentIndex(self.rows.index(row, RISK))
        elif row >= 0:
            self.selectRow(row)

    def tall(self) -> int:
        """The height at which all rows show."""
        density = theme().density
        return density.head + self.rows.rowCount() * density.two_line + 2

    def set_least(self, rows: int) -> None:
        """As high as all rows, where there is room for them, and at least as high as so many."""
        density = theme().density
        self.setMaximumHeight(self.tall())
        self.setMinimumHeight(min(self.tall(), density.head + rows * density.two_line + 2))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.tall())

    def _fit(self) -> None:
        px, width = theme().density.px, self.viewport().width()
        if self.rows.columnCount():
            self.setColumnHidden(TRIGGER, width < px(_WITH_TRIGGER))
            self.setColumnHidden(OWNER, width < px(_WITH_OWNER))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Delegate(RowDelegate):
    def __init__(self, table: QTableView) -> None:
        super().__init__(table)

    @override
    def paint_content(self, painter: QPainter, rect: QRect, index: _Index, *, on_fill: bool) -> None:
        cell = self.cell(index)
        if index.column() == RISK:
            paint_lines(painter, rect, cell.text, color="text")
        elif index.column() == CODE:
            draw_text(painter, rect, cell.text, role="strong")
        elif index.column() == TRIGGER:
            left = 0
            if cell.state:
                side = theme().density.px(10)
                box = QRectF(rect.left(), rect.center().y() + 0.5 - side / 2, side, side)
                paint_glyph(painter, box, cell.state, theme().tokens, on_fill=on_fill)
                left = side + 6
            paint_lines(painter, rect.adjusted(left, 0, 0, 0), cell.text, role="caption", color="muted")
        else:
            super().paint_content(painter, rect, index, on_fill=on_fill)


def paint_lines(painter: QPainter, rect: QRect, text: str, *, role: str = "body", color: str) -> None:
    """Paint text on one line or, where it is too long, on two."""
    first, second = two_lines(text, role, rect.width())
    if not second:
        draw_text(painter, rect, first, role=role, color=color)
        return
    tall = metrics(role).height() + 1
    top = rect.center().y() + 1 - tall
    for n, part in enumerate((first, second)):
        draw_text(painter, QRect(rect.left(), top + n * tall, rect.width(), tall), part, role=role, color=color)


def two_lines(text: str, role: str, width: int) -> tuple[str, str]:
    """Text broken after a word, or after any sign where there are no spaces (Chinese); the rest may be too long."""
    measure = metrics(role).horizontalAdvance
    if measure(text) <= width:
        return text, ""
    fits = len(text)
    while fits > 1 and measure(text[:fits]) > width:
        fits -= 1
    space = text.rfind(" ", 1, fits + 1)
    cut = space if space > fits // 3 else fits
    second = text[cut:].strip()
    return text[:cut].rstrip(), metrics(role).elidedText(second, Qt.TextElideMode.ElideRight, width)
