# SPDX-License-Identifier: Apache-2.0
"""A folder of attachments named by their content, so that the same file is kept once."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from planner.kernel.errors import Cancelled
from planner.kernel.text import N_
from planner.safe.clean import marked_bidi
from planner.safe.errors import FileProblemError
from planner.safe.files import PRIVATE_MODE, sync_file, sync_folder
from planner.safe.problems import file_problem

MAX_ATTACHMENT = 25 * 1024 * 1024
_CHUNK = 256 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")


def stored_path(folder: Path, sha256: str) -> Path:
    """Where the content with this hash lies inside ``folder`` (two levels, so that folders stay small)."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return folder / sha256[:2] / sha256


def store_file(
    folder: Path,
    source: Path,
    *,
    limit: int = MAX_ATTACHMENT,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[str, int]:
    """Copy ``source`` into ``folder`` durably; returns the SHA-256 and the size in bytes.

    The source is only read. A copy that is there already and whole is kept. Raises FileProblemError when the
    file is larger than ``limit`` bytes or a disk refuses, Cancelled when ``cancelled`` answers true.
    """
    try:
        reader = source.open("rb")
    except OSError as error:
        raise file_problem(error, source, saving=False) from error
    with reader:
        return _store(folder, reader, source.name, limit, cancelled)


def store_bytes(folder: Path, content: bytes) -> tuple[str, int]:
    """Keep bytes that are in memory already (a pasted or scaled picture) in the same way."""
    return _store(folder, io.BytesIO(content), "", MAX_ATTACHMENT, None)


def verify_stored(folder: Path, sha256: str) -> bool:
    """Whether the stored content is there and still has this hash."""
    path = stored_path(folder, sha256)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _store(
    folder: Path, reader: BinaryIO, name: str, limit: int, cancelled: Callable[[], bool] | None
) -> tuple[str, int]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part_name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    except OSError as error:
        raise file_problem(error, folder, saving=True) from error
    part = Path(part_name)
    try:
        with os.fdopen(handle, "wb") as writer:
            sha256, size = _copy(reader, writer, name, limit, cancelled)
        _settle(folder, part, sha256)
    except OSError as error:
        raise file_problem(error, Path(name or folder.name), saving=True) from error
    finally:
        part.unlink(missing_ok=True)
    return sha256, size


def _copy(
    reader: BinaryIO, writer: BinaryIO, name: str, limit: int, cancelled: Callable[[], bool] | None
) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := reader.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileProblemError(
                N_("{name} is larger than {limit} MB, so it was not attached. Attach a smaller copy."),
                "attachment-too-large",
                name=marked_bidi(name),
                limit=limit // (1024 * 1024),
            )
        if cancelled is not None and cancelled():
            raise Cancelled
        digest.update(chunk)
        writer.write(chunk)
    sync_file(writer)
    return digest.hexdigest(), size


def _settle(folder: Path, part: Path, sha256: str) -> None:
    """Move the part-file to its place, unless a whole copy is there."""
    final = stored_path(folder, sha256)
    if verify_stored(folder, sha256):
        return
    final.parent.mkdir(exist_ok=True)
    part.chmod(PRIVATE_MODE)
    part.replace(final)
    sync_folder(final.parent)
    sync_folder(folder)
