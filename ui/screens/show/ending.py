# SPDX-License-Identifier: Apache-2.0
"""After a customer's show whose screen may still be shared: a black page, until somebody asks for the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.show import places
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_WORDS = "#9DA7B1"


def saving_session() -> bool:
    """Whether the system logs off, which nothing may hold up."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()


def blacken(widget: QWidget) -> None:
    """Black, whatever the theme; what stands on it keeps its own colours."""
    colors = widget.palette()
    colors.setColor(QPalette.ColorRole.Window, QColor("black"))
    widget.setPalette(colors)
    widget.setAutoFillBackground(True)


def exposed(show: Show) -> bool:
    """Whether customers may still look at the screen that our windows would come back to."""
    if not show.setting.customer or show.rehearsal:
        return False
    windows = show.windows
    return windows.alone or windows.covered or places.find(windows.presenter_key) is None


class Afterwards(QWidget):
    """Neutral words on black, anybody may read them. ``back`` is sent when the program is asked for."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("showAfterwards")
        self.setWindowTitle(tr("Presentation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        blacken(self)
        text = tr("The show is over. Enter brings the program back once the screen is no longer shared.")
        self.words = PlainLabel(text, role="touch_item", color=_WORDS, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(tr("Bring the program back"))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.back)
        column = QVBoxLayout(self)
        column.setSpacing(24)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.back.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(saving_session())  # what lies behind comes by Enter or the button alone


def stay(show: Show) -> None:
    """Put the page where the show was, before its windows go."""
    windows = show.windows
    made = show.afterwards = Afterwards()
    made.back.connect(show.come_back)
    key = windows.audience_key if windows.alone else windows.presenter_key
    screen = places.find(key) or places.find(windows.audience_key) or QGuiApplication.primaryScreen()
    places.put_on(made, screen)
    made.raise_()
    made.activateWindow()
    made.setFocus()
