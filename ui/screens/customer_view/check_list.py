# SPDX-License-Identifier: Apache-2.0
"""The checks the customer sees, one row each: result, equipment and check, reading and limit, in large type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.customer_view import ShownCheck
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, hline, paint_glyph, text_width

_Index = QModelIndex | QPersistentModelIndex
_CHECK: Final = int(Qt.ItemDataRole.UserRole) + 1
_TALL, _PAD, _SIGN = 64, 16, 18


class CheckModel(QAbstractListModel):
    """Rows are `ShownCheck`; each reads as a sentence."""

    def __init__(self, checks: Sequence[ShownCheck], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks = tuple(checks)

    def check(self, row: int) -> ShownCheck | None:
        """The check of a row, None beyond the ends."""
        return self._checks[row] if 0 <= row < len(self._checks) else None

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._checks)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        check = self.check(index.row()) if index.isValid() else None
        if check is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return check.sentence
        return check if role == _CHECK else None


class CheckRows(QStyledItemDelegate):
    """Two lines: sign, equipment and reading; below them the check and its limit."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, theme().density.px(_TALL))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        check: ShownCheck = index.data(_CHECK)
        rect = option.rect
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, role_color("selection" if on else "card"))
        if on:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), role_color("accent"))
        sign = theme().density.px(_SIGN)
        box = QRectF(rect.left() + _PAD, rect.top() + (rect.height() - sign) / 2, sign, sign)
        paint_glyph(painter, box, check.glyph, theme().tokens, on_fill=on)
        inside = rect.adjusted(_PAD + sign + 12, 6, -_PAD, -6)
        self._lines(painter, inside, check)
        hline(painter, rect.left(), rect.right(), rect.bottom(), "row_line")
        painter.restore()

    def _lines(self, painter: QPainter, inside: QRect, check: ShownCheck) -> None:
        half = inside.height() // 2
        above, below = inside.adjusted(0, 0, 0, -half), inside.adjusted(0, half, 0, 0)
        right = Qt.AlignmentFlag.AlignRight
        limit = tr("limit {limit}", limit=check.limit) if check.limit else ""
        for rect, role, left, end in (
            (above, "touch_body", check.asset or check.item, check.reading),
            (below, "touch_caption", tr("{check} · {result}", check=check.item, result=check.result), limit),
        ):
            color = "text" if role == "touch_body" else "muted"
            room = min(text_width(end, role) + 12 if end else 0, inside.width() // 2)
            draw_text(painter, rect.adjusted(0, 0, -room, 0), left, role=role, color=color)
            if end:
                draw_text(painter, rect.adjusted(rect.width() - room + 12, 0, 0, 0), end, role=role, color=color,
                          align=right)  # fmt: skip


class CheckList(QListView):
    """Up and Down walk through the checks; ``shown`` carries the one in front."""

    shown = Signal(object)

    def __init__(self, checks: Sequence[ShownCheck], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lstShown")
        self.setAccessibleName(tr("Checks"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self._model = CheckModel(checks, self)
        self.setModel(self._model)
        self.setItemDelegate(CheckRows(self))
        self.selectionModel().currentChanged.connect(self._changed)
        theme().changed.connect(self.viewport().update)

    def go(self, row: int) -> None:
        """Put a check in front; beyond the ends nothing happens."""
        if self._model.check(row) is not None:
            self.setCurrentIndex(self._model.index(row, 0))

    def step(self, by: int) -> None:
        """Go on or back."""
        self.go(self.currentIndex().row() + by)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Space: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        elif event.key() in {
            Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
        }:  # fmt: skip
            super().keyPressEvent(event)
        else:
            event.ignore()  # nothing is copied, searched for or opened from here

    def _changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.shown.emit(self._model.check(index.row()))
