# SPDX-License-Identifier: Apache-2.0
"""Hears from a Linux desktop that the computer goes to sleep or its screen is locked (reliability I72).

Where no such word comes (other systems, no bus) the idle clock locks on waking.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN: Final = "org.freedesktop.login1"
_SESSIONS: Final = "/org/freedesktop/login1/session/"
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SystemWatch(QObject):
    """`leaving` is sent when the user's session is left alone: sleep, a locked session, a locked screen."""

    leaving = Signal()

    def begin(self, system: QDBusConnection | None = None, session: QDBusConnection | None = None) -> bool:
        """Listen from now on; False where there is nothing to listen to. Tests give buses of their own."""
        if system is None and session is None:
            if not sys.platform.startswith("linux"):
                return False
            from PySide6.QtDBus import QDBusConnection

            system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        heard = system is not None and system.isConnected() and self._listen_to_logins(system)
        if session is not None and session.isConnected():
            for saver in _SAVERS:
                heard = session.connect("", "", saver, "ActiveChanged", self, SLOT("screen(bool)")) or heard
        return heard

    def _listen_to_logins(self, system: QDBusConnection) -> bool:
        sleeps = system.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, SLOT("sleep(bool)"))
        locks = system.connect(_LOGIN, session_path(), f"{_LOGIN}.Session", "Lock", self, SLOT("locked()"))
        return sleeps or locks

    @Slot(bool)
    def sleep(self, going: bool) -> None:
        """Of the login manager: before sleep, and again after waking."""
        if going:
            self.leaving.emit()

    @Slot()
    def locked(self) -> None:
        """Of the login manager: this session is to be locked."""
        self.leaving.emit()

    @Slot(bool)
    def screen(self, on: bool) -> None:
        """Of the desktop: its screen is locked or free again."""
        if on:
            self.leaving.emit()


def session_path(name: str | None = None) -> str:
    """The object of our login session, "" for that of anybody where its name is not known."""
    known = os.environ.get("XDG_SESSION_ID", "") if name is None else name
    if not known:
        return ""
    # systemd writes what a path can't hold, and a leading digit, as hexadecimal numbers
    return _SESSIONS + re.sub(r"[^A-Za-z0-9]|^[0-9]", lambda sign: f"_{ord(sign[0]):02x}", known)
