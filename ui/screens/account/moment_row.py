# SPDX-License-Identifier: Apache-2.0
"""A line of the short timeline: icon, day, what, in short, who (mock-up 02)."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.dates import short_day
from planner.views.timeline import Moment
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import draw_text, hline, text_width

_WIDEST: Final = date(2026, 11, 28)


class MomentRow(PaintedButton):
    """Pressed as a whole; opens the record. ``titles`` is the width of the longest title of its list."""

    def __init__(self, moment: Moment, parent: QWidget | None = None, *, titles: int = 0) -> None:
        self._moment, self.titles = moment, max(titles, title_width(moment))
        spoken = ", ".join(p for p in (short_day(moment.on), moment.title, moment.second, moment.who) if p)
        super().__init__(moment.title, parent, name=spoken)
        self.ring_radius = 4.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, theme().density.row)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill, px, moment = self.fill_role(""), theme().density.px, self._moment
        if fill:
            painter.fillRect(area, role_color(fill))
        side = theme().density.icon
        paint_icon(painter, QRectF(0, (self.height() - side) // 2, side, side), moment.icon)
        height, width = self.height() - 1, self.width()
        day = text_width(short_day(_WIDEST))
        draw_text(painter, QRect(px(41), 0, day + 2, height), short_day(moment.on), color="muted")
        who = text_width(moment.who)
        draw_text(painter, QRect(width - who - 1, 0, who + 1, height), moment.who, color="muted",
                  align=Qt.AlignmentFlag.AlignRight)  # fmt: skip
        left, right = max(px(104), px(41) + day + 12), width - who - 16
        title = min(max(px(192), self.titles + 24), max(px(180), (self.width() - left) * 38 // 100), right - left)
        draw_text(painter, QRect(left, 0, min(title, right - left) - 12, height), moment.title, role="name")
        draw_text(painter, QRect(left + title, 0, right - left - title, height), moment.second, color="muted")
        hline(painter, 0, width, self.height() - 1, "row_line")


def title_width(moment: Moment) -> int:
    """How wide the title of a moment is, so that a list can stand in columns."""
    return text_width(moment.title, "name")
