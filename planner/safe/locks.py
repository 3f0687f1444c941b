# SPDX-License-Identifier: Apache-2.0
"""One owner per portfolio: a lock of the operating system on a small file beside it.

The system releases the lock when its process ends in any way, so a lock left by a crash needs no question.
The file's text only tells who holds it and is never trusted for the decision.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from planner.safe.clean import clean_line
from planner.safe.problems import file_problem

_FAR = 1 << 30  # Windows locks bytes against reading; one far behind the text leaves the text readable
_MAX_TEXT = 4096


class Holder(NamedTuple):
    """Who has the portfolio open; empty or zero where that could not be read.

    ``since`` is a stamp (UTC) and ``computer`` the random id of the computer that holds it.
    """

    host: str = ""
    pid: int = 0
    text: str = ""
    since: str = ""
    computer: str = ""


class Lock:
    """A held lock; ``release`` (or leaving a ``with`` block, or the end of the process) lets it go."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    @property
    def held(self) -> bool:
        """Whether this object still holds the lock."""
        return self._handle is not None

    def release(self) -> None:
        """Let the lock go and tidy its file away; calling it again does nothing."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        # Removing is safe only while the lock is held: others check that the file they locked is still there.
        if os.name != "nt" and _same_file(handle, self.path):
            with contextlib.suppress(OSError):
                self.path.unlink()
        _unlock(handle)
        os.close(handle)

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_path(portfolio: Path) -> Path:
    """The lock file of a portfolio: the same name with ``.lock`` behind it."""
    return portfolio.with_name(portfolio.name + ".lock")


def try_lock(portfolio: Path, text: str = "", *, since: str = "", computer: str = "") -> Lock | Holder:
    """Take the lock of ``portfolio`` at once, or tell who holds it.

    ``text`` is a short line about the holder (a program name, a user) that others may be shown, as are ``since`` and
    ``computer``.
    Different paths to the same file meet at one lock. Raises FileProblemError when the folder takes no file.
    """
    path = lock_path(Path(os.path.realpath(portfolio)))
    try:
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(handle):
                holder = _read_holder(handle)
                os.close(handle)
                return holder
            if _same_file(handle, path):
                break
            os.close(handle)  # its last owner removed the file between our two steps: start over
        _write_holder(handle, (str(os.getpid()), host_name(), text, since, computer))
    except OSError as error:
        raise file_problem(error, path, saving=True) from error
    return Lock(path, handle)


def _same_file(handle: int, path: Path) -> bool:
    try:
        ours, theirs = os.fstat(handle), path.stat()
    except OSError:
        return False
    return (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino)


def _write_holder(handle: int, lines: tuple[str, ...]) -> None:
    note = [clean_line(line)[:200] for line in lines]
    with contextlib.suppress(OSError):  # the lock itself is what counts; a full disk must not stop opening
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, "\n".join(note).encode())


def host_name() -> str:
    """What this computer is called, to be shown; nothing is decided by it."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "")


def _read_holder(handle: int) -> Holder:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        lines = os.read(handle, _MAX_TEXT).decode().split("\n")
    except (OSError, UnicodeDecodeError):
        return Holder()
    if not 3 <= len(lines) <= 5 or not re.fullmatch("[0-9]{1,10}", lines[0]):
        return Holder()
    host, text, since, computer = [clean_line(line)[:200] for line in (*lines[1:], "", "")][:4]
    return Holder(pid=int(lines[0]), host=host, text=text, since=since, computer=computer)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
