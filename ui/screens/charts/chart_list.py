# SPDX-License-Identifier: Apache-2.0
"""The list of charts at the left, each with a small picture of its kind."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from planner.rules.risk import band
from planner.rules.ruleset import DEFAULT
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.cells import paint_cell
from ui.widgets.paint import BANDS, Cell, rounded
from ui.widgets.panes import PaneHeader, Panel

CHARTS = (("health", N_("Health")), ("risk-matrix", N_("Risk matrix")), ("review-cadence", N_("Review cadence")))
_STRIPS = ((8, 6, 30, (8, 22)), (16, 6, 16, (10,)), (24, 14, 28, (16, 28, 38)))
_WIDE, _SLIM = 200, 72
_DOTS = ((6, 20, 27), (13, 27, 33), (20, 16, 25), (27, 22, 31))


class ChartRow(PaintedButton):
    """One chart to choose."""

    def __init__(self, kind: str, number: int, label: str, owner: ChartList) -> None:
        super().__init__(label, owner)
        self.kind, self._number, self._owner = kind, number, owner
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(56, theme().density.px(48))

    @override
    def nextCheckState(self) -> None:
        self._owner.choose(self.kind)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._owner.step(self, step)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        fill = "selection" if on else self.fill_role("")
        if fill:
            rounded(painter, area, 6, role_color(fill))
        thumb = QRectF(4 if self.width() < 100 else 8, (self.height() - 32) / 2, 48, 32)
        rounded(painter, thumb, 2, role_color("card"), role_color("line"))
        painter.save()
        painter.translate(thumb.topLeft())
        {"risk-matrix": self._matrix, "review-cadence": self._strips}.get(self.kind, self._dots)(painter)
        painter.restore()
        if self.width() >= 100:
            words = tr("{n} {name}", n=self._number, name=self._label)
            room = QRect(64, 0, self.width() - 70, self.height())
            role, color = ("strong", "accent") if on else ("body", "text")
            paint_cell(painter, room, Cell(text=words, role=role, color=color))

    def _dots(self, painter: QPainter) -> None:
        for y, before, now in _DOTS:
            painter.setPen(QPen(role_color("chart_before"), 1))
            painter.drawLine(before, y, now, y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(role_color("chart_now"))
            painter.drawEllipse(QRectF(now - 1.5, y - 1.5, 4, 4))

    def _strips(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for y, start, wide, dots in _STRIPS:
            painter.setBrush(role_color("selection"))
            painter.drawRect(QRectF(start, y - 2.5, wide, 5))
            painter.setBrush(role_color("chart_now"))
            for x in dots:
                painter.drawEllipse(QRectF(x - 1.5, y - 1.5, 3.4, 3.4))

    def _matrix(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for row in range(5):
            for column in range(5):
                name = band((5 - row) * (column + 1), DEFAULT)
                painter.setBrush(role_color(f"risk_{name[:1]}") if name[:1] in BANDS else role_color("line"))
                painter.drawRect(QRectF(11 + column * 5.4, 3 + row * 5.4, 4.4, 4.4))


class ChartList(Panel):
    """``selected`` carries the kind of chart; narrow pages show the pictures alone."""

    selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="r")
        self.setAccessibleName(tr("Charts"))
        self.header = PaneHeader(tr("Charts"))
        self.rows = {kind: ChartRow(kind, n, tr(label), self) for n, (kind, label) in enumerate(CHARTS, start=1)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 8, 7, 8)
        inner.setSpacing(2)
        for row in self.rows.values():
            inner.addWidget(row)
        column.addLayout(inner)
        column.addStretch(1)
        self.set_slim(False)

    def set_slim(self, slim: bool) -> None:
        """Pictures alone, or with the names."""
        self.setFixedWidth(_SLIM if slim else theme().density.px(_WIDE))
        self.header.set_title("" if slim else tr("Charts"))

    def set_key(self, kind: str) -> None:
        """Choose without a signal."""
        for name, row in self.rows.items():
            row.setChecked(name == kind)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == kind else Qt.FocusPolicy.ClickFocus)

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Choose as the user does."""
        self.set_key(kind)
        self.selected.emit(kind)

    def step(self, row: ChartRow, by: int) -> None:
        """Choose the chart above or below; it stops at the ends."""
        rows = list(self.rows.values())
        there = rows[min(len(rows) - 1, max(0, rows.index(row) + by))]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.choose(there.kind)
