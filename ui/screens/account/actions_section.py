# SPDX-License-Identifier: Apache-2.0
"""The actions of an account: tick, re-plan or drop one or several (ux W9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from typing_extensions import override

from planner.entities.service.action import ACTION
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import actions, draft_places
from planner.services.session import Session
from planner.views.account_work import ACTION_COLUMNS, action_table, source_of
from planner.views.tables import TableView
from ui.context import AppContext
from ui.forms.drafts import FreeLine, hold
from ui.forms.entity_form import EntityForm
from ui.screens.account import places
from ui.screens.account.small_questions import DayWindow, ReasonWindow
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.theme.theme import theme
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.panes import Panel

_FIELDS = ("title", "due", "owner_id", "effect_note", "drop_reason", "audience")


class ActionsSection(TableSection):
    """Ctrl+Enter or a click on the box marks done; one line at the top takes a new action."""

    entity = "action"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("Action")
        super().__init__(app, parent)
        self.table = FittedTable(ACTION_COLUMNS, name=tr("Actions"), stretch="title", drops=("source", "owner"))
        self.table.setObjectName("tblActions")
        self.table.ticked.connect(self.tick)
        self.table.clicked.connect(self._clicked)
        self.empty = EmptyState(tr("No next step yet."), tr("One step with a date keeps the account moving."))
        add = Button(tr("Add action"), variant="primary", icon="plus")
        add.clicked.connect(self.new_record)
        self.empty.add_button(add)
        self.finished = FilterChip(tr("Finished"), tip=tr("Show what was done or dropped as well"))
        self.finished.toggled.connect(self.rebuild)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("New action, Enter adds it"))
        self.line.setAccessibleName(tr("New action"))
        self.line.setMinimumWidth(theme().density.px(150))
        self.line.returnPressed.connect(self._add_line)
        self._new_line = FreeLine(app, self.line)
        self._fill_bar()
        self.assemble(self.finished)
        self.tools.insertWidget(self.tools.count() - 1, self.line, 2)
        self._fill_pane()

    def _fill_bar(self) -> None:
        for text, icon, act in (
            (tr("Done"), "check", self.tick),
            (tr("Tomorrow"), "", partial(self.replan_by, 1)),
            (tr("+1 week"), "", partial(self.replan_by, 7)),
            (tr("Date…"), "calendar", self.ask_day),
            (tr("Drop…"), "x", self.ask_reason),
            (tr("Trash"), "trash", self.trash),
        ):
            self.chosen_bar.add_button(text, icon=icon).clicked.connect(act)

    def _fill_pane(self) -> None:
        self.verbs = Panel(lines="b", line="row_line")
        flow = FlowLayout(self.verbs, gap=8)
        flow.setContentsMargins(16, 12, 16, 13)
        self.btn_done = Button(tr("Done"), variant="primary", icon="check", tip=tr("Ctrl+Enter in the list"))
        self.btn_done.clicked.connect(self.tick)
        self.btn_later = Button(tr("Re-plan"), arrow=True)
        menu = QMenu(self.btn_later)
        menu.addAction(tr("Tomorrow")).triggered.connect(partial(self._replan_menu, 1))
        menu.addAction(tr("In a week")).triggered.connect(partial(self._replan_menu, 7))
        menu.addAction(tr("On a date…")).triggered.connect(self.ask_day)
        self.btn_later.set_menu(menu)
        self.btn_drop = Button(tr("Drop…"))
        self.btn_drop.clicked.connect(self.ask_reason)
        self.source = LinkButton("")
        self.source.clicked.connect(self._open_source)
        for part in (self.btn_done, self.btn_later, self.btn_drop, self.source):
            flow.addWidget(part)
        self.form = EntityForm(self.app, ACTION, fields=_FIELDS, scroll=False)
        self.pane.add(self.verbs)
        self.pane.add(self.form)

    # -- showing

    @override
    def show_world(self, world: World) -> None:
        super().show_world(world)
        self._new_line.at(draft_places.line("action", world.account_id))

    @override
    def view(self, world: World) -> TableView:
        return action_table(world.facts, world.today, finished=self.finished.isChecked())

    @override
    def has_more(self) -> bool:
        return bool(self.world and self.world.facts.actions)

    @override
    def show_one(self, world: World, key: str) -> None:
        action = next((a for a in world.facts.actions if a.id == key), None)
        if action is None:
            return
        over = bool(action.done_on or action.dropped_on)
        self.pane.set_title(action.title)
        self.btn_done.setText(tr("Open again") if over else tr("Done"))
        self.btn_later.setVisible(not over)
        self.btn_drop.setVisible(not over)
        words = source_of(action, world.facts)
        self.source.setText(tr("For {record}", record=words) if words else "")
        self.source.setVisible(bool(words))
        self.form.load(action)
        self.form.row("drop_reason").setVisible(action.dropped_on is not None)
        self.form.row("effect_note").setVisible(action.done_on is not None)

    @override
    def focus_first(self, field: str | None = None) -> None:
        self.form.focus_field(field or "title")

    @override
    def flush(self) -> None:
        self.form.flush()

    # -- verbs

    @override
    def new_record(self) -> None:
        self.ask_new(add=_add)

    @Slot()
    def _add_line(self) -> None:
        title = self.line.text().strip()
        if not title or self.world is None:
            return
        try:
            with self._new_line.saving():
                made = actions.add_action(self.app.session, self.world.account_id, title, None, self.app.session.me)
        except PlannerError as fault:
            self.app.notices.fault(fault)
            return
        self.line.clear()
        self._wanted = (made.id, "due", self.world.account_id)

    @Slot()
    def tick(self) -> None:
        """Mark the selected actions done; finished ones are opened again."""
        world, keys = self.world, self.table.keys()
        if world is None or not keys:
            return
        over = {a.id for a in world.facts.actions if a.done_on or a.dropped_on}
        waiting = [key for key in keys if key not in over]
        self.form.flush()
        if waiting:
            self._say(actions.done(self.app.session, waiting))
        else:
            self._say(actions.reopen(self.app.session, keys))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0 and len(self.table.keys()) == 1:
            self.tick()

    @Slot(bool)
    def _replan_menu(self, days: int, *_rest: object) -> None:
        self.replan_by(days)

    def replan_by(self, days: int, *_rest: object) -> None:
        """Make the selected actions due some days from today."""
        self.replan(self.app.session.today() + timedelta(days=days))

    def replan(self, day: date | None) -> None:
        """Give the selected actions another date."""
        keys = self.table.keys()
        if keys:
            self._say(actions.replan(self.app.session, keys, day))

    @Slot()
    def ask_day(self) -> None:
        """Ask for the new date."""
        window = DayWindow(self.app, tr("New date"), tr("Re-plan"), self.window())
        hold(self.app, window.row, draft_places.ask("action", "due", self.table.keys()), window)
        window.given.connect(self.replan)
        window.open()

    @Slot()
    def ask_reason(self) -> None:
        """Ask why the selected actions are dropped."""
        window = ReasonWindow(tr("Drop"), tr("Why will this not be done?"), tr("Drop"), self.window())
        hold(self.app, window.row, draft_places.ask("action", "drop_reason", self.table.keys()), window)
        window.given.connect(self.drop)
        window.open()

    @Slot(str)
    def drop(self, reason: str) -> None:
        """Drop the selected actions."""
        keys = self.table.keys()
        if keys:
            self._say(actions.drop(self.app.session, keys, reason))

    def _say(self, changes: ChangeSet) -> None:
        if changes:
            self.app.notices.toast(changes.label.text(), undo=True)

    @Slot()
    def _open_source(self) -> None:
        world, keys = self.world, self.table.keys()
        action = next((a for a in world.facts.actions if a.id in keys), None) if world else None
        if world is None or action is None or not action.parent_type or not action.parent_id:
            return
        place = places.place_of(world.facts, action.parent_type, action.parent_id)
        if place is not None:
            self.app.navigator.go(place)


def _add(session: Session, values: Mapping[str, Any], source: object) -> Any:
    title, due, owner = str(values.get("title") or ""), values.get("due"), values.get("owner_id")
    return actions.add_action(session, str(values["account_id"]), title, due, owner, source=source)
