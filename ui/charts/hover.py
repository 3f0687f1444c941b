# SPDX-License-Identifier: Apache-2.0
"""The hover card: a few plain lines beside the mark, as an overlay that costs no redraw of the chart (ux 3.0)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, rounded, text_width

_PAD = 10
_GAP = 8
_MOST = 320


class HoverCard(QWidget):
    """Shows lines near a place inside its parent; never takes the mouse or the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._lines: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What the card says."""
        return self._lines

    def show_near(self, place: QRect, lines: tuple[str, ...]) -> None:
        """Show ``lines`` beside ``place`` (parent coordinates), wholly inside the parent; none hides the card."""
        self._lines = lines
        if not lines:
            self.hide()
            return
        self.resize(self.sizeHint())
        self.move(self._spot(place))
        self.show()
        self.raise_()
        self.update()

    def _spot(self, place: QRect) -> QPoint:
        room = self._room.rect()
        x = place.center().x() - self.width() // 2
        below = place.bottom() + _GAP
        y = below if below + self.height() <= room.bottom() else place.top() - _GAP - self.height()
        x = max(0, min(x, room.width() - self.width()))
        return QPoint(x, max(0, y))

    def _line_height(self) -> int:
        return round(theme().density.px(18))

    @override
    def sizeHint(self) -> QSize:
        widest = max((text_width(line, self._role(n)) for n, line in enumerate(self._lines)), default=0)
        limit = min(_MOST, max(80, self._room.width() - 2 * _GAP))
        return QSize(min(round(widest) + 2 * _PAD + 2, limit), len(self._lines) * self._line_height() + _PAD + 2)

    def _role(self, number: int) -> str:
        return "name" if number == 0 else "caption"

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect().toRectF(), 6, role_color("toast"), role_color("toast_edge"))
        for number, line in enumerate(self._lines):
            top = _PAD // 2 + 1 + number * self._line_height()
            room = QRect(_PAD, top, self.width() - 2 * _PAD, self._line_height())
            color = "toast_text" if number == 0 else "toast_muted"
            draw_text(painter, room, line, role=self._role(number), color=color)
        painter.end()
