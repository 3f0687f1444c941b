# SPDX-License-Identifier: Apache-2.0
"""The widget that shows one chart: paints its scene, and makes its marks reachable by mouse and keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.render.picture import draw
from planner.render.scene import Mark, Scene
from planner.render.tokens import palette, style_of
from planner.views.charts import ChartView
from ui.charts.hover import HoverCard
from ui.charts.painter import paint_scene
from ui.theme.theme import theme
from ui.widgets.ring import RingOnFocus

_MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RADIUS: Final = 4.0
_LEAST: Final = {
    "health": QSize(360, 300),
    "trend": QSize(420, 360),
    "risk-matrix": QSize(320, 300),
    "coverage": QSize(420, 300),
    "power-map": QSize(420, 320),
    "decision-chain": QSize(420, 280),
    "satisfaction": QSize(360, 320),
    "review-cadence": QSize(420, 160),
    "movement": QSize(200, 100),
}


class ChartCanvas(QWidget):
    """A chart on screen.

    Arrow keys, Home and End move the focused mark, Enter or a click opens it. ``focused`` carries the mark that has
    the focus now or None, ``activated`` the mark that was opened, ``entered`` the one opened by Enter as well; all
    are `planner.render.scene.Mark`.
    """

    focused = Signal(object)
    activated = Signal(object)
    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, style: str = "screen") -> None:
        super().__init__(parent)
        self._style = style
        self._view: ChartView | None = None
        self._scene: Scene | None = None
        self._focus_id = ""
        self._hover_id = ""
        self._card = HoverCard(self)
        self._ringed = RingOnFocus(self, _RADIUS)
        still = style == "tile"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if still else Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, still)
        self.setMouseTracking(not still)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._redraw)

    def set_style(self, style: str) -> None:
        """Draw in another style of the screen."""
        if style != self._style:
            self._style = style
            self._redraw()

    @property
    def view(self) -> ChartView | None:
        """The chart shown."""
        return self._view

    def set_view(self, view: ChartView | None) -> None:
        """Show another chart; the focused mark is kept where the new chart has it too."""
        self._view = view
        self.setAccessibleName(view.title if view else "")
        self.setAccessibleDescription(view.sentence() if view else "")
        self._card.hide()
        self._redraw()
        if self._focus_id and self.current_mark() is None:
            self._focus_id = ""
            self._redraw()
        self.updateGeometry()

    def scene(self) -> Scene | None:
        """The drawing of the present size and theme."""
        if self._scene is None and self._view is not None:
            size = (float(max(1, self.width())), float(max(1, self.height())))
            colors = palette("dark" if theme().dark else "light")
            self._scene = draw(self._view, size, self._style, colors, focus=self._focus_id)
        return self._scene

    def current_mark(self) -> Mark | None:
        """The mark that has the focus, or None."""
        scene = self.scene()
        return scene.mark(self._focus_id) if scene and self._focus_id else None

    def focus_mark(self, key: str) -> None:
        """Give the focus to the mark of that id; an unknown id or "" takes it away. Tells ``focused``."""
        if key == self._focus_id:
            return
        self._focus_id = key
        self._scene = None
        mark = self.current_mark()
        if mark is None:
            self._focus_id = ""
            self._card.hide()
        self._scene = None
        self.update()
        self._say(mark)
        self.focused.emit(mark)

    def _say(self, mark: Mark | None) -> None:
        """Let a screen reader speak the focused mark."""
        if mark is None or self._view is None:
            return
        self.setAccessibleDescription(mark.sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _redraw(self) -> None:
        self._scene = None
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width, height = style_of(self._style).natural
        return QSize(round(width), round(height))

    @override
    def minimumSizeHint(self) -> QSize:
        if self._style == "tile":
            return QSize(120, 60)
        return _LEAST.get(self._view.kind if self._view else "", QSize(320, 240))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.hide()
        self._redraw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self.scene()
        if scene is None:
            return
        painter = QPainter(self)
        paint_scene(painter, scene)
        painter.end()

    def _stops(self) -> tuple[Mark, ...]:
        scene = self.scene()
        return tuple(mark for mark in scene.marks if mark.stop) if scene else ()

    def _step(self, across: int, down: int) -> None:
        """Move to the nearest mark in a direction; the first arrow key picks the first mark."""
        stops = self._stops()
        here = self.current_mark()
        if not stops:
            return
        if here is None:
            self._go(stops[0])
            return
        x, y = here.box.middle
        ahead = [
            (abs((mx - x) * down) + abs((my - y) * across), abs(mx - x) + abs(my - y), mark)
            for mark in stops
            for mx, my in [mark.box.middle]
            if (mx - x) * across + (my - y) * down > 1
        ]
        if ahead:
            self._go(min(ahead, key=_near)[2])

    def _go(self, mark: Mark) -> None:
        self.focus_mark(mark.id)
        self._show_card(mark)

    def _show_card(self, mark: Mark | None) -> None:
        if mark is None or self._style == "tile":
            self._card.hide()
            return
        box = mark.box
        place = QRect(round(box.x), round(box.y), round(box.w), round(box.h))
        self._card.show_near(place, mark.card)

    def open_mark(self) -> None:
        """Open the focused mark, else the first that stands for a record, as Enter does."""
        stops = self._stops()
        if self.current_mark() is None and stops:
            self._go(next((mark for mark in stops if mark.records), stops[0]))
        mark = self.current_mark()
        if mark is not None:
            self.activated.emit(mark)
            self.entered.emit(mark)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES:
            self._step(*_MOVES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._stops():
            self._go(self._stops()[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_mark() is not None:
            self.open_mark()
        elif key == Qt.Key.Key_Escape and self._card.isVisible():
            self._card.hide()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        scene = self.scene()
        mark = scene.mark_at(event.position().x(), event.position().y()) if scene else None
        key = mark.id if mark else ""
        if key != self._hover_id:
            self._hover_id = key
            self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
            self._show_card(mark)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        scene = self.scene()
        if scene is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mark = scene.mark_at(event.position().x(), event.position().y())
        if mark is not None:
            self.focus_mark(_stop_of(scene, mark).id)
            self.activated.emit(mark)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover_id = ""
        self._card.hide()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._card.hide()
        self._redraw()


def _near(found: tuple[float, float, Mark]) -> tuple[float, float]:
    return found[0] * 4 + found[1], found[1]


def _stop_of(scene: Scene, mark: Mark) -> Mark:
    """The mark that takes the keyboard focus where ``mark`` lies: itself, or the one it lies on."""
    if mark.stop:
        return mark
    x, y = mark.box.middle
    return next((other for other in scene.marks if other.stop and other.box.holds(x, y)), mark)
