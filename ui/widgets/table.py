# SPDX-License-Identifier: Apache-2.0
"""The table of the visual language: row lines only, hover row, frame round the current row, heads with a
chevron.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.kernel.override import override
from ui.theme.theme import theme
from ui.widgets.cells import cell_width, paint_cell
from ui.widgets.paint import CELL_ROLE, Cell, paint_row, paint_row_frame
from ui.widgets.safe import tip_text
from ui.widgets.table_head import EDGE, INNER, TableHead, padded

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the `Cell` a model gives under CELL_ROLE, else its DisplayRole as plain text ("–" muted when
    empty).

    For parts of its own (result keys, inputs) a screen subclasses it and overrides `paint_content`.
    """

    def paint_content(self, painter: QPainter, rect: QRect, index: _Index, *, on_fill: bool) -> None:
        """Paint what the cell holds into ``rect``, which is without the padding."""
        paint_cell(painter, rect, self.cell(index), on_fill=on_fill)

    def cell(self, index: _Index) -> Cell:
        """The model's cell, or one made of its plain text and alignment."""
        found = index.data(CELL_ROLE)
        if isinstance(found, Cell):
            return found
        value = index.data(Qt.ItemDataRole.DisplayRole)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
        return Cell(text="" if value is None else str(value), align="right" if right else "left")

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        table = self.parent()
        hover = isinstance(table, DataTable) and table.hover_row() == index.row()
        # Asked of the table: option.state makes Python enumerations of all of QStyle, on the way to the first page.
        selected = isinstance(table, QAbstractItemView) and table.selectionModel().isSelected(index)
        paint_row(painter, rect, selected=selected, hover=hover)
        room = self._room(rect, index).adjusted(0, 0, 0, -1)
        painter.save()
        painter.setClipRect(rect)
        self.paint_content(painter, room, index, on_fill=selected or hover)
        painter.restore()

    def _room(self, rect: QRect, index: _Index) -> QRect:
        table = self.parent()
        if not isinstance(table, DataTable):
            return rect.adjusted(INNER, 0, -INNER, 0)
        return padded(rect, table.head.visualIndex(index.column()), table.last_visual())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(cell_width(self.cell(index)) + 2 * EDGE, theme().density.row)

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        text = index.data(Qt.ItemDataRole.ToolTipRole)
        if not text and index.isValid():
            cell = self.cell(index)
            rect: QRect = option.rect
            cut = cell_width(cell) > self._room(rect, index).width()
            text = "\n".join(part for part in (cell.text, cell.second) if part) if cut else ""
        from PySide6.QtWidgets import QToolTip

        QToolTip.showText(event.globalPos(), tip_text(str(text or "")), view)
        return True


class _Rows(QWidget):
    """The part of a table that scrolls; tells the table when the pointer leaves it."""

    def __init__(self, table: DataTable) -> None:
        super().__init__(table)
        self._table = table

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._table.set_hover_row(-1)


class DataTable(QTableView):
    """A table of records: whole rows are selected, Enter or a double click opens, Space looks at the row's
    details.

    ``two_line`` gives rows with a second line their height; ``sortable`` lets the heads sort the model.
    """

    opened = Signal(QModelIndex)
    peeked = Signal(QModelIndex)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "",
        two_line: bool = False,
        sortable: bool = True,
        multi: bool = False,
    ) -> None:
        super().__init__(parent)
        self._two_line = two_line
        self._hover = -1
        self._last = 0
        self.setAccessibleName(name)
        # PySide resolves all classes of widgets (13 ms, 60 enumerations) when it is first handed one of Qt's own.
        self.setViewport(_Rows(self))
        self.head = TableHead(self)
        self.setHorizontalHeader(self.head)
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.head.setSectionsClickable(sortable)
        self.setSortingEnabled(sortable)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if multi else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.doubleClicked.connect(self.opened)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_widths(self, widths: Mapping[int, int], stretch: int | None = None) -> None:
        """Column widths in px at 100 % text; the ``stretch`` column takes what is left."""
        for column, width in widths.items():
            self.head.resizeSection(column, theme().density.px(width))
        if stretch is not None:
            self.head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def hover_row(self) -> int:
        """The row under the pointer, -1 for none."""
        return self._hover

    def last_visual(self) -> int:
        """Visual position of the last shown column, as of the last painting."""
        return self._last

    def current_row(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._hover = -1

    def _restyle(self) -> None:
        density = theme().density
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(density.two_line if self._two_line else density.row)
        self.viewport().update()

    def set_hover_row(self, row: int) -> None:
        """Tint another row as the one under the pointer, -1 for none."""
        if row == self._hover:
            return
        old, self._hover = self._hover, row
        for changed in (old, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.set_hover_row(self.rowAt(event.position().toPoint().y()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and not self.hasEditor():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.opened.emit(index)
                return
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                self.peeked.emit(index)
                return
        super().keyPressEvent(event)

    def hasEditor(self) -> bool:  # noqa: N802 - reads as one of Qt's own questions
        """Whether a cell is being edited, so that its keys belong to the editor."""
        return self.state() == QAbstractItemView.State.EditingState

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount() > 0:
            self.selectionModel().setCurrentIndex(model.index(0, 0), self.selectionModel().SelectionFlag.NoUpdate)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._last = self.head.last_visual()
        super().paintEvent(event)
        row = self.current_row()
        if row < 0 or not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        width = min(self.viewport().width(), self.head.length() - self.head.offset())
        paint_row_frame(painter, QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row) - 1))
        painter.end()


def rows_text(table: DataTable) -> list[str]:
    """The selected rows, else the current one, as lines with tabs between the columns that are shown."""
    model, head = table.model(), table.head
    columns = [head.logicalIndex(n) for n in range(head.count()) if not head.isSectionHidden(head.logicalIndex(n))]
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    if not rows and table.current_row() >= 0:
        rows = [table.current_row()]
    return ["\t".join(_words(model.index(row, column)) for column in columns) for row in rows]


def _words(index: _Index) -> str:
    return " ".join(str(index.data(Qt.ItemDataRole.DisplayRole) or "").split())
