# SPDX-License-Identifier: Apache-2.0
"""A small picture that opens the file when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import rounded


class ThumbButton(PaintedButton):
    """Shows the middle of a picture in a square of 72 px."""

    ring_radius = 6.0

    def __init__(self, picture: QPixmap, name: str, parent: QWidget | None = None) -> None:
        self._picture = picture
        super().__init__("", parent, name=tr("Open {name}", name=name), tip=name)

    @override
    def sizeHint(self) -> QSize:
        side = theme().density.px(72)
        return QSize(side, side)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        inner = area.adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(inner, 5, 5)
        painter.save()
        painter.setClipPath(path)
        mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = self._picture.scaled(inner.size().toSize() * self.devicePixelRatioF(), mode, smooth)
        left = (scaled.width() - inner.width() * self.devicePixelRatioF()) / 2
        top = (scaled.height() - inner.height() * self.devicePixelRatioF()) / 2
        side = inner.width() * self.devicePixelRatioF()
        painter.drawPixmap(inner, scaled, QRectF(left, top, side, side))
        painter.restore()
        rounded(painter, area, 6, None, role_color("accent" if self.underMouse() else "line"))
