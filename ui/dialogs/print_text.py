# SPDX-License-Identifier: Apache-2.0
"""Printing a few words on a sheet of their own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter
from PySide6.QtWidgets import QWidget


def print_text(parent: QWidget, title: str, strong: str, body: str) -> bool:
    """Ask for a printer and print; False when the user left the question."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from planner.safe import temp

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Waterline")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    answer = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    with temp.for_libraries():  # where the way to the printer goes over a file
        return answer and draw_sheet(printer, title, strong, body)


def draw_sheet(device: QPagedPaintDevice, title: str, strong: str, body: str) -> bool:
    """Title, the words that matter in a typewriter's letters, and what they are for; False where nothing came out."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    room = QRectF(painter.viewport())
    left = room.width() * 0.08
    top = room.height() * 0.06
    for text, size, mono in ((title, 16, False), (strong, 18, True), (body, 11, False)):
        font = QFont("monospace" if mono else "Inter", size)
        if mono:
            font.setStyleHint(QFont.StyleHint.TypeWriter)
        painter.setFont(font)
        place = QRectF(left, top, room.width() - 2 * left, room.height())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        used = painter.boundingRect(place, int(flags), text)
        painter.drawText(place, int(flags), text)
        top = used.bottom() + room.height() * 0.03
    return painter.end()
