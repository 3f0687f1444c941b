# SPDX-License-Identifier: Apache-2.0
"""The bar at the bottom of a review: what its four parts lack, with buttons that go there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.review_view import Gap
from ui.screens.review.parts import column
from ui.widgets.bar import Bar
from ui.widgets.panes import HLine

_BUTTONS = 3


class MissingBar(QWidget):
    """``jump`` carries step and record, ``wanted`` what to do with the whole review: close, reopen, report_window."""

    jump = Signal(int, str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[Gap, ...] = ()
        self._told: tuple[object, ...] = ()
        self.missing = Bar("watch", lead=tr("Missing"))
        self.missing.setObjectName("barMissing")
        self.done = Bar("info")
        outer = column(self, margins=(16, 0, 16, 12), gap=8)
        outer.addWidget(HLine(color="row_line"))  # what scrolls above it ends here
        outer.addWidget(self.missing)
        outer.addWidget(self.done)

    def show_gaps(self, gaps: tuple[Gap, ...], *, settled: bool, begun: bool) -> None:
        """Say what is missing; a complete review offers to be closed, a closed one to be opened again."""
        told = (gaps, settled, begun)
        if told == self._told:
            return
        self._told, self._gaps = told, gaps
        self.missing.setVisible(bool(gaps) and not settled)
        self.done.setVisible(settled or not gaps)
        self.done.clear_buttons()
        if settled:
            self.done.set_text(tr("This review is finished; its checks can only be read."))
            self._offer(self.done, tr("Open again"), "reopen")
            self._offer(self.done, tr("Report…"), "report_window")
        elif not gaps:
            self.done.set_text(tr("All four parts are there."))
            self._offer(self.done, tr("Close review"), "close")
            self._offer(self.done, tr("Report…"), "report_window")
        else:
            self._fill()

    def _fill(self) -> None:
        self.missing.set_text(" · ".join(gap.text for gap in self._gaps))
        self.missing.clear_buttons()
        offered = self._offered()[: _BUTTONS if self.width() >= 620 or self.width() < 200 else 1]
        for gap in offered:
            button = self.missing.add_button(gap.verb)
            button.clicked.connect(partial(self.jump.emit, gap.step, gap.record))
        if self._told[2:] == (True,):
            self._offer(self.missing, tr("Report…"), "report_window")

    def _offer(self, bar: Bar, text: str, name: str) -> None:
        button = bar.add_button(text)
        button.setObjectName(f"btn_{name}")
        button.clicked.connect(partial(self.wanted.emit, name))

    def _offered(self) -> list[Gap]:
        """One step for each part that lacks something; the same verb twice helps nobody."""
        found: dict[tuple[int, str], Gap] = {}
        for gap in self._gaps:
            if gap.verb:
                found.setdefault((gap.step, gap.verb), gap)
        return list(found.values())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._gaps and self.missing.isVisibleTo(self) and (event.oldSize().width() < 620) != (self.width() < 620):
            self._fill()
