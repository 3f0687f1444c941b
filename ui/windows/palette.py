# SPDX-License-Identifier: Apache-2.0
"""The palette (Ctrl+K): a field and a list over the page; Enter goes, Esc returns exactly where the user was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, paint_grade, rounded, text_width
from ui.widgets.panes import HLine
from ui.widgets.safe import PlainLabel
from ui.windows.palette_list import Item, nothing

_WIDTH: Final = 600
_ROWS: Final = 10
_TOP: Final = 84
_Index = QModelIndex | QPersistentModelIndex
_ITEM: Final = int(Qt.ItemDataRole.UserRole) + 9


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def set_items(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (item.title, item.second, item.shortcut) if part)
        return None


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH, max(34, theme().density.row + 4))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = index.data(_ITEM)
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        rows = self.parent()
        if isinstance(rows, QListView) and rows.selectionModel().isSelected(index) and not item.reason:
            rounded(painter, QRectF(rect.adjusted(8, 1, -8, -1)), 6, role_color("selection"))
        self._draw(painter, rect.adjusted(16, 0, -16, 0), item)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, item: Item) -> None:
        if item.heading:
            draw_text(painter, box, item.title, role="caption", color="muted")
            return
        lead = QRectF(box.left(), box.center().y() - 9.5, 20, 20)
        if item.grade:
            paint_grade(painter, lead, item.grade, theme().tokens)
        elif item.icon:
            paint_icon(painter, lead.adjusted(2, 2, -2, -2), item.icon, "disabled" if item.reason else "muted")
        right = text_width(item.shortcut, "caption")
        if right:
            room = QRect(box.right() - right, box.top(), right + 1, box.height())
            draw_text(painter, room, item.shortcut, role="caption", color="muted")
        left = box.left() + 32
        room = QRect(left, box.top(), box.right() - left - (right + 16 if right else 0), box.height())
        color = "disabled" if item.reason else "text"
        used = draw_text(painter, room, item.title, role="body" if item.command or item.reason else "name", color=color)
        if item.second:
            rest = room.adjusted(used + 10, 0, 0, 0)
            draw_text(painter, rest, item.second, role="caption", color="disabled" if item.reason else "muted")


class Palette(QWidget):
    """Belongs to a window and covers it, so that a press beside the box closes it; `chosen` carries the Item."""

    chosen = Signal(object)
    _rows = 1  # the most lines since it was opened

    def __init__(self, window: QWidget, source: Callable[[str, bool], list[Item]]) -> None:
        """``source`` tells what there is for a text, of accounts and commands or, when True, of all records."""
        super().__init__(window)
        self.setObjectName("palette")
        self._window, self._source = window, source
        self._everything = False
        self._focus: QWidget | None = None
        self._box = QWidget(self)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.edit = QLineEdit(self._box)
        self.edit.setObjectName("edtPalette")
        self.edit.setProperty("flat", True)
        self.edit.setTextMargins(16, 0, 16, 0)
        self.list = QListView(self._box)
        self.list.setObjectName("lstPalette")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self._model = _Model(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.hint = PlainLabel("", self._box, role="caption", color="muted")
        self.hint.setContentsMargins(16, 6, 16, 6)
        column.addWidget(self.edit)
        column.addWidget(HLine(self._box))
        column.addSpacing(4)
        column.addWidget(self.list, 1)
        column.addSpacing(4)
        column.addWidget(HLine(self._box, color="row_line"))
        column.addWidget(self.hint)
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        window.installEventFilter(self)
        self.hide()

    def open(self, text: str = "", *, everything: bool = False) -> None:
        """Show the palette with ``text`` in the field; what had the focus gets it back on Esc.

        With ``everything`` it looks through all records instead of accounts, people and commands.
        """
        if not self.isVisible():
            self._focus = QApplication.focusWidget()
            self._rows = 1
        self._say(everything)
        self._place()
        self.show()
        self.raise_()
        self.edit.setText(text)
        self._search(text)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, everything: bool) -> None:
        self._everything = everything
        if everything:
            self.edit.setPlaceholderText(tr("Search all records: names, notes, findings, evidence …"))
            self.edit.setAccessibleName(tr("Search everything"))
            self.hint.setText(tr("All words must occur   Enter goes there   Esc closes"))
        else:
            self.edit.setPlaceholderText(tr("Find an account or a person, or type > for commands"))
            self.edit.setAccessibleName(tr("Find or do anything"))
            self.hint.setText(tr("> commands   @ people   Enter goes there   Esc closes"))

    def dismiss(self) -> None:
        """Close and return to where the user was."""
        focus, self._focus = self._focus, None
        self.hide()
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def items(self) -> list[Item]:
        """The lines shown."""
        return list(self._model.items)

    def _search(self, text: str) -> None:
        found = self._source(text, self._everything) or [nothing(text, everything=self._everything)]
        self._model.set_items(found)
        first = next((n for n, item in enumerate(found) if not item.reason), 0)
        self.list.setCurrentIndex(self._model.index(first, 0))
        self._place()

    def _choose(self, index: _Index) -> None:
        item = index.data(_ITEM)
        if isinstance(item, Item) and not item.reason:
            self.dismiss()
            self.chosen.emit(item)

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while 0 <= row < len(self._model.items):
            if not self._model.items[row].reason:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return
            row += 1 if by > 0 else -1

    def _place(self) -> None:
        room = self._window.rect()
        self.setGeometry(room)
        width = min(theme().density.px(_WIDTH), room.width() - 32)
        row = max(34, theme().density.row + 4)
        # It grows with what is found and does not jump back to one line while a word is typed.
        self._rows = max(self._rows, min(_ROWS, len(self._model.items)))
        height = min(room.height() - _TOP - 40, theme().density.px(48) + self._rows * row + theme().density.px(30) + 14)
        self.edit.setFixedHeight(theme().density.px(48))
        self._box.setGeometry((room.width() - width) // 2, _TOP, width, height)
        self.update()  # the frame is painted round the box, outside of it

    @override
    def mousePressEvent(self, event: Any) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self._box.geometry()).adjusted(-1, -1, 1, 1),
            9,
            role_color("raised"),
            role_color("field_edge"),
        )
        painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            self._step(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return False
        return True
