# SPDX-License-Identifier: Apache-2.0
"""Satisfaction as facts: quarters, thin ones, lines, expectation, quote, and what a customer may get of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT, Rules
from planner.rules.shared_account import Wave
from planner.views.satisfaction_view import of_waves, satisfaction_view
from tests.builders import a_callback, an_account
from tests.unit.render.chart_views import (
    AS_OF,
    a_story,
    empty_satisfaction,
    full_satisfaction,
    partial_satisfaction,
    shared_satisfaction,
)


def test_that_a_quarter_is_the_mean_of_its_answers() -> None:
    by_name = {quarter.label: quarter for quarter in full_satisfaction().quarters}
    assert (by_name["Q1 2026"].n, by_name["Q1 2026"].mean) == (3, Decimal("75.00"))
    assert by_name["Q3 2025"].mean is None
    assert list(by_name)[-1] == "Q4 2026"
    assert len(by_name) == 6


def test_that_a_quarter_below_three_answers_is_thin_and_joined_to_nothing() -> None:
    view = full_satisfaction()
    assert [quarter.thin for quarter in view.quarters[2:]] == [False, False, False, True]
    assert view.joined == ((2, 3, 4),)


def test_that_two_quarters_with_answers_enough_are_no_line() -> None:
    facts = a_story()
    view = satisfaction_view(replace(facts, callbacks=facts.callbacks[:6]), DEFAULT, as_of=AS_OF)
    assert view.joined == ()


def test_that_calls_that_reached_nobody_count_for_the_rate_alone() -> None:
    last = full_satisfaction().quarters[-1]
    assert (last.n, last.calls, last.reached) == (1, 2, Decimal("0.5"))


def test_that_an_answer_stands_in_the_middle_of_its_quarter_and_one_alone_is_no_mean() -> None:
    view = full_satisfaction()
    last = view.quarters[-1]
    assert [answer.spread for answer in last.answers] == [0]
    assert last.single
    assert all(-1 <= answer.spread <= 1 for quarter in view.quarters for answer in quarter.answers)


def test_that_answers_of_one_day_and_value_stand_side_by_side() -> None:
    facts = a_story()
    first = facts.callbacks[0]
    twins = (first, replace(first, id=f"{first.id[:-1]}0"))
    view = satisfaction_view(replace(facts, callbacks=twins), DEFAULT, as_of=AS_OF)
    spreads = [answer.spread for quarter in view.quarters for answer in quarter.answers]
    assert len(set(spreads)) == len(spreads) == 2


def test_that_the_rating_shown_can_be_chosen() -> None:
    view = satisfaction_view(a_story(), DEFAULT, as_of=AS_OF, option="attitude")
    assert {q.mean for q in view.quarters if q.mean is not None} == {Decimal("75.00")}
    assert "Service attitude" in view.subtitle


def test_that_expectation_is_shown_where_it_is_recorded_only() -> None:
    assert [quarter.sign for quarter in full_satisfaction().quarters[2:]] == ["0", "+", "−", "−"]
    assert not partial_satisfaction().gaps


def test_that_expectation_is_of_the_whole_service_and_not_of_one_rating() -> None:
    by_view = {
        option: satisfaction_view(a_story(), DEFAULT, as_of=AS_OF, option=option).gaps
        for option in ("index", "tech", "attitude", "norms", "overall")
    }
    assert by_view == {"index": True, "tech": False, "attitude": False, "norms": False, "overall": True}


def test_that_expectation_and_a_quarter_without_answers_are_words() -> None:
    quarters = full_satisfaction().quarters
    assert [quarter.gap_text for quarter in quarters[2:]] == ["equal", "above", "below", "below"]
    assert quarters[0].open_text == "no answers"
    assert shared_satisfaction().quarters[0].open_text == "not shown"


def test_that_the_view_of_all_ratings_says_how_its_bars_differ_from_health() -> None:
    said = "The callback index is the mean of one quarter; Satisfaction in Health, "
    assert said in full_satisfaction().footer
    assert said not in satisfaction_view(a_story(), DEFAULT, as_of=AS_OF, option="tech").footer
    assert full_satisfaction().footer.startswith("Source:")
    assert full_satisfaction().legend[1] == "mean of the quarter"


def test_that_the_lowest_recent_words_are_quoted_without_who_said_them() -> None:
    view = full_satisfaction()
    assert view.quote == "Ask before you come."
    assert view.quote_note == "said in the call of 1 Nov 2026; All three ratings 42 of 100, the lowest of half a year"
    quotes = {o: satisfaction_view(a_story(), DEFAULT, as_of=AS_OF, option=o).quote for o in ("norms", "overall")}
    assert quotes == {"norms": "", "overall": ""}  # technical was as low, and overall is no rating of its own


def test_that_the_title_tells_a_change_of_few_answers_with_their_number_and_of_one_as_two_values() -> None:
    assert full_satisfaction().title == "Callback index 42 on one answer, after 58 in Q3 2026"
    assert partial_satisfaction().title == "Technical ability 25 in Q4 2026, from one answer"
    facts = a_story()
    two = (*facts.callbacks[-3:-1], replace(facts.callbacks[-2], id="call-98"))
    assert satisfaction_view(replace(facts, callbacks=two), DEFAULT, as_of=AS_OF).title.endswith("from only 2 answers")
    pair = satisfaction_view(replace(facts, callbacks=(*facts.callbacks[7:8], *two)), DEFAULT, as_of=AS_OF)
    assert pair.title == "Callback index fell from 58 to 42, on only 2 answers"
    view = satisfaction_view(replace(facts, callbacks=facts.callbacks[:9]), DEFAULT, as_of=AS_OF)
    assert view.title == "Callback index fell from 81 to 58 in Q3 2026, on 3 answers"
    assert empty_satisfaction().title == "No satisfaction yet: no callback answered"


def waves(*quarters: tuple[int, ...], rules: Rules = DEFAULT) -> str:
    """The title of technical ability where these were the ratings of the quarters up to the last, oldest first."""
    calls = [
        a_callback(called_on=date(2026, 10, 2) - timedelta(days=92 * back), tech=rating, reached=True)
        for back, ratings in enumerate(reversed(quarters))
        for rating in ratings
    ]
    facts = AccountFacts(account=an_account(name="Alpha", grade="B"), callbacks=tuple(calls))
    return satisfaction_view(facts, rules, as_of=AS_OF, option="tech").title


def test_that_the_title_names_the_drop_to_a_level_that_stayed() -> None:
    assert waves((4, 4), (3, 4), (3, 4)) == "Technical ability fell from 75 to 63, on only 2 answers"
    assert waves((4, 4), (4,), (3, 4), (3, 4)) == "Technical ability fell from 75 to 63, on only 2 answers"
    assert waves((4, 4), (3,)) == "Technical ability 50 on one answer, after 75 in Q3 2026"
    assert waves((4, 4), (5,), (3,)) == "Technical ability 50 in Q4 2026, from one answer", (
        "there was a level above both"
    )
    assert waves((4,), (3,)) == "Technical ability 50 in Q4 2026, from one answer"
    assert waves((4, 4), (4, 4)) == "Technical ability 75 in Q4 2026, from only 2 answers"


def test_that_a_change_is_a_difference_in_points_from_ten_answers_on() -> None:
    assert waves((4,) * 10, (3,) * 10) == "Technical ability 50 in Q4 2026, down 25 since Q3 2026"
    assert waves((4,) * 9, (3,) * 10) == "Technical ability fell from 75 to 50 in Q4 2026, on 10 answers"
    assert waves((4,) * 10, (5,) * 3) == "Technical ability rose from 75 to 100 in Q4 2026, on 3 answers"


def test_that_steady_is_what_the_rules_call_so() -> None:
    wide = replace(DEFAULT, health=replace(DEFAULT.health, steady_within=30))
    assert waves((4,) * 10, (3,) * 10, rules=wide) == "Technical ability 50 in Q4 2026, steady since Q3 2026"


def test_that_the_table_has_quarters_and_their_answers() -> None:
    texts = full_satisfaction().table().texts()
    assert texts[0][:5] == ["Q4 2026", "42", "1", "50 %", "below"]
    assert "only 1 answer" in texts[0]
    assert texts[1][0].strip() == "1 Nov 2026"


def test_that_the_sentence_says_every_quarter_with_its_count() -> None:
    assert "Q2 2026: 81, 3 answers, 100 % reached, overall above what was expected." in full_satisfaction().sentence()


def test_that_a_customer_gets_quarters_of_five_without_answers_words_or_expectation() -> None:
    view = shared_satisfaction()
    assert [quarter.n_text for quarter in view.quarters] == ["< 5", "6", "5", "7", "< 5", "< 5"]
    assert all(quarter.answers == () for quarter in view.quarters)
    assert (view.quote, view.gaps, view.aggregate) == ("", False, True)
    assert view.title == "Satisfaction rose from 72 to 83 in Q2 2026, on 7 answers"
    assert view.joined == ((1, 2, 3),)


def test_that_a_customer_is_not_told_how_many_answers_a_smaller_quarter_has() -> None:
    view = shared_satisfaction()
    told = view.sentence() + str(view.table().texts()) + view.quarters[4].sentence
    assert "3 answers" not in told
    assert view.quarters[4].sentence == "Q3 2026: fewer than 5 answers, not shown."


def test_that_without_a_quarter_of_five_a_customer_gets_nothing() -> None:
    with pytest.raises(PlannerError, match="at least 5 people"):
        of_waves("Meridian Foods", (Wave(year=2026, quarter=3, n=4),), DEFAULT, AS_OF)


def test_that_single_answers_never_make_the_customers_edition() -> None:
    with pytest.raises(PlannerError, match="shareable records alone"):
        satisfaction_view(a_story(), DEFAULT, as_of=AS_OF, audience="customer")
