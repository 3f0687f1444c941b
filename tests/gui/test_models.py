# SPDX-License-Identifier: Apache-2.0
"""Table models: what repaints, what resets, what is fetched, and what stays selected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from planner.formats.guard import guarded
from planner.views.tables import CellValue, Column, Row, TableView, tab_separated
from ui.models.paged_model import KEPT_PAGES, PAGE, PagedModel
from ui.models.roles import CELL_ROLE, KEY_ROLE, SORT_ROLE
from ui.models.rows_model import RowsModel
from ui.models.selection import keep_selection, select_key, selected_keys
from ui.text import use_date_format
from ui.widgets.paint import Cell
from ui.widgets.table import DataTable

COLUMNS = (Column(key="name", title="Name"), Column(key="n", title="Number", kind="number"))


def a_view(*rows: tuple[str, str, object]) -> TableView:
    return TableView(columns=COLUMNS, rows=tuple(Row(key=k, cells=(name, n)) for k, name, n in rows))  # type: ignore[arg-type]


def names(model: QAbstractItemModel) -> list[str]:
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_that_the_same_records_repaint_only_the_rows_that_differ(qtbot: QtBot) -> None:
    model = RowsModel(a_view(("a", "Acme", 1), ("b", "Best", 2)))
    seen: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda top, _bottom: seen.append(top.row()))
    model.modelReset.connect(lambda: resets.append(True))
    model.set_view(a_view(("a", "Acme", 1), ("b", "Best", 3)))
    assert (seen, resets) == ([1], [])
    model.set_view(a_view(("b", "Best", 3)))
    assert resets == [True]


def test_that_cells_answer_text_key_sort_value_and_paint(qtbot: QtBot) -> None:
    use_date_format("dmy")
    cells = (CellValue(text="81", second="healthy", value=81.0, kind="glyph"), date(2026, 11, 21))
    model = RowsModel(TableView(columns=COLUMNS, rows=(Row(key="x", cells=cells),)))
    first, second = model.index(0, 0), model.index(0, 1)
    assert first.data() == "81 healthy"
    assert first.data(SORT_ROLE) == 81.0
    assert first.data(KEY_ROLE) == "x"
    painted = first.data(CELL_ROLE)
    assert isinstance(painted, Cell)
    assert (painted.kind, painted.second) == ("glyph", "healthy")
    assert second.data() == "21/11/2026"
    use_date_format("iso")
    assert second.data() == "2026-11-21"


def test_that_unknown_values_show_a_dash_and_sort_last_both_ways(qtbot: QtBot) -> None:
    model = RowsModel(a_view(("a", "Acme", None), ("b", "Best", 2), ("c", "core", 9)))
    assert model.index(0, 1).data() == "–"
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Best", "core", "Acme"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["core", "Best", "Acme"]


def test_that_text_sorts_without_regard_to_case(qtbot: QtBot) -> None:
    model = RowsModel(a_view(("a", "zeta", 1), ("b", "Alpha", 2), ("c", "beta", 3)))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Alpha", "beta", "zeta"]


def test_that_a_new_view_keeps_the_chosen_order(qtbot: QtBot) -> None:
    model = RowsModel(a_view(("a", "b", 2), ("b", "a", 1)))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    model.set_view(a_view(("a", "b", 2), ("b", "a", 1), ("c", "0", 3)))
    assert names(model) == ["0", "a", "b"]


def test_that_rows_have_no_children(qtbot: QtBot) -> None:
    rows = RowsModel(a_view(("a", "Acme", 1)))
    paged = PagedModel(COLUMNS, Store())
    assert rows.rowCount(rows.index(0, 0)) == 0
    assert paged.columnCount(QModelIndex()) == 2
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows)
    QAbstractItemModelTester(paged, QAbstractItemModelTester.FailureReportingMode.Fatal, paged)


class Store:
    """Counts what a paged model asks for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[str]) -> list[Row]:
        self.asked.append(len(ids))
        return [Row(key=key, cells=(f"Name {key}", int(key))) for key in reversed(ids) if key != "7"]


def test_that_ten_thousand_records_fetch_only_the_page_in_view(qtbot: QtBot) -> None:
    store = Store()
    model = PagedModel(COLUMNS, store)
    model.set_ids([str(n) for n in range(10_000)])
    assert model.rowCount() == 10_000
    assert store.asked == []
    assert model.index(5_050, 0).data() == "Name 5050"
    assert model.index(5_051, 1).data() == "5051"
    assert store.asked == [PAGE]
    assert model.row_of("9999") == 9_999


def test_that_a_record_gone_meanwhile_shows_as_unknown(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Store())
    model.set_ids(["6", "7"])
    assert [model.index(n, 0).data() for n in (0, 1)] == ["Name 6", "–"]


def test_that_old_pages_are_let_go(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Store())
    model.set_ids([str(n) for n in range(10_000)])
    for n in range(0, 10_000, PAGE):
        model.index(n, 0).data()
    assert model.held_pages() == KEPT_PAGES


def test_that_sorting_a_paged_list_asks_its_owner(qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, Store())
    with qtbot.waitSignal(model.sort_wanted) as asked:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["n", True]


def test_that_the_same_ids_again_fetch_anew_without_a_reset(qtbot: QtBot) -> None:
    store = Store()
    model = PagedModel(COLUMNS, store)
    model.set_ids(["1", "2"])
    model.index(0, 0).data()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_ids(["1", "2"])
    model.index(0, 0).data()
    assert store.asked == [2, 2]


@pytest.mark.parametrize("paged", [False, True])
def test_that_the_selection_follows_its_records_over_a_reset(qtbot: QtBot, paged: bool) -> None:
    table = DataTable(multi=True)
    qtbot.addWidget(table)
    rows = [("1", "one", 1), ("2", "two", 2), ("3", "three", 3)]
    model = PagedModel(COLUMNS, Store()) if paged else RowsModel(a_view(*rows))
    if isinstance(model, PagedModel):
        model.set_ids(["1", "2", "3"])
    table.setModel(model)
    keep_selection(table)
    assert select_key(table, "2")
    if isinstance(model, PagedModel):
        model.set_ids(["3", "2"])
    else:
        model.set_view(a_view(rows[2], rows[1]))
    assert selected_keys(table) == ("2",)
    assert model.key(table.currentIndex()) == "2"


def test_that_a_copied_table_keeps_one_line_per_row() -> None:
    view = a_view(("a", "two\nlines", 1))
    assert tab_separated(view) == "Name\tNumber\ntwo lines\t1"
    risky = TableView(columns=view.columns, rows=(Row("a", ('=HYPERLINK("x")', 1)),))
    assert tab_separated(risky, guarded).splitlines()[1] == '\'=HYPERLINK("x")\t1'
