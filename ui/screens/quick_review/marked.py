# SPDX-License-Identifier: Apache-2.0
"""Shows in the text itself what was read of it, in the accent colour; the text stays as it was typed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit
from typing_extensions import override

from planner.rules.capture import types as kinds
from planner.rules.capture.types import Read
from ui.theme.icons import role_color


class NoteEdit(QPlainTextEdit):
    """The text: it asks for no more height than it must have, so that the form never scrolls for nothing."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())


def show_marks(edit: QPlainTextEdit, read: Read) -> None:
    """Colour the marks that were read; nothing of the text or its undo steps changes."""
    look = QTextCharFormat()
    look.setForeground(role_color("accent"))
    marks = [(one.start, one.end) for kind in (kinds.PERSON, kinds.TOPIC) for one in read.of(kind)]
    shown = []
    for start, end in (*read.blocks, *marks):
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(edit.document())
        cursor.setPosition(_units(read.text, start))
        cursor.setPosition(_units(read.text, end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look
        shown.append(selection)
    edit.setExtraSelections(shown)


def _units(text: str, at: int) -> int:
    """A place in the text as Qt counts it: signs beyond the basic plane are two."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
