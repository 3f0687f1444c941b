# SPDX-License-Identifier: Apache-2.0
"""Words of the system that the user leaves, over a real message bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from tests.gui.locks import sealed_portfolio, sealed_shell
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.windows.system_watch import SystemWatch, session_path

LOGIN = "org.freedesktop.login1"
SURE = ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True)
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


@ClassInfo({"D-Bus Interface": f"{LOGIN}.Manager"})  # type: ignore[call-arg]
class _Logins(QObject):  # type: ignore[operator]
    """The part of a login manager that lets programs delay sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.read_end = -1

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:  # noqa: N802 - the name on the bus
        self.asked = [what, who, why, mode]
        self.read_end, write_end = os.pipe()
        handed = QDBusUnixFileDescriptor(write_end)
        os.close(write_end)
        return handed

    def waits(self) -> bool:
        """Whether somebody still holds the other end."""
        os.set_blocking(self.read_end, False)
        try:
            return os.read(self.read_end, 1) != b""
        except BlockingIOError:
            return True


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A message bus of this test."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("not run: there is no dbus-daemon here")
    # the name of a socket has to be short
    place = Path("/tmp") if len(str(tmp_path)) > 60 else tmp_path
    (tmp_path / "bus.conf").write_text(BUS.format(folder=place))
    command = ["dbus-daemon", f"--config-file={tmp_path / 'bus.conf'}", "--print-address", "--nofork"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert bus.stdout is not None
    yield bus.stdout.readline().strip()
    bus.terminate()
    bus.wait()
    bus.stdout.close()


@pytest.fixture
def buses(address: str) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    """Our end of the bus, and that of the system."""
    names = ("waterline-test", "system-test")
    yield QDBusConnection.connectToBus(address, names[0]), QDBusConnection.connectToBus(address, names[1])
    for name in names:
        QDBusConnection.disconnectFromBus(name)


def _settled(bus: QDBusConnection) -> None:
    """Wait for an answer of the bus: what was asked of it before is in force then."""
    bus.call(QDBusMessage.createMethodCall("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId"))


def _say(bus: QDBusConnection, path: str, interface: str, name: str, *values: object) -> None:
    word = QDBusMessage.createSignal(path, interface, name)
    word.setArguments(list(values))
    assert bus.send(word)


@pytest.mark.parametrize(
    ("word", "counts"),
    [
        (("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", True), True),
        (("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", False), False),
        (("/org/freedesktop/login1/session/_33", f"{LOGIN}.Session", "Lock"), True),
        (("/org/freedesktop/login1/session/_34", f"{LOGIN}.Session", "Lock"), False),
        (("/org/freedesktop/login1/session/_33", f"{LOGIN}.Session", "Unlock"), False),
        (("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True), True),
        (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True), True),
        (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False), False),
    ],
)
def test_that_sleep_and_locked_screens_are_heard_and_nothing_else_is(
    qtbot: QtBot,
    buses: tuple[QDBusConnection, QDBusConnection],
    monkeypatch: pytest.MonkeyPatch,
    word: tuple[str, str, str],
    counts: bool,
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "3")
    ours, systems = buses
    heard: list[str] = []
    owner = QObject()
    watch = SystemWatch(owner)
    assert watch.begin(ours, ours)
    _settled(ours)
    watch.leaving.connect(lambda: heard.append("leaving"))
    _say(systems, *word)
    _say(systems, *SURE)  # messages come in order: with this one heard, the other has had its turn
    qtbot.waitUntil(lambda: len(heard) >= 1 + counts)
    assert len(heard) == 1 + counts


def test_that_the_path_of_a_session_is_written_as_systemd_does() -> None:
    assert session_path("3") == "/org/freedesktop/login1/session/_33"
    assert session_path("12") == "/org/freedesktop/login1/session/_312"
    assert session_path("c1") == "/org/freedesktop/login1/session/c1"
    assert session_path("a-b") == "/org/freedesktop/login1/session/a_2db"
    assert session_path("") == ""


def test_that_without_a_bus_there_is_nothing_to_hear() -> None:
    owner = QObject()
    watch = SystemWatch(owner)
    assert not watch.begin(QDBusConnection("there is none"), QDBusConnection("there is none"))
    watch.hold()
    assert not watch.holding


def test_that_sleep_waits_until_the_portfolio_is_locked(
    qtbot: QtBot, buses: tuple[QDBusConnection, QDBusConnection], tmp_path: Path, clock: FixedClock
) -> None:
    ours, systems = buses
    logins = _Logins()
    assert systems.registerService(LOGIN)
    way = QDBusConnection.RegisterOption.ExportAllSlots
    assert systems.registerObject("/org/freedesktop/login1", logins, way)
    with sealed_shell(sealed_portfolio(tmp_path), qtbot, clock) as shell:
        watch = _on_bus(shell, ours)
        qtbot.waitUntil(lambda: watch.holding)
        assert logins.asked == ["sleep", "Waterline", "Lock the portfolio", "delay"]
        session = session_of(shell)
        assert logins.waits()
        _say(systems, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", True)
        qtbot.waitUntil(lambda: not logins.waits())
        assert session.closed
        assert shell.locking.page is not None
    os.close(logins.read_end)


def _on_bus(shell: Shell, bus: QDBusConnection) -> SystemWatch:
    """Let the window hear this bus instead of that of the computer."""
    watch = SystemWatch(shell.locking)
    shell.locking.system = watch
    watch.leaving.connect(shell.locking._left)
    assert watch.begin(bus, bus)
    _settled(bus)
    shell.locking.watch()
    return watch
