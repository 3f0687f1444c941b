# SPDX-License-Identifier: Apache-2.0
"""Ours: the program on a portfolio, from process start to first paint, to the painted page and until it is ready.

`python -m tests.bench.program FILE` opens on the account list as users do; with the id of an account behind it the
first place is that account's overview instead.

- paint: the window was painted first;
- page: the first turn of the event loop after the page was painted, with the rows of the list, or with the account's
  name and the tiles of its overview, in it;
- ready: the first moment from which the window's thread waits for the user. Menus, tool bar, rail, status bar and all
  commands are there and painted, the palette is made, the late parts of the page are made (of the list: the chooser of
  views and the details of the selected account), other starts are listened for and the watchers run; the event loop is
  about to block, and no timer of less than a second is waiting. What waits for a rest of the user by design (Trash
  after 5 s, snapshots after 20 s, backup after a minute, the weekly look) is not part of it. Nor is the looking for
  such timers, which makes Python objects of all that is in the window and takes 8 ms the first time;
- counted: the number beside Today, which is counted in a thread of its own from then on, is shown.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

from ui.app import Start, make_application, settings_of  # first, as in the program: it prepares for Qt  # isort: skip

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from planner.kernel.override import override
from tests.bench.memory import peak_mb

HEAVY = ("matplotlib", "numpy", "pandas", "sqlite_utils", "typst", "babel", "phonenumbers", "PIL")
SOON_MS = 1000
begun_painting: list[bool] = []


class Watch(QObject):
    """Tells when the window was painted first; nothing else is watched, since each look costs time."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Print the moment of the first paint."""
        if event.type() == QEvent.Type.Paint:
            say("paint")
            watched.removeEventFilter(self)
        return False


class Looking:
    """What looking for timers took until now, in seconds on the clock and of this thread."""

    clock = cpu = 0.0


def say(what: str) -> None:
    """Print the moment, and the time of the processor until it; neither counts what our own looking took."""
    clock, cpu = time.time() - Looking.clock, time.process_time() - Looking.cpu
    sys.stdout.write(f"{what} {clock}\n{what}-cpu {cpu * 1000}\n")


def painting(start: Start) -> None:
    """A page is being painted; once that is done what belongs on it must be there."""
    if not begun_painting:
        begun_painting.append(True)
        QTimer.singleShot(0, start, partial(painted, start))


def painted(start: Start) -> None:
    """The moment, the peak memory and heavy modules that were loaded; then wait until all is ready."""
    say("page")
    if not _holds_page(start.window):
        raise SystemExit("T7: a page was painted without what belongs on it")
    sys.stdout.write(f"memory {peak_mb()}\n")
    sys.stdout.write(f"heavy {','.join(name for name in HEAVY if name in sys.modules)}\n")
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    dispatcher.aboutToBlock.connect(partial(at_rest, start, []))


def _holds_page(window: QWidget) -> bool:
    if len(sys.argv) > 2:
        tiles = [part for part in window.findChildren(QWidget) if part.objectName().startswith("tile_")]
        return len(tiles) > 3 and all(tile.isVisible() for tile in tiles)
    table = window.findChild(QTableView, "tblAccounts")
    return table is not None and table.isVisible() and bool(table.model().held_pages())  # type: ignore[attr-defined]


def at_rest(start: Start, said: list[bool]) -> None:
    """Nothing is left to do on the window's thread; ready when nothing comes soon."""
    window = start.window
    if not said:
        if not window.furnished or window._palette_box is None or _something_comes(start):
            return
        said.append(True)
        say("ready")
    if not window.jobs.live:
        say("counted")
        sys.stdout.flush()
        os._exit(0)


def _something_comes(start: Start) -> bool:
    """Whether a timer of less than a second waits."""
    clock, cpu = time.time(), time.thread_time()
    found = any(_is_near(timer) for timer in _timers(start))
    Looking.clock += time.time() - clock
    Looking.cpu += time.thread_time() - cpu
    return found


def _timers(start: Start) -> list[QTimer]:
    app = QApplication.instance()
    assert app is not None
    return [*app.findChildren(QTimer), *start.window.findChildren(QTimer)]


def _is_near(timer: QTimer) -> bool:
    return timer.isSingleShot() and timer.isActive() and timer.interval() < SOON_MS


def go_to(account: str) -> None:
    """The first place is the page of an account."""
    from ui.place import Place
    from ui.windows.main_window import MainWindow

    go = MainWindow.go

    def first(window: MainWindow, _place: Place) -> None:
        MainWindow.go = go  # type: ignore[method-assign]
        go(window, Place(page="account", account_id=account, section="overview"))

    MainWindow.go = first  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    app = make_application()
    begun = Start(app, settings_of(), Path(sys.argv[1]))
    if len(sys.argv) > 2:
        go_to(sys.argv[2])
    watch = Watch()
    begun.window.installEventFilter(watch)
    begun.window.page_painted.connect(partial(painting, begun))
    begun.window.resize(1200, 800)  # as the bare one; offscreen the screen is smaller than any there is
    begun.window.show()
    app.exec()
