# SPDX-License-Identifier: Apache-2.0
"""What was told in the reviews of the sample, and the hand of whoever signed for it."""

from __future__ import annotations

from datetime import datetime, time
from math import cos, sin
from typing import Final

from planner.entities.customers.asset import ASSET
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.render.signature import written
from planner.services.sample_story import Story

_ANYTHING: Final = ["Findings", "Risks", "Measures"]
_HOUR: Final = time(16, 10)


def topics(story: Story, review_id: str) -> list[str]:
    """The findings of a review by number; general words where there was none."""
    names = {asset.id: asset.name for _, spec, asset in story.records if spec is ASSET}
    found = [check for _, spec, check in story.records if spec is INSPECTION_RESULT and check.review_id == review_id]
    bad = [check for check in found if check.code]
    return [f"{one.code} {names[one.asset_id]}, {one.item}" for one in bad if one.asset_id in names] or _ANYTHING


def signed(story: Story, ago: int) -> dict[str, object]:
    """The signature with its moment: ten past four in the afternoon where this computer is."""
    return {"signature": hand(), "acknowledged_at": datetime.combine(story.day(ago), _HOUR).astimezone()}


def hand() -> str:
    """A scribble: loops that grow smaller to the right, and a line below them."""
    loops = [
        (round(300 + 9 * n + 60 * cos(n / 3.1)), round(470 - 190 * sin(n / 3.1) * (1 - n / 130)))
        for n in range(100)
    ]  # fmt: skip
    below = [(round(260 + 26 * n), round(760 - 3 * n + 12 * sin(n / 3))) for n in range(40)]
    return written([loops, below])
