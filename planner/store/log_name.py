# SPDX-License-Identifier: Apache-2.0
"""Making the name of a store's write-ahead log durable, so that no power cut takes the log with what was kept in it.

SQLite syncs the folder itself with the first commit, but passes over a failure of that.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from planner.store import driver

_IO, _FULL = 10, 13  # SQLite's own numbers, so that it is answered like any other fault of the disk
_CODES: Final = {errno.EIO: _IO, errno.ENOSPC: _FULL, errno.EDQUOT: _FULL} if sys.platform != "win32" else {}


def make_durable(folder: Path) -> None:
    """Sync the names in the folder of a store; driver.DatabaseError where the disk fails or is full.

    Systems and volumes that don't sync folders are passed over.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            _sync(handle)
        finally:
            os.close(handle)


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as fault:
        code = _CODES.get(fault.errno or 0)
        if code is None:
            return
        problem = driver.OperationalError("disk I/O error" if code == _IO else "database or disk is full")
        vars(problem)["sqlite_errorcode"] = code
        raise problem from fault
