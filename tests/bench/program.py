# SPDX-License-Identifier: Apache-2.0
"""Ours: the program on a portfolio, from process start to first paint and to the painted account list."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QMainWindow, QWidget
from typing_extensions import override

from tests.bench.memory import peak_mb

HEAVY = ("matplotlib", "numpy", "pandas", "sqlite_utils", "typst", "babel", "phonenumbers", "PIL")


class Watch(QObject):
    """Tells when the window and then the list of accounts were painted first, then ends."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Print the two moments; the list counts only with rows in it."""
        if event.type() == QEvent.Type.Paint:
            if isinstance(watched, QMainWindow) and not self.painted:
                self.painted = True
                sys.stdout.write(f"paint {time.time()}\n")
            elif isinstance(watched, QWidget) and _is_list(watched.parent()):
                QTimer.singleShot(0, watched, end)
        return False


def _is_list(parent: QObject | None) -> bool:
    if not isinstance(parent, QAbstractItemView) or parent.objectName() != "tblAccounts":
        return False
    model = parent.model()
    return model is not None and model.rowCount() > 0


def end() -> None:
    """After the list's paint: the moment, the peak memory, heavy modules that were loaded; then stop at once."""
    import os

    sys.stdout.write(f"list {time.time()}\n")
    sys.stdout.write(f"memory {peak_mb()}\n")
    sys.stdout.write(f"heavy {','.join(name for name in HEAVY if name in sys.modules)}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    from ui.app import make_application, run

    app = make_application()
    watch = Watch()
    app.installEventFilter(watch)
    run(Path(sys.argv[1]))
