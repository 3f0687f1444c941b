# SPDX-License-Identifier: Apache-2.0
"""All charts of the show at a glance: small pictures with their numbers, made of what the audience may see."""

from __future__ import annotations

from math import ceil, sqrt

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.show.pictures import Pictures
from ui.theme.fonts import make_font

_GAP, _WORDS = 24, 34
_GROUND, _INK, _MUTED, _CHOSEN, _WAITING = (QColor(c) for c in ("#14181D", "#E6EDF3", "#9DA7B1", "#7CB8F2", "#242A31"))


class Overview(QWidget):
    """``entered`` carries the number from 0 of the chart that was clicked.

    The presenter's own shows ``whole`` charts; the audience's none further than it was shown: no hidden step comes out.
    """

    entered = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent)
        self._pictures, self._whole = pictures, whole
        self.chosen, self.current, self._veil = 0, 0, False
        self.setAccessibleName(tr("All charts"))
        pictures.drawn.connect(self.update)
        self.hide()

    @property
    def columns(self) -> int:
        """How many pictures stand side by side."""
        count = len(self._pictures.slides)
        return max(1, min(count, ceil(sqrt(count))))

    def show_chosen(self, chosen: int, current: int, *, veil: bool) -> None:
        """Choose one and mark the one that is on."""
        self.chosen, self.current, self._veil = chosen, current, veil
        self.setAccessibleDescription(self._pictures.slides[chosen].label)
        self.show()
        self.raise_()
        self.update()

    def places(self) -> list[QRect]:
        """Where the pictures stand."""
        count, columns = len(self._pictures.slides), self.columns
        rows = ceil(count / columns)
        wide = (self.width() - _GAP * (columns + 1)) / columns
        high = (self.height() - _GAP * (rows + 1)) / rows - _WORDS
        wide = min(wide, high * 16 / 9)
        high = wide * 9 / 16
        left = (self.width() - columns * wide - (columns - 1) * _GAP) / 2
        top = (self.height() - rows * (high + _WORDS) - (rows - 1) * _GAP) / 2
        return [
            QRect(
                round(left + (n % columns) * (wide + _GAP)),
                round(top + (n // columns) * (high + _WORDS + _GAP)),
                round(wide),
                round(high),
            )
            for n in range(count)
        ]

    def at(self, point: QPoint) -> int | None:
        """The number of the picture at a point."""
        return next((n for n, place in enumerate(self.places()) if place.contains(point)), None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        painter.setFont(make_font("touch_strong"))
        for n, place in enumerate(self.places()):
            picture = self._pictures.thumb(n, whole=self._whole, veil=self._veil)
            if picture is None:
                painter.fillRect(place, _WAITING)
            else:
                painter.drawPixmap(QRectF(place), picture, QRectF(picture.rect()))
            if n == self.chosen:
                painter.setPen(QPen(_CHOSEN, 5))
                painter.drawRect(place.adjusted(-5, -5, 4, 4))
            words = "" if self._veil else self._pictures.slides[n].label
            painter.setPen(_INK if n == self.chosen else _MUTED)
            below = QRect(place.x(), place.bottom() + 6, place.width(), _WORDS)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{n + 1}  {words}")
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        found = self.at(event.position().toPoint())
        if found is not None:
            self.entered.emit(found)
