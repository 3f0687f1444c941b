# SPDX-License-Identifier: Apache-2.0
"""One scrolling page of titled groups with a list of them at its left, which leads to each and follows the page.

Where the page is wide enough the groups stand in two columns.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.theme.theme import theme
from ui.widgets.panes import HLine
from ui.widgets.rows import SectionList
from ui.widgets.safe import PlainLabel

_ALONE: Final = 640
_LEAST, _WIDEST = 440, 720  # of one column where there are two
_GAP: Final = 40
_LEAST_BESIDE: Final = 480
_MARGIN: Final = 16
_SPACING, _BEFORE_LINE = 12, 4


class SectionedPage(QWidget):
    """Groups in `column`; the list goes where there is no room for it beside them.

    After `begin_second` they belong to the second column, which stands below the first where there is no room for two.
    """

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
        self._holder = QWidget(self._body)
        side.addWidget(self._holder, 1, Qt.AlignmentFlag.AlignTop)
        side.addStretch(0)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._holder)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._halves: list[QWidget] = []
        self.column = self._begin_half()
        self.area.setWidget(self._body)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.area, 1)
        self._heads: dict[str, PlainLabel] = {}
        self._between: HLine | None = None
        self._led = False
        self.list.selected.connect(self.go_to)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)
        for watched in (self.area.viewport(), self._body):
            watched.installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()

    def _begin_half(self) -> QVBoxLayout:
        half = QWidget(self._holder)
        self._halves.append(half)
        self._both.addWidget(half, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        return column

    def begin_second(self) -> None:
        """What is added from now on stands in the second column where there is room for two."""
        self.column = self._begin_half()
        self._between = self._add_line()

    def add_section(self, key: str, title: str, label: str = "") -> None:
        """Begin a group; what is added to `column` from now on belongs to it. ``label`` is its word in the list."""
        if self.column.count() > int(self._between is not None):
            self._add_line()
        head = PlainLabel(title, self._body, role="section")
        self._heads[key] = head
        self.column.addWidget(head)
        self.list.add_section(key, label or title)
        if len(self._heads) == 1:
            self.list.set_key(key)

    def _add_line(self) -> HLine:
        if self.column.count():
            self.column.addSpacing(_BEFORE_LINE)
        line = HLine(self._body, color="row_line")
        self.column.addWidget(line)
        return line

    # -- one column or two

    @property
    def two(self) -> bool:
        """Whether the groups stand in two columns."""
        return self._both.direction() == QBoxLayout.Direction.LeftToRight

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == (QEvent.Type.LayoutRequest if watched is self._body else QEvent.Type.Resize):
            self._fit()
        return False

    @Slot()
    def _fit(self) -> None:
        """As many columns as there is room for, none wider than reads well."""
        px = theme().density.px
        gap, room = px(_GAP), self.area.viewport().width() - 2 * _MARGIN
        least = max(px(_LEAST), *(half.minimumSizeHint().width() for half in self._halves))
        two = len(self._halves) > 1 and room >= 2 * least + gap
        widest = 2 * px(_WIDEST) + gap if two else px(_ALONE)
        if (two, widest) == (self.two, self._holder.maximumWidth()):
            return
        sides = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(sides[0] if two else sides[1])
        self._both.setSpacing(gap if two else _SPACING + _BEFORE_LINE)
        self._holder.setMaximumWidth(widest)
        if self._between is not None:
            self._between.setVisible(not two)
        self._mark(self.list.key())

    # -- the list

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Bring a group to the top, or as far up as the page goes, and mark it."""
        head = self._heads.get(key)
        if head is None:
            return
        self._led = True
        self.area.verticalScrollBar().setValue(self._top(head))
        self._led = False
        self._mark(key)

    def _mark(self, key: str) -> None:
        """In the list, and at its head where others stand beside it."""
        self.list.set_key(key)
        for one, head in self._heads.items():
            head.set_color("accent" if self.two and one == key else "text")

    def _top(self, head: PlainLabel) -> int:
        return head.mapTo(self._body, QPoint(0, 0)).y() - _MARGIN

    @Slot(int)
    def _follow(self, value: int) -> None:
        """Mark the group at the top, at the end of a page of one column the last one."""
        if self._led or not self._heads:
            return
        bar = self.area.verticalScrollBar()
        if not self.two and bar.maximum() and value == bar.maximum():
            self._mark(list(self._heads)[-1])
            return
        tops = [(self._top(head), key) for key, head in self._heads.items()]
        above = [one for one in tops if one[0] <= value + theme().density.px(48)]
        self._mark(max(above, key=lambda one: one[0])[1] if above else tops[0][1])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setVisible(event.size().width() >= self.list.width() + theme().density.px(_LEAST_BESIDE))
