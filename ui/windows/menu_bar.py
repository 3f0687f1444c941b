# SPDX-License-Identifier: Apache-2.0
"""The menu bar: its words are plain at rest and underlined while Alt is held or the bar has the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenuBar, QWidget

from planner.kernel.override import override
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.paint import rounded


class MenuBar(QMenuBar):
    """Only the painting is ours; places, keys and what screen readers hear stay those of Qt."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._alt = False
        window.installEventFilter(self)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(max(28, theme().density.px(28)))

    def underlines(self) -> bool:
        """Whether the letters for Alt are marked."""
        return self._alt or self.hasFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._mark(on=False)
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            self._mark(on=kind != QEvent.Type.KeyRelease)
        return super().eventFilter(watched, event)

    def _mark(self, *, on: bool) -> None:
        if on != self._alt:
            self._alt = on
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), role_color("window"))
        painter.setFont(theme().font("body"))
        mark = Qt.TextFlag.TextShowMnemonic if self.underlines() else Qt.TextFlag.TextHideMnemonic
        chosen = self.activeAction()
        for action in self.actions():
            place = self.actionGeometry(action)
            if not action.isVisible() or place.isEmpty():
                continue
            if action is chosen:
                menu = action.menu()
                opened = isinstance(menu, QWidget) and menu.isVisible()
                fill = role_color("pressed" if opened else "hover")
                rounded(painter, QRectF(place).adjusted(0, 2, 0, 2), 4, fill)
            painter.setPen(role_color("text" if action.isEnabled() else "disabled"))
            painter.drawText(place.adjusted(0, 2, 0, 2), Qt.AlignmentFlag.AlignCenter | mark, action.text())
        painter.end()
