# SPDX-License-Identifier: Apache-2.0
"""D6 coverage: seats, decision coverage and single threads, with worked numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.rules.coverage import CHAINS, ROLES, Coverage, coverage
from planner.rules.explain import Explained
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_contact, a_decision_role, a_person, an_interaction
from tests.unit.rules.worlds import ago, facts_of, key_world


def found(**records: Any) -> Coverage:
    return coverage(facts_of(**records), DEFAULT, TODAY)


def adds_up(value: Explained) -> bool:
    return sum((line.points for line in value.lines), Decimal(0)) == value.shown


def seated(*seats: tuple[str, str | None]) -> dict[str, Any]:
    contacts = tuple(a_contact(name=f"Seat {n}") for n in range(len(seats)))
    roles = tuple(
        a_decision_role(contact_id=c.id, role=role, chain=chain)
        for c, (role, chain) in zip(contacts, seats, strict=True)
    )
    return {"contacts": contacts, "roles": roles}


def met(world: dict[str, Any], *numbers: int, days: int = 20) -> dict[str, Any]:
    who = tuple(world["contacts"][n].id for n in numbers)
    return {**world, "interactions": (an_interaction(happened_on=ago(days), participants=who),)}


# -- seats


def test_that_there_are_twelve_seats_by_role_and_chain() -> None:
    cells = found().cells
    assert [(c.role, c.chain) for c in cells] == [(r, c) for r in ROLES for c in CHAINS]
    assert {c.state for c in cells} == {"unknown"}


def test_that_identification_is_named_seats_of_twelve() -> None:
    seats = [("approver", "general"), ("decider", "technical"), ("decider", "commercial"), ("decider", "technical")]
    known = found(**seated(*seats, ("supporter", "technical"), ("influencer", "commercial"), ("user", "technical")))
    assert known.identification.value == Decimal("41.67")  # 5 of 12
    assert adds_up(known.identification)
    assert [s.contact.name for s in known.cell("decider", "technical").seats] == ["Seat 1", "Seat 3"]
    assert (known.cell("approver", "technical").state, known.cell("approver", "general").state) == ("unknown", "held")
    remedies = [m for m in known.identification.missing if m.entity == "decision_role" and m.for_entity == "account"]
    assert len(remedies) == 7
    assert remedies[0].text.text() == "Seat unknown: Approver, Technical"
    assert remedies[0].preset == (("role", "approver"), ("chain", "technical"))


def test_that_without_any_role_identification_is_unknown_and_not_zero() -> None:
    bare = found(contacts=(a_contact(),)).identification
    assert bare.value is None
    assert not bare.completeness
    assert len(bare.missing) == 12


def test_that_a_hidden_seat_and_one_without_chain_stand_beside_the_cells() -> None:
    world = seated(("approver", "hidden"), ("decider", None), ("supporter", "general"))
    known = found(**world)
    assert [s.contact.name for s in known.hidden] == ["Seat 0"]
    assert [s.contact.name for s in known.unplaced] == ["Seat 1"]
    assert known.identification.value == Decimal("8.33")
    first = known.identification.missing[0]
    assert (first.text.text(), first.for_id) == ("Chain of Seat 1 is not recorded", world["roles"][1].id)


def test_that_who_left_holds_no_seat_but_did_the_day_before() -> None:
    world = seated(("approver", "general"), ("decider", "general"))
    world["contacts"] = (replace(world["contacts"][0], left_on=ago(5)), world["contacts"][1])
    assert found(**world).cell("approver", "general").seats == ()
    before = coverage(facts_of(**world), DEFAULT, ago(6))
    assert before.cell("approver", "general").state == "held"
    assert before.identification.value == Decimal("16.67")


# -- decision coverage


def test_that_decision_coverage_is_the_worked_57_14() -> None:
    known = found(**met(key_world(), 0, 1, 2, 3)).decision  # (5 + 3) of 14: levels 0 and not met do not cover
    assert known.value == Decimal("57.14")
    assert adds_up(known)
    assert [line.points for line in known.lines] == [Decimal("35.7"), 0, Decimal("21.4"), 0]
    assert known.completeness == 1
    assert known.lines[0].detail is not None
    assert known.lines[0].detail.text() == "Approver, level +2, last contact 20 d ago"


@pytest.mark.parametrize(("days", "value"), [(180, "100.00"), (181, "0.00")])
def test_that_a_contact_covers_until_180_days_after_the_last_meeting(days: int, value: str) -> None:
    world = met(key_world((("approver", "1", 5),)), 0, days=days)
    assert found(**world).decision.value == Decimal(value)


def test_that_a_contact_who_is_not_assessed_counts_neither_way_and_is_told_as_missing() -> None:
    world = key_world((("approver", "3", 0), ("decider", "3", 0)))
    world["assessments"] = world["assessments"][:1]
    known = found(**met(world, 0)).decision
    assert (known.value, known.completeness, known.band) == (Decimal(100), Decimal("0.5556"), "unproven")
    assert [(m.entity, m.for_id) for m in known.missing] == [("relation_assessment", world["contacts"][1].id)]


def test_that_a_seat_without_a_name_counts_neither_way() -> None:
    world = met(key_world((("approver", "3", 0), ("decider", "0", 0))), 0)
    world["contacts"] = (world["contacts"][0], replace(world["contacts"][1], name="?"))
    known = found(**world)
    assert known.decision.value == Decimal(100)
    assert [(t.name, t.share) for t in known.threads] == [("Key 0", Decimal(1))]


def test_that_without_key_contacts_decision_coverage_is_unknown() -> None:
    assert found().decision.value is None
    assert found().decision.missing[0].entity == "decision_role"


# -- threads


def test_that_shares_are_of_role_weight_times_level() -> None:
    known = found(**key_world())  # 375 + 100 + 300 + 0 = 775
    assert [(t.name, t.share) for t in known.threads] == [
        ("Key 0", Decimal("0.4839")),
        ("Key 2", Decimal("0.3871")),
        ("Key 1", Decimal("0.1290")),
    ]
    assert known.single == ()


def test_that_a_contact_above_sixty_percent_is_a_single_thread_and_at_sixty_is_none() -> None:
    at_limit = key_world((("supporter", "3", 0), ("influencer", "3", 0)))  # 300 of 500
    assert found(**at_limit).single == ()
    above = key_world((("approver", "3", 0), ("supporter", "3", 0)))  # 500 of 800
    (single,) = found(**above).single
    assert (single.kind, single.name, single.share) == ("contact", "Key 0", Decimal("0.6250"))
    assert [r.id for r in single.records] == [above["assessments"][0].id]


def test_that_one_of_ours_who_holds_more_than_sixty_percent_is_a_single_thread() -> None:
    world = key_world((("supporter", "3", 0), ("supporter", "3", 0), ("supporter", "3", 0)))
    me, other = a_person(name="Marta"), a_person(name="Jon")
    held = [replace(a, holder_id=p) for a, p in zip(world["assessments"], (me.id, me.id, other.id), strict=True)]
    world |= {"assessments": tuple(held), "people": {me.id: me, other.id: other}}
    (single,) = found(**world).single
    assert (single.kind, single.id, single.name, single.share) == ("person", me.id, "Marta", Decimal("0.6667"))
    world["assessments"] = (held[0], replace(held[1], holder_id=None), held[2])
    assert found(**world).single == ()  # a level without holder counts in the sum, but hangs on nobody


def test_that_levels_worth_nothing_make_no_thread() -> None:
    assert found(**key_world((("approver", "not_met", 0), ("decider", "-1", 0)))).threads == ()
