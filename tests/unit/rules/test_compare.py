# SPDX-License-Identifier: Apache-2.0
"""A review beside the one before at the same site (issue 4, part 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.rules.compare import CheckChange, Comparison, compare, review_before
from planner.rules.inspect import judge
from tests.builders import TODAY, a_network_review, an_id, an_inspection_result

SITE, ASSET = an_id(), an_id()


def _review(days_ago: int, **fields: Any) -> NetworkReview:
    return a_network_review(site_id=SITE, done_on=TODAY - timedelta(days=days_ago), **fields)


def _check(review: NetworkReview, reading: str | None, **fields: Any) -> InspectionResult:
    values = {"item": "Load", "unit": "%", "ok_range": "< 80", "asset_id": ASSET, **fields}
    result = values.pop("result", None) or judge(reading, values["ok_range"], values["unit"]) or "not_checked"
    return an_inspection_result(review_id=review.id, reading=reading, result=result, **values)


def _against(before: dict[str, Any] | None, now: dict[str, Any] | None) -> Comparison:
    old, new = _review(90), _review(0)
    checks = [_check(r, v.pop("reading", None), **v) for r, v in ((old, before), (new, now)) if v is not None]
    if before is None:
        checks.append(_check(old, "1", item="Something else"))
    return compare([old, new], checks, new)


def _one(before: dict[str, Any] | None, now: dict[str, Any] | None) -> CheckChange:
    return _against(before, now).changes[0]


@pytest.mark.parametrize(
    ("before", "now", "state", "toward", "delta"),
    [
        ("62", "91", "worse", "worse", 29),
        ("62", "71", "worse", "worse", 9),
        ("71", "62", "better", "better", -9),
        ("60", "61", "same", "", 1),
        ("84", "91", "repeated", "worse", 7),
        ("91", "84", "repeated", "better", -7),
        ("91", "91", "repeated", "", 0),
        ("91", "62", "fixed", "better", -29),
    ],
)
def test_that_a_reading_is_told_as_better_or_worse_by_how_much(
    before: str, now: str, state: str, toward: str, delta: int
) -> None:
    change = _one({"reading": before}, {"reading": now})
    assert (change.state, change.toward, change.delta) == (state, toward, Decimal(delta))


def test_that_within_a_range_the_nearer_limit_counts() -> None:
    low = _one({"reading": "21", "ok_range": "18-24"}, {"reading": "18.4", "ok_range": "18-24"})
    assert (low.state, low.delta) == ("worse", Decimal("-2.6"))


def test_that_a_falling_reading_with_a_lower_limit_is_worse() -> None:
    found = _one({"reading": "52", "ok_range": "> 60"}, {"reading": "46", "ok_range": "> 60"})
    assert (found.state, found.toward, found.delta) == ("repeated", "worse", Decimal(-6))


def test_that_a_pass_that_became_a_finding_without_a_reading_is_worse() -> None:
    assert _one({"result": "pass"}, {"result": "attention"}).state == "worse"
    assert _one({"result": "attention"}, {"result": "fail"}).toward == "worse"
    assert _one({"result": "fail"}, {"result": "attention"}).toward == "better"


def test_that_another_version_is_a_change_that_nobody_judges() -> None:
    found = _one({"reading": "22.4.1", "result": "pass", "ok_range": None}, {
        "reading": "23.1.0", "result": "pass", "ok_range": None})  # fmt: skip
    assert (found.state, found.toward, found.delta) == ("changed", "", None)


def test_that_what_was_not_on_the_list_is_new_and_what_left_it_is_gone() -> None:
    both = _against(None, {"reading": "50"})
    assert [change.state for change in both.changes] == ["new", "gone"]
    assert both.changes[1].now is None
    assert both.changes[1].check.item == "Something else"


def test_that_what_was_not_checked_now_is_left_open() -> None:
    assert _one({"reading": "91"}, {"reading": None}).state == "open"
    assert _one({"reading": "91"}, {"result": "not_applicable"}).state == "open"


def test_that_a_check_skipped_last_time_is_compared_with_the_time_before() -> None:
    reviews = [_review(n) for n in (180, 90, 0)]
    checks = [_check(r, reading) for r, reading in zip(reviews, ("84", None, "91"), strict=True)]
    other = _check(reviews[1], "60", asset_id=an_id())
    change = compare(reviews, [*checks, other], reviews[-1]).changes[0]
    assert (change.state, change.delta, change.in_a_row) == ("repeated", Decimal(7), 2)
    never = compare(reviews[1:], [*checks[1:], other], reviews[-1]).changes[0]
    assert (never.state, never.delta) == ("new", None)


def test_that_a_repeated_finding_counts_its_reviews_in_a_row_and_their_first_day() -> None:
    reviews = [_review(n) for n in (270, 180, 90, 0)]
    checks = [_check(r, reading) for r, reading in zip(reviews, ("60", "84", "88", "91"), strict=True)]
    change = compare(reviews, checks, reviews[-1]).changes[0]
    assert (change.state, change.in_a_row, change.since) == ("repeated", 3, TODAY - timedelta(days=180))
    checks[1] = replace(checks[1], result="pass")
    assert compare(reviews, checks, reviews[-1]).changes[0].in_a_row == 2


def test_that_a_check_is_found_again_by_its_link_by_its_template_and_by_its_words() -> None:
    old, new = _review(90), _review(0)
    template = an_id()
    linked = _check(old, "91", item="Load of R2")
    keyed = _check(old, "91", item="Old words", template_id=template, item_key="load", asset_id=None)
    worded = _check(old, "91", item="Battery  load", asset_id=None)
    now = [
        _check(new, "92", item="Renamed", repeated_from_id=linked.id),
        _check(new, "92", item="New words", template_id=template, item_key="load", asset_id=None),
        _check(new, "92", item="battery LOAD", asset_id=None),
    ]
    found = compare([old, new], [linked, keyed, worded, *now], new)
    assert [change.state for change in found.changes] == ["repeated"] * 3


def test_that_only_the_same_site_and_carried_out_reviews_are_compared_with() -> None:
    here = _review(0)
    other = replace(_review(10), site_id=an_id())
    planned = a_network_review(site_id=SITE, planned_on=TODAY)
    empty = _review(20)
    later = replace(_review(0), done_on=date(2027, 1, 1))
    reviews = [here, other, planned, empty, later]
    checks = [_check(r, "91") for r in (here, other, planned, later)]
    assert review_before(reviews, checks, here) is None
    assert compare(reviews, checks, here) == Comparison(before=None)
    last = _review(30)
    found = compare([*reviews, last], [*checks, _check(last, "60")], here)
    assert found.before == last


def test_that_a_changed_unit_gives_no_number() -> None:
    change = _one({"reading": "62"}, {"reading": "91", "unit": "A"})
    assert (change.state, change.delta) == ("worse", None)


def test_that_worse_names_new_and_repeated_ones() -> None:
    old, new = _review(90), _review(0)
    a, b = an_id(), an_id()
    checks = [_check(old, "84", asset_id=a), _check(old, "60", asset_id=b)]
    checks += [_check(new, "91", asset_id=a), _check(new, "91", asset_id=b)]
    found = compare([old, new], checks, new)
    assert len(found.worse) == 2
    assert len(found.of("repeated")) == 1
