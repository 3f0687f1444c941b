# SPDX-License-Identifier: Apache-2.0
"""The page of a window whose portfolio is locked: its name, and the field that opens it again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.dialogs.unlock_box import UnlockBox
from ui.ports import Runner
from ui.theme.icons import paint_icon
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_WIDTH = 400
_ICON = 40


class LockPage(Panel):
    """``opened`` brings the StoreKey; nothing on the page comes from inside the portfolio."""

    opened = Signal(object)

    def __init__(self, path: Path, jobs: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageLocked")
        self.path = path
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(_Lock(self), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        lead = tr("{name} is locked", name=path.stem)
        self.setAccessibleName(lead)
        head = PlainLabel(lead, self, role="page_title", wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(head)
        kept = tr("Everything is kept, also what you were typing. Unlock it and go on where you were.")
        told = PlainLabel(kept, self, color="muted", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(told)
        column.addSpacing(20)
        self.box = UnlockBox(path, jobs, self)
        self.box.opened.connect(self.opened)
        column.addWidget(self.box)
        column.addSpacing(8)
        column.addWidget(self.box.unlock, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        holder = QWidget(self)
        holder.setFixedWidth(theme().density.px(_WIDTH))
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        self.setFocusProxy(self.box)

    def say(self, text: str) -> None:
        """Why it did not open; the page stays."""
        self.box.begin()
        self.box.field.set_fault(text)


class _Lock(PaintedWidget):
    """A lock to look at."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_ICON, _ICON)

    @override
    def draw(self, painter: QPainter) -> None:
        paint_icon(painter, self.rect().toRectF(), "lock")
