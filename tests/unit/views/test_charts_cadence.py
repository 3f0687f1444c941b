# SPDX-License-Identifier: Apache-2.0
"""C12: the rhythm of network reviews as facts, words and a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.ruleset import DEFAULT
from planner.views.cadence_chart import cadence_view
from planner.views.cadence_why import cadence_why
from planner.views.tables import words
from tests.builders import a_grade_decision, a_risk
from tests.unit.render.chart_views import AS_OF, a_rhythm, full_cadence


def test_that_a_gap_past_the_interval_has_its_length_and_its_band_ends_where_it_was_due() -> None:
    view = full_cadence()
    strip = view.strips[0]
    assert [gap.words for gap in strip.gaps] == ["90 d late", "20 d late"]
    assert (strip.gaps[0].start, strip.gaps[0].end) == (AS_OF - timedelta(days=240), AS_OF - timedelta(days=150))
    assert strip.bands[-1] == (AS_OF - timedelta(days=40), AS_OF + timedelta(days=50))
    assert strip.due == AS_OF + timedelta(days=50)
    assert [dot.planned for dot in strip.dots] == [False, False, False, True]


def test_that_an_overdue_account_says_so_in_words_glyph_and_gap() -> None:
    strip = full_cadence().strips[1]
    assert (strip.name, strip.state, strip.words) == ("Vantaa Rail", "act", "110 days overdue")
    assert strip.gaps[-1].end == AS_OF


def test_that_the_chosen_account_comes_first_and_then_the_most_urgent() -> None:
    mine = a_rhythm("Mine", "B", (10,))
    others = [a_rhythm("Fine", "B", (20,)), a_rhythm("Late", "S", (200,)), a_rhythm("Later", "S", (300,))]
    view = cadence_view(mine, DEFAULT, as_of=AS_OF, others=others)
    assert [strip.name for strip in view.strips] == ["Mine", "Later", "Late", "Fine"]


def test_that_the_title_names_what_is_late_beside_the_chosen_account() -> None:
    mine = a_rhythm("Meridian Foods", "S", (40,))
    late = [a_rhythm("Vantaa Rail", "S", (142,)), a_rhythm("Nordlys", "S", (100,))]
    view = cadence_view(mine, DEFAULT, as_of=AS_OF, others=late)
    assert view.title == "Meridian Foods on time; Vantaa Rail 52 days overdue"
    never = cadence_view(a_rhythm("New", "ungraded", ()), DEFAULT, as_of=AS_OF, others=late)
    assert never.title == "New never reviewed; Vantaa Rail 52 days overdue"
    asked = cadence_view(a_rhythm("San Telmo", "C", ()), DEFAULT, as_of=AS_OF, others=late)
    assert asked.title == "San Telmo on request; Vantaa Rail 52 days overdue"
    long = a_rhythm("The Very Long Name of One of Our Customers", "S", (142,))
    view = cadence_view(mine, DEFAULT, as_of=AS_OF, others=[long])
    assert view.title == "Meridian Foods on time; 1 other account overdue"
    assert cadence_view(late[0], DEFAULT, as_of=AS_OF, others=late[1:]).title.endswith("Vantaa Rail: 52 days overdue")


def test_that_only_done_reviews_of_the_chosen_account_are_counted() -> None:
    view = full_cadence()
    assert "3 reviews done" in view.subtitle
    assert sum(len(strip.dots) for strip in view.strips) > 3


def test_that_accounts_without_a_row_are_counted() -> None:
    facts = a_rhythm("M", "S", (40,))
    footer = cadence_view(facts, DEFAULT, as_of=AS_OF, left_out=3, never=1).footer
    assert footer.endswith("Not shown: 1 never reviewed, 2 due later or on request.")
    assert "Not shown" not in cadence_view(facts, DEFAULT, as_of=AS_OF).footer


def test_that_only_a_gap_that_a_review_ended_has_its_length_in_the_strip() -> None:
    assert [gap.closed for gap in full_cadence().strips[0].gaps] == [True, True]
    assert not full_cadence().strips[1].gaps[-1].closed


def test_that_an_open_high_risk_shortens_the_band_and_the_pane_names_it() -> None:
    facts = a_rhythm("Meridian", "S", (40,))
    risk = a_risk(account_id=facts.account.id, code="R-3", likelihood=4, impact=4, opened_on=AS_OF)
    strip = cadence_view(replace(facts, risks=(risk,)), DEFAULT, as_of=AS_OF).strips[0]
    assert strip.bands[-1][1] == AS_OF + timedelta(days=20)
    assert strip.reason == "Grade S: 60 d (high risk)"
    why = cadence_why(replace(facts, risks=(risk,)), DEFAULT, AS_OF)
    assert [group.title for group in why.groups] == ["Shortened by", "Network review (1)"]
    assert ("Interval", "60 days") in why.facts


def test_that_a_stretch_is_judged_by_the_interval_of_each_day_and_changes_are_told() -> None:
    facts = a_rhythm("Meridian", "B", (300, 10), planned=60)
    key = facts.account.id
    risk = a_risk(account_id=key, code="R-3", likelihood=4, impact=4, opened_on=AS_OF - timedelta(days=40))
    graded = a_grade_decision(account_id=key, grade="B", decided_on=AS_OF - timedelta(days=250))
    view = cadence_view(replace(facts, risks=(risk,), grades=(graded,)), DEFAULT, as_of=AS_OF)
    strip = view.strips[0]
    ago = lambda days: AS_OF - timedelta(days=days)  # noqa: E731
    assert strip.free == ((ago(300), ago(250)),)
    assert strip.bands[0] == (ago(250), ago(40))
    assert [(gap.start, gap.end, gap.label) for gap in strip.gaps] == [(ago(40), ago(10), "done 30 d late")]
    assert strip.eras == ((ago(365), "no grade"), (ago(250), "365 d"), (ago(40), "60 d"))
    assert strip.note == "planned 10 d after due"
    assert strip.dots[-1].sentence.endswith("10 d after due")
    assert {"free", "change"} <= {key for key, _ in view.legend}


def test_that_the_table_has_every_review_with_its_days_and_the_sentence_every_account() -> None:
    view = full_cadence()
    rows = {row.key: [words(cell) for cell in row.cells] for row in view.table().rows}
    assert len(rows) == 6
    middle = view.strips[0].dots[1]
    assert rows[middle.review_id][3:6] == ["180", "90", "90"]
    assert all(strip.name in view.sentence() for strip in view.strips)
    assert "longest gap 90 d late" in view.sentence()


def test_that_a_never_reviewed_account_says_that_instead_of_an_empty_picture() -> None:
    view = cadence_view(a_rhythm("San Telmo", "ungraded", ()), DEFAULT, as_of=AS_OF)
    assert view.title == "No network review is recorded for San Telmo"
    assert view.empty_text
    assert [words(cell) for cell in view.table().rows[0].cells][-1] == "never reviewed"


def test_that_the_customer_never_gets_it() -> None:
    with pytest.raises(PlannerError, match="follows from the grade"):
        cadence_view(a_rhythm("M", "S", (1,)), DEFAULT, as_of=AS_OF, audience="customer")
