# SPDX-License-Identifier: Apache-2.0
"""Which backups go: a table of dates as worked examples, and promises over histories with clocks that jump."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.backups import AUTOMATIC, KEEP, Keep, Made, gone, in_order, is_reminder_due, moment_text, told

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # a Saturday
REASONS = (*sorted(AUTOMATIC), "by-hand", "before-upgrade", "of-another-version")
HISTORIES_A_SEED = 100


def _made(moments: Iterable[datetime], reason: str = "auto") -> list[Made]:
    return [
        Made(name=f"n{number} {moment_text(at)}", at=at, reason=reason, number=number, whole=True)
        for number, at in enumerate(moments, start=1)
    ]


def _left(history: list[Made], now: datetime, keep: Keep = KEEP) -> list[str]:
    going = set(gone(history, now, made=in_order(history)[0].name, keep=keep, zone=UTC))
    return [f"{one.at:%m-%d %H}" for one in history if one.name not in going]


def _each_day(days: int, hours: tuple[int, ...] = (12,)) -> list[datetime]:
    start = NOW.date() - timedelta(days=days - 1)
    found = ((start + timedelta(days=n), hour) for n in range(days) for hour in hours)
    return [datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for day, hour in found]


def test_that_today_and_yesterday_keep_all_and_each_day_before_its_last() -> None:
    history = _made(_each_day(4, (9, 12, 16)))
    assert _left(history, NOW) == ["11-18 16", "11-19 16", "11-20 09", "11-20 12", "11-20 16",
                                   "11-21 09", "11-21 12", "11-21 16"]  # fmt: skip


# fmt: off
TABLE = (
    # days of one backup each, what is left of them: months, then weeks (their last day), then days
    (2, ["11-20", "11-21"]),
    (16, ["11-06", "11-07", "11-08", "11-09", "11-10", "11-11", "11-12", "11-13", "11-14", "11-15", "11-16", "11-17",
          "11-18", "11-19", "11-20", "11-21"]),
    (17, ["11-06", "11-07", "11-08", "11-09", "11-10", "11-11", "11-12", "11-13", "11-14", "11-15", "11-16", "11-17",
          "11-18", "11-19", "11-20", "11-21"]),
    (30, ["10-25", "11-01", "11-06", "11-07", "11-08", "11-09", "11-10", "11-11", "11-12", "11-13", "11-14", "11-15",
          "11-16", "11-17", "11-18", "11-19", "11-20", "11-21"]),
    (160, ["06-30", "07-31", "08-30", "09-06", "09-13", "09-20", "09-27", "10-04", "10-11", "10-18",
           "10-25", "11-01", "11-06", "11-07", "11-08", "11-09", "11-10", "11-11", "11-12", "11-13", "11-14", "11-15",
           "11-16", "11-17", "11-18", "11-19", "11-20", "11-21"]),
)
# fmt: on


@pytest.mark.parametrize(("days", "left"), TABLE)
def test_that_a_row_of_days_is_thinned_as_the_table_says(days: int, left: list[str]) -> None:
    assert [text[:5] for text in _left(_made(_each_day(days)), NOW)] == left


def test_that_a_holiday_uses_nothing_up() -> None:
    before = [moment - timedelta(days=40) for moment in _each_day(20)]
    kept = _left(_made([*before, NOW]), NOW)
    assert len(kept) >= 1 + KEEP.days


def test_that_days_are_those_of_the_place() -> None:
    late = [datetime(2026, 11, 17, 15, 30, tzinfo=UTC), datetime(2026, 11, 17, 16, 30, tzinfo=UTC)]
    history = _made([*late, NOW])
    made = history[-1].name
    assert gone(history, NOW, made=made, keep=Keep(verified=1), zone=UTC) == [history[0].name]
    assert gone(history, NOW, made=made, keep=Keep(verified=1), zone=ZoneInfo("Asia/Shanghai")) == []


def test_that_nothing_goes_before_the_new_one_is_in_place() -> None:
    history = _made(_each_day(400))
    assert gone(history, NOW, made="n999 not there", zone=UTC) == []


def test_that_what_a_clock_of_the_future_left_counts_as_made_when_the_next_one_was() -> None:
    wrong = [NOW + timedelta(days=3650, minutes=n) for n in range(20)]
    history = _made([NOW - timedelta(days=9), *wrong, NOW - timedelta(days=8), NOW])
    left = _left(history, NOW, Keep(verified=1))
    assert left == ["11-12 17", "11-13 17", "11-21 17"]


def test_that_a_clock_of_the_past_takes_nothing_away() -> None:
    history = _made([*_each_day(30), datetime(2016, 1, 1, tzinfo=UTC)])
    assert gone(history, datetime(2016, 1, 1, 0, 1, tzinfo=UTC), made=history[-1].name, zone=UTC) == []


def test_that_a_damaged_one_takes_nobodys_place_and_goes_when_it_is_old() -> None:
    early, late = NOW - timedelta(days=9, hours=3), NOW - timedelta(days=9)
    history = [
        Made(name="whole", at=early, reason="auto", number=1, whole=True),
        Made(name="damaged", at=late, reason="auto", number=2, whole=False),
        Made(name="new", at=NOW, reason="auto", number=3, whole=True),
    ]
    assert gone(history, NOW, made="new", zone=UTC) == ["damaged"]


@pytest.mark.parametrize(
    ("days", "put_off", "due"),
    [(13, None, False), (14, None, True), (40, 3, False), (40, -1, True), (40, 4000, True), (-5, None, False)],
)
def test_when_the_reminder_is_due(days: int, put_off: int | None, due: bool) -> None:
    until = None if put_off is None else NOW + timedelta(days=put_off)
    assert is_reminder_due(NOW - timedelta(days=days), NOW, until) is due


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("portfolio 2026-11-02T090000 by-hand", "by-hand"),
        ("portfolio 2026-11-02T090000 on-quit (12)", "on-quit"),
        ("portfolio 2026-13-45T990000 daily", None),
        ("my portfolio 2026-11-02T090000 daily", None),
        ("portfolio daily", None),
    ],
)
def test_what_a_name_tells(name: str, found: str | None) -> None:
    told_ = told(name, "portfolio")
    assert (told_[1] if told_ else None) == found


# -- promises over histories


def _history(random: Random) -> tuple[list[Made], datetime]:
    """Backups at irregular hours by a clock that now and then jumps up to ten years, and that may be wrong now."""
    at, history = datetime(2025, 1, 1, 8, tzinfo=UTC), []
    jumpy = random.random() < 0.5
    zone = timezone(timedelta(hours=random.randint(-11, 13)))
    for number in range(1, random.randint(2, 60)):
        at += timedelta(minutes=random.choice((1, 30, 30, 300, 1440, 1440, 3000, 20000)))
        if jumpy and random.random() < 0.1:
            at += timedelta(days=random.randint(-3650, 3650))
        history.append(
            Made(
                name=f"n{number}",
                at=at.astimezone(zone),
                reason=random.choice(REASONS) if random.random() < 0.3 else "auto",
                number=number if random.random() < 0.95 else 0,
                whole=random.choice((True, True, True, None, False)),
            )
        )
    now = at + timedelta(minutes=1) if random.random() < 0.8 else at + timedelta(days=random.randint(-3650, 3650))
    return history, now


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _hold(history: list[Made], now: datetime) -> int:
    """All promises on one history; answers how many went."""
    newest = in_order(history)
    made = newest[0].name
    going = gone(history, now, made=made, zone=UTC)
    left = [one for one in history if one.name not in going]
    by_name = {one.name: one for one in history}
    assert len(going) == len(set(going))
    assert made not in going
    assert all(by_name[name].reason in AUTOMATIC for name in going)
    assert {one.name for one in [one for one in newest if one.whole][: KEEP.verified]}.isdisjoint(going)
    if all(one.at <= now for one in history):
        assert gone(left, now, made=made, zone=UTC) == [], "thinning again takes nothing more"
    old = [one for one in left if one.reason in AUTOMATIC and one.at <= now and _day(one.at) < _day(now) - timedelta(1)]
    assert len(old) <= KEEP.days + KEEP.weeks + KEEP.months + KEEP.verified + 1
    # each of the latest days whose order no clock disturbed still has a whole one
    plain = [one for one in newest if one.reason in AUTOMATIC and one.whole is not False]
    if all(one.number for one in history) and all(a.at >= b.at for a, b in pairwise(newest)):
        days = list(dict.fromkeys(_day(one.at) for one in plain if one.at <= now))[: KEEP.days]
        assert {_day(one.at) for one in left if one.whole is not False} >= set(days)
    return len(going)


@given(st.integers(0, 2**32))
def test_that_over_ten_thousand_histories_no_good_backup_goes(seed: int) -> None:
    random = Random(seed)
    for _ in range(HISTORIES_A_SEED):
        _hold(*_history(random))


def test_that_the_histories_are_worth_thinning() -> None:
    random = Random(1)
    assert sum(_hold(*_history(random)) for _ in range(200)) > 500
