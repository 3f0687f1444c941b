# SPDX-License-Identifier: Apache-2.0
"""What a deck says when a slide can't be made, and the lines that all slides share (ux 5.2)."""

from __future__ import annotations

from datetime import date

from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr

NO_RECORDS = N_("{slide}: these records are not part of the program yet")
NOTHING = N_("{slide}: nothing is recorded yet")
NOTHING_SHARED = N_("{slide}: nothing is marked Shareable yet")
NOT_ALLOWED = N_("{slide}: not for customers")


def left_out(why: str, slide: str) -> str:
    """One line of what was left out; both are marked texts."""
    return tr(why, slide=tr(slide))


def source(counted: str, as_of: date) -> str:
    """Where the exhibit comes from: what was counted, and the day."""
    return tr("Source: {what}, as of {day}.", what=counted, day=day_text(as_of))
