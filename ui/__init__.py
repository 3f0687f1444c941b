# SPDX-License-Identifier: Apache-2.0
"""The desktop program: Qt widgets over the services of `planner`."""

from __future__ import annotations

import builtins
import gc
import os
import sys

# Before Qt is loaded: from here on only `ui.collector` collects, on the windows' own thread (0009 in docs/adr).
gc.disable()

# Python has all functions of a library looked up when it is loaded; of Qt's many thousands a start calls a few, and
# each is now looked up when it is first called (4 ms; 0008 in docs/adr).
if hasattr(sys, "setdlopenflags"):
    sys.setdlopenflags(os.RTLD_LAZY)

from ui.qt_load import load  # noqa: E402

load()  # this is what takes the place of __import__

# PySide6 takes the place of __import__ to look for its __feature__ switch in the source of every module that is
# imported later; nothing here uses it, and it costs a sixth of the start (0008 in docs/adr). This stands in the
# package itself, so that it is put back before the first module of the windows loads anything.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
