# SPDX-License-Identifier: Apache-2.0
"""Pages of a store file read without the database library, so that a broken page hides nothing but itself.

The format is SQLite's (fileformat2, chapters 1.5 and 1.6) and, for encrypted files, SQLCipher 4's: AES-256-CBC with a
fresh vector for each page and an HMAC-SHA512 behind it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from planner.kernel.data import dataclass

PAGE: Final = 4096
_LEAF, _INNER = 0x0D, 0x05
_RESERVE, _IV, _SALT = 80, 16, 16
_MASK = 0x3A
_HEADER = 100
_INTS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a leaf page; ``page`` tells where."""

    page: int
    rowid: int
    values: tuple[Any, ...]


class Pages:
    """The pages that can be read, by number from 1; ``broken`` are those that can't."""

    def __init__(self, path: Path, key: bytes | None = None, salt: bytes = b"") -> None:
        self._usable = PAGE - (_RESERVE if key else 0)
        self._pages: dict[int, bytes] = {}
        self.broken: list[int] = []
        with path.open("rb") as file:
            number = 0
            while chunk := file.read(PAGE):
                number += 1
                page = chunk if key is None else _opened(chunk, number, key, salt)
                if page is None or len(chunk) < PAGE:
                    self.broken.append(number)
                else:
                    self._pages[number] = page

    def __iter__(self) -> Iterator[int]:
        return iter(self._pages)

    def leaf(self, number: int) -> list[Row] | None:
        """The rows of a leaf page, None when it is none or is broken."""
        page = self._pages.get(number)
        start = _HEADER if number == 1 else 0
        if page is None or page[start] != _LEAF:
            return None
        try:
            return [self._row(number, page, at) for at in _cells(page, start, 8)]
        except (IndexError, ValueError, KeyError):
            self.broken.append(number)
            return None

    def children(self, number: int) -> list[int]:
        """The pages below an inner page; none for a leaf or a broken one."""
        page = self._pages.get(number)
        start = _HEADER if number == 1 else 0
        if page is None or page[start] != _INNER:
            return []
        try:
            found = [_u32(page, at) for at in _cells(page, start, 12)]
            return [*found, _u32(page, start + 8)]
        except (IndexError, ValueError):
            self.broken.append(number)
            return []

    def is_tree(self, number: int) -> bool:
        """Whether a page looks like one of a table; those that do not, but should, are broken."""
        page = self._pages.get(number)
        if page is not None and page[_HEADER if number == 1 else 0] in {_LEAF, _INNER}:
            return True
        self.broken.append(number)
        return False

    def below(self, root: int) -> list[int]:
        """All pages of a tree that can be reached from its root."""
        found: dict[int, None] = {}
        wait = [root]
        while wait:
            number = wait.pop()
            if number not in found:
                found[number] = None
                wait.extend(self.children(number))
        return list(found)

    def _row(self, number: int, page: bytes, at: int) -> Row:
        size, at = _varint(page, at)
        rowid, at = _varint(page, at)
        return Row(number, rowid, _record(self._payload(page, at, size)))

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """What a cell holds, followed over its overflow pages; ValueError when one of them is broken."""
        usable = self._usable
        most, least = usable - 35, (usable - 12) * 32 // 255 - 23
        local = size
        if size > most:
            local = least + (size - least) % (usable - 4)
            local = local if local <= most else least
        if at + local > usable or size > 1 << 30:
            raise ValueError("a cell beyond its page")
        parts, left = [page[at : at + local]], size - local
        following = _u32(page, at + local) if left else 0
        while left:
            more = self._pages.get(following)
            if more is None:
                raise ValueError("an overflow page is missing")
            parts.append(more[4 : 4 + min(left, usable - 4)])
            left -= len(parts[-1])
            following = _u32(more, 0)
        return b"".join(parts)


def _opened(chunk: bytes, number: int, key: bytes, salt: bytes) -> bytes | None:
    """A page without its encryption, its seal checked; None where that is broken."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    if len(chunk) < PAGE:
        return None
    start = _SALT if number == 1 else 0
    end = PAGE - _RESERVE
    vector, seal = chunk[end : end + _IV], chunk[end + _IV : end + _IV + 64]
    sealing = _sealing_key(key, salt)
    made = hmac.new(sealing, chunk[start : end + _IV] + number.to_bytes(4, "little"), hashlib.sha512).digest()
    if not hmac.compare_digest(made, seal):
        return None
    plain = Cipher(AES256(key), CBC(vector)).decryptor().update(chunk[start:end])
    return b"SQLite format 3\x00"[:start] + plain + bytes(_RESERVE)


def _sealing_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), 2, 32)


def _cells(page: bytes, start: int, head: int) -> list[int]:
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + head
    if first + 2 * count > PAGE:
        raise ValueError("more cells than a page holds")
    return [int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * count, 2)]


def _u32(page: bytes, at: int) -> int:
    if at + 4 > len(page):
        raise ValueError("beyond the page")
    return int.from_bytes(page[at : at + 4], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(9):
        byte = data[at + index]
        if index == 8:
            value = (value << 8) | byte
            return (value - (1 << 64) if value >> 63 else value), at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + index + 1
    raise ValueError("no such number")


def _record(payload: bytes) -> tuple[Any, ...]:
    head, at = _varint(payload, 0)
    if head > len(payload):
        raise ValueError("a head beyond its record")
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length")
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Any, int]:
    if kind in {0, 8, 9}:
        return (None, 0, 1)[(0, 8, 9).index(kind)], at
    if kind in _INTS:
        end = at + _INTS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind < 12:
        raise ValueError("a kind of value that no store of ours has")
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise ValueError("a value beyond its record")
    return (payload[at:end].decode("utf-8") if kind % 2 else payload[at:end]), end
