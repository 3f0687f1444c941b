# SPDX-License-Identifier: Apache-2.0
"""The focus ring: one overlay per focused part, 2 px accent with a 1 px gap, shown for keyboard focus only."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from planner.kernel.override import override
from ui.later import Later
from ui.theme.theme import theme
from ui.widgets.paint import paint_ring

SILENT = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
_REACH = 3
_ENDS = (QEvent.Type.FocusOut, QEvent.Type.Hide)
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
}


class FocusRing(QWidget):
    """A click-through overlay that keeps round its target; it dies with the widget it lies on."""

    def __init__(self, target: QWidget, radius: float, color: str = "accent") -> None:
        host, watched = _host(target)
        super().__init__(host)
        self.setObjectName("focus_ring")
        self._target, self._radius, self._color = target, radius, color
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in watched:
            widget.installEventFilter(self)
        theme().changed.connect(self.update)
        self._place()
        self.show()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None or not self._target.isVisibleTo(host):
            self.hide()
            return
        origin = self._target.mapTo(host, QPoint(0, 0))
        area = QRect(origin, self._target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        self.setGeometry(area)
        self.raise_()
        self.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        part = QRectF(self.rect()).adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_ring(painter, part, self._radius, self._color)
        painter.end()


class RingOnFocus(QObject):
    """Shows a ring round ``part`` (or ``target``) while it has the focus by keys; for parts that are no buttons."""

    def __init__(self, part: QWidget, radius: float, *, target: QWidget | None = None) -> None:
        super().__init__(part)
        self._part, self._target, self._radius = part, target or part, radius
        self._ring: FocusRing | None = None
        self._later = Later(self, self._show)
        part.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in SILENT:
            self._later.start()  # a ring watches its part too, which must not begin inside of watching it
        elif event.type() in _ENDS:
            self._drop()
        return False

    def _show(self) -> None:
        self._drop()
        if self._part.hasFocus() and self._target.isVisible():
            self._ring = FocusRing(self._target, self._radius)

    def _drop(self) -> None:
        self._later.stop()
        ring, self._ring = self._ring, None
        drop_ring(ring)


def drop_ring(ring: FocusRing | None) -> None:
    """Take a ring away; harmless when there is none or it went with its page."""
    if ring is not None and isValid(ring):
        ring.hide()
        ring.deleteLater()


def _host(target: QWidget) -> tuple[QWidget, list[QWidget]]:
    """The nearest ancestor in which the ring is not cut off, and the widgets whose moves shift it."""
    watched = [target]
    host = target.parentWidget() or target
    while True:
        above = host.parentWidget()
        origin = target.mapTo(host, QPoint(0, 0)) if host is not target else QPoint(0, 0)
        area = QRect(origin, target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        fits = host.rect().contains(area) and not host.inherits("QSplitter")
        scrolls = isinstance(above, QAbstractScrollArea)
        if fits or above is None or host.isWindow() or scrolls:
            return host, watched
        watched.append(host)
        host = above
