# SPDX-License-Identifier: Apache-2.0
"""The charts workspace (ux W12): health and risk matrix of one account, on any day, with their reasons."""

from ui.screens.charts.commands import (
    copy_data,
    copy_picture,
    edit_title,
    reset,
    show_evidence,
    toggle_table,
    write_note,
)
from ui.screens.charts.screen import ChartsScreen

__all__ = [
    "ChartsScreen",
    "copy_data",
    "copy_picture",
    "edit_title",
    "reset",
    "show_evidence",
    "toggle_table",
    "write_note",
]
