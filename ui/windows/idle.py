# SPDX-License-Identifier: Apache-2.0
"""Tells when nobody has used keys or mouse for a while, and when a dialog gets the keys of the lock (reliability I72).

The time is measured twice: by a clock that stands still while the computer sleeps, and by the one on the wall. The
longer of the two counts, so that a long sleep is noticed on waking also where the system says nothing, and a wall
clock that is put back wins no time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic, time
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from typing_extensions import override

_EVERY_MS: Final = 5000
_USED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # keys of commands come no further
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    }
)


class Now(NamedTuple):
    """Seconds of two clocks."""

    running: float
    wall: float


def now() -> Now:
    """Both clocks of this computer."""
    return Now(monotonic(), time())


class IdleWatch(QObject):
    """`idle` is sent once nothing was used for ``limit()`` seconds; zero is never.

    The windows themselves are watched, not all that happens in the program: whichever window gets the keys.
    `asked` is sent when ``keys`` are pressed in another window than the first; a dialog keeps them from the commands.
    While ``away`` is true they mean something else there.
    """

    idle = Signal()
    asked = Signal()

    def __init__(
        self,
        parent: QObject,
        limit: Callable[[], float],
        clock: Callable[[], Now] = now,
        keys: Collection[QKeySequence] = (),
        away: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._limit, self._clock, self._keys, self._away = limit, clock, keys, away
        self._own: QWindow | None = None
        self._used = clock()
        self._on = False
        self._watched: QWindow | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_EVERY_MS)
        self._tick.timeout.connect(self.look)

    def start(self, window: QWindow | None = None) -> None:
        """Begin to count now; ``window`` is watched until another one gets the keys."""
        self._used, self._own = self._clock(), window
        if self._on:
            return
        self._on = True
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._moved)
            QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.used)  # typing through an input method
        self._watch(QGuiApplication.focusWindow() or window)
        self._tick.start()

    def stop(self) -> None:
        """Count no more."""
        if not self._on:
            return
        self._on = False
        self._tick.stop()
        self._watch(None)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._moved)
            QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self.used)

    @Slot()
    def look(self) -> bool:
        """Whether it is time; says so then."""
        limit = self._limit() if self._on else 0.0
        if limit <= 0 or self._since() < limit:
            return False
        self.idle.emit()
        return True

    @Slot()
    def used(self) -> None:
        """Somebody is there: count anew, unless their time was over before they came back."""
        if not self.look():
            self._used = self._clock()

    def _since(self) -> float:
        there = self._clock()
        return max(there.running - self._used.running, there.wall - self._used.wall)

    @Slot("QWindow*")
    def _moved(self, window: QWindow | None) -> None:
        if window is not None:
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        from shiboken6 import isValid

        before, self._watched = self._watched, window
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _USED:
            return False
        self.used()
        if self._on:
            return self._asks(watched, event)
        event.accept()  # what wakes the lock is no command, and is not typed into the record below
        return True

    def _asks(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._own
            or self._away()
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
        ):
            return False
        if QKeySequence(event.keyCombination()) not in self._keys:
            return False
        self.asked.emit()
        return True
