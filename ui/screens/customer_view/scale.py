# SPDX-License-Identifier: Apache-2.0
"""A reading on a line with the part that is within limits, so that one sees how far it is off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.customer_view import ShownCheck
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, paint_glyph, rounded, text_width

_TALL, _BAR, _SIGN = 74, 16, 22
_EDGE: Final = 12


class ReadingScale(PaintedWidget):
    """Painted for checks with a number and a limit in numbers; takes no room otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: ShownCheck | None = None
        self._span = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_check(self, check: ShownCheck | None) -> None:
        """Show a reading, or nothing."""
        bounds = [b for b in (check.low, check.high) if b is not None] if check else []
        self._check = check if check is not None and check.value is not None and bounds else None
        if self._check is not None and self._check.value is not None:
            self._span = _span([float(self._check.value), *(float(b) for b in bounds)], between=len(bounds) == 2)
            self.setAccessibleName(
                tr("Reading {reading}, limit {limit}", reading=self._check.reading, limit=self._check.limit)
            )
        self.setVisible(self._check is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, theme().density.px(_TALL))

    def _x(self, value: float) -> float:
        low, high = self._span
        return _EDGE + (value - low) / (high - low) * (self.width() - 2 * _EDGE)

    @override
    def draw(self, painter: QPainter) -> None:
        check = self._check
        if check is None or check.value is None:
            return
        px = theme().density.px
        top, tall = px(30), px(_BAR)
        bar = QRectF(_EDGE, top, self.width() - 2 * _EDGE, tall)
        rounded(painter, bar, tall / 2, role_color("row_line"), role_color("line"))
        left = self._x(float(check.low)) if check.low is not None else bar.left()
        right = self._x(float(check.high)) if check.high is not None else bar.right()
        rounded(painter, QRectF(left, top, max(2.0, right - left), tall), tall / 2, role_color("selection_edge"))
        for bound in (check.low, check.high):
            if bound is not None:
                self._tick(painter, QRectF(self._x(float(bound)), top, 0, tall), f"{bound.normalize():f}")
        sign = px(_SIGN)
        x = self._x(float(check.value))
        glyph = check.glyph or "unknown"
        paint_glyph(painter, QRectF(x - sign / 2, top + (tall - sign) / 2, sign, sign), glyph, theme().tokens)
        self._word(painter, QPointF(x, 0), check.reading, "text")

    def _tick(self, painter: QPainter, place: QRectF, words: str) -> None:
        painter.setPen(QPen(role_color("text"), 2))
        painter.drawLine(QPointF(place.x(), place.top() - 3), QPointF(place.x(), place.bottom() + 3))
        self._word(painter, QPointF(place.x(), place.bottom() + 3), words, "muted")

    def _word(self, painter: QPainter, at: QPointF, words: str, color: str) -> None:
        wide = text_width(words, "touch_caption") + 4
        left = round(min(max(0.0, at.x() - wide / 2), self.width() - wide))
        rect = QRect(left, round(at.y()), wide, theme().density.px(26))
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, rect, words, role="touch_caption", color=color, align=middle)


def _span(values: list[float], *, between: bool) -> tuple[float, float]:
    """The part of the line that is shown: from zero where there is one limit, else both limits with room beside."""
    low, high = min(values), max(values)
    start = 0.0 if low >= 0 and not between else low - (high - low or abs(low) or 1.0) * 0.4
    return start, high + (high - start or 1.0) * 0.15
