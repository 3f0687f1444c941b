# SPDX-License-Identifier: Apache-2.0
"""Cut, Copy and Paste of the Edit menu: they act on the text or the list that has the focus, and never take it.

A text field knows their keys itself; in a list, Copy takes the selected rows as text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QWidget,
)
from shiboken6 import isValid

from planner.kernel.override import override
from planner.kernel.text import trn
from ui.widgets.secret_clip import copy_secret, is_secret
from ui.widgets.table import DataTable, rows_text
from ui.windows.main_window import MainWindow
from ui.windows.text_keys import is_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

NAMES = ("cut", "copy", "paste")


class Possible(NamedTuple):
    """What can be done where the focus is."""

    cut: bool = False
    copy: bool = False
    paste: bool = False


class Clipboard(QObject):
    """Follows the focus of the application; a menu that is open does not count as a new place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at: QWidget | None = None
        self._passing = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        window.actions_of.menus["edit"].aboutToShow.connect(self.tell)
        doing: dict[str, Callable[[], None]] = {"cut": self.cut, "copy": self.copy, "paste": self.paste}
        for name, handler in doing.items():
            window.commands.register_plain(f"edit.{name}", handler)
        self._moved(None, QApplication.focusWidget())

    def possible(self) -> Possible:
        """What can be done now."""
        at = self._place()
        if is_text(at):
            free, chosen = not at.isReadOnly(), _has_selection(at)
            return Possible(cut=free and chosen, copy=chosen, paste=free)
        if isinstance(at, QLabel):
            return Possible(copy=at.hasSelectedText())
        return Possible(copy=isinstance(at, DataTable) and at.currentIndex().isValid())

    def cut(self) -> None:
        """Take the selected text away and keep it."""
        at = self._place()
        if isinstance(at, QLineEdit) and is_secret(at):
            copy_secret(at)
            at.del_()
        elif is_text(at):
            at.cut()

    def paste(self) -> None:
        """Put in what was cut or copied last."""
        at = self._place()
        if is_text(at):
            at.paste()

    def copy(self) -> None:
        """Keep the selected text, or the selected rows of a list as text."""
        at = self._place()
        if isinstance(at, QLineEdit | QLabel) and is_secret(at):
            copy_secret(at)
        elif is_text(at):
            at.copy()
        elif isinstance(at, QLabel):
            QGuiApplication.clipboard().setText(at.selectedText())
        elif isinstance(at, DataTable):
            lines = rows_text(at)
            if lines:
                QGuiApplication.clipboard().setText("\n".join(lines))
                self._window.notices.toast(trn("Copied {n} row", "Copied {n} rows", len(lines)))

    @Slot()
    def tell(self) -> None:
        """Let the three commands say whether they can run; nothing else of the window is asked."""
        found = self.possible()
        for name in NAMES:
            action = self._window.actions_of.actions[f"edit.{name}"]
            action.setEnabled(bool(getattr(found, name)) and self._window.app is not None)

    def _place(self) -> QWidget | None:
        return self._at if self._at is not None and isValid(self._at) else None

    @Slot(QWidget, QWidget)
    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QMenu | QMenuBar):
            return
        if now is not None and not self._window.isAncestorOf(now):
            now = None
        before = self._place()
        if before is not None:
            before.removeEventFilter(self)
        self._at = now
        if isinstance(now, QLineEdit):
            now.installEventFilter(self)
        self.tell()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line drops its selection when the menu bar takes the keys, but not for a menu opened with the mouse."""
        if event.type() != QEvent.Type.FocusOut or self._passing or not isinstance(event, QFocusEvent):
            return False
        if event.reason() != Qt.FocusReason.MenuBarFocusReason:
            return False
        self._passing = True
        QCoreApplication.sendEvent(watched, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
        self._passing = False
        return True


def _has_selection(at: QLineEdit | QPlainTextEdit | QTextEdit) -> bool:
    return at.hasSelectedText() if isinstance(at, QLineEdit) else at.textCursor().hasSelection()
