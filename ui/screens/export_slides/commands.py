# SPDX-License-Identifier: Apache-2.0
"""Export slides…, of the account at hand, and from the charts page of the charts that are ticked for the show."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import tr
from planner.services import crud, why
from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.export_slides.window import SlidesWindow

_open: set[SlidesWindow] = set()


def export_slides(app: AppContext, context: Context) -> None:
    """Offer the deck of the account at hand, otherwise of the one looked at last."""
    _offer(app, context, charts=False)


def export_chart_slide(app: AppContext, context: Context) -> None:
    """The same window with the charts of the show instead of the deck."""
    _offer(app, context, charts=True)


def _offer(app: AppContext, context: Context, *, charts: bool) -> None:
    known = (context.account_id, context.last_account)
    account_id = next((key for key in known if crud.find(app.session, ACCOUNT, key) is not None), None)
    account_id = account_id or why.last_account(app.session)
    if account_id is None:
        app.notices.toast(tr("Add an account first; slides are made from one."))
        return
    window = SlidesWindow(app, account_id, QApplication.activeWindow())
    if charts:
        window.options.choose_charts()
    # Without a window above it nothing else would hold the window.
    window.finished.connect(partial(_closed, window))
    _open.add(window)
    window.open()


def _closed(window: SlidesWindow, _result: int) -> None:
    _open.discard(window)
