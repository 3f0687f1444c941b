# SPDX-License-Identifier: Apache-2.0
"""A folder of attachments named by their content, so that the same file is kept once.

Of an encrypted portfolio each file is sealed under ``key`` and named by a keyed hash, so that neither content nor a
known file can be told from the folder.
"""

from __future__ import annotations

import hashlib
import hmac
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
_SEAL = b"WLF1"
_NONCE = 12
_HASH = re.compile(r"[0-9a-f]{64}")


def stored_path(folder: Path, sha256: str, key: bytes | None = None) -> Path:
    """Where the content with this hash lies inside ``folder`` (two levels, so that folders stay small)."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    name = sha256 if key is None else hmac.new(key, sha256.encode(), hashlib.sha256).hexdigest()
    return folder / name[:2] / name


def read_stored(folder: Path, sha256: str, key: bytes | None = None) -> bytes:
    """The stored content; OSError when it is missing, ValueError when it is not what was stored."""
    content = stored_path(folder, sha256, key).read_bytes()
    content = content if key is None else _opened(content, sha256, key)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("the content has another hash")
    return content


def store_file(
    folder: Path,
    source: Path,
    *,
    limit: int = MAX_ATTACHMENT,
    cancelled: Callable[[], bool] | None = None,
    key: bytes | None = None,
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
        name = source.name
        return _store(folder, name, key, lambda writer: _copy(reader, writer, name, limit, cancelled))


def store_bytes(folder: Path, content: bytes, key: bytes | None = None) -> tuple[str, int]:
    """Keep bytes that are in memory already (a pasted or scaled picture) in the same way."""
    reader = io.BytesIO(content)
    return _store(folder, "", key, lambda writer: _copy(reader, writer, "", MAX_ATTACHMENT, None))


def verify_stored(folder: Path, sha256: str, key: bytes | None = None) -> bool:
    """Whether the stored content is there and still has this hash."""
    path = stored_path(folder, sha256, key)
    try:
        if key is not None:
            read_stored(folder, sha256, key)
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except (OSError, ValueError):
        return False


def _store(folder: Path, name: str, key: bytes | None, copy: Callable[[BinaryIO], tuple[str, int]]) -> tuple[str, int]:
    """``copy`` writes the content; of an encrypted portfolio only sealed bytes ever reach the disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, part_name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    except OSError as error:
        raise file_problem(error, folder, saving=True) from error
    part = Path(part_name)
    try:
        with os.fdopen(handle, "wb") as writer:
            if key is None:
                sha256, size = copy(writer)
            else:
                plain = io.BytesIO()
                sha256, size = copy(plain)
                writer.write(_sealed(plain.getvalue(), sha256, key))
            sync_file(writer)
        _settle(folder, part, sha256, key)
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
    return digest.hexdigest(), size


def _sealed(content: bytes, sha256: str, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return _SEAL + nonce + AESGCM(key).encrypt(nonce, content, sha256.encode())


def _opened(content: bytes, sha256: str, key: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(_SEAL) + _NONCE
    if not content.startswith(_SEAL):
        raise ValueError("not a sealed file")
    try:
        return AESGCM(key).decrypt(content[len(_SEAL) : start], content[start:], sha256.encode())
    except InvalidTag:
        raise ValueError("the seal is broken") from None


def _settle(folder: Path, part: Path, sha256: str, key: bytes | None) -> None:
    """Move the part-file to its place, unless a whole copy is there."""
    final = stored_path(folder, sha256, key)
    if verify_stored(folder, sha256, key):
        return
    final.parent.mkdir(exist_ok=True)
    part.chmod(PRIVATE_MODE)
    part.replace(final)
    sync_folder(final.parent)
    sync_folder(folder)
