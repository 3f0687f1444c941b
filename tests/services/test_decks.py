# SPDX-License-Identifier: Apache-2.0
"""Slides that are native, can be edited, never overflow, and say who may read them (ux 5.2, issue 5 part 8)."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.oxml.ns import qn

from planner.kernel.text import speaking
from planner.render import pptx_deck, pptx_lines, pptx_table
from planner.rules.ruleset import DEFAULT
from planner.services import chart_cards, decks
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.views.audience import CUSTOMER
from planner.views.deck import Deck, Grid, Slide
from planner.views.power_map import power_map
from planner.views.trend_view import trend_view
from tests.builders import a_risk, an_account, an_action
from tests.conftest import DEVICE, copied
from tests.stores import put
from tests.unit.render import chart_views
from tests.unit.render.people_views import AS_OF, many, meridian

_LONG = "Rectifier overload at the distribution centre 上海前滩旗舰店冷链配电 and its three neighbours, "


@pytest.fixture(scope="module")
def filled(sample_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = copied(sample_of_today, tmp_path_factory.mktemp("deck") / "sample")
    made = open_portfolio(path, device=DEVICE)
    yield made
    made.close()


def _meridian(session: Session) -> str:
    return str(session.read(lambda c: c.execute("SELECT id FROM account WHERE name LIKE 'Meridian%'").fetchone()[0]))


@pytest.fixture(scope="module")
def deck(filled: Session, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal deck of the sample."""
    chart_cards.set_note(filled, _meridian(filled), "health", "Ask about the credit notes")
    return decks.export(filled, _meridian(filled), tmp_path_factory.mktemp("out")).path


def _shapes(path: Path) -> list[Any]:
    return [shape for slide in Presentation(str(path)).slides for shape in slide.shapes]


def _inside(path: Path) -> None:
    """Nothing reaches beyond its slide, no id stands twice, nothing is smaller than 12 pt, titles take two lines."""
    made: Any = Presentation(str(path))
    for slide in made.slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            if shape.shape_type is not None and "LINE" in str(shape.shape_type):
                continue
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= made.slide_width + 12700
            assert shape.top + shape.height <= made.slide_height + 12700, shape.name
    for run in _runs(path):
        assert int(run.find(qn("a:rPr")).get("sz")) >= 1200


def _runs(path: Path) -> list[Any]:
    return [run for slide in Presentation(str(path)).slides for run in slide._element.iter(qn("a:r"))]


def test_that_the_deck_has_native_charts_tables_pins_and_connectors(deck: Path) -> None:
    shapes = _shapes(deck)
    kinds = [shape.chart.chart_type.name for shape in shapes if shape.has_chart]
    assert kinds == ["BAR_CLUSTERED", "LINE_MARKERS", "LINE_MARKERS"]
    grids = [shape.table for shape in shapes if shape.has_table]
    assert any(len(table.rows) == len(table.columns) == 6 for table in grids)
    assert any(shape.name.startswith("Risk R-12") for shape in shapes)
    connectors = [shape for shape in shapes if shape._element.tag == qn("p:cxnSp")]
    glued = [one for one in connectors if one._element.find(f".//{qn('a:stCxn')}") is not None]
    assert len(glued) >= 5
    cards = {shape.shape_id for shape in shapes}
    assert {int(one._element.find(f".//{qn('a:endCxn')}").get("id")) for one in glued} <= cards


def test_that_every_exhibit_is_described_and_every_run_has_its_east_asian_face(deck: Path) -> None:
    for shape in _shapes(deck):
        if shape.has_chart or shape.has_table or shape._element.tag in {qn("p:pic"), qn("p:cxnSp")}:
            assert len(shape._element.find(f".//{qn('p:cNvPr')}").get("descr")) > 5, shape.name
    for run in _runs(deck):
        assert run.find(qn("a:rPr")).find(qn("a:ea")).get("typeface") == "Noto Sans SC"


def test_that_nothing_overflows(deck: Path) -> None:
    _inside(deck)


def test_that_what_is_unknown_has_no_bar_and_says_so(deck: Path) -> None:
    chart = next(shape.chart for shape in _shapes(deck) if shape.has_chart)
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[-1].values, strict=True))
    assert values["Service: not assessed"] is None
    assert values["Network"] == 75


def test_that_the_data_of_a_chart_can_be_edited(deck: Path, tmp_path: Path) -> None:
    made = Presentation(str(deck))
    chart = next(shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[0][1:] == [series.name for series in chart.plots[0].series]
    assert len(cells) == 1 + len(list(chart.plots[0].categories))
    data = CategoryChartData()
    data.categories = ["A", "B"]
    data.add_series("now", (12, 34))
    chart.replace_data(data)
    made.save(str(tmp_path / "edited.pptx"))
    again = next(shape.chart for shape in _shapes(tmp_path / "edited.pptx") if shape.has_chart)
    assert list(again.plots[0].series[0].values) == [12, 34]


def test_that_notes_are_in_the_internal_deck_and_the_file_names_no_author(deck: Path) -> None:
    made = Presentation(str(deck))
    notes = [slide.notes_slide.notes_text_frame.text for slide in made.slides if slide.has_notes_slide]
    assert len(notes) == 2, "the one written here, and that of the sample beside the risks"
    assert notes[0] == "Ask about the credit notes"
    props = made.core_properties
    assert (props.author, props.last_modified_by, props.comments) == ("", "", "")
    assert not [slide for slide in made.slides if slide._element.get("show") == "0"]


def test_that_a_taken_name_is_kept(filled: Session, deck: Path) -> None:
    again = decks.export(filled, _meridian(filled), deck.parent, kinds=("health",))
    assert again.path.name != deck.name
    twice = decks.export(filled, _meridian(filled), again.path, kinds=("health",))
    assert twice.path.name.endswith(" (2).pptx")


@pytest.mark.parametrize(("language", "wide"), [("en", True), ("zh_CN", False)])
def test_that_long_names_and_many_rows_go_on_and_stay_inside(
    session: Session, tmp_path: Path, language: str, wide: bool
) -> None:
    account = an_account(name=_LONG * 3)
    risks = [
        a_risk(account_id=account.id, kind="technical", state="open", audience="customer", code=f"R-{n}",
               likelihood=4, impact=4, statement=_LONG + "x" * 90 if n == 3 else _LONG)
        for n in range(14)
    ]  # fmt: skip
    due = date(2026, 12, 1)
    actions = [an_action(account_id=account.id, title=_LONG * 2, due=due + timedelta(n), done_on=None, dropped_on=None,
                         audience="customer") for n in range(14)]  # fmt: skip
    put(session, account, *risks, *actions)
    template = None
    if not wide:
        template = tmp_path / "company.pptx"
        Presentation().save(str(template))
    for audience in decks.AUDIENCES:
        made = decks.export(session, account.id, tmp_path, audience=audience, template=template, language=language,
                            editable=True).path  # fmt: skip
        _inside(made)
        titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(made)).slides]
        assert any("2/" in title for title in titles)
        cells = "".join(text.text or "" for shape in _shapes(made) if shape.has_table
                        for text in shape._element.iter(qn("a:t")))  # fmt: skip
        assert cells.count(_LONG.strip()[:30]) > 14


def test_that_a_template_loses_its_slides_authors_and_notes(filled: Session, tmp_path: Path) -> None:
    template = tmp_path / "company.pptx"
    company = Presentation()
    company.core_properties.author = "Agency Person"
    old = company.slides.add_slide(company.slide_layouts[1])
    old.shapes.title.text = "An old slide"
    old.notes_slide.notes_text_frame.text = "An old note"
    company.save(str(template))
    made = decks.export(filled, _meridian(filled), tmp_path, kinds=("health",), template=template).path
    words = made.read_bytes()
    assert len(Presentation(str(made)).slides) == 1
    assert Presentation(str(made)).core_properties.author == ""
    from planner.services.leak_scan import parts_of

    everything = "\n".join(text for _, text in parts_of(words))
    assert "An old" not in everything
    assert "Agency Person" not in everything


# -- tables


def test_that_a_row_higher_than_a_slide_is_split_and_nothing_of_it_is_lost() -> None:
    words = " ".join(f"word{n}" for n in range(900))
    grid = Grid(heads=("A", "B"), rows=(("first", "x"), (words, "y"), ("last", "z")))
    how = pptx_table.fit(grid, 400.0, 250.0)
    assert how.size == 12
    told = " ".join(row[0] for page in how.pages for row in page.rows)
    assert told.split() == ["first", *words.split(), "last"]
    for page in how.pages:
        one = Grid(heads=grid.heads, rows=page.rows)
        assert sum(pptx_table._heights(one, how.widths, how.size, how.pad)) <= 250.0


def test_that_type_shrinks_before_a_table_goes_on() -> None:
    few = Grid(heads=("A",), rows=tuple((f"row {n}",) for n in range(4)))
    more = Grid(heads=("A",), rows=tuple((f"row {n}",) for n in range(13)))
    assert pptx_table.fit(few, 300.0, 300.0).size == 14
    assert pptx_table.fit(more, 300.0, 300.0).size < 14
    with speaking("zh_CN"):
        assert sum(pptx_table.fit(few, 300.0, 300.0).widths) == pytest.approx(300.0)


# -- charts by their views


def _slide_of(view: Any, option: str = "") -> Any:
    slide = Slide(key=view.kind, title=view.title, chart=view, view=option)
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=view.as_of, slides=(slide,))
    return Presentation(io.BytesIO(pptx_deck.written(deck))).slides[0]


def test_that_health_is_a_radar_where_that_was_chosen_and_all_five_are_known() -> None:
    for view, option, kind in (
        (chart_views.full_health(), "radar", "RADAR_MARKERS"),
        (chart_views.full_health(), "dots", "BAR_CLUSTERED"),
        (chart_views.partial_health(), "radar", "BAR_CLUSTERED"),
    ):
        chart = next(shape.chart for shape in _slide_of(view, option).shapes if shape.has_chart)
        assert chart.chart_type.name == kind


def _words(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_that_the_bands_of_a_score_stand_round_its_native_chart() -> None:
    for view, along, across in (
        (chart_views.full_health(), "width", "left"),
        (chart_views.broken_trend(), "height", "top"),
    ):
        slide = _slide_of(view)
        frame = next(shape for shape in slide.shapes if shape.has_chart)
        layout = frame.chart._chartSpace.chart.plotArea.find(qn("c:layout")).find(qn("c:manualLayout"))
        start, size = ("x", "w") if along == "width" else ("y", "h")
        share = {tag: float(layout.find(qn(f"c:{tag}")).get("val")) for tag in (start, size)}
        whole = getattr(frame, along)
        begin, length = getattr(frame, across) + share[start] * whole, share[size] * whole
        places = [begin + length * (limit if along == "width" else 100 - limit) / 100 for limit in view.limits]
        lines = [shape for shape in slide.shapes if shape._element.tag == qn("p:cxnSp")]
        found = sorted(getattr(line, across) for line in lines)
        assert found == [pytest.approx(at, abs=12700) for at in sorted(places)]
        assert {"critical", "at risk", "watch", "healthy"} <= set(_words(slide))
    assert "Health 69, watch; 75 on 23 Aug" in _words(_slide_of(chart_views.full_health()))


def test_that_a_native_line_of_health_begins_where_it_is_made_of_the_components_of_today() -> None:
    view = trend_view(chart_views.late_relation(), DEFAULT, as_of=chart_views.AS_OF)
    health, network = (pptx_lines.plot_of(view).series[n] for n in (0, -1))
    assert health.name == "Health (from 22 Sep), unproven"
    assert sum(value is not None for value in health.values) == 3
    assert sum(value is not None for value in network.values) > 3


def test_that_a_native_trend_of_two_days_plots_these_two_alone() -> None:
    view = chart_views.slope_trend()
    plot = pptx_lines.plot_of(view)
    assert plot.categories == (view.since, view.end)
    assert len(pptx_lines.plot_of(chart_views.full_trend()).categories) > 2


def test_that_unproven_health_is_a_dashed_line_of_its_own(deck: Path) -> None:
    chart = next(
        shape.chart for shape in _shapes(deck) if shape.has_chart and shape.chart.chart_type.name == "LINE_MARKERS"
    )
    unproven, proven, *others = chart.plots[0].series
    assert unproven.name == "Health, unproven"
    assert proven.name.startswith("Health (from ")  # the sample is of the day on which it is made
    assert unproven.format.line.dash_style is not None
    for one in (proven, *others):
        assert (one.format.line.dash_style is not None) == one.name.endswith(", unproven")
    top = float(chart._chartSpace.chart.plotArea.find(f".//{qn('c:y')}").get("val"))
    assert top * _frame_height(deck) / 12700 > 50  # two lines of legend
    known = [value for value in proven.values if value is not None]
    assert 0 < len(known) < sum(value is not None for value in unproven.values)


def _frame_height(path: Path) -> int:
    return next(
        int(shape.height)
        for shape in _shapes(path)
        if shape.has_chart and shape.chart.chart_type.name == "LINE_MARKERS"
    )


def test_that_the_list_on_the_risk_slide_shows_what_it_is_ordered_by(deck: Path) -> None:
    heads, *rows = _ranked(deck)
    assert heads == ["Band", "ID", "Risk", "Loss", "Plan, next"]
    amounts = [float(row[3].split()[0]) for row in rows if row[3]]
    assert amounts == sorted(amounts, reverse=True)
    assert len(amounts) > 3
    assert any("Ranked by expected loss (EUR)" in shape.text_frame.text for shape in _shapes(deck) if
               shape.has_text_frame)  # fmt: skip


def _ranked(path: Path) -> list[list[str]]:
    table = next(shape.table for shape in _shapes(path) if shape.has_table and shape.name == "Ranked list")
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_that_a_page_on_unproven_health_says_so_in_its_title(deck: Path) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(deck)).slides]
    assert "Health 59 unproven, 1 high or extreme risk" in titles


def test_that_a_failed_drill_is_not_told_as_a_drilled_plan(filled: Session, tmp_path: Path) -> None:
    made = decks.export(filled, _meridian(filled), tmp_path, audience=CUSTOMER)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(made.path)).slides]
    assert "2 agreed plans, 1 drill failed" in titles


def test_that_a_source_of_two_lines_is_whole_in_chinese(filled: Session, tmp_path: Path) -> None:
    chenxi = filled.read(lambda c: c.execute("SELECT id FROM account WHERE name LIKE '晨曦%'").fetchone()[0])
    made = decks.export(filled, str(chenxi), tmp_path, language="zh_CN")
    assert [s.text_frame.text for s in _shapes(made.path) if s.has_text_frame and s.text_frame.text.endswith("…")] == []
    axes = [s.chart.category_axis for s in _shapes(made.path) if s.has_chart]
    assert 'yy"年"m"月"' in {axis.tick_labels.number_format for axis in axes}


@pytest.mark.parametrize("option", ["tree", "grid"])
def test_that_a_map_on_a_slide_rings_whom_its_title_names_and_explains_its_signs(option: str) -> None:
    view = power_map(meridian(), DEFAULT, as_of=AS_OF, option=option)
    slide = _slide_of(view, option)
    named = {shape.name: shape for shape in slide.shapes}
    card = named[view.card(view.spotlight).name]  # type: ignore[union-attr]
    rings = [shape for shape in slide.shapes if shape.name == "whom the title is about" and shape.width >= card.width]
    assert [ring.left < card.left and ring.top < card.top for ring in rings] == [True]
    assert {"key decider", "whom the title is about"} <= set(_words(slide))
    key = next(one for one in view.cards if one.is_key)
    assert named[key.name].line._get_or_add_ln().get("cmpd") == "dbl"
    if option == "grid":
        assert {"Level →", "Role ↓", "Approver", "−1", "+3"} <= set(_words(slide))
        assert [one.name for one in view.cards if one.name not in named] == []


def test_that_who_has_no_room_on_a_map_follows_in_a_table() -> None:
    view = power_map(many(80), DEFAULT, as_of=AS_OF)
    slide = Slide(key=view.kind, title=view.title, chart=view)
    deck = Deck(title="T", account="A", audience="internal", tag="INTERNAL", as_of=AS_OF, slides=(slide,))
    made = Presentation(io.BytesIO(pptx_deck.written(deck)))
    told = "\n".join(
        text
        for one in made.slides
        for shape in one.shapes
        for text in (
            shape.name,
            *(cell.text for row in (shape.table.rows if shape.has_table else ()) for cell in row.cells),
        )
    )
    assert [card.name for card in view.cards if card.name not in told] == []


def test_that_a_line_breaks_where_the_rules_changed() -> None:
    view = chart_views.broken_trend()
    chart = next(shape.chart for shape in _slide_of(view).shapes if shape.has_chart)
    assert view.breaks
    first = list(chart.plots[0].series[0].values)
    assert None in first[1:-1]
    assert chart._chartSpace.chart.find(qn("c:dispBlanksAs")).get("val") == "gap"


def test_that_more_than_four_pins_in_a_cell_become_a_chip_that_names_them() -> None:
    slide = _slide_of(chart_views.crowded_matrix())
    chips = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith("+")]
    assert chips
    assert len(chips[0]._element.find(f".//{qn('p:cNvPr')}").get("descr").splitlines()) == int(chips[0].text_frame.text)
