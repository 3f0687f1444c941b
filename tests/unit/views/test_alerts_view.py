# SPDX-License-Identifier: Apache-2.0
"""Alerts in words: signs, days, what is muted, filters, and their place in the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.rules.alert_rows import Row, by_urgency
from planner.rules.mutes import standing
from planner.rules.ruleset import DEFAULT
from planner.views import alerts_view
from planner.views.plan import PlanInput
from planner.views.plan_alerts import alert_blocks
from tests.builders import TODAY, a_callback, a_person, a_risk, an_alert_mute
from tests.unit.rules.worlds import ago, facts_of, key_world


def rows(**world: object) -> list[Row]:
    facts = facts_of("ungraded", **world)
    found = standing(facts, DEFAULT, TODAY)
    heard = [Row("a", "Meridian", "S", alert) for alert in found.heard]
    return [*heard, *(Row("a", "Meridian", "S", one.alert, one.mute, "A. Vidal") for one in found.muted)]


def low(days: int) -> Row:
    (row,) = rows(callbacks=(a_callback(called_on=ago(days), reached=True, overall=1, text="Waited for days"),))
    return row


@pytest.mark.parametrize(("days", "state"), [(0, "watch"), (20, "act")])
def test_that_only_what_can_hurt_and_is_past_its_day_asks_to_act(days: int, state: str) -> None:
    assert alerts_view.state_of(low(days).alert, TODAY) == state


def test_that_the_words_name_rule_record_step_and_day() -> None:
    row = low(20)
    (cells,) = [r.cells for r in alerts_view.table([row], TODAY).rows]
    assert cells[1].second == "K11 · Waited for days"  # type: ignore[union-attr]
    assert (cells[3].text, cells[4].second) == ("Add action", "18 days")  # type: ignore[union-attr]
    assert alerts_view.step_words(row.alert) == "Add action"
    assert alerts_view.rule_line(row.alert) == "K11 · Rating of 1 or 2 without a corrective action"
    (person,) = rows(**key_world((("approver", "-1", 3),)))
    assert alerts_view.basis(person.alert).startswith("K1 · Who approves")


@pytest.mark.parametrize(("until", "words"), [(None, "no end set"), (date(2026, 11, 28), "until 28 Nov")])
def test_that_a_muted_alert_says_who_why_and_until_when(until: date | None, words: str) -> None:
    call = a_callback(called_on=ago(20), reached=True, overall=1)
    mute = an_alert_mute(rule="K11", subject=call.id, reason="Settled by phone", muted_on=ago(1), until=until)
    (row,) = rows(callbacks=(call,), mutes=(mute,))
    (cells,) = [r.cells for r in alerts_view.table([row], TODAY).rows]
    assert (cells[1].second, cells[4].text) == ("A. Vidal: Settled by phone", words)  # type: ignore[union-attr]


def test_that_filters_look_at_words_rule_and_account() -> None:
    found = [low(20), *rows(risks=(a_risk(code="R-7", likelihood=5, impact=4, opened_on=ago(2)),))]
    wanted = alerts_view.Filter

    def rules(which: alerts_view.Filter) -> list[str]:
        return [row.alert.rule for row in alerts_view.matching(found, which)]

    assert rules(wanted()) == ["K11", "K5"]
    assert rules(wanted(text="MERID r-7")) == ["K5"]
    assert rules(wanted(rule="K11")) == ["K11"]
    assert rules(wanted(account_id="b")) == []


def test_that_the_order_is_past_standing_ahead_and_then_what_can_hurt() -> None:
    ahead = rows(risks=(a_risk(code="R-7", likelihood=5, impact=4, opened_on=ago(2)),))
    late = rows(risks=(a_risk(code="R-8", likelihood=5, impact=4, opened_on=ago(40)),))
    standing_ones = rows(**key_world((("approver", "-1", 3),)))
    other = replace(low(20), account_id="b", account="Nordlys", grade="A")
    ordered = by_urgency([*ahead, *standing_ones, other, low(20), *late], TODAY)
    assert [(r.alert.rule, r.account) for r in ordered] == [
        ("K5", "Meridian"),
        ("K11", "Meridian"),
        ("K11", "Nordlys"),
        ("K1", "Meridian"),
        ("K5", "Meridian"),
    ]


def test_that_the_plan_lists_alerts_and_never_leaves_a_muted_one_out() -> None:
    call, person = a_callback(called_on=ago(20), reached=True, overall=1), a_person(name="A. Vidal")
    mute = an_alert_mute(rule="K11", subject=call.id, reason="Settled by phone", muted_on=ago(1), muted_by=person.id)
    facts = facts_of(callbacks=(call,), mutes=(mute,), people={person.id: person}, **key_world((("decider", "-1", 3),)))
    plan = PlanInput(facts=facts, rules=DEFAULT, as_of=TODAY, version=1)
    heading, bullets = alert_blocks(plan)
    assert (heading["text"], heading["aside"]) == ("Alerts", "1 alert · 1 muted")
    assert str(bullets["lines"]).endswith("Muted by A. Vidal: Settled by phone']")
    assert alert_blocks(PlanInput(facts=facts_of(), rules=DEFAULT, as_of=TODAY, version=1)) == []
