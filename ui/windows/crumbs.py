# SPDX-License-Identifier: Apache-2.0
"""The crumbs in the tool bar: the way down to the present page; every step but the last can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.context import Place
from ui.theme.icons import paint_icon
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, text_width

_WIDEST = 260


class _Crumb(PaintedButton):
    ring_radius = 4.0

    def __init__(self, text: str, parent: QWidget, *, last: bool) -> None:
        self._last = last
        super().__init__(text, parent)
        self.setEnabled(not last)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if not last:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _role(self) -> str:
        return "name" if self._last else "body"

    @override
    def sizeHint(self) -> QSize:
        return QSize(min(_WIDEST, text_width(self._label, self._role())) + 2, theme().density.px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(40, self.sizeHint().width()), self.sizeHint().height())

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        color = "text" if self._last or self.underMouse() else "muted"
        draw_text(painter, QRect(0, 0, self.width(), self.height()), self._label, role=self._role(), color=color)


class _Chevron(PaintedWidget):
    @override
    def sizeHint(self) -> QSize:
        return QSize(16, 16)

    @override
    def draw(self, painter: QPainter) -> None:
        paint_icon(painter, QRectF(0, (self.height() - 16) / 2, 16, 16), "chevron-right", "muted")


class Crumbs(QWidget):
    """Shows (text, place) steps; `chosen` carries the Place of the step pressed. Tab comes from ``after``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, after: QWidget) -> None:
        super().__init__(parent)
        self._after = after
        self.setObjectName("crumbs")
        self.setAccessibleName(tr("Where you are"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._places: dict[QWidget, Place] = {}

    def set_steps(self, steps: list[tuple[str, Place]]) -> None:
        """Show the way; the last step is where the user is. The same way again leaves the focus where it is."""
        if list(zip(self.texts(), self._places.values(), strict=True)) == steps:
            return
        self._clear()
        before = self._after
        for number, (text, place) in enumerate(steps):
            if number:
                self._row.insertWidget(self._row.count() - 1, _Chevron(self))
            crumb = _Crumb(text, self, last=number == len(steps) - 1)
            self._places[crumb] = place
            crumb.clicked.connect(self._pressed)
            self._row.insertWidget(self._row.count() - 1, crumb)
            QWidget.setTabOrder(before, crumb)  # made anew each time, they would come last
            before = crumb

    def texts(self) -> list[str]:
        """The words shown from left to right."""
        return [crumb.label() for crumb in self._places if isinstance(crumb, _Crumb)]

    def press(self, number: int) -> None:
        """Press a step, as the user does."""
        crumb = list(self._places)[number]
        assert isinstance(crumb, _Crumb)
        crumb.click()

    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and sender in self._places:
            self.chosen.emit(self._places[sender])

    def _clear(self) -> None:
        self._places.clear()
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
