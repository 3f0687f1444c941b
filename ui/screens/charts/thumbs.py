# SPDX-License-Identifier: Apache-2.0
"""Small pictures of the kinds of chart, 48 by 32 px: what kind it is, not what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from planner.rules.risk import band
from planner.rules.ruleset import DEFAULT
from ui.theme.icons import role_color
from ui.widgets.paint import BANDS

Draw = Callable[[QPainter], None]
_DOTS = ((6, 20, 27), (13, 27, 33), (20, 16, 25), (27, 22, 31))
_STRIPS = ((8, 6, 30, (8, 22)), (16, 6, 16, (10,)), (24, 14, 28, (16, 28, 38)))
_LINE = ((5, 12), (14, 9), (22, 15), (31, 18), (43, 21))
_BARS = ((7, 14), (16, 18), (25, 11), (34, 20))


def _plain(painter: QPainter, role: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(role_color(role))


def _health(painter: QPainter) -> None:
    for y, before, now in _DOTS:
        painter.setPen(QPen(role_color("chart_before"), 1))
        painter.drawLine(before, y, now, y)
        _plain(painter, "chart_now")
        painter.drawEllipse(QRectF(now - 1.5, y - 1.5, 4, 4))


def _cadence(painter: QPainter) -> None:
    for y, start, wide, dots in _STRIPS:
        _plain(painter, "selection")
        painter.drawRect(QRectF(start, y - 2.5, wide, 5))
        _plain(painter, "chart_now")
        for x in dots:
            painter.drawEllipse(QRectF(x - 1.5, y - 1.5, 3.4, 3.4))


def _matrix(painter: QPainter) -> None:
    for row in range(5):
        for column in range(5):
            name = band((5 - row) * (column + 1), DEFAULT)
            _plain(painter, f"risk_{name[:1]}" if name[:1] in BANDS else "line")
            painter.drawRect(QRectF(11 + column * 5.4, 3 + row * 5.4, 4.4, 4.4))


def _trend(painter: QPainter) -> None:
    painter.setPen(QPen(role_color("line"), 1))
    painter.drawLine(5, 26, 43, 26)
    painter.setPen(QPen(role_color("chart_now"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _LINE]))


def _satisfaction(painter: QPainter) -> None:
    painter.setPen(QPen(role_color("line"), 1))
    painter.drawLine(4, 28, 44, 28)
    for x, high in _BARS:
        _plain(painter, "selection_edge")
        painter.drawRect(QRectF(x, 28 - high, 6, high))
        _plain(painter, "chart_now")
        painter.drawEllipse(QRectF(x + 1, 26 - high, 4, 4))


def _coverage(painter: QPainter) -> None:
    for row in range(4):
        for column in range(5):
            size = 1.6 + (row * 3 + column * 2) % 4
            _plain(painter, "chart_now")
            painter.drawEllipse(QPointF(9 + column * 7.6, 5 + row * 7.4), size / 1.5, size / 1.5)


def _map(painter: QPainter) -> None:
    painter.setPen(QPen(role_color("field_edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for a, b in (((24, 11), (24, 16)), ((11, 16), (37, 16)), ((11, 16), (11, 20)), ((37, 16), (37, 20))):
        painter.drawLine(*a, *b)
    painter.setPen(QPen(role_color("chart_now"), 1.2))
    painter.drawRect(QRectF(17, 4, 14, 7))
    painter.drawRect(QRectF(5, 20, 12, 7))
    painter.setPen(QPen(role_color("level_minus"), 1.2))
    painter.drawRect(QRectF(31, 20, 12, 7))


def _chain(painter: QPainter) -> None:
    for n, role in enumerate(("chart_before", "chart_before", "chart_now")):
        x = 4 + n * 13.5
        _plain(painter, role)
        tip, back = x + 13, x + 3.5
        outline = ((x, 10), (tip - 4, 10), (tip, 16), (tip - 4, 22), (x, 22), (back, 16))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in outline]))


THUMBS: Final[Mapping[str, Draw]] = MappingProxyType({
    "health": _health,
    "trend": _trend,
    "risk-matrix": _matrix,
    "coverage": _coverage,
    "power-map": _map,
    "decision-chain": _chain,
    "satisfaction": _satisfaction,
    "review-cadence": _cadence,
})  # fmt: skip


def draw_thumb(painter: QPainter, kind: str) -> None:
    """The picture of a kind at the painter's origin; nothing for a kind that has none."""
    found = THUMBS.get(kind)
    if found is not None:
        found(painter)
