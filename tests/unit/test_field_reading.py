# SPDX-License-Identifier: Apache-2.0
"""Facts about a reading while it is typed on the field sheet: proposal, words, bar and its ± buttons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.entities.reviews.inspection_result import InspectionResult
from planner.views.field_reading import gauge, proposed, reading_words, stepped, takes_number


def _check(ok_range: str | None, unit: str | None = None) -> InspectionResult:
    return InspectionResult(id="c", account_id="a", review_id="r", item="Load", unit=unit, ok_range=ok_range)


@pytest.mark.parametrize(
    ("ok_range", "unit", "typed", "result", "words"),
    [
        ("< 80", "%", "91", "fail", "91, over by 11"),
        ("< 80", "%", "79.5", "pass", "79.5, within the limit"),
        ("< 80", "%", "80", "fail", "80, at the limit itself"),
        (">= 24", "h", "20,5", "fail", "20.5, under by 3.5"),
        ("18-27", "°C", "15", "fail", "15, under by 3"),
        ("18-27", "°C", "-4", "fail", "-4, under by 22"),
        ("18-27", "°C", "91 F", "", ""),
        ("OK", None, "dead", "fail", "dead, outside the limit"),
        (">= 22.4.1", None, "22.3.9", "fail", "22.3.9, outside the limit"),
        (None, "V", "54", "", ""),
        ("< 80", "%", "", "", ""),
    ],
)
def test_that_a_reading_is_judged_while_it_is_typed(
    ok_range: str | None, unit: str | None, typed: str, result: str, words: str
) -> None:
    check = _check(ok_range, unit)
    assert (proposed(check, typed), reading_words(check, typed)) == (result, words)


@pytest.mark.parametrize(
    ("ok_range", "unit", "typed", "ends"),
    [
        ("< 80", "%", "91", (0, 100)),
        ("< 80", "%", "130", (0, 130)),
        ("< 10", None, "", (0, 15)),
        (">= 24", "h", "", (0, 50)),
        ("18-27", "°C", "-4", (-4, Decimal("33.75"))),
        ("53.5-54.5", "V", "", (Decimal("52.5"), Decimal("55.5"))),
        ("40.5-57", "V", "", (28, Decimal("69.375"))),
        ("5-90", "%", "", (0, 100)),
    ],
)
def test_that_the_bar_holds_limit_and_value(
    ok_range: str, unit: str | None, typed: str, ends: tuple[Decimal, Decimal]
) -> None:
    found = gauge(_check(ok_range, unit), typed)
    assert found is not None
    assert (found.start, found.end) == ends
    for value in (found.low, found.high, found.value):
        assert value is None or 0 <= found.share(value) <= 1


def test_that_only_limits_in_numbers_have_a_bar() -> None:
    assert gauge(_check("OK"), "OK") is None
    assert gauge(_check(None, "V"), "54") is None
    assert [takes_number(_check(*c)) for c in (("< 80",), ("OK",), (None, "V"), (None,))] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "by", "then"),
    [("91", 1, "92"), ("54.2", -1, "54.1"), ("54,2", 1, "54,3"), ("0", -1, "-1"), ("91 %", 1, "92 %"), ("OK", 1, "OK")],
)
def test_that_plus_and_minus_move_the_last_place(text: str, by: int, then: str) -> None:
    assert stepped(text, by) == then


def test_that_plus_on_nothing_begins_with_the_last_reading() -> None:
    assert (stepped("", 1, "86"), stepped("", 1, "OK"), stepped("", -1)) == ("86", "0", "0")
