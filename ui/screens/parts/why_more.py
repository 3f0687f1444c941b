# SPDX-License-Identifier: Apache-2.0
"""What every Why pane says besides the lines: why the value moved, and what would turn it green."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from planner.rules.measures import HYGIENE
from ui.context import AppContext
from ui.screens.parts.why_green import GreenGroup
from ui.screens.parts.why_moved import Choice, MovedGroup, Open

__all__ = ["Choice", "more"]


def more(app: AppContext, target: tuple[str, str, date], chosen: Choice, open_record: Open) -> list[QWidget]:
    """The parts for a value named by (account, measure, day); none for what is no value."""
    account, measure, _ = target
    if not account or not measure:
        return []
    moved = MovedGroup(app, target, chosen, open_record)
    if measure == HYGIENE:  # what is to be tidied is listed, each with its one step
        return [moved]
    return [moved, GreenGroup(app, target, chosen, open_record)]
