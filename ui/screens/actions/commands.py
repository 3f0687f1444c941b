# SPDX-License-Identifier: Apache-2.0
"""Quick action: a small window from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from planner.entities.service.action import ACTION
from planner.kernel.text import tr
from planner.services import actions, crud
from planner.services.session import Session
from ui.actions.spec import Context
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog

_open: set[NewRecordDialog] = set()
FIELDS = ("account_id", "title", "due", "owner_id")


def quick_action(app: AppContext, context: Context) -> None:
    """Ask for account, action, day and owner; the account at hand and I are filled in."""
    preset: dict[str, object] = {"owner_id": app.session.me}
    if context.account_id:
        preset["account_id"] = context.account_id
    parent = QApplication.activeWindow()
    dialog = NewRecordDialog(app, ACTION, fields=FIELDS, preset=preset, add=_add, parent=parent)
    dialog.setObjectName("dlgQuickAction")
    dialog.created.connect(partial(_tell, app))
    # Without a window above it nothing else would hold the dialog.
    dialog.finished.connect(partial(_closed, dialog))
    _open.add(dialog)
    dialog.open()
    if context.account_id:
        dialog.panel.row("title").field_editor.setFocus()


def _add(session: Session, values: Mapping[str, Any], source: object) -> Any:
    return actions.add_action(
        session,
        values["account_id"],
        values.get("title") or "",
        values.get("due"),
        values.get("owner_id"),
        source=source,
    )


def _tell(app: AppContext, key: str) -> None:
    app.notices.toast(tr("Added: {title}", title=crud.title_of(app.session, ACTION, key)), undo=True)


def _closed(dialog: NewRecordDialog, _result: int) -> None:
    _open.discard(dialog)
