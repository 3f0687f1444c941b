# SPDX-License-Identifier: Apache-2.0
"""Whether there is room on the disk for work on a portfolio and a copy of it (reliability A4)."""

from __future__ import annotations

from pathlib import Path

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.store import faults


def missing(path: Path) -> int:
    """How many bytes of twice the portfolio and 100 MB are not free; 0 where there is enough or nobody can tell."""
    return faults.missing_room(path)


def refuse_too_little(path: Path) -> None:
    """PlannerError, code "disk-full", before a step that writes a lot."""
    lacking = missing(path)
    if lacking:
        text = tr(
            "There is not enough room on the disk for this step. Nothing was changed. Free {mb} MB and try again.",
            mb=-(-lacking // 1_000_000),
        )
        raise PlannerError(text, faults.FULL)
