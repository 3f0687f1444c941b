# SPDX-License-Identifier: Apache-2.0
"""Chart drawings: golden SVG text, pictures, marks, and what every style promises."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.render.measure import text_width
from planner.render.picture import CHARTS, chart_pdf, chart_png, chart_svg, draw
from planner.render.scene import Box, Circle, Rect, Scene, Text
from planner.render.scene import Path as ScenePath
from planner.render.slope_labels import apart
from planner.render.svg import text_start
from planner.render.tokens import STYLES, palette
from planner.services.chart_cards import CATALOGUE
from planner.views.charts import ChartView
from tests.unit.render import chart_views, people_views

GOLDEN = Path(__file__).parents[2] / "golden" / "charts"
VIEWS: dict[str, Callable[[], ChartView]] = {
    "health-full": chart_views.full_health,
    "health-partial": chart_views.partial_health,
    "health-empty": chart_views.empty_health,
    "radar-full": chart_views.radar_health,
    "radar-open": chart_views.open_radar,
    "health-weak": chart_views.weak_health,
    "radar-weak": chart_views.weak_radar,
    "risk-full": chart_views.full_matrix,
    "risk-crowded": chart_views.crowded_matrix,
    "risk-empty": chart_views.empty_matrix,
    "trend-full": chart_views.full_trend,
    "trend-broken": chart_views.broken_trend,
    "trend-slope": chart_views.slope_trend,
    "trend-empty": chart_views.empty_trend,
    "satisfaction-full": chart_views.full_satisfaction,
    "satisfaction-partial": chart_views.partial_satisfaction,
    "satisfaction-shared": chart_views.shared_satisfaction,
    "satisfaction-empty": chart_views.empty_satisfaction,
    "cadence-full": chart_views.full_cadence,
    "cadence-empty": chart_views.empty_cadence,
    "movement-full": chart_views.full_movement,
    "movement-still": chart_views.still_movement,
    "movement-unknown": chart_views.no_movement,
    "map-full": people_views.full_map,
    "map-moved": people_views.moved_map,
    "map-grid": people_views.grid_map,
    "map-loose": people_views.loose_map,
    "map-empty": people_views.empty_map,
    "chain-full": people_views.full_chain,
    "chain-part": people_views.part_chain,
    "chain-empty": people_views.empty_chain,
    "coverage-seats": people_views.seat_cover,
    "coverage-people": people_views.people_cover,
    "coverage-many": people_views.many_cover,
    "coverage-empty": people_views.empty_cover,
}
every_view = pytest.mark.parametrize("name", VIEWS)
every_style = pytest.mark.parametrize("style", STYLES)


def texts(scene: Scene) -> list[Text]:
    return [shape for shape in scene.shapes if isinstance(shape, Text)]


@every_view
@every_style
def test_that_a_drawing_is_as_it_was_approved(name: str, style: str) -> None:
    drawn = chart_svg(VIEWS[name](), style=style, frame=style in {"print", "show"})
    kept = GOLDEN / f"{name}-{style}.svg"
    if os.environ.get("WATERLINE_WRITE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == kept.read_text(encoding="utf-8")


@every_view
@every_style
def test_that_no_text_leaves_its_picture_or_is_smaller_than_the_floor(name: str, style: str) -> None:
    scene = draw(VIEWS[name](), style=style, frame=style in {"print", "show"})
    floor = {"screen": 12, "tile": 12, "print": 10.67, "show": 24}[style]
    for text in texts(scene):
        start = text_start(text)
        assert start >= -0.5, text.text
        assert start + text_width(text.text, text.size, text.weight) <= scene.width + 1, text.text
        assert 0 < text.y <= scene.height, text.text
        assert text.size >= floor, text.text


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "risk-crowded"])
def test_that_texts_of_a_framed_picture_do_not_lie_on_each_other(name: str) -> None:
    scene = draw(VIEWS[name](), style="print", frame=True)
    boxes = [
        (text_start(t), t.y - t.size * 0.72, text_start(t) + text_width(t.text, t.size, t.weight), t.y, t.text)
        for t in texts(scene)
        if t.text != "No risks recorded yet"
    ]
    for number, (left, top, right, bottom, words) in enumerate(boxes):
        for left2, top2, right2, bottom2, words2 in boxes[number + 1 :]:
            apart = right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 1 or bottom2 <= top + 1
            assert apart, (words, words2)


@every_view
def test_that_svg_is_well_formed_and_holds_title_and_description(name: str) -> None:
    view = VIEWS[name]()
    root = ElementTree.fromstring(chart_svg(view))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == view.title
    assert root.findtext(f"{space}desc") == view.sentence()


def test_that_markup_and_control_signs_in_names_stay_text() -> None:
    view = replace(chart_views.full_health(), account="<script>alert('x')</script> & Söhne \x07")
    ElementTree.fromstring(chart_svg(view))
    assert "<script>" not in chart_svg(view)


def test_that_pictures_have_the_size_asked_for_and_the_same_bytes_each_time() -> None:
    view = chart_views.full_matrix()
    picture = chart_png(view, scale=2.0)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1284
    assert picture == chart_png(view, scale=2.0)


def test_that_a_printed_picture_is_170_mm_wide_wherever_it_is_put() -> None:
    from io import BytesIO

    from PIL import Image

    for style, scale, wide in (("print", 2.0, 170), ("show", 1.0, 508)):
        picture = Image.open(BytesIO(chart_png(chart_views.full_health(), style=style, scale=scale)))
        picture.load()
        across, down = picture.info["dpi"]
        assert across == down
        assert round(picture.width / across * 25.4) == wide


def test_that_a_pdf_embeds_the_shipped_fonts_and_has_the_same_bytes_each_time() -> None:
    view = chart_views.full_matrix()
    pdf = chart_pdf(view)
    assert pdf.startswith(b"%PDF")
    assert b"Inter-SemiBold" in pdf
    assert b"NotoSansSC-Regular" in pdf
    assert pdf == chart_pdf(view)


def test_that_dark_and_light_differ_in_colour_only() -> None:
    view = chart_views.full_matrix()
    light, dark = (draw(view, style="screen", colors=palette(name)) for name in ("light", "dark"))
    assert [(t.x, t.y, t.text) for t in texts(light)] == [(t.x, t.y, t.text) for t in texts(dark)]
    assert light.shapes != dark.shapes


def test_that_what_was_not_assessed_has_words_and_a_dashed_ring_but_no_dot() -> None:
    view = chart_views.partial_health()
    scene = draw(view, style="screen")
    gaps = sum(row.now is None for row in view.rows)
    rings = [s for s in scene.shapes if isinstance(s, Circle) and s.pen.dash]
    dots = [s for s in scene.shapes if isinstance(s, Circle) and s.pen.fill == palette("light")["chart_now"]]
    assert len(rings) == gaps
    words = [t for t in texts(scene) if t.text.endswith("not assessed")]
    assert len(words) == gaps
    scale = max(t.x for t in texts(scene) if t.text == "100")
    assert min(ring.x for ring in rings) > scale
    assert {t.anchor for t in words} == {"end"}
    assert len(dots) == len(view.rows) - gaps + 1  # and one in the legend
    assert "0" not in {t.text for t in texts(scene) if t.weight == 600}


def test_that_more_than_four_pins_become_three_and_a_count_and_none_is_dropped() -> None:
    scene = draw(chart_views.crowded_matrix(), (900, 640), style="screen")
    cell = scene.mark("cell-4-3")
    assert cell is not None
    assert len(cell.records) == 7
    inside = [m for m in scene.marks if not m.stop and set(m.records) <= set(cell.records)]
    assert len(inside) == 3
    assert "+4" in {t.text for t in texts(scene)}


def test_that_an_arrow_is_drawn_only_for_a_risk_that_moved() -> None:
    def ghosts(view: ChartView) -> int:
        scene = draw(view, style="screen")
        below = max(mark.box.y + mark.box.h for mark in scene.marks if mark.id.startswith("cell-"))
        return len({(s.x, s.y) for s in scene.shapes if isinstance(s, Circle) and s.y < below})

    assert ghosts(chart_views.full_matrix()) == 1
    assert ghosts(chart_views.empty_matrix()) == 0


def test_that_every_cell_shows_its_letter_and_is_a_mark() -> None:
    scene = draw(chart_views.empty_matrix(), style="screen")
    assert len([m for m in scene.marks if m.id.startswith("cell-")]) == 25
    assert sum(t.text in {"L", "M", "H", "E"} for t in texts(scene)) == 25


def test_that_the_frontmost_mark_answers_at_a_point() -> None:
    scene = draw(chart_views.full_matrix(), style="screen")
    pin = scene.mark("pin-R-12")
    assert pin is not None
    assert scene.mark_at(*pin.box.middle) == pin
    cell = scene.mark("cell-3-4")
    assert cell is not None
    assert scene.mark_at(cell.box.x + 1, cell.box.y + 1) == cell


def test_that_a_slide_for_customers_carries_no_internal_banner() -> None:
    view = chart_views.full_matrix()
    inside = draw(view, style="show", frame=True)
    outside = draw(replace(view, audience="customer"), style="show", frame=True)
    assert any("INTERNAL" in t.text for t in texts(inside))
    assert not any("INTERNAL" in t.text or t.text == "Internal" for t in texts(outside))


def test_that_risk_bands_get_darker_step_by_step_also_in_grey() -> None:
    colors = palette("print")
    greys = [_grey(colors[f"risk_{band}"]) for band in "lmhe"]
    assert greys == sorted(greys, reverse=True)
    assert min(a - b for a, b in pairwise(greys)) > 20


def _grey(code: str) -> float:
    red, green, blue = (int(code[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_that_the_lit_mark_is_drawn_differently() -> None:
    view = replace(chart_views.full_health(), lit="")
    plain, lit = (draw(view, style="screen", focus=key) for key in ("", "service"))
    tint = palette("light")["selection"]
    assert not [s for s in plain.shapes if isinstance(s, Rect) and s.pen.fill == tint]
    assert [s for s in lit.shapes if isinstance(s, Rect) and s.pen.fill == tint]


def test_that_the_row_of_the_takeaway_is_tinted_until_another_is_lit() -> None:
    def tinted(focus: str) -> list[Rect]:
        scene = draw(chart_views.full_health(), style="screen", focus=focus)
        tint = palette("light")["selection"]
        return [s for s in scene.shapes if isinstance(s, Rect) and s.pen.fill == tint and s.h > 15]

    rows = {mark.id: mark.box for mark in draw(chart_views.full_health(), style="screen").marks}
    for focus, key in (("", "service"), ("network", "network")):
        assert all(rows[key].y <= rect.y <= rows[key].y + rows[key].h for rect in tinted(focus))
        assert tinted(focus)


def test_that_every_kind_of_chart_is_registered_under_its_name() -> None:
    assert set(CHARTS) == {*CATALOGUE, "movement"}


@pytest.mark.parametrize("width", [340, 360, 380, 470, 640])
def test_that_words_under_the_cells_are_whole_and_apart_however_narrow_the_matrix_is(width: int) -> None:
    view = chart_views.full_matrix()
    scene = draw(view, (width, 300), "screen")
    words = [text for text in texts(scene) if text.text in view.impacts]
    assert [text.text for text in words] == list(view.impacts)
    spans = [(text.y, text_start(text), text_start(text) + text_width(text.text, text.size)) for text in words]
    assert all(start >= 0 and end <= width for _, start, end in spans)
    for number, (y, _, end) in enumerate(spans):
        assert all(end < start for other, start, _ in spans[number + 1 :] if other == y)


def test_that_neither_pins_nor_the_rings_of_former_places_lie_on_a_letter_of_a_low_matrix() -> None:
    view = chart_views.full_matrix()
    scene = draw(view, (350, 290), "screen")
    letters = [text for text in texts(scene) if len(text.text) == 1 and text.text in "LMHE"]
    legend = max(mark.box.y + mark.box.h for mark in scene.marks if mark.id.startswith("cell-"))
    rounds = [shape for shape in scene.shapes if isinstance(shape, Circle) and shape.y < legend]
    pins = [mark.box for mark in scene.marks if mark.id.startswith("pin-")]
    boxes = pins + [Box(x=c.x - c.r, y=c.y - c.r, w=2 * c.r, h=2 * c.r) for c in rounds]
    assert len(letters) == 25
    assert len({(ring.x, ring.y) for ring in rounds}) == 1
    for letter in letters:
        right, top = text_start(letter) + text_width(letter.text, letter.size), letter.y - letter.size * 0.7
        hit = [box for box in boxes if box.x < right and box.x + box.w > text_start(letter)]
        assert not [box for box in hit if box.y < letter.y and box.y + box.h > top]


def test_that_a_radar_is_not_closed_through_what_is_not_known() -> None:
    def outline(name: str) -> int:
        scene = draw(VIEWS[name](), style="screen")
        now = palette("light")["chart_now"]
        shapes = [shape for shape in scene.shapes if isinstance(shape, ScenePath) and shape.pen.stroke == now]
        return sum(1 for shape in shapes if shape.points[0][1] > 40)

    assert outline("radar-full") == 8
    assert outline("radar-open") == 4


def test_that_no_line_of_a_trend_crosses_the_day_the_rules_changed() -> None:
    view = chart_views.broken_trend()
    scene = draw(view, style="screen")
    now = palette("light")["chart_now"]
    marks = {mark.id: mark.box.middle for mark in scene.marks}
    for panel in view.panels:
        places = [marks[dot.key] for dot in panel.dots]
        before = [at for at, dot in zip(places, panel.dots, strict=True) if dot.on < view.breaks[0]]
        after = [at for at, dot in zip(places, panel.dots, strict=True) if dot.on >= view.breaks[0]]
        lines = [s for s in scene.shapes if isinstance(s, ScenePath) and s.pen.stroke == now]
        assert not any(before[-1] in line.points and after[0] in line.points for line in lines)


@pytest.mark.parametrize(
    "name", ["radar-open", "satisfaction-partial", "satisfaction-empty", "trend-full", "trend-empty", "health-empty"]
)
@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_what_is_missing_has_no_mark_on_a_scale(name: str, style: str) -> None:
    scene = draw(VIEWS[name](), style=style)
    gone = palette({"screen": "light"}.get(style, style))["unknown"]
    rings = [s for s in scene.shapes if isinstance(s, Circle) and s.pen.stroke == gone]
    lines = [s for s in scene.shapes if isinstance(s, ScenePath) and s.pen.stroke == gone]
    left = min((t.x for t in texts(scene)), default=0.0)
    assert all(ring.x - ring.r <= left + 2 for ring in rings)  # where there are any, they begin lines of words
    assert lines == []


def test_that_a_slope_prints_the_change_at_its_later_day_and_colours_the_measure_of_the_title() -> None:
    view = chart_views.slope_trend()
    scene = draw(view, style="screen")
    bold = [t.text for t in texts(scene) if t.weight == 600 and view.panels[0].label not in t.text]
    first, last = next(panel.ends for panel in view.panels if panel.key == view.lead)
    assert first is not None
    assert last is not None
    now = palette("light")["chart_now"]
    lines = [s for s in scene.shapes if isinstance(s, ScenePath) and s.pen.stroke == now]
    assert len(lines) == 2  # one in the legend
    assert any(text.startswith(f"{last.value:.0f} Network, down ") for text in bold)


@pytest.mark.parametrize("name", ["health-empty", "trend-empty", "satisfaction-empty", "cadence-empty"])
@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_a_chart_of_nothing_has_no_scale_but_a_sentence_and_what_would_tell(name: str, style: str) -> None:
    view = VIEWS[name]()
    scene = draw(view, style=style)
    said = texts(scene)
    assert said[0].text.rstrip(":.") in getattr(view, "empty_text", "").rstrip(":.")
    assert not {"0", "40", "100"} & {text.text for text in said}
    assert len(scene.marks) == {"satisfaction-empty": 1, "cadence-empty": 1}.get(name, 5)


@pytest.mark.parametrize("style", ["screen", "print", "show"])
def test_that_steady_looks_steady_on_the_whole_scale_and_names_keep_clear_of_lines(style: str) -> None:
    view = replace(chart_views.slope_trend(), steady=13)
    scene = draw(view, style=style, frame=True)
    said = texts(scene)
    assert {"0", "100"} <= {text.text for text in said}
    quiet = {panel.label for panel in view.panels if view.turn(panel) == 0}
    assert quiet
    ends = [text for text in said if any(f" {name}, " in text.text for name in quiet)]
    assert [text.text.rpartition(", ")[2] for text in ends] == ["steady"] * len(quiet)
    dots = [mark.box for mark in scene.marks if mark.id.startswith(("from-", "to-"))]
    left, right = min(box.x for box in dots), max(box.x + box.w for box in dots)
    starts = tuple(f"{words} " for one in view.panels for words in (one.label, one.value_text))
    names = [text for text in said if text.size == STYLES[style].label and text.text.startswith(starts)]
    assert len(names) == len(dots)
    assert all(text.x <= left for text in names if text.anchor == "end")
    assert all(text.x >= right for text in names if text.anchor == "start")


def test_that_names_that_would_collide_are_spread_about_their_middle() -> None:
    assert apart([10.0, 50.0], 5, (0, 100)) == [10.0, 50.0]
    assert apart([50.0, 50.0], 10, (0, 100)) == [45.0, 55.0]
    assert apart([98.0, 99.0, 99.0], 10, (0, 100)) == [80.0, 90.0, 100.0]
