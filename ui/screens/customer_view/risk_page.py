# SPDX-License-Identifier: Apache-2.0
"""The technical risks: the matrix beside each risk in words, with what is proposed about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.customer_view import CustomerView, ShownRisk
from ui.charts.canvas import ChartCanvas
from ui.screens.customer_view.parts import Passage, ScrolledPage, body, page_of, rule, sheet
from ui.theme.theme import theme
from ui.widgets.chips import BandChip
from ui.widgets.safe import PlainLabel, WrappedLabel

_MATRIX, _CHIP, _LARGE = 0.46, 28, 1200


class RiskPage(ScrolledPage):
    """Arrow keys walk over the matrix; Tab goes on to the texts."""

    def __init__(self, view: CustomerView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = ChartCanvas(self, style="reading")
        self.canvas.set_view(view.matrix.without_list())
        self.canvas.setAccessibleName(view.matrix.title)
        left = QVBoxLayout()
        left.setContentsMargins(24, 24, 16, 24)
        left.setSpacing(8)
        left.addWidget(self.canvas, 1)
        left.addWidget(PlainLabel(tr("Positions are judgements."), role="touch_caption", color="muted"))
        page, column = sheet(gap=12)
        for n, risk in enumerate(view.risks):
            if n:
                column.addWidget(rule())
            column.addWidget(_Risk(risk))
        if not view.risks:
            column.addWidget(body(tr("No risk is shown."), color="muted"))
        column.addStretch(1)
        self.area = page_of(page)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(left, round(_MATRIX * 100))
        both.addWidget(self.area, round((1 - _MATRIX) * 100))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a small window the cells keep room for their pins rather than the words for their size.
        self.canvas.set_style("reading" if self.width() >= theme().density.px(_LARGE) else "screen")


class _Risk(QWidget):
    def __init__(self, risk: ShownRisk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        chip = BandChip(risk.band)
        chip.side = _CHIP
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        words = tr("{code} {text}", code=risk.code, text=risk.statement) if risk.code else risk.statement
        head.addWidget(WrappedLabel(words, role="touch_key", wrap=True), 1)
        column.addLayout(head)
        rated = " = ".join(part for part in (risk.rating, risk.band_word) if part)
        if risk.after:
            rated = tr("{now}; after the measures {later}", now=rated, later=risk.after)
        elif risk.before:
            rated = tr("{now}; before the measures {earlier}", now=rated, earlier=risk.before)
        column.addWidget(body(rated, color="muted"))
        column.addWidget(Passage(tr("Cause"), risk.cause))
        column.addWidget(Passage(tr("Effect"), risk.effect))
        column.addWidget(Passage(tr("What we propose"), _proposed(risk)))


def _proposed(risk: ShownRisk) -> str:
    due = tr("by {day}", day=risk.due) if risk.due else ""
    first = ", ".join(part for part in (risk.treatment, due) if part)
    measures = [tr("{what}, {when}", what=what, when=when) if when else what for what, when in risk.measures]
    return "\n".join(part for part in (first, *measures) if part)
