# SPDX-License-Identifier: Apache-2.0
"""A private copy of a store and its write-ahead log, for reading: what is copied is only read, never changed.

Reading a store in place is not possible without leaving something beside it or trusting that nobody writes: its log
is folded in at the first look, and another program may change the file under an immutable view. A copy is taken while
nothing changes, and taken again when something did.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from planner.safe import temp
from planner.safe.problems import file_problem

_TRIES: Final = 20
_LOG: Final = "-wal"
_HEAD: Final = 32


class PrivateCopy:
    """The copy at ``path`` until `remove`, in a folder that only its owner can enter and that no crash leaves for long.

    Raises FileProblemError when the store can't be read or the copy not be written. A store that another program
    changes all the time is copied as it was between two of its changes.
    """

    def __init__(self, store: Path) -> None:
        self._folder = temp.fresh()
        self.path = self._folder / store.name
        try:
            copy_store(store, self.path)
        except OSError as error:
            self.remove()
            raise file_problem(error, store, saving=False) from error
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Take the copy away; twice is harmless."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> PrivateCopy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()


def copy_store(store: Path, target: Path) -> None:
    """Copy a store and its write-ahead log as they stand at one moment; OSError when that does not go."""
    log, copied_log = store.with_name(store.name + _LOG), target.with_name(target.name + _LOG)
    for _ in range(_TRIES):
        before = _look(store), _head(log)
        shutil.copyfile(store, target)
        copied_log.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(log, copied_log)
        # While the store stands still and the log has the same head, the log only grows, and what is cut off at the
        # end of its copy was not kept yet. A log begun anew half-way would put older pages over newer ones.
        if (_look(store), _head(log)) == before:
            return
    raise OSError(None, "changes all the time")


def _look(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _head(log: Path) -> bytes:
    """The head of a write-ahead log, which changes when it is begun anew."""
    try:
        with log.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        return b""
