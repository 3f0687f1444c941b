# SPDX-License-Identifier: Apache-2.0
"""Recoloured Tabler outline icons: painted, and as pixmap (for menus and fields of Qt: `ui.theme.qicons`)."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import resource
from ui.theme.theme import theme

_STROKE = 'stroke-width="2"'


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def _stroke(size: int) -> str:
    """Thin lines in the rail (20 px), a little stronger ones elsewhere, of the 24 grid."""
    return "1.5" if size == 20 else "1.75"


@lru_cache(maxsize=600)
def _render(name: str, size: int, color: str, dpr: float) -> QPixmap:
    text = _source(name).replace("currentColor", color).replace(_STROKE, f'stroke-width="{_stroke(size)}"')
    side = round(size * dpr)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def icon_pixmap(name: str, size: int = 16, color: str = "muted", dpr: float = 1.0) -> QPixmap:
    """Icon ``name`` of ``size`` logical px in a colour role (or #RRGGBB); FileNotFoundError for an unknown
    icon.
    """
    code = color if color.startswith("#") else theme().tokens[color]
    return _render(name, size, code, dpr)


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: str = "muted") -> None:
    """Paint an icon centred in ``rect``, as large as its shorter side, sharp at the painter's pixel ratio."""
    size = int(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatio()
    left = round(rect.center().x() - size / 2)
    top = round(rect.center().y() - size / 2)
    painter.drawPixmap(left, top, icon_pixmap(name, size, color, ratio))


def role_color(color: str) -> QColor:
    """QColor of a role name in the current theme, or of a literal #RRGGBB."""
    return QColor(color) if color[0] == "#" else theme().tokens.color(color)
