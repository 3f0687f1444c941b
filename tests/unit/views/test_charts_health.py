# SPDX-License-Identifier: Apache-2.0
"""The health chart as facts: takeaway, gaps, change, audience, table twin and sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from planner.kernel.errors import PlannerError
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT
from planner.views.health_chart import HealthRow, health_chart
from planner.views.health_options import in_view
from planner.views.health_readings import health_view
from tests.builders import TODAY, a_callback, a_network_review, an_account
from tests.unit.render.chart_views import AS_OF, SINCE, empty_health, full_health, partial_health, reading


def _row(key: str, rows: tuple[HealthRow, ...]) -> HealthRow:
    return next(row for row in rows if row.key == key)


def test_that_the_title_names_value_change_month_and_the_component_that_fell_most() -> None:
    assert full_health().title == "Health 69, down 6 since August: service fell most"


def test_that_without_an_earlier_day_the_title_names_the_component_that_costs_most() -> None:
    assert partial_health().title == "Health 66, watch: relation costs most"


def test_that_a_steady_value_is_called_steady() -> None:
    parts = {"relation": reading("59"), "satisfaction": reading("75"), "network": reading("63")}
    now = parts | {"health": reading("66", completeness="0.65")}
    before = parts | {"health": reading("63")}
    view = health_chart("A", now, before, as_of=AS_OF, since=SINCE)
    assert view.title == "Health 66, steady since August: relation costs most"
    assert _row("relation", view.rows).change == "steady"


@pytest.mark.parametrize(
    ("then", "title"),
    [
        ("68.8", "Health 66, steady since August: relation costs most"),  # 3.2 are shown as 3
        ("69.5", "Health 66, down 4 since August: relation fell most"),
    ],
)
def test_that_steady_is_judged_by_the_values_as_they_are_shown(then: str, title: str) -> None:
    parts = {"relation": reading("59"), "satisfaction": reading("75"), "network": reading("63")}
    now = parts | {"health": reading("65.6", completeness="0.65")}
    before = parts | {"relation": reading("65"), "health": reading(then)}
    view = health_chart("A", now, before, as_of=AS_OF, since=SINCE)
    assert view.title == title


def test_that_the_title_is_withheld_below_three_components() -> None:
    now = {"health": reading("80", completeness="0.65"), "relation": reading("80"), "network": reading("80")}
    view = health_chart("A", now, as_of=AS_OF)
    assert view.title == "Health unproven: 2 of 5 components known"
    assert not view.proven


def test_that_the_title_is_withheld_below_the_completeness_of_the_rules() -> None:
    parts = {key: reading("80") for key in ("relation", "satisfaction", "network")}
    view = health_chart("A", parts | {"health": reading("80", completeness="0.599")}, as_of=AS_OF)
    assert view.title == "Health unproven: 59 % of the data, 60 needed"
    assert "% of the data" not in view.subtitle


def test_that_titles_have_at_most_twelve_words() -> None:
    for view in (full_health(), partial_health(), empty_health()):
        assert len(view.title.split()) <= 12


def test_that_what_was_not_assessed_stays_a_row_without_a_value() -> None:
    row = _row("needs", partial_health().rows)
    assert row.now is None
    assert row.value_text == "not assessed"
    assert row.missing == "No need recorded yet"
    assert row.remedy == "Record"


def test_that_a_measure_without_an_earlier_value_is_called_new() -> None:
    assert _row("organisational", full_health().rows).change == "new"


def test_that_only_layers_that_count_for_the_grade_are_rows() -> None:
    def layers(grade: str) -> list[str]:
        return [row.key for row in health_chart("A", {}, as_of=AS_OF, grade=grade).rows if row.layer]

    assert layers("S") == ["key", "general", "organisational"]
    assert layers("B") == ["key", "general"]
    assert layers("C") == ["key"]


def test_that_the_chart_never_has_more_than_eight_rows() -> None:
    assert len(full_health().rows) == 8


def test_that_health_is_refused_for_customers_with_a_sentence() -> None:
    with pytest.raises(PlannerError, match="not for customers"):
        health_chart("A", {}, as_of=AS_OF, audience="customer")


def test_that_the_subtitle_alone_tells_how_much_is_known_and_the_footer_what_it_rests_on() -> None:
    assert "3 of 5 components" in partial_health().subtitle
    counted = "% of the data (inputs on record, by weight); proven from 60 %."
    assert partial_health().footer == f"Source: 6 records, 21 Nov 2026. 63 {counted}"
    assert full_health().footer == f"Source: 10 records, 21 Nov 2026. 82 {counted}"


def test_that_the_whole_value_stands_in_the_chart_and_an_unproven_one_has_no_band() -> None:
    assert full_health().headline == "Health 69, watch; 75 on 23 Aug"
    assert partial_health().headline == "Health 66, watch"
    assert empty_health().headline == "Health: not assessed"
    parts = {key: reading("50") for key in ("relation", "network")}
    before = parts | {"health": reading("63")}
    view = health_chart("A", parts | {"health": reading("59")}, before, as_of=AS_OF, since=SINCE)
    assert view.headline == "Health 59, unproven; 63 on 23 Aug"


def test_that_health_of_other_components_neither_rose_nor_fell() -> None:
    parts = {key: reading("50") for key in ("satisfaction", "network", "service")}
    now = parts | {"health": reading("53", completeness="0.65"), "relation": reading("40")}
    view = health_chart("A", now, parts | {"health": reading("78")}, as_of=AS_OF, since=SINCE)
    assert view.title == "Health 53, at risk: relation costs most"
    assert view.headline == "Health 53, at risk; not comparable with 23 Aug: Relation"
    weights = tuple((name, 0 if name == "relation" else weight) for name, weight in DEFAULT.health.weights)
    rules = replace(DEFAULT, health=replace(DEFAULT.health, weights=weights))
    view = health_chart("A", now, parts | {"health": reading("78")}, as_of=AS_OF, since=SINCE, rules=rules)
    assert view.headline == "Health 53, at risk; 78 on 23 Aug", "what has no weight makes no health another"


def test_that_the_row_the_title_names_is_lit_and_none_where_it_names_none() -> None:
    assert (full_health().lit, partial_health().lit, empty_health().lit) == ("service", "relation", "")


def test_that_a_tag_counts_points_of_the_whole_scale_and_ranks_components_alone() -> None:
    rows = full_health().rows
    assert _row("relation", rows).tag == "costs most: 12 of Health's 31 missing points"
    assert _row("service", rows).tag == "fell most of the components"


def test_that_the_weight_of_a_layer_is_a_share_of_relation_and_not_of_health() -> None:
    rows = full_health().rows
    assert (_row("relation", rows).weight, _row("key", rows).weight) == ("×30", "50 %")


def test_that_what_is_missing_does_not_repeat_the_name_of_its_row() -> None:
    now = {"service": reading(None, missing="Service: no issue, inquiry or promise is recorded")}
    row = _row("service", health_chart("A", now, as_of=AS_OF).rows)
    assert row.missing == "No issue, inquiry or promise is recorded"


def test_that_rows_by_distance_say_how_far_below_healthy_they_are() -> None:
    view = in_view(full_health(), "distance", DEFAULT)
    assert view.order_label == "farthest below healthy first"
    assert [row.tag for row in view.rows[:2]] == ["21 below healthy", "17 below healthy"]
    assert _row("service", view.rows).tag == "healthy"
    assert (view.title, view.lit) == ("Relation is 21 points short of healthy", "relation")


def test_that_the_table_twin_has_the_same_rows_and_values() -> None:
    view = full_health()
    table = view.table()
    assert table.keys == tuple(row.key for row in view.rows)
    assert table.texts()[2] == ["Service", "×20", "82", "93", "−11", ""]


def test_that_the_sentence_tells_extremes_fall_and_gaps() -> None:
    assert "Lowest: Relation, 59. Highest: Service, 82." in full_health().sentence()
    assert "Largest fall: Service, −11." in full_health().sentence()
    assert "Not assessed: Service, Needs and value" in partial_health().sentence()


def test_that_facts_become_a_chart_with_the_values_of_the_rules() -> None:
    account = an_account(name="Meridian Foods", grade="A")
    facts = AccountFacts(
        account=account,
        reviews=(a_network_review(account_id=account.id, state="inspected", done_on=TODAY - timedelta(days=10)),),
        callbacks=(a_callback(account_id=account.id, called_on=TODAY, reached=True, tech=4, attitude=4, norms=4),),
    )
    view = health_view(facts, DEFAULT, as_of=TODAY)
    assert _row("satisfaction", view.rows).now == Decimal("75.00")
    assert _row("network", view.rows).now == Decimal("100.00")
    assert _row("relation", view.rows).now is None
    assert view.title == "Health unproven: 2 of 5 components known"


def test_that_an_account_without_any_record_gives_an_empty_chart() -> None:
    view = health_view(AccountFacts(account=an_account()), DEFAULT, as_of=date(2026, 11, 21))
    assert view.value is None
    assert all(row.now is None for row in view.rows)
    assert view.title == "Health unproven: 0 of 5 components known"
