# SPDX-License-Identifier: Apache-2.0
"""What if: changes on a scratch copy, the values before and after, and the way from a change to an action."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.rules.changes import Change
from planner.services import suggestions, what_if
from planner.views.what_if import STRIP, Compared, chosen_words
from ui.actions.spec import Context
from ui.context import AppContext
from ui.dialogs.base import HouseDialog, work_size
from ui.screens.parts.details_pane import scrolling
from ui.screens.parts.layouts import clear_layout
from ui.screens.what_if.subjects import SubjectList
from ui.widgets.bar import Bar
from ui.widgets.button import LinkButton
from ui.widgets.panes import Group
from ui.widgets.safe import PlainLabel, WrappedLabel

_LEFT, _RIGHT = 5, 6
_COLORS = {1: "fine", 0: "text", -1: "act"}


class WhatIfWindow(HouseDialog):
    """Works on a copy that lives in this window alone; closing it leaves no trace but the actions that were made."""

    def __init__(self, app: AppContext, account_id: str, parent: QWidget | None = None) -> None:
        self._scratch = what_if.begin(app.session, account_id)
        name = self._scratch.facts.account.name
        super().__init__(tr("What if: {name}", name=name), parent)
        self.setObjectName("dlgWhatIf")
        self._app = app
        self._made: set[Change] = set()
        self.strip = Bar("watch", tr("Try changes of {name} here. The portfolio stays as it is.", name=name),
                         lead=tr(STRIP))  # fmt: skip
        self.column.addWidget(self.strip)
        self.list = SubjectList(self._scratch.subjects())
        self.list.changed.connect(self.show_values)
        self.column.addLayout(self._halves(), 1)
        self.btn_discard = self.add_button(tr("Discard changes"), name="btnDiscard")
        self.btn_discard.clicked.connect(self.list.discard)
        self.add_close()
        self.resize(work_size(parent))
        self.show_values()
        self.list.filter.setFocus()

    def _halves(self) -> QHBoxLayout:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.values = Group(tr("Values"))
        self._grid_home = QVBoxLayout()
        self.values.column.addLayout(self._grid_home)
        self.values.setObjectName("grpWhatIfValues")
        column.addWidget(self.values)
        self.steps = Group(tr("Changes"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        self.steps.column.addLayout(self._steps)
        column.addWidget(self.steps)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, _LEFT)
        row.addWidget(scrolling(right), _RIGHT)
        return row

    @Slot()
    def show_values(self) -> None:
        """Work the values out anew with the changes chosen."""
        chosen = self.list.chosen()
        self.btn_discard.setEnabled(bool(chosen))
        clear_layout(self._grid_home)
        self._grid_home.addWidget(_grid(self._scratch.compare(chosen)))
        clear_layout(self._steps)
        if not chosen:
            words = tr("Nothing is changed yet. Choose at the left what could become of a risk, a person or a promise.")
            self._steps.addWidget(PlainLabel(words, color="muted", wrap=True))
        else:
            self._steps.addWidget(PlainLabel(trn("{n} change, not saved", "{n} changes, not saved", len(chosen)),
                                             role="caption", color="muted"))  # fmt: skip
        for change in chosen:
            self._steps.addWidget(self._step(change))

    def _step(self, change: Change) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        words = chosen_words(change, self._scratch.facts)
        row.addWidget(PlainLabel(words, wrap=True), 1)
        if change in self._made or suggestions.is_planned(change, self._scratch.facts):
            row.addWidget(PlainLabel(tr("is an open action"), role="caption", color="muted"))
        elif suggestions.can_be_action(change) and not self._app.session.read_only:
            link = LinkButton(tr("Make it an action"), name=tr("Make it an action: {what}", what=words))
            link.clicked.connect(partial(self.make_action, change))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def make_action(self, change: Change, *_checked: bool) -> None:
        """The one thing here that is kept: an action to do what was tried."""
        try:
            made = suggestions.add(self._app.session, self._scratch.account_id, [change])
        except PlannerError as error:
            self._app.notices.fault(error)
            return
        self._made.add(change)
        if made:
            self._app.notices.toast(suggestions.added_words(made), undo=True)
        self.show_values()


def _grid(rows: tuple[Compared, ...]) -> QWidget:
    """The values before and after, the changed ones strong; each row is one sentence for a screen reader."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for column, head in enumerate((tr("Value"), tr("now"), tr("what if"), tr("change"))):
        grid.addWidget(PlainLabel(head, role="caption", color="muted"), 0, column)
    for number, row in enumerate(rows, 1):
        role = "strong" if row.change else "body"
        name = PlainLabel(row.name, role=role)
        name.setAccessibleName(row.sentence)
        after = WrappedLabel(row.after, role=role, wrap=True)
        after.setObjectName(f"after_{row.key}")
        change = PlainLabel(row.change or "–", role=role, color=_COLORS[row.direction] if row.change else "muted")
        for column, part in enumerate((name, WrappedLabel(row.before, color="muted", wrap=True), after, change)):
            grid.addWidget(part, number, column, Qt.AlignmentFlag.AlignTop)
    for column, stretch in enumerate((3, 4, 4, 2)):
        grid.setColumnStretch(column, stretch)
    return holder


def show_what_if(app: AppContext, context: Context) -> None:
    """Open the window for the account in sight."""
    if context.account_id is None:
        return
    window = app.navigator if isinstance(app.navigator, QWidget) else None
    dialog = WhatIfWindow(app, context.account_id, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
