# SPDX-License-Identifier: Apache-2.0
"""D2: how those who decide stand towards us, with the alerts K1 and K2."""

from __future__ import annotations

from datetime import date

from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import ROLES
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.lines import Addend, Frame, add_up, linked, nothing, share
from planner.rules.ruleset import EVIDENCE_GRADES, Rules, by_age, weight_of

_ROLE_WORDS = dict(ROLES)
_ASSESS = Message(N_("Assess"))
_ADD = Message(N_("Add"))


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to look at now: the rule (K1), what it says, the record behind it and the remedy."""

    code: str
    text: Message
    entity: str
    id: str
    remedy: Message


@dataclass(frozen=True, slots=True)
class KeyContact:
    """A present contact with a deciding role, its weight and its newest level."""

    contact: Contact
    role: str
    weight: int
    level: RelationAssessment | None


def key_contacts(facts: AccountFacts, rules: Rules) -> tuple[KeyContact, ...]:
    """Contacts with any role from influencer up who have not left, the heaviest first."""
    heaviest: dict[str, tuple[int, str]] = {}
    for role in facts.roles:
        weight = weight_of(rules.key_relation.roles, role.role)
        if weight > heaviest.get(role.contact_id, (0, ""))[0]:
            heaviest[role.contact_id] = (weight, role.role)
    newest = facts.newest_assessments()
    found = [
        KeyContact(c, heaviest[c.id][1], heaviest[c.id][0], newest.get(c.id))
        for c in facts.present_contacts()
        if heaviest.get(c.id, (0, ""))[0] >= rules.key_relation.key_from
    ]
    return tuple(sorted(found, key=lambda k: (-k.weight, k.contact.name, k.contact.id)))


def key_relation(facts: AccountFacts, rules: Rules, as_of: date) -> Explained:
    """D2, 0-100: levels weighed by role and freshness over the assessed key contacts."""
    known = facts.at(as_of)
    people = key_contacts(known, rules)
    links = known.links("relation_assessment")
    addends: list[Addend] = []
    assessed = 0
    for person in people:
        if person.level is not None:
            assessed += person.weight
            addends.append(_addend(person, person.level, links.get(person.level.id, []), (rules, as_of)))
    missing = _missing(known, people, links, rules)
    frame = Frame("D2", rules, as_of, missing, share(assessed, sum(p.weight for p in people)))
    return add_up(frame, addends, 100 * assessed) if addends else nothing(frame)


def relation_alerts(facts: AccountFacts, rules: Rules, as_of: date) -> tuple[Alert, ...]:
    """K1: an opponent of weight 4 or more; K2: an approver or decider we have not met."""
    alerts: list[Alert] = []
    for person in key_contacts(facts.at(as_of), rules):
        level = person.level.level if person.level else None
        name = {"name": person.contact.name, "role": _role(person.role)}
        if level == "-1" and person.weight >= rules.key_relation.opponent_from:
            text, remedy = Message(N_("{name}, {role}, works against us"), name), Message(N_("Plan a step"))
        elif level == "not_met" and person.role in {"approver", "decider"}:
            text, remedy = Message(N_("{name}, {role}, was never met"), name), Message(N_("Plan a meeting"))
        else:
            continue
        alerts.append(Alert("K1" if level == "-1" else "K2", text, "contact", person.contact.id, remedy))
    return tuple(alerts)


def level_word(level: str) -> Message:
    """A level as it is shown: +2, 0, −1 or "not met"."""
    if level == "not_met":
        return Message(N_("not met"))
    number = int(level)
    return Message("{level}", {"level": f"+{number}" if number > 0 else str(number).replace("-", "−")})


def _role(role: str) -> Message:
    return Message(_ROLE_WORDS.get(role, role))


def _addend(
    person: KeyContact, level: RelationAssessment, links: list[EvidenceLink], frame: tuple[Rules, date]
) -> Addend:
    rules, as_of = frame
    newest = max((e.evidence_date for e in links if e.evidence_date), default=level.assessed_on)
    days = (as_of - newest).days
    fresh = by_age(rules.key_relation.freshness, days, rules.key_relation.stale)
    value = weight_of(rules.key_relation.levels, level.level)
    grade = max((e.grade for e in links), key=lambda g: EVIDENCE_GRADES.get(g, 0), default="E4")
    own = Evidence("relation_assessment", level.id, person.contact.name, level.assessed_on, grade)
    words = {"role": _role(person.role), "level": level_word(level.level), "days": days, "fresh": fresh}
    return Addend(
        rule="D2.contact",
        text=Message("{name}", {"name": person.contact.name}),
        points=person.weight * value * fresh,
        max_points=person.weight * 100 * 100,
        evidence=(own, *linked(links)),
        detail=Message(N_("{role}, level {level}, {days} d old, counts {fresh} %"), words),
    )


def _missing(
    facts: AccountFacts, people: tuple[KeyContact, ...], links: dict[str, list[EvidenceLink]], rules: Rules
) -> tuple[Missing, ...]:
    if not people:
        text = Message(N_("No key contact is named"))
        return (Missing(text, "decision_role", "account", facts.account.id, _ADD),)
    found: list[Missing] = []
    for person in people:
        name, key = person.contact.name, person.contact.id
        if person.level is None:
            text = Message(N_("{name} is not assessed"), {"name": name})
            found.append(Missing(text, "relation_assessment", "contact", key, _ASSESS))
        elif lacking(person.level, links.get(person.level.id, []), rules):
            words = {"name": name, "level": level_word(person.level.level)}
            text = Message(N_("{name}: level {level} needs more evidence"), words)
            found.append(Missing(text, "evidence_link", "relation_assessment", person.level.id, _ADD))
    return tuple(found)


def lacking(level: RelationAssessment, links: list[EvidenceLink], rules: Rules) -> int:
    """How many independent pieces of evidence a level still needs (P4: two for levels 2 and 3)."""
    sources = {e.ref_id or e.attachment_id or e.id for e in links}
    return max(0, weight_of(rules.key_relation.evidence_needed, level.level) - len(sources))
