# SPDX-License-Identifier: Apache-2.0
"""Every worked number of the domain note by its name, and the formulas for which there are no records yet.

D1, D2, D3, D5 and D7 on records stand in test_health, test_relation and test_satisfaction, D12 and D15 in test_health
and test_risk.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.escalation import Pause, active_minutes, level, target, used
from planner.rules.explain import Explained
from planner.rules.goals import (
    LoyaltyFacts,
    attainment,
    concentration,
    extra_sales,
    loyalty,
    progress,
    sales_share,
    tilt,
    tilt_flag,
)
from planner.rules.match import (
    FACTORS,
    attractiveness,
    drift,
    growth_score,
    match,
    match_class,
    own_strength,
    percentile,
    stability_score,
    suggested_grade,
)
from planner.rules.needs import need_state
from planner.rules.organisation import InPlace, organisation
from planner.rules.risk import band
from planner.rules.ruleset import DEFAULT

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
WORKED = dict(zip(FACTORS, (4, 3, 5, 4, 3, 4), strict=True))


def adds_up(found: Explained) -> bool:
    return sum((line.points for line in found.lines), Decimal(0)) == found.shown


def test_that_d4_counts_what_is_in_place_and_leaves_the_unknown_out() -> None:
    whole = InPlace(executives_known=True, executive_met_on=date(2026, 3, 1), agreement=True, joint_plan=False,
                    reviews_planned=4, reviews_on_time=3, sponsors=False)  # fmt: skip
    found = organisation(whole, DEFAULT, TODAY)
    assert (found.value, found.band, found.completeness) == (Decimal("60.00"), "B", Decimal("1.0000"))
    assert [line.points for line in found.lines] == [Decimal(n) for n in ("25.0", "20.0", "0.0", "15.0", "0.0")]
    part = organisation(InPlace(agreement=True, joint_plan=False), DEFAULT, TODAY)
    assert (part.value, part.band, part.completeness) == (Decimal("50.00"), "unproven", Decimal("0.4000"))
    assert len(part.missing) == 3
    assert organisation(InPlace(), DEFAULT, TODAY).value is None


@pytest.mark.parametrize(("days", "value"), [(365, "100.00"), (366, "0.00")])
def test_that_d4_executives_count_for_a_year(days: int, value: str) -> None:
    known = InPlace(executives_known=True, executive_met_on=TODAY - timedelta(days=days))
    assert organisation(known, DEFAULT, TODAY).value == Decimal(value)


def test_that_d8_is_the_worked_78_00() -> None:
    found = match(WORKED, DEFAULT, TODAY)
    assert (found.value, found.completeness) == (Decimal("78.00"), Decimal("1.0000"))
    assert adds_up(found)


def test_that_d8_rescales_what_is_known_and_says_what_is_not() -> None:
    found = match({**WORKED, "f3": None, "f6": None}, DEFAULT, TODAY)
    assert (found.value, found.completeness) == (Decimal("71.43"), Decimal("0.7000"))
    assert [missing.text.text() for missing in found.missing] == [
        "Our role, main channel to marginal: not known",
        "Culture and shared view of the future: not known",
    ]


@pytest.mark.parametrize(
    ("value", "change", "role", "share", "found"),
    [
        ("78", None, 5, "0.20", "strategic_candidate"),
        ("70", None, 1, None, "strategic_candidate"),
        ("49.99", None, 5, "0.05", "revenue_source"),
        ("49.99", None, 5, "0.0499", "normal"),
        ("78", "-15", 5, "0.05", "revenue_source"),
        ("78", "-14.99", 5, "0.05", "strategic_candidate"),
        ("60", None, 1, None, "marginal_review"),
        ("60", None, 2, None, "normal"),
    ],
)
def test_that_d8_class_follows_its_limits(
    value: str, change: str | None, role: int, share: str | None, found: str
) -> None:
    wanted = match_class(Decimal(value), Decimal(change) if change else None, role,
                         Decimal(share) if share else None, DEFAULT)  # fmt: skip
    assert wanted == found


def test_that_d8_drift_never_joins_different_rules() -> None:
    then = match({**WORKED, "f1": 5, "f3": 5}, DEFAULT, date(2025, 11, 2))
    now = match(WORKED, DEFAULT, TODAY)
    assert drift(now, then) == Decimal("-5.00")
    assert drift(now, replace(then, ruleset="other")) is None


def test_that_d9_is_half_the_match_and_three_other_parts() -> None:
    parts = {"match": Decimal("78.00"), "growth": growth_score(Decimal(10), DEFAULT),
             "profit_per_head": percentile(Decimal(3), [Decimal(n) for n in (1, 2, 3, 4, 5)]),
             "stability": stability_score(4)}  # fmt: skip
    found = attractiveness(parts, DEFAULT, TODAY)
    assert found.value == Decimal("67.75")  # 39 + 10 + 7.5 + 11.25
    assert adds_up(found)
    assert own_strength(4, Decimal("59.15")) == Decimal("69.58")


@pytest.mark.parametrize(("growth", "score"), [("-3", "0"), ("0", "0"), ("5", "25"), ("20", "100"), ("35", "100")])
def test_that_d9_growth_is_clipped(growth: str, score: str) -> None:
    assert growth_score(Decimal(growth), DEFAULT) == Decimal(score)


def test_that_d9_rank_needs_others_and_shares_a_tie() -> None:
    assert percentile(Decimal(1), [Decimal(1)]) is None
    assert percentile(Decimal(2), [Decimal(1), Decimal(2), Decimal(2), Decimal(3)]) == Decimal("50.00")


@pytest.mark.parametrize(
    ("attractive", "value", "rank", "found", "grade"),
    [
        ("75", "75", 3, "normal", "S"),
        ("75", "75", 4, "normal", "A"),
        ("75", "75", None, "normal", "A"),
        ("74.99", "75", 1, "normal", "A"),
        ("60", "60", None, "normal", "A"),
        ("60", "59.99", None, "normal", "B"),
        ("40", "0", None, "normal", "B"),
        ("39.99", "99", 1, "normal", "C"),
        ("90", "90", 1, "revenue_source", "B"),
        ("30", "90", 1, "revenue_source", "C"),
    ],
)
def test_that_d9_suggests_a_grade(attractive: str, value: str, rank: int | None, found: str, grade: str) -> None:
    assert suggested_grade(Decimal(attractive), Decimal(value), rank, found, DEFAULT) == grade
    assert suggested_grade(None, Decimal(value), rank, found, DEFAULT) is None


@pytest.mark.parametrize(
    ("severity", "ordinary", "vip"),
    [
        ("critical", (15, 240, 21_600), (5, 120, 14_400)),
        ("major", (30, 1_440, 43_200), (15, 720, 28_800)),
        ("minor", (240, 7_200, 86_400), (120, 4_320, 64_800)),
        ("none", (480, None, 4_320), (240, None, 1_440)),
    ],
)
def test_that_d10_targets_are_those_of_the_table(
    severity: str, ordinary: tuple[int | None, ...], vip: tuple[int | None, ...]
) -> None:
    for wanted, special in ((ordinary, False), (vip, True)):
        assert tuple(target(severity, step, DEFAULT, vip=special) for step in ("respond", "restore", "solve")) == wanted


@pytest.mark.parametrize(
    ("share", "ordinary", "vip"),
    [("0.49", 0, 0), ("0.5", 1, 1), ("0.75", 2, 2), ("0.99", 2, 2), ("1", 3, 4), ("1.49", 3, 4), ("1.5", 4, 4)],
)
def test_that_d10_levels_start_at_their_share(share: str, ordinary: int, vip: int) -> None:
    assert (level(Decimal(share), DEFAULT), level(Decimal(share), DEFAULT, vip=True)) == (ordinary, vip)


def test_that_d10_never_falls_and_a_breached_expectation_is_management() -> None:
    assert level(Decimal("0.1"), DEFAULT, before=3) == 3
    assert level(None, DEFAULT) == 0
    assert level(None, DEFAULT, breach=True) == 4


def test_that_d10_time_stands_only_with_consent() -> None:
    reported = NOW - timedelta(minutes=100)
    pauses = (
        Pause(NOW - timedelta(minutes=80), NOW - timedelta(minutes=50), consent=True),
        Pause(NOW - timedelta(minutes=60), NOW - timedelta(minutes=40), consent=True),
        Pause(NOW - timedelta(minutes=30), None, consent=False),
    )
    minutes = active_minutes(reported, NOW, pauses)
    assert minutes == 60
    assert used(minutes, target("critical", "restore", DEFAULT)) == Decimal("0.25")
    assert active_minutes(NOW, reported) == 0


@pytest.mark.parametrize(
    ("passed", "errors", "evidence", "state", "validated"),
    [
        ("", 0, 2, "raw", False),
        ("significance", 0, 2, "raw", False),
        ("connection root", 0, 2, "raw", False),
        ("significance truth", 0, 2, "sifted", False),
        ("significance truth root", 0, 2, "sifted", False),
        ("significance truth connection", 0, 2, "connected", False),
        ("significance truth connection root", 0, 2, "rooted", True),
        ("significance truth connection root", 1, 2, "rooted", False),
        ("significance truth connection root", 0, 1, "rooted", False),
    ],
)
def test_that_d11_goes_step_by_step(passed: str, errors: int, evidence: int, state: str, *, validated: bool) -> None:
    found = need_state(dict.fromkeys(passed.split(), True), {"leading": bool(errors), "other": None}, evidence, DEFAULT)
    assert (found.state, found.validated) == (state, validated)


@pytest.mark.parametrize(("score", "name"), [(1, "low"), (4, "low"), (5, "medium"), (9, "medium"), (10, "high"),
                                             (16, "high"), (20, "extreme"), (25, "extreme")])  # fmt: skip
def test_that_d15_bands_are_those_of_the_note(score: int, name: str) -> None:
    assert band(score, DEFAULT) == name


def test_that_d16_says_what_the_next_level_needs() -> None:
    assert loyalty(LoyaltyFacts()).level == 0
    assert [text.text() for text in loyalty(LoyaltyFacts()).missing] == [
        "Satisfaction of 80 or more",
        "Three callbacks or more",
    ]
    first = LoyaltyFacts(index=Decimal(80), callbacks=3)
    assert loyalty(first).level == 1
    second = replace(first, confirmed_values=1)
    assert (loyalty(second).level, len(loyalty(second).missing)) == (2, 3)
    third = replace(second, agreement_or_plan=True, f6=4, match=Decimal(70))
    assert (loyalty(third).level, loyalty(third).missing) == (3, ())
    assert loyalty(replace(third, ignored_themes=1)).level == 0


def test_that_d17_shares_progress_and_attainment_are_worked_out() -> None:
    assert sales_share(30, 120) == Decimal("0.2500")
    assert sales_share(30, 0) is None
    assert extra_sales(Decimal("0.40"), 150_000, 30_000) == 30_000
    assert extra_sales(Decimal("0.10"), 150_000, 30_000) == 0
    assert progress(2, 3) == Decimal("0.6667")
    assert (attainment(90, 100), attainment(400, 100), attainment(1, 0)) == (Decimal("0.9000"), Decimal("1.50"), None)
    assert concentration([10, 20, 30, 40, 50, 50]) == Decimal("0.9500")


def test_that_d17_tilt_flags_both_ways() -> None:
    over = tilt(Decimal(40), Decimal(100), Decimal(10), Decimal(50))
    assert over == Decimal("2.00")
    assert tilt_flag(over, "B", "revenue_source") == "over_invested"
    assert tilt_flag(Decimal("1.5"), "B", "revenue_source") is None
    assert tilt_flag(Decimal("0.66"), "S", "normal") == "under_invested"
    assert tilt_flag(Decimal("0.67"), "S", "normal") is None
    assert tilt(Decimal(1), Decimal(0), Decimal(1), Decimal(1)) is None


@given(st.fixed_dictionaries({name: st.none() | st.integers(0, 5) for name in FACTORS}))
def test_that_lines_add_up_and_the_unknown_neither_lowers_nor_raises(factors: dict[str, int | None]) -> None:
    found = match(factors, DEFAULT, TODAY)
    known = [value for value in factors.values() if value is not None]
    if found.value is None:
        assert not known
        return
    assert adds_up(found)
    assert 20 * min(known) <= found.value <= 20 * max(known)


@given(
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.integers(0, 9),
    st.integers(0, 9),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 800),
)
def test_that_d4_adds_up_whatever_is_known(
    agreement: bool | None, plan: bool | None, planned: int, on_time: int, sponsors: bool | None, met: int | None
) -> None:
    known = InPlace(executives_known=met is not None, agreement=agreement, joint_plan=plan, reviews_planned=planned,
                    executive_met_on=None if met is None else TODAY - timedelta(days=met), reviews_on_time=on_time,
                    sponsors=sponsors)  # fmt: skip
    found = organisation(known, DEFAULT, TODAY)
    if found.value is not None:
        assert adds_up(found)
        assert 0 <= found.value <= 100
