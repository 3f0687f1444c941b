# SPDX-License-Identifier: Apache-2.0
"""Whether there is a display for a window; loaded before it, so it loads little itself."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from planner.kernel.text import tr

_SCREENS = frozenset({"xcb", "wayland", "wayland-egl"})
_X_PORT = 6000


def no_display_text() -> str:
    """Why no window opens, and what can be done without one."""
    return tr("There is no display here to open the window on. The other commands need none; see --help.")


def has_display() -> bool:
    """Whether a window can be shown here: on Linux a display that is named must also answer."""
    if os.name == "nt" or sys.platform == "darwin" or os.environ.get("QT_QPA_PLATFORM", "xcb") not in _SCREENS:
        return True
    return _answers(_wayland(os.environ.get("WAYLAND_DISPLAY", ""))) or _answers(_x11(os.environ.get("DISPLAY", "")))


def _wayland(name: str) -> str | tuple[str, int]:
    return str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), name)) if name else ""


def _x11(name: str) -> str | tuple[str, int]:
    host, _, number = name.partition(":")
    screen = number.split(".")[0]
    if not screen.isdigit():
        return ""
    own = f"/tmp/.X11-unix/X{screen}"  # noqa: S108 - where X itself listens
    return (host, _X_PORT + int(screen)) if host and host != "unix" else own


def _answers(place: str | tuple[str, int]) -> bool:
    if not place:
        return False
    try:
        with socket.socket(socket.AF_UNIX if isinstance(place, str) else socket.AF_INET) as knock:
            knock.settimeout(2)
            knock.connect(place)
    except OSError:
        return False
    return True
