# SPDX-License-Identifier: Apache-2.0
"""One scrolling page of titled groups with a list of them at its left, which leads to each and follows the page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.theme.theme import theme
from ui.widgets.panes import HLine
from ui.widgets.rows import SectionList
from ui.widgets.safe import PlainLabel

_WIDEST: Final = 640
_LEAST_BESIDE: Final = 480
_MARGIN: Final = 16


class SectionedPage(QWidget):
    """Groups below each other in `column`; the list goes where there is no room for it beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = SectionList(self, name=tr("Sections"))
        self.list.numbered = False
        self.area = QScrollArea(self)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self._body = QWidget(self.area)
        side = QHBoxLayout(self._body)
        side.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 24)
        holder = QWidget(self._body)
        holder.setMaximumWidth(theme().density.px(_WIDEST))
        side.addWidget(holder, 1, Qt.AlignmentFlag.AlignTop)
        side.addStretch(0)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.area.setWidget(self._body)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.area, 1)
        self._heads: dict[str, PlainLabel] = {}
        self._led = False
        self.list.selected.connect(self.go_to)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)

    def add_section(self, key: str, title: str, label: str = "") -> None:
        """Begin a group; what is added to `column` from now on belongs to it. ``label`` is its word in the list."""
        if self._heads:
            self.column.addSpacing(4)
            self.column.addWidget(HLine(self._body, color="row_line"))
        head = PlainLabel(title, self._body, role="section")
        self._heads[key] = head
        self.column.addWidget(head)
        self.list.add_section(key, label or title)
        if len(self._heads) == 1:
            self.list.set_key(key)

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Bring a group to the top, or as far up as the page goes, and mark it in the list."""
        head = self._heads.get(key)
        if head is None:
            return
        self._led = True
        self.area.verticalScrollBar().setValue(self._top(head))
        self._led = False
        self.list.set_key(key)

    def _top(self, head: PlainLabel) -> int:
        return head.mapTo(self._body, QPoint(0, 0)).y() - _MARGIN

    @Slot(int)
    def _follow(self, value: int) -> None:
        """Mark the group at the top, at the end of the page the last one."""
        if self._led or not self._heads:
            return
        bar = self.area.verticalScrollBar()
        if bar.maximum() and value == bar.maximum():
            self.list.set_key(list(self._heads)[-1])
            return
        tops = [(self._top(head), key) for key, head in self._heads.items()]
        above = [key for top, key in tops if top <= value + theme().density.px(48)]
        self.list.set_key(above[-1] if above else tops[0][1])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setVisible(event.size().width() >= self.list.width() + theme().density.px(_LEAST_BESIDE))
