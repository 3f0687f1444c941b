# SPDX-License-Identifier: Apache-2.0
"""The hints of the window: the one of the rail, and showing them all again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.kernel.data import replace
from planner.kernel.text import tr
from ui.widgets.hint import Hint, Keeper
from ui.widgets.rows import RailList


def add_rail_hint(keeper: Keeper, rail: RailList) -> Hint:
    """Put the hint of the rail into it."""
    hint = Hint(keeper, "rail", tr("Ctrl+1 is Today, Ctrl+2 your accounts. F9 narrows this list."))
    rail.set_note(hint, hint.close_button)
    return hint


def show_again(keeper: Keeper, window: QWidget) -> None:
    """Show every hint again where it belongs."""
    keeper.save_settings(replace(keeper.settings, hints_seen=()))
    for hint in window.findChildren(Hint):
        hint.look()
