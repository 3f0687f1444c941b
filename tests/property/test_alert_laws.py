# SPDX-License-Identifier: Apache-2.0
"""Laws of alerts: as of today is live, each names its records and its step, none is told twice, muting loses none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.rules.account_list import explained_values, score_row
from planner.rules.alert import RULES
from planner.rules.alerts import alerts
from planner.rules.coverage import coverage
from planner.rules.due import due_rows, today
from planner.rules.facts import AccountFacts
from planner.rules.mutes import standing
from planner.rules.ruleset import DEFAULT
from planner.services import scores
from planner.store.queries import facts as facts_query
from planner.views.today_view import need_key
from tests.builders import TODAY, a_map_place, a_relation_edge, an_alert_mute, an_inspection_result
from tests.property.test_rules_laws import account_facts


@settings(max_examples=60, deadline=None)
@given(account_facts(), st.integers(0, 400))
def test_that_alerts_of_a_day_need_only_what_was_known_then(facts: AccountFacts, days: int) -> None:
    day = TODAY - timedelta(days=days)
    assert alerts(facts, DEFAULT, day) == alerts(facts.at(day), DEFAULT, day)
    found = alerts(facts, DEFAULT, TODAY)
    assert found == alerts(facts.at(TODAY), DEFAULT, TODAY)
    keys = [alert.key for alert in found]
    assert len(set(keys)) == len(keys)
    for alert in found:
        assert alert.rule in RULES
        assert alert.remedy.verb is not None
        assert alert.rule in {"K4", "K13"} or alert.subject
        assert alert.records or alert.rule == "K4"


@settings(max_examples=60, deadline=None)
@given(account_facts(), st.data())
def test_that_muting_moves_alerts_and_loses_none(facts: AccountFacts, data: st.DataObject) -> None:
    before = standing(facts, DEFAULT, TODAY)
    chosen = [a for a in before.heard if data.draw(st.booleans())]
    mutes = tuple(an_alert_mute(rule=a.rule, subject=a.subject, muted_on=TODAY) for a in chosen)
    after = standing(replace(facts, mutes=mutes), DEFAULT, TODAY)
    assert [one.alert for one in after.muted] == chosen
    assert {a.key for a in after.heard} == {a.key for a in before.heard} - {a.key for a in chosen}


@settings(max_examples=30, deadline=None)
@given(account_facts(), st.data())
def test_that_a_line_of_the_list_counts_what_today_asks_for(facts: AccountFacts, data: st.DataObject) -> None:
    chosen = [a for a in alerts(facts, DEFAULT, TODAY) if data.draw(st.booleans())]
    since = TODAY - timedelta(days=data.draw(st.integers(0, 60)))
    finding = an_inspection_result()
    muted = replace(
        facts,
        mutes=tuple(an_alert_mute(rule=a.rule, subject=a.subject, muted_on=since) for a in chosen),
        risks=tuple(replace(risk, finding_ids=(finding.id,)) for risk in facts.risks),
        results=(finding,),
        edges=(a_relation_edge(),),
        places=(a_map_place(),),
    )
    row = score_row(muted, DEFAULT, TODAY)
    assert row.attention == sum(row.state == "act" for row in due_rows(muted, DEFAULT, TODAY))
    unread: dict[str, Any] = {name: () for name, _ in facts_query.PARTS if name not in scores.READ}
    assert len(unread) == 3
    assert score_row(replace(muted, **unread), DEFAULT, TODAY) == row
    plain = replace(muted, mutes=())
    rest: dict[str, Any] = {name: () for name, _ in facts_query.PARTS if name not in scores.REST}
    values = explained_values(plain, DEFAULT, TODAY)
    assert score_row(replace(plain, **rest), DEFAULT, TODAY, values) == score_row(plain, DEFAULT, TODAY)


@settings(max_examples=60, deadline=None)
@given(account_facts())
def test_that_today_tells_of_each_alert_once_and_shows_at_most_eight(facts: AccountFacts) -> None:
    rows = due_rows(facts, DEFAULT, TODAY)
    told = [alert.key for row in rows for alert in row.alerts]
    assert len(told) == len(set(told))
    assert len({need_key(row) for row in rows}) == len(rows)
    assert len(today(rows * 3, DEFAULT).rows) <= 8
    assert all(row.late == 0 for row in rows if row.due is None)


@settings(max_examples=60, deadline=None)
@given(account_facts())
def test_that_coverage_adds_up_and_its_threads_share_the_whole(facts: AccountFacts) -> None:
    found = coverage(facts, DEFAULT, TODAY)
    for value in (found.identification, found.decision):
        if value.shown is not None:
            assert sum((line.points for line in value.lines), Decimal(0)) == value.shown
    shares = [t.share for t in found.threads if t.kind == "contact"]
    assert not shares or abs(sum(shares, Decimal(0)) - 1) <= Decimal("0.001")
