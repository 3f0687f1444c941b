# SPDX-License-Identifier: Apache-2.0
"""What the audience sees at a moment, as a picture and what lies on it; painted alike in every window of the show."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from planner.kernel.data import dataclass
from planner.render.scene import Box

WIDE: Final = 16 / 9
POINTER, SPOTLIGHT, ZOOM = "pointer", "spotlight", "zoom"
_DOT: Final = 0.008
_SPOT: Final = 0.11
_SIZES: Final = (0.4, 4.0)
_FACTORS: Final = (1.25, 4.0)
_SLIDE: Final = (1920.0, 1080.0)
_RING: Final = QColor("#0B57A4")
_COLOR: Final = QColor("#E6007E")
_DIM: Final = QColor(0, 0, 0, 178)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """Pointer, spotlight or zoom: where it is in shares of the picture, how large, and how near the zoom goes."""

    dot: bool = False
    kind: str = ""
    x: float = 0.5
    y: float = 0.5
    dot_size: float = 1.0
    spot_size: float = 1.0
    factor: float = 2.0

    @property
    def on(self) -> bool:
        """Whether anything lies on the picture."""
        return self.dot or bool(self.kind)

    def at(self, x: float, y: float) -> Lens:
        """At another place, inside the picture."""
        return replace(self, x=min(max(0.0, x), 1.0), y=min(max(0.0, y), 1.0))

    def turned(self, notches: float) -> Lens:
        """Larger or smaller by the wheel: the zoom or the spotlight where there is one, else the dot."""
        by = 1.15**notches
        if self.kind == ZOOM:
            return replace(self, factor=_kept(self.factor * by, _FACTORS))
        if self.kind == SPOTLIGHT:
            return replace(self, spot_size=_kept(self.spot_size * by, _SIZES))
        return replace(self, dot_size=_kept(self.dot_size * by, _SIZES)) if self.dot else self

    def next_kind(self) -> Lens:
        """None, spotlight, zoom, none."""
        return replace(self, kind={"": SPOTLIGHT, SPOTLIGHT: ZOOM}.get(self.kind, ""))


def _kept(number: float, limits: tuple[float, float]) -> float:
    return min(max(limits[0], number), limits[1])


@dataclass(frozen=True, slots=True)
class Stage:
    """A picture or None, the colour that covers it or "", and what lies on it.

    ``ring`` is round a chosen mark; ``flag`` is the part of the picture that says for whom it is not: no lens hides it.
    """

    picture: QPixmap | None = None
    cover: str = ""
    lens: Lens = Lens()
    ring: Box | None = None
    flag: Box | None = None


def box_in(area: QRectF) -> QRectF:
    """The largest 16:9 rectangle in the middle of an area."""
    wide = min(area.width(), area.height() * WIDE)
    size = QSizeF(wide, wide / WIDE)
    corner = QPointF(area.x() + (area.width() - size.width()) / 2, area.y() + (area.height() - size.height()) / 2)
    return QRectF(corner, size)


def share_of(at: QPointF, area: QRectF) -> tuple[float, float]:
    """A point of a window in shares of the picture in it."""
    box = box_in(area)
    if box.isEmpty():
        return 0.5, 0.5
    return (at.x() - box.x()) / box.width(), (at.y() - box.y()) / box.height()


def paint_stage(painter: QPainter, area: QRectF, stage: Stage, *, opacity: float = 1.0) -> None:
    """Paint a stage into an area, black beside it; ``opacity`` below 1 leaves what was painted before."""
    painter.save()
    painter.setOpacity(opacity)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor("white") if stage.cover == "white" else QColor("black"))
    if stage.picture is not None and not stage.cover:
        box = box_in(area)
        painter.setClipRect(box)
        _picture(painter, box, stage.picture, stage.lens)
        _lens(painter, box, stage.lens)
        if stage.ring is not None and stage.lens.kind != ZOOM:  # near by, the mark is elsewhere
            _ring(painter, box, stage.ring)
        if stage.flag is not None and stage.lens.kind:
            _flag(painter, box, stage.picture, stage.flag)
    painter.restore()


def _flag(painter: QPainter, box: QRectF, picture: QPixmap, flag: Box) -> None:
    """The flag of the whole picture at its own place and size."""

    def inside(whole: QRectF) -> QRectF:
        x, y = whole.width() / _SLIDE[0], whole.height() / _SLIDE[1]
        return QRectF(whole.x() + flag.x * x, whole.y() + flag.y * y, flag.w * x, flag.h * y)

    painter.drawPixmap(inside(box), picture, inside(QRectF(picture.rect())))


def _picture(painter: QPainter, box: QRectF, picture: QPixmap, lens: Lens) -> None:
    whole = QRectF(picture.rect())
    if lens.kind != ZOOM:
        painter.drawPixmap(box, picture, whole)
        return
    size = whole.size() / lens.factor
    left = lens.x * (whole.width() - size.width())
    top = lens.y * (whole.height() - size.height())
    painter.drawPixmap(box, picture, QRectF(QPointF(left, top), size))


def _ring(painter: QPainter, box: QRectF, ring: Box) -> None:
    x, y = box.width() / _SLIDE[0], box.height() / _SLIDE[1]
    place = QRectF(box.x() + ring.x * x, box.y() + ring.y * y, ring.w * x, ring.h * y).adjusted(-2, -2, 2, 2)
    thick = max(3.0, box.width() / 400)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((QColor("white"), thick + 2), (_RING, thick)):
        painter.setPen(QPen(color, width))
        painter.drawRect(place)


def _lens(painter: QPainter, box: QRectF, lens: Lens) -> None:
    middle = QPointF(box.x() + lens.x * box.width(), box.y() + lens.y * box.height())
    if lens.kind == SPOTLIGHT:
        path = QPainterPath()
        path.addRect(box)
        radius = box.width() * _SPOT * lens.spot_size
        path.addEllipse(middle, radius, radius)
        painter.fillPath(path, _DIM)
    if lens.dot:
        radius = box.width() * _DOT * lens.dot_size
        painter.setPen(QPen(QColor(0, 0, 0, 110), radius * 0.9))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QPen(QColor("white"), radius * 0.45))
        painter.setBrush(_COLOR)
        painter.drawEllipse(middle, radius, radius)
