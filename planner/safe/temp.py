# SPDX-License-Identifier: Apache-2.0
"""Folders for copies shown by other programs: private, and emptied at start, on lock and at exit (reliability I73).

Every running program has a folder of its own, held by a lock of the system beside it. What no living program holds was
left by a crash, and the next start takes it away.
"""

from __future__ import annotations

import atexit
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from planner.kernel import paths
from planner.safe.locks import Lock, lock_path, try_lock
from planner.safe.problems import file_problem

_MODE: Final = 0o700
_LOCK_END: Final = ".lock"


class _Own:
    """The folder of this process, and the lock that says that it lives."""

    def __init__(self) -> None:
        self.pid = 0
        self.folder: Path | None = None
        self.lock: Lock | None = None


_own = _Own()


def fresh() -> Path:
    """A new empty folder that only this user can enter; it is gone after `empty`. FileProblemError where none goes."""
    home = paths.temp_folder()
    try:
        if _own.folder is not None and _own.folder.parent != home:  # the place was set anew in the meantime
            empty()
        if _own.folder is None or _own.pid != os.getpid() or not _own.folder.is_dir():
            _own.folder = _begin(home)
        made = _own.folder / os.urandom(6).hex()
        made.mkdir(mode=_MODE)
    except OSError as error:
        raise file_problem(error, home, saving=True) from error
    return made


def empty() -> None:
    """Take away what this process made; what another program holds open (Windows) goes with the next start."""
    folder, lock = _own.folder, _own.lock
    _own.folder = _own.lock = None
    if folder is None or _own.pid != os.getpid():
        return
    _remove(folder)
    if lock is not None:
        lock.release()


@contextmanager
def for_libraries() -> Iterator[None]:
    """For the block, what libraries write for a while (a print job) goes into a private folder too."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(fresh())
    try:
        yield
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def empty_old() -> int:
    """Take away what was left by programs that live no more; answers how many folders that were."""
    home, count = paths.temp_folder(), 0
    try:
        names = {entry.name.removesuffix(_LOCK_END) for entry in os.scandir(home)}
    except OSError:
        return 0
    for name in sorted(names):
        folder = home / name
        if folder == _own.folder:
            continue
        with suppress(OSError, ValueError):
            if (lock := _try(folder)) is not None:
                count += folder.is_dir()
                _remove(folder)
                lock.release()
    return count


def _begin(home: Path) -> Path:
    """A folder of this process; its lock comes first, so that no other start takes it for left over."""
    home.mkdir(mode=_MODE, parents=True, exist_ok=True)
    if os.name != "nt":
        found = home.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError(13, "this place belongs to somebody else")
        home.chmod(_MODE)
    folder = home / os.urandom(8).hex()
    lock = _try(folder)
    folder.mkdir(mode=_MODE)
    if _own.pid != os.getpid():
        atexit.register(empty)
    _own.pid, _own.lock = os.getpid(), lock
    return folder


def _try(folder: Path) -> Lock | None:
    from planner.safe.errors import FileProblemError

    try:
        found = try_lock(folder)
    except FileProblemError:
        return None
    return found if isinstance(found, Lock) else None


def _remove(folder: Path) -> None:
    """Delete a folder with all that is in it; read-only copies too. What can't be deleted stays for the next start."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            _gone(Path(place, name))
        for name in folders:
            inner = Path(place, name)
            with suppress(OSError):
                inner.unlink() if inner.is_symlink() else inner.rmdir()
    with suppress(OSError):
        folder.rmdir()
    if os.name == "nt" and not folder.exists():  # there, letting go leaves the file of a lock
        with suppress(OSError):
            lock_path(folder).unlink()


def _gone(file: Path) -> None:
    with suppress(OSError):
        if os.name == "nt":  # a read-only file can't be deleted there
            file.chmod(stat.S_IWRITE)
        file.unlink()
