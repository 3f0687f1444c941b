# SPDX-License-Identifier: Apache-2.0
"""The trend as facts: lines that stop, rules never joined, events as coincidence, alarms, title, table, sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from planner.kernel.errors import PlannerError
from planner.render.picture import draw
from planner.render.scene import Text
from planner.rules.facts import AccountFacts
from planner.rules.health import health
from planner.rules.history import Eras, Kept
from planner.rules.ruleset import DEFAULT
from planner.views.charts import whole
from planner.views.trend_chart import Panel, TrendChart
from planner.views.trend_view import trend_view
from tests.builders import a_callback, an_account
from tests.unit.render.chart_views import (
    AS_OF,
    STRICT,
    a_story,
    broken_trend,
    empty_trend,
    full_trend,
    late_relation,
    slope_trend,
)


def panel(view: TrendChart, key: str) -> Panel:
    return next(found for found in view.panels if found.key == key)


def test_that_the_last_dot_of_every_panel_is_todays_live_value() -> None:
    view = full_trend()
    found = health(a_story(), DEFAULT, AS_OF, trend=False)
    assert panel(view, "health").now == found.explained.value
    for part in found.components:
        assert panel(view, part.name).now == part.value


def test_that_values_of_other_rules_are_never_joined() -> None:
    view = broken_trend()
    for one in view.panels:
        for run in one.runs:
            assert len({dot.era for dot in run}) == 1
            assert not any(run[0].on < day <= run[-1].on for day in view.breaks)
    assert len(view.breaks) == 1
    assert any(event.text == "the rules changed" for event in view.events)


def test_that_a_change_across_other_rules_is_told_as_that_and_not_as_a_number() -> None:
    assert broken_trend().panels[0].moved is not None  # the rules changed before the day compared with
    view = trend_view(a_story(), STRICT, as_of=AS_OF, eras=Eras(((AS_OF - timedelta(days=30), STRICT),)))
    assert panel(view, "health").change == "rules changed"
    assert panel(view, "health").moved is None
    assert view.title == "The rules changed since August: no trend across that"


def test_that_lines_break_over_days_without_a_value() -> None:
    account = an_account(grade="C")
    calls = tuple(
        a_callback(account_id=account.id, service_on=None, called_on=AS_OF - timedelta(days=ago), tech=4, attitude=4)
        for ago in (500, 20)
    )
    view = trend_view(AccountFacts(account=account, callbacks=calls), DEFAULT, as_of=AS_OF)
    assert [len(run) for run in panel(view, "satisfaction").runs] == [8, 1]
    days = [dot.on for dot in panel(view, "satisfaction").dots]
    assert AS_OF - timedelta(days=60) not in days


def test_that_a_kept_value_is_told_as_kept() -> None:
    kept = [dot for dot in panel(full_trend(), "health").dots if dot.kept]
    assert [whole(dot.value) for dot in kept] == [72]
    assert kept[0].words[-2:] == ("kept at the first opening of that week", f"Built-in rules · {DEFAULT.hash[:8]}")


def test_that_events_stand_beside_a_large_change_as_coincidence() -> None:
    found = panel(full_trend(), "network")
    assert found.note == "罗敏 left, 12 Sep; −20 by 24 Sep"
    assert found.event is not None
    assert found.event.entity == "contact"


def test_that_a_measure_without_a_large_change_has_its_range_beside_it() -> None:
    found = panel(full_trend(), "satisfaction")
    assert (found.event, found.note.endswith("in 12 months")) == (None, True)


def test_that_the_slope_speaks_of_its_two_days_and_names_the_measure_it_lights() -> None:
    view = slope_trend()
    assert "two quarters" not in view.title
    assert view.lead == "network"
    assert view.title.startswith("Network down")
    assert "named in the title" in view.legend
    assert full_trend().lead == "network"
    assert empty_trend().lead == ""


def test_that_what_is_missing_does_not_repeat_the_name_of_its_panel() -> None:
    assert panel(empty_trend(), "service").missing == "No issue, inquiry or promise is recorded"


def test_that_health_that_jumps_because_a_part_became_known_says_so() -> None:
    found = panel(full_trend(), "health")
    assert found.note == "Satisfaction counts from 26 Mar; Network counts from 24 Feb"
    assert all(len({dot.parts for dot in run}) == 1 for run in found.runs)
    assert len(found.runs) == 3
    assert {dot.proven for dot in found.dots} == {False}
    assert full_trend().unproven == "unproven: under 60 % of the data"


def test_that_a_fall_is_told_of_the_part_that_fell_most_and_not_of_health_made_of_other_parts() -> None:
    view = trend_view(late_relation(), DEFAULT, as_of=AS_OF)
    found = panel(view, "health")
    assert found.dots[-1].value < found.dots[0].value - 20
    assert (found.alarm, found.moved, found.change) == ("", None, "not comparable")
    assert view.title.startswith("Network down")
    assert view.lead == "network"
    assert found.note.startswith("Relation counts from 22 Sep")


def test_that_two_falling_quarters_are_marked_and_lead_the_title() -> None:
    view = full_trend()
    assert panel(view, "network").alarm == "down 39 in two quarters"
    assert view.title == "Network down 39 in two quarters; health as a whole unproven"


def test_that_within_three_points_is_steady() -> None:
    facts = a_story()
    view = trend_view(replace(facts, risks=(), callbacks=facts.callbacks[:6]), DEFAULT, as_of=AS_OF)
    assert panel(view, "network").change == "steady"


def test_that_one_date_is_dots_only_and_no_trend() -> None:
    account = an_account(grade="C")
    call = a_callback(account_id=account.id, service_on=None, called_on=AS_OF, tech=4, attitude=4, norms=4)
    view = trend_view(AccountFacts(account=account, callbacks=(call,)), DEFAULT, as_of=AS_OF)
    assert [len(run) for run in panel(view, "satisfaction").runs] == [1]
    assert view.title == "No trend yet: one date only"


def test_that_without_anything_known_every_panel_says_what_is_missing() -> None:
    view = empty_trend()
    assert view.title == "No trend yet: nothing is assessed"
    assert all(one.now is None and one.missing for one in view.panels)
    assert view.table().rows == ()


def test_that_titles_have_at_most_twelve_words() -> None:
    for view in (full_trend(), broken_trend(), slope_trend(), empty_trend()):
        assert len(view.title.split()) <= 12


def test_that_the_slope_has_the_day_one_quarter_back_or_that_of_the_last_plan() -> None:
    view = slope_trend()
    assert view.days == ("23 Aug 2026", "21 Nov 2026")
    day = AS_OF - timedelta(days=40)
    plan = Kept(on=day, measure="health", value=Decimal(50), ruleset=DEFAULT.hash, cause="plan")
    view = trend_view(a_story(), DEFAULT, as_of=AS_OF, kept=(plan,), option="slope")
    assert view.days[0] == "12 Oct 2026"
    first = panel(view, "health").ends[0]
    assert first is not None
    assert first.value == 50


def test_that_the_table_has_a_row_a_day_with_every_measure_and_unknown_stays_unknown() -> None:
    view = full_trend()
    table = view.table()
    texts = table.texts()
    assert texts[0][0] == "21 Nov 2026"
    assert [column.title for column in table.columns][1:4] == ["Health", "Relation", "Satisfaction"]
    assert texts[0][4] == ""
    assert any("kept that day" in row and f"Built-in rules · {DEFAULT.hash[:8]}" in row for row in texts)
    assert len(texts) == len({dot.on for one in view.panels for dot in one.dots})


def test_that_the_table_and_the_sentence_of_the_slope_tell_its_two_days_alone() -> None:
    view = replace(slope_trend(), steady=13)
    table = view.table()
    assert [column.title for column in table.columns][1:4] == [*view.days, "Change"]
    assert [row.key for row in table.rows] == [one.key for one in view.panels]
    rows = {row[0]: row[1:] for row in table.texts()}
    assert rows["Service"] == ["", "", "", "not assessed"]
    notes = {one.label: rows[one.label][3] for one in view.panels if view.turn(one) == 0}
    assert set(notes.values()) == {"steady"}
    assert "lowest" not in view.sentence()
    assert "12 months" not in view.sentence()


def test_that_the_sentence_names_every_measure_with_its_extremes_and_gaps() -> None:
    said = full_trend().sentence()
    assert "Service: not assessed." in said
    assert "lowest 50, highest 80, now 62" in said


def test_that_the_sentence_sets_no_values_of_other_rules_side_by_side() -> None:
    changed = AS_OF - timedelta(days=30)
    view = trend_view(a_story(), STRICT, as_of=AS_OF, eras=Eras(((changed, STRICT),)))
    found = panel(view, "health")
    own = [round(dot.value) for dot in found.dots if dot.on >= changed]
    assert len(found.dots) > len(own)
    assert f"lowest {min(own)}, highest {max(own)}" in found.sentence


def test_that_the_trend_is_not_for_customers() -> None:
    with pytest.raises(PlannerError, match="not for customers"):
        trend_view(a_story(), DEFAULT, as_of=AS_OF, audience="customer")


def test_that_the_slope_compares_no_health_of_other_components_and_weighs_the_lowest() -> None:
    view = trend_view(late_relation(), DEFAULT, as_of=AS_OF, option="slope")
    found = panel(view, "health")
    assert (view.turn(found), view.turn_text(found)) == (None, "not comparable")
    assert (view.lead, view.worst()) == ("network", "relation")
    assert view.unproven == "unproven: under 60 % of the data"
    said = [shape.text for shape in draw(view).shapes if isinstance(shape, Text)]
    assert "50 Relation, new, at risk" in said
    assert any("Relation counts from 22 Sep" in text for text in said)
    assert set(view.band_words) <= set(said)
