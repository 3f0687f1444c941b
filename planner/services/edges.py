# SPDX-License-Identifier: Apache-2.0
"""Verbs on the lines between people and on their places on the power map (domain-model entity 13, C5)."""

from __future__ import annotations

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.map_place import MAP_PLACE
from planner.entities.relations.relation_edge import RELATION_EDGE, RelationEdge
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import ValidationError
from planner.kernel.text import N_, Message
from planner.rules.edges import KIND_WORDS, REPORTS, fault
from planner.services import crud
from planner.services.parts import KEEP, Keep, change, given, new
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_FARTHEST = 4000


def add_edge(
    session: Session,
    contact_id: str,
    kind: str,
    to_id: str | None,
    *,
    strength: int | None = None,
    note: str | None = None,
    source: object = None,
) -> RelationEdge:
    """Draw a line from a person to another; ValidationError where rules/edges forbids it."""
    contact = crud.get(session, CONTACT, contact_id)
    kept: list[RelationEdge] = []

    def work(unit: Unit) -> None:
        fields = {"contact_id": contact_id, "to_id": to_id, "kind": kind, "strength": strength, "note": note}
        found = new(session, unit, RELATION_EDGE, account_id=contact.account_id, audience=contact.audience, **fields)
        _refuse(unit, found)
        kept.append(found)

    session.write(_label(session, N_("Draw line: {one} – {kind} – {other}"), contact_id, kind, to_id), work, source)
    return kept[0]


def set_boss(session: Session, contact_id: str, to_id: str | None, *, source: object = None) -> ChangeSet:
    """Say whom a person reports to in place of whoever it was; None takes the line away."""
    contact = crud.get(session, CONTACT, contact_id)

    def work(unit: Unit) -> None:
        table = Table(RELATION_EDGE, unit)
        now = table.where("contact_id = ? AND kind = ?", (contact_id, REPORTS))
        if to_id is None:
            for edge in now:
                table.trash(edge.id)
        elif now:
            _refuse(unit, change(unit, RELATION_EDGE, now[0].id, to_id=to_id))
        else:
            fields = {"contact_id": contact_id, "to_id": to_id, "kind": REPORTS, "audience": contact.audience}
            _refuse(unit, new(session, unit, RELATION_EDGE, account_id=contact.account_id, **fields))

    words = {"name": contact.name}
    return session.write(Message(N_("Change whom “{name}” reports to"), words), work, source)


def change_edge(
    session: Session,
    edge_id: str,
    *,
    strength: int | Keep | None = KEEP,
    note: str | Keep | None = KEEP,
    source: object = None,
) -> ChangeSet:
    """Change how strong a line is, or its note."""
    edge = crud.get(session, RELATION_EDGE, edge_id)
    wanted = given(strength=strength, note=note)
    label = _label(session, N_("Change line: {one} – {kind} – {other}"), edge.contact_id, edge.kind, edge.to_id)
    return session.write(label, lambda unit: change(unit, RELATION_EDGE, edge_id, **wanted), source)


def remove_edge(session: Session, edge_id: str, *, source: object = None) -> ChangeSet:
    """Take a line away; it can be taken back."""
    edge = crud.get(session, RELATION_EDGE, edge_id)
    label = _label(session, N_("Remove line: {one} – {kind} – {other}"), edge.contact_id, edge.kind, edge.to_id)
    return session.write(label, lambda unit: Table(RELATION_EDGE, unit).trash(edge_id), source)


def nudge(session: Session, contact_id: str, right: int, down: int, *, source: object = None) -> ChangeSet:
    """Move a person's card on the power map by px of the screen at 100 %; every computer then draws it there."""
    contact = crud.get(session, CONTACT, contact_id)

    def work(unit: Unit) -> None:
        now = Reader(MAP_PLACE, unit.conn).where("contact_id = ?", (contact_id,), order="id")
        if now:
            change(unit, MAP_PLACE, now[0].id, right=_near(now[0].right + right), down=_near(now[0].down + down))
        else:
            fields = {"contact_id": contact_id, "right": _near(right), "down": _near(down)}
            new(session, unit, MAP_PLACE, account_id=contact.account_id, audience=contact.audience, **fields)

    return session.write(Message(N_("Move “{name}” on the map"), {"name": contact.name}), work, source)


def arrange(session: Session, account_id: str, *, source: object = None) -> ChangeSet:
    """Put every card back where the layout places it."""
    account = crud.get(session, ACCOUNT, account_id)

    def work(unit: Unit) -> None:
        for place in Reader(MAP_PLACE, unit.conn).where("account_id = ?", (account_id,), order="id"):
            if place.right or place.down:
                change(unit, MAP_PLACE, place.id, right=0, down=0)

    return session.write(Message(N_("Arrange the map of “{name}”"), {"name": account.name}), work, source)


def _near(px: int) -> int:
    return max(-_FARTHEST, min(_FARTHEST, px))


def _refuse(unit: Unit, edge: RelationEdge) -> None:
    """ValidationError, which takes the whole step back, where the line may not stand beside the others."""
    known = (edge.account_id,)
    names = {c.id: c.name for c in Reader(CONTACT, unit.conn).where("account_id = ?", known)}
    found = fault(Reader(RELATION_EDGE, unit.conn).where("account_id = ?", known), edge, names)
    if found:
        raise ValidationError(dict([found]))


def _label(session: Session, text: str, contact_id: str, kind: str, to_id: str | None) -> Message:
    names = [c.name if (c := crud.find(session, CONTACT, key)) else "–" for key in (contact_id, to_id)]
    return Message(text, {"one": names[0], "kind": Message(KIND_WORDS.get(kind, kind)), "other": names[1]})
