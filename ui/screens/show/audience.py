# SPDX-License-Identifier: Apache-2.0
"""The audience's window: one picture, black beside it, and nothing that could be read, pointed at or marked.

It is given pixels only. It holds no view, no table and no record, and its title says nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStyle, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.show.stage import Stage, paint_stage, share_of
from ui.screens.show.window import Host, ShowWindow

NAME: Final = "showAudience"
_QUIET_MS: Final = 2000
_FADE_MS: Final = 120


class AudienceWindow(ShowWindow):
    """Shows a `Stage`. On one screen ``overlay`` may lie over it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host, NAME, tr("Presentation"))
        self.setAccessibleName(tr("Presentation"))
        self.setMinimumSize(480, 270)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.stage, self._before = Stage(cover="black"), Stage(cover="black")
        self.overlay: QWidget | None = None
        self.blank = False
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(_FADE_MS)
        self._fade.valueChanged.connect(self.update)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._hide_cursor)
        self._quiet.start()

    def set_stage(self, stage: Stage) -> None:
        """Show another moment; pictures fade into each other where the system moves things at all."""
        before, self.stage = self.stage, stage
        changed = stage.picture is not before.picture or stage.cover != before.cover
        self._fade.stop()
        if changed and self.isVisible() and moves(self) and stage.cover != "black":
            self._before = before
            self._fade.start()
        self.update()

    def set_blank(self, blank: bool) -> None:
        """Show nothing until it is known on which screen it stands."""
        self.blank = blank
        if self.overlay is not None:
            self.overlay.setVisible(not blank)
        self.update()

    @Slot()
    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    @property
    def cursor_hidden(self) -> bool:
        """Whether the mouse has rested long enough."""
        return self.cursor().shape() == Qt.CursorShape.BlankCursor

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.blank:
            paint_stage(painter, area, Stage(cover="black"))
        elif self._fade.state() == QVariantAnimation.State.Running:
            paint_stage(painter, area, self._before)
            paint_stage(painter, area, self.stage, opacity=float(self._fade.currentValue()))
        else:
            paint_stage(painter, area, self.stage)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        self._quiet.start()
        self._host.point(*share_of(QPointF(event.position()), QRectF(self.rect())))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._host.click()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self._host.turn(event.angleDelta().y() / 120)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.ContextMenu}:
            return True
        if event.type() == QEvent.Type.WindowTitleChange and self.windowTitle() not in {
            "Waterline",
            tr("Presentation"),
        }:
            self.setWindowTitle(tr("Presentation"))
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.overlay is not None:
            self.overlay.setGeometry(self.rect())


def moves(widget: QWidget) -> bool:
    """Whether the system lets things move; it says so by the length of its own animations."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
