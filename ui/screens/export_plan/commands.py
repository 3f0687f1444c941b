# SPDX-License-Identifier: Apache-2.0
"""Export… (Ctrl+E), and what the team lead gets."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import tr
from planner.services import crud, why
from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.export_plan.dialog import ExportDialog

_open: set[ExportDialog] = set()


def export_plan(app: AppContext, context: Context) -> None:
    """Offer the plan of the account at hand, otherwise of the one looked at last."""
    _offer(app, context, "internal")


def show_team_lead(app: AppContext, context: Context) -> None:
    """The same window with the pages that the team lead gets."""
    _offer(app, context, "team_lead")


def _offer(app: AppContext, context: Context, audience: str) -> None:
    known = (context.account_id, context.last_account)
    account_id = next((key for key in known if crud.find(app.session, ACCOUNT, key) is not None), None)
    account_id = account_id or why.last_account(app.session)
    if account_id is None:
        app.notices.toast(tr("Add an account first; a plan is made from one."))
        return
    dialog = ExportDialog(app, account_id, QApplication.activeWindow(), audience=audience)
    # Without a window above it nothing else would hold the dialog.
    dialog.finished.connect(partial(_closed, dialog))
    _open.add(dialog)
    dialog.open()


def _closed(dialog: ExportDialog, _result: int) -> None:
    _open.discard(dialog)
