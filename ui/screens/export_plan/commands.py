# SPDX-License-Identifier: Apache-2.0
"""Export… (Ctrl+E)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from planner.kernel.text import tr
from planner.services import why
from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.export_plan.dialog import ExportDialog

_open: set[ExportDialog] = set()


def export_plan(app: AppContext, context: Context) -> None:
    """Offer the plan of the account at hand, otherwise of the one looked at last."""
    account_id = context.account_id or why.last_account(app.session)
    if account_id is None:
        app.notices.toast(tr("Add an account first; a plan is made from one."))
        return
    dialog = ExportDialog(app, account_id, QApplication.activeWindow())
    # Without a window above it nothing else would hold the dialog.
    dialog.finished.connect(partial(_closed, dialog))
    _open.add(dialog)
    dialog.open()


def _closed(dialog: ExportDialog, _result: int) -> None:
    _open.discard(dialog)
