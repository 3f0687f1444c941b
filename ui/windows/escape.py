# SPDX-License-Identifier: Apache-2.0
"""Esc that no part of the page used (a field that has changed takes itself back first)."""

from __future__ import annotations

from ui.windows import focus
from ui.windows.main_window import MainWindow


def escape(window: MainWindow) -> None:
    """One step out: from another pane to the page, out of a field, the toast away, else back."""
    focused = focus.focused_in(window)
    page = window.stack.pages
    if window.narrow and window.details_shown:
        window.set_details_open(False)
        focus.enter(page, ring=False)
    elif focused is not None and focused is not page and not page.isAncestorOf(focused):
        focus.come_to(page, window.pane_memory)
    elif focused is not None and focus.leave_field(page, focused):
        return
    elif window.notices.host.toast.isVisible():
        window.notices.host.hide()
    else:
        window.step_back()
