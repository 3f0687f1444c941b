# SPDX-License-Identifier: Apache-2.0
"""Records as cards in rows that fill the width; painted by a delegate, so that thousands cost as little as thirty."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.kernel.override import override
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.paint import paint_ring, rounded
from ui.widgets.safe import tip_text

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
GAP: Final = 12
EDGE: Final = 16
_RADIUS: Final = 8


class CardDelegate(QStyledItemDelegate):
    """Paints the card's frame; a screen overrides `paint_content`, `tip` and the two sizes (px at 100 % text)."""

    least_width = 240
    height = 120

    def paint_content(self, painter: QPainter, rect: QRect, index: _Index, *, on_fill: bool) -> None:
        """Paint what the card says into ``rect``, which is without the padding."""

    def tip(self, rect: QRect, at: QPoint, index: _Index) -> str:
        """Plain text for the pointer ``at`` a place of the card whose content has ``rect``; "" for none."""
        return str(index.data(Qt.ItemDataRole.ToolTipRole) or "") if rect.contains(at) else ""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        cards = self.parent()
        assert isinstance(cards, CardList)
        return QSize(cards.cell_width(), theme().density.px(self.height) + GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cards = self.parent()
        assert isinstance(cards, CardList)
        cell: QRect = option.rect
        box = card_box(cell)
        chosen = cards.selectionModel().isSelected(index)
        hover = cards.hover_row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "selection" if chosen else "hover" if hover else "card"
        rounded(painter, QRectF(box), _RADIUS, role_color(fill), role_color("selection_edge" if chosen else "line"))
        if cards.hasFocus() and cards.currentIndex().row() == index.row():
            paint_ring(painter, QRectF(box), _RADIUS)
        painter.restore()
        painter.save()
        painter.setClipRect(box)
        self.paint_content(painter, inside(box), index, on_fill=chosen or hover)
        painter.restore()

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        from PySide6.QtWidgets import QToolTip

        rect: QRect = option.rect
        text = self.tip(inside(card_box(rect)), event.pos(), index) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), tip_text(text), view)
        return True


def card_box(cell: QRect) -> QRect:
    """The card within its cell: half of the gap stays free at each side."""
    return cell.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)


def inside(box: QRect) -> QRect:
    """The room of a card for its content."""
    return box.adjusted(14, 12, -14, -12)


class CardList(QListView):
    """Arrow keys go from card to card, Enter or a double click opens, Space looks at the details.

    Selection, current record and keys are those of a `DataTable`, with which it may share its selection model.
    """

    opened = Signal(QModelIndex)
    peeked = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._hover = -1
        self.setAccessibleName(name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setViewportMargins(EDGE - GAP // 2, EDGE - GAP // 2, 0, 0)
        self.doubleClicked.connect(self.opened)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def columns(self) -> int:
        """How many cards stand beside each other."""
        return max(1, self._room() // (theme().density.px(self._least()) + GAP))

    def cell_width(self) -> int:
        """Width of a card with its gap: the cards share the whole width."""
        return max(GAP + 1, self._room() // self.columns())

    def hover_row(self) -> int:
        """The card under the pointer, -1 for none."""
        return self._hover

    def _least(self) -> int:
        delegate = self.itemDelegate()
        return delegate.least_width if isinstance(delegate, CardDelegate) else CardDelegate.least_width

    def _room(self) -> int:
        # Always without the bar: whether it is needed would otherwise hang on the room, and the room on the bar.
        bar = self.verticalScrollBar().sizeHint().width()
        return self.width() - (EDGE - GAP // 2) - max(bar, EDGE - GAP // 2) - 1

    def _set_hover(self, row: int) -> None:
        if row != self._hover:
            self._hover = row
            self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hover(self.indexAt(event.position().toPoint()).row())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hover(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and not event.modifiers():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit(index)
                return
            if event.key() == Qt.Key.Key_Space:
                self.peeked.emit(index)
                return
        super().keyPressEvent(event)

    @override
    def moveCursor(self, cursorAction: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        model, at = self.model(), self.currentIndex().row()
        last = model.rowCount() - 1 if model is not None else -1
        if last < 0:
            return QModelIndex()
        to = 0 if at < 0 else self._reached(cursorAction, at, last)
        return model.index(to, self.modelColumn())

    def _reached(self, action: _Move, at: int, last: int) -> int:
        """The card that a key leads to; Left and Right go on in the next row, Up and Down keep their column."""
        across = self.columns()
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(0))) * across
        steps = {
            _Move.MoveLeft: -1,
            _Move.MovePrevious: -1,
            _Move.MoveRight: 1,
            _Move.MoveNext: 1,
            _Move.MoveUp: -across,
            _Move.MoveDown: across,
            _Move.MovePageUp: -page,
            _Move.MovePageDown: page,
            _Move.MoveHome: -last,
            _Move.MoveEnd: last,
        }
        to = at + steps.get(action, 0)
        if action == _Move.MoveUp and to < 0:
            return at
        if action == _Move.MoveDown and to > last and at // across == last // across:
            return at
        return min(last, max(0, to))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._take_current()
        self.viewport().update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.currentIndex().isValid():
            self._take_current()

    def _take_current(self) -> None:
        """The current record in our own column: the table that shares it may have left it in another."""
        model, chosen, row = self.model(), self.selectionModel(), max(0, self.currentIndex().row())
        if model is not None and row < model.rowCount():
            chosen.setCurrentIndex(model.index(row, self.modelColumn()), chosen.SelectionFlag.NoUpdate)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
