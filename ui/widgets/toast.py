# SPDX-License-Identifier: Apache-2.0
"""The toast over the bottom of a page: what happened, Undo with its key, and ×; one at a time, for eight
seconds.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from planner.kernel.text import tr
from ui.later import Later
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, rounded, text_width
from ui.widgets.safe import PlainLabel

DURATION_MS: Final = 8000
_ABOVE_BOTTOM = 24
# What makes a row at the bottom of a page, no higher than one line of controls; and the room left above it.
_PARTS: Final = (QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, PaintedWidget)
_LINE, _APART = 80, 12


class _ToastButton(PaintedButton):
    """A link or the × on the toast's own fill."""

    ring_radius = 4.0
    ring_color = "toast_link"

    def __init__(self, text: str, parent: QWidget, *, icon: str = "", name: str = "") -> None:
        self._icon = icon
        super().__init__(text, parent, name=name)

    @override
    def sizeHint(self) -> QSize:
        if self._icon:
            return QSize(theme().density.px(24), theme().density.px(24))
        return QSize(max(24, text_width(self._label, "strong") + 2), theme().density.px(24))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        if self._icon:
            paint_icon(painter, area.adjusted(4, 4, -4, -4), self._icon, "toast_muted")
        else:
            draw_text(painter, self.rect(), self._label, role="strong", color="toast_link")


class Toast(QWidget):
    """One message; it closes itself after ``duration_ms`` unless the pointer or the focus is on it."""

    def __init__(self, parent: QWidget, *, duration_ms: int = DURATION_MS) -> None:
        super().__init__(parent)
        self._on_action: Callable[[], object] | None = None
        self._on_open: Callable[[], object] | None = None
        self._timer = Later(self, self.hide, duration_ms)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(6)
        self._message = PlainLabel("", self, color="toast_text", elide=True)
        self.open = _ToastButton(tr("Open"), self)
        self.action = _ToastButton("", self)
        self._key = PlainLabel("", self, role="caption", color="toast_muted")
        self.close_button = _ToastButton("", self, icon="x", name=tr("Close"))
        row.addWidget(self._message, 1)
        row.addSpacing(14)
        for part in (self.open, self.action, self._key, self.close_button):
            row.addWidget(part)
        row.insertSpacing(row.indexOf(self.action), 6)
        self.open.clicked.connect(self._go)
        self.action.clicked.connect(self._run)
        self.close_button.clicked.connect(self.hide)
        for button in (self.open, self.action, self.close_button):
            button.installEventFilter(self)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def present(
        self,
        message: str,
        action: str,
        key: str,
        on_action: Callable[[], object] | None,
        on_open: Callable[[], object] | None = None,
    ) -> None:
        """Show a message in place of the one before; ``on_action`` and ``on_open`` None leave their links out."""
        self._on_action, self._on_open = on_action, on_open
        self.open.setVisible(on_open is not None)
        self._message.setText(message)
        self.setAccessibleName(message)
        self.action.setText(action)
        self._key.setText(key)
        self.action.setVisible(on_action is not None)
        self._key.setVisible(on_action is not None and bool(key))
        self.show()
        self.raise_()
        self._timer.start()

    def message(self) -> str:
        """The message shown or shown last."""
        return self._message.full_text()

    def waits(self) -> bool:
        """Whether the clock stands still because the pointer or the focus is on the toast."""
        return self.isVisible() and not self._timer.isActive()

    def _run(self) -> None:
        run = self._on_action
        self.hide()
        if run is not None:
            run()

    def _go(self) -> None:
        go = self._on_open
        self.hide()
        if go is not None:
            go()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().density.px(40))
        self.update()

    def _held(self) -> bool:
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._resume()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._resume)
        return False

    def _resume(self) -> None:
        if self.isVisible() and not self._held():
            self._timer.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, role_color("toast"), role_color("toast_edge"))
        painter.end()


class ToastHost(QObject):
    """Shows toasts centred over ``page``, 24 px above its bottom or above the rows of labels and controls
    that stand there; a new one takes the place of the one before.
    """

    def __init__(self, page: QWidget, *, duration_ms: int = DURATION_MS) -> None:
        super().__init__(page)
        self._page = page
        self.toast = Toast(page, duration_ms=duration_ms)
        self._later = Later(self, self._place_again)
        page.installEventFilter(self)
        for pages in page.findChildren(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            pages.currentChanged.connect(self._on_turned)

    def show_message(
        self,
        message: str,
        *,
        action: str = "",
        key: str = "",
        on_action: Callable[[], object] | None = None,
        on_open: Callable[[], object] | None = None,
    ) -> None:
        """Show ``message``; with ``on_action`` also ``action`` (default Undo) and its ``key`` as text."""
        self.toast.present(message, action or tr("Undo"), key, on_action, on_open)
        self._place()

    def hide(self) -> None:
        """Take the toast away."""
        self.toast.hide()

    @Slot()
    def _on_turned(self) -> None:
        self._later.start()

    def _place_again(self) -> None:
        if self.toast.isVisible():
            self._place()

    def _place(self) -> None:
        self.toast.ensurePolished()
        width = min(self.toast.sizeHint().width(), max(120, self._page.width() - 2 * _ABOVE_BOTTOM))
        height = self.toast.height()
        x = (self._page.width() - width) // 2
        place = QRect(x, self._page.height() - _ABOVE_BOTTOM - height, width, height)
        place.moveBottom(self._above_rows(place))
        self.toast.setGeometry(place)

    def _above_rows(self, place: QRect) -> int:
        """The bottom edge at which no footer, bar or row of buttons lies below the toast."""
        bottom = place.bottom()
        rows = sorted(self._rows(), key=QRect.top, reverse=True)
        for row in rows:
            wanted = QRect(place.left(), bottom - place.height() + 1, place.width(), place.height())
            if wanted.adjusted(0, 0, 0, _APART).intersects(row):
                bottom = row.top() - _APART - 1
        return bottom if bottom > self._page.height() // 2 else place.bottom()

    def _rows(self) -> list[QRect]:
        """Where the parts stand that the page keeps in place: what scrolls can be brought out from below."""
        parts: list[QRect] = []
        for part in self._page.findChildren(QWidget):
            kept = isinstance(part, _PARTS) and part.isVisible() and 0 < part.height() <= _LINE
            if kept and not self.toast.isAncestorOf(part) and not self._scrolls(part):
                parts.append(QRect(part.mapTo(self._page, QPoint()), part.size()))
        return parts

    def _scrolls(self, part: QWidget) -> bool:
        above = part.parentWidget()
        while above is not None and above is not self._page:
            if isinstance(above, QAbstractScrollArea):
                return True
            above = above.parentWidget()
        return False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_again()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return False
