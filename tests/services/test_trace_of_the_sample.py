# SPDX-License-Identifier: Apache-2.0
"""The trace holds in both directions for every record of the sample (issue 4, "Done when" 2).

The links are read from the records' own fields here, not by the rule: wherever a field names a record, each of the
two has to be found in the other's trace. A rule that forgets one kind of link leaves one of them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.rules.facts import AccountFacts
from planner.rules.risk import risk_states
from planner.rules.trace import KINDS, STARTS, Trace, photos
from planner.rules.trace import trace as trace_rule
from planner.services import crud, reports, rulesets, sample, trace
from planner.services.session import Session
from tests.conftest import DEVICE, NOW

Key = tuple[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample; tests only read it."""
    path = tmp_path_factory.mktemp("trace") / "sample.waterline"
    session = sample.open_sample(path, clock=FixedClock(NOW), device=DEVICE)
    yield session
    session.close()


@pytest.fixture(scope="module")
def worlds(told: Session) -> list[AccountFacts]:
    return [reports.facts(told, account.id) for account in crud.every(told, ACCOUNT)]


def traces(told: Session, facts: AccountFacts) -> dict[Key, Trace]:
    """The traces of all records of an account that have one."""
    rules, every = rulesets.current(told), _records(facts)
    found = {key: trace_rule(facts, *key, rules, told.today()) for key in every}
    return {key: one for key, one in found.items() if one is not None}


def _records(facts: AccountFacts) -> list[Key]:
    groups: tuple[tuple[Any, ...], ...] = (facts.results, facts.risks, facts.plans, facts.drills, facts.actions)
    return [(entity, record.id) for entity, records in zip(STARTS, groups, strict=True) for record in records]


def _named(facts: AccountFacts) -> Iterator[tuple[Key, Key]]:
    """Every pair of records of which one names the other in a field."""
    for risk in facts.risks:
        yield from ((("risk", risk.id), ("inspection_result", key)) for key in risk.finding_ids)
    for plan in facts.plans:
        yield from ((("contingency_plan", plan.id), ("risk", key)) for key in plan.risk_ids)
    for drill in facts.drills:
        yield ("drill", drill.id), ("contingency_plan", drill.plan_id)
    for action in facts.actions:
        if action.parent_type in STARTS and action.parent_id:
            yield ("action", action.id), (action.parent_type, action.parent_id)
    for check in facts.results:
        before = next((r for r in facts.results if r.id == check.repeated_from_id), None)
        if before is not None and before.result in {"attention", "fail"}:
            yield ("inspection_result", check.id), ("inspection_result", before.id)


def _in(found: Trace) -> set[Key]:
    return {(node.entity, node.id) for link in found.links for node in link.nodes}


def test_that_whatever_one_record_names_is_in_its_trace_and_the_other_way_round(
    told: Session, worlds: list[AccountFacts]
) -> None:
    pairs = 0
    for facts in worlds:
        found = traces(told, facts)
        for one, other in _named(facts):
            assert other in _in(found[one]), (facts.account.name, one, other)
            assert one in _in(found[other]), (facts.account.name, other, one)
            pairs += 1
    assert pairs > 30


def test_that_two_records_of_one_trace_are_each_in_the_trace_of_the_other(
    told: Session, worlds: list[AccountFacts]
) -> None:
    for facts in worlds:
        found = traces(told, facts)
        for start, one in found.items():
            for key in _in(one):
                if key in found and start in _in(one):
                    assert start in _in(found[key]), (facts.account.name, start, key)


def test_that_every_risk_leads_to_its_readings_and_pictures_and_every_failed_check_to_plan_and_drill(
    told: Session, worlds: list[AccountFacts]
) -> None:
    for facts in worlds:
        found = traces(told, facts)
        for risk in facts.risks:
            one = found["risk", risk.id]
            checks = {node.id for node in one.link("check").nodes}
            assert checks >= set(risk.finding_ids)
            assert {n.id for n in one.link("plan").nodes} == {p.id for p in facts.plans if risk.id in p.risk_ids}
        for check in facts.results:
            if check.result not in {"attention", "fail"}:
                continue
            one = found["inspection_result", check.id]
            raised = [risk for risk in facts.risks if check.id in risk.finding_ids]
            plans = {plan.id for plan in facts.plans for risk in raised if risk.id in plan.risk_ids}
            assert {node.id for node in one.link("plan").nodes} >= plans
            assert {node.id for node in one.link("drill").nodes} >= {d.id for d in facts.drills if d.plan_id in plans}
            for link in one.links:
                assert link.nodes or link.gap is not None


def test_that_what_a_risk_requires_and_lacks_is_what_its_trace_lacks(told: Session, worlds: list[AccountFacts]) -> None:
    for facts in worlds:
        found = traces(told, facts)
        for state in risk_states(facts, rulesets.current(told), told.today()):
            lacking = {link.kind for link in found["risk", state.risk.id].broken}
            assert ("plan" in lacking) == (state.required in {"plan", "plan_drill"} and not state.plans)
            assert not (state.required == "plan_drill" and not state.drilled) or "drill" in lacking


def test_that_the_walk_of_one_finding_is_as_the_sample_tells_it(told: Session) -> None:
    found = trace.of(told, *trace.named(told, "R-07"))
    texts = {step.kind: [shown.name for shown in step.records] for step in found.steps}
    assert texts["check"] == ["Battery string B1, Autonomy"]
    assert "52 min" in found.steps[0].records[0].detail
    assert texts["finding"] == ["F-2 Autonomy falls by five minutes a quarter."]
    assert texts["explanation"] == ["to J. Paz, I. Navarro"]
    assert texts["acknowledgement"] == ["by J. Paz"]
    assert texts["plan"] == ["Plan for R-07"]
    assert texts["drill"] == ["Failed", "Planned"]
    assert texts["action"] == ["Replace two cell blocks of B1"]
    assert "46 min" in found.steps[-1].records[0].detail
    assert found.trace.broken == ()
    back = trace.of(told, *trace.named(told, "F-2"))
    assert [[shown.id for shown in step.records] for step in back.steps] == [
        [shown.id for shown in step.records] for step in found.steps
    ]


def test_that_a_photo_of_the_reading_hangs_on_the_trace_of_its_risk(told: Session) -> None:
    found = trace.of(told, *trace.named(told, "R-12"))
    pictures = [caption for shown in found.steps[0].records for _, caption in shown.photos]
    assert pictures == ["Rectifier R2, display reads 91 %"]
    (check,) = [s.id for s in found.steps[0].records if s.photos]
    assert [a.media_type for a in photos(found.facts, check)] == ["image/png"]
    assert [step.kind for step in found.steps] == list(KINDS)
