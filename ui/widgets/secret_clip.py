# SPDX-License-Identifier: Apache-2.0
"""Secrets on the clipboard: marked for programs that keep a history, and taken back after a while (reliability I71).

They go after 30 seconds, on lock and on quit, and only while it is still they that lie there. Whatever is copied from a
field or a label that was given to `guard` goes this way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final, cast

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu

from planner.kernel.override import override
from planner.kernel.text import tr

KEPT_S: Final = 30.0
_EVERY_MS: Final = 1000
_OURS: Final = "application/x-waterline-secret"
# What programs with a history of the clipboard look for before they keep something.
HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),
    "CanUploadToCloudClipboard": bytes(4),
    "org.nspasteboard.ConcealedType": b"1",
}
_SECRET: Final = "secret"  # noqa: S105 - the word of a hint, not a password
_Holder = QLineEdit | QLabel


class SecretClip(QObject):
    """The one place from which secrets get onto the clipboard; knows them by their hash only.

    `left_changed` tells for how many seconds more one may lie there: when it was copied, each second, 0 when it went.
    """

    left_changed = Signal(int)

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._hash = self._mark = b""
        self._until = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(_EVERY_MS)
        self._tick.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.aboutToQuit.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put a secret onto the clipboard for 30 seconds."""
        self._hash, self._mark = _hash(text), os.urandom(16)
        data = QMimeData()
        data.setText(text)
        data.setData(_OURS, self._mark)
        for name, value in HINTS.items():
            data.setData(name, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._until = self._now() + KEPT_S
        self._tick.start()
        self.left_changed.emit(self.left)

    @property
    def waiting(self) -> bool:
        """Whether a secret of ours may still lie there."""
        return bool(self._hash)

    @property
    def left(self) -> int:
        """For how many seconds more, 0 where nothing of ours was copied."""
        return max(0, ceil(self._until - self._now())) if self._hash else 0

    @Slot()
    def look(self) -> None:
        """Take it back once its time is over."""
        if not self._hash:
            return
        if self._now() >= self._until:
            self.clear()
        else:
            self.left_changed.emit(self.left)

    @Slot()
    def clear(self) -> None:
        """Take it back now, unless something else was copied since."""
        if not self._hash:
            return
        board = QGuiApplication.clipboard()
        if self._is_ours(board, QClipboard.Mode.Clipboard):
            board.clear()
        if board.supportsSelection() and self._is_ours(board, QClipboard.Mode.Selection):
            board.clear(QClipboard.Mode.Selection)
        self._hash = self._mark = b""
        self._tick.stop()
        self.left_changed.emit(0)

    def _is_ours(self, board: QClipboard, mode: QClipboard.Mode) -> bool:
        """By our mark; a program that has taken it over may hold the same text without it."""
        data = cast("QMimeData | None", board.mimeData(mode))
        if data is None:
            return False
        if data.hasFormat(_OURS):
            return bytes(data.data(_OURS).data()) == self._mark
        return data.hasText() and _hash(data.text()) == self._hash


def secret_clip() -> SecretClip:
    """That of this program."""
    if not _one:
        _one.append(SecretClip(QGuiApplication.instance()))
    return _one[0]


def clear_secrets() -> None:
    """Take back what of ours lies on the clipboard; nothing happens where nothing was copied."""
    if _one:
        _one[0].clear()


def guard(holder: _Holder) -> None:
    """What is copied from this field or label, by key or menu, is a secret."""
    holder.setProperty(_SECRET, True)
    holder.installEventFilter(_Guard(holder))


def is_secret(part: QObject) -> bool:
    """Whether what this part shows is a secret."""
    return bool(part.property(_SECRET))


def copy_secret(holder: _Holder) -> None:
    """Copy what is selected there, for a while."""
    text = holder.selectedText()
    if text and not (isinstance(holder, QLineEdit) and holder.echoMode() != QLineEdit.EchoMode.Normal):
        secret_clip().copy(text)


class _Guard(QObject):
    """Stands before the copying of Qt itself."""

    def __init__(self, holder: _Holder) -> None:
        super().__init__(holder)
        self._holder = holder

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Copy):
                copy_secret(self._holder)
                return True
            if event.matches(QKeySequence.StandardKey.Cut):
                self._cut()
                return True
        if isinstance(event, QContextMenuEvent):
            self._menu(event)
            return True
        return False

    @Slot()
    def _copy(self) -> None:
        copy_secret(self._holder)

    @Slot()
    def _cut(self) -> None:
        copy_secret(self._holder)
        if isinstance(self._holder, QLineEdit) and self._holder.hasSelectedText() and not self._holder.isReadOnly():
            self._holder.del_()

    def _menu(self, event: QContextMenuEvent) -> None:
        menu = self._standard(self._holder) if isinstance(self._holder, QLineEdit) else self._short(self._holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def _standard(self, edit: QLineEdit) -> QMenu:
        """The usual menu of a line, whose own copying would give no hint."""
        menu = edit.createStandardContextMenu()
        for name, does in (("edit-copy", self._copy), ("edit-cut", self._cut)):
            for usual in menu.findChildren(QAction, name):
                ours = QAction(usual.text(), menu)
                ours.setObjectName(name)
                ours.setEnabled(usual.isEnabled())
                ours.triggered.connect(does)
                menu.insertAction(usual, ours)
                menu.removeAction(usual)
        return menu

    def _short(self, label: QLabel) -> QMenu:
        menu = QMenu(label)
        action = menu.addAction(tr("Copy"))
        action.setEnabled(label.hasSelectedText())
        action.triggered.connect(self._copy)
        return menu


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


_one: list[SecretClip] = []
