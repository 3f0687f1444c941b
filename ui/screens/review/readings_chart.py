# SPDX-License-Identifier: Apache-2.0
"""A small painted line of earlier readings against their limit."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.dates import day_text, short_day
from planner.kernel.text import tr
from planner.views.account_sites import ReadingLine
from planner.views.review_checks import CheckDetail, Reading
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, text_width

_MOST = 6
_AXIS = 20
_TOP = 10


class ReadingsChart(PaintedWidget):
    """Up to six readings; what lies beyond the limit is shaded. Hidden with fewer than two numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[Reading] = []
        self._low: Decimal | None = None
        self._high: Decimal | None = None
        self._unit = ""
        self._band = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_detail(self, detail: CheckDetail | ReadingLine, *, band: bool = False) -> bool:
        """Show the readings of a check; False when there are too few to draw.

        With ``band`` what is allowed is filled, otherwise what is beyond the limit is shaded.
        """
        self._band = band
        self._points = [r for r in detail.readings if r.value is not None and r.on is not None][-_MOST:]
        self._low, self._high, self._unit = detail.low, detail.high, detail.unit
        said = [tr("{day}: {reading}", day=day_text(p.on) if p.on else "–", reading=p.text) for p in self._points]
        self.setAccessibleName(tr("Earlier readings"))
        self.setAccessibleDescription("; ".join(said))
        self.update()
        return len(self._points) > 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, theme().density.px(84))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _with_unit(self, value: Decimal | None) -> str:
        shown = f"{value:f}" if value is not None else ""
        return tr("{n} {unit}", n=shown, unit=self._unit) if self._unit else shown

    @override
    def draw(self, painter: QPainter) -> None:
        if len(self._points) < 2:
            return
        limits = [self._with_unit(v) for v in (self._low, self._high) if v is not None]
        words = [self._with_unit(self._points[-1].value), *limits]
        beside = max(text_width(word, "strong") for word in words) + 10
        area = QRectF(0, _TOP, self.width() - beside, self.height() - _TOP - theme().density.px(_AXIS) - 4)
        scale = self._scale()
        self._limits(painter, area, scale)
        self._line(painter, area, scale)

    def _scale(self) -> tuple[float, float]:
        values = [float(p.value) for p in self._points if p.value is not None]
        values += [float(v) for v in (self._low, self._high) if v is not None]
        low, high = min(values), max(values)
        room = (high - low) * 0.18 or abs(high) * 0.1 or 1.0
        return low - room, high + room

    @staticmethod
    def _y(area: QRectF, scale: tuple[float, float], value: Decimal) -> float:
        return area.bottom() - (float(value) - scale[0]) / (scale[1] - scale[0]) * area.height()

    def _limits(self, painter: QPainter, area: QRectF, scale: tuple[float, float]) -> None:
        fill, edge = role_color("row_line"), role_color("axis")
        if self._band and (self._low is not None or self._high is not None):
            top = area.top() if self._high is None else self._y(area, scale, self._high)
            bottom = area.bottom() if self._low is None else self._y(area, scale, self._low)
            painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top), role_color("selection"))
        for bound, upper in ((self._high, True), (self._low, False)):
            if bound is None:
                continue
            y = self._y(area, scale, bound)
            top, bottom = (area.top(), y) if upper else (y, area.bottom())
            if not self._band:
                painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top), fill)
            painter.fillRect(QRectF(area.left(), round(y), area.width(), 1), edge)
            label = QRect(round(area.right()) + 6, round(y) - 8, self.width() - round(area.right()) - 6, 16)
            draw_text(painter, self._apart(label, area, scale), self._with_unit(bound), role="caption", color="muted")

    def _apart(self, label: QRect, area: QRectF, scale: tuple[float, float]) -> QRect:
        """The limit's words, moved away from those of the last reading."""
        last = self._points[-1].value
        y = self._y(area, scale, last) if last is not None else 0.0
        gap = label.center().y() - y
        if abs(gap) >= 15:
            return label
        return label.translated(0, round(15 - gap) if gap >= 0 else -round(15 + gap))

    def _line(self, painter: QPainter, area: QRectF, scale: tuple[float, float]) -> None:
        color = role_color("chart_now")
        inner = area.adjusted(14, 0, -14, 0)
        step = inner.width() / (len(self._points) - 1)
        values = [p.value for p in self._points if p.value is not None]
        at = [QPointF(inner.left() + n * step, self._y(area, scale, v)) for n, v in enumerate(values)]
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(at)
        for n, point in enumerate(at):
            self._dot(painter, point, color, last=n == len(at) - 1)
        self._days(painter, at)
        y = round(at[-1].y())
        label = QRect(round(area.right()) + 6, y - 10, self.width() - round(area.right()) - 6, 20)
        draw_text(painter, label, self._with_unit(values[-1]), role="strong")

    @staticmethod
    def _dot(painter: QPainter, point: QPointF, color: QColor, *, last: bool) -> None:
        painter.setPen(QPen(color, 2))
        painter.setBrush(color if last else role_color("card"))
        painter.drawEllipse(point, 4, 4)

    def _days(self, painter: QPainter, at: list[QPointF]) -> None:
        tall = theme().density.px(_AXIS)
        for point, reading in zip(at, self._points, strict=True):
            if reading.on is None:
                continue
            words = short_day(reading.on)
            wide = text_width(words, "caption") + 2
            left = max(0, round(point.x()) - wide // 2)
            box = QRect(left, self.height() - tall, wide, tall)
            draw_text(
                painter,
                box,
                words,
                role="caption",
                color="muted",
                align=Qt.AlignmentFlag.AlignHCenter,
            )
