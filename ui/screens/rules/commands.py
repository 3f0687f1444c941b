# SPDX-License-Identifier: Apache-2.0
"""Rules… in the menu and in Settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.rules.window import RulesWindow

_open: set[RulesWindow] = set()


def show_rules(app: AppContext, _context: Context | None = None) -> RulesWindow:
    """Open the window of the rules in force and those before them."""
    window = RulesWindow(app, QApplication.activeWindow())
    # Without a window above it nothing else would hold it.
    window.finished.connect(partial(_closed, window))
    _open.add(window)
    window.open()
    return window


def _closed(window: RulesWindow, _result: int) -> None:
    _open.discard(window)
