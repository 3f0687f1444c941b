# SPDX-License-Identifier: Apache-2.0
"""All that the presenter's window shows while strangers may look at it: black, and a few neutral words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.kernel.text import tr
from ui.screens.show import places
from ui.screens.show.ending import blacken
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel

Way = tuple[str, Callable[[], object]]


def question() -> str:
    """What is asked at the end; anybody may read it."""
    return tr("End the presentation? Enter ends it, any other key goes on.")


def opening_words() -> str:
    """What is asked before the window is opened; anybody may read it."""
    return tr("Only you see this screen? Enter opens your window, any other key keeps it closed.")


def words_on(screen: QScreen, *, own: bool) -> str:
    """A way on, in words that anybody may read."""
    return tr("Resume on this screen") if own else tr("Resume on {screen}", screen=places.words_of(screen))


def paused_words(*, free: bool, mirrored: bool) -> str:
    """Why nothing goes on, in words that anybody may read."""
    if free:
        return tr("Paused. R goes on upon the other screen.")
    if mirrored:
        return tr("Paused: both screens show the same. Extend the desktop, then press R; or go on upon this screen.")
    return tr("Paused: there is one screen. Connect the other one, then press R. S shows this window.")


class Neutral(QWidget):
    """One line and, where there are any, ways on; ``keys`` watches the keys of its buttons."""

    def __init__(self, keys: QObject) -> None:
        super().__init__()
        self._keys = keys
        self.buttons: list[Button] = []
        blacken(self)
        self.words = PlainLabel(role="touch_item", color="#9DA7B1", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(48, 48, 48, 48)
        self._column.setSpacing(16)
        self._column.addStretch(1)
        self._column.addWidget(self.words)
        self._column.addStretch(1)
        self.hide()

    def say(self, text: str, ways: Sequence[Way] = ()) -> None:
        """Show these words and these ways on."""
        self.words.setText(text)
        if [word for word, _ in ways] == [button.text() for button in self.buttons]:
            return
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        for word, way in ways:
            button = Button(word)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self._keys)
            button.clicked.connect(way)
            self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)
