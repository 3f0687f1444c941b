# SPDX-License-Identifier: Apache-2.0
"""Choosing other records by typing the beginning of their names; unknown names can be added on the spot."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

from planner.entities.spec import FieldSpec
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from ui.forms.editor import Editor
from ui.forms.parse import InputFault
from ui.forms.refs import RefSource
from ui.theme.qicons import bind_icon

_ID = Qt.ItemDataRole.UserRole
_NEW = Qt.ItemDataRole.UserRole + 1
_LIST_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class RefLine(QLineEdit):
    """A line with a list of fitting records below; Down opens it, Enter takes the marked one.

    ``picked`` carries (id, label) of an existing record, ``wanted`` the name of one to be made.
    """

    picked = Signal(str, str)
    wanted = Signal(str)

    def __init__(self, refs: RefSource, entity: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refs, self._entity = refs, entity
        self._rows = QStandardItemModel(0, 1, self)
        self.completer_ = QCompleter(self._rows, self)
        self.completer_.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._popup.setObjectName("lstNames")
        self._clicked_into = False
        self.completer_.setPopup(self._popup)
        self.completer_.setWidget(self)
        self.completer_.setMaxVisibleItems(10)
        self.completer_.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.textEdited.connect(self._on_edited)
        self._open = self.addAction(self.windowIcon(), QLineEdit.ActionPosition.TrailingPosition)
        bind_icon(self._open, "chevron-down")
        self._open.setText(tr("Show list"))
        self._open.setToolTip(tr("Show list (Down)"))
        self._open.triggered.connect(self.open_list)

    def open_list(self) -> None:
        """Show all records to choose from."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill("")
        self.completer_.complete()

    def list_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._popup.isVisible()

    def rows(self) -> list[str]:
        """The entries of the list as they read."""
        return [self._rows.item(row).text() for row in range(self._rows.rowCount())]

    def take(self, row: int) -> None:
        """Take an entry of the list, as Enter or a click does."""
        self._choose(self._rows.item(row))

    def _on_edited(self, text: str) -> None:
        self._fill(text)
        if not self._rows.rowCount():
            self._popup.hide()
            return
        self.completer_.complete()
        if text.strip():
            self._popup.setCurrentIndex(self._rows.index(0, 0))

    def _fill(self, text: str) -> None:
        self._rows.clear()
        name = text.strip()
        for choice in self._refs.choices(self._entity, name):
            shown = tr("{name} · {detail}", name=choice.label, detail=choice.second) if choice.second else choice.label
            item = QStandardItem(shown)
            item.setData(choice.id, _ID)
            item.setData(choice.label, _NEW)
            self._rows.appendRow(item)
        if name and self._refs.can_create(self._entity) and self._refs.exact(self._entity, name) is None:
            item = QStandardItem(tr("Add “{name}”", name=name))
            item.setData(None, _ID)
            item.setData(name, _NEW)
            self._rows.appendRow(item)

    def _on_activated(self, index: QModelIndex) -> None:
        item = self._rows.item(index.row())
        if item is not None:
            self._choose(item)

    def _choose(self, item: QStandardItem) -> None:
        key, name = item.data(_ID), str(item.data(_NEW))
        if key is None:
            self.wanted.emit(name)
        else:
            self.picked.emit(str(key), name)

    @override
    def event(self, event: QEvent) -> bool:
        """Tab takes the marked record and goes on; a new one is only made by Enter or a click."""
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if not tab or not self.list_open():
            return super().event(event)
        item = self._rows.itemFromIndex(self._popup.currentIndex())
        self._popup.hide()
        if item is not None and item.data(_ID) is not None:
            self._choose(item)
        super().event(event)
        event.accept()  # else the list itself would take whatever is marked
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.selectAll()  # typing replaces the name, as after Tab

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._clicked_into and event.button() == Qt.MouseButton.LeftButton:
            self.selectAll()
        self._clicked_into = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.list_open() and event.key() in _LIST_KEYS:
            event.ignore()  # the list acts on them
            return
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4} and not self.list_open():
            self.open_list()
            return
        super().keyPressEvent(event)


class RefEditor(Editor):
    """One other record or none; the × empties it."""

    has_list = True

    def __init__(self, field: FieldSpec, refs: RefSource, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._refs = refs
        self._picked: tuple[str, str] | None = None
        self.edit = RefLine(refs, field.ref, self)
        self.edit.setPlaceholderText(tr(field.hint) or "–")
        self.line.addWidget(self.edit, 1)
        self._clear = self.edit.addAction(self.windowIcon(), QLineEdit.ActionPosition.TrailingPosition)
        bind_icon(self._clear, "x")
        self._clear.setText(tr("Clear"))
        self._clear.setToolTip(tr("Clear"))
        self._clear.triggered.connect(self.clear)
        self.watch(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.textChanged.connect(self._on_text)
        self.edit.picked.connect(self._on_picked)
        self.edit.wanted.connect(self._on_wanted)
        self._on_text("")

    def clear(self) -> None:
        """Point to nothing and keep that."""
        self._picked = None
        self.edit.clear()
        self.touch()
        self.commit()

    @override
    def typed(self) -> Any:
        picked = self._picked is not None and self._picked[1] == self.edit.text()
        return [self._picked[0] if picked and self._picked else "", self.edit.text()]

    @override
    def typed_text(self) -> str:
        return self.edit.text()

    @override
    def put_typed(self, state: Any) -> None:
        if isinstance(state, list) and len(state) == 2 and all(isinstance(part, str) for part in state):
            self._picked = (state[0], state[1]) if state[0] else None
            self.edit.setText(state[1])
            self.touch()

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text) and not self.field.required)

    def _on_edited(self, _text: str) -> None:
        self._picked = None
        self.touch()

    def _on_picked(self, key: str, label: str) -> None:
        self._picked = (key, label)
        self.edit.setText(label)
        self.touch()
        self.commit()

    def _on_wanted(self, name: str) -> None:
        try:
            key = self._refs.create(self.field.ref, name)
        except PlannerError as fault:
            self.set_fault(str(fault))
            return
        self._on_picked(key, name)

    @override
    def _read(self) -> object:
        text = self.edit.text().strip()
        if not text:
            return None
        if self._picked is None or self._picked[1] != text:
            found = self._refs.exact(self.field.ref, text)
            if found is None:
                raise InputFault(tr("Nothing here is called “{name}”. Choose from the list, or clear it.", name=text))
            self._picked = (found.id, found.label)
        return self._picked[0]

    @override
    def _show(self, value: object) -> None:
        key = value if isinstance(value, str) else None
        label = self._refs.label(self.field.ref, key)
        self._picked = None if key is None else (key, label)
        self.edit.setText(label)
        self.edit.setCursorPosition(0)
