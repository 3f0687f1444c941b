# SPDX-License-Identifier: Apache-2.0
"""Paint the shapes of a scene with QPainter, as the SVG writer writes them (ADR 0010)."""

from __future__ import annotations

import threading

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from planner.render.scene import Circle, Path, Pen, Rect, Scene, Shape, Text
from ui.theme.fonts import CHINESE, LATIN


def paint_scene(painter: QPainter, scene: Scene) -> None:
    """Paint all shapes from back to front; the painter's state is as before afterwards."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    if scene.ground:
        painter.fillRect(QRectF(0, 0, scene.width, scene.height), QColor(scene.ground))
    for shape in scene.shapes:
        _paint(painter, shape)
    painter.restore()


def _paint(painter: QPainter, shape: Shape) -> None:
    if isinstance(shape, Text):
        _text(painter, shape)
        return
    painter.setPen(_pen(shape.pen))
    painter.setBrush(QBrush(QColor(shape.pen.fill)) if shape.pen.fill else QBrush(Qt.BrushStyle.NoBrush))
    if isinstance(shape, Rect):
        _rect(painter, shape)
    elif isinstance(shape, Circle):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.r, shape.r)
    else:
        _path(painter, shape)


def _rect(painter: QPainter, shape: Rect) -> None:
    box = QRectF(shape.x, shape.y, shape.w, shape.h)
    if shape.radius:
        radius = min(shape.radius, shape.w / 2, shape.h / 2)
        painter.drawRoundedRect(box, radius, radius)
    else:
        painter.drawRect(box)


def _path(painter: QPainter, shape: Path) -> None:
    polygon = QPolygonF([QPointF(x, y) for x, y in shape.points])
    if shape.closed:
        painter.drawPolygon(polygon)
    elif _upright(shape):
        _hairline(painter, shape)
    else:
        painter.drawPolyline(polygon)


def _upright(shape: Path) -> bool:
    (x1, y1), (x2, y2) = shape.points[0], shape.points[-1]
    return len(shape.points) == 2 and (x1 == x2 or y1 == y2) and shape.pen.width <= 1


def _hairline(painter: QPainter, shape: Path) -> None:
    """Level and plumb hairlines stand on whole pixels of the screen, so that they are one sharp line."""
    ratio = painter.device().devicePixelRatioF()
    (x1, y1), (x2, y2) = shape.points
    half = 0.5 / ratio
    if x1 == x2:
        x1 = x2 = round(x1 * ratio) / ratio + half
    else:
        y1 = y2 = round(y1 * ratio) / ratio + half
    painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def _pen(pen: Pen) -> QPen:
    if not pen.stroke:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(QColor(pen.stroke), pen.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if pen.dash:
        made.setDashPattern([step / pen.width for step in pen.dash])
    return made


class _Fonts(threading.local):
    """The fonts of one thread: Qt keeps in a font what it loaded for the thread that drew with it."""

    def __init__(self) -> None:
        self._made: dict[tuple[float, int], QFont] = {}

    def font(self, size: float, weight: int) -> QFont:
        if (size, weight) not in self._made:
            font = QFont()
            font.setFamilies([LATIN, CHINESE])
            # The sizes of the screen and tile styles are whole px, which is all that QFont takes.
            font.setPixelSize(max(1, round(size)))
            font.setWeight(QFont.Weight(weight))
            font.setFeature(QFont.Tag("tnum"), 1)
            self._made[size, weight] = font
        return self._made[size, weight]


_fonts = _Fonts()


def _text(painter: QPainter, shape: Text) -> None:
    font = _fonts.font(shape.size, shape.weight)
    painter.setFont(font)
    painter.setPen(QColor(shape.color))
    x = shape.x
    if shape.anchor != "start":
        width = QFontMetricsF(font).horizontalAdvance(shape.text)
        x -= width if shape.anchor == "end" else width / 2
    painter.drawText(QPointF(x, shape.y), shape.text)
