# SPDX-License-Identifier: Apache-2.0
"""Verbs on the customer's people: add, assess, seat in decisions, left (domain-model P4, P5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE, ROLES
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT, RelationAssessment
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.services import crud
from planner.services.evidence import Given, add_to
from planner.services.parts import change, named, new
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_RANK = {role: place for place, (role, _) in enumerate(ROLES)}


def add_contact(
    session: Session,
    account_id: str,
    name: str,
    *,
    role: str | None = None,
    chain: str | None = None,
    is_kdm: bool | None = None,
    source: object = None,
    **values: Any,
) -> Contact:
    """A new person at the customer, with a seat in decisions when ``role`` is given."""
    kept: list[Contact] = []

    def work(unit: Unit) -> None:
        contact = new(session, unit, CONTACT, account_id=account_id, name=name, **values)
        kept.append(contact)
        if role is not None:
            seat = {"role": role, "chain": chain, "is_kdm": is_kdm, "audience": contact.audience}
            new(session, unit, DECISION_ROLE, account_id=account_id, contact_id=contact.id, **seat)

    session.write(Message(N_("Add person “{name}”"), {"name": name.strip()}), work, source)
    return kept[0]


def assess(
    session: Session,
    contact_id: str,
    level: str,
    behaviour: str | None = None,
    on: date | None = None,
    *,
    holder_id: str | None = None,
    evidence: Iterable[Given] = (),
    source: object = None,
) -> RelationAssessment:
    """A new dated level of a contact with what was seen and the evidence for it; history stays.

    Levels 2 and 3 want two independent pieces; fewer are kept and shown as missing.
    """
    contact = crud.get(session, CONTACT, contact_id)
    given = tuple(evidence)
    kept: list[RelationAssessment] = []

    def work(unit: Unit) -> None:
        found = new(
            session,
            unit,
            RELATION_ASSESSMENT,
            account_id=contact.account_id,
            contact_id=contact_id,
            assessed_on=on or session.today(),
            level=level,
            behaviour=behaviour,
            holder_id=holder_id or _holder(unit, contact_id),
            audience=contact.audience,
        )
        kept.append(found)
        add_to(session, unit, ("relation_assessment", found.id, contact.account_id), given)

    session.write(Message(N_("Change level of “{name}”"), {"name": contact.name}), work, source)
    return kept[0]


def set_role(
    session: Session,
    contact_id: str,
    role: str | None,
    chain: str | None = None,
    *,
    is_kdm: bool | None = None,
    source: object = None,
) -> ChangeSet:
    """Give a contact a seat in decisions, or change the highest one; None takes all seats away."""
    contact = crud.get(session, CONTACT, contact_id)

    def work(unit: Unit) -> None:
        table = Table(DECISION_ROLE, unit)
        seats = sorted(table.where("contact_id = ?", (contact_id,)), key=lambda s: _RANK[s.role])
        if role is None:
            for seat in seats:
                table.trash(seat.id)
        elif seats:
            wanted = {"chain": chain, "is_kdm": is_kdm}
            known = {name: value for name, value in wanted.items() if value is not None}
            change(unit, DECISION_ROLE, seats[0].id, role=role, **known)
        else:
            new(
                session,
                unit,
                DECISION_ROLE,
                account_id=contact.account_id,
                contact_id=contact_id,
                role=role,
                chain=chain,
                is_kdm=is_kdm,
                audience=contact.audience,
            )

    return session.write(Message(N_("Change role of “{name}”"), {"name": contact.name}), work, source)


def mark_left(
    session: Session, contact_ids: Iterable[str], on: date | None = None, *, source: object = None
) -> ChangeSet:
    """Note that people left the customer; their history stays."""
    return _left(session, tuple(contact_ids), on or session.today(), source)


def mark_present(session: Session, contact_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Take back that people left."""
    return _left(session, tuple(contact_ids), None, source)


def _left(session: Session, ids: tuple[str, ...], on: date | None, source: object) -> ChangeSet:
    if on is None:
        label = named(
            session, CONTACT, ids, N_("Note that {name} is still there"), N_("Note that {n} people are still there")
        )
    else:
        label = named(session, CONTACT, ids, N_("Note that {name} left"), N_("Note that {n} people left"))

    def work(unit: Unit) -> None:
        for key in ids:
            change(unit, CONTACT, key, left_on=on)

    return session.write(label, work, source)


def _holder(unit: Unit, contact_id: str) -> str | None:
    """Who of us held the contact so far."""
    known = Reader(RELATION_ASSESSMENT, unit.conn).where(
        "contact_id = ? AND holder_id IS NOT NULL", (contact_id,), order="assessed_on DESC, id DESC"
    )
    return known[0].holder_id if known else None
