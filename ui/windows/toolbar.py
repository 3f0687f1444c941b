# SPDX-License-Identifier: Apache-2.0
"""The tool bar: back and forward, crumbs, the field that opens the palette, and New."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.actions.registry import native
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.button import Button
from ui.widgets.paint import draw_text, rounded, text_width
from ui.widgets.panes import Panel
from ui.windows.crumbs import Crumbs

NEW_ENTRIES = ("new", "review.quick", "action.quick", "note.new", "import.accounts", "import.people", "import.assets")


class CommandField(PaintedButton):
    """Looks like a field; a press or the first typed letter opens the palette (`wanted` carries the letter)."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Find or do anything…"), parent)
        self.setObjectName("edtCommand")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.wanted.emit("")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().density.px(336), theme().density.control)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().density.px(180), theme().density.control)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isprintable() and text.strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit(text)
            return
        super().keyPressEvent(event)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        rounded(painter, area, 6, role_color("field"), role_color("field_edge"))
        side = theme().density.icon
        paint_icon(painter, QRectF(8, (self.height() - side) / 2, side, side), "search", "muted")
        keys = native("Ctrl+K")
        wide = text_width(keys, "caption")
        left = 8 + side + 8
        room = QRect(left, 0, self.width() - left - wide - 16, self.height())
        draw_text(painter, room, self._label, color="muted")
        key_room = QRect(self.width() - 8 - wide, 0, wide + 1, self.height())
        draw_text(painter, key_room, keys, role="caption", color="muted")


class ToolBar(Panel):
    """48 px high with a line below; the window connects the buttons to its actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="b")
        self.back = Button(parent=self, variant="icon", icon="arrow-left", name=tr("Back"))
        self.back.setObjectName("btnBack")
        self.forward = Button(parent=self, variant="icon", icon="arrow-right", name=tr("Forward"))
        self.forward.setObjectName("btnForward")
        self.crumbs = Crumbs(self, self.forward)
        self.command = CommandField(self)
        self.new = Button(tr("New"), self, icon="plus", arrow=True)
        self.new.setObjectName("btnNew")
        self.new_menu = QMenu(self.new)
        self.new.set_menu(self.new_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addSpacing(4)
        row.addWidget(self.crumbs, 1)
        row.addWidget(self.command)
        row.addWidget(self.new)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(max(48, theme().density.control + 16))
