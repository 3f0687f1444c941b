# SPDX-License-Identifier: Apache-2.0
"""The window of the customer view. While it stands, every other window of the program is put away.

It is a window of its own and no page of ours: what is not in it can't be reached from it, neither by the palette nor by
a shortcut, and no tooltip, status bar, notice or title of ours is near. Esc brings our window back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from planner.kernel.text import tr
from planner.services import customer_view as service
from planner.views.customer_view import CustomerView
from ui.screens.customer_view.check_page import CheckPage
from ui.screens.customer_view.plan_page import PlanPage
from ui.screens.customer_view.risk_page import RiskPage
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel
from ui.widgets.stepbar import StepBar

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from ui.context import AppContext

AWAY: Final = "standsAway"
"""The property of a window that is put away while the customer looks on."""
NAME: Final = "customerView"
_BAND, _FRAME = 52, 4
_PARTS: Final = 3


class CustomerWindow(QWidget):
    """Shows a `CustomerView` and nothing else. ``left`` is sent when our windows are back."""

    left = Signal()

    def __init__(self, app: AppContext, review_id: str, view: CustomerView) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName(NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setWindowTitle(tr("Presentation"))
        self.setMinimumSize(800, 520)
        self._away: list[QWidget] = []
        self._first: QWidget | None = None
        self.band = _Band(view)
        self.band.btn_close.clicked.connect(self.close)
        self.steps = StepBar([tr("Checks"), tr("Risks"), tr("Measures and plans")], name=tr("Parts"))
        self.checks = CheckPage(view, partial(service.photo, app.session, review_id))
        self.risks = RiskPage(view)
        self.plans = PlanPage(view)
        self.pages = QStackedWidget()
        for number, page in enumerate((self.checks, self.risks, self.plans)):
            self.pages.addWidget(page)
            count = (len(view.checks), len(view.risks), len(view.measures) + len(view.plans))[number]
            self.steps.set_note(number, str(count) if count else "–")
        self.steps.selected.connect(self._show_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(_FRAME, 0, _FRAME, _FRAME)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.steps)
        column.addWidget(self.pages, 1)
        theme().changed.connect(self.update)

    # -- coming and going

    def stand_before(self, ours: QWidget) -> None:
        """Take the place of our window, on the same screen and of the same size, and put every other one away."""
        QToolTip.hideText()
        self._first = ours
        closing = getattr(ours, "closing", None)  # the program ends: there is nothing to show any more
        if closing is not None:
            closing.connect(self._end)
        self.setGeometry(ours.geometry())
        maximized = ours.isMaximized() or ours.isFullScreen()
        self.showMaximized() if maximized else self.show()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible() and window.parentWidget() is not self:
                self._put_away(window)
        self.raise_()
        self.activateWindow()
        self.checks.take_focus()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._focus_went)

    @Slot()
    def _end(self) -> None:
        """Go without bringing anything back."""
        for window in self._away:
            window.setProperty(AWAY, None)
        self._away.clear()
        self.close()

    def _put_away(self, window: QWidget) -> None:
        window.setProperty(AWAY, True)
        window.hide()
        if window not in self._away:
            self._away.append(window)

    @Slot(object)
    def _focus_went(self, went: QWindow | None) -> None:
        """What opens meanwhile, as by a second start, waits with our other windows; only a question that must be
        answered stays."""
        if went is None or not self.isVisible():
            return
        for window in QApplication.topLevelWidgets():
            other = window.windowHandle() is went and window is not self and not self.isAncestorOf(window)
            if other and not window.isModal() and window.windowType() in {Qt.WindowType.Window, Qt.WindowType.Dialog}:
                self._put_away(window)
                self.activateWindow()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._bring_back()
        super().closeEvent(event)
        self.left.emit()

    def _bring_back(self) -> None:
        away, self._away = self._away, []
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and self._first is not None:
            app.focusWindowChanged.disconnect(self._focus_went)
        for window in away:
            if isValid(window):
                window.setProperty(AWAY, None)
                window.show()
        first, self._first = self._first, None
        if first is not None and away and isValid(first):
            first.raise_()
            first.activateWindow()

    # -- parts and keys

    @Slot(int)
    def _show_part(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.page().take_focus()

    def page(self) -> CheckPage | RiskPage | PlanPage:
        """The part in front."""
        return (self.checks, self.risks, self.plans)[self.pages.currentIndex()]

    def show_part(self, number: int) -> None:
        """Open a part by its number from 0; beyond the ends nothing happens."""
        if 0 <= number < _PARTS:
            self.steps.set_current(number)
            self._show_part(number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.close()
        elif plain and Qt.Key.Key_1 <= key < Qt.Key.Key_1 + _PARTS:
            self.show_part(key - Qt.Key.Key_1)
        elif plain and key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.page().walk(1 if key in {Qt.Key.Key_PageDown, Qt.Key.Key_Right} else -1)
        event.accept()  # no key of ours goes on from here

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowTitleChange and self.windowTitle() not in {
            "Waterline",
            tr("Presentation"),
        }:
            self.setWindowTitle(tr("Presentation"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color("accent"))
        painter.end()


class _Band(QWidget):
    """The band in the accent colour along the top, which our own windows never have."""

    def __init__(self, view: CustomerView) -> None:
        super().__init__()
        self.setFixedHeight(theme().density.px(_BAND))
        row = QHBoxLayout(self)
        row.setContentsMargins(16 + 32, 0, 12, 0)
        row.setSpacing(12)
        self.title = PlainLabel(tr("Customer view"), role="touch_key", color="on_accent")
        self.about = PlainLabel(
            " · ".join(part for part in (view.account, view.site, view.when) if part),
            role="touch_body",
            color="on_accent",
            elide=True,
        )
        self.btn_close = Button(tr("Close view"), icon="x", shortcut=tr("Esc"))
        self.btn_close.ring_color = "on_accent"
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self.btn_close)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color("accent"))
        side = 24
        box = QRect(12, (self.height() - side) // 2, side, side)
        paint_icon(painter, box.toRectF(), "eye", "on_accent")
        painter.end()


def open_customer_view(app: AppContext, review_id: str, ours: QWidget) -> CustomerWindow:
    """Show the customer what is marked Shareable of a review, in place of our window. NotFoundError."""
    made = CustomerWindow(app, review_id, service.show(app.session, review_id))
    made.stand_before(ours)
    return made


def standing() -> CustomerWindow | None:
    """The customer view that stands now."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, CustomerWindow) and window.isVisible():
            return window
    return None
