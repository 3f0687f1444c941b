# SPDX-License-Identifier: Apache-2.0
"""A part of health on too little of its own data is drawn and told as unproven, and no takeaway rests on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from planner.render.picture import draw
from planner.render.pptx_lines import plot_of
from planner.render.scene import Circle, Path, Scene, Text
from planner.render.tokens import palette
from planner.rules.facts import AccountFacts
from planner.rules.health import health
from planner.rules.history import Eras, Kept, standing, standings
from planner.rules.ruleset import DEFAULT, Rules
from planner.views.health_chart import HealthChart, health_chart
from planner.views.health_options import in_view
from planner.views.health_readings import readings
from planner.views.trend_chart import TrendChart
from planner.views.trend_view import trend_view
from tests.builders import a_contact, a_decision_role, a_relation_assessment, an_account
from tests.unit.render.chart_views import (
    AS_OF,
    SINCE,
    STRICT,
    a_story,
    full_health,
    full_trend,
    reading,
    weak_health,
    weak_radar,
)

_WORDS = "unproven: under 60 % of the data"
_PARTS = ("satisfaction", "service", "network")


def a_chart(relation: str, others: str, *, then: str = "", complete: str = "0.7") -> HealthChart:
    """Relation on half of its data beside three proven parts; with ``then`` a day before, all parts of that value."""
    now = {key: reading(others) for key in _PARTS} | {"relation": reading(relation, completeness="0.5")}
    before = {key: reading(then) for key in (*_PARTS, "relation", "health")} if then else None
    return health_chart(
        "A", now | {"health": reading("62", completeness=complete)}, before, as_of=AS_OF, since=SINCE if then else None
    )


def strict(least: int, rules: Rules = STRICT) -> tuple[Rules, Eras]:
    """Rules by which so many percent of the data prove a value, in force throughout."""
    made = replace(rules, health=replace(rules.health, unproven_below=least))
    return made, Eras(((AS_OF - timedelta(days=600), made),))


def a_trend(least: int, rules: Rules = STRICT, *, option: str = "panels", calls: int | None = None) -> TrendChart:
    """Relation, on 70 % of its data, falls by 18, satisfaction, on all, by 12, or with six callbacks not at all."""
    (made, eras), facts = strict(least, rules), a_story()
    facts = replace(facts, risks=(), callbacks=facts.callbacks[:calls])
    return trend_view(facts, made, as_of=AS_OF, eras=eras, option=option)


def rings(scene: Scene) -> list[Circle]:
    """The dashed rings of what is unproven or unknown."""
    return [shape for shape in scene.shapes if isinstance(shape, Circle) and shape.pen.dash]


def test_that_an_unproven_part_that_fell_most_is_not_named_in_the_title() -> None:
    view = weak_health()
    assert view.title == "Health 62, down 13: of the proven, service fell most"
    assert view.lit == "service"


def test_that_an_unproven_part_that_costs_most_is_not_named_in_the_title() -> None:
    assert a_chart("0", "70").title == "Health 62, watch: of the proven, satisfaction costs most"
    assert a_chart("95", "70").title == "Health 62, watch: satisfaction costs most", "it leads the unproven too"


def test_that_a_title_names_no_part_where_no_proven_one_did_what_it_says() -> None:
    fallen = a_chart("0", "85", then="80")
    assert (fallen.title, fallen.lit) == ("Health 62, down 18 since August", "")
    assert a_chart("0", "100").title == "Health 62, watch"


def test_that_a_fall_from_an_unproven_value_is_not_named_either() -> None:
    assert {row.key for row in weak_health().rows if not row.proven_before} == {"needs"}
    assert "needs" not in weak_health().title  # it fell by 20, service by 11


@pytest.mark.parametrize("then", ["", "63", "80", "40"])
def test_that_titles_of_the_proven_alone_have_at_most_twelve_words(then: str) -> None:
    now = {"needs": reading("60"), "network": reading("63"), "relation": reading("0", completeness="0.5")}
    old = {"needs": reading(then), "network": reading("63"), "relation": reading("99")} if then else {}
    if then == "40":
        now["relation"], old["relation"] = reading("99", completeness="0.5"), reading("0")
    view = health_chart(
        "A", now | {"health": reading("62", completeness="0.7")}, old | {"health": reading(then or None)},
        as_of=AS_OF, since=SINCE if then else None,
    )  # fmt: skip
    assert "of the proven" in view.title
    assert len(view.title.split()) <= 12


def test_that_the_row_of_an_unproven_part_says_so_and_no_lead_is_its() -> None:
    tags = {row.key: row.tag for row in weak_health().rows if row.tag}
    assert tags == {
        "relation": "unproven, 50 % of its data",
        "key": "unproven, 50 % of its data",
        "service": "fell most of the proven components",
        "network": "costs most of the proven: 6 of Health's 38 missing points",
    }
    assert weak_health().unproven_label == _WORDS
    assert full_health().unproven_label == ""


def test_that_the_limit_itself_is_proven_and_a_hundredth_below_is_not() -> None:
    for share, proven in (("0.60", True), ("0.5999", False)):
        view = health_chart("A", {"relation": reading("40", completeness=share)}, as_of=AS_OF)
        assert view.rows[0].proven is proven
        assert view.rows[0].unproven == ("" if proven else "unproven, 59 % of its data")


def test_that_table_sentence_and_card_tell_what_is_unproven() -> None:
    view = weak_health()
    assert view.table().texts()[0][2:4] == ["12, unproven", "68"]
    assert view.table().texts()[4][2:4] == ["70", "90, unproven"]
    said = view.sentence()
    assert "Lowest: Network, 63." in said
    assert "Largest fall: Service, −11." in said
    assert "Unproven: Relation 12, Key relation 12." in said
    card = next(mark.card for mark in draw(view).marks if mark.id == "relation")
    assert card == ("Relation: 12 of 100", "23 Aug: 68", "unproven, 50 % of its data", "21 Nov 2026", "2 sources")
    needs = next(mark.card for mark in draw(view).marks if mark.id == "needs")
    assert "23 Aug: 90, unproven" in needs


@pytest.mark.parametrize("option", ["dots", "distance", "radar"])
def test_that_unproven_parts_are_dashed_rings_in_every_view_with_the_limit_in_the_legend(option: str) -> None:
    scene = draw(in_view(weak_health(), option, DEFAULT))
    assert len(rings(scene)) == 3  # relation, its layer, the legend
    assert _WORDS in [shape.text for shape in scene.shapes if isinstance(shape, Text)]
    firm = draw(in_view(full_health(), option, DEFAULT))
    assert rings(firm) == []


def test_that_the_legend_has_the_colour_of_the_dots_where_too_few_components_are_known() -> None:
    known = {"relation", "network"}
    full = weak_health()
    view = replace(full, rows=tuple(r if r.key in known else replace(r, now=None) for r in full.rows))
    assert view.ghost
    colours = {c.pen.stroke or c.pen.fill for c in draw(view).shapes if isinstance(c, Circle)}
    assert palette("light")["chart_now"] not in colours
    assert palette("light")["chart_before"] in colours


def test_that_the_tile_has_a_dashed_ring_for_an_unproven_part() -> None:
    assert [len(rings(draw(view(), style="tile"))) for view in (weak_health, full_health)] == [1, 0]


def test_that_a_shape_with_an_unproven_value_has_no_ground_and_dashed_lines_to_it() -> None:
    lines = [shape for shape in draw(weak_radar()).shapes if isinstance(shape, Path) and shape.pen.stroke]
    now = next(shape.pen.fill for shape in draw(weak_radar()).shapes if isinstance(shape, Circle) and shape.pen.fill)
    dashes = [bool(line.pen.dash) for line in lines if line.pen.stroke == now]
    assert dashes.count(True) == 4  # on both sides of relation and of its layer


def test_that_rows_by_distance_are_led_by_a_proven_part_and_name_no_band_of_another() -> None:
    view = in_view(weak_health(), "distance", DEFAULT)
    assert (view.title, view.lit) == ("Network is 17 points short of healthy", "network")
    high = in_view(a_chart("95", "85"), "distance", DEFAULT)
    assert high.title == "No proven component is below healthy"
    assert next(row.tag for row in high.rows if row.key == "relation") == "unproven, 50 % of its data"
    low = in_view(a_chart("0", "85"), "distance", DEFAULT)
    assert low.title == "No proven component is below healthy"
    assert "80 short, unproven" in [s.text for s in draw(low).shapes if isinstance(s, Text)]


def a_half_known() -> AccountFacts:
    """Two seats that decide, one of whom is assessed."""
    account = an_account(grade="C")
    ids = {"account_id": account.id}
    people = a_contact(**ids), a_contact(**ids)
    seats = tuple(a_decision_role(contact_id=one.id, role="approver", **ids) for one in people)
    seen = a_relation_assessment(contact_id=people[0].id, level="-1", assessed_on=AS_OF - timedelta(days=9), **ids)
    return AccountFacts(account=account, contacts=people, roles=seats, assessments=(seen,))


def test_that_a_relation_of_half_known_seats_is_unproven_in_chart_and_trend() -> None:
    found = standing(a_half_known(), Eras(), AS_OF)
    assert found.shares["relation"] < Decimal("0.6")
    view = trend_view(a_half_known(), DEFAULT, as_of=AS_OF)
    panel = next(one for one in view.panels if one.key == "relation")
    assert [dot.proven for dot in panel.dots] == [False]
    assert panel.sentence.endswith(", unproven.")
    chart = health_chart("A", readings(health(a_half_known(), DEFAULT, AS_OF, trend=False)), as_of=AS_OF, grade="C")
    assert [row.key for row in chart.rows if row.unproven] == ["relation", "key"]


def test_that_the_title_of_a_trend_rests_on_proven_parts_alone() -> None:
    assert a_trend(60).title == "Relation down 18 since August, the most of all"
    view = a_trend(80)
    assert (view.title, view.lead) == ("Satisfaction down 12 since August, the most of the proven", "satisfaction")
    view = a_trend(80, DEFAULT)
    assert view.title == "Satisfaction down 12 since August; health as a whole unproven"
    slope = a_trend(80, option="slope")
    assert (slope.title, slope.lead) == (view.title.split(";")[0] + ", the most of the proven", "satisfaction")


def test_that_a_trend_whose_proven_parts_are_steady_names_health_alone() -> None:
    assert a_trend(80, calls=6).title == "Health 74, down 8 since August"
    assert a_trend(80, DEFAULT, calls=6).title == "Trend unproven: 3 of 5 components known"


def test_that_a_fall_from_a_kept_value_that_was_unproven_leads_no_title() -> None:
    kept = [
        Kept(on=AS_OF - timedelta(days=90), measure=key, value=Decimal(60), ruleset=DEFAULT.hash, cause="plan",
             completeness=Decimal(share))
        for key, share in (("health", "0.5"), ("network", "0.5"), ("satisfaction", "1"))
    ]  # fmt: skip
    assert a_slope(kept).lead == "satisfaction"
    proven = [replace(one, completeness=Decimal(1)) for one in kept]
    proven[1] = replace(proven[1], value=Decimal(99))
    assert a_slope(proven).lead == "network"


def a_slope(kept: list[Kept]) -> TrendChart:
    """From that kept day to now."""
    return trend_view(a_story(), DEFAULT, as_of=AS_OF, kept=kept, option="slope")


def test_that_kept_values_keep_how_much_each_part_rested_on() -> None:
    day = AS_OF - timedelta(days=30)
    kept = [
        Kept(on=day, measure=key, value=Decimal(50), ruleset=DEFAULT.hash, completeness=share)
        for key, share in (("health", Decimal("0.7")), ("relation", Decimal("0.5")), ("network", None))
    ]
    point = next(one for one in standings(a_story(), Eras(), kept, AS_OF) if one.on == day)
    assert point.completeness == Decimal("0.7")
    assert point.shares == {"health": Decimal("0.7"), "relation": Decimal("0.5")}
    view = trend_view(a_story(), DEFAULT, as_of=AS_OF, kept=kept)
    dots = {one.key: next(dot for dot in one.dots if dot.on == day) for one in view.panels if one.now is not None
            and any(dot.on == day for dot in one.dots)}  # fmt: skip
    assert {key: dot.proven for key, dot in dots.items()} == {"health": False, "relation": False, "network": False}
    assert dots["relation"].words[0] == "Relation: 50 of 100, unproven"


def test_that_a_trend_tells_unproven_parts_in_legend_table_and_sentence() -> None:
    view = a_trend(80)
    assert view.unproven == "unproven: under 80 % of the data"
    assert view.table().texts()[0][2:4] == ["60, unproven", "66"]
    assert "now 60, unproven" in view.sentence()
    slope = a_trend(80, option="slope")
    assert "Relation: 78 on 23 Aug 2026, 60 on 21 Nov 2026, down 18, unproven." in slope.sentence()
    assert ["Relation", "78, unproven", "60, unproven", "−18", "down 18"] in slope.table().texts()


def test_that_the_lowest_of_a_slope_is_a_proven_one() -> None:
    views = [trend_view(a_story(), strict(n)[0], as_of=AS_OF, eras=strict(n)[1], option="slope") for n in (60, 80)]
    lowest = [replace(view, lead="", limits=(40, 70, 80)).worst() for view in views]
    assert lowest == ["relation", "network"]
    drawn = [draw(replace(view, lead="", limits=(40, 70, 80))) for view in views]
    texts = [[shape.text for shape in one.shapes if isinstance(shape, Text)] for one in drawn]
    assert ["lowest, in a worse band" in found for found in texts] == [True, False]
    assert ["lowest of the proven, in a worse band" in found for found in texts] == [False, True]


def test_that_native_lines_of_unproven_parts_are_dashed_and_the_legend_says_it_once() -> None:
    series = plot_of(full_trend()).series
    assert [one.name for one in series if one.dashed and one.listed] == ["Health (from 26 Mar), unproven"]
    dashed = [one.name for one in series if one.dashed]
    assert dashed[1:] == ["Relation, unproven", "Satisfaction, unproven", "Network, unproven"]
    assert sum(one.listed for one in series) == 4
