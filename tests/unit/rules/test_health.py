# SPDX-License-Identifier: Apache-2.0
"""D1, the network component of D13 and the cadence of D12."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.kernel.dates import day_text
from planner.rules.cadence import review_cadence
from planner.rules.health import LABELS, OTHER, Component, combine, falling, health, health_band
from planner.rules.network import network
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_callback, a_contact, a_network_review, a_risk, a_valid_plan
from tests.unit.rules.worlds import ago, both_worlds, calls_world, facts_of, key_world, reviewed

WORKED = (
    ("relation", 30, "59.15"),
    ("satisfaction", 20, "75"),
    ("service", 20, "82"),
    ("network", 15, "63"),
    ("needs", 15, "70"),
)


def parts(rows: tuple[tuple[str, int, str], ...] = WORKED, share: str = "1") -> list[Component]:
    return [Component(name=n, weight=w, value=Decimal(v), share=Decimal(share)) for n, w, v in rows]


def test_that_d1_is_the_worked_69_10_watch() -> None:
    found = combine(parts(), DEFAULT, TODAY)
    assert (found.value, found.band, found.shown) == (Decimal("69.10"), "watch", Decimal("69.1"))
    assert [str(line.points) for line in found.lines] == ["17.7", "15.0", "16.4", "9.5", "10.5"]
    assert found.lines[0].rule == "D1.relation"


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("100", "healthy"),
        ("80", "healthy"),
        ("79.95", "healthy"),
        ("79.94", "watch"),
        ("60", "watch"),
        ("59.95", "watch"),
        ("59.94", "at_risk"),
        ("40", "at_risk"),
        ("39.94", "critical"),
        ("0", "critical"),
    ],
)
def test_that_bands_start_where_the_value_as_shown_reaches_their_limits(value: str, band: str) -> None:
    assert health_band(Decimal(value), DEFAULT.health) == band
    assert combine(parts((("relation", 30, value),)), DEFAULT, TODAY).band == band


@pytest.mark.parametrize(
    ("values", "points"),
    [
        (("100", "100", "100"), ["33.4 of 33.4", "33.3 of 33.3", "33.3 of 33.3"]),
        (("100", "100", "99.9"), ["33.4 of 33.4", "33.3 of 33.3", "33.3 of 33.3"]),
        (("100", "100", "0"), ["33.4 of 33.4", "33.3 of 33.3", "0.0 of 33.3"]),
        (("100", "100", "50.16"), ["33.3 of 33.3", "33.3 of 33.3", "16.8 of 33.3"]),
    ],
)
def test_that_no_line_shows_more_points_than_it_can_have(values: tuple[str, ...], points: list[str]) -> None:
    found = combine(parts(tuple((n, 20, v) for n, v in zip(LABELS, values, strict=False))), DEFAULT, TODAY)
    assert [f"{line.points} of {line.max_points}" for line in found.lines] == points
    assert sum(line.points for line in found.lines) == found.shown


@pytest.mark.parametrize(("share", "band"), [("0.5999", "unproven"), ("0.6", "watch")])
def test_that_the_band_is_unproven_below_60_percent(share: str, band: str) -> None:
    assert combine(parts(share=share), DEFAULT, TODAY).band == band


def test_that_components_without_value_leave_their_weight_to_the_others() -> None:
    found = combine([*parts((("network", 15, "50"),)), Component(name="needs", weight=85)], DEFAULT, TODAY)
    assert (found.value, found.completeness) == (Decimal("50.00"), Decimal("0.1500"))
    assert combine([], DEFAULT, TODAY).value is None
    assert combine(parts((("network", 0, "50"),)), DEFAULT, TODAY).value is None


def test_that_an_empty_account_is_unknown_everywhere() -> None:
    found = health(facts_of("ungraded"), DEFAULT, TODAY)
    assert (found.explained.value, found.explained.band, found.trend) == (None, None, None)
    assert (found.explained.completeness, found.explained.confidence) == (Decimal(0), None)
    assert {m.entity for m in found.explained.missing} == {
        "decision_role",
        "org_unit",
        "callback",
        "network_review",
        "",
    }
    assert all(c.value is None for c in found.components)
    assert [c.label for c in found.components] == ["Relation", "Satisfaction", "Service", "Network", "Needs and value"]


def test_that_an_account_of_this_slice_is_complete_up_to_service_and_needs() -> None:
    calls = tuple(a_callback(called_on=ago(n), tech=5, attitude=5, norms=5, reached=True) for n in range(3))
    full = health(facts_of("C", **key_world((("decider", "3", 1),)), **reviewed(), callbacks=calls), DEFAULT, TODAY)
    assert (full.explained.value, full.explained.completeness) == (Decimal("100.00"), Decimal("0.6500"))
    assert full.explained.band == "healthy"
    strategic = health(facts_of("S", **both_worlds(), **reviewed(), callbacks=calls), DEFAULT, TODAY)
    assert (strategic.explained.completeness, strategic.explained.band) == (Decimal("0.5750"), "unproven")
    assert sum(line.points for line in strategic.explained.lines) == strategic.explained.shown


@pytest.mark.parametrize(
    ("then", "now", "direction", "arrow"),
    [("1", "3", "up", "↑"), ("3", "1", "down", "↓"), ("2", "2", "steady", "→")],
)
def test_that_the_trend_compares_with_90_days_ago(then: str, now: str, direction: str, arrow: str) -> None:
    world = key_world((("decider", then, 95),))
    later = replace(world["assessments"][0], id=world["assessments"][0].id + "L", level=now, assessed_on=ago(1))
    facts = facts_of("C", **{**world, "assessments": (*world["assessments"], later)})
    trend = health(facts, DEFAULT, TODAY).trend
    assert trend is not None
    assert (trend.direction, trend.arrow, trend.since) == (direction, arrow, ago(90))


def test_that_three_points_are_steady_and_more_are_not() -> None:
    calls = (a_callback(called_on=ago(91), tech=5, reached=True),)
    rules = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, penalty=3))
    facts = facts_of("C", callbacks=calls)
    assert health(facts, rules, TODAY).trend is not None
    wide = replace(DEFAULT, health=replace(DEFAULT.health, steady_within=100))
    world = key_world((("decider", "3", 95),))
    later = replace(world["assessments"][0], id="Z" * 26, level="0", assessed_on=ago(1))
    moved = facts_of("C", **{**world, "assessments": (*world["assessments"], later)})
    found = health(moved, wide, TODAY).trend
    assert found is not None
    assert (found.direction, found.delta) == ("steady", Decimal("-75.00"))


def half_known_world() -> dict[str, Any]:
    """A relation known for long, and calls that began within the trend window."""
    return {**key_world((("decider", "3", 95),)), "callbacks": (a_callback(called_on=ago(20), tech=1, reached=True),)}


def test_that_health_made_of_other_components_is_never_compared_with_itself() -> None:
    facts = facts_of("C", **half_known_world())
    found = health(facts, DEFAULT, TODAY)
    then = health(facts, DEFAULT, ago(90), trend=False)
    assert (found.counted, then.counted) == (frozenset({"relation", "satisfaction"}), frozenset({"relation"}))
    assert found.trend is not None
    assert (found.trend.direction, found.trend.delta, found.trend.arrow) == (OTHER, None, "")
    assert (found.trend.before, found.trend.unlike) == (then.explained.value, ("satisfaction",))


def test_that_a_component_without_weight_makes_no_health_another() -> None:
    weights = (("relation", 30), ("satisfaction", 0), ("service", 20), ("network", 15), ("needs", 15))
    rules = replace(DEFAULT, health=replace(DEFAULT.health, weights=weights))
    found = health(facts_of("C", **half_known_world()), rules, TODAY).trend
    assert found is not None
    assert found.delta is not None
    assert not found.unlike


def falling_world(*levels: str) -> dict[str, Any]:
    world = key_world((("decider", levels[0], 181),))
    first = world["assessments"][0]
    more = tuple(
        replace(first, id=first.id + str(n), level=level, assessed_on=ago(181 - 90 * n))
        for n, level in enumerate(levels[1:], start=1)
    )
    return {**world, "assessments": (first, *more)}


@pytest.mark.parametrize(
    ("levels", "alarm"), [(("3", "2", "1"), True), (("3", "3", "1"), False), (("1", "2", "1"), False)]
)
def test_that_two_falling_quarters_raise_the_alarm(levels: tuple[str, ...], *, alarm: bool) -> None:
    assert falling(facts_of("C", **falling_world(*levels)), DEFAULT, TODAY) is alarm


def test_that_a_fall_of_ten_or_of_the_unknown_raises_none() -> None:
    careful = replace(DEFAULT, health=replace(DEFAULT.health, alarm_fall=50))
    assert not falling(facts_of("C", **falling_world("3", "2", "1")), careful, TODAY)
    assert not falling(facts_of(), DEFAULT, TODAY)


def test_that_the_network_is_unknown_until_reviewed() -> None:
    risk = a_risk(code="R-1", likelihood=5, impact=5)
    found = network(facts_of(risks=(risk,)), DEFAULT, TODAY)
    assert (found.value, found.completeness) == (None, Decimal(0))
    assert found.missing[0].entity == "network_review"
    assert network(facts_of(**reviewed()), DEFAULT, ago(11)).value is None


@pytest.mark.parametrize(
    ("likelihood", "impact", "plain", "drilled"), [(1, 4, 99, 100), (3, 3, 96, 98), (3, 4, 88, 93), (5, 4, 75, 85)]
)
def test_that_open_risks_cost_by_band_and_less_when_drilled(
    likelihood: int, impact: int, plain: int, drilled: int
) -> None:
    risk = a_risk(likelihood=likelihood, impact=impact, opened_on=ago(5))
    facts = facts_of(risks=(risk,), **reviewed(1))
    assert network(facts, DEFAULT, TODAY).value == plain
    plan = a_valid_plan(risk_ids=(risk.id,), made_on=ago(4), drilled_on=ago(2), drill_result="passed")
    assert network(replace(facts, plans=(plan,)), DEFAULT, TODAY).value == drilled
    assert network(replace(facts, plans=(plan,)), DEFAULT, ago(3)).value is None
    closed = replace(risk, state="closed", closed_on=TODAY)
    assert network(replace(facts, risks=(closed,)), DEFAULT, TODAY).value == 100
    assert network(replace(facts, risks=(closed,)), DEFAULT, ago(1)).value == plain


def test_that_an_overdue_review_costs_fifteen() -> None:
    assert network(facts_of("S", **reviewed(99)), DEFAULT, TODAY).value == 100
    found = network(facts_of("S", **reviewed(100)), DEFAULT, TODAY)
    assert found.value == 85
    assert found.lines[-1].text.text() == "Network review 10 days overdue"


def test_that_unrated_risks_lower_completeness_and_not_the_value() -> None:
    found = network(facts_of(risks=(a_risk(), a_risk(likelihood=1, impact=1)), **reviewed()), DEFAULT, TODAY)
    assert (found.value, found.completeness) == (Decimal(99), Decimal("0.6667"))
    assert found.missing[0].entity == "risk"


def test_that_the_network_never_falls_below_zero() -> None:
    risks = tuple(a_risk(likelihood=5, impact=5) for _ in range(5))
    found = network(facts_of(risks=risks, **reviewed()), DEFAULT, TODAY)
    assert (found.value, sum(line.points for line in found.lines), found.lines[-1].points) == (
        Decimal(0),
        Decimal(0),
        Decimal(25),
    )


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (71, "ok", "next {due}"),
        (72, "soon", "due in 18 days"),
        (89, "soon", "due in 1 day"),
        (90, "due", "due today"),
        (91, "due", "due, 1 day past"),
        (99, "due", "due, 9 days past"),
        (100, "overdue", "10 days overdue"),
    ],
)
def test_that_the_bands_of_d12_decide_the_words(days: int, state: str, words: str) -> None:
    found = review_cadence(facts_of("S", **reviewed(days)), DEFAULT, TODAY)
    assert found.state == state
    assert found.text.text() == words.format(due=day_text(ago(days) + timedelta(days=90)))
    assert (found.last_done, found.interval, found.past) == (ago(days), 90, days - 90)
    assert found.reason.text() == "S: every 90 d"


def test_that_twelve_days_past_of_180_are_due_and_not_overdue() -> None:
    found = review_cadence(facts_of("A", **reviewed(192)), DEFAULT, TODAY)
    assert (found.state, found.text.text()) == ("due", "due, 12 days past")


@pytest.mark.parametrize(("impact", "interval", "name"), [(4, 60, "high"), (5, 30, "extreme")])
def test_that_open_risks_shorten_the_interval(impact: int, interval: int, name: str) -> None:
    risk = a_risk(likelihood=4, impact=impact)
    found = review_cadence(facts_of("S", risks=(risk,), **reviewed(10)), DEFAULT, TODAY)
    assert (found.interval, found.base, found.shortened_by) == (interval, 90, name)
    assert found.next_due == ago(10) + timedelta(days=interval)
    assert found.reason.text().startswith(f"S: every 90 d, shortened to {interval}")
    on_request = review_cadence(facts_of("C", risks=(risk,), **reviewed(10)), DEFAULT, TODAY)
    assert (on_request.interval, on_request.reason.text()[:12]) == (interval, f"every {interval} d w")
    quick = replace(DEFAULT, cadence=replace(DEFAULT.cadence, network_review=(20, 1, 1, 1)))
    assert review_cadence(facts_of("S", risks=(risk,), **reviewed(1)), quick, TODAY).shortened_by is None


def test_that_c_is_on_request_and_no_grade_is_unknown() -> None:
    found = review_cadence(facts_of("C", **reviewed(500)), DEFAULT, TODAY)
    assert (found.state, found.text.text(), found.reason.text()) == ("on_request", "on request", "C: on request")
    ungraded = review_cadence(facts_of("ungraded", **reviewed(5)), DEFAULT, TODAY)
    assert (ungraded.state, ungraded.text.text()) == ("unknown", "no grade, no rhythm")
    assert ungraded.reason.text() == "The account is not graded"
    assert review_cadence(facts_of("S"), DEFAULT, TODAY).text.text() == "never reviewed"


def test_that_the_plan_start_counts_before_the_first_review() -> None:
    facts = facts_of("S", reviews=(a_network_review(planned_on=TODAY),))
    found = review_cadence(replace(facts, account=replace(facts.account, plan_start=ago(101))), DEFAULT, TODAY)
    assert (found.state, found.last_done, found.past) == ("overdue", None, 11)
    slow = replace(DEFAULT, cadence=replace(DEFAULT.cadence, network_review=(5, 5, 5, 5)))
    assert review_cadence(facts_of("S", **reviewed(6)), slow, TODAY).text.text() == "1 day overdue"


def test_that_satisfaction_and_network_reach_health_with_their_evidence() -> None:
    found = health(facts_of("B", **calls_world(), **reviewed(), contacts=(a_contact(),)), DEFAULT, TODAY, trend=False)
    assert [line.rule for line in found.explained.lines] == ["D1.satisfaction", "D1.network"]
    assert found.explained.value == Decimal("85.71")
    assert {e.entity for line in found.explained.lines for e in line.evidence} == {"callback", "network_review"}
    assert found.explained.confidence == 1


def test_that_a_line_says_value_times_weight_over_the_weights_that_are_known() -> None:
    known = [part for part in parts() if part.name in {"relation", "satisfaction", "network"}]
    missing = [Component(name="service", weight=20), Component(name="needs", weight=15)]
    found = combine([*known, *missing], DEFAULT, TODAY)
    said = [line.detail.text() for line in found.lines if line.detail]
    assert said == ["59.2 × 30/65", "75.0 × 20/65", "63.0 × 15/65"]
    for line, value, weight in zip(found.lines, ("59.2", "75.0", "63.0"), (30, 20, 15), strict=True):
        assert abs(Decimal(value) * weight / 65 - line.points) <= Decimal("0.1")
