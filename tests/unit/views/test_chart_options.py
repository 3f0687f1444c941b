# SPDX-License-Identifier: Apache-2.0
"""A chart comes in one of its views; one that does not exist is refused in words."""

from dataclasses import replace

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.ruleset import DEFAULT
from planner.views.chart_options import OPTIONS, chosen
from planner.views.health_chart import HealthChart
from planner.views.health_options import in_view, lone
from tests.unit.render.chart_views import empty_health, full_health, open_radar, partial_health


def test_that_a_chart_comes_in_its_first_view() -> None:
    assert chosen("health", "") == "dots"
    assert chosen("risk-matrix", "") == ""


def test_that_a_view_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(PlannerError, match="dots"):
        chosen("health", "pie")
    with pytest.raises(PlannerError, match="no view called pie"):
        chosen("risk-matrix", "pie")


def test_that_every_view_has_a_name_of_its_own() -> None:
    for views in OPTIONS.values():
        assert len({name for name, _ in views}) == len(views) > 1


def test_that_rows_by_distance_begin_with_the_farthest_below_healthy() -> None:
    ordered = in_view(partial_health(), "distance", DEFAULT).rows
    known = [row.now for row in ordered if row.now is not None and not row.layer]
    assert known == sorted(known)
    parts = [row for row in ordered if not row.layer]
    assert [row.now is None for row in parts] == sorted(row.now is None for row in parts)
    assert [row.layer for row in ordered] == sorted(row.layer for row in ordered)


def scattered() -> HealthChart:
    """Values with gaps between them, two neighbours at most."""
    made = full_health()
    rows = (replace(row, now=None) if row.key in {"service", "needs", "organisational"} else row for row in made.rows)
    return replace(made, rows=tuple(rows))


def test_that_a_radar_needs_five_known_values_and_says_so() -> None:
    assert in_view(full_health(), "radar", DEFAULT).option == "radar"
    assert in_view(full_health(), "", DEFAULT).withheld == ()
    assert open_radar().option == "radar"
    assert [lone(in_view(view, "radar", DEFAULT)) for view in (full_health(), open_radar(), scattered())] == [
        False, False, True,
    ]  # fmt: skip
    assert next(row.label for row in open_radar().rows if row.layer) == "Relation: key"
    assert "3 layers of Relation" in open_radar().subtitle
    refused = in_view(empty_health(), "radar", DEFAULT)
    assert refused.option == "dots"
    assert refused.withheld == (("radar", "A radar needs 5 known values; here are 0."),)


def test_that_one_row_fell_most_and_one_costs_most() -> None:
    tags = {row.key: row.tag for row in full_health().rows if row.tag}
    assert tags == {
        "relation": "costs most: 12 of Health's 31 missing points",
        "service": "fell most of the components",
    }
    assert {row.tag for row in empty_health().rows} == {""}


def test_that_below_three_components_the_picture_is_a_ghost() -> None:
    assert empty_health().ghost
    assert not partial_health().ghost
