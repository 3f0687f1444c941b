# SPDX-License-Identifier: Apache-2.0
"""Checklists… in the menu and in Settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.checklists.window import ChecklistsWindow

_open: set[ChecklistsWindow] = set()


def show_checklists(app: AppContext, _context: Context | None = None) -> ChecklistsWindow:
    """Open the window of all checklist templates."""
    window = ChecklistsWindow(app, QApplication.activeWindow())
    # Without a window above it nothing else would hold it.
    window.finished.connect(partial(_closed, window))
    _open.add(window)
    window.open()
    return window


def _closed(window: ChecklistsWindow, _result: int) -> None:
    _open.discard(window)
