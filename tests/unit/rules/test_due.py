# SPDX-License-Identifier: Apache-2.0
"""What Today lists: kinds, words, order, and the fold after eight."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.rules.due import DueRow, due_rows, late_words, today
from planner.rules.rule_checks import check
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_grade_decision,
    a_network_review,
    a_person,
    a_risk,
    a_site,
    a_valid_plan,
    an_action,
)
from tests.unit.rules.worlds import ago, facts_of, reviewed


def rows_of(grade: str = "ungraded", **records: Any) -> tuple[DueRow, ...]:
    return due_rows(facts_of(grade, **records), DEFAULT, TODAY)


def told(rows: tuple[DueRow, ...]) -> list[tuple[str, str, str, str]]:
    return [(r.kind, r.title.text(), r.words.text(), r.state) for r in rows]


def test_that_an_empty_account_waits_for_nothing() -> None:
    assert rows_of("S") == ()


def test_that_open_actions_show_from_a_week_before() -> None:
    owner = a_person(name="A. Vidal")
    risk = a_risk(code="R-1")
    review = a_network_review(done_on=ago(99), state="closed")
    actions = (
        an_action(title="far", due=ago(-8)),
        an_action(title="undated"),
        an_action(title="done", due=ago(1), done_on=ago(1)),
        an_action(title="left", due=ago(-3), owner_id=owner.id),
        an_action(title="late", due=ago(1), parent_type="network_review", parent_id=review.id),
        an_action(title="now", due=TODAY, parent_type="risk", parent_id=risk.id),
        an_action(title="lost", due=ago(2), parent_type="risk", parent_id="gone"),
        an_action(title="orphan", due=ago(3), parent_type="network_review", parent_id="gone"),
    )
    rows = rows_of(actions=actions, people={owner.id: owner}, risks=(risk,), reviews=(review,))
    assert [(r.title.text(), r.words.text()) for r in rows] == [
        ("now", "today"),
        ("late", "1 d late"),
        ("lost", "2 d late"),
        ("orphan", "3 d late"),
        ("left", "3 d left"),
    ]
    assert [r.detail.text() for r in rows] == ["for R-1", f"from the review of {day_text(ago(99))}", "", "", "A. Vidal"]


def test_that_required_plans_and_drills_act_when_late() -> None:
    late = a_risk(code="R-3", likelihood=5, impact=5, opened_on=ago(31))
    near = a_risk(code="R-4", likelihood=4, impact=4, opened_on=ago(27))
    far = a_risk(code="R-5", likelihood=4, impact=4, opened_on=TODAY)
    rows = rows_of(risks=(late, near, far))
    assert told(rows) == [
        ("plan", "Contingency plan for R-3", "24 d late", "act"),
        ("plan", "Drill for R-3", "1 d late", "act"),
        ("plan", "Contingency plan for R-4", "3 d left", "watch"),
    ]
    assert [r.detail.text() for r in rows] == [
        "Extreme risk, 7 d rule",
        "Extreme risk, 30 d rule",
        "High risk, 30 d rule",
    ]
    plan = a_valid_plan(risk_ids=(late.id,), drilled_on=TODAY, drill_result="passed", made_on=ago(1))
    assert rows_of(risks=(late,), plans=(plan,)) == ()


def test_that_callbacks_are_due_48_hours_after_the_service() -> None:
    contact = a_contact(name="J. Paz")
    review = a_network_review(done_on=ago(1), reported_on=TODAY, state="reported")
    old = a_network_review(done_on=ago(31), reported_on=TODAY, state="reported")
    asked = a_network_review(done_on=ago(3), reported_on=TODAY, state="reported")
    calls = (
        a_callback(service_on=ago(2), contact_id=contact.id, review_id=asked.id),
        a_callback(service_on=ago(5)),
        a_callback(service_on=ago(5), called_on=ago(4), reached=True, tech=5),
        a_callback(service_on=ago(5), reached=False),
    )
    rows = rows_of(contacts=(contact,), reviews=(review, old, asked), callbacks=calls)
    assert told(rows) == [
        ("callback", "Callback to J. Paz", "today", "watch"),
        ("callback", "Callback", "3 d late", "watch"),
        ("callback", f"Callback after the review of {day_text(ago(1))}", "1 d left", "watch"),
    ]
    assert rows[0].detail.text() == "within 48 h of the service"


def test_that_low_ratings_ask_for_a_correction_in_two_working_days() -> None:
    answer = an_action(id="a", opened_on=ago(9))
    calls = (
        a_callback(called_on=ago(1), reached=True, overall=1),
        a_callback(called_on=ago(9), reached=True, tech=2),
        a_callback(called_on=ago(9), reached=True, tech=2, corrective_action_id="a"),
        a_callback(called_on=ago(9), reached=True, tech=5),
        a_callback(called_on=ago(366), reached=True, tech=1),
        a_callback(),
    )
    assert told(rows_of(callbacks=calls, actions=(answer,))) == [
        ("callback", "Corrective action after a low rating", "5 d late", "act"),
        ("callback", "Corrective action after a low rating", "3 d left", "watch"),
    ]


def test_that_a_report_is_due_until_it_is_made() -> None:
    site = a_site(name="North")
    review = a_network_review(done_on=ago(9), site_id=site.id, state="inspected")
    plain = replace(review, id=review.id + "2", site_id=None, report_due=ago(-30))
    rows = rows_of(
        reviews=(review, plain),
        sites=(site,),
        callbacks=(a_callback(review_id=review.id), a_callback(review_id=plain.id)),
    )
    assert told(rows) == [("report", f"Report of the review of {day_text(ago(9))}", "4 d late", "watch")]
    assert rows[0].detail.text() == "Network review, site North"
    bare = replace(plain, report_due=None)
    assert rows_of(reviews=(bare,), callbacks=(a_callback(review_id=bare.id),))[0].detail.text() == "Network review"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (160, None),
        (174, ("6 d left", "watch")),
        (192, ("due, 12 days past", "unknown")),
        (210, ("30 d overdue", "unknown")),
    ],
)
def test_that_a_late_review_is_unknown_rather_than_bad(days: int, expected: tuple[str, str] | None) -> None:
    rows = rows_of("A", **reviewed(days))
    assert [(r.words.text(), r.state) for r in rows] == ([expected] if expected else [])


def test_that_a_planned_visit_stands_for_the_rhythm() -> None:
    site = a_site(name="川崎")
    done = a_network_review(done_on=ago(400), state="closed", site_id=site.id)
    plan = a_network_review(planned_on=ago(-2))
    rows = rows_of("A", reviews=(done,), sites=(site,))
    assert (rows[0].title.text(), rows[0].detail.text(), rows[0].entity) == (
        "Network review, site 川崎",
        "A: every 180 d",
        "account",
    )
    planned = rows_of("A", reviews=(done, plan, a_network_review(planned_on=ago(5), state="closed")), sites=(site,))
    assert [(r.title.text(), r.detail.text(), r.words.text()) for r in planned] == [
        ("Network review", f"planned for {day_text(ago(-2))}, not authorised; 220 days overdue", "2 d left")
    ]


def test_that_the_first_review_is_due_from_the_plan_start() -> None:
    facts = facts_of("S")
    started = replace(facts, account=replace(facts.account, plan_start=ago(95)))
    assert [r.title.text() for r in due_rows(started, DEFAULT, TODAY)] == ["Network review"]


@pytest.mark.parametrize(
    ("grade", "decided", "until", "words"),
    [
        ("S", 187, None, ("Grade S has expired", "3 d late")),
        ("A", 184, None, None),
        ("A", 5, -2, ("Grade A expires", "2 d left")),
        ("ungraded", 900, None, None),
    ],
)
def test_that_grades_expire(grade: str, decided: int, until: int | None, words: tuple[str, str] | None) -> None:
    decision = a_grade_decision(grade=grade, decided_on=ago(decided), valid_until=None if until is None else ago(until))
    rows = rows_of(grade, grades=(decision,))
    assert [(r.title.text(), r.words.text()) for r in rows] == ([words] if words else [])


def test_that_today_shows_eight_and_folds_the_longest_wait() -> None:
    rows = rows_of(actions=tuple(an_action(due=ago(n)) for n in (21, 20, 1, 2, 3, 4, 5, 6, 7, 8, -1)))
    found = today(rows, DEFAULT)
    assert (len(found.rows), found.rest, found.oldest) == (8, 3, 21)
    assert [r.late for r in found.rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.rest_text() == "2 older items, oldest 21 days · 1 ahead"


def test_that_today_shows_eight_at_most_whatever_kept_rules_say() -> None:
    rows = rows_of(actions=tuple(an_action(due=ago(n)) for n in range(1, 12)))
    for wanted, shown in ((3, 3), (50, 8)):
        rules = replace(DEFAULT, work=replace(DEFAULT.work, today_rows=wanted))
        found = today(rows, rules)
        assert (len(found.rows), found.rest) == (shown, 11 - shown)
    with pytest.raises(PlannerError, match=r"work\.today_rows"):
        check(replace(DEFAULT, work=replace(DEFAULT.work, today_rows=9)))


def test_that_the_fold_is_silent_without_rows_and_plain_without_age() -> None:
    assert today((), DEFAULT).rest_text() == ""
    ahead = today(rows_of(actions=tuple(an_action(due=ago(-1)) for _ in range(9))), DEFAULT)
    assert (ahead.rest, ahead.oldest, ahead.rest_text()) == (1, None, "1 more item")


def test_that_urgent_comes_first_then_now_then_unknown_then_ahead() -> None:
    risk = a_risk(likelihood=5, impact=5, opened_on=ago(8))
    actions = (an_action(due=ago(-1)), an_action(due=ago(15)), an_action(due=TODAY))
    rows = rows_of("A", risks=(risk,), actions=actions, **reviewed(40))
    assert [(r.kind, r.late) for r in rows] == [
        ("plan", 1),
        ("action", 0),
        ("review", 10),
        ("action", -1),
        ("action", 15),
    ]


def test_that_late_words_name_the_days() -> None:
    assert [late_words(n).text() for n in (2, 0, -5)] == ["2 d late", "today", "5 d left"]
