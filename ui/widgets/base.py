# SPDX-License-Identifier: Apache-2.0
"""Bases of the painted parts: repaint on theme change, keyboard focus ring, Enter as well as Space."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from planner.kernel.override import override
from ui.theme.theme import theme
from ui.widgets.ring import SILENT, FocusRing, drop_ring
from ui.widgets.safe import set_tip


class PaintedWidget(QWidget):
    """A part without input that paints itself from the theme: override `draw` and `sizeHint`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take over new colours and sizes."""
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Paint the part; the base paints nothing."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PaintedButton(QAbstractButton):
    """A part that can be pressed and paints itself: override `draw` and `sizeHint`; radius for the focus
    ring.
    """

    ring_radius: float = 6.0
    ring_color: str = "accent"
    _keyed = False
    _ring: FocusRing | None = None  # on the class: Qt still hides a part whose own values Python has let go

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "", tip: str = "") -> None:
        super().__init__(parent)
        self._label = ""
        self._name = name
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        if tip:
            set_tip(self, tip)
        theme().changed.connect(self.restyle)

    def label(self) -> str:
        """The label as given."""
        return self._label

    @override
    def setText(self, text: str) -> None:
        """Set the label; "&" in it is shown as typed."""
        self._label = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(self._name or text)
        self.updateGeometry()
        self.update()

    def set_name(self, name: str) -> None:
        """Name for screen readers where the label alone does not say it."""
        self._name = name
        self.setAccessibleName(name or self._label)

    def set_off(self, reason: str) -> None:
        """Switch the part off and say why in the tooltip; "" switches it on again."""
        self.setEnabled(not reason)
        set_tip(self, reason)

    def restyle(self) -> None:
        """Take over new colours and sizes."""
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Paint the part in ``area``; the base paints nothing."""

    def fill_role(self, rest: str) -> str:
        """Colour role of the fill for the state of the moment: ``rest`` when nothing happens."""
        if not self.isEnabled():
            return rest
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() else rest

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._keyed = event.reason() not in SILENT
        if self._keyed:
            self.show_ring()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide_ring()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hide_ring()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._keyed and self.hasFocus():  # its page was put away and brought back with the focus in it
            self.show_ring()

    def show_ring(self) -> None:
        """Show the focus ring, as for keyboard focus."""
        self.hide_ring()
        if self.isVisible():
            self._ring = FocusRing(self.ring_target(), self.ring_radius, self.ring_color)

    def ring_target(self) -> QWidget:
        """The widget the focus ring goes round."""
        return self

    def hide_ring(self) -> None:
        """Take the focus ring away."""
        ring, self._ring = self._ring, None
        drop_ring(ring)
