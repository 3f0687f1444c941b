# SPDX-License-Identifier: Apache-2.0
"""How long somebody who guesses at a portfolio's secret has to wait (reliability I68).

Kept in memory for as long as the program runs, so closing and reopening the question does not shorten the wait. It is
not kept on disk: who can delete a file of ours can also copy the portfolio and guess elsewhere, where only the cost of
one guess counts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

LONGEST_WAIT: Final = 30


class Tries:
    """Wrong secrets by portfolio; ``now`` answers seconds that only go on."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong: dict[Path, int] = {}
        self._until: dict[Path, float] = {}

    def wrong(self, portfolio: Path) -> None:
        """One more secret did not fit: 1, 2, 4 … seconds until the next, 30 at most."""
        place = portfolio.resolve()
        count = self._wrong[place] = self._wrong.get(place, 0) + 1
        self._until[place] = self._now() + min(LONGEST_WAIT, 2 ** min(count - 1, 10))

    def right(self, portfolio: Path) -> None:
        """It was opened; the next mistake waits one second again."""
        self._wrong.pop(portfolio.resolve(), None)
        self._until.pop(portfolio.resolve(), None)

    def left(self, portfolio: Path) -> int:
        """Whole seconds until the next try, 0 when it may be made now."""
        return max(0, math.ceil(self._until.get(portfolio.resolve(), 0.0) - self._now()))


of_this_program: Final = Tries()
