# SPDX-License-Identifier: Apache-2.0
"""Plan hygiene: how tidy the plan is, apart from health."""

from __future__ import annotations

from decimal import Decimal

from planner.rules.health import health
from planner.rules.hygiene import hygiene
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_grade_decision, a_network_review, a_risk, an_action
from tests.unit.rules.worlds import ago, facts_of, key_world


def test_that_each_check_counts_the_share_in_order() -> None:
    steps = (an_action(title="In time", due=ago(-5)), an_action(title="Late", due=ago(5)), an_action(title="No day"))
    facts = facts_of("C", actions=steps, grades=(a_grade_decision(grade="C", decided_on=ago(10)),))
    found = hygiene(facts, DEFAULT, TODAY)
    assert [(line.rule, line.points) for line in found.lines] == [
        ("HY.actions", Decimal("25.0")),  # a third of 30, of 40 that are there
        ("HY.grade", Decimal("25.0")),
    ]
    assert found.shown == Decimal("50.0")
    assert found.band == "to_tidy"
    assert [missing.text.text() for missing in found.missing] == [
        "“Late” was due on 16 Nov 2026",
        "“No day” has no day",
    ]


def test_that_what_is_done_or_rests_is_no_fault() -> None:
    done = an_action(title="Done", due=ago(50), done_on=ago(40))
    review = a_network_review(done_on=ago(30), reported_on=ago(29), state="closed")
    facts = facts_of("C", actions=(done,), reviews=(review,), grades=(a_grade_decision(grade="C", decided_on=ago(9)),))
    found = hygiene(facts, DEFAULT, TODAY)
    assert (found.shown, found.band, found.missing) == (Decimal("100.0"), "tidy", ())


def test_that_stale_levels_late_reports_and_ownerless_risks_are_named() -> None:
    world = key_world((("decider", "1", 200), ("approver", "2", 20)))
    risk = a_risk(code="R-1", statement="Overload", likelihood=4, impact=4, opened_on=ago(3))
    late = a_network_review(done_on=ago(30), state="inspected")
    missed = a_network_review(planned_on=ago(2), state="planned")
    found = hygiene(facts_of("C", **world, risks=(risk,), reviews=(late, missed)), DEFAULT, TODAY)
    said = " | ".join(missing.text.text() for missing in found.missing)
    for words in ("R-1 has no owner", "The level of Key 0 is of", "The report of the review of", "was not done"):
        assert words in said
    assert "Key 1" not in said
    assert all(missing.verb is not None for missing in found.missing)


def test_that_tidying_never_moves_health() -> None:
    world = key_world((("decider", "1", 20),))
    untidy = facts_of("C", **world, actions=(an_action(title="Late", due=ago(50)),))
    tidy = facts_of("C", **world, actions=(an_action(title="Late", due=ago(50), done_on=TODAY),))
    first, second = (health(f, DEFAULT, TODAY).explained.value for f in (untidy, tidy))
    assert first == second
    assert hygiene(untidy, DEFAULT, TODAY).value != hygiene(tidy, DEFAULT, TODAY).value
