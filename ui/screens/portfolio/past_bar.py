# SPDX-License-Identifier: Apache-2.0
"""The strip below the head of the portfolio page while it is not of today, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.kernel.text import tr
from planner.views.portfolio_view import PortfolioView
from ui.widgets.button import Button
from ui.widgets.chips import StatusGlyph
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel


class PastBar(Panel):
    """``back_wanted`` asks for the page of today."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="bar_watch", lines="b", line="bar_watch_edge")
        self.words = PlainLabel("", role="strong", elide=True)
        self.note = PlainLabel(
            tr("From dated records, by the rules of now; owners are those of now."), color="muted", elide=True
        )
        self.btn_back = Button(tr("Back to today"), small=True, shortcut="Esc", name=tr("Back to today"))
        self.btn_back.setObjectName("btnPortfolioToday")
        self.btn_back.clicked.connect(self.back_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 5)
        row.setSpacing(8)
        row.addWidget(StatusGlyph("watch", self))
        row.addWidget(self.words)
        row.addWidget(self.note, 1)
        row.addWidget(self.btn_back)
        self.hide()

    @Slot(object)
    def show_page(self, view: PortfolioView) -> None:
        """Stand over a page of a past day, be away over one of today."""
        self.words.setText(view.mark)
        self.setVisible(view.past)
