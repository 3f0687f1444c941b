# SPDX-License-Identifier: Apache-2.0
"""A strict look at a zip file before anything in it is unpacked."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path
from typing import IO, BinaryIO

from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.safe.errors import RefusedError

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LOCAL_HEADER = 30
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\..*)?", re.IGNORECASE)
_CHUNK = 1 << 20
_DTD_MARKS = tuple(
    mark.encode(code) for code in ("ascii", "utf-16-le", "utf-16-be") for mark in ("<!DOCTYPE", "<!ENTITY")
)
_OVERLAP = max(len(mark) for mark in _DTD_MARKS)

TOO_LARGE = N_("This file unpacks to more than Waterline takes. Nothing was read. Split it, then try again.")
UNSAFE = N_("This file is built in a way that is not safe to open. Nothing was read. Save it anew, then try again.")
DAMAGED = N_("This file is damaged and could not be opened. Nothing was read. Ask for a new copy.")
LOCKED = N_("This file is protected with a password. Nothing was read. Save a copy without the password.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a zip file may hold.

    ``ratio`` is unpacked to packed size and counts only for members of at least ``ratio_from`` bytes and
    for the whole, because a few small, even parts compress far better in honest files too.
    """

    entries: int = 2_000
    total: int = 200 * 1024 * 1024
    ratio: int = 100
    ratio_from: int = 1024 * 1024
    name_bytes: int = 240


def check_zip(source: Path | BinaryIO, limits: Limits | None = None) -> tuple[zipfile.ZipInfo, ...]:
    """The members of a zip file that keeps all rules; otherwise RefusedError (code ``zip-…``).

    Rules: number, declared sizes and ratio of ``limits``; stored or deflated only; not encrypted; plain
    files and folders with relative names that mean the same on every system; no two names alike; members
    that neither overlap nor leave the file; nothing before the first member or after the end record.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(source) as archive:
            infos = tuple(archive.infolist())
            start, file = archive.start_dir, archive.fp
            if file is None:
                raise RefusedError(DAMAGED, "zip-damaged")
            _check_end(file, start)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as error:
        raise RefusedError(DAMAGED, "zip-damaged") from error
    _check_sizes(infos, limits)
    _check_layout(infos, start)
    for info in infos:
        _check_member(info, limits)
    _check_twins(infos)
    return infos


def scan_members(archive: zipfile.ZipFile, limits: Limits | None = None, *, no_dtd: bool = True) -> None:
    """Unpack every member in pieces and throw it away, counting what really comes out.

    Refuses members that are larger than they say and, when ``no_dtd``, XML that declares a document type.
    """
    left = (limits or Limits()).total
    for info in archive.infolist():
        try:
            with archive.open(info) as member:
                left -= _scan(member, info, left, no_dtd=no_dtd and _is_xml(info.filename))
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise RefusedError(DAMAGED, "zip-damaged") from error
        except Exception as error:  # zlib.error is not part of a common family
            if isinstance(error, RefusedError):
                raise
            raise RefusedError(DAMAGED, "zip-damaged") from error


def _scan(member: IO[bytes], info: zipfile.ZipInfo, left: int, *, no_dtd: bool) -> int:
    size, tail = 0, b""
    while chunk := member.read(_CHUNK):
        size += len(chunk)
        if size > left or size > info.file_size:
            raise RefusedError(TOO_LARGE, "zip-too-large")
        if no_dtd:
            window = tail + chunk
            if any(mark in window for mark in _DTD_MARKS):
                raise RefusedError(UNSAFE, "zip-dtd")
            tail = window[-_OVERLAP:]
    return size


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_end(file: IO[bytes], start: int) -> None:
    """The end record closes the file and the directory reaches exactly up to it: no hidden second one."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - 65_535))
    tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise RefusedError(DAMAGED, "zip-damaged")
    end = _END.unpack_from(tail, at)
    if at + _END.size + end[7] != len(tail):
        raise RefusedError(UNSAFE, "zip-trailing-data")
    directory_size, directory_at = end[5], end[6]
    if directory_at not in (start, 0xFFFFFFFF) or (
        directory_at != 0xFFFFFFFF and start + directory_size != size - len(tail) + at
    ):
        raise RefusedError(UNSAFE, "zip-layout")


def _check_sizes(infos: tuple[zipfile.ZipInfo, ...], limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise RefusedError(TOO_LARGE, "zip-too-many")
    total = sum(i.file_size for i in infos)
    packed = sum(i.compress_size for i in infos)
    if total > limits.total:
        raise RefusedError(TOO_LARGE, "zip-too-large")
    steep = [i for i in infos if i.file_size >= limits.ratio_from and i.file_size > limits.ratio * i.compress_size]
    if steep or (total >= limits.ratio_from and total > limits.ratio * packed):
        raise RefusedError(TOO_LARGE, "zip-ratio")


def _check_layout(infos: tuple[zipfile.ZipInfo, ...], start: int) -> None:
    """Members lie one behind the other from the first byte on, each with room for what it says."""
    ordered = sorted(infos, key=lambda i: i.header_offset)
    if not ordered:
        return
    if ordered[0].header_offset != 0:
        raise RefusedError(UNSAFE, "zip-layout")
    ends = [*(i.header_offset for i in ordered[1:]), start]
    for info, following in zip(ordered, ends, strict=True):
        if info.header_offset + _LOCAL_HEADER + info.compress_size > following:
            raise RefusedError(UNSAFE, "zip-overlap")


def _check_member(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError(LOCKED, "zip-encrypted")
    if info.compress_type not in _METHODS:
        raise RefusedError(UNSAFE, "zip-method")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedError(UNSAFE, "zip-special")
    if not is_plain_path(info.orig_filename, limits.name_bytes):
        raise RefusedError(UNSAFE, "zip-name")


def is_plain_path(name: str, name_bytes: int = 240) -> bool:
    """Whether a member name is relative, stays inside its folder and means the same on every system."""
    if not name or len(name.encode(errors="replace")) > name_bytes:
        return False
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in name):
        return False
    if "\\" in name or name.startswith("/") or _DRIVE.match(name):
        return False
    parts = name.removesuffix("/").split("/")
    return all(_is_plain_part(part) for part in parts)


def _is_plain_part(part: str) -> bool:
    return (
        part not in ("", ".", "..")
        and not part.endswith((".", " "))
        and not any(c in part for c in '<>:"|?*')
        and not _DEVICE.fullmatch(part)
    )


def _check_twins(infos: tuple[zipfile.ZipInfo, ...]) -> None:
    """Two names that some file system takes for one are a trick or a fault, never a need."""
    names = [unicodedata.normalize("NFC", i.orig_filename).casefold().removesuffix("/") for i in infos]
    if len(set(names)) != len(names):
        raise RefusedError(UNSAFE, "zip-twins")
