# SPDX-License-Identifier: Apache-2.0
"""The common frame of dialogs: content, and buttons at the lower right with the safe one first.

A window's name stands in its title bar and nowhere else; what a window asks or says stands as its ``lead``.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.dialogs.asking import Asking
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel

_SHARE = 0.82
_LEAST, _MOST = QSize(860, 520), QSize(1560, 960)


def work_size(parent: QWidget | None) -> QSize:
    """The size of a window to work in (import, export): most of the one below it, which stays in sight round it."""
    if parent is None:
        return QSize(1100, 640)
    room = parent.window().size()
    wanted = (room * _SHARE).expandedTo(_LEAST).boundedTo(_MOST)
    return wanted.boundedTo(room - QSize(32, 48))


class HouseDialog(QDialog):
    """Add parts to `column` and buttons with `add_button`; Esc rejects. The focus goes back to where it was.

    ``lead``: a question or news in strong type.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 440, lead: str = "") -> None:
        super().__init__(parent)
        self._asking = Asking(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self._kept: list[object] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        if lead:
            outer.addWidget(PlainLabel(lead, self, role="section", wrap=True))
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        outer.addLayout(self.column, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def add_text(self, text: str, *, color: str = "text") -> PlainLabel:
        """Add a paragraph."""
        label = PlainLabel(text, self, color=color, wrap=True)
        self.column.addWidget(label)
        return label

    def add_button(self, text: str, *, primary: bool = False, name: str = "") -> Button:
        """Add a button at the right; the caller connects it."""
        button = Button(text, self, variant="primary" if primary else "normal")
        button.setObjectName(name)
        self.buttons.addWidget(button)
        return button

    def add_close(self) -> Button:
        """Add the button that only closes."""
        button = self.add_button(tr("Close"), name="btnClose")
        button.clicked.connect(self.reject)
        return button

    @override
    def done(self, result: int) -> None:
        super().done(result)
        self._asking.go_on()

    def keep(self, helper: object) -> None:
        """Let a helper object live as long as the dialog."""
        self._kept.append(helper)


def plain_page(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A page of a dialog with steps, and the column of its parts."""
    page = QWidget(parent)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return page, column
