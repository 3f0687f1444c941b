# SPDX-License-Identifier: Apache-2.0
"""What Python itself would print about a fault in a thread or a destructor goes to the log, without its words.

On many desktops what a window program prints is kept by the system for weeks (reliability I74).
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from planner.safe.log import get_logger

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_log = get_logger("python")


def install() -> None:
    """For a program with windows; the command line speaks to who has called it."""
    threading.excepthook = _in_thread
    sys.unraisablehook = _unraisable


def uninstall() -> None:
    """Python prints again."""
    threading.excepthook = threading.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__


def _in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        _log.exception("in-thread", found.exc_value)


def _unraisable(found: UnraisableHookArgs) -> None:
    if found.exc_value is not None:
        _log.exception("unraisable", found.exc_value)
