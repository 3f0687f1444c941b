# SPDX-License-Identifier: Apache-2.0
"""Accounts with people for the drawing tests of the power map, the coverage map and the decision chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from planner.entities.common.person import Person
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT
from planner.views.coverage_chart import CoverageChart, coverage_chart
from planner.views.decision_chain import DecisionChain, decision_chain
from planner.views.power_map import PowerMap, power_map
from tests.builders import (
    a_contact,
    a_decision_role,
    a_map_place,
    a_relation_assessment,
    a_relation_edge,
    an_account,
    an_interaction,
    an_org_unit,
)

AS_OF = date(2026, 11, 21)
_VIDAL, _IBANEZ = Person(id="P1", name="A. Vidal"), Person(id="P2", name="M. Ibáñez")
# name, title, role, chain, key decider, level, days ago, holder
_MERIDIAN = (
    ("M. Ortega", "CEO", "approver", "general", True, "1", 30, "P1"),
    ("陈丽华 Chen", "IT director", "decider", "technical", False, "2", 20, "P2"),
    ("J. Paz", "COO", "decider", "commercial", False, "0", 40, "P1"),
    ("E. Ruiz", "CFO", "approver", "commercial", True, "-1", 19, ""),
    ("林建国", "Site lead", "influencer", "technical", False, "3", 12, "P2"),
    ("T. Andrade", "Stores", "user", "general", False, "1", 60, ""),
    ("?", "Procurement head", "decider", "commercial", None, None, 0, ""),
    ("L. Marín", "Clerk", "user", "commercial", False, "0", 400, ""),
)
_REPORTS = ((1, 0), (2, 0), (3, 0), (4, 1), (5, 2), (6, 2), (7, 3))
_OTHER = ((1, 2, "influences", 2), (4, 2, "influences", 1), (3, 0, "influences", 3), (2, 3, "conflict", None))
_ROLES = ("approver", "decider", "supporter", "influencer", "user", "")
_LEVELS = ("1", "-1", "0", "2", "3", "not_met", None)
_CHAINS = ("technical", "commercial", "general", "hidden")
_NAMES = ("A. Moreau", "B. 王伟", "C. Featherstone-Haughton Ravensworth", "D. Öberg", "E. 青木 美咲", "F. Silva")


def people(
    told: Iterable[tuple[str, str, str, str, bool | None, str | None, int, str]],
    reports: Iterable[tuple[int, int]] = (),
    other: Iterable[tuple[int, int, str, int | None]] = (),
    name: str = "Meridian Foods",
) -> AccountFacts:
    """An account with these people and lines; ids are fixed, so that a picture is the same every time."""
    account = an_account(id="ACCOUNT", name=name, grade="S")
    base = {"account_id": account.id}
    unit = an_org_unit(id="UNIT", name="IT operations", target_contacts=3, **base)
    contacts, roles, levels, met = [], [], [], []
    for n, (who, title, role, chain, is_key, level, ago, holder) in enumerate(told):
        key = f"C{n:02d}"
        contacts.append(a_contact(id=key, name=who, title=title, unit_id=unit.id if n % 2 else None, **base))
        if role:
            roles.append(a_decision_role(id=f"R{n:02d}", contact_id=key, role=role, chain=chain, is_kdm=is_key, **base))
        day = AS_OF - timedelta(days=ago)
        if level is not None:
            levels.append(a_relation_assessment(id=f"L{n:02d}", contact_id=key, assessed_on=day, level=level,
                                                holder_id=holder or None, **base))  # fmt: skip
        if holder:
            met.append(an_interaction(id=f"I{n:02d}", happened_on=day, participants=(key,), person_id=holder, **base))
    edges = [
        a_relation_edge(id=f"E{n:02d}", contact_id=f"C{a:02d}", to_id=f"C{b:02d}", kind=kind, strength=strength, **base)
        for n, (a, b, kind, strength) in enumerate([*((a, b, "reports_to", None) for a, b in reports), *other])
    ]
    return AccountFacts(
        account=account, units=(unit,), contacts=tuple(contacts), roles=tuple(roles), assessments=tuple(levels),
        edges=tuple(edges), interactions=tuple(met), people={p.id: p for p in (_VIDAL, _IBANEZ)},
    )  # fmt: skip


def meridian() -> AccountFacts:
    """Mock-up 11: the path to the approver runs through an opponent."""
    return people(_MERIDIAN, _REPORTS, _OTHER)


def many(count: int, *, lines: bool = True) -> AccountFacts:
    """So many people in one tree with some influences, all roles, levels and kinds of name."""
    told = [
        (f"{_NAMES[n % 6]} {n}", ("Head of", "Lead", "Buyer")[n % 3] + " things", _ROLES[min(5, (n * 7 % 17) // 3)],
         _CHAINS[n % 4], n % 5 == 0, _LEVELS[n * 5 % 7], n * 13 % 300, ("P1", "", "P2")[n % 3])
        for n in range(count)
    ]  # fmt: skip
    reports = [(n, (n - 1) // 3) for n in range(1, count)] if lines else []
    other: list[tuple[int, int, str, int | None]] = [
        (n, (n * 5 + 2) % count, ("influences", "allied", "conflict", "influences")[n % 4], n % 4 or None)
        for n in range(1, count, 3)
        if n != (n * 5 + 2) % count
    ]
    return people(told, reports, other if lines else ())


def full_map() -> PowerMap:
    """The map of mock-up 11."""
    return power_map(meridian(), DEFAULT, as_of=AS_OF)


def moved_map() -> PowerMap:
    """Thirteen people, one of them moved by hand."""
    facts = many(13)
    moved = a_map_place(id="M1", account_id="ACCOUNT", contact_id="C05", right=24, down=-6)
    return power_map(_placed(facts, moved), DEFAULT, as_of=AS_OF)


def _placed(facts: AccountFacts, place: object) -> AccountFacts:
    from dataclasses import replace

    return replace(facts, places=(place,))  # type: ignore[arg-type]


def grid_map() -> PowerMap:
    """Forty people: the grid."""
    return power_map(many(40), DEFAULT, as_of=AS_OF)


def loose_map() -> PowerMap:
    """Two people without any line."""
    return power_map(people(_MERIDIAN[2:4]), DEFAULT, as_of=AS_OF)


def empty_map() -> PowerMap:
    """One person alone."""
    return power_map(people(_MERIDIAN[:1]), DEFAULT, as_of=AS_OF)


def full_chain() -> DecisionChain:
    """Three lanes, a bottleneck, unknown seats and the hidden chain."""
    return decision_chain(many(13), DEFAULT, as_of=AS_OF)


def part_chain() -> DecisionChain:
    """The people of mock-up 11."""
    return decision_chain(meridian(), DEFAULT, as_of=AS_OF)


def empty_chain() -> DecisionChain:
    """Nobody has a role."""
    return decision_chain(people(()), DEFAULT, as_of=AS_OF)


def seat_cover() -> CoverageChart:
    """Twelve seats, some without a name, and a unit."""
    return coverage_chart(many(13), DEFAULT, as_of=AS_OF)


def people_cover() -> CoverageChart:
    """Their people by ours."""
    return coverage_chart(meridian(), DEFAULT, as_of=AS_OF, option="people")


def many_cover() -> CoverageChart:
    """Forty people by ours."""
    return coverage_chart(many(40), DEFAULT, as_of=AS_OF, option="people")


def empty_cover() -> CoverageChart:
    """Nobody is recorded."""
    return coverage_chart(people(()), DEFAULT, as_of=AS_OF)
