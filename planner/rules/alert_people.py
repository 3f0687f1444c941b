# SPDX-License-Identifier: Apache-2.0
"""Alerts about people: K1 opponent, K2 not met, K3 single thread, K17 one leaver, K20 key contact left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import DecisionRole
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.kernel.text import N_, Message
from planner.rules.alert import Alert
from planner.rules.coverage import CONTACT, Thread, role_word, seat_words, threads
from planner.rules.explain import Evidence, Missing
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import relation_alerts
from planner.rules.lines import half_up
from planner.rules.ruleset import Rules, weight_of

LEAVES_WITHIN: Final = 30
"""Days before somebody's last day from which what only they know is told (K17; ours)."""
_STEP = Message(N_("Plan a step"))


def people_alerts(facts: AccountFacts, rules: Rules, as_of: date, only: frozenset[str]) -> Iterator[Alert]:
    """K1, K2, K3, K17 and K20 as they stand on a day, at least ``only``; ``facts`` are those known then."""
    if only & {"K1", "K2"}:
        yield from _standing(facts, rules, as_of)
    if "K3" in only:
        yield from _single(facts, rules)
    if "K17" in only:
        yield from _leavers(facts, as_of)
    if "K20" in only:
        yield from _left(facts, rules)


def _standing(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Alert]:
    newest = facts.newest_assessments()
    for found in relation_alerts(facts, rules, as_of):
        person = next(c for c in facts.contacts if c.id == found.id)
        step = Missing(found.text, "action", "contact", found.id, found.remedy)
        yield Alert(found.code, found.text, _person_records(person, newest.get(person.id)), step, subject=person.id)


def _person_records(contact: Contact, level: RelationAssessment | None) -> tuple[Evidence, ...]:
    own = Evidence("contact", contact.id, contact.name, contact.left_on)
    if level is None:
        return (own,)
    return own, Evidence("relation_assessment", level.id, contact.name, level.assessed_on)


def _single(facts: AccountFacts, rules: Rules) -> Iterator[Alert]:
    """K3: one of ours holds, or one contact gives, more of Σ p·v than the rules allow (D6)."""
    for thread in threads(facts, rules):
        if thread.single:
            text = Message(
                _THREAD[thread.kind], {"name": thread.name, "share": half_up(int(thread.share * 10_000), 100)}
            )
            step = Missing(text, "action", *_for(facts, thread), _STEP)
            yield Alert("K3", text, thread.records, step, subject=thread.id)


_THREAD = {
    CONTACT: N_("{share} % of the key relation hangs on {name} alone"),
    "person": N_("{name} is named holder of {share} % of the key relation"),
}


def _for(facts: AccountFacts, thread: Thread) -> tuple[str, str]:
    return ("contact", thread.id) if thread.kind == CONTACT else ("account", facts.account.id)


def _leavers(facts: AccountFacts, as_of: date) -> Iterator[Alert]:
    """K17: a colleague who left or leaves within 30 days is the only one of ours who knows some of them."""
    known, newest = _known_by(facts), facts.newest_assessments()
    horizon = as_of + timedelta(days=LEAVES_WITHIN)
    leaving = {key for key, p in facts.people.items() if p.left_on is not None and p.left_on <= horizon}
    for person in sorted((facts.people[key] for key in leaving), key=lambda p: (p.name, p.id)):
        alone = [c for c in facts.present_contacts() if person.id in (by := known.get(c.id, set())) and by <= leaving]
        if not alone or person.left_on is None:
            continue
        gone = person.left_on <= as_of
        words = {"name": person.name, "who": _names(alone), "on": person.left_on}
        text = Message(N_("Only {name}, who left on {on}, knows {who}") if gone else N_(
            "Only {name}, who leaves on {on}, knows {who}"), words)  # fmt: skip
        first = newest.get(alone[0].id)
        step = Missing(text, "relation_assessment", "contact", alone[0].id, Message(N_("Name another holder")))
        records = [Evidence("contact", c.id, c.name) for c in alone]
        if first is not None:
            records.append(Evidence("relation_assessment", first.id, alone[0].name, first.assessed_on))
        yield Alert("K17", text, tuple(records), step, person.left_on, person.id)


def _known_by(facts: AccountFacts) -> dict[str, set[str]]:
    """For each contact those of ours who hold the relation or met them."""
    found: dict[str, set[str]] = {}
    for contact_id, level in facts.newest_assessments().items():
        if level.holder_id:
            found.setdefault(contact_id, set()).add(level.holder_id)
    for meeting in facts.interactions:
        for contact_id in meeting.participants if meeting.person_id else ():
            found.setdefault(contact_id, set()).add(meeting.person_id or "")
    return found


def _names(people: list[Contact]) -> Message:
    """The first of some people, and how many more."""
    if len(people) == 1:
        return Message("{name}", {"name": people[0].name})
    return Message(N_("{name} and {n} more"), {"name": people[0].name, "n": len(people) - 1})


def _left(facts: AccountFacts, rules: Rules) -> Iterator[Alert]:
    """K20: who had a deciding role has left, and nobody who is there holds that seat."""
    held = {(r.role, r.chain) for r in facts.roles if any(c.id == r.contact_id for c in facts.present_contacts())}
    for contact in sorted((c for c in facts.contacts if c.left_on is not None), key=lambda c: (c.name, c.id)):
        seat = _heaviest(facts, rules, contact.id)
        if seat is None or (seat.role, seat.chain) in held:
            continue
        name = seat_words(seat.role, seat.chain) if seat.chain else role_word(seat.role)
        text = Message(N_("{name}, {role}, left on {on}"), {"name": contact.name, "role": name, "on": contact.left_on})
        place = (("role", seat.role), ("chain", seat.chain or ""))
        step = Missing(text, "decision_role", "account", facts.account.id, Message(N_("Name who follows")), place)
        role = Evidence("decision_role", seat.id, contact.name)
        yield Alert("K20", text, (*_person_records(contact, None), role), step, contact.left_on, contact.id)


def _heaviest(facts: AccountFacts, rules: Rules, contact_id: str) -> DecisionRole | None:
    """The weightiest role of a contact among those that decide (D2)."""
    own = [(weight_of(rules.key_relation.roles, r.role), r) for r in facts.roles if r.contact_id == contact_id]
    key = [pair for pair in own if pair[0] >= rules.key_relation.key_from]
    return max(key, key=lambda pair: (pair[0], pair[1].id))[1] if key else None
