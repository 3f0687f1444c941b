# SPDX-License-Identifier: Apache-2.0
"""The side file of a portfolio: which store stood here and what its last kept change was (reliability A11).

It is written after the change is durable and never forced to the disk itself, so it can lag behind the store but not
run ahead of it. A store that knows less than its side file has lost changes: its write-ahead log was taken away, or an
older copy was put in its place. The step up to which the log was last folded in tells an older copy from the store that
a log without a step belongs to.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

_SHORT = 32 + 1 + 20 + 1  # store id, blank, step number, line end: without the step that was folded in
_LENGTH = _SHORT + 1 + 20


class Noted(NamedTuple):
    """What a side file says; ``folded`` is the newest step that the main file held by itself, 0 where it is unknown."""

    store_id: str
    step: int
    folded: int = 0

    def line(self) -> bytes:
        """The content of the file."""
        return f"{self.store_id} {self.step:020d} {self.folded:020d}\n".encode()


class SideFile:
    """Open while the portfolio is; every note overwrites the one before in place. ``known`` is what it says of it."""

    def __init__(self, path: Path, store_id: str, known: Noted | None = None) -> None:
        self._noted = known or Noted(store_id, 0)
        self._lock = Lock()  # steps are noted by whoever made them, folding by whoever has the store
        self._handle: int | None = None
        with suppress(OSError):  # a folder that takes no further file must not keep a portfolio from opening
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if os.fstat(self._handle).st_size not in (_SHORT, _LENGTH):
                os.ftruncate(self._handle, 0)

    def note(self, step: int) -> None:
        """The step that was kept last."""
        with self._lock:
            self._write(self._noted._replace(step=step))

    def fold(self, step: int) -> None:
        """The newest step when the write-ahead log was folded in and emptied; it is in the main file for good."""
        with self._lock:
            self._write(self._noted._replace(folded=step))

    def close(self) -> None:
        """Let the file go; twice is harmless."""
        with self._lock:
            handle, self._handle = self._handle, None
            if handle is not None:
                os.close(handle)

    def _write(self, noted: Noted) -> None:
        self._noted = noted
        if self._handle is None:
            return
        with suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, noted.line())


def read(path: Path) -> Noted | None:
    """What a side file says, None when there is none or it can't be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_LENGTH + 1).decode("ascii")
        store_id, *numbers = text.split()
        fits = len(store_id) == 32 and (len(text), len(numbers)) in ((_SHORT, 1), (_LENGTH, 2))
        return Noted(store_id, *(int(number) for number in numbers)) if fits else None
    except (OSError, ValueError):
        return None


def lower(path: Path, step: int) -> None:
    """Forget the step that was folded in where the store knows only an earlier one: an older copy was put in place.

    On the disk before anything is written to that copy, because its own log is no foreign one.
    """
    found = read(path)
    if found is None or found.folded <= step:
        return
    with suppress(OSError), path.open("rb+") as file:
        file.write(found._replace(folded=0).line())
        file.flush()
        os.fsync(file.fileno())
