# SPDX-License-Identifier: Apache-2.0
"""What has no room in a template goes on on the next slide, or is listed among what was left out (ux 5.2)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from planner.render import draw_trend, pptx_deck, pptx_lines, pptx_measures, pptx_people, pptx_table, trend_events
from planner.render.pptx_master import Room
from planner.render.pptx_text import lines_of
from planner.render.scene import Box, Rect, Sheet, Text
from planner.render.tokens import kit
from planner.rules.ruleset import DEFAULT
from planner.services import decks
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.views.audience import CUSTOMER
from planner.views.deck import Deck, Grid, Slide
from planner.views.power_map import power_map
from tests.builders import an_account
from tests.conftest import DEVICE, copied
from tests.stores import put
from tests.unit.render import chart_views
from tests.unit.render.people_views import AS_OF, many

NO_ROOM = "a table instead of a drawing, no room in this template"


@pytest.fixture(scope="module")
def filled(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = open_portfolio(copied(sample_of_today, tmp_path_factory.mktemp("room") / "sample"), device=DEVICE)
    yield made
    made.close()


def _template(folder: Path, wide: float, high: float) -> Path:
    """A company's slides of that many inches, with the places of its layouts stretched to it."""
    made: Any = Presentation()
    across, down = Inches(wide) / made.slide_width, Inches(high) / made.slide_height
    made.slide_width, made.slide_height = Inches(wide), Inches(high)
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            if shape._element.spPr.xfrm is not None:
                left, top, width, height = shape.left, shape.top, shape.width, shape.height
                shape.left, shape.top = int(left * across), int(top * down)
                shape.width, shape.height = int(width * across), int(height * down)
    path = folder / f"{wide}-{high}.pptx"
    made.save(str(path))
    return path


def _meridian(session: Session) -> str:
    return str(session.read(lambda c: c.execute("SELECT id FROM account WHERE name LIKE 'Meridian%'").fetchone()[0]))


def _told(path: Path) -> str:
    made: Any = Presentation(str(path))
    words: list[str] = []
    for slide in made.slides:
        for shape in slide.shapes:
            words += [shape.text_frame.text] if shape.has_text_frame else []
            words += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
    return "\n".join(words)


@pytest.mark.parametrize(("wide", "high"), [(10, 7.5), (13.333, 7.5), (10, 5.625)])
def test_that_in_a_template_of_any_size_units_and_letters_are_told(
    filled: Session, tmp_path: Path, wide: float, high: float
) -> None:
    made = decks.export(filled, _meridian(filled), tmp_path, template=_template(tmp_path, wide, high))
    told = _told(made.path)
    assert "By unit: contacts at level 0 or above" in told
    assert "IT operations 3 of 4" in told
    assert "T technical · C commercial · G general" in told
    assert "+ with us · 0 listens only · −1 against us" in told
    assert [line for line in made.left_out if "cut short" in line] == []


def test_that_what_a_small_template_has_as_tables_is_listed(filled: Session, tmp_path: Path) -> None:
    small, large = _template(tmp_path, 10, 5.625), _template(tmp_path, 13.333, 7.5)
    made = decks.export(filled, _meridian(filled), tmp_path, template=small)
    assert [line for line in made.left_out if "room" in line] == [
        f"{name}: {NO_ROOM}" for name in ("Power map", "Decision chain", "Risks and contingency")
    ]
    told = _told(made.path)
    assert all(name in told for name in ("E. Ruiz", "Bartholomew", "R-12", "R-24"))
    customer = decks.export(filled, _meridian(filled), tmp_path, audience=CUSTOMER, template=small)
    assert f"Technical risks: {NO_ROOM}" in customer.left_out
    shown = decks.preview(filled, _meridian(filled), template=small)
    assert shown.left_out == made.left_out
    for other in (decks.export(filled, _meridian(filled), tmp_path, template=large), decks.export(
            filled, _meridian(filled), tmp_path)):  # fmt: skip
        assert [line for line in other.left_out if "room" in line] == []


def test_that_words_cut_short_on_a_slide_are_listed() -> None:
    slide = Slide(key="x", name="Plan", title="Long " * 900, grid=Grid(heads=("A",), rows=(("b",),)))
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF, slides=(slide,))
    assert pptx_deck.made(deck)[1] == ("Plan: 1 text cut short, no room on the slide",)


def test_that_a_long_source_is_whole_in_a_template(tmp_path: Path) -> None:
    source = " ".join(f"word{n}" for n in range(60))
    slide = Slide(key="x", title="T", source=source, grid=Grid(heads=("A",), rows=(("b",),)))
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF, slides=(slide,))
    content, lost = pptx_deck.made(deck, _template(tmp_path, 10, 7.5))
    shapes = Presentation(io.BytesIO(content)).slides[0].shapes
    assert source in [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert lost == ()


def test_that_who_has_no_room_for_the_whole_name_follows_in_a_table(filled: Session, tmp_path: Path) -> None:
    template = _template(tmp_path, 10, 7.5)
    made: Any = Presentation(
        str(decks.export(filled, _meridian(filled), tmp_path, kinds=("power-map",), template=template).path)
    )
    short = [shape.name for shape in made.slides[0].shapes if shape.has_text_frame and "…" in shape.text_frame.text]
    rows = [row.cells[0].text for slide in list(made.slides)[1:] for shape in slide.shapes if shape.has_table
            for row in shape.table.rows]  # fmt: skip
    assert short
    assert set(short) <= set(rows)


# -- the trend


@pytest.mark.parametrize("room", [Room(0, 0, 888, 300), Room(0, 0, 650, 320), Room(0, 0, 650, 190)])
def test_that_no_measure_on_a_slide_is_too_flat_to_be_read(room: Room) -> None:
    view = chart_views.full_trend()
    parts, told = pptx_measures.parts(view, room)
    assert [panel.key for part in parts for panel in part.panels] == [p.key for p in view.panels if p.dots]
    for part in parts:
        assert pptx_measures._high(view, room, part) >= 3 * kit("show").style.axis
    gaps = [gap for part in parts for gap in part.gaps]
    assert len(gaps) + len(told) == len(draw_trend.gaps_of(view))


def test_that_measures_without_any_room_are_listed(tmp_path: Path) -> None:
    view = chart_views.full_trend()
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF,
                slides=(Slide(key=view.kind, name="Trend", title=view.title, chart=view),))  # fmt: skip
    content, lost = pptx_deck.made(deck, _template(tmp_path, 8, 4))
    assert "Trend: the picture of each measure, no room in this template" in lost
    assert len(Presentation(io.BytesIO(content)).slides) == 1


@pytest.mark.parametrize("high", [90.0, 140.0, 200.0, 400.0, 700.0])
def test_that_the_name_of_an_event_lies_on_no_line(high: float) -> None:
    view = chart_views.full_trend()
    for panel in (one for one in view.panels if one.event is not None):
        box = Box(x=0.0, y=0.0, w=560.0, h=high)
        plot = trend_events.Plot(box=box, left=0.0, right=560.0, top=0.0, bottom=high - 40)
        sheet = Sheet()
        trend_events.events(sheet, view, panel, plot, kit("show"))
        for ground in (shape for shape in sheet.shapes if isinstance(shape, Rect)):
            for run in (run for other in view.panels for run in other.runs):
                for a, b in pairwise(run):
                    for share in (n / 40 for n in range(41)):
                        (x1, y1), (x2, y2) = plot.point(view, a), plot.point(view, b)
                        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
                        assert not (ground.x < x < ground.x + ground.w and ground.y < y < ground.y + ground.h)
            assert ground.y >= plot.top
    named = [shape for shape in sheet.shapes if isinstance(shape, Text)]
    assert named or high < 700


# -- words


def test_that_a_value_of_one_answer_is_not_called_a_mean() -> None:
    view = chart_views.full_satisfaction()
    known = tuple(replace(quarter, n=5) for quarter in view.quarters if quarter.mean is not None)
    one = replace(known[0], n=1)
    for quarters, name in (
        (known, "mean of the quarter"),
        ((*known, one), "mean of the quarter, or its only answer"),
        ((one,), "the only answer of the quarter"),
    ):
        shown = replace(view, quarters=quarters, joined=())
        deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF,
                    slides=(Slide(key=view.kind, title=view.title, chart=shown),))  # fmt: skip
        made: Any = Presentation(io.BytesIO(pptx_deck.written(deck)))
        chart = next(shape.chart for shape in made.slides[0].shapes if shape.has_chart)
        assert {series.name for series in chart.plots[0].series} == {name}
        assert pptx_lines._mean_words(shown) == name


def test_that_no_foot_of_a_slide_counts_nothing(session: Session, filled: Session) -> None:
    account = an_account(name="Empty")
    put(session, account)
    empty = {one.key: one.source for one in decks.build(session, account.id).slides}
    assert (empty["page"], empty["changes"]) == ("", "")
    full = {one.key: one.source for one in decks.build(filled, _meridian(filled)).slides}
    assert full["changes"].startswith("Source: 37 records, as of")


def test_that_words_of_a_table_stay_whole_where_the_longest_have_room_beside_one_another() -> None:
    heads = ("Chain", "Step", "Held by", "Level", "Our contact", "State")
    row = ("Commercial", "Influencer", "Bartholomew Ravensworth of the Northern Distribution Centre and more",
           "? not assessed", "A. Vidal", "seat unknown")  # fmt: skip
    grid = Grid(heads=heads, rows=(row,))
    how = pptx_table.fit(grid, 480.0, 200.0)
    for text, width in zip((*heads, *row), (*how.widths, *how.widths), strict=True):
        said = lines_of(text, how.size, width - 12, bold=text in heads)
        assert " ".join(said).split() == text.split(), text


def test_that_short_columns_have_room_for_a_wider_font_where_the_long_one_has_it_to_spare() -> None:
    grid = Grid(heads=("Site", "Checks of", "Checks", "Attention"), rows=(("North", "Spares and backup", "5", "1"),))
    how = pptx_table.fit(grid, 880.0, 300.0)
    assert sum(how.widths) == pytest.approx(880)
    for n in (0, 2, 3):
        assert lines_of(grid.heads[n], how.size * 1.2, how.widths[n] - 12, bold=True) == (grid.heads[n],)


def test_that_cards_of_a_map_never_lie_upon_each_other() -> None:
    view = power_map(many(20), DEFAULT, as_of=AS_OF)
    for wide, high in ((650, 170), (650, 300), (888, 180), (888, 300)):
        room = Room(30, 100, wide, high)
        cards = pptx_people._laid(view, room).rooms.values()
        apart = all(
            a.x + a.w <= b.x + 1 or b.x + b.w <= a.x + 1 or a.y + a.h <= b.y + 1 or b.y + b.h <= a.y + 1
            for a, b in combinations(cards, 2)
        )
        assert pptx_people.fits(view, room) is (high == 300) is apart


def test_that_a_long_line_below_the_title_is_whole_in_a_template(tmp_path: Path) -> None:
    said = " ".join(f"word{n}" for n in range(40))
    slide = Slide(key="x", title="T", subtitle=said, grid=Grid(heads=("A",), rows=(("b",),)))
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF, slides=(slide,))
    assert pptx_deck.made(deck, _template(tmp_path, 10, 7.5))[1] == ()
