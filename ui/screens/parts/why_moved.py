# SPDX-License-Identifier: Apache-2.0
"""The part of a Why pane that says why the value moved since another day: days to choose, waterfall, records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from planner.entities.registry import BY_NAME
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, short_day
from planner.kernel.text import N_, tr, trn
from planner.render.draw_movement import least_height
from planner.render.scene import Mark
from planner.render.tokens import kit
from planner.rules.explain import Evidence
from planner.services import reports, ruleset_versions, since, why
from planner.views.movement_chart import MovementChart, Stair
from planner.views.timeline import ICONS
from ui.charts.canvas import ChartCanvas
from ui.context import AppContext
from ui.forms.date_editors import DateEditor
from ui.screens.parts.layouts import clear_layout
from ui.widgets.button import Button
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow, RowHost
from ui.widgets.safe import PlainLabel, set_tip

Open = Callable[[str, str], None]
_OWN: Final = "own"
_STEPS: Final = 7
_SHOWN: Final = 6
_DAY = FieldSpec("since", N_("Since"), Kind.DATE)


@dataclass(slots=True)
class Choice:
    """What a pane remembers while it lives: the day to compare with, and whether the ways to green are shown."""

    key: str = ""
    own: date | None = None
    green: bool = False

    @classmethod
    def of_day(cls, day: date) -> Choice:
        """A choice of that day, for one mark alone."""
        return cls(_OWN, day)


class _Records(RowHost):
    """The records of one step, each opening its place."""

    def __init__(self, open_record: Open) -> None:
        super().__init__()
        self._open = open_record
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 0, 0)
        self.column.setSpacing(0)
        self.rows: list[ListRow] = []

    def show_step(self, stair: Stair | None) -> None:
        """The records of a step, none for none."""
        clear_layout(self.column)
        self.rows = []
        self.setVisible(stair is not None)
        if stair is None:
            return
        head = PlainLabel(tr("{step} {points}: {cause}", step=stair.text, points=stair.signed, cause=stair.cause),
                          role="caption", color="muted", wrap=True)  # fmt: skip
        self.column.addWidget(head)
        for record in stair.records[:_SHOWN]:
            row = _record_row(record)
            row.clicked.connect(partial(self._open, record.entity, record.id))
            self.rows.append(row)
            self.column.addWidget(row)
        more = len(stair.records) - _SHOWN
        if more > 0:
            words = trn("{n} more record in the large chart", "{n} more records in the large chart", more)
            self.column.addWidget(PlainLabel(words, role="caption", color="muted", wrap=True))


def _record_row(record: Evidence) -> ListRow:
    spec = BY_NAME.get(record.entity)
    kind = tr(spec.label) if spec else record.entity
    graded = tr("{kind}, {grade}", kind=kind, grade=record.grade) if record.grade else kind
    day = short_day(record.on) if record.on else ""
    row = ListRow(record.text or graded, second=graded if record.text else "", right=day,
                  icon=ICONS.get(record.entity, "file-text"))  # fmt: skip
    set_tip(row, record.text or graded)
    return row


class MovedGroup(Group):
    """Why one value moved up to a day; ``open_record`` leads to a record by its kind and id."""

    def __init__(self, app: AppContext, target: tuple[str, str, date], chosen: Choice, open_record: Open) -> None:
        super().__init__(tr("Why it moved"), link=tr("Enlarge"))
        self.setObjectName("grpWhyMoved")
        self._app, self._chosen, self._open = app, chosen, open_record
        self._account, self._measure, self._day = target
        self._view: MovementChart | None = None
        self._facts = reports.facts(app.session, self._account)
        self._choices = since.choices(app.session, self._facts, self._day)
        self.title.link_clicked.connect(self.enlarge)
        self.column.addLayout(self._chooser())
        self.said = PlainLabel(wrap=True)
        self.add(self.said)
        self.rules = PlainLabel(role="caption", color="muted", wrap=True)
        self.add(self.rules)
        self.canvas = ChartCanvas()
        self.canvas.setObjectName("cnvMovement")
        self.canvas.focused.connect(self._focused)
        self.canvas.activated.connect(self._activated)
        self.add(self.canvas)
        self.records = _Records(open_record)
        self.add(self.records)
        self._show()

    def _chooser(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.btn_since = Button("", arrow=True, small=True)
        self.btn_since.setObjectName("btnSince")
        menu = QMenu(self)
        for one in self._choices:
            menu.addAction(one.words).triggered.connect(partial(self.choose, one.key))
        menu.addSeparator()
        menu.addAction(tr("Another day…")).triggered.connect(partial(self.choose, _OWN))
        self.btn_since.set_menu(menu)
        self.day = DateEditor(_DAY, self._app.session.today)
        self.day.setObjectName("edtSince")
        self.day.setAccessibleName(tr("Since"))
        self.day.committed.connect(self._own_day)
        self.lbl_since = PlainLabel(tr("since"), color="muted")
        self.day.setMinimumWidth(self.day.room())
        row.addWidget(self.lbl_since)
        row.addWidget(self.btn_since)
        row.addWidget(self.day, 1)
        row.addStretch(1)
        return row

    def since(self) -> date | None:
        """The earlier day; None while another day is asked for and not yet given."""
        if self._chosen.key == _OWN:
            return self._chosen.own
        found = next((one for one in self._choices if one.key == self._chosen.key), self._choices[0])
        return found.day

    def choose(self, key: str) -> None:
        """Compare with one of the days offered, or ask for another."""
        self._chosen.key = key
        self._show()
        if key == _OWN and self._chosen.own is None:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        own = self._chosen.key == _OWN
        first = next((one for one in self._choices if one.key == self._chosen.key), self._choices[0])
        words = tr("another day") if own else first.words
        self.btn_since.setText(words)
        self.btn_since.set_name(tr("Compare with: {day}", day=words))
        self.day.setVisible(own)
        self.lbl_since.setVisible(not own)  # the day needs the room
        if own and not self.day.dirty:
            self.day.set_value(self._chosen.own)
        day = self.since()
        self._view = None
        told = ruleset_versions.other_rules_since(self._app.session, day) if day is not None else ""
        self.rules.setText(told)
        self.rules.setVisible(bool(told))
        if day is not None and day < self._day:
            self._view = why.movement_chart(
                self._app.session, self._account, self._measure, day, self._day, facts=self._facts
            )
        self._draw(self._view)

    def _draw(self, view: MovementChart | None) -> None:
        self.records.show_step(None)
        shown = view is not None and bool(view.stairs)
        self.canvas.setVisible(shown)
        self.title.set_link(tr("Enlarge") if shown else "")
        self.canvas.set_view(view if shown else None)
        self.said.setText(view.empty_text or view.title if view is not None else tr("Choose a day before this one."))
        self.said.set_color("muted" if not shown else "text")
        if view is not None and shown:
            steps = min(len(view.stairs), _STEPS)
            self.canvas.setFixedHeight(round(least_height(steps, kit("screen"), stacked=True)) + 4)

    @Slot(object)
    def _own_day(self, value: object) -> None:
        if isinstance(value, date) and value >= self._day:
            self.day.set_fault(tr("Choose a day before {day}.", day=day_text(self._day)))
            return
        self._chosen.own = value if isinstance(value, date) else None
        self._show()

    def _stair(self, mark: Mark | None) -> Stair | None:
        if mark is None or self._view is None:
            return None
        shown = self._view.fitted(_STEPS)
        return next((stair for stair in shown if stair.id == mark.id), None)

    @Slot(object)
    def _focused(self, mark: Mark | None) -> None:
        self.records.show_step(self._stair(mark))

    @Slot(object)
    def _activated(self, mark: Mark) -> None:
        """A click or Enter on a step: to its record, or to the choice of its records."""
        stair = self._stair(mark)
        if stair is not None and len(stair.records) == 1:
            self._open(stair.records[0].entity, stair.records[0].id)
        elif self.records.rows:
            self.records.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def enlarge(self) -> None:
        """The same in a window of its own, with its table, to copy and to save."""
        from ui.screens.parts.movement_window import MovementWindow

        if self._view is not None:
            MovementWindow(self._app, self._view, self._open, self.window()).open()
