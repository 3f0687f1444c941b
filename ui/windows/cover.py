# SPDX-License-Identifier: Apache-2.0
"""A blank sheet over a window, from the moment it is to be locked until nothing of the portfolio is left below it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme

_ICON = 32
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.Drop,
        QEvent.Type.ToolTip,
        QEvent.Type.InputMethod,
    }
)


class Cover(QWidget):
    """Fills a window and says nothing but ``text``; it follows the window's size."""

    def __init__(self, window: QWidget, text: str) -> None:
        super().__init__(window)
        self.setObjectName("lockCover")
        self._text = text
        self.setAccessibleName(text)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color("window"))
        middle = QRectF(self.rect()).center()
        paint_icon(painter, QRectF(middle.x() - _ICON / 2, middle.y() - 2 * _ICON, _ICON, _ICON), "lock")
        below = QRectF(16, middle.y() - _ICON / 2, self.width() - 32, 2 * _ICON)
        painter.setPen(theme().tokens.color("muted"))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._text)
        painter.end()


class Covers(QObject):
    """The sheets over all windows of the program; while they lie there, no key and no click reaches what is below."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheets: list[tuple[QWidget, Cover]] = []
        self._on = False

    def lay(self, text: str) -> None:
        """Cover every window there is now; harmless for those that are covered already."""
        QToolTip.hideText()
        for _ in range(4):  # menus and lists of choices, one out of the other
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        covered = [window for window, _ in self._sheets]
        for window in windows():
            if window not in covered:
                window.setWindowTitle("Waterline")
                self._sheets.append((window, Cover(window, text)))
        if not self._on:
            self._on = True
            app = QApplication.instance()
            assert app is not None
            app.installEventFilter(self)

    def lift(self) -> None:
        """Take the sheets away; nothing of the portfolio is below any more."""
        app = QApplication.instance()
        if self._on and app is not None:
            app.removeEventFilter(self)
        self._on = False
        for window, sheet in self._sheets:
            if isValid(window) and isValid(sheet):
                window.removeEventFilter(sheet)
                sheet.hide()
                sheet.deleteLater()
        self._sheets.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in _INPUT


def windows() -> list[QWidget]:
    """The windows in sight, those put away behind the customer view, and what a system shows by itself."""
    found = [one for one in QApplication.topLevelWidgets() if one.isVisible() or one.property("standsAway")]
    modal = QApplication.activeModalWidget()
    return [*found, *([modal] if modal is not None and modal not in found else [])]


def close_all(kept: QWidget) -> bool:
    """Ask every window but one to close, without what it would do on acceptance; whether all are gone."""
    from PySide6.QtWidgets import QDialog

    others: Iterable[QWidget] = [window for window in windows() if window is not kept]
    for window in others:
        if isValid(window):
            window.reject() if isinstance(window, QDialog) else window.close()
    return not [window for window in windows() if window is not kept]
