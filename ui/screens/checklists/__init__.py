# SPDX-License-Identifier: Apache-2.0
"""The window of checklist templates: list, editor, starter library, files (issue 4, part 2)."""

from ui.screens.checklists.commands import show_checklists
from ui.screens.checklists.window import ChecklistsWindow

__all__ = ["ChecklistsWindow", "show_checklists"]
