# SPDX-License-Identifier: Apache-2.0
"""The middle of the field sheet: what is checked, its reading beside the bar, the result keys, note, photo and risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.review.field_bar import FieldBar
from ui.screens.review.field_gauge import LimitBar
from ui.screens.review.field_inputs import NoteBox, ReadingBox
from ui.screens.review.field_parts import ResultKeyRow, TouchButton
from ui.screens.review.field_past import FieldPast
from ui.screens.review.parts import scrolled
from ui.theme.theme import theme
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.screens.review.field_inputs import Keys
    from ui.screens.review.field_photo import FieldPhotos

_WIDEST = 1440
_WITH_PAST = 600


class FieldBody(QWidget):
    """Only the parts and their places; the sheet fills them."""

    def __init__(self, keys: Keys, photos: FieldPhotos) -> None:
        super().__init__()
        self.group = PlainLabel(role="touch_caption", color="muted")
        self.last = PlainLabel(role="touch_caption", color="muted")
        self.title = PlainLabel(role="touch_title", elide=True)
        self.item = PlainLabel(role="touch_item", wrap=True)
        self.advice = PlainLabel(role="touch_caption", color="muted", wrap=True)
        self.reading_label = PlainLabel(tr("Reading"), role="touch_caption", color="muted")
        self.reading = ReadingBox(keys)
        self.btn_less = TouchButton(icon="minus", side=72, name=tr("One less (Ctrl+Down)"))
        self.btn_more = TouchButton(icon="plus", side=72, name=tr("One more (Ctrl+Up)"))
        self.gauge = LimitBar()
        self.results = ResultKeyRow()
        self.note = NoteBox(keys)
        self.photos = photos
        self.btn_risk = TouchButton(tr("Rate risk"), icon="alert-circle", letter="R")
        self.btn_risk.setObjectName("btnFieldRisk")
        self.notice = FieldBar("info-circle", closable=True)
        self.context = FieldBar("history")
        self.past = FieldPast(photos)
        self._lay_out()

    def _lay_out(self) -> None:
        self._column = QWidget()
        self._inside = inside = QVBoxLayout(self._column)
        inside.setSpacing(0)
        inside.addLayout(_row(self.group, None, self.last))
        inside.addSpacing(4)
        inside.addLayout(self._titles())
        inside.addWidget(self.advice)
        inside.addSpacing(8)
        inside.addWidget(self.reading_label)
        inside.addSpacing(4)
        both = _row(self.reading, self.btn_less, self.btn_more, gap=12)
        both.addSpacing(20)
        both.addWidget(self.gauge, 1)
        inside.addLayout(both)
        inside.addSpacing(20)
        inside.addWidget(self.results)
        inside.addSpacing(16)
        below = _row(self.note, gap=12)
        below.setAlignment(self.note, Qt.AlignmentFlag.AlignTop)
        for button in (self.photos.button, self.btn_risk):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(below)
        inside.addSpacing(16)
        bars = QVBoxLayout()
        bars.setSpacing(8)
        for part in (self.notice, self.context, self.past):
            bars.addWidget(part)
        inside.addLayout(bars)
        inside.addStretch(1)
        self.area: QScrollArea = scrolled(self._column)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        theme().changed.connect(self._fit)
        self._fit()

    def _titles(self) -> QHBoxLayout:
        row = _row(gap=16)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.item, 1, Qt.AlignmentFlag.AlignBottom)
        self.item.setContentsMargins(0, 0, 0, 3)
        return row

    def show_advice(self, text: str) -> None:
        """Show what a checklist advises; it takes the room that stands empty without it."""
        self.advice.setText(text)
        self.advice.setVisible(bool(text))
        self.reading_label.setContentsMargins(0, 0 if text else 12, 0, 0)

    def open_keys(self, *, number: bool, locked: bool) -> None:
        """Which keys there are and can be pressed."""
        for button in (self.btn_less, self.btn_more):
            button.setVisible(number)
            button.setEnabled(not locked)
        for key in self.results.keys.values():
            key.setEnabled(not locked)

    def _fit(self) -> None:
        px = theme().density.px
        side = max(24, (self.width() - px(_WIDEST)) // 2)
        self._inside.setContentsMargins(side, 16, side, 12)
        self.past.setVisible(self.height() >= px(_WITH_PAST))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _row(*parts: QWidget | None, gap: int = 16) -> QHBoxLayout:
    """Parts side by side; None is what stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
