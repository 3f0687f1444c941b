# SPDX-License-Identifier: Apache-2.0
"""Writing whole files: beside the old one first, then into its place, so that a fault keeps the old file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from planner.safe.names import numbered_name
from planner.safe.problems import file_problem
from planner.safe.process import USUAL_UMASK

PRIVATE_MODE = 0o600
_NO_FOLDER_SYNC = os.name == "nt"

Content = bytes | Callable[[BinaryIO], object]


def write_atomic(path: Path, content: Content, *, private: bool = False) -> None:
    """Put ``content`` (bytes, or a function that writes them) at ``path`` whole or not at all.

    On any fault the earlier file stays as it was and no part-file is left. ``private`` gives a new
    file to its owner alone. Raises FileProblemError for faults of the disk; a fault inside a
    writing function passes through unchanged.
    """
    path = path.resolve() if path.is_symlink() else path
    try:
        part = _write_part(path, content, private=private)
        try:
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise file_problem(error, path, saving=True) from error


def write_new(path: Path, content: Content, *, private: bool = False) -> Path:
    """Put ``content`` under the first free name like ``path`` and return that name.

    Nothing that exists is ever replaced, also not by a race of several writers.
    """
    try:
        part = _write_part(path, content, private=private)
        try:
            final = _publish(part, path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise file_problem(error, path, saving=True) from error
    return final


def free_name(path: Path) -> Path:
    """``path`` itself, or with " (2)", " (3)" … before the suffix while that name is taken."""
    for number in range(1, 10_000):
        candidate = numbered_name(path, number)
        if not os.path.lexists(candidate):
            return candidate
    raise file_problem(FileExistsError(17, "all names taken"), path, saving=True)


def hand_out(content: bytes, target: Path, name: str, *, overwrite: bool = False) -> Path:
    """Write a document that leaves the program: to the file ``target``, or under ``name`` in the folder ``target``.

    Without ``overwrite`` a taken name becomes "… (2)". Returns where it is; FileProblemError as with `write_atomic`.
    """
    path = target / name if target.is_dir() else target
    path = path if overwrite else free_name(path)
    write_atomic(path, content)
    return path


def folder_is_writable(folder: Path) -> bool:
    """Whether a file can be made in ``folder``; found out by making one, the only answer that holds."""
    try:
        handle, name = tempfile.mkstemp(prefix=".write-test-", dir=folder)
    except OSError:
        return False
    os.close(handle)
    with suppress(OSError):
        Path(name).unlink()
    return True


def free_space(folder: Path) -> int | None:
    """Bytes free for this user on the volume of ``folder``, or None where the system cannot tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable; systems that cannot sync a folder do it themselves."""
    if _NO_FOLDER_SYNC:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network volumes refuse to sync a folder; the file itself is synced
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(file: BinaryIO) -> None:
    """Make the bytes written so far durable."""
    file.flush()
    os.fsync(file.fileno())


def _write_part(path: Path, content: Content, *, private: bool) -> Path:
    """The content, synced, in a part-file beside ``path``; no part-file stays after a fault."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content(file)
            sync_file(file)
        with suppress(OSError):  # a memory stick may know no modes; what was made private stays so elsewhere
            part.chmod(PRIVATE_MODE if private else _usual_mode(path))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _usual_mode(path: Path) -> int:
    """The mode of the file that is there, or what this user gives new files."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~USUAL_UMASK


def _publish(part: Path, path: Path) -> Path:
    """Give the part-file the first free name like ``path`` without ever replacing a file."""
    while True:
        final = free_name(path)
        try:
            if os.name == "nt":
                part.rename(final)
            else:
                final.hardlink_to(part)
        except FileExistsError:
            continue
        except OSError:
            if os.name == "nt":
                raise
            return _publish_without_links(part, final)
        return final


def _publish_without_links(part: Path, final: Path) -> Path:
    """For volumes without hard links: reserve the name, then move onto our own reservation."""
    os.close(os.open(final, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_MODE))
    part.replace(final)
    return final
