# SPDX-License-Identifier: Apache-2.0
"""K1, K2, K3, K17 and K20: each fires at its limit and names its records and its one remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.rules.alerts import Alert, alerts
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_contact, a_decision_role, a_person, a_relation_assessment, an_interaction
from tests.unit.rules.worlds import ago, facts_of, key_world


def of(rule: str, world: dict[str, Any], day: date = TODAY) -> list[Alert]:
    return [found for found in alerts(facts_of(**world), DEFAULT, day) if found.rule == rule]


def remedy(alert: Alert) -> tuple[str, str, str]:
    return alert.remedy.entity, alert.remedy.for_entity, alert.remedy.for_id


# -- K1, K2


@pytest.mark.parametrize(("role", "fires"), [("approver", True), ("decider", True), ("supporter", False)])
def test_that_an_opponent_fires_from_weight_four(role: str, fires: bool) -> None:
    world = key_world(((role, "-1", 3),))
    found = of("K1", world)
    assert bool(found) is fires
    if found:
        contact, level = world["contacts"][0], world["assessments"][0]
        assert {record.id for record in found[0].records} == {contact.id, level.id}
        assert (remedy(found[0]), found[0].subject) == (("action", "contact", contact.id), contact.id)
        assert of("K1", world, ago(4)) == []


@pytest.mark.parametrize(("role", "fires"), [("decider", True), ("supporter", False)])
def test_that_who_decides_and_was_never_met_fires(role: str, fires: bool) -> None:
    found = of("K2", key_world(((role, "not_met", 3),)))
    assert [alert.text.text() for alert in found] == (["Key 0, Decider, was never met"] if fires else [])


# -- K3


def test_that_one_contact_above_the_share_fires_and_at_the_share_does_not() -> None:
    assert of("K3", key_world((("supporter", "3", 0), ("influencer", "3", 0)))) == []
    world = key_world((("approver", "3", 0), ("supporter", "3", 0)))
    (alert,) = of("K3", world)
    assert alert.text.text() == "63 % of the key relation hangs on Key 0 alone"
    assert [record.id for record in alert.records] == [world["assessments"][0].id]
    assert remedy(alert) == ("action", "contact", world["contacts"][0].id)


def test_that_one_of_ours_who_holds_all_fires_until_a_colleague_holds_enough() -> None:
    me, other = a_person(name="Marta"), a_person(name="Jon")
    world = key_world((("supporter", "2", 9), ("supporter", "2", 9)))
    held = tuple(replace(a, holder_id=me.id) for a in world["assessments"])
    world |= {"people": {me.id: me, other.id: other}, "assessments": held}
    (alert,) = of("K3", world)
    assert alert.text.text() == "Marta is named holder of 100 % of the key relation"
    assert (alert.subject, remedy(alert)[:2]) == (me.id, ("action", "account"))
    shared = a_relation_assessment(
        contact_id=world["contacts"][0].id, level="2", holder_id=other.id, assessed_on=ago(1)
    )
    world["assessments"] = (*held, shared)
    assert of("K3", world) == []
    assert len(of("K3", world, ago(2))) == 1


# -- K17


def knowing(left_on: date | None, *, second: str | None = None) -> dict[str, Any]:
    person, other = a_person(name="Marta", left_on=left_on), a_person(name="Jon")
    contacts = (a_contact(name="Vidal"), a_contact(name="Zhou"))
    levels = tuple(a_relation_assessment(contact_id=c.id, holder_id=person.id, assessed_on=ago(90)) for c in contacts)
    met = (an_interaction(person_id=other.id, participants=(contacts[0].id,)),) if second else ()
    people = {person.id: person, other.id: other}
    return {"contacts": contacts, "assessments": levels, "people": people, "interactions": met}


def test_that_what_only_a_leaver_knows_fires_from_thirty_days_before() -> None:
    assert of("K17", knowing(None)) == []
    assert of("K17", knowing(ago(-31))) == []
    (soon,) = of("K17", knowing(ago(-30)))
    assert soon.text.text().startswith("Only Marta, who leaves on ")
    world = knowing(ago(5))
    (gone,) = of("K17", world)
    assert gone.text.text().endswith("knows Vidal and 1 more")
    assert {r.id for r in gone.records} >= {c.id for c in world["contacts"]}
    assert (gone.due, remedy(gone)) == (ago(5), ("relation_assessment", "contact", world["contacts"][0].id))


def test_that_whom_a_colleague_met_is_not_known_by_the_leaver_alone() -> None:
    (alert,) = of("K17", knowing(ago(5), second="Jon"))
    assert alert.text.text().endswith("knows Zhou")


# -- K20


def test_that_a_key_contact_who_left_fires_until_somebody_holds_the_seat() -> None:
    world = key_world((("decider", "2", 30), ("user", "1", 30)))
    world["roles"] = tuple(replace(r, chain="technical") for r in world["roles"])
    world["contacts"] = tuple(replace(c, left_on=ago(3)) for c in world["contacts"])
    (alert,) = of("K20", world)
    assert alert.text.text().startswith("Key 0, Decider, Technical, left on ")
    assert {r.id for r in alert.records} == {world["contacts"][0].id, world["roles"][0].id}
    assert (alert.due, alert.remedy.entity, alert.remedy.for_entity) == (ago(3), "decision_role", "account")
    assert alert.remedy.preset == (("role", "decider"), ("chain", "technical"))
    assert of("K20", world, ago(4)) == []
    next_one = a_contact()
    elsewhere = a_decision_role(contact_id=next_one.id, role="decider", chain="commercial")
    world |= {"contacts": (*world["contacts"], next_one), "roles": (*world["roles"], elsewhere)}
    assert len(of("K20", world)) == 1
    world["roles"] = (*world["roles"], replace(elsewhere, id="x", chain="technical"))
    assert of("K20", world) == []
