# SPDX-License-Identifier: Apache-2.0
"""The side file of a portfolio: which store stood here and what its last kept change was (reliability A11).

It is written after the change is durable and never forced to the disk itself, so it can lag behind the store but not
run ahead of it. A store that knows less than its side file has lost changes: its write-ahead log was taken away, or an
older copy was put in its place.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_LENGTH = 32 + 1 + 20 + 1  # store id, blank, step number, line end


class SideFile:
    """Open while the portfolio is; every note overwrites the one before in place."""

    def __init__(self, path: Path, store_id: str) -> None:
        self._store_id = store_id
        self._handle: int | None = None
        with suppress(OSError):  # a folder that takes no further file must not keep a portfolio from opening
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if os.fstat(self._handle).st_size != _LENGTH:
                os.ftruncate(self._handle, 0)

    def note(self, step: int) -> None:
        """The step that was kept last."""
        if self._handle is None:
            return
        with suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, f"{self._store_id} {step:020d}\n".encode())

    def close(self) -> None:
        """Let the file go; twice is harmless."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def read(path: Path) -> tuple[str, int] | None:
    """Store id and step of a side file, None when there is none or it can't be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_LENGTH + 1).decode("ascii")
        store_id, step = text.split()
        return (store_id, int(step)) if len(text) == _LENGTH and len(store_id) == 32 else None
    except (OSError, ValueError):
        return None
