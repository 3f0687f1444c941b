# SPDX-License-Identifier: Apache-2.0
"""Lists as chips: other records, or free words; adding or removing one is kept at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.spec import FieldSpec
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.clean import clean_line
from ui.forms.editor import Editor
from ui.forms.parse import InputFault
from ui.forms.ref_editors import RefLine
from ui.forms.refs import RefSource
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import draw_text, metrics, rounded

_REMOVING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_MAX_WIDTH = 280
_SEPARATORS = (",", ";", "，", "、")


class ItemChip(PaintedButton):
    """One element with its ×; a press or Delete removes it."""

    ring_radius = 6.0

    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent, name=tr("Remove {name}", name=text), tip=text)
        self.key = key

    def _room(self) -> int:
        return theme().density.icon

    @override
    def sizeHint(self) -> QSize:
        width = min(metrics("body").horizontalAdvance(self._label), theme().density.px(_MAX_WIDTH))
        return QSize(8 + width + 4 + self._room() + 6, max(24, theme().density.small))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        rounded(painter, area, 6, role_color(self.fill_role("window")), role_color("line"))
        side = self._room()
        color = "text" if self.isEnabled() else "disabled"
        room = QRect(8, 0, self.width() - side - 18, self.height())
        shown = metrics("body").elidedText(self._label, Qt.TextElideMode.ElideRight, room.width() + 1)
        draw_text(painter, room, shown, role="body", color=color)
        sign = QRectF(self.width() - side - 5, (self.height() - side) / 2, side, side)
        paint_icon(painter, sign.adjusted(2, 2, -2, -2), "x", "muted")


class ChipEditor(Editor):
    """Base: chips in lines above a line to add another; ``elements`` in their order."""

    wide = True

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._items: list[tuple[str, str]] = []
        self._chips: list[ItemChip] = []
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(6)
        self._flow_area = QWidget(self)
        self._flow = FlowLayout(self._flow_area, gap=6)
        holder.addWidget(self._flow_area)
        self.edit = self._make_line()
        holder.addWidget(self.edit)
        self.line.addLayout(holder, 1)
        self.watch(self.edit)

    def _make_line(self) -> QLineEdit:
        raise NotImplementedError

    def elements(self) -> list[str]:
        """Keys or words as they stand."""
        return [key for key, _ in self._items]

    def add(self, key: str, label: str) -> None:
        """Add an element and keep the list; one that is there already is not added again."""
        self.edit.clear()
        if key in self.elements():
            return
        self._items.append((key, label))
        self._changed()

    def remove(self, key: str) -> None:
        """Take an element out and keep the list."""
        self._items = [item for item in self._items if item[0] != key]
        self._changed()

    def _changed(self) -> None:
        self._rebuild()
        self.touch()
        self.commit()

    def _rebuild(self) -> None:
        now = QApplication.focusWidget()
        if now in self._chips:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        for chip in self._chips:
            self._watched.remove(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [ItemChip(key, label, self._flow_area) for key, label in self._items]
        before = _stop_before(self.edit)
        for chip in self._chips:
            self._flow.addWidget(chip)
            self.watch(chip, name=chip.accessibleName())
            chip.clicked.connect(self._on_chip)
            chip.show()
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
        self._flow_area.setVisible(bool(self._chips))
        self._flow_area.updateGeometry()
        self.updateGeometry()

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, ItemChip):
            self.remove(chip.key)

    @override
    def typed(self) -> Any:
        return {"items": [list(item) for item in self._items], "line": self.edit.text()}

    @override
    def typed_text(self) -> str:
        return self.edit.text() or ", ".join(label for _, label in self._items)

    @override
    def put_typed(self, state: Any) -> None:
        found = state.get("items") if isinstance(state, dict) else None
        if isinstance(found, list) and all(isinstance(item, list) and len(item) == 2 for item in found):
            self._show_items([(str(key), str(label)) for key, label in found])
            self.edit.setText(str(state.get("line") or ""))
            self.touch()

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if isinstance(watched, ItemChip):
            if event.key() in _REMOVING:
                self.remove(watched.key)
                return True
            return event.key() == Qt.Key.Key_Escape and super().handle_key(watched, event)
        if event.key() == Qt.Key.Key_Backspace and not self.edit.text() and self._items:
            self.remove(self._items[-1][0])
            return True
        return super().handle_key(watched, event)

    def _show_items(self, items: list[tuple[str, str]]) -> None:
        self._items = items
        self.edit.clear()
        self._rebuild()


class RefListEditor(ChipEditor):
    """Several other records."""

    has_list = True

    def __init__(self, field: FieldSpec, refs: RefSource, parent: QWidget | None = None) -> None:
        self._refs = refs
        super().__init__(field, parent)
        self.edit.textEdited.connect(self._on_edited)

    @override
    def _make_line(self) -> QLineEdit:
        self.ref_line = RefLine(self._refs, self.field.ref, self)
        self.ref_line.setPlaceholderText(tr("Add by name"))
        self.ref_line.picked.connect(self.add)
        self.ref_line.wanted.connect(self._on_wanted)
        return self.ref_line

    def _on_edited(self, _text: str) -> None:
        self.touch()

    def _on_wanted(self, name: str) -> None:
        try:
            key = self._refs.create(self.field.ref, name)
        except PlannerError as fault:
            self.set_fault(str(fault))
            return
        self.add(key, name)

    @override
    def _read(self) -> object:
        text = self.edit.text().strip()
        if text:
            found = self._refs.exact(self.field.ref, text)
            if found is None:
                raise InputFault(tr("Nothing here is called “{name}”. Choose from the list, or clear it.", name=text))
            return tuple(dict.fromkeys((*self.elements(), found.id)))
        return tuple(self.elements())

    @override
    def _show(self, value: object) -> None:
        keys = [str(key) for key in value] if isinstance(value, tuple | list) else []
        labels = self._refs.labels(self.field.ref, keys)
        self._show_items([(key, labels[key]) for key in keys])


class WordListEditor(ChipEditor):
    """Several free words; Enter or a comma adds what is typed."""

    wide = False

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.textEdited.connect(self._on_edited)

    @override
    def _make_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(tr("Add a word, then Enter"))
        return line

    def _on_edited(self, text: str) -> None:
        self.touch()
        if text.rstrip().endswith(_SEPARATORS):
            self.commit()

    @override
    def _read(self) -> object:
        text = self.edit.text()
        for mark in _SEPARATORS[1:]:
            text = text.replace(mark, ",")
        typed = [word for part in text.split(",") if (word := clean_line(part))]
        return tuple(dict.fromkeys((*self.elements(), *typed)))

    @override
    def _show(self, value: object) -> None:
        words = [str(word) for word in value] if isinstance(value, tuple | list) else []
        self._show_items([(word, word) for word in words])


def _stop_before(widget: QWidget) -> QWidget | None:
    """Where Tab comes from; the chips go in between. Moving the line itself would take it out of its form's order."""
    at = widget.previousInFocusChain()
    while at is not None and at is not widget:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None and at.window() is widget.window():
            return at
        at = at.previousInFocusChain()
    return None
