# SPDX-License-Identifier: Apache-2.0
"""One person in the details pane: seat in decisions, level with its behaviour test, evidence, address (ux W5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.relations.relation_assessment import LEVELS, RELATION_ASSESSMENT
from planner.entities.spec import FieldSpec
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.key_relation import relation_alerts
from planner.services import crud, people
from planner.views.account_people import Standing, level_cell, role_word, shown_name, standing
from ui.context import AppContext
from ui.forms.editors import ChoiceEditor, FieldRow, RefSource, make_editor
from ui.forms.entity_form import EntityForm
from ui.screens.account.person_data_row import PersonDataRow
from ui.screens.account.person_lines import PersonLines
from ui.screens.account.world import World
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.evidence_box import EvidenceBox
from ui.text import near_date
from ui.widgets.bar import Bar
from ui.widgets.chips import LevelChip
from ui.widgets.panes import Group, Panel
from ui.widgets.safe import PlainLabel

_CONTACT_FIELDS = (
    "name",
    "title",
    "unit_id",
    "email",
    "phone",
    "mobile",
    "language",
    "email2",
    "external_id",
    "is_end_user",
    "left_on",
    "lawful_basis",
    "notes",
    "audience",
)
_WORDS = dict(LEVELS)


class PersonDetails:
    """Fills a DetailsPane with the parts of one person."""

    def __init__(self, app: AppContext, pane: DetailsPane) -> None:
        self._app, self._pane = app, pane
        self._contact: Contact | None = None
        self._standing: Standing | None = None
        self._ask_for = ""
        self.refs = RefSource(app)
        self.rows: dict[str, FieldRow] = {}
        pane.add(self._alert_part())
        pane.add(self._seat_part())
        pane.add(self._level_part())
        self.evidence = EvidenceBox(app)
        pane.add(self.evidence)
        self.lines = PersonLines(app)
        pane.add(self.lines)
        self.form = EntityForm(app, CONTACT, fields=_CONTACT_FIELDS, scroll=False)
        pane.add(self.form)
        self.data = PersonDataRow(app)
        pane.add(self.data)

    # -- parts

    def _alert_part(self) -> QWidget:
        self.alert = Bar("watch")
        self._alert_holder = QWidget()
        column = QVBoxLayout(self._alert_holder)
        column.setContentsMargins(16, 12, 16, 0)
        column.addWidget(self.alert)
        return self._alert_holder

    def _seat_part(self) -> QWidget:
        panel = Panel(lines="b", line="row_line")
        grid = QGridLayout(panel)
        grid.setContentsMargins(16, 12, 16, 13)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(12)
        role = replace(DECISION_ROLE.field("role"), required=False)
        grid.addWidget(self._row(role), 0, 0)
        grid.addWidget(self._row(replace(DECISION_ROLE.field("chain"), required=False)), 0, 1)
        grid.addWidget(self._row(DECISION_ROLE.field("is_kdm")), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return panel

    def _level_part(self) -> QWidget:
        group = Group(tr("Level"))
        group.column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.chip = LevelChip(None, "?")
        field = replace(RELATION_ASSESSMENT.field("level"), required=False)
        row = self._row(field)
        line.addWidget(self.chip)
        line.addWidget(row.field_editor, 1)
        group.column.addLayout(line)
        self._level_row = row
        row.hide()
        self.meaning = PlainLabel(wrap=True)
        group.add(self.meaning)
        self.history = PlainLabel(role="caption", color="muted", wrap=True)
        group.add(self.history)
        self.level_form = EntityForm(
            self._app, RELATION_ASSESSMENT, fields=("behaviour", "holder_id"), scroll=False, padding=0
        )
        group.add(self.level_form)
        self.last = PlainLabel(role="caption", color="muted", wrap=True)
        group.add(self.last)
        return group

    def _row(self, field: FieldSpec) -> FieldRow:
        short = [(value, role_word(value)) for value, _ in field.choices] if field.name == "role" else None
        editor = ChoiceEditor(field, words=short) if short else make_editor(field, self.refs)
        row = FieldRow(field, editor)
        row.committed.connect(self._commit)
        self.rows[field.name] = row
        return row

    # -- showing

    def show(self, world: World, contact: Contact) -> None:
        """Show a person as of today."""
        self._contact = contact
        found = standing(world.facts, world.rules, contact.id, world.today)
        self._standing = found
        self.refs.account_id = world.account_id
        self._pane.set_title(shown_name(contact), contact.title or "")
        self._set("role", found.seat.role if found.seat else None)
        for name in ("chain", "is_kdm"):
            self._set(name, getattr(found.seat, name) if found.seat else None)
            self.rows[name].field_editor.set_off("" if found.seat else tr("Choose a role first."))
        level = found.newest.level if found.newest else None
        self._set("level", level)
        cell = level_cell(level)
        self.chip.set_level(cell.value, cell.text)
        self.meaning.setText(tr(_WORDS[level]) if level else "")
        self.meaning.setVisible(level is not None)
        self.history.setText(found.line)
        self.level_form.load(found.newest)
        self.level_form.setVisible(found.newest is not None)
        last = world.facts.last_contacts().get(contact.id)
        words = tr("Last contact {on}", on=near_date(last, world.today)) if last else tr("No contact is recorded.")
        self.last.setText(words)
        target = ("relation_assessment", found.newest.id, world.account_id) if found.newest else None
        self.evidence.show_target(target, found.links, found.lacks)
        if self._ask_for == contact.id and found.lacks and not self.evidence.asking():
            self._ask_for = ""
            self.evidence.ask()
        self.lines.show_person(world, contact)
        self.form.load(contact)
        self.data.set_person(contact.id)
        self._show_alert(world, contact)

    def _show_alert(self, world: World, contact: Contact) -> None:
        alert = next((a for a in relation_alerts(world.facts, world.rules, world.today) if a.id == contact.id), None)
        self._alert_holder.setVisible(alert is not None)
        if alert is not None:
            self.alert.set_text(alert.text.text())

    def _set(self, name: str, value: object) -> None:
        editor = self.rows[name].field_editor
        if editor.dirty:
            editor.rebase(value)
        else:
            editor.set_value(value)

    # -- editing

    @Slot(str, object)
    def _commit(self, name: str, value: Any) -> None:
        contact = self._contact
        if contact is None:
            return
        try:
            if name == "level":
                self._assess(contact, value)
            elif name == "role":
                people.set_role(self._app.session, contact.id, value)
            else:
                self._change_seat(name, value)
        except PlannerError as fault:
            self.rows[name].field_editor.set_fault(str(fault))
            return
        self.rows[name].field_editor.set_value(value)

    def _assess(self, contact: Contact, level: str | None) -> None:
        if level is None:
            return
        people.assess(self._app.session, contact.id, level)
        self._ask_for = contact.id
        self._app.notices.toast(tr("Level of {name}: {words}", name=contact.name, words=tr(_WORDS[level])), undo=True)

    def _change_seat(self, name: str, value: Any) -> None:
        """A chain or the key decider belong to a role; without one they are switched off."""
        seat = self._standing.seat if self._standing else None
        if seat is not None:
            crud.set_field(self._app.session, DECISION_ROLE, seat.id, name, value)

    def focus(self, field: str | None) -> None:
        """Put the focus into a field; "evidence" asks for a piece of it."""
        if field == "evidence":
            self.evidence.ask()
            return
        if field == "line":
            self.lines.start()
            return
        row = self.rows.get(field or "role")
        if row is not None:
            row.field_editor.setFocus()
        elif not (field and self.form.focus_field(field)):
            self.rows["role"].field_editor.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()
        self.level_form.flush()
