# SPDX-License-Identifier: Apache-2.0
"""Cuts an erasure off at its n-th step: every statement and every change of a file counts as one.

A process of its own ("python -m tests.privacy.stand FILE PERSON N"), which ends without any cleaning up.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from planner.services import erasure
from planner.services.portfolio import open_portfolio
from tests.conftest import DEVICE

_TELLING = frozenset({"open", "os.rename", "os.remove", "os.truncate"})


class Counter:
    """Counts steps and ends the process at one of them; 0 never does."""

    def __init__(self, last: int) -> None:
        self.last, self.count = last, 0

    def step(self) -> None:
        """One more."""
        self.count += 1
        if self.count == self.last:
            os._exit(9)

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        """An event of the interpreter; reading counts for nothing."""
        if event in _TELLING and (event != "open" or "w" in str(args[1]) or (args[2] or 0) & os.O_WRONLY):
            self.step()


class Watched:
    """A connection whose statements are counted."""

    def __init__(self, conn: Any, counter: Counter) -> None:
        self._conn, self._counter = conn, counter

    def execute(self, *args: Any) -> Any:
        """Count and run."""
        self._counter.step()
        return self._conn.execute(*args)

    def executemany(self, *args: Any) -> Any:
        """Count and run."""
        self._counter.step()
        return self._conn.executemany(*args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


def main(path: Path, key: str, last: int) -> None:
    """Erase and count."""
    session = open_portfolio(path, device=DEVICE)
    counter = Counter(last)
    session.db.conn = Watched(session.db.conn, counter)  # type: ignore[assignment]
    sys.addaudithook(counter.heard)
    erasure.erase(session, "contact", key)
    print(counter.count)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
