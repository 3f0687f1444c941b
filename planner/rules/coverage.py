# SPDX-License-Identifier: Apache-2.0
"""D6: which seats of their decisions we can name, whom of them we stand well with, and on whom all of it hangs.

A cell is one seat: a role (approver, decider, supporter, influencer) in a chain (technical, commercial, general).
All twelve apply: no record can say yet that a customer has no such seat. A seat without a chain, or in the hidden
one, is in no cell; it is told beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import CHAINS as CHAIN_WORDS
from planner.entities.relations.decision_role import ROLES as ROLE_WORDS
from planner.entities.relations.decision_role import DecisionRole
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts, Touch
from planner.rules.key_relation import KeyContact, key_contacts, level_word
from planner.rules.lines import Addend, Frame, add_up, linked, nothing, share
from planner.rules.ruleset import EVIDENCE_GRADES, Rules, weight_of
from planner.rules.unknown_seat import is_unknown_seat

ROLES: Final = ("approver", "decider", "supporter", "influencer")
CHAINS: Final = ("technical", "commercial", "general")
HOLDER, CONTACT = "person", "contact"
_ROLE_NAMES, _CHAIN_NAMES = dict(ROLE_WORDS), dict(CHAIN_WORDS)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits there: the role record, the contact, who has not left, and the newest level, None not assessed."""

    role: DecisionRole
    contact: Contact
    level: RelationAssessment | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the twelve seats; without anybody it is unknown. The best known of several comes first."""

    role: str
    chain: str
    seats: tuple[Seat, ...] = ()

    @property
    def state(self) -> str:
        """ "held", or "unknown" where nobody is named."""
        return "held" if self.seats else "unknown"


@dataclass(frozen=True, slots=True)
class Thread:
    """What share (0..1) of Σ p·v one of our people holds (``kind`` person) or one contact gives (contact).

    ``single`` says that it is more than the rules allow, so that one departure would cut the relation.
    """

    kind: str
    id: str
    name: str
    share: Decimal
    single: bool
    records: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """D6 of one account on a day.

    ``cells`` are the twelve seats by role and then chain; ``hidden`` and ``unplaced`` sit in the hidden chain and in
    none. ``identification`` and ``decision`` are 0-100. ``threads`` are all shares, the largest first.
    """

    cells: tuple[Cell, ...]
    hidden: tuple[Seat, ...]
    unplaced: tuple[Seat, ...]
    identification: Explained
    decision: Explained
    threads: tuple[Thread, ...]

    def cell(self, role: str, chain: str) -> Cell:
        """The seat of a role in a chain; KeyError for one that is none of the twelve."""
        return self.cells[_AT[role, chain]]

    @property
    def single(self) -> tuple[Thread, ...]:
        """The threads on which too much hangs (K3)."""
        return tuple(thread for thread in self.threads if thread.single)


_AT: Final = {(role, chain): n * len(CHAINS) + m for n, role in enumerate(ROLES) for m, chain in enumerate(CHAINS)}


def coverage(facts: AccountFacts, rules: Rules, as_of: date) -> Coverage:
    """D6 from what was known at the end of a day."""
    known = facts.at(as_of)
    seats = _seats(known)
    cells = tuple(
        Cell(role, chain, tuple(s for s in seats if (s.role.role, s.role.chain) == (role, chain)))
        for role, chain in _AT
    )
    deciding = tuple(seat for seat in seats if seat.role.role in ROLES)
    people = tuple(p for p in key_contacts(known, rules) if not is_unknown_seat(p.contact))
    return Coverage(
        cells=cells,
        hidden=tuple(seat for seat in deciding if seat.role.chain == "hidden"),
        unplaced=tuple(seat for seat in deciding if seat.role.chain is None),
        identification=_identification(known, cells, deciding, (rules, as_of)),
        decision=_decision(known, people, (rules, as_of)),
        threads=_threads(known, people, rules),
    )


def threads(facts: AccountFacts, rules: Rules) -> tuple[Thread, ...]:
    """The shares alone, from facts as they were known on a day."""
    return _threads(facts, key_contacts(facts, rules), rules)


def seat_words(role: str, chain: str) -> Message:
    """The name of a seat: "Approver, commercial"."""
    return Message(N_("{role}, {chain}"), {"role": role_word(role), "chain": Message(_CHAIN_NAMES.get(chain, chain))})


def role_word(role: str) -> Message:
    """A role as people call it."""
    return Message(_ROLE_NAMES.get(role, role))


def _seats(facts: AccountFacts) -> list[Seat]:
    """All seats of those who have not left; who stands best with us first, then by name."""
    here = {contact.id: contact for contact in facts.present_contacts() if not is_unknown_seat(contact)}
    newest = facts.newest_assessments()
    found = [Seat(r, here[r.contact_id], newest.get(r.contact_id)) for r in facts.roles if r.contact_id in here]
    return sorted(found, key=lambda s: (-_rank(s.level), s.contact.name, s.role.id))


def _rank(level: RelationAssessment | None) -> int:
    if level is None:
        return -3
    return -2 if level.level == "not_met" else int(level.level)


def _identification(
    facts: AccountFacts, cells: tuple[Cell, ...], deciding: tuple[Seat, ...], frame: tuple[Rules, date]
) -> Explained:
    """The share of seats with a name; None while nobody with a role is recorded."""
    add = Message(N_("Name who"))
    account = facts.account.id
    missing = [
        Missing(
            Message(N_("Chain of {name} is not recorded"), {"name": seat.contact.name}),
            "decision_role",
            "decision_role",
            seat.role.id,
            Message(N_("Record")),
        )
        for seat in deciding
        if seat.role.chain is None
    ]
    missing += [
        Missing(
            Message(N_("Seat unknown: {seat}"), {"seat": seat_words(cell.role, cell.chain)}),
            "decision_role",
            "account",
            account,
            add,
            (("role", cell.role), ("chain", cell.chain)),
        )
        for cell in cells
        if not cell.seats
    ]
    made = Frame("D6.identification", frame[0], frame[1], tuple(missing), Decimal(1 if deciding else 0))
    return add_up(made, [_seat_line(cell) for cell in cells], len(cells)) if deciding else nothing(made)


def _seat_line(cell: Cell) -> Addend:
    names = ", ".join(seat.contact.name for seat in cell.seats)
    return Addend(
        rule="D6.seat",
        text=seat_words(cell.role, cell.chain),
        points=100 if cell.seats else 0,
        max_points=100,
        evidence=tuple(Evidence("decision_role", s.role.id, s.contact.name) for s in cell.seats),
        detail=Message("{names}", {"names": names}) if names else Message(N_("seat unknown")),
    )


def _decision(facts: AccountFacts, people: tuple[KeyContact, ...], frame: tuple[Rules, date]) -> Explained:
    """The weight of key contacts who stand with us and were met lately, of all whose level is known.

    Who was not assessed counts neither as covered nor as uncovered; the completeness says how much that leaves out.
    """
    rules, as_of = frame
    told = tuple(person for person in people if person.level is not None)
    total = sum(person.weight for person in told)
    made = Frame(
        "D6.decision", rules, as_of, _not_told(facts, people), share(total, sum(person.weight for person in people))
    )
    if not told:
        return nothing(made)
    touches, links = facts.last_touches(), facts.links("relation_assessment")
    addends = []
    for person in told:
        touch = touches.get(person.contact.id)
        covered = _covers(person.level, rules) and touch is not None and _lately(touch, rules, as_of)
        evidence = _evidence(person, links, touch)
        words = _standing(person, touch, as_of)
        points, name = 100 * person.weight, Message("{name}", {"name": person.contact.name})
        addends.append(Addend("D6.contact", name, points if covered else 0, points, evidence, words))
    return add_up(made, addends, total)


def _not_told(facts: AccountFacts, people: tuple[KeyContact, ...]) -> tuple[Missing, ...]:
    if not people:
        text = Message(N_("No key contact is named"))
        return (Missing(text, "decision_role", "account", facts.account.id, Message(N_("Add"))),)
    return tuple(
        Missing(
            Message(N_("{name} is not assessed"), {"name": person.contact.name}),
            "relation_assessment",
            "contact",
            person.contact.id,
            Message(N_("Assess")),
        )
        for person in people
        if person.level is None
    )


def _covers(level: RelationAssessment | None, rules: Rules) -> bool:
    return level is not None and level.level != "not_met" and int(level.level) >= rules.coverage.level_from


def _lately(touch: Touch, rules: Rules, as_of: date) -> bool:
    return (as_of - touch.on).days <= rules.coverage.active_days


def _evidence(person: KeyContact, links: dict[str, list[EvidenceLink]], touch: Touch | None) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    if person.level is not None:
        own = links.get(person.level.id, [])
        grade = max((e.grade for e in own), key=lambda g: EVIDENCE_GRADES.get(g, 0), default="E4")
        found += [*_level_record(person, grade), *linked(own)]
    if touch is not None:
        grade = "E1" if touch.entity == "callback" else "E2"
        found.append(Evidence(touch.entity, touch.id, touch.text, touch.on, grade))
    return tuple(found)


def _level_record(person: KeyContact, grade: str | None = None) -> tuple[Evidence, ...]:
    level = person.level
    if level is None:
        return ()
    return (Evidence("relation_assessment", level.id, person.contact.name, level.assessed_on, grade),)


def _standing(person: KeyContact, touch: Touch | None, as_of: date) -> Message:
    role = role_word(person.role)
    assert person.level is not None  # only who was assessed has a line
    words = {"role": role, "level": level_word(person.level.level)}
    if touch is None:
        return Message(N_("{role}, level {level}, no contact recorded"), words)
    return Message(N_("{role}, level {level}, last contact {days} d ago"), {**words, "days": (as_of - touch.on).days})


def _threads(facts: AccountFacts, people: tuple[KeyContact, ...], rules: Rules) -> tuple[Thread, ...]:
    """The shares of Σ p·v, by our holder and by contact; a level without holder counts in the sum only."""
    worth = [(p, p.weight * weight_of(rules.key_relation.levels, p.level.level)) for p in people if p.level is not None]
    total = sum(value for _, value in worth)
    if not total:
        return ()
    threads = [_thread(CONTACT, p.contact.id, p.contact.name, [(p, value)], (total, rules)) for p, value in worth]
    holders = {p.level.holder_id: None for p, _ in worth if p.level and p.level.holder_id}
    for key in holders:
        held = [(p, value) for p, value in worth if p.level and p.level.holder_id == key]
        threads.append(_thread(HOLDER, key or "", facts.person_name(key) or "", held, (total, rules)))
    return tuple(sorted((t for t in threads if t.share), key=lambda t: (-t.share, t.kind, t.name, t.id)))


def _thread(kind: str, key: str, name: str, held: Iterable[tuple[KeyContact, int]], of: tuple[int, Rules]) -> Thread:
    parts, (total, rules) = [(p, value) for p, value in held if value], of
    value = sum(found for _, found in parts)
    single = 100 * value > rules.coverage.single_thread_above * total
    records = tuple(record for person, _ in parts for record in _level_record(person))
    return Thread(kind, key, name, share(value, total), single, records)
