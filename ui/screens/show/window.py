# SPDX-License-Identifier: Apache-2.0
"""What both windows of a show are: they hand keys to their show, and tell it where the system puts them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Host(Protocol):
    """What the windows of the show tell their show."""

    def press(self, event: QKeyEvent) -> None:
        """A key went down."""
        ...

    def release(self, event: QKeyEvent) -> None:
        """A key went up."""
        ...

    def turn(self, notches: float) -> None:
        """The wheel was turned."""
        ...

    def point(self, x: float, y: float) -> None:
        """The mouse is there, in shares of the picture."""
        ...

    def click(self) -> None:
        """The picture was clicked."""
        ...

    def closes(self) -> bool:
        """Somebody wants a window of the show closed; whether it goes at once."""
        ...

    def moved_to(self, window: QWidget, screen: QScreen | None) -> None:
        """The system put a window of the show on a screen."""
        ...


class ShowWindow(QWidget):
    """A window whose keys are all the show's: none goes on to anything else of the program."""

    def __init__(self, host: Host, name: str, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._host = host
        self._watched = False
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        self._host.press(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()
        self._host.release(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        handle = self.windowHandle()
        if handle is not None and not self._watched:
            self._watched = True
            handle.screenChanged.connect(self._moved)

    @Slot(object)
    def _moved(self, screen: QScreen | None) -> None:
        self._host.moved_to(self, screen)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._host.closes())
