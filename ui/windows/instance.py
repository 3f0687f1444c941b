# SPDX-License-Identifier: Apache-2.0
"""One window per portfolio: a local server by which a second start raises the first window."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS: Final = 1000
_WORD: Final = b"raise\n"
CAPTURE: Final = b"capture\n"
RAISED: Final = b"ok\n"
CLOSING: Final = b"closing\n"


def server_name(portfolio: Path) -> str:
    """The server's name: of this user and this file, telling neither."""
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    mark = f"{user}\n{os.path.normcase(os.path.realpath(portfolio))}"
    return "waterline-" + hashlib.sha256(mark.encode()).hexdigest()[:24]


def raise_first(portfolio: Path) -> bool:
    """Ask the program that has a portfolio open to come to the front; False when none does."""
    return ask_first(portfolio) == RAISED


def ask_first(portfolio: Path, word: bytes = _WORD) -> bytes:
    """The same, and what it answers: RAISED, CLOSING while it makes its last backup, or nothing.

    With CAPTURE it opens its quick review.
    """
    socket = QLocalSocket()
    socket.connectToServer(server_name(portfolio))
    if not socket.waitForConnected(_WAIT_MS):
        return b""
    socket.write(word)
    socket.waitForBytesWritten(_WAIT_MS)
    answer = bytes(socket.readAll().data()) if socket.waitForReadyRead(_WAIT_MS) else b""
    socket.disconnectFromServer()
    return answer


class Instance(QObject):
    """Listens for second starts on one portfolio. The lock on the file decides who owns it, not this server."""

    def __init__(
        self,
        portfolio: Path,
        on_raise: Callable[[], object],
        parent: QObject | None = None,
        *,
        on_capture: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_raise = {_WORD: on_raise, CAPTURE: on_capture or on_raise}
        self.closing = False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._arrived)
        name = server_name(portfolio)
        if not self._server.listen(name):
            # We hold the lock of the file, so a server of this name is left over from a crash.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def listening(self) -> bool:
        """Whether second starts can reach us."""
        return self._server.isListening()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        self.deleteLater()

    @Slot()
    def _arrived(self) -> None:
        if not self._server.hasPendingConnections():
            return
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(self._asked)
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._answer(socket)

    @Slot()
    def _asked(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        act = self._on_raise.get(bytes(socket.read(64).data()))
        if act is not None:
            socket.write(CLOSING if self.closing else RAISED)
            socket.flush()
            if not self.closing:
                act()
