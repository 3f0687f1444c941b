# SPDX-License-Identifier: Apache-2.0
"""The nine links around one record: there, missing, or not asked for yet; each broken once to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT
from planner.rules.trace import KINDS, Trace, trace
from tests.builders import (
    TODAY,
    a_drill,
    a_network_review,
    a_risk,
    a_valid_plan,
    an_action,
    an_explain_session,
    an_inspection_result,
)
from tests.unit.rules.worlds import ago, facts_of


@dataclass(frozen=True)
class Whole:
    """A finding that went all the way, and its records by kind."""

    facts: AccountFacts
    ids: dict[str, str]

    def of(self, entity: str, key: str = "") -> Trace:
        found = trace(self.facts, entity, key or self.ids[entity], DEFAULT, TODAY)
        assert found is not None
        return found


def whole() -> Whole:
    """An extreme risk from a failed check of review A, drilled and acted on, found fixed in review B."""
    first, then = a_network_review(done_on=ago(60)), a_network_review(done_on=ago(5))
    check = an_inspection_result(review_id=first.id, code="F-1", result="fail", finding="Too hot", reading="91")
    again = an_inspection_result(review_id=then.id, result="pass", reading="60", repeated_from_id=check.id)
    told = an_explain_session(
        review_id=first.id, held_on=ago(59), acknowledged_on=ago(58), topics=("F-1 Load", "Risks")
    )
    risk = a_risk(code="R-1", likelihood=5, impact=4, finding_ids=(check.id,), review_id=first.id, opened_on=ago(60))
    plan = a_valid_plan(risk_ids=(risk.id,), made_on=ago(50))
    drill = a_drill(plan_id=plan.id, held_on=ago(40), result="passed")
    action = an_action(parent_type="risk", parent_id=risk.id, done_on=ago(20))
    facts = facts_of(
        reviews=(first, then), results=(check, again), explains=(told,), risks=(risk,), plans=(plan,),
        drills=(drill,), actions=(action,),
    )  # fmt: skip
    ids = {
        "inspection_result": check.id, "explain_session": told.id, "risk": risk.id, "contingency_plan": plan.id,
        "drill": drill.id, "action": action.id, "again": again.id,
    }  # fmt: skip
    return Whole(facts, ids)


def first(items: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    return (replace(items[0], **fields), *items[1:])


STARTS = ("inspection_result", "risk", "contingency_plan", "drill", "action")


@pytest.mark.parametrize("entity", STARTS)
def test_that_a_whole_trace_is_the_same_from_each_of_its_records(entity: str) -> None:
    world = whole()
    found = world.of(entity)
    assert [link.state for link in found.links] == ["there"] * 9
    assert [link.kind for link in (*reversed(found.back), found.link(found.at), *found.onward)] == list(KINDS)
    assert found.links == world.of("risk").links


def test_that_the_check_that_found_it_gone_leads_back_to_all() -> None:
    world = whole()
    assert world.of("inspection_result", world.ids["again"]).links == world.of("risk").links


@dataclass(frozen=True)
class Cut:
    """One way to break the trace, and the links that show it."""

    name: str
    cut: Callable[[AccountFacts], dict[str, Any]]
    missing: tuple[str, ...]


CUTS = (
    Cut("finding left out of the risk", lambda f: {"risks": first(f.risks, finding_ids=())}, ("check", "finding")),
    Cut("check in the Trash", lambda f: {"results": f.results[1:]}, ("check", "finding")),
    Cut("not explained", lambda _: {"explains": ()}, ("explanation", "acknowledgement")),
    Cut("not held", lambda f: {"explains": first(f.explains, held_on=None)}, ("explanation", "acknowledgement")),
    Cut(
        "another finding explained",
        lambda f: {
            "results": (*f.results, replace(f.results[0], id="X", code="F-9")),
            "explains": first(f.explains, topics=("F-9 Load",)),
        },
        ("explanation", "acknowledgement"),
    ),
    Cut("not acknowledged", lambda f: {"explains": first(f.explains, acknowledged_on=None)}, ("acknowledgement",)),
    Cut("plan for another risk", lambda f: {"plans": first(f.plans, risk_ids=("other",))}, ("plan", "drill")),
    Cut("plan in the Trash", lambda _: {"plans": ()}, ("plan", "drill")),
    Cut("drill of another plan", lambda f: {"drills": first(f.drills, plan_id="other")}, ("drill",)),
    Cut("drill only planned", lambda f: {"drills": first(f.drills, held_on=None, planned_on=ago(-5))}, ("drill",)),
)


@pytest.mark.parametrize("case", CUTS, ids=lambda case: case.name)
def test_that_each_broken_link_shows_as_missing_with_its_step(case: Cut) -> None:
    world = whole()
    found = Whole(replace(world.facts, **case.cut(world.facts)), world.ids).of("risk")
    assert tuple(link.kind for link in found.broken) == case.missing
    for link in found.broken:
        assert link.gap is not None
        assert link.gap.text.text()
        assert link.gap.verb.text()
        assert link.gap.id


def test_that_an_action_is_asked_for_by_a_medium_risk_only() -> None:
    world = whole()
    assert Whole(replace(world.facts, actions=()), world.ids).of("risk").link("action").state == "open"
    medium = replace(world.facts, actions=(), risks=first(world.facts.risks, likelihood=2))
    assert Whole(medium, world.ids).of("risk").link("action").state == "missing"


def test_that_a_re_inspection_is_asked_for_once_a_review_is_due_and_none_is_planned() -> None:
    world = whole()
    alone = replace(world.facts, results=world.facts.results[:1])
    assert Whole(alone, world.ids).of("risk").link("reinspection").state == "open"
    late = replace(alone, reviews=alone.reviews[:1])
    assert Whole(late, world.ids).of("risk").link("reinspection").state == "missing"
    ahead = a_network_review(planned_on=ago(-3))
    copy = an_inspection_result(review_id=ahead.id, repeated_from_id=world.ids["inspection_result"])
    planned = replace(late, reviews=(*late.reviews, ahead), results=(*alone.results, copy))
    link = Whole(planned, world.ids).of("risk").link("reinspection")
    assert (link.state, [node.ahead for node in link.nodes]) == ("open", [True])


def test_that_a_failed_check_without_a_risk_asks_for_one_and_a_passed_one_for_nothing() -> None:
    review = a_network_review(done_on=ago(2))
    bad = an_inspection_result(review_id=review.id, result="fail")
    good = an_inspection_result(review_id=review.id, result="pass")
    world = Whole(facts_of(reviews=(review,), results=(bad, good)), {})
    found = world.of("inspection_result", bad.id)
    assert [link.kind for link in found.broken] == ["explanation", "acknowledgement", "risk"]
    gap = found.link("risk").gap
    assert gap is not None
    assert (gap.entity, gap.id, gap.verb.text()) == ("inspection_result", bad.id, "Rate risk")
    assert world.of("inspection_result", good.id).broken == ()


def test_that_a_fault_seen_in_several_reviews_is_one_thread_until_it_was_found_gone() -> None:
    days = (400, 300, 200, 100, 10)
    reviews = tuple(a_network_review(done_on=ago(day)) for day in days)
    results: list[Any] = []
    for review, result in zip(reviews, ("fail", "pass", "fail", "attention", "fail"), strict=True):
        before = results[-1].id if results else None
        results.append(an_inspection_result(review_id=review.id, result=result, repeated_from_id=before))
    risk = a_risk(finding_ids=(results[3].id,), likelihood=1, impact=1)
    world = Whole(facts_of(reviews=reviews, results=tuple(results), risks=(risk,)), {"risk": risk.id})
    ids = [r.id for r in results]
    assert [node.id for node in world.of("risk").link("check").nodes] == ids[2:4]
    assert [node.id for node in world.of("risk").link("reinspection").nodes] == ids[4:]
    assert [node.id for node in world.of("inspection_result", ids[2]).link("risk").nodes] == [risk.id]
    assert [node.id for node in world.of("inspection_result", ids[4]).link("risk").nodes] == [risk.id]
    assert world.of("inspection_result", ids[0]).link("risk").nodes == ()


def test_that_checks_linked_in_a_ring_end() -> None:
    review = a_network_review(done_on=ago(2))
    one, two = (an_inspection_result(review_id=review.id, result="fail") for _ in range(2))
    ring = (replace(one, repeated_from_id=two.id), replace(two, repeated_from_id=one.id))
    world = Whole(facts_of(reviews=(review,), results=ring), {})
    assert world.of("inspection_result", one.id).at == "finding"


def test_that_a_commercial_risk_comes_from_no_reading() -> None:
    risk = a_risk(kind="commercial", likelihood=1, impact=1)
    assert Whole(facts_of(risks=(risk,)), {"risk": risk.id}).of("risk").broken == ()


def test_that_what_hangs_on_nothing_has_no_trace() -> None:
    action = an_action(parent_type="network_review", parent_id="x")
    loose = facts_of(actions=(action,))
    assert trace(loose, "action", action.id, DEFAULT, TODAY) is None
    assert trace(loose, "risk", "nowhere", DEFAULT, TODAY) is None
    plan = a_valid_plan()
    found = trace(facts_of(plans=(plan,)), "contingency_plan", plan.id, DEFAULT, TODAY)
    assert found is not None
    gap = found.link("risk").gap
    assert gap is not None
    assert (gap.verb.text(), gap.id) == ("Choose the risk", plan.id)
