# SPDX-License-Identifier: Apache-2.0
"""Parts of the presenter's window: pictures, the strip of states, the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.show import ShowClock, minutes_text
from ui.screens.show.stage import ZOOM, Stage, box_in, paint_stage, share_of
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, paint_glyph, rounded, text_width

if TYPE_CHECKING:
    from ui.screens.show.window import Host

_AMBER, _ON_AMBER = "#FFC53D", "#14181D"
_RIBBON, _ENDS = 56, 72


class Picture(QWidget):
    """A stage, small. ``clicked`` carries the place in shares of the picture."""

    clicked = Signal(float, float)

    def __init__(self, name: str, host: Host | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self.stage = Stage()
        self.words = ""
        self._scaled: tuple[tuple[int, int], QPixmap] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(host is not None)
        self.setMinimumSize(160, 90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_stage(self, stage: Stage, words: str = "") -> None:
        """Show a moment; ``words`` stand where no picture is."""
        self.stage, self.words = stage, words
        self.setAccessibleDescription(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def _area(self) -> QRectF:
        return box_in(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        if self.stage.picture is None:
            painter.fillRect(area, role_color("window"))
            place = area.toRect().adjusted(12, 12, -12, -12)
            painter.setFont(theme().font("touch_body"))
            painter.setPen(role_color("muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        else:
            paint_stage(painter, area, self._fine(area, self.stage.picture))
        painter.setPen(role_color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.end()

    def _fine(self, area: QRectF, picture: QPixmap) -> Stage:
        """The stage with a picture of this size: a painter alone would skip pixels, and words would fray."""
        size = (area.size() * self.devicePixelRatioF()).toSize()
        if self.stage.lens.kind == ZOOM or picture.width() < 1.5 * size.width():
            return self.stage
        key = (picture.cacheKey(), size.width())
        if self._scaled is None or self._scaled[0] != key:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = (key, picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        return replace(self.stage, picture=self._scaled[1])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._host is not None:
            self._host.point(*share_of(QPointF(event.position()), self._area()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(*share_of(QPointF(event.position()), self._area()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._host is not None:
            event.accept()
            self._host.turn(event.angleDelta().y() / 120)


class Strip(PaintedWidget):
    """What hides the picture from the audience: a striped ribbon over the whole width, its sign and large words.

    It looks the same in light and dark, and says by its stripes and its sign what it says by its colour. While nothing
    hides the picture it is one quiet line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead, self._rest, self._sign = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, lead: str, rest: str, sign: str = "") -> None:
        """``lead`` are the states ("" for none), ``rest`` says what the audience sees, ``sign`` is one of `SIGNS`."""
        self._lead, self._rest, self._sign = lead, rest, sign
        self.setAccessibleName(" – ".join(part for part in (lead, rest) if part))
        self.update()

    @property
    def text(self) -> str:
        """What it says."""
        return self.accessibleName()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, theme().density.px(_RIBBON))

    @override
    def draw(self, painter: QPainter) -> None:
        px = theme().density.px
        area = self.rect()
        if not self._lead:
            painter.fillRect(area, role_color("window"))
            draw_text(painter, area.adjusted(px(16), 0, -px(16), 0), self._rest, role="touch_caption", color="muted")
            return
        painter.fillRect(area, QColor(_AMBER))
        ends = px(_ENDS)
        for left in (0, area.width() - ends):
            _stripes(painter, QRect(left, 0, ends, area.height()))
        for edge in (0, area.height() - px(3)):
            painter.fillRect(0, edge, area.width(), px(3), QColor(_ON_AMBER))
        high = px(30)
        sign = QRectF(ends + px(16), (area.height() - high) / 2, high * 16 / 9, high)
        paint_sign(painter, sign, self._sign)
        left = round(sign.right()) + px(14)
        wide = text_width(self._lead, "touch_title")
        draw_text(painter, QRect(left, 0, wide + 4, area.height()), self._lead, role="touch_title", color=_ON_AMBER)
        left += wide + px(24)
        rest = QRect(left, 0, area.width() - ends - px(12) - left, area.height())
        draw_text(painter, rest, self._rest, role="touch_body", color=_ON_AMBER)


SIGNS: Final = ("black", "white", "frozen", "veiled", "peek", "ending", "paused")


def paint_sign(painter: QPainter, area: QRectF, sign: str) -> None:
    """What the audience has, as a small screen: black, white, standing still, in blocks, or none."""
    ink = QColor(_ON_AMBER)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 2.5))
    painter.setBrush(ink if sign in {"black", "ending", "paused"} else QColor("white"))
    painter.drawRect(area)
    painter.setPen(Qt.PenStyle.NoPen)
    x, y, w, h = area.x(), area.y(), area.width(), area.height()
    if sign in {"frozen", "paused"}:
        painter.setBrush(ink if sign == "frozen" else QColor("white"))
        for left in (0.36, 0.54):
            painter.drawRect(QRectF(x + w * left, y + h * 0.22, w * 0.1, h * 0.56))
    elif sign == "veiled":
        painter.setBrush(ink)
        for top, long in ((0.18, 0.5), (0.43, 0.72), (0.68, 0.36)):
            painter.drawRect(QRectF(x + w * 0.14, y + h * top, w * long, h * 0.16))
    elif sign == "peek":
        painter.setBrush(ink)
        painter.drawRect(QRectF(x + w * 0.5, y, w * 0.5, h))


def _stripes(painter: QPainter, area: QRect) -> None:
    painter.save()
    painter.setClipRect(area)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_ON_AMBER))
    high, step = area.height(), theme().density.px(24)
    for left in range(area.x() - high, area.right() + step, step):
        corners = ((left, high), (left + step // 2, high), (left + step // 2 + high, 0), (left + high, 0))
        painter.drawPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y in corners]))
    painter.restore()


class TimeBar(PaintedWidget):
    """How much of the time is over; its last part is marked by a sign and words, never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._phase, self._words = 0.0, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(self, clock: ShowClock, now: float) -> None:
        """Show where a clock is."""
        self._share = min(1.0, clock.elapsed(now) / max(1, clock.duration))
        self._phase = clock.phase(now)
        left = minutes_text(clock.left(now))
        words = {"last": tr("{time} left, close soon"), "over": tr("{time} over time")}.get(
            self._phase, tr("{time} left")
        )
        self._words = words.format(time=left)
        self.setAccessibleName(self._words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, theme().density.px(36))

    @override
    def draw(self, painter: QPainter) -> None:
        px = theme().density.px
        left = 0
        if self._phase:
            side = px(16)
            place = QRectF(0, (px(26) - side) / 2, side, side)
            paint_glyph(painter, place, "act" if self._phase == "over" else "watch", theme().tokens)
            left = side + 6
        words = QRect(left, 0, self.width() - left, px(26))
        draw_text(painter, words, self._words, role="touch_strong")
        bar = QRectF(0, self.height() - px(8), self.width(), px(6))
        rounded(painter, bar, px(3), role_color("row_line"))
        done = QRectF(bar)
        done.setWidth(bar.width() * self._share)
        color = {"last": "watch", "over": "act"}.get(self._phase, "accent")
        if done.width() >= 1:
            rounded(painter, done, px(3), role_color(color))
