# SPDX-License-Identifier: Apache-2.0
"""The heads of a table's columns: what the table is sorted by, and how to have it otherwise."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from planner.kernel.override import override
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, text_width

EDGE: Final = 16
INNER: Final = 8


class TableHead(QHeaderView):
    """Column heads: 12 px, muted; the sorted column in text colour with a chevron; aligned as the column.

    Where ``arranges`` is set, Shift+click sends `then_wanted` (a second key to sort by), and the right button
    `menu_wanted` with the column and where. The owner answers the first with `set_sort`.
    """

    then_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    arranges = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(32)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._then: tuple[int, bool] | None = None
        self._pressed = -1
        theme().changed.connect(self._restyle)

    def set_sort(self, first: tuple[int, bool], then: tuple[int, bool] | None = None) -> None:
        """Show by which columns the list is sorted, and whether descending; the model is not told."""
        self._then = then
        with QSignalBlocker(self):
            self.setSortIndicator(first[0], _way(first[1]))
        # Paints anew without asking for the viewport, which is Qt's own (ADR 0011).
        self.headerDataChanged(Qt.Orientation.Horizontal, 0, max(0, self.count() - 1))

    def _sorted(self, column: int) -> tuple[bool, str] | None:
        """Whether a column is sorted descending and its place among several keys; None when it is not sorted."""
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == column:
            return self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder, "1" if self._then else ""
        if self._then is not None and self._then[0] == column:
            return self._then[1], "2"
        return None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.button() == Qt.MouseButton.LeftButton
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._pressed = -1
        if self.arranges and shift and not resizing:
            self._pressed = self.logicalIndexAt(event.position().toPoint())
        else:
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self.logicalIndexAt(event.position().toPoint()) == pressed:
            self.then_wanted.emit(pressed)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.arranges:
            self.menu_wanted.emit(self.logicalIndexAt(event.pos()), event.globalPos())
        else:
            super().contextMenuEvent(event)

    def _restyle(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().density.head)

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        text = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        return QSize(text_width(text, "head") + 2 * EDGE + 20, theme().density.head)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, role_color("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), role_color("line"))
        model = self.model()
        text = str(model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        align = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        room = padded(rect, self.visualIndex(logicalIndex), self.last_visual())
        order = self._sorted(logicalIndex)
        room = room.adjusted(0, 0, 0 if order is None else -_sign_width(order[1]), 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        used = draw_text(painter, room, text, role="head", color="muted" if order is None else "text", align=side)
        if order is not None:
            self._chevron(painter, room.right() + 5 if right else room.left() + used + 4, room, order)
        painter.restore()

    def _chevron(self, painter: QPainter, left: int, room: QRect, order: tuple[bool, str]) -> None:
        box = QRectF(left, room.top() + (room.height() - 16) // 2, 16, 16)
        paint_icon(painter, box, "chevron-up" if order[0] else "chevron-down", "text")
        draw_text(painter, QRect(left + 16, room.top(), 12, room.height()), order[1], role="caption", color="text")

    def last_visual(self) -> int:
        """Visual position of the last shown column, whose cells keep the wide edge."""
        return max((n for n in range(self.count()) if not self.isSectionHidden(self.logicalIndex(n))), default=0)


def _way(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder


def _sign_width(number: str) -> int:
    """Room that the sign of a sorted column takes, with its gap."""
    return 20 + (text_width(number, "caption") if number else 0)


def padded(rect: QRect, visual: int, last: int) -> QRect:
    """A cell's rectangle without its padding, which is wide at both ends of the row."""
    left = EDGE if visual == 0 else INNER
    right = EDGE if visual == last else INNER
    return rect.adjusted(left, 0, -right, 0)
