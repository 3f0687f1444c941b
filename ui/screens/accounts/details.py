# SPDX-License-Identifier: Apache-2.0
"""The details pane of the account list; its content is made once the list is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.later import Later
from ui.widgets.panes import Panel

if TYPE_CHECKING:
    from ui.screens.accounts.account_pane import AccountPane

_FIRST_MS = 150
_SOON_MS = 40


class AccountDetails(Panel):
    """Shows the selected account a moment after the selection came to rest."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._wanted: tuple[str | None, int] = (None, 0)
        self._pane: AccountPane | None = None
        self._later = Later(self, self._load, _FIRST_MS, app.session)

    def show_account(self, key: str | None, selected: int = 0) -> None:
        """Show an account soon; None with how many are selected instead."""
        self._wanted = (key, selected)
        self._later.start()

    def load_now(self) -> None:
        """The list is painted: nothing to wait for but what is in the queue."""
        if self._later.isActive():
            self._later.start(0)

    @Slot()
    def _load(self) -> None:
        self._later.setInterval(_SOON_MS)
        if self._pane is None:
            from ui.screens.accounts.account_pane import AccountPane

            self._pane = AccountPane(self._app, self)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._pane)
        self._pane.show_account(*self._wanted)
