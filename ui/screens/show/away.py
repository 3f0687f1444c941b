# SPDX-License-Identifier: Apache-2.0
"""Our other windows while a show runs: put away, and brought back where the audience does not look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

AWAY: Final = "standsAway"
SHOW: Final = "show"
"""What that property says while a show runs, so that nobody locks the portfolio because of missing keys."""


class Away(QObject):
    """``belongs`` says which windows are of the show; every other one of the program is put away."""

    def __init__(self, parent: QObject, belongs: Callable[[QWidget], bool]) -> None:
        super().__init__(parent)
        self._belongs = belongs
        self._away: list[QWidget] = []
        self._on = False
        self._focus: QWidget | None = None

    def note_focus(self, ours: QWidget) -> None:
        """Which part of our window has the keys before the show takes them."""
        self._focus = ours.focusWidget()

    def put(self) -> None:
        """Put all others away, and those that open meanwhile."""
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and not self._of_show(window):
                self._put_one(window)
        app = QGuiApplication.instance()
        if not self._on and isinstance(app, QGuiApplication):
            self._on = True
            app.focusWindowChanged.connect(self._focus_went)

    def _of_show(self, window: QWidget) -> bool:
        top: QWidget | None = window
        while top is not None:
            if self._belongs(top):
                return True
            top = top.parentWidget()
        return False

    def _put_one(self, window: QWidget) -> None:
        window.setProperty(AWAY, SHOW)
        window.hide()
        if window not in self._away:
            self._away.append(window)

    @Slot(object)
    def _focus_went(self, went: QWindow | None) -> None:
        """What opens meanwhile waits with the others; only a question that must be answered stays."""
        if went is None:
            return
        if went.type() == Qt.WindowType.Popup:
            return  # a list or calendar below a field of the presenter's: no other field can be seen
        for window in QApplication.topLevelWidgets():
            if window.windowHandle() is went and not window.isModal() and not self._of_show(window):
                self._put_one(window)

    def wait(self) -> None:
        """The show is over and they stay away: from now on nobody using a key locks the portfolio as ever."""
        for window in self._away:
            if isValid(window):
                window.setProperty(AWAY, True)

    def back(self, first: QWidget | None, safe: QScreen | None) -> None:
        """Bring them back; a window that stands on another screen than the ``safe`` one is moved there first."""
        self.forget(keep=True)
        away, self._away = self._away, []
        for window in away:
            if not isValid(window):
                continue
            window.setProperty(AWAY, None)
            if safe is not None and not safe.geometry().contains(window.frameGeometry().center()):
                area = safe.availableGeometry()
                window.resize(window.size().boundedTo(area.size()))
                window.move(area.center() - window.rect().center())
            window.show()
        if first is not None and isValid(first):
            first.raise_()
            first.activateWindow()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus()

    def forget(self, *, keep: bool = False) -> None:
        """Watch no more; without ``keep`` nothing will be brought back."""
        app = QGuiApplication.instance()
        if self._on and isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._focus_went)
        self._on = False
        if not keep:
            for window in self._away:
                if isValid(window):
                    window.setProperty(AWAY, None)
            self._away.clear()
