# SPDX-License-Identifier: Apache-2.0
"""Hears from a Linux desktop that the computer goes to sleep or its screen is locked (reliability I72).

Sleep is asked to wait until the portfolio is locked. Where no such word comes (other systems, no bus) the idle clock
locks on waking.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

_LOGIN: Final = "org.freedesktop.login1"
_MANAGER: Final = f"{_LOGIN}.Manager"
_PLACE: Final = "/org/freedesktop/login1"
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SystemWatch(QObject):
    """`leaving` is sent when the user's session is left alone: sleep, a locked session, a locked screen."""

    leaving = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._system: QDBusConnection | None = None
        self._asked: QDBusPendingCallWatcher | None = None
        self._held: object = None

    def begin(self, system: QDBusConnection | None = None, session: QDBusConnection | None = None) -> bool:
        """Listen from now on; False where there is nothing to listen to. Tests give buses of their own."""
        if system is None and session is None:
            if not sys.platform.startswith("linux"):
                return False
            from PySide6.QtDBus import QDBusConnection

            system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        heard = False
        if system is not None and system.isConnected():
            self._system = system
            sleeps = self._listen(system, ("", _MANAGER, "PrepareForSleep"), "sleep(bool)")
            locks = self._listen(system, (session_path(), f"{_LOGIN}.Session", "Lock"), "locked()")
            heard = sleeps or locks
        if session is not None and session.isConnected():
            savers = [self._listen(session, ("", saver, "ActiveChanged"), "screen(bool)") for saver in _SAVERS]
            heard = heard or any(savers)
        return heard

    def _listen(self, bus: QDBusConnection, word: tuple[str, str, str], slot: str) -> bool:
        return bool(bus.connect("", *word, self, SLOT(slot)))  # type: ignore[call-overload]

    # -- sleep waits

    def hold(self) -> None:
        """Ask that sleep waits for `let_go`; at most for the few seconds that the system allows."""
        if self._system is None or self._held is not None or self._asked is not None:
            return
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        ask = QDBusMessage.createMethodCall(_LOGIN, _PLACE, _MANAGER, "Inhibit")
        ask.setArguments(["sleep", "Waterline", "Lock the portfolio", "delay"])
        self._asked = QDBusPendingCallWatcher(self._system.asyncCall(ask), self)
        self._asked.finished.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            answer = asked.reply().arguments()
            self._held = answer[0] if answer and not asked.isError() else None
            asked.deleteLater()

    @property
    def holding(self) -> bool:
        """Whether sleep waits for us."""
        return self._held is not None

    def let_go(self) -> None:
        """Sleep need not wait any more."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.deleteLater()
        self._held = None  # its file is closed with it, which is what the system waits for

    # -- words of the system

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
    return f"{_PLACE}/session/" + re.sub(r"[^A-Za-z0-9]|^[0-9]", lambda sign: f"_{ord(sign[0]):02x}", known)
