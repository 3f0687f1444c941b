# SPDX-License-Identifier: Apache-2.0
"""Lines of one person to others in the details pane: whom they report to, whom they influence (ux W5, C5)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.relations.contact import Contact
from planner.entities.relations.relation_edge import EDGES, RELATION_EDGE, RelationEdge
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import N_, tr
from planner.rules.edges import INFLUENCES, REPORTS
from planner.services import edges
from planner.views.power_map import line_words
from ui.context import AppContext
from ui.forms.editors import FieldRow, RefSource, make_editor
from ui.screens.account.world import World
from ui.screens.parts.layouts import clear_layout
from ui.widgets.button import Button
from ui.widgets.panes import Group
from ui.widgets.safe import PlainLabel

_STRENGTHS = (("1", N_("1 weak")), ("2", N_("2 clear")), ("3", N_("3 strong")))
_BOSS = FieldSpec("boss", N_("Reports to"), Kind.REF, ref="contact")
_KIND = replace(RELATION_EDGE.field("kind"), name="kind", choices=tuple(e for e in EDGES if e[0] != REPORTS))
_TO = replace(RELATION_EDGE.field("to_id"), label=N_("Person"))
_STRENGTH = FieldSpec("strength", N_("Strength"), Kind.CHOICE, choices=_STRENGTHS)


class PersonLines(Group):
    """Everything here is done from the keyboard: choose, name the person, draw; each line has its remove button."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Lines to others"), parent)
        self._app = app
        self._contact: Contact | None = None
        self.refs = RefSource(app)
        self.column.setSpacing(8)
        self.boss = self._row(_BOSS)
        self.boss.committed.connect(self._set_boss)
        self.add(self.boss)
        self._told = QVBoxLayout()
        self._told.setSpacing(4)
        self.column.addLayout(self._told)
        self.kind, self.to, self.strength = self._row(_KIND), self._row(_TO), self._row(_STRENGTH)
        self.kind.field_editor.set_value(INFLUENCES)
        self.kind.committed.connect(self._kind_chosen)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.to, 0, 1)
        grid.addWidget(self.strength, 1, 0)
        self.draw_line = Button(tr("Draw line"), icon="plus")
        self.draw_line.setObjectName("btnDrawLine")
        self.draw_line.clicked.connect(self._draw)
        under = QVBoxLayout()
        under.addStretch(1)
        under.addWidget(self.draw_line)
        grid.addLayout(under, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def _row(self, field: FieldSpec) -> FieldRow:
        return FieldRow(field, make_editor(field, self.refs))

    def show_person(self, world: World, contact: Contact) -> None:
        """The lines of a person; what is half chosen for a new one stays while it is the same person."""
        if self._contact is None or self._contact.id != contact.id:
            self.to.field_editor.set_value(None)
            self.strength.field_editor.set_value(None)
            self.to.field_editor.set_fault(None)
            self.boss.field_editor.set_fault(None)
        self._contact = contact
        self.refs.account_id, self.refs.exclude = world.account_id, contact.id
        known = world.facts
        boss = next((e for e in known.edges if e.contact_id == contact.id and e.kind == REPORTS), None)
        editor = self.boss.field_editor
        if editor.dirty:
            editor.rebase(boss.to_id if boss else None)
        else:
            editor.set_value(boss.to_id if boss else None)
        mine = [
            e for e in known.edges
            if e.to_id and contact.id in {e.contact_id, e.to_id} and e is not boss
        ]  # fmt: skip
        clear_layout(self._told)
        for edge in mine:
            said = line_words(known, edge.kind, (edge.contact_id, edge.to_id or ""), edge.strength)
            self._told.addWidget(self._line_row(edge, said))

    def _line_row(self, edge: RelationEdge, said: str) -> QWidget:
        """A line in words with its remove button."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(PlainLabel(said, wrap=True), 1)
        remove = Button(icon="x", small=True, name=tr("Remove line: {words}", words=said))
        remove.clicked.connect(partial(self._remove, edge.id))
        row.addWidget(remove)
        return holder

    @Slot(str, object)
    def _kind_chosen(self, _name: str, value: Any) -> None:
        """Only an influence has a strength."""
        off = "" if value == INFLUENCES else tr("Only an influence has a strength.")
        self.strength.field_editor.set_off(off)

    @Slot(str, object)
    def _set_boss(self, _name: str, value: Any) -> None:
        if self._contact is None:
            return
        try:
            edges.set_boss(self._app.session, self._contact.id, value)
        except PlannerError as fault:
            self.boss.field_editor.set_fault(_sentence(fault))

    def _draw(self) -> None:
        """Draw what the fields say; the focus goes back to the person for the next one."""
        if self._contact is None:
            return
        kind = str(self.kind.field_editor.value() or INFLUENCES)
        strong = self.strength.field_editor.value() if kind == INFLUENCES else None
        try:
            edges.add_edge(
                self._app.session,
                self._contact.id,
                kind,
                self.to.field_editor.value(),  # type: ignore[arg-type]
                strength=int(str(strong)) if strong else None,
            )
        except PlannerError as fault:
            self.to.field_editor.set_fault(_sentence(fault))
            self.to.field_editor.setFocus()
            return
        self.to.field_editor.set_fault(None)
        self.to.field_editor.set_value(None)
        self.strength.field_editor.set_value(None)
        self.to.field_editor.setFocus()
        self._app.notices.toast(tr("Line drawn"), undo=True)

    def _remove(self, edge_id: str) -> None:
        edges.remove_edge(self._app.session, edge_id)
        self._app.notices.toast(tr("Line removed"), undo=True)
        self.to.field_editor.setFocus()

    def start(self) -> None:
        """Begin a new line: the focus goes to what it is."""
        self.kind.field_editor.setFocus()


def _sentence(fault: PlannerError) -> str:
    """The sentence beside the field."""
    if isinstance(fault, ValidationError) and fault.faults:
        return str(next(iter(fault.faults.values())))
    return str(fault)
