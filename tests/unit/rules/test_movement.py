# SPDX-License-Identifier: Apache-2.0
"""The way between two values: steps that add up, with the records behind them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.rules.explain import Evidence
from planner.rules.health import health
from planner.rules.movement import AGE, CHANGED, GONE, GRADE, NEW, WEIGHT, Movement, movement
from planner.rules.relation import relation
from planner.rules.ruleset import DEFAULT, Rules
from tests.builders import TODAY, a_callback, a_risk
from tests.unit.rules.worlds import ago, facts_of, key_world, reviewed, unit_world


def moved(facts: object, days: int = 30, then_rules: Rules = DEFAULT) -> Movement:
    then = health(facts, then_rules, ago(days), trend=False)  # type: ignore[arg-type]
    now = health(facts, DEFAULT, TODAY, trend=False)  # type: ignore[arg-type]
    return movement(then.explained, now.explained, then.parts, now.parts)


def test_that_another_level_of_a_contact_names_the_new_assessment() -> None:
    world = key_world((("decider", "1", 95),))
    later = replace(world["assessments"][0], id="L" * 26, level="3", assessed_on=ago(1))
    found = moved(facts_of("C", **{**world, "assessments": (*world["assessments"], later)}))
    assert [(m.cause, m.text.text(), m.records[0].id) for m in found.moves] == [(CHANGED, "Key 0", later.id)]
    assert found.moves[0].points == found.change
    assert found.change is not None
    assert found.change > 0


def test_that_a_new_risk_and_the_callback_that_lapsed_are_steps_of_their_own() -> None:
    calls = (a_callback(called_on=ago(5), reached=True, tech=3), a_callback(called_on=ago(390), reached=True, tech=5))
    risk = a_risk(code="R-1", statement="Overload", likelihood=4, impact=4, opened_on=ago(3))
    found = moved(facts_of("C", **reviewed(60), callbacks=calls, risks=(risk,)), 30)
    causes = {move.cause: move for move in found.moves}
    assert {NEW, GONE} <= set(causes)
    assert any(move.cause == NEW and move.records and move.records[0].id == risk.id for move in found.moves)
    assert sum(move.points for move in found.moves) == found.change


def test_that_a_part_that_became_known_leaves_one_step_for_each_part_that_weighs_less() -> None:
    found = moved(facts_of("C", **key_world((("decider", "3", 40), ("approver", "3", 40))), **reviewed(5)))
    weighs = [move for move in found.moves if move.cause == WEIGHT]
    assert [move.text.text() for move in weighs] == ["Relation"]
    assert weighs[0].points < 0
    assert [(one.entity, one.text) for one in weighs[0].records] == [("network_review", "V-1")], "what became known"
    assert (NEW, "D13.start") in {(move.cause, move.rule) for move in found.moves}


def test_that_another_record_is_not_blamed_for_what_its_part_weighs_less() -> None:
    old, new = (reviewed(days)["reviews"][0] for days in (40, 5))
    found = moved(facts_of("C", **key_world((("decider", "3", 10),)), reviews=(old, new)))
    assert {move.rule for move in found.moves if move.cause == WEIGHT} == {"D1.network"}
    assert not [move for move in found.moves if move.rule == "D13.start"], "a review for a review moves nothing"
    assert found.change is not None
    assert sum(move.points for move in found.moves) == found.change


def test_that_another_grade_is_named_where_it_weighs_the_layers_differently() -> None:
    people, units = key_world((("decider", "3", 40),)), unit_world(((1, 2),))
    world = {key: (*people.get(key, ()), *units.get(key, ())) for key in {**people, **units}}
    decided = Evidence("grade_decision", "G" * 26, "They grow", ago(3))
    c, b, a = (relation(facts_of(grade, **world), DEFAULT, TODAY) for grade in "CBA")
    known = {id(one): {"D5.key": one.key, "D5.general": one.general} for one in (c, b, a)}
    way = movement(b.explained, a.explained, known[id(b)], known[id(a)], [decided])
    assert {(step.cause, step.records) for step in way.moves} == {(GRADE, (decided,))}
    way = movement(c.explained, b.explained, known[id(c)], known[id(b)], [decided])
    weighs = [step for step in way.moves if step.cause == WEIGHT]
    assert [step.text.text() for step in weighs] == ["Key relation"]
    assert decided in weighs[0].records
    assert len(weighs[0].records) > 1, "and what became known by it"


def test_that_what_only_grew_older_says_so() -> None:
    found = moved(facts_of("C", **key_world((("decider", "3", 170), ("approver", "1", 100)))), 85)
    assert [(move.cause, move.text.text()) for move in found.moves] == [(AGE, "Key 0"), (AGE, "Key 1")]
    assert sum(move.points for move in found.moves) == found.change


def test_that_the_unknown_and_other_rules_have_no_way() -> None:
    unknown = moved(facts_of("C", **reviewed(5)))
    assert unknown.change is None
    assert unknown.moves == ()
    assert "Nothing was known on" in unknown.why_not.text()  # type: ignore[union-attr]
    other = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, penalty=3))
    facts = facts_of("C", **key_world())
    assert "rules changed" in moved(facts, 1, other).why_not.text()  # type: ignore[union-attr]
    assert moved(facts, 0).moves == ()
    assert moved(facts, 0).change == Decimal("0.0")
