# SPDX-License-Identifier: Apache-2.0
"""Why a person stands where the charts of people show them: levels, evidence and lines (details pane of C4 to C6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.entities.relations.contact import Contact
from planner.entities.relations.relation_edge import RelationEdge
from planner.kernel.dates import near_day
from planner.kernel.text import tr, trn
from planner.rules.coverage import coverage
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import key_relation, level_word
from planner.rules.ruleset import Rules
from planner.views.account_people import shown_name, standing
from planner.views.person_card import chain_word, person_cards
from planner.views.power_map import line_words
from planner.views.timeline import ICONS
from planner.views.why_view import Link, Links, WhyView, whole_words

_MOST = 8


def people_why(facts: AccountFacts, rules: Rules, key: str, as_of: date) -> WhyView | None:
    """A person or a line of the map; "" is the key relation as a whole. None where the record is gone."""
    known = facts.at(as_of)
    if not key:
        return whole_words(key_relation(known, rules, as_of), "key", tr("Key relation"), as_of)
    contact = next((c for c in known.contacts if c.id == key), None)
    return _person(known, rules, contact, as_of) if contact else _line(known, key, as_of)


def coverage_why(facts: AccountFacts, rules: Rules, key: str, as_of: date) -> WhyView | None:
    """A person; "" is which seats of the decision have a name."""
    if key:
        return people_why(facts, rules, key, as_of)
    found = coverage(facts, rules, as_of).identification
    # not one of the measures that are followed over time
    return replace(whole_words(found, "identification", tr("Seats with a name"), as_of), measure="")


def _person(known: AccountFacts, rules: Rules, contact: Contact, as_of: date) -> WhyView:
    found = standing(known, rules, contact.id, as_of)
    card = next((c for c in person_cards(known, rules, as_of) if c.contact_id == contact.id), None)
    role = " · ".join(word for word in (card.role_text, chain_word(card.chain)) if word) if card else ""
    pairs = (
        (tr("Role"), role or tr("no role")),
        (tr("Level"), level_word(found.newest.level).text() if found.newest else tr("not assessed")),
        (tr("Our holder"), (card.holder if card else "") or tr("nobody")),
        (tr("Last contact"), (card.last_text if card else "") or tr("none recorded")),
    )
    groups = (_levels(known, contact.id, as_of), _evidence(known, found.newest.id if found.newest else "", as_of),
              _lines(known, contact.id))  # fmt: skip
    missing = [
        m for m in key_relation(known, rules, as_of).missing
        if m.for_id in {contact.id, found.newest.id if found.newest else ""}
    ]  # fmt: skip
    return WhyView(
        key=contact.id,
        title=shown_name(contact),
        note=contact.title or "",
        statement=(found.newest.behaviour or "") if found.newest else "",
        empty=found.line,
        missing=tuple(missing),
        facts=pairs,
        groups=tuple(group for group in groups if group.links),
    )


def _levels(known: AccountFacts, contact_id: str, as_of: date) -> Links:
    """The levels, the newest first."""
    told = sorted((a for a in known.assessments if a.contact_id == contact_id), key=lambda a: (a.assessed_on, a.id))
    links = tuple(
        Link(icon="user", title=tr("Level {level}", level=level_word(a.level).text()), second=a.behaviour or "",
             right=near_day(a.assessed_on, as_of), entity="relation_assessment", id=a.id)
        for a in reversed(told[-_MOST:])
    )  # fmt: skip
    return Links(title=trn("Level ({n})", "Levels ({n})", len(told)), links=links)


def _evidence(known: AccountFacts, level_id: str, as_of: date) -> Links:
    found = known.links("relation_assessment").get(level_id, [])
    links = tuple(
        Link(icon=ICONS.get("evidence_link", "link"), title=e.paraphrase or tr("Evidence"), second=e.grade,
             right=near_day(e.evidence_date, as_of) if e.evidence_date else "", entity="evidence_link", id=e.id)
        for e in found[:_MOST]
    )  # fmt: skip
    return Links(title=tr("Evidence ({n})", n=len(found)), links=links)


def _lines(known: AccountFacts, contact_id: str) -> Links:
    mine = [e for e in known.edges if e.to_id and contact_id in {e.contact_id, e.to_id}]
    links = tuple(
        Link(icon="arrow-right", title=line_words(known, e.kind, (e.contact_id, e.to_id or ""), e.strength),
             second=e.note or "", right="", entity="contact", id=_other(e, contact_id))
        for e in mine[:_MOST]
    )  # fmt: skip
    return Links(title=trn("Line ({n})", "Lines ({n})", len(mine)), links=links)


def _other(edge: RelationEdge, contact_id: str) -> str:
    """Who stands at the other end."""
    return (edge.to_id or "") if edge.contact_id == contact_id else edge.contact_id


def _line(known: AccountFacts, key: str, as_of: date) -> WhyView | None:
    edge = next((e for e in known.edges if e.id == key and e.to_id), None)
    if edge is None:
        return None
    both = [c for c in known.contacts if c.id in {edge.contact_id, edge.to_id}]
    people = tuple(
        Link(icon="user", title=c.name, second=c.title or "", right="", entity="contact", id=c.id) for c in both
    )
    proofs = known.links("relation_edge").get(edge.id, [])
    links = tuple(
        Link(icon=ICONS.get("evidence_link", "link"), title=e.paraphrase or tr("Evidence"), second=e.grade,
             right=near_day(e.evidence_date, as_of) if e.evidence_date else "", entity="evidence_link", id=e.id)
        for e in proofs[:_MOST]
    )  # fmt: skip
    groups = (Links(title=tr("People"), links=people), Links(title=tr("Evidence ({n})", n=len(proofs)), links=links))
    said = line_words(known, edge.kind, (edge.contact_id, edge.to_id or ""), edge.strength)
    return WhyView(
        key=edge.id,
        title=tr("Line"),
        statement=said,
        empty=edge.note or tr("No note says where this line comes from."),
        groups=tuple(group for group in groups if group.links),
    )
