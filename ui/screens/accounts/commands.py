# SPDX-License-Identifier: Apache-2.0
"""What menus and palette can start on the account list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from planner.services.session import Session
from ui.context import AppContext, Place

if TYPE_CHECKING:
    from ui.actions.spec import Context


def new_account(app: AppContext, _context: Context) -> None:
    """Ask for a name, create the account and open it."""
    from planner.entities.customers.account import ACCOUNT
    from ui.forms.new_record import NewRecordDialog

    window = QApplication.activeWindow()  # a dialog without parent would be let go at once
    dialog = NewRecordDialog(app, ACCOUNT, preset={"owner_id": app.session.me}, add=_add, parent=window)
    dialog.created.connect(partial(_open, app))
    dialog.open()


def _add(session: Session, values: Mapping[str, Any], source: object) -> Any:
    from planner.services import customers

    rest = {name: value for name, value in values.items() if name != "name"}
    return customers.add_account(session, values.get("name") or "", source=source, **rest)


def _open(app: AppContext, key: str) -> None:
    app.navigator.go(Place(page="account", account_id=key, section="overview"))
