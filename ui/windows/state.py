# SPDX-License-Identifier: Apache-2.0
"""Window geometry as text of the settings file; put back only where a screen still exists."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_WIDTH, _HEIGHT = 1366, 768
_FRAME = (4, 40)  # what the system adds round a window; it is not known before the window is shown


def geometry_text(window: QWidget) -> str:
    """Place and size of a window, for `restore`."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def restore(window: QWidget, text: str) -> None:
    """Put a window where it was, or in its usual size where that is not known or no longer on a screen."""
    data = QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
    if text and window.restoreGeometry(data) and _is_seen(window):
        return
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry() if screen is not None else None
    width = min(_WIDTH, room.width() - _FRAME[0]) if room else _WIDTH
    height = min(_HEIGHT, room.height() - _FRAME[1]) if room else _HEIGHT
    window.resize(width, height)


def _is_seen(window: QWidget) -> bool:
    frame = window.frameGeometry()
    seen = (screen.availableGeometry().intersected(frame) for screen in QGuiApplication.screens())
    return any(part.width() >= 200 and part.height() >= 100 for part in seen)
