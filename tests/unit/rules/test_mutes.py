# SPDX-License-Identifier: Apache-2.0
"""A mute keeps its alert apart until its day, until the alert goes by itself, or until it is lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from planner.rules.alerts import alerts
from planner.rules.due import attention, due_rows
from planner.rules.mutes import standing
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_callback,
    a_grade_decision,
    a_network_review,
    a_risk,
    a_valid_plan,
    an_action,
    an_alert_mute,
    an_explain_session,
)
from tests.unit.rules.worlds import ago, facts_of, key_world


def rules_of(world: dict[str, Any], day: date = TODAY) -> tuple[list[str], list[str]]:
    found = standing(facts_of("ungraded", **world), DEFAULT, day)
    return [a.rule for a in found.heard], [m.alert.rule for m in found.muted]


def risky(**fields: Any) -> dict[str, Any]:
    risk = a_risk(code="R-1", likelihood=5, impact=4, opened_on=ago(60))
    mute = an_alert_mute(rule="K5", subject=risk.id, muted_on=ago(20), **fields)
    return {"risks": (risk,), "mutes": (mute,)}


def test_that_a_muted_alert_is_told_apart_and_named_by_rule_and_record() -> None:
    assert rules_of(risky()) == ([], ["K5"])
    world = risky()
    other = replace(world["mutes"][0], subject="another risk")
    assert rules_of({**world, "mutes": (other,)}) == (["K5"], [])
    assert rules_of(world, ago(21)) == (["K5"], [])


@pytest.mark.parametrize(("until", "heard"), [(TODAY, False), (ago(1), True), (None, False)])
def test_that_a_mute_holds_to_the_end_of_its_last_day(until: date | None, heard: bool) -> None:
    assert rules_of(risky(until=until)) == ((["K5"], []) if heard else ([], ["K5"]))


def test_that_a_mute_ends_for_good_when_the_alert_went_by_itself() -> None:
    world = risky()
    risk = world["risks"][0]
    plan = a_valid_plan(
        risk_ids=(risk.id,), made_on=ago(10), expires_on=ago(5), drilled_on=ago(10), drill_result="passed"
    )
    ran_out = {**world, "plans": (plan,), "actions": (an_action(opened_on=ago(7)),)}
    assert rules_of(ran_out, ago(11)) == ([], ["K5"])
    assert rules_of(ran_out, ago(6)) == ([], [])
    assert rules_of(ran_out) == (["K5"], [])
    again = replace(world["mutes"][0], id="again", muted_on=ago(1))
    assert rules_of({**ran_out, "mutes": (*world["mutes"], again)}) == ([], ["K5"])


def test_that_moments_among_the_records_are_no_days_to_look_at() -> None:
    told = an_explain_session(held_on=ago(9), acknowledged_at=datetime(2026, 10, 30, 12, tzinfo=UTC))
    assert rules_of({**risky(), "explains": (told,)}) == ([], ["K5"])


# -- Today


def titles(world: dict[str, Any], grade: str = "ungraded") -> list[str]:
    return [row.title.text() for row in due_rows(facts_of(grade, **world), DEFAULT, TODAY)]


def test_that_a_muted_alert_is_no_row_of_today() -> None:
    world = risky()
    assert titles({**world, "mutes": ()}) == ["Contingency plan for R-1", "Drill for R-1"]
    assert titles(world) == ["Drill for R-1"]


def test_that_each_row_carries_the_alert_it_tells_of() -> None:
    call, low = a_callback(service_on=ago(5)), a_callback(called_on=ago(5), reached=True, overall=1)
    grade = a_grade_decision(grade="B", decided_on=ago(700))
    reviewed = a_network_review(done_on=ago(200), state="closed", reported_on=ago(199))
    ahead = a_network_review(planned_on=ago(-2))
    world = {**risky(), "callbacks": (call, low), "grades": (grade,), "reviews": (reviewed, ahead), "mutes": ()}
    rows = due_rows(facts_of("S", **world), DEFAULT, TODAY)
    told = {(row.entity, row.id): [alert.rule for alert in row.alerts] for row in rows if row.kind != "plan"}
    assert told == {
        ("callback", call.id): ["K10"],
        ("callback", low.id): ["K11"],
        ("grade_decision", grade.id): ["K13"],
        ("network_review", ahead.id): ["K4", "K18"],
    }
    keys = [alert.key for row in rows for alert in row.alerts]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("rule", ["K4", "K10", "K11", "K13"])
def test_that_each_row_goes_with_its_muted_alert(rule: str) -> None:
    call, low = a_callback(service_on=ago(5)), a_callback(called_on=ago(5), reached=True, overall=1)
    world = {
        "callbacks": (call, low),
        "grades": (a_grade_decision(grade="A", decided_on=ago(700)),),
        "reviews": (a_network_review(done_on=ago(300), state="closed", reported_on=ago(199)),),
    }
    rows = due_rows(facts_of("A", **world), DEFAULT, TODAY)
    assert sorted(alert.rule for row in rows for alert in row.alerts) == ["K10", "K11", "K13", "K4"]
    mute = an_alert_mute(rule=rule, subject={"K10": call.id, "K11": low.id}.get(rule, ""))
    left = due_rows(facts_of("A", **world, mutes=(mute,)), DEFAULT, TODAY)
    assert len(left) == len(rows) - 1
    assert rule not in {alert.rule for row in left for alert in row.alerts}


def test_that_a_planned_visit_stays_when_its_alerts_are_muted() -> None:
    ahead = a_network_review(planned_on=ago(-2))
    mute = an_alert_mute(rule="K18", subject=ahead.id)
    (row,) = due_rows(facts_of("ungraded", reviews=(ahead,), mutes=(mute,)), DEFAULT, TODAY)
    assert (row.alerts, row.detail.text().endswith("not authorised")) == ((), False)


def test_that_what_stands_about_people_has_no_day_and_gives_way_to_a_planned_step() -> None:
    world = key_world((("approver", "-1", 3), ("decider", "not_met", 3)))
    rows = due_rows(facts_of(**world), DEFAULT, TODAY)
    assert [(r.kind, r.due, r.late, r.alerts[0].rule) for r in rows] == [
        ("person", None, 0, "K1"),
        ("person", None, 0, "K2"),
    ]
    step = an_action(parent_type="contact", parent_id=world["contacts"][0].id, due=ago(-3))
    rows = due_rows(facts_of(**world, actions=(step,)), DEFAULT, TODAY)
    assert [(r.kind, r.entity) for r in rows] == [("person", "contact"), ("action", "action")]


def test_that_attention_counts_what_today_asks_to_act_on_without_the_muted() -> None:
    low = a_callback(called_on=ago(20), reached=True, overall=1)
    facts = facts_of("ungraded", callbacks=(low,), risks=risky()["risks"])
    asked = [row for row in due_rows(facts, DEFAULT, TODAY) if row.state == "act"]
    assert attention(facts, DEFAULT, TODAY) == len(asked) == 3
    muted = replace(facts, mutes=(an_alert_mute(rule="K11", subject=low.id),))
    assert attention(muted, DEFAULT, TODAY) == 2
    failed = a_valid_plan(risk_ids=tuple(r.id for r in facts.risks), drilled_on=ago(3), drill_result="failed")
    for world in (facts, replace(facts, plans=(failed,))):
        for alert in alerts(world, DEFAULT, TODAY):
            muted = replace(world, mutes=(an_alert_mute(rule=alert.rule, subject=alert.subject),))
            rows = due_rows(muted, DEFAULT, TODAY)
            assert attention(muted, DEFAULT, TODAY) == sum(row.state == "act" for row in rows), alert.rule
