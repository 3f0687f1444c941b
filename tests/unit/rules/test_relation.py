# SPDX-License-Identifier: Apache-2.0
"""D2, D3, D5 and the alerts K1 and K2, with the worked tests of the domain model."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.rules.explain import Explained
from planner.rules.relation import combine_layers, general_relation, key_relation, relation, relation_alerts
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_decision_role,
    a_relation_assessment,
    an_evidence_link,
    an_explain_session,
    an_interaction,
    an_org_unit,
)
from tests.unit.rules.worlds import ago, both_worlds, facts_of, key_world, unit_world


def adds_up(found: Explained) -> bool:
    return sum((line.points for line in found.lines), Decimal(0)) == found.shown


def test_that_d2_is_the_worked_53_93() -> None:
    found = key_relation(facts_of(**key_world()), DEFAULT, TODAY)
    assert found.value == Decimal("53.93")
    assert adds_up(found)
    assert [line.max_points for line in found.lines] == [Decimal(p) for p in ("35.7", "28.6", "21.4", "14.3")]
    assert found.completeness == 1
    assert found.confidence == Decimal("0.4000")


def test_that_d3_is_the_worked_68_75_letter_c() -> None:
    found = general_relation(facts_of(**unit_world()), DEFAULT, TODAY)
    assert (found.value, found.band) == (Decimal("68.75"), "C")
    assert adds_up(found)
    assert found.lines[0].detail is not None
    assert found.lines[0].detail.text() == "3 of 4 contacts active"


def test_that_d5_is_the_worked_59_15_with_an_organisational_60() -> None:
    found = relation(facts_of("S", **both_worlds()), DEFAULT, TODAY, ro=Decimal("60.00"))
    assert found.explained.value == Decimal("59.15")
    assert adds_up(found.explained)
    assert found.explained.completeness == 1
    values = (Decimal("53.93"), Decimal("68.75"), Decimal("60.00"))
    assert combine_layers("S", values, DEFAULT) == Decimal("59.15")


def test_that_an_absent_organisational_layer_is_rescaled_but_keeps_completeness_down() -> None:
    found = relation(facts_of("S", **both_worlds()), DEFAULT, TODAY)
    assert found.explained.value == Decimal("58.87")
    assert found.explained.completeness == Decimal("0.7500")
    assert any("organisational" in m.text.text() for m in found.explained.missing)


@pytest.mark.parametrize(("grade", "value"), [("A", "58.87"), ("B", "58.38"), ("C", "53.93"), ("ungraded", "58.38")])
def test_that_the_layers_are_weighed_by_grade(grade: str, value: str) -> None:
    found = relation(facts_of(grade, **both_worlds()), DEFAULT, TODAY)
    assert found.explained.value == Decimal(value)
    assert adds_up(found.explained)


def test_that_layers_without_any_value_give_none() -> None:
    assert combine_layers("C", (None, Decimal(50), None), DEFAULT) is None
    empty = relation(facts_of("C"), DEFAULT, TODAY).explained
    assert (empty.value, empty.band, empty.lines, empty.completeness) == (None, None, (), Decimal(0))
    assert [m.entity for m in empty.missing] == ["decision_role"]


@pytest.mark.parametrize(
    ("wanted", "letter"), [(100, "A"), (85, "A"), (84, "B"), (70, "B"), (69, "C"), (50, "C"), (49, "D")]
)
def test_that_letters_start_at_their_limits(wanted: int, letter: str) -> None:
    found = general_relation(facts_of(**unit_world(((wanted, 100),))), DEFAULT, TODAY)
    assert (found.value, found.band) == (Decimal(f"{wanted}.00"), letter)


def test_that_an_unassessed_key_contact_is_missing_and_not_zero() -> None:
    world = key_world((("approver", "3", 0),))
    newcomer = a_contact(name="Nobody knows")
    world["contacts"] += (newcomer,)
    world["roles"] += (a_decision_role(contact_id=newcomer.id, role="approver"),)
    found = key_relation(facts_of(**world), DEFAULT, TODAY)
    assert (found.value, found.completeness, found.band) == (Decimal("100.00"), Decimal("0.5000"), "unproven")
    assess = found.missing[-1]
    assert (assess.entity, assess.for_entity, assess.for_id) == ("relation_assessment", "contact", newcomer.id)
    assert assess.verb is not None
    assert assess.verb.text() == "Assess"


def test_that_users_and_leavers_are_not_key_contacts() -> None:
    world = key_world((("user", "3", 0), ("approver", "3", 0)))
    gone = replace(world["contacts"][1], left_on=ago(1))
    world["contacts"] = (world["contacts"][0], gone)
    assert key_relation(facts_of(**world), DEFAULT, TODAY).value is None
    assert key_relation(facts_of(**world), DEFAULT, ago(2)).value is None
    assert (
        key_relation(facts_of(**{**world, "assessments": ()}), DEFAULT, ago(2)).missing[0].entity
        == "relation_assessment"
    )


def test_that_the_highest_of_several_roles_counts() -> None:
    world = key_world((("influencer", "2", 0),))
    contact = world["contacts"][0].id
    world["roles"] += (
        a_decision_role(contact_id=contact, role="approver"),
        a_decision_role(contact_id=contact, role="user"),
    )
    line = key_relation(facts_of(**world), DEFAULT, TODAY).lines[0]
    assert line.detail is not None
    assert line.detail.text().startswith("Approver, level +2")


def test_that_the_newest_level_counts_whatever_the_order() -> None:
    world = key_world((("decider", "3", 100),))
    contact = world["contacts"][0].id
    newer = a_relation_assessment(contact_id=contact, level="-1", assessed_on=ago(3))
    older = a_relation_assessment(contact_id=contact, level="1", assessed_on=ago(300))
    for order in ((*world["assessments"], newer, older), (newer, older, *world["assessments"])):
        assert key_relation(facts_of(**{**world, "assessments": order}), DEFAULT, TODAY).value == 0


def test_that_linked_evidence_sets_grade_and_freshness() -> None:
    world = key_world((("decider", "1", 0),))
    level = world["assessments"][0].id
    world["evidence"] = (
        an_evidence_link(target_type="relation_assessment", target_id=level, grade="E2", evidence_date=ago(200)),
        an_evidence_link(target_type="relation_assessment", target_id=level, grade="E3"),
        an_evidence_link(target_type="account", target_id=level, grade="E1", evidence_date=ago(1)),
    )
    found = key_relation(facts_of(**world), DEFAULT, TODAY)
    assert (found.value, found.confidence) == (Decimal("30.00"), Decimal("0.8500"))
    assert [e.grade for e in found.lines[0].evidence] == ["E2", "E2", "E3"]


@pytest.mark.parametrize(
    ("level", "links", "lacks"), [("3", 1, True), ("2", 2, False), ("-1", 0, True), ("1", 0, False)]
)
def test_that_levels_lacking_evidence_are_named_and_still_count(level: str, links: int, *, lacks: bool) -> None:
    world = key_world((("decider", level, 0),))
    key = world["assessments"][0].id
    world["evidence"] = tuple(
        an_evidence_link(target_type="relation_assessment", target_id=key, ref_id=f"meeting {n}") for n in range(links)
    )
    found = key_relation(facts_of(**world), DEFAULT, TODAY)
    assert found.value is not None
    assert [m.entity for m in found.missing] == (["evidence_link"] if lacks else [])


def test_that_the_same_source_twice_is_one_piece_of_evidence() -> None:
    world = key_world((("decider", "2", 0),))
    link = {"target_type": "relation_assessment", "target_id": world["assessments"][0].id, "ref_id": "one meeting"}
    world["evidence"] = (an_evidence_link(**link), an_evidence_link(**link))
    assert key_relation(facts_of(**world), DEFAULT, TODAY).missing[0].entity == "evidence_link"


def test_that_activity_needs_a_level_and_a_touch_within_180_days() -> None:
    unit = an_org_unit(target_contacts=4)
    met, old, opponent, unassessed = (a_contact(unit_id=unit.id) for _ in range(4))
    facts = facts_of(
        units=(unit, an_org_unit(target_contacts=0), an_org_unit(target_contacts=5, in_scope=False)),
        contacts=(met, old, opponent, unassessed),
        assessments=tuple(
            a_relation_assessment(contact_id=c.id, level=level, assessed_on=ago(9))
            for c, level in ((met, "1"), (old, "1"), (opponent, "-1"))
        ),
        interactions=(
            an_interaction(happened_on=ago(181), participants=(old.id, met.id)),
            an_interaction(happened_on=ago(1), participants=(opponent.id, unassessed.id)),
        ),
        explains=(an_explain_session(held_on=ago(5), listeners=(met.id,)), an_explain_session(listeners=(old.id,))),
        callbacks=(a_callback(called_on=ago(1), contact_id=old.id, reached=False),),
    )
    assert general_relation(facts, DEFAULT, TODAY).value == Decimal("25.00")
    reached = replace(facts, callbacks=(a_callback(called_on=ago(1), contact_id=old.id, reached=True),))
    assert general_relation(reached, DEFAULT, TODAY).value == Decimal("50.00")
    assert reached.last_contacts()[met.id] == ago(5)


def test_that_a_unit_without_target_is_missing() -> None:
    unit = an_org_unit(name="Finance")
    found = general_relation(facts_of(units=(unit,)), DEFAULT, TODAY)
    assert (found.value, found.completeness) == (None, Decimal(0))
    assert (found.missing[0].for_id, found.missing[0].text.text()) == (unit.id, "Finance: contacts wanted is not set")
    assert general_relation(facts_of(), DEFAULT, TODAY).missing[0].text.text() == "No unit is recorded"


def test_that_contacts_wanted_are_unknown_and_not_zero_while_nobody_was_ever_met() -> None:
    met = facts_of("B", **both_worlds())
    facts = replace(met, interactions=())
    found = general_relation(facts, DEFAULT, TODAY)
    assert (found.value, found.band, found.completeness) == (None, None, Decimal(0))
    gap = found.missing[0]
    assert gap.text.text() == "No meeting or call with one of their people is recorded"
    assert (gap.entity, gap.for_entity, gap.for_id) == ("interaction", "account", facts.account.id)
    both = relation(facts, DEFAULT, TODAY)
    assert both.explained.value == both.key.value == Decimal("53.93"), "the other layer takes the weight"
    assert gap in both.explained.missing
    assert general_relation(met, DEFAULT, ago(21)).value is None, "the first meeting was on the next day"
    assert general_relation(met, DEFAULT, ago(20)).value == Decimal("0.00"), "nobody was assessed yet, but one was met"


@pytest.mark.parametrize(
    ("records", "known"),
    [
        ({"interactions": (an_interaction(happened_on=ago(400), participants=("x",)),)}, True),
        ({"interactions": (an_interaction(happened_on=ago(1), participants=()),)}, False),
        ({"explains": (an_explain_session(held_on=ago(400), listeners=("x",)),)}, True),
        ({"explains": (an_explain_session(held_on=None, listeners=("x",)),)}, False),
        ({"callbacks": (a_callback(called_on=ago(400), contact_id="x", reached=True),)}, True),
        ({"callbacks": (a_callback(called_on=ago(1), contact_id="x", reached=False),)}, False),
        ({"callbacks": (a_callback(called_on=ago(1), contact_id=None, reached=True),)}, False),
    ],
)
def test_that_one_meeting_or_call_with_anybody_makes_a_zero_known(records: dict[str, Any], known: bool) -> None:
    facts = facts_of("B", units=(an_org_unit(target_contacts=2),), **records)
    assert general_relation(facts, DEFAULT, TODAY).value == (Decimal("0.00") if known else None)


def test_that_opponents_and_unmet_deciders_raise_alerts() -> None:
    people = (("approver", "-1", 1), ("decider", "not_met", 1), ("supporter", "-1", 1), ("influencer", "not_met", 1))
    alerts = relation_alerts(facts_of(**key_world(people)), DEFAULT, TODAY)
    assert [a.code for a in alerts] == ["K1", "K2"]
    assert alerts[0].text.text() == "Key 0, Approver, works against us"
    unassessed = key_world(people)
    assert relation_alerts(facts_of(**{**unassessed, "assessments": ()}), DEFAULT, TODAY) == ()


def test_that_unmet_and_negative_levels_read_in_words() -> None:
    found = key_relation(facts_of(**key_world((("decider", "not_met", 2), ("approver", "-1", 2)))), DEFAULT, TODAY)
    details = [line.detail.text() for line in found.lines if line.detail]
    assert details == ["Approver, level −1, 2 d old, counts 100 %", "Decider, level not met, 2 d old, counts 100 %"]
    assert found.value == 0
    assert found.confidence is None
