# SPDX-License-Identifier: Apache-2.0
"""The people of the customer: who decides, where they stand, who holds them (ux W5, table)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.relations.decision_role import CHAINS
from planner.kernel.text import tr
from planner.services import people
from planner.views.account_people import COLUMNS, people_table
from planner.views.tables import TableView
from ui.context import AppContext
from ui.screens.account.people_charts import TABLE, PeopleCharts, view_switch
from ui.screens.account.person_details import PersonDetails
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.screens.parts.seats import NEW_FIELDS, add_person
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel

_DROPS = ("email", "chain", "holder", "unit")


class PeopleSection(TableSection):
    """Table with details; several people are edited, or noted as gone, in one step."""

    entity = "contact"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("Person")
        super().__init__(app, parent)
        self.table = FittedTable(COLUMNS, name=tr("People"), stretch="name", drops=_DROPS, two_line=True)
        self.table.setObjectName("tblPeople")
        self.empty = EmptyState(tr("Who decides, who advises, who uses?"), tr("Start with the person you know best."))
        add = Button(tr("Add person"), variant="primary", icon="plus")
        add.clicked.connect(self.new_record)
        self.empty.add_button(add)
        self.chains = {key: FilterChip(tr(word)) for key, word in CHAINS[:3]}
        for chip in self.chains.values():
            chip.toggled.connect(self.rebuild)
        self.chosen_bar.add_button(tr("Edit fields…"), icon="pencil").clicked.connect(self.bulk_edit)
        self.chosen_bar.add_button(tr("Have left"), icon="logout").clicked.connect(self._left)
        self.chosen_bar.add_button(tr("Move to Trash"), icon="trash").clicked.connect(self.trash)
        self.charts = PeopleCharts(app)
        self.charts.chosen.connect(self._choose)
        self.charts.entered.connect(self._enter_person)
        self.charts.seat_wanted.connect(self._ask_holder)
        self.charts.rest_wanted.connect(partial(self.set_mode, TABLE))
        self.assemble(*self.chains.values())
        self.body.addWidget(self.charts)
        self._add_switch()
        self.person = PersonDetails(app, self.pane)

    def _add_switch(self) -> None:
        """The row above the tools: how the people are shown."""
        self.switch = view_switch()
        self.switch.set_key(TABLE)
        self.switch.selected.connect(self._switched)
        self.views = Panel()
        row = QHBoxLayout(self.views)
        row.setContentsMargins(16, 10, 16, 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        self.btn_add = Button(self.new_text, variant="primary", icon="plus")
        self.btn_add.clicked.connect(self.new_record)
        row.addWidget(self.btn_add)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.views)

    @property
    def mode(self) -> str:
        """ "table", "map", "coverage" or "chain"."""
        return self.switch.key()

    def set_mode(self, mode: str) -> None:
        """Show the people in another way."""
        self.switch.set_key(mode)
        self._switched(mode)

    @Slot(str)
    def _switched(self, _mode: str) -> None:
        self.clear_filter()
        self.enter()

    @override
    def _show_body(self, every: int, shown: int) -> None:
        super()._show_body(every, shown)
        self.views.setVisible(bool(every))
        as_table = self.mode == TABLE
        self.bar.setVisible(as_table and self.bar.isVisibleTo(self))
        self.btn_add.setVisible(not as_table)
        if not every or as_table or self.world is None:
            return
        self.body.setCurrentWidget(self.charts)
        kept = self.table.keys()
        self.charts.show_world(self.world, self.mode, kept[0] if len(kept) == 1 else "")

    @Slot(str)
    def _choose(self, contact_id: str) -> None:
        """A card is chosen: its person stands in the pane; the table follows."""
        if self.table.keys() != (contact_id,):
            self.table.select([contact_id])
            self._chosen()

    @Slot(str)
    def _enter_person(self, contact_id: str) -> None:
        self.show_record(contact_id, "role")

    @Slot(str, str)
    def _ask_holder(self, role: str, chain: str) -> None:
        """Who holds this seat: a new person with that role and chain."""
        self.ask_new(fields=NEW_FIELDS, add=partial(add_person, role=role, chain=chain or None))

    @override
    def enter(self) -> None:
        if self.body.currentWidget() is self.charts:
            self.charts.take_focus()
        else:
            super().enter()

    @override
    def view(self, world: World) -> TableView:
        return people_table(world.facts, world.rules, world.today)

    @override
    def narrowed(self, view: TableView) -> TableView:
        found = super().narrowed(view)
        wanted = {tr(word) for key, word in CHAINS[:3] if self.chains[key].isChecked()}
        if not wanted:
            return found
        place = [column.key for column in view.columns].index("chain")
        return TableView(columns=view.columns, rows=tuple(row for row in found.rows if row.cells[place] in wanted))

    @Slot()
    @override
    def clear_filter(self) -> None:
        for chip in self.chains.values():
            chip.setChecked(False)
        super().clear_filter()

    @override
    def show_one(self, world: World, key: str) -> None:
        contact = next((c for c in world.facts.contacts if c.id == key), None)
        if contact is not None:
            self.person.show(world, contact)

    @override
    def focus_first(self, field: str | None = None) -> None:
        self.person.focus(field)

    @override
    def new_record(self) -> None:
        self.ask_new(fields=NEW_FIELDS, add=add_person)

    @override
    def flush(self) -> None:
        self.person.flush()

    def _left(self) -> None:
        keys = self.table.keys()
        changes = people.mark_left(self.app.session, keys)
        if changes:
            self.app.notices.toast(changes.label.text(), undo=True)
