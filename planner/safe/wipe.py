# SPDX-License-Identifier: Apache-2.0
"""Deleting what must not be read any more, as far as a program can: overwritten once, then removed.

A disk that moves its blocks about (every SSD), a file system with snapshots and a synchronising service may keep what
was there; only an encrypted disk helps against that, and the user is told so.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from planner.safe.files import sync_folder

_BLOCK: Final = 1024 * 1024


def wipe(path: Path) -> None:
    """Overwrite and remove a file, or every file of a folder and the folder; nothing happens where there is none.

    A file that has another name as well (backups share attachments) only loses this one. OSError when the disk refuses.
    """
    if path.is_dir() and not path.is_symlink():
        for inner in sorted(path.iterdir()):
            wipe(inner)
        shutil.rmtree(path)
        return
    if not os.path.lexists(path):
        return
    if not path.is_symlink() and path.stat().st_nlink == 1:
        _overwrite(path)
    path.unlink()
    with suppress(OSError):
        sync_folder(path.parent)


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    path.chmod(0o600)
    with path.open("rb+", buffering=0) as file:
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        os.fsync(file.fileno())
