# SPDX-License-Identifier: Apache-2.0
"""Facts about which rules were in force on a day, and when values of two days may be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.entities.common.ruleset import RULESET
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.kernel.text import Message
from planner.rules.rule_groups import HealthRules, RiskRules, WorkRules
from planner.rules.ruleset import DEFAULT, DayOff, LossRange, Rules, scores_alike
from planner.services import charts, crud, customers, exports, ruleset_versions, rulesets, why
from planner.services.session import Session
from tests.builders import a_callback
from tests.conftest import NOW
from tests.stores import put

STRICT = replace(DEFAULT, health=HealthRules(healthy_from=85))
STRICTER = replace(DEFAULT, health=HealthRules(healthy_from=90))
TODAY = NOW.date()


def adopt_on(session: Session, rules: Rules, on: date, reason: str = "") -> None:
    rulesets.adopt(session, rules, Message("Adopt"), reason=reason)
    newest = max(crud.every(session, RULESET), key=lambda known: known.version)
    crud.set_field(session, RULESET, newest.id, "adopted_on", on)


def test_that_the_built_in_rules_hold_until_others_are_adopted(session: Session) -> None:
    adopt_on(session, STRICT, date(2026, 3, 1))
    adopt_on(session, STRICTER, date(2026, 6, 1))
    on = {day: rulesets.in_force_on(session, date(2026, *day)) for day in ((2, 28), (3, 1), (5, 31), (6, 1), (11, 2))}
    assert on == {(2, 28): DEFAULT, (3, 1): STRICT, (5, 31): STRICT, (6, 1): STRICTER, (11, 2): STRICTER}
    assert rulesets.in_force_on(session, TODAY + timedelta(days=400)) == rulesets.current(session) == STRICTER


def test_that_of_two_rulesets_of_one_day_the_later_version_counts(session: Session) -> None:
    adopt_on(session, STRICT, date(2026, 3, 1))
    adopt_on(session, STRICTER, date(2026, 3, 1))
    assert rulesets.in_force_on(session, date(2026, 3, 1)) == STRICTER


def test_that_a_clock_that_was_ahead_does_not_keep_new_rules_out(session: Session) -> None:
    adopt_on(session, STRICT, TODAY + timedelta(days=30))
    rulesets.adopt(session, STRICTER, Message("Adopt"))
    assert rulesets.current(session) == rulesets.in_force_on(session, TODAY) == STRICTER


def test_that_undone_rules_were_never_in_force(session: Session) -> None:
    rulesets.adopt(session, STRICT, Message("Adopt"))
    session.undo()
    assert rulesets.in_force_on(session, TODAY) == DEFAULT
    assert rulesets.changed_since(session, TODAY - timedelta(days=90)) is None


def test_that_the_reason_is_kept_with_the_version(session: Session) -> None:
    rulesets.adopt(session, STRICT, Message("Adopt"), reason="  The board asked for it.  ")
    rulesets.adopt(session, STRICTER, Message("Adopt"), reason="  ")
    assert [known.reason for known in crud.every(session, RULESET)] == ["The board asked for it.", None]


def test_that_the_day_from_which_values_compare_is_that_of_the_last_real_change(session: Session) -> None:
    adopt_on(session, STRICT, date(2026, 3, 1))
    adopt_on(session, STRICTER, date(2026, 6, 1))
    holiday = replace(STRICTER, work=WorkRules(days_off=(DayOff(on="2026-12-25", name="Christmas"),)))
    adopt_on(session, holiday, date(2026, 9, 1))
    assert rulesets.changed_since(session, date(2026, 5, 31)) == date(2026, 6, 1)
    assert rulesets.changed_since(session, date(2026, 2, 1)) == date(2026, 6, 1)
    assert rulesets.changed_since(session, date(2026, 6, 1)) is None
    assert rulesets.changed_since(session, date(2026, 9, 1)) is None


def test_that_rules_taken_back_compare_with_the_days_before(session: Session) -> None:
    adopt_on(session, STRICT, date(2026, 3, 1))
    adopt_on(session, DEFAULT, date(2026, 6, 1))
    assert rulesets.changed_since(session, date(2026, 2, 1)) is None
    assert rulesets.changed_since(session, date(2026, 4, 1)) == date(2026, 6, 1)


def test_that_calendar_currency_and_money_change_no_score_and_everything_else_may() -> None:
    money = RiskRules(currency="EUR", losses=(LossRange(impact=4, low_minor=1, high_minor=2),))
    assert scores_alike(DEFAULT, replace(DEFAULT, risk=money, work=WorkRules(report_days=5)))
    assert not scores_alike(DEFAULT, replace(DEFAULT, risk=RiskRules(high_from=11)))
    assert not scores_alike(DEFAULT, STRICT)


def test_that_results_name_version_and_hash_of_their_rules(session: Session) -> None:
    assert ruleset_versions.stamp(session) == f"Built-in rules · {DEFAULT.hash[:8]}"
    rulesets.adopt(session, STRICT, Message("Adopt"))
    account = customers.add_account(session, "Meridian Foods")
    assert ruleset_versions.stamp(session) == f"Rules v1 · {STRICT.hash[:8]}"
    assert ruleset_versions.stamp_of(session, DEFAULT.hash) == f"Built-in rules · {DEFAULT.hash[:8]}"
    assert ruleset_versions.stamp_of(session, "0123456789ab") == "Rules 01234567"
    assert why.of_measure(session, account.id, "health", TODAY).rules == ruleset_versions.stamp(session)
    customers.decide_grade(session, [account.id], "A", "big")
    (decision,) = crud.of_account(session, GRADE_DECISION, account.id)
    assert (decision.ruleset_hash, decision.ruleset_version) == (STRICT.hash, 1)
    assert exports.plan_input(session, account.id, "internal").rules_stamp == ruleset_versions.stamp(session)


def test_that_a_way_from_a_day_of_other_rules_says_so(session: Session) -> None:
    adopt_on(session, STRICT, date(2026, 6, 1))
    assert ruleset_versions.other_rules_since(session, date(2026, 5, 1)) == (
        "Other rules were in force before 1 Jun 2026; both days are worked out with those of now."
    )
    assert ruleset_versions.other_rules_since(session, date(2026, 6, 1)) == ""


def test_that_a_health_chart_compared_with_a_day_of_other_rules_says_so(session: Session) -> None:
    account = customers.add_account(session, "Alpha").id
    for ago in (150, 9):
        day = TODAY - timedelta(days=ago)
        put(session, a_callback(account_id=account, service_on=None, called_on=day, tech=4, attitude=4, norms=4))
    adopt_on(session, STRICT, TODAY - timedelta(days=200))
    assert "Other rules" not in charts.view(session, account, "health").footer
    adopt_on(session, STRICTER, TODAY - timedelta(days=5))
    said = charts.view(session, account, "health").footer
    assert "Other rules were in force before 28 Oct 2026; both days are worked out with those of now." in said
