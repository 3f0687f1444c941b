# SPDX-License-Identifier: Apache-2.0
"""The details pane of the actions: the form of one, with Done, Re-plan and the way to its account."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.customers.account import ACCOUNT
from planner.entities.service.action import ACTION
from planner.kernel.text import tr, trn
from planner.services import crud
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.forms.entity_form import EntityForm
from ui.later import Later
from ui.screens.actions.replan import ReplanMenu, done
from ui.screens.today.places import record_place
from ui.widgets.button import Button, LinkButton
from ui.widgets.panes import HLine, PaneHeader, Panel

FIELDS = ("title", "owner_id", "due", "opened_on", "effect_note", "audience")


class ActionDetails(Panel):
    """Shows one action; with several selected only how many."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._key: str | None = None
        self._account: str | None = None
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        self.btn_done = Button(tr("Done"), variant="primary", icon="check", shortcut="Ctrl+Enter")
        self.btn_replan = Button(tr("Re-plan"), arrow=True)
        self.btn_replan.set_menu(ReplanMenu(app, self._ids, self.btn_replan))
        self.account_link = LinkButton("", icon="building")
        self.source_link = LinkButton(tr("Show where it comes from"), icon="arrow-right")
        self.source_link.hide()  # until an action is loaded that comes from somewhere
        self.form = EntityForm(app, ACTION, fields=FIELDS)
        self.btn_done.clicked.connect(self._done)
        self.account_link.clicked.connect(self._open_account)
        self.source_link.clicked.connect(self._open_source)
        self._later = Later(self, self._load, 40, app.session)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.btn_done)
        row.addWidget(self.btn_replan)
        row.addStretch(1)
        top.addLayout(row)
        for link in (self.account_link, self.source_link):
            line = QHBoxLayout()
            line.addWidget(link)
            line.addStretch(1)
            top.addLayout(line)
        column.addLayout(top)
        column.addWidget(HLine())
        column.addWidget(self.form, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.body, 1)
        outer.addStretch(0)

    def show_actions(self, keys: Sequence[str]) -> None:
        """Show the one action soon, or how many are selected."""
        wanted = keys[0] if len(keys) == 1 else None
        if wanted != self._key:
            self.form.flush()
        self._key = wanted
        self.body.setVisible(wanted is not None)
        if wanted is None:
            self._later.stop()
            self.header.set_title(trn("{n} action selected", "{n} actions selected", len(keys)) if keys else "")
            return
        self._later.start()

    @Slot()
    def _load(self) -> None:
        action = crud.find(self._app.session, ACTION, self._key)
        if action is None:
            self.show_actions(())
            return
        account = crud.find(self._app.session, ACCOUNT, action.account_id)
        self._account = action.account_id
        self.header.set_title(tr("Action"))
        self.account_link.setText(account.name if account else "")
        self.source_link.setVisible(bool(action.parent_type and action.parent_id))
        self.form.load(action)

    def _ids(self) -> Sequence[str]:
        return (self._key,) if self._key else ()

    @Slot()
    def _done(self) -> None:
        self.form.flush()
        done(self._app, self._ids())

    @Slot()
    def _open_account(self) -> None:
        if self._account:
            self._app.navigator.go(Place(page="account", account_id=self._account, section="actions", record=self._key))

    @Slot()
    def _open_source(self) -> None:
        action = crud.find(self._app.session, ACTION, self._key)
        if action is not None and action.parent_type and action.parent_id:
            place = record_place(self._app.session, action.account_id, action.parent_type, action.parent_id)
            self._app.navigator.go(place)

    @Slot()
    def _close(self) -> None:
        run_command(self._app, "view.details")
