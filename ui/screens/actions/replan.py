# SPDX-License-Identifier: Apache-2.0
"""Giving actions another day, or dropping them with a reason: the menu and its two small windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.service.action import ACTION
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import actions, crud, draft_places
from ui.context import AppContext
from ui.forms.drafts import hold
from ui.forms.editor import Editor
from ui.forms.editors import FieldRow, InputFault, RefSource, make_editor
from ui.forms.small_window import SmallWindow
from ui.text import short_date, weekday
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel

Ids = Callable[[], Sequence[str]]


class ReplanMenu(QMenu):
    """Tomorrow, next visit, in a week, another day, no date, drop; for the actions ``ids`` names when it opens."""

    def __init__(self, app: AppContext, ids: Ids, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._ids = app, ids
        self.tomorrow = self.addAction("")
        self.next_visit = self.addAction("")
        self.next_week = self.addAction("")
        self.other = self.addAction(tr("Another day…"))
        self.no_date = self.addAction(tr("No date"))
        self.addSeparator()
        self.drop = self.addAction(tr("Drop…"))
        self.aboutToShow.connect(self._name_days)
        self.tomorrow.triggered.connect(self._to_tomorrow)
        self.next_visit.triggered.connect(self._to_next_visit)
        self.next_week.triggered.connect(self._to_next_week)
        self.other.triggered.connect(self._ask_day)
        self.no_date.triggered.connect(self._to_nothing)
        self.drop.triggered.connect(self._ask_reason)
        self._name_days()

    @Slot()
    def _name_days(self) -> None:
        self.tomorrow.setText(tr("Tomorrow, {day}", day=weekday(self._day(1))))
        self.next_week.setText(tr("In a week, {day}", day=short_date(self._day(7))))
        days = set(actions.next_visits(self._app.session, self._ids()).values())
        self.next_visit.setVisible(bool(days))
        if len(days) == 1:
            self.next_visit.setText(tr("Next visit, {day}", day=short_date(days.pop())))
        elif days:
            self.next_visit.setText(tr("Next visit to each customer"))

    def _day(self, ahead: int) -> date:
        return self._app.session.today() + timedelta(days=ahead)

    @Slot()
    def _to_tomorrow(self) -> None:
        replan(self._app, self._ids(), self._day(1))

    @Slot()
    def _to_next_visit(self) -> None:
        replan_to_visit(self._app, self._ids())

    @Slot()
    def _to_next_week(self) -> None:
        replan(self._app, self._ids(), self._day(7))

    @Slot()
    def _to_nothing(self) -> None:
        replan(self._app, self._ids(), None)

    @Slot()
    def _ask_day(self) -> None:
        if self._ids():
            DayWindow(self._app, self._ids(), self.window()).open()

    @Slot()
    def _ask_reason(self) -> None:
        if self._ids():
            DropWindow(self._app, self._ids(), self.window()).open()


def done(app: AppContext, ids: Sequence[str]) -> None:
    """Mark actions done and say so, with Undo."""
    if not ids or not actions.done(app.session, ids):
        return
    if len(ids) == 1:
        text = tr("Done: {title}", title=crud.title_of(app.session, ACTION, ids[0]))
    else:
        text = trn("{n} action done", "{n} actions done", len(ids))
    app.notices.toast(text, undo=True)


def replan(app: AppContext, ids: Sequence[str], day: date | None) -> None:
    """Give actions another day and say so, with Undo."""
    if not ids or not actions.replan(app.session, ids, day):
        return
    if day is None:
        text = trn("{n} action without a date", "{n} actions without a date", len(ids))
    else:
        text = trn("{n} action moved to {day}", "{n} actions moved to {day}", len(ids), day=short_date(day))
    app.notices.toast(text, undo=True)


def replan_to_visit(app: AppContext, ids: Sequence[str]) -> None:
    """Give actions the day of the next visit to their customers and say so, with Undo."""
    changes = actions.replan_to_visit(app.session, ids)
    if changes:
        text = trn("{n} action moved to the next visit", "{n} actions moved to the next visit", len(changes.rows))
        app.notices.toast(text, undo=True)


def drop(app: AppContext, ids: Sequence[str], reason: str) -> None:
    """Drop actions and say so, with Undo."""
    if not ids or not actions.drop(app.session, ids, reason):
        return
    if len(ids) == 1:
        text = tr("Dropped: {title}", title=crud.title_of(app.session, ACTION, ids[0]))
    else:
        text = trn("{n} action dropped", "{n} actions dropped", len(ids))
    app.notices.toast(text, undo=True)


class _Ask(SmallWindow):
    """One field and one button."""

    def __init__(self, app: AppContext, ids: Sequence[str], texts: tuple[str, str, str], parent: QWidget) -> None:
        title, field, verb = texts
        app.session.refuse_reading()
        super().__init__(title, parent)
        self.app, self.ids = app, tuple(ids)
        self.editor: Editor = make_editor(ACTION.field(field), RefSource(app))
        self.go = Button(verb, variant="primary", shortcut=tr("Enter"))
        self.cancel = Button(tr("Cancel"), shortcut=tr("Esc"))
        self.go.clicked.connect(self.apply)
        self.cancel.clicked.connect(self.reject)
        self.editor.entered.connect(self.apply)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(self._what(), wrap=True, color="muted"))
        asked = FieldRow(ACTION.field(field), self.editor, panel)
        column.addWidget(asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        self.hold(panel)
        hold(app, asked, draft_places.ask("action", field, self.ids), self)
        self.editor.setFocus()

    def _what(self) -> str:
        if len(self.ids) == 1:
            return crud.title_of(self.app.session, ACTION, self.ids[0])
        return trn("{n} action", "{n} actions", len(self.ids))

    @Slot()
    def apply(self) -> None:
        """Do it and close; what can't be read or kept is said beside the field."""
        try:
            self.act(self.editor.value())
        except (InputFault, PlannerError) as fault:
            self.editor.set_fault(str(fault))
            return
        self.accept()

    def act(self, value: object) -> None:
        """What the window is for."""
        raise NotImplementedError


class DayWindow(_Ask):
    """Asks for the new day of actions."""

    def __init__(self, app: AppContext, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(app, ids, (tr("Re-plan"), "due", tr("Re-plan")), parent)

    @override
    def act(self, value: object) -> None:
        replan(self.app, self.ids, value if isinstance(value, date) else None)


class DropWindow(_Ask):
    """Asks why actions will not be done."""

    def __init__(self, app: AppContext, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(app, ids, (tr("Drop"), "drop_reason", tr("Drop")), parent)

    @override
    def act(self, value: object) -> None:
        drop(self.app, self.ids, str(value or ""))
