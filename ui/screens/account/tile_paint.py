# SPDX-License-Identifier: Apache-2.0
"""The small drawings inside the tiles of the overview: short lists and a strip of callback dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.views.overview import TileLine
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, paint_band, paint_glyph, paint_level, text_width

_HEIGHT: Final = 82
_DOTS: Final = 74
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class TileLines(PaintedWidget):
    """Up to three lines: sign, words, muted word at the right."""

    def __init__(self, lines: Sequence[TileLine], parent: QWidget | None = None, *, step: int = 20) -> None:
        super().__init__(parent)
        self._lines, self._step = tuple(lines), step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, theme().density.px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme().density.px(_HEIGHT))

    @override
    def draw(self, painter: QPainter) -> None:
        step = theme().density.px(self._step)
        top = theme().density.px(6)
        for number, line in enumerate(self._lines):
            self._line(painter, line, QRect(0, top + number * step, self.width(), step))

    def _line(self, painter: QPainter, line: TileLine, box: QRect) -> None:
        left = self._sign(painter, line, box)
        if not (left or line.right):
            self._remark(painter, line.text, box)
            return
        right = text_width(line.right, "caption") if line.right else 0
        words = box.adjusted(left, 0, -right - 8 if right else 0, 0)
        draw_text(painter, words, line.text)
        draw_text(painter, box, line.right, role="caption", color="muted", align=_RIGHT)

    def _remark(self, painter: QPainter, text: str, box: QRect) -> None:
        """A muted sentence over two lines where one is too short."""
        painter.setFont(theme().font("caption"))
        painter.setPen(role_color("muted"))
        room = QRect(box.left(), box.top(), box.width(), theme().density.px(36))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), text)

    def _sign(self, painter: QPainter, line: TileLine, box: QRect) -> int:
        tokens, side = theme().tokens, theme().density.px(18)
        middle = box.top() + (box.height() - side) / 2
        if line.band:
            paint_band(painter, QRectF(0, middle, side, side), line.band, tokens)
            return side + 6
        if line.level:
            wide = theme().density.px(26)
            paint_level(painter, QRectF(0, middle, wide, side), _number(line.level), line.level, tokens)
            return wide + 6
        if line.state:
            glyph = theme().density.px(12)
            paint_glyph(painter, QRectF(0, box.center().y() - glyph / 2, glyph, glyph), line.state, tokens)
            return glyph + 6
        return 0


def _number(level: str) -> float | None:
    """The number in a level's words; None for one that was never met or assessed."""
    digits = level.replace("−", "-").replace("+", "")
    return float(digits) if digits.lstrip("-").isdigit() else None


class DotStrip(PaintedWidget):
    """One ring per callback from left (old) to right (new) between hairlines at 0, 50 and 100."""

    def __init__(self, values: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, theme().density.px(_DOTS))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme().density.px(_DOTS))

    @override
    def draw(self, painter: QPainter) -> None:
        room = text_width("100", "caption")
        top, bottom = 9.0, self.height() - 9.0
        for value in (100, 50, 0):
            y = bottom - (bottom - top) * value / 100
            painter.fillRect(QRectF(0, round(y), self.width() - room - 8, 1), role_color("row_line"))
            box = QRect(self.width() - room, round(y) - 8, room, 16)
            draw_text(painter, box, str(value), role="caption", color="muted", align=_RIGHT)
        self._dots(painter, (6.0, self.width() - room - 16.0), (top, bottom))

    def _dots(self, painter: QPainter, across: tuple[float, float], down: tuple[float, float]) -> None:
        painter.setPen(QPen(role_color("chart_now"), 2))
        painter.setBrush(role_color("card"))
        count = len(self._values)
        for number, value in enumerate(self._values):
            share = (number + 0.5) / count if count < 4 else number / (count - 1)
            x = across[0] + (across[1] - across[0]) * share
            y = down[1] - (down[1] - down[0]) * value / 100
            painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
