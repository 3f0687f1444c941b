# SPDX-License-Identifier: Apache-2.0
"""The window's commands keep their keys while a text field has the focus.

On Linux a text field claims keys such as Ctrl+E (end of line) before any command sees them; the same keys would
then do one thing on a list and another in a field.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from planner.kernel.override import override

if TYPE_CHECKING:  # a start has no long texts, and the classes take 2 ms
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

# What everyone expects of a text field stays with it.
OF_TEXT = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z", "Del", "Backspace"})


def is_text(at: QObject | None) -> TypeGuard[QLineEdit | QPlainTextEdit | QTextEdit]:
    """Whether it is a field for text, of one line or more."""
    return isinstance(at, QLineEdit) or (at is not None and (at.inherits("QPlainTextEdit") or at.inherits("QTextEdit")))


class TextKeys(QObject):
    """Watches the text field that has the focus, and only it; ``keys`` are those of the commands."""

    def __init__(self, window: QWidget, keys: Collection[str]) -> None:
        super().__init__(window)
        self.keys = keys
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    @Slot(QWidget, QWidget)
    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if is_text(now):
            now.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if pressed in OF_TEXT or pressed not in self.keys:
            return False
        event.ignore()
        return True
