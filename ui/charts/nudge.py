# SPDX-License-Identifier: Apache-2.0
"""Moving the cards of a power map: by the mouse, or by Ctrl and the arrow keys on the focused card (ux C5)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from planner.render.draw_power_map import page_scale
from planner.render.scene import Mark
from planner.views.power_map import TREE, PowerMap
from ui.charts.canvas import ChartCanvas

_STEP: Final = 16
_KEYS: Final = {
    Qt.Key.Key_Left: (-_STEP, 0),
    Qt.Key.Key_Right: (_STEP, 0),
    Qt.Key.Key_Up: (0, -_STEP),
    Qt.Key.Key_Down: (0, _STEP),
}


class CardMover(QObject):
    """Watches a canvas; ``moved`` carries the contact and how far to the right and down, in px at 100 %."""

    moved = Signal(str, int, int)

    def __init__(self, canvas: ChartCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._held: tuple[Mark, QPointF] | None = None
        canvas.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self._canvas.view
        if not isinstance(view, PowerMap) or view.form != TREE or view.empty_text:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event, view)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        step = _KEYS.get(Qt.Key(event.key()))
        mark = self._canvas.current_mark()
        if step is None or mark is None or not mark.records or mark.entity != "contact":
            return False
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.moved.emit(mark.records[0], *step)
        return True

    def _mouse(self, event: QMouseEvent, view: PowerMap) -> bool:
        here = event.position()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            scene = self._canvas.scene()
            mark = scene.mark_at(here.x(), here.y()) if scene else None
            self._held = (mark, here) if mark and mark.records and mark.entity == "contact" else None
            return False
        if self._held is None:
            return False
        mark, start = self._held
        far = (here - start).manhattanLength() >= QApplication.startDragDistance()
        if event.type() == QEvent.Type.MouseMove and far:
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._held = None
            self._canvas.setCursor(Qt.CursorShape.ArrowCursor)
            if not far:
                return False
            across, down = page_scale(view, (float(self._canvas.width()), float(self._canvas.height())), "screen")
            self.moved.emit(
                mark.records[0], round((here.x() - start.x()) / across), round((here.y() - start.y()) / down)
            )
            return True
        return False
