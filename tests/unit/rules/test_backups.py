# SPDX-License-Identifier: Apache-2.0
"""When a daily backup is due, and which of the older ones go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.rules.backups import KEEP, dailies, is_due, moment_text, thinned

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside
OTHERS = st.sampled_from(
    (
        "portfolio 2026-11-02T090000 by-hand",
        "portfolio 2026-11-02T090000 before-upgrade",
        "portfolio 2026-13-45T990000 daily",
        "my portfolio 2026-11-02T090000 daily",
        "portfolio daily",
        "holiday pictures",
    )
)


def _name(at: datetime, number: int = 1) -> str:
    return f"portfolio {moment_text(at)} daily" + (f" ({number})" if number > 1 else "")


def _days(count: int) -> list[str]:
    return [_name(NOW - timedelta(days=n)) for n in range(count)]


@pytest.mark.parametrize(("hours", "due"), [(23, False), (24, True), (300, True), (-5, True)])
def test_that_a_backup_is_due_a_day_after_the_newest_of_the_past(hours: int, due: bool) -> None:
    made = dailies([_name(NOW - timedelta(hours=hours)), _name(NOW - timedelta(days=40))], "portfolio")
    assert is_due(made, NOW) is due


def test_that_the_first_backup_is_due_at_once() -> None:
    assert is_due([], NOW)


def test_that_fourteen_stay_and_the_oldest_go_first() -> None:
    names = _days(17)
    assert thinned(names, "portfolio") == [names[16], names[15], names[14]]
    assert thinned(names[:KEEP], "portfolio") == []


def test_that_what_a_wrong_clock_left_in_the_future_goes_before_the_days_of_the_right_one() -> None:
    wrong = [_name(NOW + timedelta(days=3650 + n)) for n in range(KEEP)]
    gone = thinned([*wrong, *_days(3)], "portfolio", made=_days(1)[0])
    assert set(gone) < set(wrong)
    assert len(gone) == 3


def test_that_two_of_one_second_are_told_apart_by_their_number() -> None:
    names = [_name(NOW), _name(NOW, 2), _name(NOW, 10)]
    assert thinned(names, "portfolio", keep=1) == names[:2]


@given(st.lists(MOMENTS, min_size=1, max_size=40), st.lists(OTHERS, max_size=6), st.integers(-2, 20), st.data())
def test_that_thinning_touches_daily_ones_only_and_never_the_newest_nor_the_one_just_made(
    moments: list[datetime], others: list[str], keep: int, data: st.DataObject
) -> None:
    names = [_name(at) for at in moments]
    made = data.draw(st.sampled_from(["", *names]))
    gone = thinned([*names, *others], "portfolio", made=made, keep=keep)
    left = set(names) - set(gone)
    assert set(gone) <= set(names)
    assert len(gone) == len(set(gone))
    assert len(left) == min(len(set(names)), max(1, keep))
    assert (made or max(names)) in left
    if not made:
        assert all(name <= min(left) for name in gone)
