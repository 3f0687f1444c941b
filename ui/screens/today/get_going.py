# SPDX-License-Identifier: Apache-2.0
"""The first tasks of a new portfolio: each row starts one; gone when all are done or the × was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from planner.services import get_going
from planner.services.get_going import GetGoing, Task, TaskKey
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.widgets.button import Button
from ui.widgets.choice import Choice
from ui.widgets.panes import HLine, SectionTitle
from ui.widgets.safe import PlainLabel

_WORDS: Final[Mapping[TaskKey, str]] = {
    "account": N_("Add your first account"),
    "people": N_("Add two people you know there"),
    "review": N_("Note a first network review"),
    "risk": N_("Give one risk a contingency plan"),
    "plan": N_("Export one account plan"),
}
_WITHOUT_ACCOUNT: Final[frozenset[TaskKey]] = frozenset({"account", "review"})


class GetGoingCard(QWidget):
    """Shown as long as there is something left; `closed` says that the user has put it away."""

    closed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardGetGoing")
        self._app = app
        self._going: GetGoing | None = None
        self.rows: dict[TaskKey, Choice] = {}
        self.count = PlainLabel(role="caption", color="muted")
        self.btn_close = Button(variant="icon", icon="x", small=True, name=tr("Close: Get going"))
        self.btn_close.setObjectName("btnGetGoingClose")
        self.btn_close.clicked.connect(self._close)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 12)
        head.setSpacing(8)
        head.addWidget(SectionTitle(tr("Get going"), large=True), 1)
        head.addWidget(self.count)
        head.addWidget(self.btn_close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(HLine())
        for key, words in _WORDS.items():
            row = Choice(tr(words), icon="circle-dashed", bare=True)
            row.setObjectName(f"btnGetGoing.{key}")
            row.clicked.connect(partial(self.start, key))
            self.rows[key] = row
            column.addWidget(row)
            column.addWidget(HLine(color="row_line"))
        self.hide()

    def refresh(self) -> None:
        """Read anew what is there."""
        self._going = get_going.tasks(self._app.session)
        self.setVisible(self._going is not None)
        if self._going is None:
            return
        self.count.setText(tr("{n} of {total}", n=self._going.done, total=len(self._going.tasks)))
        for task in self._going.tasks:
            self._show(task, self._going.account_id)

    def _show(self, task: Task, account_id: str) -> None:
        row = self.rows[task.key]
        row.set_icon("circle-check" if task.done else "circle-dashed", "accent" if task.done else "muted")
        some = not task.done and task.have > 0
        row.set_note(tr("done") if task.done else tr("{n} of {total}", n=task.have, total=task.want) if some else "")
        row.set_off("" if account_id or task.key in _WITHOUT_ACCOUNT else tr("Add an account first."))

    def enter(self) -> bool:
        """Give the focus to the first task that is left; False where there is none."""
        left = [task.key for task in self._going.tasks if not task.done] if self._going is not None else []
        if not self.isVisibleTo(self.window()) or not left:
            return False
        self.rows[left[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def start(self, key: TaskKey) -> None:
        """Begin a task where it is done."""
        account_id = self._going.account_id if self._going is not None else ""
        if key == "account":
            run_command(self._app, "account.new")
        elif key == "review":
            run_command(self._app, "review.quick", account_id=account_id or None)
        elif key == "plan":
            run_command(self._app, "export.plan", account_id=account_id)
        else:
            self._go(key, account_id)

    def _go(self, key: TaskKey, account_id: str) -> None:
        """To the people or the risks of the account, with the question for a new one where that is the next step."""
        section = "people" if key == "people" else "risks"
        self._app.navigator.go(Place(page="account", account_id=account_id, section=section))
        if key == "people" or not (self._going is not None and self._going.has_risk):
            run_command(self._app, "new")

    @Slot()
    def _close(self) -> None:
        get_going.close(self._app.session)
        self.refresh()
        self.closed.emit()

    @override
    def event(self, event: QEvent) -> bool:
        """Look again when a window over this one has gone: an export is no change that would tell."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible() and not self._app.session.closed:
            self.refresh()
        return super().event(event)
