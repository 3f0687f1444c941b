# SPDX-License-Identifier: Apache-2.0
"""What the file will hold: its slides by title in their order, and below what is left out and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.kernel.text import tr, trn
from planner.views.deck import Deck, Slide
from ui.widgets.panes import HLine, Panel
from ui.widgets.safe import PlainLabel

_NUMBER = 32


class SlideList(Panel):
    """Stands where other exports have their pages; ``outline`` are the lines as text, for those who listen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="l")
        self.outline: tuple[str, ...] = ()
        self.area = QScrollArea()
        self.area.setObjectName("scrSlides")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(tr("Slides"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self.area)
        self.show_waiting(tr("Collecting the slides…"))

    def show_waiting(self, text: str) -> None:
        """Say what is going on, or why there are no slides."""
        body, column = _body()
        column.addWidget(PlainLabel(text, color="muted", wrap=True))
        column.addStretch(1)
        self.outline = ()
        self.area.setWidget(body)

    def show_deck(self, deck: Deck) -> None:
        """List the slides and what is left out."""
        body, column = _body()
        count = trn("{n} slide", "{n} slides", len(deck.slides))
        column.addWidget(PlainLabel(count, role="section"))
        for number, slide in enumerate(deck.slides, start=1):
            column.addLayout(_row(str(number), slide))
        if deck.left_out:
            column.addSpacing(8)
            column.addWidget(HLine(color="row_line"))
            column.addWidget(PlainLabel(tr("Left out"), role="section"))
            for line in deck.left_out:
                column.addWidget(PlainLabel(line, color="muted", wrap=True))
        column.addStretch(1)
        self.outline = (*(slide.title for slide in deck.slides), *deck.left_out)
        self.area.setAccessibleDescription(". ".join(self.outline))
        self.area.setWidget(body)


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = Panel(fill="window", lines="")
    column = QVBoxLayout(body)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    return body, column


def _row(number: str, slide: Slide) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = PlainLabel(number, color="muted")
    label.setFixedWidth(_NUMBER)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(PlainLabel(slide.title, role="name", wrap=True))
    second = slide.subtitle or " · ".join(slide.lines)
    if second:
        words.addWidget(PlainLabel(second, role="caption", color="muted", wrap=True))
    row.addWidget(label)
    row.addLayout(words, 1)
    return row
