# SPDX-License-Identifier: Apache-2.0
"""The history of one record, field by field, and bringing an earlier value back (ux W18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from planner.entities.common.person import PERSON
from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.changes import ChangeSet
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError
from planner.kernel.text import N_, tr
from planner.services import crud
from planner.services.session import Session
from planner.store.history import Entry
from planner.store.queries import log as log_queries
from planner.store.rows import codec, from_json

_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "contact": (
        ("relation_assessment", "contact_id"),
        ("decision_role", "contact_id"),
        ("relation_edge", "contact_id"),
    ),
    "account": (("grade_decision", "account_id"),),
    "network_review": (("explain_session", "review_id"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one step: when (stored stamp), who, by which step, and its words before and after.

    ``name`` is "" for the line that tells of the record itself (added, moved to Trash). ``stored`` is the earlier
    value in stored form and ``restorable`` says whether it can be put back.
    """

    at: str
    who: str
    step: str
    name: str = ""
    label: str = ""
    old: str = ""
    new: str = ""
    stored: object = None
    restorable: bool = False


REPAIR = N_("Repair")
# steps of the doctor: nobody wrote these values
_REPAIRS = frozenset({"Repair the portfolio", "Repair the change log"})
# What a part of a record says, so that the line that tells of its making names it.
_SAYS = {
    "relation_assessment": "level",
    "decision_role": "role",
    "relation_edge": "kind",
    "grade_decision": "grade",
    "explain_session": "understood",
}


def field_history(session: Session, kind: str, key: str) -> list[FieldChange]:
    """Everything that happened to a record, newest first, one line per field."""
    spec = BY_NAME[kind]
    names: dict[str, str] = {}
    lines: list[FieldChange] = []
    for entry in crud.record_history(session, key):
        who = tr(REPAIR) if entry.label.key in _REPAIRS else _who(session, entry.person_id, names)
        lines += _lines(session, spec, entry, who)
    lines += _belonging(session, kind, key, names)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _belonging(session: Session, kind: str, key: str, names: dict[str, str]) -> list[FieldChange]:
    """The history of what belongs to the record alone: levels and roles, grades, explanations, evidence."""
    found: list[FieldChange] = []
    for child, column in (*_PARTS.get(kind, ()), ("evidence_link", "target_id")):
        spec = BY_NAME[child]
        for part in session.read(partial(log_queries.belonging, spec.table, column, key)):
            for entry in crud.record_history(session, part):
                for line in _lines(session, spec, entry, _who(session, entry.person_id, names)):
                    label = tr("{part}: {field}", part=tr(spec.label), field=line.label)
                    found.append(replace(line, label=label, restorable=False))
    return found


def restore_value(session: Session, kind: str, key: str, change: FieldChange) -> ChangeSet:
    """Put the earlier value of a field back, as a step of its own; ValidationError when it no longer fits."""
    spec = BY_NAME[kind]
    return crud.set_field(session, spec, key, change.name, _value(session, spec, key, change))


def _lines(session: Session, spec: EntitySpec[Any], entry: Entry, who: str) -> list[FieldChange]:
    step = entry.label.text()
    if entry.before is None or entry.after is None:
        word = tr("Added") if entry.before is None else tr("Moved to Trash")
        old, new = (_said(session, spec, image) for image in (entry.before, entry.after))
        return [FieldChange(at=entry.at, who=who, step=step, label=word, old=old, new=new)]
    return [
        FieldChange(
            at=entry.at,
            who=who,
            step=step,
            name=name,
            label=tr(spec.field(name).label),
            old=_words(session, spec.field(name), entry.before.get(name)),
            new=_words(session, spec.field(name), entry.after.get(name)),
            stored=entry.before.get(name),
            restorable=spec.field(name).editable,
        )
        for name in entry.after
    ]


def _said(session: Session, spec: EntitySpec[Any], image: Mapping[str, object] | None) -> str:
    """The main value of a record that came or went: the level, the grade, else its title."""
    name = _SAYS.get(spec.name, spec.title)
    return _words(session, spec.field(name), image.get(name)) if image else ""


def _value(session: Session, spec: EntitySpec[Any], key: str, change: FieldChange) -> object:
    found = codec(spec)
    values = found.encode(crud.get(session, spec, key))
    values[found.columns.index(change.name)] = change.stored
    return getattr(found.decode(values), change.name)


def _who(session: Session, person_id: str | None, names: dict[str, str]) -> str:
    if person_id is None:
        return ""
    if person_id not in names:
        person = crud.find(session, PERSON, person_id)
        names[person_id] = person.name if person is not None else ""
    return names[person_id]


def _words(session: Session, field: FieldSpec, value: object) -> str:
    """A stored value in the words of the screen; "" for unknown."""
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return tr(dict(field.choices).get(str(value), str(value)))
    if field.kind is Kind.BOOL:
        return tr("Yes") if value else tr("No")
    if field.kind is Kind.REF:
        return _title(session, field.ref, str(value))
    return _listed(value) if field.kind is Kind.LIST else str(value)


def _title(session: Session, kind: str, key: str) -> str:
    try:
        return crud.title_of(session, BY_NAME[kind], key)
    except NotFoundError:
        return tr("no longer there")


def _listed(value: object) -> str:
    parts = from_json(str(value))
    if not isinstance(parts, list):
        return str(value)
    return ", ".join(_item(part) for part in parts)


def _item(part: object) -> str:
    if isinstance(part, Mapping):
        return " ".join(str(v) for v in part.values() if v not in {None, ""})
    return str(part)
