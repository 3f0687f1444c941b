# SPDX-License-Identifier: Apache-2.0
"""What could reach outside: documents load nothing, links open two kinds of addresses only."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage, QTextDocument
from typing_extensions import override

from planner.safe.process import as_usual

_SCHEMES = ("https", "mailto")


class SafeDocument(QTextDocument):
    """A document that never loads anything from outside: every picture or style sheet is one empty pixel."""

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        pixel = QImage(1, 1, QImage.Format.Format_ARGB32)
        pixel.fill(QColor(0, 0, 0, 0))
        return pixel


def open_url(text: str) -> bool:
    """Open an https or mailto address with the system's program; any other scheme is refused with False."""
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in _SCHEMES:
        return False
    if url.scheme().lower() == "https" and not url.host():
        return False
    with as_usual():
        return QDesktopServices.openUrl(url)


def hand_over(path: Path) -> bool:
    """Show a file or folder with the system's program for it, which makes its own files with the usual rights."""
    with as_usual():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
