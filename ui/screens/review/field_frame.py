# SPDX-License-Identifier: Apache-2.0
"""Head and foot of the field sheet: which review, how far, when it was saved; back, what comes next, on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.review.field_bar import FootLabel
from ui.screens.review.field_parts import ProgressStrip, TouchButton
from ui.text import short_time
from ui.theme.theme import theme
from ui.widgets.chips import StatusText
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_WITH_STRIP = 760


class FieldHead(Panel):
    """``left`` asks for the way back to the table."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="b")
        self.btn_close = TouchButton(icon="x", bare=True, side=48, name=tr("Back to the table (Esc)"))
        self.btn_close.setObjectName("btnFieldClose")
        self.btn_close.clicked.connect(self.left)
        self.title = PlainLabel(role="touch_strong", elide=True)
        self.second = PlainLabel(role="touch_caption", color="muted", elide=True)
        self.count = PlainLabel(role="touch_name")
        self.strip = ProgressStrip()
        self.saved = PlainLabel(role="touch_caption", color="muted")
        self.unsaved = StatusText("act", tr("Not saved"), role="touch_value")
        self.unsaved.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.second)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(12)
        row.addWidget(self.btn_close)
        row.addSpacing(4)
        row.addLayout(words, 1)
        for part in (self.count, self.strip, self.saved, self.unsaved):
            row.addWidget(part)
        theme().changed.connect(self._fit)
        self._fit()

    def show_review(self, title: str, second: str) -> None:
        """Say which review it is."""
        self.title.setText(title)
        self.second.setText(second)

    def show_way(self, done: tuple[bool, ...], at: int) -> None:
        """Say how far one is."""
        self.count.setText(tr("{n} of {all}", n=at + 1, all=len(done)))
        self.strip.show_way(done, at)

    def show_saved(self, at: datetime | None) -> None:
        """Say when the last entry became durable; None for an entry that did not."""
        self.unsaved.setVisible(at is None)
        self.saved.setVisible(at is not None)
        if at is not None:
            self.saved.setText(tr("Saved {time}", time=short_time(at)))

    def _fit(self) -> None:
        self.setFixedHeight(max(64, theme().density.px(48)))
        self.strip.setVisible(self.width() >= theme().density.px(_WITH_STRIP))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class FieldFoot(Panel):
    """``moved`` carries -1 or 1 for a check, ``next_place`` asks for the next equipment."""

    moved = Signal(int)
    next_place = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="t")
        self.btn_back = TouchButton(tr("Previous"), icon="arrow-left")
        self.btn_back.setObjectName("btnFieldBack")
        self.next = FootLabel()
        self.btn_place = TouchButton(tr("Next asset"), trail="chevrons-right")
        self.btn_place.setObjectName("btnFieldPlace")
        self.btn_next = TouchButton(tr("Next"), trail="arrow-right", primary=True)
        self.btn_next.setObjectName("btnFieldNext")
        self.btn_back.clicked.connect(lambda: self.moved.emit(-1))
        self.btn_next.clicked.connect(lambda: self.moved.emit(1))
        self.btn_place.clicked.connect(self.next_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 1, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.btn_back)
        row.addWidget(self.next, 1)
        row.addWidget(self.btn_place)
        row.addWidget(self.btn_next)
        self.setFixedHeight(88)

    def show_place(self, name: str, *, first: bool, last: bool, more: bool) -> None:
        """Show what comes next; ``more`` says that there is another equipment after this one."""
        self.btn_back.setEnabled(not first)
        self.btn_next.setEnabled(not last)
        self.btn_place.setEnabled(more)
        self.next.show_next(tr("Next") if name else "", name or tr("This is the last check."))
