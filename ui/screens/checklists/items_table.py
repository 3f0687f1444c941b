# SPDX-License-Identifier: Apache-2.0
"""The table in which checks are edited: letters and Enter open a cell, Alt+arrows move a row, Insert adds one."""

from __future__ import annotations

from typing import Final

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
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QComboBox, QLineEdit, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from planner.entities.spec import Kind
from planner.kernel.text import tr
from ui.screens.checklists.items_model import ADVICE, CADENCE, GROUP, ITEM, LIMIT, PARTS, SOURCE, UNIT, ItemsModel
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.paint import rounded
from ui.widgets.table import DataTable, RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ALT, _CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_WIDTHS: Final = {GROUP: 112, UNIT: 98, LIMIT: 88, CADENCE: 104}
_SHARES: Final = {ITEM: (0.46, 190), ADVICE: (0.3, 110)}
"""Of the room that is left for words, and the least in px; the source takes the rest."""


class _Cells(RowDelegate):
    """Frames the cell at hand and edits it: words in a line, choices in a box. ``typed`` tells what stands in it."""

    typed = Signal(int, int, str)

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.editor: QWidget | None = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        here = self._table.currentIndex()
        if self._table.hasFocus() and (here.row(), here.column()) == (index.row(), index.column()):
            rect: QRect = option.rect
            rounded(painter, QRectF(rect.adjusted(3, 2, -3, -3)), 5, None, role_color("accent"), width=2)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        part = PARTS[index.column()]
        made: QWidget
        if part.kind is Kind.CHOICE:
            made = box = QComboBox(parent)
            for key, word in part.choices:
                box.addItem(tr(word), key)
            box.activated.connect(lambda _index: self._finish(box))
        else:
            made = edit = QLineEdit(parent)
            edit.setMaxLength(part.limit)
            edit.setStyleSheet("QLineEdit { min-height: 0; padding: 0 7px; }")
            edit.textChanged.connect(lambda text: self.typed.emit(index.row(), index.column(), text))
        made.setAccessibleName(tr(part.label))
        self.editor = made
        return made

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def finish(self) -> None:
        """Take over what is typed in the open cell."""
        if self.editor is not None:
            self._finish(self.editor)

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        wide = rect.adjusted(1, 0, -1, -1)
        if isinstance(editor, QComboBox):
            wide.setWidth(max(wide.width(), editor.sizeHint().width()))
        editor.setGeometry(wide)

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(value)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        value = editor.currentData() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, value, Qt.ItemDataRole.EditRole)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps the text at once; Qt would only do so after the next event."""
        entered = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER
        if entered and isinstance(editor, QLineEdit) and not event.modifiers() & _CONTROL:  # type: ignore[attr-defined]
            self._finish(editor)
            return True
        return super().eventFilter(editor, event)

    @override
    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)


class ItemsTable(DataTable):
    """``row_changed`` tells the row at hand; the others carry the row they are about, ``move_wanted`` also how far."""

    row_changed = Signal(int)
    add_wanted = Signal(int)
    remove_wanted = Signal(int)
    move_wanted = Signal(int, int)
    cell_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=tr("Checks of the checklist"), sortable=False)
        self.items = ItemsModel(self)
        self.setModel(self.items)
        self.cells = _Cells(self)
        self.setItemDelegate(self.cells)
        self.set_widths(_WIDTHS, stretch=SOURCE)
        self.opened.connect(self._open)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = theme().density.px
        room = self.viewport().width() - px(sum(_WIDTHS.values()))
        for column, (share, least) in _SHARES.items():
            self.head.resizeSection(column, max(px(least), round(room * share)))

    def _open(self, index: QModelIndex) -> None:
        if self.items.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def go(self, row: int, column: int = ITEM, *, edit: bool = False) -> None:
        """Make a cell the one at hand, and begin typing in it."""
        if self.items.item(row) is None:
            return
        index = self.items.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit:
            self.setFocus()
            self.edit(index)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.row_changed.emit(current.row())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        again = self.indexAt(event.position().toPoint()) == self.currentIndex() and self.hasFocus()
        super().mousePressEvent(event)
        if again and event.button() == Qt.MouseButton.LeftButton and not self.hasEditor():
            self._open(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasEditor() or self.items.locked or not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Act on a key of our own; False leaves it to the table."""
        row, key, keys = self.current_row(), event.key(), event.modifiers()
        if key == Qt.Key.Key_Insert:
            self.add_wanted.emit(row)
        elif key == Qt.Key.Key_Delete and keys & _CONTROL:
            self.remove_wanted.emit(row)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and keys & _ALT:
            self.move_wanted.emit(row, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and not keys:
            self._empty(self.currentIndex())
        else:
            return self._type(event)
        return True

    def _empty(self, index: QModelIndex) -> None:
        if index.isValid() and PARTS[index.column()].kind is Kind.TEXT:
            self.items.setData(index, "")

    def _type(self, event: QKeyEvent) -> bool:
        """F2 opens a cell; a letter opens it with that letter in place of what it held."""
        index, text = self.currentIndex(), event.text()
        if not index.isValid():
            return False
        letter = bool(text) and text.isprintable() and text != " " and not event.modifiers() & (_ALT | _CONTROL)
        if event.key() != Qt.Key.Key_F2 and not letter:
            return False
        self._open(index)
        if letter and isinstance(self.cells.editor, QLineEdit):
            self.cells.editor.setText(text)
        return True

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.cell_closed.emit()
        if not self.hasEditor():
            self.setFocus()
