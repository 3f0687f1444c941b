# SPDX-License-Identifier: Apache-2.0
"""W: the bare PySide6 main window, from process start to first paint; nothing is loaded that it does not need."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.memory import peak_mb


class Watch(QObject):
    """Tells when the window was painted first, then ends."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # type: ignore[explicit-override]  # noqa: N802
        """Print the moment and the peak memory, and quit."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            at = time.time()
            watched.removeEventFilter(self)
            sys.stdout.write(f"paint {at}\npaint-cpu {time.process_time() * 1000}\n")
            QTimer.singleShot(0, watched, end)
        return False


def end() -> None:
    """Say how much memory was used at most, and quit."""
    sys.stdout.write(f"memory {peak_mb()}\n")
    sys.stdout.flush()
    QApplication.quit()


if __name__ == "__main__":
    app = QApplication(["window"])
    window = QMainWindow()
    window.resize(1200, 800)
    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    app.exec()
