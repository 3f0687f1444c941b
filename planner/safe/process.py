# SPDX-License-Identifier: Apache-2.0
"""What the process itself gives away: the modes of its files, and what a crash would write down (reliability I73, I78).

The rights that this user usually gives to new files are kept for what is made for others: exports and the programs
that open them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

USUAL_UMASK: Final = os.umask(0o077)  # can only be read by setting it; once, before there are threads
os.umask(USUAL_UMASK)
_PRIVATE_UMASK: Final = 0o077
_SET_DUMPABLE: Final = 4  # PR_SET_DUMPABLE of Linux
_NO_MEMORY: Final = "0x0"


def keep_private() -> None:
    """Files of ours are for this user alone from now on, and a crash writes no memory down. Call it once, at start."""
    os.umask(_PRIVATE_UMASK)
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # the limit does not hold for a program that collects crashes; this does
        Path("/proc/self/coredump_filter").write_text(_NO_MEMORY, encoding="ascii")


def close_memory() -> None:
    """On Linux, let no other program of this user look into our memory. Not for the windows.

    A portal, which many desktops ask for their file dialogs, refuses programs that it can't look at.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def make_private(file: Path) -> None:
    """Take a file's rights from everybody but its owner, as far as the system lets us."""
    with suppress(OSError):
        if file.stat().st_mode & _PRIVATE_UMASK:
            file.chmod(file.stat().st_mode & ~_PRIVATE_UMASK)


@contextmanager
def as_usual() -> Iterator[None]:
    """For the block, new files get the usual rights again: another program is started here and keeps them."""
    before = os.umask(USUAL_UMASK)
    try:
        yield
    finally:
        os.umask(before)
