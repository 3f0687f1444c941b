# SPDX-License-Identifier: Apache-2.0
"""Sortable 26-character record ids that each device can make alone."""

from __future__ import annotations

import os
from threading import Lock

from planner.kernel.clock import Clock, SystemClock

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_BITS = 80


class IdMaker:
    """Makes ids that rise with time, also within one millisecond and when the clock steps back."""

    def __init__(self, clock: Clock | None = None, seed: int | None = None) -> None:
        self._clock = clock or SystemClock()
        self._last = 0
        self._lock = Lock()
        self._fixed = seed

    def new(self) -> str:
        """A fresh id: 10 characters of milliseconds, 16 of randomness, base 32 without look-alikes."""
        with self._lock:
            tail = self._fixed_bits() if self._fixed is not None else int.from_bytes(os.urandom(_RANDOM_BITS // 8))
            value = (int(self._clock.now().timestamp() * 1000) << _RANDOM_BITS) | tail
            self._last = value if value > self._last else self._last + 1
            return encode(self._last)

    def _fixed_bits(self) -> int:
        assert self._fixed is not None
        self._fixed = (self._fixed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return self._fixed


def encode(value: int) -> str:
    """130 bits as 26 characters, most significant first, so that text order is number order."""
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -5, -5))


def is_id(text: str) -> bool:
    """Whether a text has the form of a record id."""
    return len(text) == 26 and all(letter in _ALPHABET for letter in text)
