# SPDX-License-Identifier: Apache-2.0
"""The long run: kills for hours, seeds printed, one line of figures at the end.

"python -m tests.crash.long --hours 1 [--seed 1]"; exit code 1 when anything was lost or damaged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.kills import Tally, run

ROUND = 500


def main() -> int:
    """Rounds of kills, each on a fresh portfolio with the next seed, until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    end, seed, total = time.monotonic() + asked.hours * 3600, asked.seed, Tally()
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            _add(total, run(ROUND, seed, Path(folder)))
        sys.stdout.write(f"seed {seed}: {total}\n")
        sys.stdout.flush()
        seed += 1
    return 1 if total.lost or total.damaged else 0


def _add(total: Tally, found: Tally) -> None:
    total.kills += found.kills
    total.acknowledged += found.acknowledged
    total.lost += found.lost
    total.damaged += found.damaged


if __name__ == "__main__":
    sys.exit(main())
