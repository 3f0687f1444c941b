# SPDX-License-Identifier: Apache-2.0
"""Ours: the program on a portfolio, from process start to first paint and to the painted account list."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

from ui.app import Start, make_application, settings_of  # first, as in the program: it prepares for Qt  # isort: skip

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from tests.bench.memory import peak_mb

HEAVY = ("matplotlib", "numpy", "pandas", "sqlite_utils", "typst", "babel", "phonenumbers", "PIL")


class Watch(QObject):
    """Tells when the window was painted first; nothing else is watched, since each look costs time."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Print the moment of the first paint."""
        if event.type() == QEvent.Type.Paint:
            sys.stdout.write(f"paint {time.time()}\n")
            watched.removeEventFilter(self)
        return False


def painting(start: Start) -> None:
    """A page is being painted; once that is done the list must be there with its rows."""
    QTimer.singleShot(0, start, partial(painted, start))


def painted(start: Start) -> None:
    """The moment, the peak memory and heavy modules that were loaded; then stop at once."""
    at = time.time()
    table = start.window.findChild(QTableView, "tblAccounts")
    if table is None or not table.isVisible() or not table.model().held_pages():  # type: ignore[attr-defined]
        raise SystemExit("T7: a page was painted without the rows of the account list")
    sys.stdout.write(f"list {at}\n")
    sys.stdout.write(f"memory {peak_mb()}\n")
    sys.stdout.write(f"heavy {','.join(name for name in HEAVY if name in sys.modules)}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    app = make_application()
    begun = Start(app, settings_of(), Path(sys.argv[1]))
    watch = Watch()
    begun.window.installEventFilter(watch)
    begun.window.page_painted.connect(partial(painting, begun))
    begun.window.show()
    app.exec()
