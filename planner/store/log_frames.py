# SPDX-License-Identifier: Apache-2.0
"""The write-ahead log as it lies on the disk: which pages each of its transactions holds.

As SQLite's description of its file format has it. The seals of the frames are over the bytes as they are stored, so
the log of an encrypted store is read without its key.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

_HEAD: Final = 32
_FRAME_HEAD: Final = 24
_ORDERS: Final = {0x377F0682: "<", 0x377F0683: ">"}  # the byte order in which the seals are counted
_PAGES: Final = frozenset(2**n for n in range(9, 17))
_MASK: Final = 0xFFFFFFFF

_Seal = tuple[int, int]


class _Frame(NamedTuple):
    """One page in the log; ``commit`` is not 0 in the last of a transaction."""

    head: bytes
    number: int
    commit: int
    page: bytes

    @property
    def seal(self) -> _Seal:
        return int.from_bytes(self.head[16:20], "big"), int.from_bytes(self.head[20:24], "big")


class LogFrames:
    """The log beside a store that nobody changes meanwhile. OSError where it can't be read."""

    def __init__(self, log: Path) -> None:
        self._log = log
        with log.open("rb") as file:
            head = file.read(_HEAD)
        magic, self.page_size, self._salts = int.from_bytes(head[:4], "big"), _size(head), head[16:24]
        self._order = _ORDERS.get(magic, "") if len(head) == _HEAD and self.page_size in _PAGES else ""
        self._seal = int.from_bytes(head[24:28], "big"), int.from_bytes(head[28:32], "big")
        if self._order and _sealed(head[:24], (0, 0), self._order) != self._seal:
            self._order = ""  # SQLite takes no frame of such a log

    def folded_in(self, store: Path) -> int:
        """How many frames the store has taken in, up to the end of a transaction; 0 where it has none of them."""
        found, lacking = 0, set[int]()
        with store.open("rb") as file:
            for count, frame in enumerate(self._frames(), 1):
                file.seek((frame.number - 1) * self.page_size)
                lacking.discard(frame.number)
                if file.read(self.page_size) != frame.page:
                    lacking.add(frame.number)
                if frame.commit and not lacking:
                    found = count
        return found

    def transactions(self, after: int = 0) -> Iterator[dict[int, bytes]]:
        """The pages of one transaction after the other, by number, as far as their seals hold.

        The first ``after`` frames are known to be whole and left out.
        """
        pages: dict[int, bytes] = {}
        seal = self._seal
        for count, frame in enumerate(self._frames(), 1):
            if count <= after:
                seal = frame.seal
                continue
            seal = _sealed(frame.page, _sealed(frame.head[:8], seal, self._order), self._order)
            if seal != frame.seal:
                return
            pages[frame.number] = frame.page
            if frame.commit:
                yield pages
                pages = {}

    def put_into(self, file: BinaryIO, pages: dict[int, bytes]) -> None:
        """Write the pages of a transaction where they belong, as folding the log in would."""
        for number, page in pages.items():
            file.seek((number - 1) * self.page_size)
            file.write(page)
        file.flush()

    def _frames(self) -> Iterator[_Frame]:
        """What was written since the log was begun anew; what lies behind it has other salts."""
        if not self._order:
            return
        with self._log.open("rb") as file:
            file.seek(_HEAD)
            while len(head := file.read(_FRAME_HEAD)) == _FRAME_HEAD and head[8:16] == self._salts:
                number, commit = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
                page = file.read(self.page_size)
                if number == 0 or len(page) < self.page_size:
                    return
                yield _Frame(head, number, commit, page)


def _size(head: bytes) -> int:
    return int.from_bytes(head[8:12], "big")


def _sealed(content: bytes, seal: _Seal, order: str) -> _Seal:
    """The running sum over a frame that SQLite writes behind it."""
    first, second = seal
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _MASK
        second = (second + other + first) & _MASK
    return first, second
