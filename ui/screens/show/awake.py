# SPDX-License-Identifier: Apache-2.0
"""Keeps the screens awake while a show runs, by what each system offers for it; nothing is installed for that."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import Final

_SAVER: Final = "org.freedesktop.ScreenSaver"
_PLACE: Final = "/org/freedesktop/ScreenSaver"
_BUS: Final = "waterline-show"
_CONTINUOUS, _DISPLAY = 0x80000000, 0x2
_CAFFEINATE: Final = "/usr/bin/caffeinate"


@cache
def offered() -> bool:
    """Whether this system has a way. On Linux that is a desktop with a screen saver service."""
    if sys.platform == "win32":
        return True
    if sys.platform == "darwin":
        from pathlib import Path

        return Path(_CAFFEINATE).exists()
    return _bus_has(_SAVER)


def _bus_has(service: str) -> bool:
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    known = bus.interface() if bus.isConnected() else None
    if known is None:
        return False
    return bool(known.isServiceRegistered(service).value())


class Awake:
    """One request; `release` takes it back, and so does the end of the program."""

    def __init__(self) -> None:
        self._held = False
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """Ask that the screens stay on."""
        self._held = True
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _DISPLAY)
        elif sys.platform == "darwin":
            import os

            self._process = subprocess.Popen(  # noqa: S603 - a fixed program of the system
                [_CAFFEINATE, "-d", "-w", str(os.getpid())]
            )
        else:
            from PySide6.QtDBus import QDBusConnection, QDBusInterface

            # The request lasts as long as the connection that made it.
            bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS)
            QDBusInterface(_SAVER, _PLACE, _SAVER, bus).call("Inhibit", "Waterline", "Presentation")

    def release(self) -> None:
        """The screens may go to sleep again; harmless where nothing was asked."""
        if not self._held:
            return
        self._held = False
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        elif self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
        elif sys.platform != "darwin":
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.disconnectFromBus(_BUS)
