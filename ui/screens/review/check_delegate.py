# SPDX-License-Identifier: Apache-2.0
"""Paints a row of checks (reading as a field, result keys, camera, note) and edits two of its cells."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.review_checks import GLYPHS, CheckGroup, CheckRow
from ui.screens.review.check_model import GROUP_ROLE, NOTE, PHOTO, READING, RESULT, ROW_ROLE
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.cells import paint_cell
from ui.widgets.paint import Cell, draw_text, rounded, text_width
from ui.widgets.result_keys import RESULTS, paint_result_keys, result_rects, result_word
from ui.widgets.table import RowDelegate
from ui.widgets.table_head import EDGE

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CheckDelegate(RowDelegate):
    """For `ChecksTable`; ``hover`` is the row and key under the pointer, (-1, -1) for none.

    ``locked`` shows plain values where nothing can be changed. ``opened`` carries the line that was opened in a cell,
    the id of its check and the column.
    """

    opened = Signal(object, str, int)

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.hover = (-1, -1)
        self.editor: QLineEdit | None = None
        self.locked = False

    # -- painting

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        group = index.data(GROUP_ROLE)
        if isinstance(group, CheckGroup):
            _paint_group(painter, option.rect, group)
            return
        super().paint(painter, option, index)

    @override
    def paint_content(self, painter: QPainter, rect: QRect, index: _Index, *, on_fill: bool) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CheckRow):
            return
        column = index.column()
        if self.locked and column in {READING, RESULT, PHOTO, NOTE}:
            paint_cell(painter, rect, _read_only(row, column), on_fill=on_fill)
        elif column == READING:
            self._paint_reading(painter, rect, row, index)
        elif column == RESULT:
            hover = self.hover[1] if self.hover[0] == index.row() else -1
            paint_result_keys(painter, key_box(rect), row.result, hover)
        elif column == PHOTO:
            _paint_photo(painter, rect, row)
        elif column == NOTE:
            draw_text(painter, rect, row.note or tr("Note"), color="text" if row.note else "muted")
        else:
            super().paint_content(painter, rect, index, on_fill=on_fill)

    def _paint_reading(self, painter: QPainter, rect: QRect, row: CheckRow, index: _Index) -> None:
        box = key_box(rect)
        here = self._table.currentIndex()
        lit = self._table.hasFocus() and (here.row(), here.column()) == (index.row(), READING)
        edge = role_color("accent" if lit else "field_edge")
        rounded(painter, QRectF(box), 6, role_color("field"), edge, width=2 if lit else 1)
        inner = box.adjusted(8, 0, -8, 0)
        shown = row.shown_reading
        draw_text(painter, inner, shown or "–", color="text" if shown else "muted", align=_RIGHT)

    def room(self, rect: QRect, index: _Index) -> QRect:
        """The part of a cell that its content is painted into."""
        return self._room(rect, index).adjusted(0, 0, 0, -1)

    def key_at(self, rect: QRect, index: _Index, x: int, y: int) -> int:
        """Which result key lies at a point of the viewport, -1 for none."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, CheckRow):
            return -1
        boxes = result_rects(key_box(self.room(rect, index)), row.result)
        return next((n for n, box in enumerate(boxes) if box.contains(x, y)), -1)

    # -- editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(10_000)
        if index.column() == READING:
            editor.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)
        row = index.data(ROW_ROLE)
        column = tr("Reading") if index.column() == READING else tr("Note")
        name = row.name if isinstance(row, CheckRow) else ""
        editor.setAccessibleName(tr("{column} of {name}", column=column, name=name))
        editor.setStyleSheet("QLineEdit { min-height: 0; padding: 0 7px; }")
        self.editor = editor
        if isinstance(row, CheckRow):
            self.opened.emit(editor, row.id, index.column())
        return editor

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(key_box(self.room(option.rect, index)))

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # A refresh while someone types must not take the text away.
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps the text at once; Qt would only do so after the next event."""
        entered = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER
        if not entered or not isinstance(editor, QLineEdit):
            return super().eventFilter(editor, event)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True

    @override
    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)


def key_box(rect: QRect) -> QRect:
    """The box of a field or of result keys in the middle of a row."""
    tall = min(max(22, theme().density.small), rect.height() - 2)
    return QRect(rect.left(), rect.top() + (rect.height() - tall) // 2, rect.width(), tall)


def result_of(index: int) -> str:
    """The stored result of a key."""
    return str(RESULTS[index][0])


def _paint_group(painter: QPainter, rect: QRect, group: CheckGroup) -> None:
    painter.save()
    painter.fillRect(rect, role_color("window"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), role_color("row_line"))
    room = rect.adjusted(EDGE, 0, -EDGE, -1)
    draw_text(painter, room, group.label, role="group")
    used = text_width(group.label, "group") + 8
    draw_text(painter, room.adjusted(used, 0, 0, 0), group.note, role="caption", color="muted")
    painter.restore()


def _read_only(row: CheckRow, column: int) -> Cell:
    """A value of a finished review, without the look of a field."""
    if column == READING:
        return Cell(text=row.shown_reading, align="right", color="text" if row.shown_reading else "muted")
    if column == RESULT:
        return Cell(kind="glyph", text=result_word(row.result), state=GLYPHS.get(row.result, ""), reserve=True)
    if column == PHOTO:
        return Cell(kind="icon", icon="camera", text=str(row.photos)) if row.photos else Cell()
    return Cell(text=row.note)


def _paint_photo(painter: QPainter, rect: QRect, row: CheckRow) -> None:
    side = theme().density.icon
    box = QRectF(rect.left(), rect.center().y() + 0.5 - side / 2, side, side)
    paint_icon(painter, box, "camera", "text" if row.photos else "muted")
    if row.photos:
        draw_text(painter, rect.adjusted(side + 6, 0, 0, 0), str(row.photos))
