# SPDX-License-Identifier: Apache-2.0
"""The screens a show may use. Two that show the same part of the desk (mirrored) count as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer
from typing_extensions import override

from planner.kernel.text import tr
from ui.theme.fonts import make_font

_SHOWN_MS: Final = 2500


def apart(screens: Sequence[QScreen] | None = None) -> list[QScreen]:
    """The screens whose pictures are their own, in the order of the system."""
    found: list[QScreen] = []
    for screen in screens if screens is not None else QGuiApplication.screens():
        if not any(overlap(screen.geometry(), other.geometry()) for other in found):
            found.append(screen)
    return found


def overlap(one: QRect, other: QRect) -> bool:
    """Whether two screens show a common part of the desk."""
    return one.intersects(other)


def signature() -> tuple[str, ...]:
    """What tells whether the screens are still the same."""
    return tuple(key_of(screen) for screen in apart())


def key_of(screen: QScreen) -> str:
    """A screen by its name and place."""
    area = screen.geometry()
    return f"{screen.name()} {area.x()},{area.y()} {area.width()}×{area.height()}"


def words_of(screen: QScreen) -> str:
    """How a screen is named in a list: its number, name and size in pixels."""
    screens = apart()
    number = screens.index(screen) + 1 if screen in screens else 0
    size = screen.geometry().size() * screen.devicePixelRatio()
    return tr("{n}: {name}, {wide} × {high}", n=number, name=screen.name() or tr("Screen"), wide=size.width(),
              high=size.height())  # fmt: skip


def find(key: str) -> QScreen | None:
    """The screen of that key, None when it is gone."""
    return next((screen for screen in apart() if key_of(screen) == key), None)


class Known:
    """The screens there are and their keys: one that stands elsewhere or has another size is still the same one.

    They are known by their address: the name that Python has for one ends with the window that was asked for it.
    """

    def __init__(self) -> None:
        self._keys: dict[int, str] = {}
        for screen in QGuiApplication.screens():
            self.came(screen)

    def came(self, screen: QScreen) -> None:
        """One more."""
        self._keys[_address(screen)] = key_of(screen)

    def went(self, screen: QScreen) -> None:
        """One less."""
        self._keys.pop(_address(screen), None)

    def moved(self, first: str) -> dict[str, str]:
        """The new keys of those that changed, by the old ones.

        Two that show the same may have one name too: then the key is that of the ``first`` one, and the other keeps
        what it had, which finds nothing until they are apart.
        """
        found: dict[str, str] = {}
        there = {_address(screen): key_of(screen) for screen in QGuiApplication.screens()}
        for one, old in sorted(self._keys.items(), key=lambda known: known[1] != first):
            new = there.get(one, old)
            if new != old and all(key != new for other, key in self._keys.items() if other != one):
                found[old] = self._keys[one] = new
        return found


def _address(screen: QScreen) -> int:
    return int(getCppPointer(screen)[0])


def under(widget: QWidget) -> QScreen | None:
    """The one of the screens that a window is on."""
    at = widget.window().frameGeometry().center()
    return next((screen for screen in apart() if screen.geometry().contains(at)), None)


def put_on(window: QWidget, screen: QScreen, *, full: bool = True) -> None:
    """Show a window on a screen, and nowhere else on the way."""
    window.hide()
    window.winId()  # there is no place to choose before the system knows the window
    handle = window.windowHandle()
    if handle is not None:
        handle.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.showFullScreen() if full else window.showNormal()


class _Number(QWidget):
    """The number of a screen, for a moment in its middle."""

    def __init__(self, number: int, screen: QScreen) -> None:
        super().__init__(None, Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._number = str(number)
        area = QRect(0, 0, 240, 240)
        area.moveCenter(screen.geometry().center())
        self.setGeometry(area)
        QTimer.singleShot(_SHOWN_MS, self, self.close)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#1B1F24"))
        painter.setPen(QColor("white"))
        painter.setFont(make_font("touch_reading", 3.0))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()


def identify() -> list[QWidget]:
    """Show on every screen its number for a moment; nothing else is on it."""
    made: list[QWidget] = []
    for number, screen in enumerate(apart(), start=1):
        one = _Number(number, screen)
        one.show()
        made.append(one)
    return made
