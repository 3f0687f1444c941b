# SPDX-License-Identifier: Apache-2.0
"""A field to sign in: mouse, finger or pen draw strokes; they are kept as points, never as a picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.render.signature import (
    HEIGHT,
    LINE,
    MOST_POINTS,
    Strokes,
    bounds,
    curves,
    is_enough,
    parse,
    points,
    written,
)
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.paint import draw_text, rounded
from ui.widgets.ring import RingOnFocus
from ui.widgets.safe import PlainLabel

_TALL: Final = 132
_WIDE: Final = 3.2
_NEAR: Final = 5  # thousandths: points that lie closer tell nothing more
_RADIUS: Final = 6.0
_BASE: Final = 0.78


class SignatureField(QWidget):
    """The area to draw in. ``drawn`` comes after each stroke, Backspace and Delete.

    Pressure does not count. Touch and pen arrive as the mouse events that Qt makes of them.
    """

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing = False
        self._ringed = RingOnFocus(self, _RADIUS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Signature"))
        self._tell()
        theme().changed.connect(self.update)

    def strokes(self) -> Strokes:
        """What is drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def text(self) -> str:
        """What is drawn, as it is stored."""
        return written(self._strokes)

    def set_text(self, text: str | None) -> None:
        """Show a stored signature; not while somebody is drawing."""
        if not self._drawing and (text or "") != self.text():
            self._strokes = [list(stroke) for stroke in parse(text)]
            self._tell()

    @property
    def drawing(self) -> bool:
        """Whether a stroke is being drawn now."""
        return self._drawing

    def undo(self) -> None:
        """Take the last stroke away."""
        if self._strokes and not self._drawing:
            self._strokes.pop()
            self._changed()

    def clear(self) -> None:
        """Take everything away."""
        if self._strokes and not self._drawing:
            self._strokes.clear()
            self._changed()

    def _changed(self) -> None:
        self._tell()
        self.drawn.emit()

    def _tell(self) -> None:
        count = len(self._strokes)
        self.setAccessibleDescription(
            trn("{n} stroke drawn", "{n} strokes drawn", count)
            if count
            else tr("Empty; draw with mouse, finger or pen, or leave it: the typed name is enough")
        )
        self.update()

    # -- drawing

    def _add(self, place: QPointF) -> None:
        scale = HEIGHT / max(1, self.height())
        x = round(min(max(0.0, place.x()), self.width()) * scale)
        y = round(min(max(0.0, place.y()), self.height()) * scale)
        stroke = self._strokes[-1]
        near = stroke and abs(stroke[-1][0] - x) + abs(stroke[-1][1] - y) < _NEAR
        if not near and points(self._strokes) < MOST_POINTS:
            stroke.append((x, y))
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.isEnabled():
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._drawing = True
        self._strokes.append([])
        self._add(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._add(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._add(event.position())
            self._drawing = False
            self._strokes = [stroke for stroke in self._strokes if stroke]
            self._changed()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    # -- painting

    @override
    def sizeHint(self) -> QSize:
        tall = theme().density.px(_TALL)
        return QSize(round(tall * _WIDE), tall)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().density.px(220), theme().density.px(_TALL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isEnabled()
        rounded(painter, QRectF(self.rect()), _RADIUS, role_color("field" if on else "window"),
                role_color("field_edge" if on else "line"))  # fmt: skip
        base = self.height() * _BASE
        painter.setPen(QPen(role_color("line"), 1))
        painter.drawLine(QPointF(16, base), QPointF(self.width() - 16, base))
        if not self._strokes:
            hint = tr("Sign here") if on else tr("Choose or type the name first")
            draw_text(painter, self.rect().adjusted(16, round(base) - self.height() + 30, -16, 0), hint, color="muted")
        paint_signature(painter, self.strokes(), QRectF(self.rect()), role_color("text"))
        painter.end()


def paint_signature(painter: QPainter, strokes: Strokes, area: QRectF, color: QColor) -> None:
    """Draw strokes in an area by its height, smaller where they would be too wide for it; crisp at any size."""
    if not strokes:
        return
    right = max(1, bounds(strokes)[2])
    scale = min(area.height() / HEIGHT, area.width() / right)
    path = QPainterPath()
    for curve in curves(strokes, scale, area.left(), area.top()):
        if curve.bend is None:
            path.moveTo(*curve.end)
        else:
            path.quadTo(*curve.bend, *curve.end)
    for stroke in strokes:  # a path of no length draws nothing
        if len(stroke) == 1:
            x, y = stroke[0]
            path.addEllipse(QPointF(area.left() + x * scale, area.top() + y * scale), 0.4, 0.4)
    pen = QPen(color, max(1.2, area.height() * LINE))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


class SignatureBox(QWidget):
    """The field with its two buttons. ``changed`` carries what is to be kept, "" for nothing: after each stroke
    that makes it long enough, and when it was emptied."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SignatureField(self)
        self.btn_undo = Button(tr("Undo stroke"), self, small=True, icon="arrow-back-up")
        self.btn_clear = Button(tr("Clear"), self, small=True, icon="x")
        self.note = PlainLabel("", self, role="caption", color="muted", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.btn_undo)
        buttons.addWidget(self.btn_clear)
        buttons.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.field)
        whole.addLayout(buttons)
        self.field.drawn.connect(self._drawn)
        self.btn_undo.clicked.connect(self.field.undo)
        self.btn_clear.clicked.connect(self.field.clear)
        self._fit()

    def stops(self) -> list[QWidget]:
        """The parts Tab goes through."""
        return [self.field, self.btn_undo, self.btn_clear]

    def set_text(self, text: str | None) -> None:
        """Show a stored signature; one being drawn that is not long enough to be kept stays."""
        if text or is_enough(self.field.strokes()):
            self.field.set_text(text)
        self._fit()

    def reset(self, text: str | None) -> None:
        """Show what is stored, whatever stands there."""
        self.field.set_text(text)
        self._fit()

    def set_open(self, on: bool) -> None:
        """Let it be drawn in, or only shown."""
        self.field.setEnabled(on)
        self._fit()

    @Slot()
    def _drawn(self) -> None:
        self._fit()
        strokes = self.field.strokes()
        if not strokes or is_enough(strokes):
            self.changed.emit(self.field.text())

    def _fit(self) -> None:
        strokes = self.field.strokes()
        on = bool(strokes) and self.field.isEnabled()
        self.btn_undo.setEnabled(on)
        self.btn_clear.setEnabled(on)
        short = bool(strokes) and not is_enough(strokes)
        self.note.setText(tr("Too short for a signature; it is kept once it is longer.") if short else "")
