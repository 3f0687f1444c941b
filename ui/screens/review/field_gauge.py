# SPDX-License-Identifier: Apache-2.0
"""The bar beside a reading: the limit as a tick, the reading as a mark above it, and in words what that means."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.field_reading import Gauge, plain_number
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, text_width

_COLORS: Final = {"pass": "fine", "fail": "act", "": "muted"}
_ALIGN: Final = Qt.AlignmentFlag.AlignHCenter


class LimitBar(PaintedWidget):
    """Shows a `Gauge`, or only words where the limit is none in numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gauge: Gauge | None = None
        self._limit = self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reading(self, gauge: Gauge | None, limit: str, words: str) -> None:
        """Show the reading of a gauge; ``limit`` and ``words`` say the same in text."""
        if (gauge, limit, words) != (self._gauge, self._limit, self._words):
            self._gauge, self._limit, self._words = gauge, limit, words
            self.setAccessibleName(", ".join(text for text in (words, limit) if text))
            self.update()

    def words(self) -> str:
        """What is said about the reading."""
        return self._words

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, max(72, theme().density.px(20) * 2 + 32))

    @override
    def draw(self, painter: QPainter) -> None:
        if self._gauge is None:
            self._draw_words(painter)
            return
        gauge, px = self._gauge, theme().density.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        bar = QRect(1, px(20) + 8, self.width() - 2, 16)
        painter.fillRect(bar, role_color("row_line"))
        for first, last in ((gauge.start, gauge.low), (gauge.high, gauge.end)):
            if first is not None and last is not None:
                left, right = self._x(first), self._x(last)
                painter.fillRect(QRect(left, bar.top(), right - left, bar.height()), role_color("line"))
        for limit in (gauge.low, gauge.high):
            if limit is not None:
                painter.fillRect(QRect(self._x(limit) - 1, bar.top() - 6, 2, bar.height() + 12), role_color("text"))
        self._draw_limit(painter, gauge)
        self._draw_value(painter, gauge, bar)

    def _draw_words(self, painter: QPainter) -> None:
        px = theme().density.px
        limit = self._limit or tr("No limit is set: a person gives the result.")
        draw_text(painter, QRect(0, px(10), self.width(), px(24)), limit, role="touch_caption", color="muted")
        draw_text(painter, QRect(0, px(36), self.width(), px(24)), self._words, role="touch_value")

    def _x(self, value: Decimal) -> int:
        """Where a value stands, in px."""
        return 1 + round((self.width() - 2) * (self._gauge.share(value) if self._gauge else 0))

    def _at(self, text: str, role: str, x: int, y: int) -> QRect:
        """Room for a text round ``x``, inside the bar's ends."""
        wide = min(self.width(), text_width(text, role) + 2)
        left = max(0, min(x - wide // 2, self.width() - wide))
        return QRect(left, y, wide, theme().density.px(20))

    def _draw_limit(self, painter: QPainter, gauge: Gauge) -> None:
        ends = [self._x(limit) for limit in (gauge.low, gauge.high) if limit is not None]
        box = self._at(self._limit, "touch_caption", sum(ends) // len(ends), 0)
        draw_text(painter, box, self._limit, role="touch_caption", align=_ALIGN)

    def _draw_value(self, painter: QPainter, gauge: Gauge, bar: QRect) -> None:
        px = theme().density.px
        below = bar.bottom() + 7
        start = plain_number(gauge.start)
        taken = QRect()
        if gauge.value is not None:
            x = self._x(gauge.value)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(role_color(_COLORS[gauge.proposed]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = bar.top() - 11
            mark = max(8, min(x, self.width() - 8))
            painter.drawPolygon(QPolygonF([QPointF(mark - 7, top), QPointF(mark + 7, top), QPointF(mark, top + 11)]))
            painter.drawRect(QRectF(max(0, min(x, self.width() - 3)) - 1, top + 4, 3, bar.bottom() - top - 3))
            words = self._words or plain_number(gauge.value)
            taken = self._at(words, "touch_value", x, below)
            draw_text(painter, taken, words, role="touch_value", align=_ALIGN)
        box = QRect(0, below, text_width(start, "touch_caption") + 2, px(20))
        if not taken.adjusted(-8, 0, 8, 0).intersects(box):
            draw_text(painter, box, start, role="touch_caption", color="muted")
