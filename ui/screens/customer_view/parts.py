# SPDX-License-Identifier: Apache-2.0
"""Large type and plain pages for the customer view; nothing in it can be marked, copied or opened elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.review.parts import scrolled
from ui.widgets.panes import HLine, Panel
from ui.widgets.safe import PlainLabel, WrappedLabel


class Passage(QWidget):
    """A heading with its text; takes no room without text."""

    def __init__(self, heading: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.heading = PlainLabel(heading, role="touch_caption", color="muted")
        self.text = WrappedLabel("", role="touch_body", wrap=True)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        self.text.setText(text)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:  # what has no parent yet would be a window
            self.show()


class ScrolledPage(Panel):
    """A page whose texts scroll in its ``area``."""

    area: QScrollArea

    def take_focus(self) -> None:
        """Begin at the texts."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, by: int) -> None:
        """Scroll by most of a page."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + by * round(bar.pageStep() * 0.8))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(640, 320)


def heading(text: str) -> PlainLabel:
    """The title of a part of a page."""
    return PlainLabel(text, role="touch_key")


def body(text: str, *, color: str = "text") -> WrappedLabel:
    """A text in the size of the page."""
    return WrappedLabel(text, role="touch_body", color=color, wrap=True)


def rule() -> HLine:
    """A line between two parts."""
    return HLine(color="row_line")


def page_of(content: QWidget) -> QScrollArea:
    """A page that scrolls with Up and Down once it has the focus."""
    area = scrolled(content)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return area


def row_of(*parts: QWidget) -> QHBoxLayout:
    """Parts side by side, with room after them."""
    made = QHBoxLayout()
    made.setSpacing(10)
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made


def sheet(*, gap: int = 14) -> tuple[QWidget, QVBoxLayout]:
    """An empty page with its column."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(gap)
    return made, column
