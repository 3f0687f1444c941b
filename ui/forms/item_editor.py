# SPDX-License-Identifier: Apache-2.0
"""A list of small records as an editable table, such as the steps of a contingency plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from planner.entities.spec import FieldSpec, ItemSpec, Kind
from planner.kernel.text import tr
from planner.safe.clean import clean_text
from ui.forms.editor import Editor
from ui.forms.parse import InputFault, read_int
from ui.forms.width_sharing import WidthSharing
from ui.later import Later
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.safe import set_tip

_MIN_ROWS, _MAX_ROWS = 2, 10
_SETTLE_MS = 50  # the form takes a moment to find its new height
_NUMBERS = frozenset({Kind.INT, Kind.SCORE, Kind.PERCENT})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ALT, _CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class _CellDelegate(QStyledItemDelegate):
    """Lets the table's editor see when the focus leaves a cell that is being typed in."""

    def __init__(self, owner: ItemTableEditor) -> None:
        super().__init__(owner)
        self._owner = owner
        self._open: QWidget | None = None
        self._at = (-1, -1)

    def finish(self) -> None:
        """Take over what is typed in a cell, as leaving it does."""
        cell = self._open
        self._open = None
        if cell is not None and isValid(cell) and cell.isVisible():
            self.commitData.emit(cell)
            self.closeEditor.emit(cell, QStyledItemDelegate.EndEditHint.NoHint)

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        made = super().createEditor(parent, option, index)
        made.installEventFilter(self._owner)
        self._open, self._at = made, (index.row(), index.column())
        if isinstance(made, QLineEdit):
            made.textEdited.connect(self._owner.edited)
        return made

    def open_text(self) -> tuple[tuple[int, int], str] | None:
        """Row, column and text of the cell that is being typed in."""
        cell = self._open
        return (self._at, cell.text()) if isinstance(cell, QLineEdit) and isValid(cell) else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.modifiers() & _CONTROL and event.key() in _ENTER:
            return (
                False  # the owner keeps the whole table; the cell's own Enter would come later, on a cell gone by then
            )
        return super().eventFilter(watched, event)

    @override
    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if editor is self._open:  # Tab opens the next cell before this one is gone
            self._open = None
        super().destroyEditor(editor, index)
        self._owner.edited.emit()


class ItemTableEditor(Editor):
    """Rows of a LIST field with an item spec; kept when the focus leaves the table or by Ctrl+Enter.

    Insert adds a row below, Ctrl+Delete removes one, Alt+Up and Alt+Down move it. Rows without any
    content are not kept.
    """

    wide = True
    enter_commits = False
    has_list = True

    def __init__(self, field: FieldSpec, item: ItemSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._item = item
        self._quiet = False
        self._later = Later(self, self._reveal, _SETTLE_MS)
        column = QVBoxLayout()
        column.setSpacing(6)
        self.table = self._make_table()
        WidthSharing(self.table, [2 if part.required else 1 for part in self._item.fields])
        column.addWidget(self.table)
        column.addLayout(self._make_buttons())
        self.line.addLayout(column, 1)
        self.watch(self.table)
        for button in (self.add_button, self.up_button, self.down_button, self.remove_button):
            self.watch(button, name=button.accessibleName())
        self.table.itemChanged.connect(self._on_changed)
        self.table.currentCellChanged.connect(self._update_buttons)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._update_buttons()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(self._item.fields), self)
        table.setHorizontalHeaderLabels([tr(part.label) for part in self._item.fields])
        table.verticalHeader().hide()
        self._cells = _CellDelegate(self)
        table.setItemDelegate(self._cells)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QFrame.Shape.StyledPanel)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for index, part in enumerate(self._item.fields):
            stretch = part.kind not in _NUMBERS and part.kind is not Kind.CHOICE
            mode = QHeaderView.ResizeMode.Fixed if stretch else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(index, mode)
            table.setColumnHidden(index, not part.editable)
        return table

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add_button = Button(tr("Add row"), self, small=True, icon="plus", tip=tr("Add a row below (Insert)"))
        self.up_button = self._icon_button("arrow-up", tr("Move up (Alt+Up)"))
        self.down_button = self._icon_button("arrow-down", tr("Move down (Alt+Down)"))
        self.remove_button = self._icon_button("x", tr("Remove row (Ctrl+Delete)"))
        for button in (self.add_button, self.up_button, self.down_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        self.add_button.clicked.connect(self.add_row)
        self.up_button.clicked.connect(self.move_up)
        self.down_button.clicked.connect(self.move_down)
        self.remove_button.clicked.connect(self.remove_row)
        return row

    def _icon_button(self, icon: str, name: str) -> Button:
        return Button(parent=self, variant="icon", icon=icon, small=True, name=name)

    # -- rows

    def add_row(self) -> None:
        """Add an empty row below the current one and start typing in it."""
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        self._insert(row, {})
        self.touch()
        self._fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentCell(row, 0)
        first = self.table.item(row, 0)
        if first is not None:
            self.table.editItem(first)
        self._later.start()

    def _reveal(self) -> None:
        """Bring the row at hand and the button for the next one into sight, once the form has its new height."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if area is not None else None
        if area is None or inner is None or not isValid(self.table):
            return
        area.ensureWidgetVisible(self.add_button, 8, 12)
        cell = self.table.visualRect(self.table.currentIndex())
        at = self.table.viewport().mapTo(inner, cell.center())
        area.ensureVisible(at.x(), at.y(), 8, cell.height())

    def remove_row(self) -> None:
        """Take the current row out."""
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            self.touch()
            self._fit()
            self._update_buttons()

    def move_up(self) -> None:
        """Move the current row one up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current row one down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        to = row + by
        if row < 0 or not 0 <= to < self.table.rowCount():
            return
        self._quiet = True
        for index in range(self.table.columnCount()):
            mine, other = self.table.takeItem(row, index), self.table.takeItem(to, index)
            self.table.setItem(row, index, other)
            self.table.setItem(to, index, mine)
        self._quiet = False
        self.table.setCurrentCell(to, column)
        self.touch()

    def _insert(self, row: int, values: Mapping[str, object]) -> None:
        self._quiet = True
        self.table.insertRow(row)
        for index, part in enumerate(self._item.fields):
            value = values.get(part.name)
            item = QTableWidgetItem("" if value is None else _shown(part, str(value)))
            if part.kind in _NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, index, item)
        self._quiet = False

    def _on_changed(self, _item: QTableWidgetItem) -> None:
        if not self._quiet:
            self.touch()

    def _update_buttons(self, *_: int) -> None:
        row, count = self.table.currentRow(), self.table.rowCount()
        none = tr("Select a row first.") if row < 0 else ""
        self.up_button.set_off(none or (tr("This is the first row.") if row == 0 else ""))
        self.down_button.set_off(none or (tr("This is the last row.") if row == count - 1 else ""))
        self.remove_button.set_off(none)
        for button in (self.up_button, self.down_button, self.remove_button):
            if button.isEnabled():
                set_tip(button, button.accessibleName())

    def _restyle(self) -> None:
        edge = theme().tokens["field_edge"]
        frame = f"QTableView {{ border: 1px solid {edge}; border-radius: 6px; }}"
        self.table.setStyleSheet(f"{frame} QTableView::item {{ padding: 0 5px; }}")
        self.table.horizontalHeader().setFixedHeight(theme().density.head)
        self._fit()

    def _fit(self) -> None:
        height = theme().density.control
        self.table.verticalHeader().setDefaultSectionSize(height)
        for row in range(self.table.rowCount()):
            self.table.setRowHeight(row, height)
        rows = min(max(self.table.rowCount(), _MIN_ROWS), _MAX_ROWS)
        self.table.setFixedHeight(rows * height + theme().density.head + 4)

    # -- editor

    @override
    def commit(self) -> bool:
        self._cells.finish()
        return super().commit()

    @override
    def typed(self) -> Any:
        rows = [
            [self._raw(row, column) for column in range(self.table.columnCount())]
            for row in range(self.table.rowCount())
        ]
        found = self._cells.open_text()
        if found is not None and found[0][0] < len(rows):
            (row, column), text = found
            rows[row][column] = text
        return rows

    @override
    def typed_text(self) -> str:
        rows = self.typed()
        seen = [index for index, part in enumerate(self._item.fields) if part.editable]
        return "\n".join(" · ".join(filter(None, (row[index] for index in seen))) for row in rows if any(row))

    @override
    def put_typed(self, state: Any) -> None:
        if not isinstance(state, list) or not all(isinstance(row, list) for row in state):
            return
        self.table.setRowCount(0)
        for number, row in enumerate(state):
            self._insert(number, {part.name: text for part, text in zip(self._item.fields, row, strict=False)})
        self._fit()
        self._update_buttons()
        self.touch()

    def _raw(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text()

    @override
    def refuses_wheel(self) -> bool:
        return not self.table.verticalScrollBar().isVisible()

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, keys = Qt.Key(event.key()), event.modifiers()
        if watched is self.table and self._row_key(key, keys):
            return True
        return super().handle_key(watched, event)

    def _row_key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Insert:
            self.add_row()
        elif key == Qt.Key.Key_Delete and keys & _CONTROL:
            self.remove_row()
        elif key == Qt.Key.Key_Up and keys & _ALT:
            self.move_up()
        elif key == Qt.Key.Key_Down and keys & _ALT:
            self.move_down()
        else:
            return False
        return True

    @override
    def _read(self) -> object:
        rows = (self._row(row) for row in range(self.table.rowCount()))
        return tuple(found for found in rows if found is not None)

    def _row(self, row: int) -> object | None:
        values: dict[str, object] = {}
        texts = [self._text(row, index) for index in range(self.table.columnCount())]
        if not any(texts):
            return None
        for part, text in zip(self._item.fields, texts, strict=True):
            if part.kind is Kind.CHOICE:
                values |= {part.name: self._choice(row, part, text)} if text else {}
                continue
            if part.required and not text:
                raise InputFault(tr("Row {n}: “{field}” is still empty.", n=row + 1, field=tr(part.label)))
            if part.kind in _NUMBERS:
                values[part.name] = self._number(row, part, text)
            elif text:
                values[part.name] = text
        return self._item.cls(**values)  # type: ignore[no-any-return]

    def _choice(self, row: int, part: FieldSpec, text: str) -> str:
        """The stored name of a word, or of the beginning of one."""
        wanted = text.casefold()
        for name, word in part.choices:
            if wanted in {name, tr(word).casefold()}:
                return name
        found = [name for name, word in part.choices if tr(word).casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        words = ", ".join(tr(word) for _, word in part.choices)
        raise InputFault(tr("Row {n}, {field}: one of {words}.", n=row + 1, field=tr(part.label), words=words))

    def _number(self, row: int, part: FieldSpec, text: str) -> int | None:
        try:
            return read_int(text)
        except InputFault as fault:
            raise InputFault(
                tr("Row {n}, {field}: {fault}", n=row + 1, field=tr(part.label), fault=str(fault))
            ) from None

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else clean_text(item.text()).strip()

    @override
    def _show(self, value: object) -> None:
        self._quiet = True
        self.table.setRowCount(0)
        for row, element in enumerate(value if isinstance(value, tuple | list) else ()):
            self._insert(row, {part.name: getattr(element, part.name) for part in self._item.fields})
        self._quiet = False
        self._fit()
        self._update_buttons()


def _shown(part: FieldSpec, value: str) -> str:
    """A stored choice in words; anything else, also what is still being typed, as it stands."""
    word = dict(part.choices).get(value) if part.kind is Kind.CHOICE else None
    return tr(word) if word else value
