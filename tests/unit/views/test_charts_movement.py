# SPDX-License-Identifier: Apache-2.0
"""Why a value moved as a chart: its words, its table, and what is folded away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.kernel.errors import PlannerError
from planner.render.picture import draw
from planner.rules.movement import Movement
from planner.views.movement_chart import movement_view
from tests.unit.render import chart_views


def test_that_the_steps_lead_from_one_value_to_the_other() -> None:
    view = chart_views.full_movement()
    assert view.before is not None
    at = view.before
    for stair in view.stairs:
        assert stair.start == at
        at += stair.points
    assert at == view.after
    assert view.low <= min(s.end for s in view.stairs)
    assert view.high >= max(s.end for s in view.stairs)
    assert view.title.startswith("Health fell by 2.5 since 23 Aug, most by Extreme risk R-12")
    assert "The scale begins at 60." in view.footer


def test_that_what_is_folded_keeps_the_sum_and_the_records() -> None:
    view = chart_views.full_movement()
    shown = view.fitted(4)
    assert [stair.id for stair in shown] == ["step-0", "step-1", "step-2", "step-rest"]
    assert sum(s.points for s in shown) == sum(s.points for s in view.stairs)
    assert {r.id for r in shown[-1].records} == {"c-3", "c-4"}
    assert shown[-1].end == view.after
    assert view.fitted(6) == view.stairs


def test_that_the_table_names_every_step_and_record() -> None:
    rows = chart_views.full_movement().table().rows
    assert [row.key for row in rows] == ["start", *(f"step-{n}" for n in range(6)), "end"]
    assert "Rectifier overload" in str(rows[2].cells[4])
    assert rows[-1].cells[1] == -2.5


def test_that_no_way_says_why() -> None:
    view = chart_views.no_movement()
    assert view.title == "Satisfaction cannot be compared with 23 Aug"
    assert "Nothing was known on 23 Aug 2026, and unknown is not zero." in view.sentence()
    scene = draw(view, (288.0, 160.0), "screen")
    assert not scene.marks
    assert chart_views.still_movement().title == "Network stands where it stood on 23 Aug"


def test_that_steps_are_marks_with_their_records_in_a_narrow_pane() -> None:
    scene = draw(chart_views.full_movement(), (288.0, 420.0), "screen")
    stops = [mark for mark in scene.marks if mark.stop]
    assert [mark.id for mark in stops] == [f"step-{n}" for n in range(6)]
    assert stops[0].records == ("c-1", "c-2")
    assert "+4.3" in stops[0].sentence
    few = draw(chart_views.full_movement(), (288.0, 220.0), "screen")
    assert [mark.id for mark in few.marks if mark.stop][-1] == "step-rest"


def test_that_no_customer_sees_it() -> None:
    value = chart_views._value("70", chart_views.AS_OF)
    earlier = chart_views._value("71", chart_views.SINCE)
    with pytest.raises(PlannerError, match="not for customers"):
        movement_view(Movement(before=earlier, after=value), "health", "Meridian", audience="customer")
    assert movement_view(Movement(before=earlier, after=value), "health", "M").before == Decimal("71.0")
