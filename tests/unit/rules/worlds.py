# SPDX-License-Identifier: Apache-2.0
"""Small accounts with facts, as the worked tests of the domain model need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.rules.facts import AccountFacts
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_decision_role,
    a_network_review,
    a_relation_assessment,
    an_account,
    an_interaction,
    an_org_unit,
)

KEY_WORLD = (("approver", "2", 30), ("decider", "0", 120), ("supporter", "3", 20), ("influencer", "not_met", 5))


def ago(days: int) -> date:
    """A day before the tests' today."""
    return TODAY - timedelta(days=days)


def facts_of(grade: str = "S", **records: Any) -> AccountFacts:
    """Facts of a fresh account of one grade."""
    return AccountFacts(account=an_account(grade=grade), **records)


def key_world(people: tuple[tuple[str, str, int], ...] = KEY_WORLD) -> dict[str, Any]:
    """Key contacts with (role, level, days ago); the default is the worked test of D2."""
    contacts = tuple(a_contact(name=f"Key {n}") for n in range(len(people)))
    roles = tuple(a_decision_role(contact_id=c.id, role=p[0]) for c, p in zip(contacts, people, strict=True))
    levels = tuple(
        a_relation_assessment(contact_id=c.id, level=p[1], assessed_on=ago(p[2]))
        for c, p in zip(contacts, people, strict=True)
    )
    return {"contacts": contacts, "roles": roles, "assessments": levels}


def unit_world(pairs: tuple[tuple[int, int], ...] = ((3, 4), (3, 3), (0, 2), (1, 1))) -> dict[str, Any]:
    """Units with (active, wanted) contacts; the default is the worked test of D3."""
    units = tuple(an_org_unit(name=f"Unit {n}", target_contacts=wanted) for n, (_, wanted) in enumerate(pairs))
    contacts = tuple(
        a_contact(name=f"{unit.name} person {n}", unit_id=unit.id)
        for unit, (active, _) in zip(units, pairs, strict=True)
        for n in range(active)
    )
    return {
        "units": units,
        "contacts": contacts,
        "assessments": tuple(a_relation_assessment(contact_id=c.id, level="0", assessed_on=ago(10)) for c in contacts),
        "interactions": (an_interaction(happened_on=ago(20), participants=tuple(c.id for c in contacts)),),
    }


def both_worlds() -> dict[str, Any]:
    """The worked tests of D2 and D3 in one account."""
    key, units = key_world(), unit_world()
    return {name: key.get(name, ()) + units.get(name, ()) for name in {*key, *units}}


def calls_world() -> dict[str, Any]:
    """The worked test of D7: (5, 4, 4) today and (3, 3, 4) at 200 days."""
    return {
        "callbacks": (
            a_callback(called_on=TODAY, reached=True, tech=5, attitude=4, norms=4, overall=5),
            a_callback(called_on=ago(200), reached=True, tech=3, attitude=3, norms=4, overall=3),
        )
    }


def reviewed(days: int = 10) -> dict[str, Any]:
    """One review done some days ago."""
    return {"reviews": (a_network_review(code="V-1", done_on=ago(days), reported_on=ago(days), state="closed"),)}
