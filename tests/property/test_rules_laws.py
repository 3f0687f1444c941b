# SPDX-License-Identifier: Apache-2.0
"""Laws of every derived value: lines add up, order and empty records do not matter, today is today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import Health, health
from planner.rules.lines import largest_remainder
from planner.rules.movement import movement
from planner.rules.risk import risk_states
from planner.rules.risk_score import explain_risk
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_contingency_plan,
    a_decision_role,
    a_network_review,
    a_relation_assessment,
    a_risk,
    a_valid_plan,
    an_account,
    an_action,
    an_evidence_link,
    an_inspection_result,
    an_interaction,
    an_org_unit,
)

RATING = st.none() | st.integers(1, 5)
LEVEL = st.sampled_from(("not_met", "-1", "0", "1", "2", "3"))
ROLE = st.sampled_from(("approver", "decider", "supporter", "influencer", "user"))
STATE = st.sampled_from(("open", "treated", "accepted", "closed"))
DAYS = st.integers(0, 500)
LISTS = (
    "units",
    "contacts",
    "roles",
    "assessments",
    "reviews",
    "risks",
    "plans",
    "interactions",
    "callbacks",
    "actions",
    "evidence",
)


def _ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


@st.composite
def account_facts(draw: st.DrawFn) -> AccountFacts:
    units = [an_org_unit(target_contacts=draw(st.none() | st.integers(0, 4))) for _ in range(draw(st.integers(0, 3)))]
    homes = st.sampled_from([None, *(u.id for u in units)])
    contacts = [a_contact(unit_id=draw(homes)) for _ in range(draw(st.integers(0, 5)))]
    steps = [an_action(due=_ago(draw(st.integers(-9, 9)))) for _ in range(draw(st.integers(0, 2)))]
    return AccountFacts(
        account=an_account(grade=draw(st.sampled_from(("S", "A", "B", "C", "ungraded")))),
        units=tuple(units),
        contacts=tuple(contacts),
        actions=tuple(steps),
        reviews=tuple(a_network_review(done_on=_ago(draw(DAYS))) for _ in range(draw(st.integers(0, 2)))),
        callbacks=tuple(_call(draw, steps) for _ in range(draw(st.integers(0, 4)))),
        **_relations(draw, contacts),
        **_risks(draw),
    )


def _relations(draw: st.DrawFn, contacts: list[Any]) -> dict[str, Any]:
    levels = [
        a_relation_assessment(contact_id=c.id, level=draw(LEVEL), assessed_on=_ago(draw(DAYS)))
        for c in contacts
        for _ in range(draw(st.integers(0, 2)))
    ]
    links = [
        an_evidence_link(target_type="relation_assessment", target_id=a.id, evidence_date=_ago(draw(DAYS)), grade=grade)
        for a in levels
        if (grade := draw(st.sampled_from((None, "E1", "E2", "E3", "E4"))))
    ]
    meetings = [
        an_interaction(happened_on=_ago(draw(DAYS)), participants=tuple(c.id for c in contacts if draw(st.booleans())))
        for _ in range(draw(st.integers(0, 2)))
    ]
    roles = [a_decision_role(contact_id=c.id, role=draw(ROLE)) for c in contacts if draw(st.booleans())]
    return {
        "roles": tuple(roles),
        "assessments": tuple(levels),
        "evidence": tuple(links),
        "interactions": tuple(meetings),
    }


def _call(draw: st.DrawFn, steps: list[Any]) -> Any:
    return a_callback(
        called_on=_ago(draw(DAYS)),
        reached=draw(st.none() | st.booleans()),
        tech=draw(RATING),
        attitude=draw(RATING),
        norms=draw(RATING),
        overall=draw(RATING),
        corrective_action_id=draw(st.sampled_from([None, *(s.id for s in steps)])),
    )


def _risks(draw: st.DrawFn) -> dict[str, Any]:
    risks = [
        a_risk(
            likelihood=draw(RATING),
            impact=draw(RATING),
            residual_likelihood=draw(RATING),
            residual_impact=draw(RATING),
            state=draw(STATE),
            opened_on=_ago(draw(DAYS)),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    plans = [
        a_valid_plan(risk_ids=(r.id,), drilled_on=_ago(3), drill_result="passed") for r in risks if draw(st.booleans())
    ]
    return {"risks": tuple(risks), "plans": tuple(plans)}


def measures(found: Health) -> tuple[Explained, ...]:
    r = found.relation
    return (found.explained, r.explained, r.key, r.general, found.satisfaction.explained, found.network)


def values(facts: AccountFacts) -> list[Decimal | None]:
    return [m.value for m in measures(health(facts, DEFAULT, TODAY, trend=False))]


@settings(max_examples=120, deadline=None)
@given(account_facts())
def test_that_lines_always_sum_to_the_value_shown(facts: AccountFacts) -> None:
    found = list(measures(health(facts, DEFAULT, TODAY, trend=False)))
    found += [explain_risk(s, facts, DEFAULT, TODAY) for s in risk_states(facts, DEFAULT, TODAY)]
    for measure in found:
        total = sum((line.points for line in measure.lines), Decimal(0))
        assert total == (measure.shown or 0)
        assert all(line.max_points is None or line.points <= line.max_points for line in measure.lines)
        assert (measure.value is None) == (not measure.lines)
        assert 0 <= measure.completeness <= 1
        assert measure.confidence is None or Decimal("0.4") <= measure.confidence <= 1
        assert measure.value is None or 0 <= measure.value <= measure.max


@settings(max_examples=80, deadline=None)
@given(account_facts(), DAYS)
def test_that_the_way_between_two_days_adds_up(facts: AccountFacts, days: int) -> None:
    since = _ago(days)
    then, now = (health(facts, DEFAULT, day, trend=False) for day in (since, TODAY))
    found = movement(then.explained, now.explained, then.parts, now.parts)
    if found.change is None:
        assert found.why_not is not None
        assert found.moves == ()
    else:
        assert sum((move.points for move in found.moves), Decimal(0)) == found.change
        assert all(move.points for move in found.moves)


@given(account_facts())
def test_that_records_without_data_change_no_score(facts: AccountFacts) -> None:
    more = replace(
        facts,
        contacts=(*facts.contacts, a_contact()),
        units=(*facts.units, an_org_unit()),
        reviews=(*facts.reviews, a_network_review()),
        risks=(*facts.risks, a_risk()),
        plans=(*facts.plans, a_contingency_plan()),
        callbacks=(*facts.callbacks, a_callback()),
        actions=(*facts.actions, an_action()),
        interactions=(*facts.interactions, an_interaction()),
        evidence=(*facts.evidence, an_evidence_link()),
        results=(an_inspection_result(),),
    )
    assert values(more) == values(facts)


@settings(max_examples=80, deadline=None)
@given(account_facts(), st.randoms(use_true_random=False))
def test_that_the_order_of_records_does_not_matter(facts: AccountFacts, chance: Any) -> None:
    order: dict[str, Any] = {}
    for name in LISTS:
        records = getattr(facts, name)
        order[name] = tuple(chance.sample(records, len(records)))
    shuffled = replace(facts, **order)
    assert health(shuffled, DEFAULT, TODAY) == health(facts, DEFAULT, TODAY)


@settings(max_examples=80, deadline=None)
@given(account_facts())
def test_that_as_of_today_is_live_and_the_future_is_unknown(facts: AccountFacts) -> None:
    later = TODAY + timedelta(days=5)
    ahead = replace(
        facts,
        reviews=(*facts.reviews, a_network_review(done_on=later)),
        risks=(*facts.risks, a_risk(likelihood=5, impact=5, opened_on=later)),
        callbacks=(*facts.callbacks, a_callback(called_on=later, reached=True, tech=1)),
        assessments=(
            *facts.assessments,
            *(a_relation_assessment(contact_id=c.id, level="-1", assessed_on=later) for c in facts.contacts),
        ),
    )
    assert health(ahead, DEFAULT, TODAY) == health(facts, DEFAULT, TODAY)
    assert health(facts.at(TODAY), DEFAULT, TODAY) == health(facts, DEFAULT, TODAY)


@given(st.lists(st.integers(-10_000, 10_000), max_size=12), st.integers(1, 99), st.integers(0, 12))
def test_that_largest_remainders_move_no_part_by_a_whole(numbers: list[int], base: int, extra: int) -> None:
    floors = sum(n // base for n in numbers)
    total = floors + min(extra, len(numbers))
    found = largest_remainder(numbers, base, total)
    assert sum(found) == total
    assert all(0 <= f - n // base <= 1 for f, n in zip(found, numbers, strict=True))
