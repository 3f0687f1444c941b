# SPDX-License-Identifier: Apache-2.0
"""What fresh eyes misread in the charts of people and risks, and must not misread again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from planner.render.picture import draw
from planner.render.scene import Circle, Rect, Scene, Text
from planner.render.scene import Path as Line
from planner.render.tokens import palette
from planner.rules.ruleset import DEFAULT
from planner.views.coverage_chart import coverage_chart
from planner.views.decision_chain import decision_chain
from planner.views.power_map import power_map
from tests.unit.render import chart_views
from tests.unit.render.people_views import AS_OF, many, meridian, people

_ONE_HOLDER = (
    ("Ada", "CEO", "approver", "general", True, "-1", 10, "P1"),
    ("Ben", "CFO", "decider", "general", False, "2", 10, "P1"),
    ("Cleo", "Clerk", "user", "general", False, "1", 10, ""),
    ("Dan", "Clerk", "user", "general", False, None, 10, ""),
)
_LEVELS = {"−1", "0", "+1", "+2"}


def _texts(scene: Scene) -> list[str]:
    return [shape.text for shape in scene.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_a_seat_says_who_of_us_holds_them_and_the_title_is_not_said_twice(style: str) -> None:
    more = ((f"S{n}", "", role, chain, False, None, 0, "") for n, (role, chain) in enumerate(
        (("supporter", "technical"), ("supporter", "general"), ("influencer", "commercial")) * 2))  # fmt: skip
    facts = people([*_ONE_HOLDER, ("Eva", "COO", "decider", "technical", False, "2", 10, "P1"), *more])
    held = "A. Vidal alone holds every key relation we know of"
    seats = coverage_chart(facts, DEFAULT, as_of=AS_OF)
    assert seats.title == held
    assert held not in [text for _, text in seats.flags]
    assert _texts(draw(seats, style=style, frame=True)).count("A. Vidal") == 3
    theirs = coverage_chart(facts, DEFAULT, as_of=AS_OF, option="people")
    assert held in [text for _, text in theirs.flags]


def test_that_with_few_seats_known_the_unknown_ones_are_the_news_and_shares_say_of_what() -> None:
    one = (("Ada", "CEO", "decider", "technical", True, "1", 10, "P1"),)
    view = coverage_chart(people(one), DEFAULT, as_of=AS_OF)
    assert view.title == "11 of 12 seats unknown, first the technical approver"
    assert [text for _, text in view.flags] == [
        "100 % of the known key relation rests on Ada",
        "A. Vidal alone holds every key relation we know of",
    ]
    assert [(head.value, head.basis) for head in view.heads] == [
        ("8 %", "1 of 12 seats, 11 unknown"),
        ("100 %", "unproven, 1 of 1 person with us, met in 180 days"),
    ]
    assert [(head.loud, head.proven) for head in view.heads] == [(True, True), (False, False)]


@pytest.mark.parametrize("count", [13, 40])
@pytest.mark.parametrize(
    ("build", "chosen"),
    [
        (coverage_chart, {"option": "seats"}),
        (coverage_chart, {"option": "people"}),
        (power_map, {"option": "tree"}),
        (power_map, {"option": "grid"}),
        (decision_chain, {}),
    ],
)
def test_that_every_row_of_the_table_is_one_mark_of_the_picture(build: Any, chosen: Any, count: int) -> None:
    view = build(many(count), DEFAULT, as_of=AS_OF, **chosen)
    marks = [mark for mark in draw(view).marks if mark.stop]
    stood_for = [key for mark in marks for key in (mark.id, *mark.rows)]
    rows = [row.key for row in view.table().rows]
    assert len(set(rows)) == len(rows)
    assert [key for key in rows if stood_for.count(key) != 1] == []


def test_that_signs_of_levels_are_explained_where_they_stand() -> None:
    facts = meridian()
    assert {"not assessed", "with us"} <= set(_texts(draw(coverage_chart(many(13), DEFAULT, as_of=AS_OF))))
    chain = decision_chain(facts, DEFAULT, as_of=AS_OF)
    assert {"with us", "open: below +1", "seat unknown"} <= set(_texts(draw(chain)))
    cells = [text for row in coverage_chart(many(13), DEFAULT, as_of=AS_OF).table().texts() for text in row]
    assert {"? not assessed", "∅ not met"} & set(cells)


def test_that_the_charts_say_how_they_count_seats() -> None:
    facts = meridian()
    assert "4 roles × 3 chains" in coverage_chart(facts, DEFAULT, as_of=AS_OF).footer
    assert "users included" in decision_chain(facts, DEFAULT, as_of=AS_OF).footer
    missing = power_map(people(_ONE_HOLDER[1:]), DEFAULT, as_of=AS_OF)
    assert "1 person not assessed. In 1 chain nobody known decides." in missing.footer


def test_that_others_in_a_step_do_not_read_as_a_level() -> None:
    two = (*_ONE_HOLDER[:1], _ONE_HOLDER[2], _ONE_HOLDER[3])
    view = decision_chain(people(two), DEFAULT, as_of=AS_OF)
    user = next(step for step in view.steps if step.more)
    assert user.more_text == "and 1 other"
    said = _texts(draw(view))
    assert "and 1 other" in said
    assert not any(" +1" in text for text in said if not text.endswith((": below +1", ": from +1")))
    assert "unknown in 1 of 3 chains" in view.footer


@pytest.mark.parametrize("style", ["print", "show"])
def test_that_people_are_listed_as_far_as_they_fit_and_the_rest_is_counted_in_words(style: str) -> None:
    known = coverage_chart(many(11), DEFAULT, as_of=AS_OF, option="people")
    scene = draw(known, style=style, frame=True)
    assert len([mark for mark in scene.marks if mark.id.startswith("person-")]) == 11
    assert not any("not shown" in text for text in _texts(scene))
    crowd = coverage_chart(many(40), DEFAULT, as_of=AS_OF, option="people")
    said = _texts(draw(crowd, style=style, frame=True))
    assert any("more people not shown" in text for text in said)
    assert "People met · held" in said


def test_that_one_holder_is_said_once_and_several_stand_in_the_cards() -> None:
    one = power_map(people(_ONE_HOLDER), DEFAULT, as_of=AS_OF)
    assert one.held_text == "A. Vidal alone holds 2 contacts."
    assert sum("A. Vidal" in text for text in _texts(draw(one))) == 1
    several = power_map(meridian(), DEFAULT, as_of=AS_OF)
    assert several.held_text == ""
    assert {"by A. Vidal", "by M. Ibáñez"} <= set(_texts(draw(several)))
    assert not any(text.startswith("by ") for text in _texts(draw(replace(several, hidden=frozenset({"ours"})))))


def test_that_the_person_of_the_title_is_ringed_and_the_path_is_the_heaviest_line() -> None:
    view = power_map(meridian(), DEFAULT, as_of=AS_OF)
    card = view.card(view.spotlight)
    assert card is not None
    assert card.name in view.title
    scene, act = draw(view), palette("light")["act"]
    assert sum(isinstance(s, Rect) and s.pen.stroke == act for s in scene.shapes) == 1
    text = palette("light")["text"]
    badges = [s for s in scene.shapes if isinstance(s, Circle) and s.pen.fill == text]
    assert len(badges) == len(view.steps) + 1  # and the one of the legend
    lines = [s for s in scene.shapes if isinstance(s, Line) and s.pen.stroke and not s.closed]
    ways = [line.pen.width for line in lines if line.pen.stroke == text]
    assert ways
    assert min(ways) > max(line.pen.width for line in lines if line.pen.stroke != text)


@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_cards_name_the_role_first_and_no_card_lies_on_the_words_above_the_loose_ones(style: str) -> None:
    deep = ((1, 0), (2, 1), (3, 2), (4, 3), (5, 4))
    view = power_map(people(_ONE_HOLDER * 2, deep), DEFAULT, as_of=AS_OF)
    scene = draw(view, style=style, frame=True)
    assert sum(text.startswith("Appr") for text in _texts(scene)) == 2
    head = next(s for s in scene.shapes if isinstance(s, Text) and s.text == view.loose_text)
    boxes = [mark.box for mark in scene.marks if mark.id.startswith("person-")]
    assert not any(box.y < head.y + head.size * 0.25 and box.y + box.h > head.y - head.size * 0.7 for box in boxes)


def test_that_the_grid_promises_no_card_sizes_and_shows_names_whole() -> None:
    view = power_map(meridian(), DEFAULT, as_of=AS_OF, option="grid")
    assert "card size" not in view.subtitle
    said = _texts(draw(view, frame=True))
    assert not any(text.endswith("…") for text in said)
    assert view.letters not in said


def test_that_an_opponent_on_paper_is_white_in_a_thick_dark_edge() -> None:
    scene = draw(power_map(meridian(), DEFAULT, as_of=AS_OF), style="print", frame=True)
    colors = palette("print")
    blocks = [s for s in scene.shapes if isinstance(s, Rect) and s.pen.stroke == colors["text"] and s.pen.fill]
    assert [block.pen.fill for block in blocks] == [colors["card"]]
    assert blocks[0].pen.width >= 2
    assert not any(isinstance(s, Rect) and s.pen.fill == colors["level_minus"] for s in scene.shapes)


@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_bands_axes_and_former_places_are_explained(style: str) -> None:
    view = chart_views.full_matrix()
    scene = draw(view, style=style, frame=True)
    said = [shape for shape in scene.shapes if isinstance(shape, Text)]
    strip = [next(text.x for text in said if text.text == words) for words in view.bands]
    assert strip == sorted(strip)
    assert {"Likelihood", "Impact", "before treatment"} <= {text.text for text in said}
    assert any(text.text == "= R-07" for text in said)
    below = max(mark.box.y + mark.box.h for mark in scene.marks if mark.id.startswith("cell-"))
    rings = [s for s in scene.shapes if isinstance(s, Circle) and s.y < below]
    assert rings
    assert not any(ring.pen.dash for ring in rings)


def test_that_a_low_matrix_keeps_its_pins_rows_and_bands_apart() -> None:
    view = chart_views.full_matrix()
    scene = draw(view, (420, 266), "screen")
    alone = [cell.pins[0].risk_id for cell in view.cells if len(cell.pins) == 1]
    assert all(scene.mark(f"pin-{key}") for key in alone)
    heights = {round(mark.box.h) for mark in scene.marks if mark.id.startswith("cell-")}
    assert min(heights) >= 26  # two lines of a row's name
    assert set(view.bands) <= set(_texts(scene))
    assert all(0 < s.y <= scene.height for s in scene.shapes if isinstance(s, Text))


def test_that_only_the_worst_band_has_a_second_edge_in_light_and_dark() -> None:
    view = chart_views.full_matrix()
    for colors in (palette("light"), palette("dark")):
        scene = draw(view, style="screen", colors=colors)
        edges = [s for s in scene.shapes if isinstance(s, Rect) and s.pen.stroke == colors["risk_e_text"]
                 and not s.pen.fill]  # fmt: skip
        worst = [cell for cell in view.cells if cell.band == "extreme"]
        boxes = [mark.box for cell in worst if (mark := scene.mark(f"cell-{cell.likelihood}-{cell.impact}"))]
        assert all(any(box.holds(edge.x, edge.y) for edge in edges) for box in boxes)


def test_that_pins_of_two_digits_are_round_on_paper_and_words_stay_under_the_grid() -> None:
    view = chart_views.full_matrix()
    scene = draw(view, style="print", frame=True)
    pins = [s for s in scene.shapes if isinstance(s, Rect) and s.pen.fill == "#FFFFFF" and s.radius > 5 and s.h < 30]
    assert pins
    assert all(abs(pin.w - pin.h) < 0.01 for pin in pins)
    last = next(s for s in scene.shapes if isinstance(s, Text) and s.text == view.impacts[-1])
    right = max(mark.box.x + mark.box.w for mark in scene.marks if mark.id.startswith("cell-"))
    from planner.render.measure import text_width

    assert last.x + text_width(last.text, last.size) / 2 <= right + 1


def test_that_a_framed_matrix_names_the_first_risks_and_the_list_clips_no_name() -> None:
    view = chart_views.full_matrix()
    named = " ".join(_texts(draw(view, style="screen", frame=True)))
    assert all(line.code in named for line in view.lines)
    assert "R-24 not assessed" in named
    many = _texts(draw(chart_views.crowded_matrix(), style="screen", frame=True))
    assert "and 8 more" in many
    assert any("not assessed" in text for text in many)  # counted or not, what waits for a rating keeps its name
    said = _texts(draw(view, style="print", frame=True))
    assert not any(text.endswith("…") for text in said)
    long = replace(view.lines[0], statement="word " * 30, code="R-12")
    assert len(long.short) <= 49
    assert replace(long, statement="冷链断电：B1 电池组老化").short == "冷链断电"


@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_the_risk_of_the_title_has_the_one_dark_pin_and_the_legend_says_so(style: str) -> None:
    view = replace(chart_views.full_matrix(), named=("R-12",))
    scene = draw(view, style=style, frame=True)
    dark = [s for s in scene.shapes if isinstance(s, Rect) and s.pen.fill == "#0B57A4"]
    assert len(dark) == 2  # on the grid and in the legend
    assert "= R-12, in the title" in _texts(scene)
    blank = draw(chart_views.empty_matrix(), style=style)
    assert not {"no plan", "drilled plan"} & set(_texts(blank))
    loud = palette("light")["risk_e"]
    assert not any(isinstance(s, Rect) and s.pen.fill == loud for s in blank.shapes)
    below = max(mark.box.y + mark.box.h for mark in blank.marks if mark.id.startswith("cell-"))
    said = next(s for s in blank.shapes if isinstance(s, Text) and s.text == "No risks recorded yet")
    assert said.y > below  # no row is hidden by the words


def test_that_the_step_of_the_title_is_bold_and_ring_numbers_keep_off_the_dots() -> None:
    view = chart_views.full_movement()
    lead = next(stair for stair in view.stairs if stair.id == view.lead)
    assert lead.text in view.title
    bold = [s.text for s in draw(view).shapes if isinstance(s, Text) and s.weight == 600]
    assert any(lead.text.startswith(text.rstrip("…")) for text in bold)
    assert not any(stair.text in bold for stair in view.stairs if stair.text != lead.text)
    for radar in (chart_views.open_radar(), chart_views.radar_health()):
        scene = draw(radar)
        limits = [s for s in scene.shapes if isinstance(s, Text) and s.text in {str(n) for n in radar.limits}]
        dots = [s for s in scene.shapes if isinstance(s, Circle)]
        assert len(limits) == 3
        assert all(abs(t.x - d.x) + abs(t.y - d.y) > d.r for t in limits for d in dots)


def test_that_unconnected_cards_stand_in_one_row_with_the_unknown_approver_first_and_ringed() -> None:
    view = power_map(people(_ONE_HOLDER[1:3]), DEFAULT, as_of=AS_OF)
    scene = draw(view)
    boxes = [mark.box for mark in scene.marks if mark.id.startswith("person-")]
    assert [card.key == view.spotlight for card in view.cards] == [True, False, False]
    assert len({round(box.y) for box in boxes}) == 1
    assert view.loose_text in _texts(scene)
    assert any(isinstance(s, Rect) and s.pen.stroke == palette("light")["act"] for s in scene.shapes)


def test_that_the_levels_of_the_grid_are_equally_wide_and_it_speaks_of_no_path() -> None:
    scene = draw(power_map(meridian(), DEFAULT, as_of=AS_OF, option="grid"))
    heads = [s.x for s in scene.shapes if isinstance(s, Text) and s.anchor == "middle" and s.text in _LEVELS]
    steps = {round(b - a) for a, b in pairwise(heads)}
    assert len(heads) == 4
    assert len(steps) == 1
    assert not any("Path" in text for text in _texts(scene))
