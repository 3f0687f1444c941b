# SPDX-License-Identifier: Apache-2.0
"""The people of the customer: who decides, where they stand, who holds them (ux W5, table)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.entities.relations.decision_role import CHAINS
from planner.kernel.text import tr
from planner.services import people
from planner.services.session import Session
from planner.views.account_people import COLUMNS, people_table
from planner.views.tables import TableView
from ui.context import AppContext
from ui.screens.account.person_details import PersonDetails
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState

NEW_FIELDS = ("name", "title", "unit_id", "email", "phone")
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
        self.assemble(*self.chains.values())
        self.person = PersonDetails(app, self.pane)

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
        self.ask_new(fields=NEW_FIELDS, add=_add)

    @override
    def flush(self) -> None:
        self.person.flush()

    def _left(self) -> None:
        keys = self.table.keys()
        changes = people.mark_left(self.app.session, keys)
        if changes:
            self.app.notices.toast(changes.label.text(), undo=True)


def _add(session: Session, values: Mapping[str, Any], source: object) -> Any:
    rest = dict(values)
    account_id, name = str(rest.pop("account_id")), str(rest.pop("name", "") or "")
    return people.add_contact(session, account_id, name, source=source, **rest)
