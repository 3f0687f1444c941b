# SPDX-License-Identifier: Apache-2.0
"""The four parts of a review, the day its report is due, and readings against limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.rules.inspect import judge
from planner.rules.review import ReviewParts, add_working_days, report_due, review_parts
from planner.rules.ruleset import DEFAULT, DayOff
from tests.builders import (
    TODAY,
    a_network_review,
    a_risk,
    a_valid_plan,
    an_explain_session,
    an_inspection_result,
)
from tests.unit.rules.worlds import ago, facts_of

VISIT = a_network_review(done_on=date(2026, 11, 12))


def parts_of(review: Any = VISIT, day: date = TODAY, **records: Any) -> ReviewParts:
    return review_parts(facts_of(reviews=(review,), **records), review, DEFAULT, day)


def words(found: ReviewParts) -> list[str]:
    return [m.text.text() for m in found.missing]


def checks(*results: str) -> tuple[Any, ...]:
    return tuple(an_inspection_result(review_id=VISIT.id, result=r) for r in results)


def test_that_an_empty_review_lacks_its_first_three_parts() -> None:
    found = parts_of()
    assert [p.count for p in found.parts] == ["–", "–", "–", "–"]
    assert words(found) == ["Nothing is inspected", "explanation", "risks, or the answer that there are none"]
    assert (found.draft, [p.done for p in found.parts]) == (True, [False] * 4)


def test_that_not_applicable_items_are_not_counted() -> None:
    found = parts_of(results=checks("pass", "attention", "fail", "not_checked", "not_checked", "not_applicable"))
    assert (found.inspect.count, found.checked, found.total, found.inspect.done) == ("3/5", 3, 5, True)
    assert words(found)[0] == "2 items not checked"
    assert words(parts_of(results=checks("pass", "not_checked")))[0] == "1 item not checked"


def test_that_an_explanation_needs_listeners_and_their_word() -> None:
    session = an_explain_session(review_id=VISIT.id, held_on=date(2026, 11, 12))
    assert "listeners" in words(parts_of(explains=(session,)))
    heard = replace(session, listeners=("c1",))
    assert "acknowledgement" in words(parts_of(explains=(heard,)))
    done = parts_of(explains=(replace(heard, acknowledged_by="c1"),))
    assert (done.explain.done, done.explain.count) == (True, "1")
    assert not parts_of(explains=(replace(heard, acknowledged_on=TODAY),), day=ago(1)).explain.done


def test_that_none_found_is_an_answer_and_silence_is_not() -> None:
    none_found = parts_of(replace(VISIT, no_risk_found=True))
    assert (none_found.risks.done, none_found.risks.count, none_found.plans.done) == (True, "0", True)
    assert none_found.plans.count == "0"
    unrated = parts_of(replace(VISIT, no_risk_found=True), risks=(a_risk(review_id=VISIT.id),))
    assert (unrated.risks.done, unrated.risks.count) == (False, "1")


def test_that_every_high_risk_needs_a_valid_plan() -> None:
    check = checks("fail")[0]
    high = a_risk(code="R-12", review_id=VISIT.id, likelihood=3, impact=4)
    also = a_risk(code="R-3", finding_ids=(check.id,), likelihood=5, impact=5)
    other = a_risk(code="R-9", likelihood=5, impact=5)
    plan = a_valid_plan(risk_ids=(also.id,))
    found = parts_of(results=(check,), risks=(high, also, other), plans=(plan,))
    assert (found.risks.count, found.plans.count, found.plans.done) == ("2", "1/2", False)
    assert words(found)[-1] == "plan for R-12"


def test_that_a_review_with_all_four_parts_is_no_draft() -> None:
    session = an_explain_session(review_id=VISIT.id, listeners=("c1",), acknowledged_by="c1")
    risk = a_risk(review_id=VISIT.id, likelihood=1, impact=2)
    found = parts_of(results=checks("pass"), explains=(session,), risks=(risk,))
    assert (found.draft, found.missing) == (False, ())


def test_that_the_report_is_due_three_working_days_later() -> None:
    thursday = date(2026, 11, 12)
    assert report_due(thursday, DEFAULT) == date(2026, 11, 17)
    off = tuple(DayOff(on=day) for day in ("2026-11-13", "2026-11-17"))
    assert report_due(thursday, replace(DEFAULT, work=replace(DEFAULT.work, days_off=off))) == date(2026, 11, 19)
    assert add_working_days(thursday, 0, DEFAULT) == thursday


def test_that_a_late_report_counts_its_days_until_reported() -> None:
    assert (parts_of().report_due, parts_of().report_late) == (date(2026, 11, 17), 4)
    assert parts_of(day=date(2026, 11, 17)).report_late is None
    assert parts_of(replace(VISIT, reported_on=ago(1))).report_late is None
    assert parts_of(replace(VISIT, state="closed")).report_late is None
    assert parts_of(replace(VISIT, report_due=ago(1))).report_late == 1
    assert parts_of(a_network_review(planned_on=TODAY)).report_due is None


def test_that_a_review_outside_the_facts_is_judged_as_given() -> None:
    assert review_parts(facts_of(), VISIT, DEFAULT, TODAY).report_late == 4


@pytest.mark.parametrize(
    ("reading", "limit", "unit", "verdict"),
    [
        ("61 %", "< 80", "%", "pass"),
        ("91 %", "< 80", "%", "fail"),
        ("80", "< 80", None, "fail"),
        ("80", "≤ 80", None, "pass"),
        ("46 min", "> 60", "min", "fail"),
        ("72", "> 60", "min", "pass"),
        ("9 s", "< 15", "s", "pass"),
        ("18.4 °C", "18–24", "°C", "pass"),
        ("24,1", "18-24", "°C", "fail"),
        ("−3", "-5 to 0", None, "pass"),
        ("-6", "-5 – 0", None, "fail"),
        ("22.4", "≥ 23.1", None, "fail"),
        ("23.1.0", ">= 23.1", None, "pass"),
        ("22.4.10", ">= 22.4.9", None, "pass"),
        ("1", "0", None, "fail"),
        ("0", "0", None, "pass"),
        ("0,00", "= 0", None, "pass"),
        ("ok", "OK", None, "pass"),
        ("red", "OK", None, "fail"),
        ("7", "OK", None, None),
        ("0.01 %", "< 0.1", "%", "pass"),
        ("40", "< 50 ms", None, "pass"),
        ("40 ms", "< 50 ms", None, "pass"),
        ("40 s", "< 50 ms", None, None),
        ("warm", "18–24", None, None),
        ("warm", "< 80", None, None),
        ("", "< 80", None, None),
        ("61", None, None, None),
        (None, "OK", None, None),
    ],
)
def test_that_a_reading_is_judged_only_where_it_can_be(
    reading: str | None, limit: str | None, unit: str | None, verdict: str | None
) -> None:
    assert judge(reading, limit, unit) == verdict
