# SPDX-License-Identifier: Apache-2.0
"""How scores stood: kept ones first, the rest from dated facts with the rules of each day, eras told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from planner.rules.facts import AccountFacts
from planner.rules.health import falling
from planner.rules.history import Eras, Kept, Standing, falls, standing, standings
from planner.rules.ruleset import DEFAULT
from tests.builders import TODAY, a_callback, a_network_review, an_account

STRICT = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, ages=((30, 100), (90, 50))))
CALENDAR = replace(DEFAULT, work=replace(DEFAULT.work, working_days=(0, 1, 2)))


def some_facts() -> AccountFacts:
    account = an_account(name="Alpha", grade="B")
    calls = tuple(
        a_callback(
            account_id=account.id, called_on=TODAY - timedelta(days=ago), reached=True, tech=t, attitude=t, norms=t
        )
        for ago, t in ((300, 5), (200, 4), (100, 3), (10, 2))
    )
    review = a_network_review(account_id=account.id, state="closed", done_on=TODAY - timedelta(days=200))
    return AccountFacts(account=account, callbacks=calls, reviews=(review,))


def kept(days: int, value: str, *, cause: str = "week", ruleset: str = DEFAULT.hash) -> Kept:
    return Kept(on=TODAY - timedelta(days=days), measure="health", value=Decimal(value), ruleset=ruleset, cause=cause)


def test_that_the_last_standing_is_that_of_the_day_computed_live() -> None:
    facts = some_facts()
    found = standings(facts, Eras(), (kept(0, "1"),), TODAY)
    assert found[-1] == standing(facts, Eras(), TODAY)


def test_that_a_kept_value_stands_where_there_is_one_and_a_computed_one_where_not() -> None:
    found = {point.on: point for point in standings(some_facts(), Eras(), (kept(58, "12.34"),), TODAY)}
    assert found[TODAY - timedelta(days=58)].value("health") == Decimal("12.34")
    assert TODAY - timedelta(days=60) not in found
    assert found[TODAY - timedelta(days=90)].cause == ""
    assert len(found) == 13


def test_that_what_was_kept_at_a_review_or_a_plan_is_always_shown() -> None:
    found = standings(some_facts(), Eras(), (kept(50, "1", cause="review"), kept(61, "2")), TODAY)
    assert [point.cause for point in found if point.cause] == ["week", "review"]


def test_that_rules_which_score_alike_share_an_era() -> None:
    eras = Eras(((date(2026, 1, 1), CALENDAR), (date(2026, 6, 1), STRICT), (date(2026, 7, 1), DEFAULT)))
    assert [eras.version(date(year, 6, 30)) for year in (2025, 2026, 2027)] == [0, 2, 3]
    assert eras.changes() == (date(2026, 6, 1), date(2026, 7, 1))
    assert eras.era(CALENDAR) == eras.era(DEFAULT) != eras.era(STRICT)
    assert eras.rules(date(2026, 5, 31)) == CALENDAR
    assert eras.rules(date(2025, 5, 31)) == DEFAULT
    assert eras.era_of(STRICT.hash) == eras.era(STRICT)


def test_that_a_ruleset_that_is_not_known_is_like_no_other() -> None:
    eras = Eras()
    assert eras.era_of("abcdef012345") not in {eras.era(DEFAULT), eras.era(STRICT), eras.era_of("bbbbbb012345")}


def test_that_days_are_computed_with_the_rules_of_their_time() -> None:
    facts = some_facts()
    eras = Eras(((TODAY - timedelta(days=45), STRICT),))
    found = {point.on: point for point in standings(facts, eras, (), TODAY)}
    before, after = found[TODAY - timedelta(days=60)], found[TODAY - timedelta(days=30)]
    assert before == standing(facts, Eras(), before.on)
    assert before.era != after.era


def point(value: str | None, era: int = 0) -> Standing:
    return Standing(on=TODAY, values={"health": None if value is None else Decimal(value)}, era=era)


def test_that_two_falling_quarters_alarm_only_above_ten_points_and_under_one_set_of_rules() -> None:
    assert falls(point("60"), point("65"), point("71"), "health", 10) == 11
    assert falls(point("60"), point("65"), point("70"), "health", 10) is None
    assert falls(point("60"), point("75"), point("71"), "health", 10) is None
    assert falls(point("60", 1), point("65"), point("71"), "health", 10) is None
    assert falls(point("60"), point(None), point("71"), "health", 10) is None


def test_that_a_component_without_weight_makes_no_health_another() -> None:
    weights = tuple((name, 0 if name == "network" else weight) for name, weight in DEFAULT.health.weights)
    rules = replace(DEFAULT, health=replace(DEFAULT.health, weights=weights))
    days = (TODAY, TODAY - timedelta(days=250))  # the review was 200 days ago
    for some, alike in ((DEFAULT, False), (rules, True)):
        eras = Eras(((TODAY - timedelta(days=999), some),))
        now, then = (standing(some_facts(), eras, day) for day in days)
        assert now.alike(then, "health") is alike
        stored = Kept(on=days[1], measure="health", value=Decimal(1), ruleset=some.hash, cause="review")
        rest = [replace(stored, measure=name, value=then.value(name)) for name in ("relation", "satisfaction")]
        kept_then = next(p for p in standings(some_facts(), eras, (stored, *rest), TODAY) if p.cause == "review")
        assert now.alike(kept_then, "health") is alike


def test_that_the_alarm_of_a_trend_is_that_of_health() -> None:
    facts = some_facts()
    days = [TODAY - timedelta(days=90 * n) for n in range(3)]
    now, before, earlier = (standing(facts, Eras(), day) for day in days)
    assert (falls(now, before, earlier, "health", 10) is not None) == falling(facts, DEFAULT, TODAY)
