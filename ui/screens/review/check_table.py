# SPDX-License-Identifier: Apache-2.0
"""The table of checks: P, A, F and N set the result and go on, digits begin a reading, Enter keeps it and goes down."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QMenu, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.review.check_delegate import CheckDelegate, result_of
from ui.screens.review.check_model import (
    ASSET,
    CHECK,
    LIMIT,
    NOTE,
    PHOTO,
    READING,
    RESULT,
    SINCE,
    ChecksModel,
)
from ui.theme.theme import theme
from ui.widgets.letters import give_letters
from ui.widgets.paint import text_width
from ui.widgets.result_keys import NOT_APPLICABLE, RESULTS, result_of_key
from ui.widgets.table import DataTable

_DIGITS: Final = frozenset("0123456789.,+-")
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_MENU_RESULTS: Final = ("pass", "attention", "fail", "not_checked", NOT_APPLICABLE)
# From these widths on (px at 100 % text) a column has room.
_WITH_NOTE, _WITH_PHOTO, _WITH_LIMIT, _WITH_SINCE = 690, 560, 500, 660
_WIDE: Final = {CHECK: 84, READING: 88, LIMIT: 64, RESULT: 190, PHOTO: 60, NOTE: 100}
_NARROW: Final = {CHECK: 84, READING: 84, LIMIT: 62, RESULT: 180, PHOTO: 60}
_ASSET: Final = 140
_ASSET_LEAST, _LIMIT_MOST, _LEAST, _PAD, _EDGE = 96, 104, 40, 16, 8
_SINCE: Final = 96
_LOCKED_RESULT: Final = 128  # a word instead of four keys


class ChecksTable(DataTable):
    """Signals carry the id of the check; ``trash_wanted`` and ``photo_wanted`` come from menu and camera."""

    result_chosen = Signal(str, str)
    photo_wanted = Signal(str)
    trash_wanted = Signal(str)
    dropped = Signal(str, object)
    row_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=tr("Checks"), sortable=False)
        self.checks = ChecksModel(self)
        self.setModel(self.checks)
        self.delegate = CheckDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self._needed: dict[int, int] = {}
        self.head.moveSection(SINCE, RESULT)  # the mark stands beside reading and limit
        self._fit()

    # -- content

    def span_groups(self) -> None:
        """Let each group row go across all columns, and a check of no device across two; after the rows changed."""
        self._measure()
        self._fit()
        self.clearSpans()
        for number in range(self.checks.rowCount()):
            row = self.checks.row(number)
            if row is None:
                self.setSpan(number, 0, 1, self.checks.columnCount())
            elif not row.asset and self.checks.has_assets():
                self.setSpan(number, ASSET, 1, 2)

    def _measure(self) -> None:
        """How wide the widest words are of the columns that words decide."""
        rows = [row for n in range(self.checks.rowCount()) if (row := self.checks.row(n)) is not None]
        self._needed = {
            ASSET: max((text_width(row.asset, "name") for row in rows if row.asset), default=0) + _PAD + _EDGE,
            CHECK: max((text_width(row.item) for row in rows if row.asset), default=0) + _PAD,
            LIMIT: max((text_width(row.limit) for row in rows), default=0) + _PAD,
        }

    def current_key(self) -> str:
        """The id of the current check, "" when there is none."""
        row = self.checks.row(self.current_row())
        return row.id if row else ""

    def select(self, number: int, column: int = READING) -> None:
        """Make a check row the current one."""
        if self.checks.row(number) is not None:
            self.setCurrentIndex(self.checks.index(number, column))

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_changed.emit(self.current_key())

    # -- widths

    def _fit(self) -> None:
        px = theme().density.px
        width = self.viewport().width()
        past = self.checks.has_past()
        with_note = _WITH_NOTE + (_SINCE if past else 0)
        self.setColumnHidden(SINCE, not past or width < px(_WITH_SINCE))
        self.setColumnHidden(NOTE, width < px(with_note))
        self.setColumnHidden(PHOTO, width < px(_WITH_PHOTO))
        self.setColumnHidden(LIMIT, width < px(_WITH_LIMIT))  # the details pane says it too
        self.setColumnHidden(CHECK, not self.checks.has_assets())
        wide = width >= px(with_note)
        sizes = {column: px(size) for column, size in (_WIDE if wide else _NARROW).items()}
        sizes[SINCE] = px(_SINCE)
        if self.checks.locked:
            sizes[RESULT] = px(_LOCKED_RESULT)
        sizes[LIMIT] = min(max(sizes[LIMIT], self._needed.get(LIMIT, 0)), px(_LIMIT_MOST))
        spare = width - sum(size for column, size in sizes.items() if not self.isColumnHidden(column)) - px(_ASSET)
        if wide and spare < self._needed.get(CHECK, 0) - sizes[CHECK]:  # what is checked comes before a note
            self.setColumnHidden(NOTE, True)
            spare += sizes.pop(NOTE)
        self._share_out(sizes, spare)

    def _share_out(self, sizes: dict[int, int], spare: int) -> None:
        """Equipment and check get what their words need, as far as there is room; the rest goes to check and note."""
        px = theme().density.px
        sizes[ASSET] = px(_ASSET)
        if self.isColumnHidden(CHECK):
            sizes[ASSET] += spare
        else:
            given = max(px(_ASSET_LEAST) - sizes[ASSET], min(0, self._needed.get(ASSET, 0) - sizes[ASSET]))
            sizes[ASSET] += given
            spare -= given
            more = spare if self.isColumnHidden(NOTE) else min(max(0, self._needed.get(CHECK, 0) - sizes[CHECK]), spare)
            if spare > 0 and not self.isColumnHidden(NOTE):
                more = max(more, round(spare * 0.3))
                wider = min(max(0, self._needed.get(ASSET, 0) - sizes[ASSET]), spare - more)
                sizes[ASSET] += wider
                sizes[NOTE] += spare - more - wider
            sizes[CHECK] += more
        for column, size in sizes.items():
            self.head.resizeSection(column, max(size, px(_LEAST)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.current_row()
        if self.checks.row(number) is None or self.hasEditor() or not self._takes(event, number):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent, number: int) -> bool:
        """Act on a key of our own; False leaves it to the table."""
        if event.key() in _ENTER or event.key() == Qt.Key.Key_F2:
            column = NOTE if self.currentIndex().column() == NOTE else READING
            return self.begin(number, column)
        modifiers = event.modifiers() & ~_KEYPAD
        if modifiers not in {_PLAIN, _SHIFT}:
            return False
        typed = event.text()
        if typed and typed in _DIGITS:
            return self.begin(number, READING, typed)
        value = result_of_key(event)
        if not value or self.checks.locked:
            return False
        self.choose(number, value)
        return True

    def choose(self, number: int, value: str) -> None:
        """Give a check its result and go to the next row."""
        row = self.checks.row(number)
        if row is None or self.checks.locked:
            return
        self.result_chosen.emit(row.id, value)
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self and not self.isAncestorOf(focus) and self.isVisible():
            return  # it was refused, and the bar that says so took the focus
        self.select(self.checks.next_row(number), max(READING, self.currentIndex().column()))

    def begin(self, number: int, column: int, text: str = "") -> bool:
        """Start editing a cell, with ``text`` in place of what it holds; False when it can't be edited."""
        index = self.checks.index(number, column)
        if self.isColumnHidden(column) or not self.checks.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.setCurrentIndex(index)
        self.edit(index)
        if text and self.delegate.editor is not None:
            self.delegate.editor.setText(text)
            self.delegate.editor.setModified(True)
        return True

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        here = self.currentIndex()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        hints = QAbstractItemDelegate.EndEditHint
        by = {hints.SubmitModelCache: 1, hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        if not by:
            return
        to = self.checks.next_row(here.row(), by)
        self.select(to, here.column())
        if hint != hints.SubmitModelCache and to != here.row():
            self.begin(to, here.column())

    # -- mouse

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        key = -1
        if index.column() == RESULT and not self.checks.locked:
            key = self.delegate.key_at(self.visualRect(index), index, at.x(), at.y())
        hover = (index.row() if key >= 0 else -1, key)
        if hover != self.delegate.hover:
            self.delegate.hover = hover
            self.viewport().update()
        hand = key >= 0 or (index.column() == PHOTO and self.checks.row(index.row()) is not None)
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self.checks.row(index.row())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() in {READING, NOTE}:
            self.begin(index.row(), index.column())
        elif index.column() == PHOTO and not self.checks.locked:
            self.photo_wanted.emit(row.id)
        elif index.column() == RESULT and not self.checks.locked:
            key = self.delegate.key_at(self.visualRect(index), index, at.x(), at.y())
            if key >= 0 and result_of(key) != row.result:
                self.result_chosen.emit(row.id, result_of(key))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.checks.row(self.rowAt(event.pos().y()))
        if row is None or self.checks.locked:
            return
        menu = self.menu_for(row.id)
        give_letters(menu)
        menu.popup(event.globalPos())

    def menu_for(self, key: str) -> QMenu:
        """The menu of a check: all five results, a photo, and the Trash."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = {value: tr(word) for value, word, _sign, _key in RESULTS}
        words[NOT_APPLICABLE] = tr("Not applicable")
        for value in _MENU_RESULTS:
            action = menu.addAction(words[value])
            action.setData((key, value))
        menu.addSeparator()
        menu.addAction(tr("Add photo…")).setData((key, "photo"))
        menu.addAction(tr("Move to Trash")).setData((key, "trash"))
        menu.triggered.connect(self._menu_chosen)
        return menu

    def _menu_chosen(self, action: object) -> None:
        key, what = action.data()  # type: ignore[attr-defined]
        if what == "photo":
            self.photo_wanted.emit(key)
        elif what == "trash":
            self.trash_wanted.emit(key)
        else:
            self.result_chosen.emit(key, what)

    # -- files dropped on a row

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.checks.locked:
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if self.checks.row(row) is None:
            event.ignore()
            return
        self.set_hover_row(row)
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self.checks.row(self.rowAt(event.position().toPoint().y()))
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if row is not None and paths:
            event.acceptProposedAction()
            self.dropped.emit(row.id, paths)
