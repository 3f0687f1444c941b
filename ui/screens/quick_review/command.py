# SPDX-License-Identifier: Apache-2.0
"""Opens the quick review, or brings the open one to the front; one for each open portfolio."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.quick_review.window import QuickReview

_open: list[tuple[AppContext, QuickReview]] = []


def quick_review(app: AppContext, context: Context) -> QuickReview:
    """Show the window: with the account that was chosen, today's visit, that of the page, or the last used one."""
    app.session.refuse_reading()
    _open[:] = [(owner, window) for owner, window in _open if isValid(window) and not window.shut]
    found = next((window for owner, window in _open if owner is app), None)
    if found is None:
        parent = app.navigator if isinstance(app.navigator, QWidget) else None
        found = QuickReview(app, parent)
        _open.append((app, found))
        app.session.on_close.insert(0, found.shut_down)
    if not found.isVisible():
        here = app.navigator.place()
        of_page = here.page == "account" and here.account_id == context.account_id
        found.begin(None if of_page else context.account_id, context.account_id if of_page else None)
    found.show()
    found.raise_()
    found.activateWindow()
    return found
