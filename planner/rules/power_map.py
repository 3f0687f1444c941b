# SPDX-License-Identifier: Apache-2.0
"""What the lines between people say together: the way to the approver, what blocks it, unknown seats (C5)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import CHAINS
from planner.kernel.data import dataclass
from planner.rules.edges import ALLIED, INFLUENCES, REPORTS, bosses
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import KeyContact, key_contacts
from planner.rules.ruleset import Rules
from planner.rules.unknown_seat import is_unknown_seat

DECISION_CHAINS = tuple(chain for chain, _ in CHAINS[:3])


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in decisions that nobody known holds; ``chain`` is "" where no chain has a holder."""

    role: str
    chain: str


@dataclass(frozen=True, slots=True)
class Way:
    """How an approver may be reached.

    ``people`` leads from somebody who is with us to the approver. ``blocked_by`` are opponents on it, where there is
    no way round them. Empty ``people``: no line leads there.
    """

    approver: KeyContact
    people: tuple[Contact, ...]
    blocked_by: tuple[Contact, ...]


def missing_seats(facts: AccountFacts) -> tuple[Seat, ...]:
    """Approver: where no chain has one. Decider: each chain in use that has neither a decider nor an approver."""
    present = {c.id for c in facts.present_contacts()}
    # a seat that was added as unknown is on the map already
    held = {(r.role, r.chain) for r in facts.roles if r.contact_id in present}
    if not held:
        return ()
    found = [] if any(role == "approver" for role, _ in held) else [Seat("approver", "")]
    for chain in DECISION_CHAINS:
        used = any(place == chain for _, place in held)
        if used and not {("decider", chain), ("approver", chain)} & held:
            found.append(Seat("decider", chain))
    return tuple(found)


def way_to_approver(facts: AccountFacts, rules: Rules) -> Way | None:
    """The shortest way from somebody of level 1 or more to the approver; None without one.

    Of several approvers it is the one who reports to no other of them, then the one who is least with us.

    Steps go up to a superior, along an influence, and between allies. A way round opponents is preferred.
    """
    people = key_contacts(facts, rules)
    approvers = [p for p in people if p.role == "approver" and not is_unknown_seat(p.contact)]
    if not approvers:
        return None
    above = bosses(facts.edges)
    under = {p.contact.id for p in approvers if above.get(p.contact.id) in {other.contact.id for other in approvers}}
    approver = min(approvers, key=lambda p: (p.contact.id in under, _level(p), p.contact.name, p.contact.id))
    newest = facts.newest_assessments()
    names = {c.id: c for c in facts.present_contacts()}
    with_us = {k for k, a in newest.items() if k in names and a.level in {"1", "2", "3"}}
    against = {k for k, a in newest.items() if k in names and a.level == "-1"} - {approver.contact.id}
    steps = _steps(facts, names)
    for barred in (against, set[str]()):
        found = _search(approver.contact.id, with_us - {approver.contact.id}, steps, barred)
        if found:
            return Way(approver, tuple(names[k] for k in found), tuple(names[k] for k in found if k in against))
    return Way(approver, (), ())


def _level(person: KeyContact) -> int:
    return int(person.level.level) if person.level and person.level.level != "not_met" else -2


def _steps(facts: AccountFacts, names: Iterable[str]) -> dict[str, list[str]]:
    """For each person those from whom a step leads to them, in a fixed order."""
    known = set(names)
    before: dict[str, list[str]] = {}
    for edge in sorted(facts.edges, key=lambda e: (-(e.strength or 0), e.id)):
        if edge.to_id is None or not {edge.contact_id, edge.to_id} <= known:
            continue
        if edge.kind in {REPORTS, INFLUENCES, ALLIED}:
            before.setdefault(edge.to_id, []).append(edge.contact_id)
        if edge.kind == ALLIED:
            before.setdefault(edge.contact_id, []).append(edge.to_id)
    return before


def _search(goal: str, starts: set[str], steps: dict[str, list[str]], barred: set[str]) -> tuple[str, ...]:
    """The fewest steps that lead from one of ``starts`` to ``goal``; () when none do."""
    ahead = {goal: ""}
    queue = deque([goal])
    while queue:
        here = queue.popleft()
        if here in starts:
            way = [here]
            while ahead[way[-1]]:
                way.append(ahead[way[-1]])
            return tuple(way)
        for other in steps.get(here, ()):
            if other not in ahead and other not in barred:
                ahead[other] = here
                queue.append(other)
    return ()
