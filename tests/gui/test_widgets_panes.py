# SPDX-License-Identifier: Apache-2.0
"""Messages, panes, fields, lists and the table: what they say, how they are walked, what they paint."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery_cells import CellModel
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.cells import cell_width, paint_cell
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.field import FieldBox, SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import Cell
from ui.widgets.panes import Group, PaneHeader
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel, WrappedLabel
from ui.widgets.table import DataTable
from ui.widgets.tile import Tile

MARKUP = '<b>Río</b> & <img src="https://example.org/x.png">'
LEFT = Qt.MouseButton.LeftButton
_KEPT: list[QWidget] = []  # pages live until their test is over


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme().apply(qapp, "light")
    yield
    theme().apply(qapp, "light")
    _KEPT.clear()


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    _KEPT.append(widget)
    with qtbot.waitActive(widget, timeout=2000):
        widget.show()
        widget.activateWindow()


def _page(qtbot: QtBot, *parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    for part in parts:
        column.addWidget(part)
    page.resize(480, 320)
    _shown(qtbot, page)
    return page


# -- text


def test_that_a_wrapped_label_gets_lower_again_when_it_gets_room(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    label = WrappedLabel("Choose the account this is about, or clear the field.", wrap=True)
    column.addWidget(label)
    column.addStretch(1)
    page.resize(120, 300)
    _shown(qtbot, page)
    qtbot.waitUntil(lambda: label.height() > 2 * label.fontMetrics().height())
    page.resize(600, 300)
    qtbot.waitUntil(lambda: label.height() < 2 * label.fontMetrics().height())


def test_that_a_bar_says_its_sentence_and_offers_steps(qtbot: QtBot) -> None:
    bar = Bar("watch", "4 items not checked", lead="Missing", closable=True)
    first, second = bar.add_button("Show items"), bar.add_button("Explain")
    _page(qtbot, bar)
    assert bar.text() == "4 items not checked"
    assert first.x() < second.x()
    bar.clear_buttons()
    assert not first.isVisible()
    bar.set_text("All checked", lead="")
    assert bar.accessibleName() == "All checked"


# -- panes and fields


def test_that_a_pane_header_is_56_high_and_closes(qtbot: QtBot) -> None:
    header = PaneHeader("Health 69", closable=True)
    _page(qtbot, header)
    assert header.height() == 56
    with qtbot.waitSignal(header.closed, timeout=1000):
        QTest.mouseClick(header.findChildren(Button)[0], LEFT)


def test_that_a_tile_is_one_button_with_all_its_words(qtbot: QtBot) -> None:
    tile = Tile("Health", basis="82 % complete")
    tile.set_number("69", "watch", "watch")
    tile.set_note("↓ 6 in 90 d")
    tile.set_content(PlainLabel("drawing"))
    _page(qtbot, tile)
    assert tile.height() == 152
    assert tile.accessibleName() == "Health, 69, watch, ↓ 6 in 90 d, 82 % complete"
    with qtbot.waitSignal(tile.clicked, timeout=1000):
        QTest.mouseClick(tile, LEFT, pos=QPoint(30, 40))


def test_that_a_fault_is_said_below_the_field_with_one_step(qtbot: QtBot) -> None:
    box = FieldBox("Due & done", QLineEdit("01/11/2026"), unit="d")
    _page(qtbot, box)
    height = box.sizeHint().height()
    box.set_fault("Before the start.", "Use 12 Dec")
    assert box.fault() == "Before the start."
    assert box.editor.property("fault") is True
    assert box.editor.accessibleName() == "Due & done"
    assert box.sizeHint().height() > height
    link = next(button for button in box.findChildren(Button) if button.label() == "Use 12 Dec")
    with qtbot.waitSignal(box.fix_clicked, timeout=1000):
        QTest.mouseClick(link, LEFT)
    box.clear_fault()
    assert box.sizeHint().height() == height


def test_that_escape_empties_a_search_field_before_it_leaves(qtbot: QtBot) -> None:
    search = SearchField("Filter…", icon="filter", shortcut="Ctrl+F")
    _page(qtbot, search)
    QTest.keyClicks(search, "rio")
    assert search.text() == "rio"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_that_a_field_keeps_its_size_when_the_focus_comes(qtbot: QtBot) -> None:
    edit, other = QLineEdit("61 %"), QPlainTextEdit()
    _page(qtbot, edit, other)
    other.setFocus()
    before = edit.geometry()
    edit.setFocus()
    assert edit.geometry() == before
    assert edit.height() == theme().density.control


def test_that_an_empty_state_is_spoken_and_offers_a_step(qtbot: QtBot) -> None:
    empty = EmptyState("Plans start with one account.", "A name is enough.", ghost=True)
    button = empty.add_button(Button("Add account", variant="primary", icon="plus"))
    _page(qtbot, empty)
    assert empty.accessibleName() == "Plans start with one account."
    assert empty.accessibleDescription() == "A name is enough."
    assert button.isVisible()


def test_that_a_list_row_is_spoken_with_both_lines(qtbot: QtBot) -> None:
    row = ListRow("Review, site North", second="Draft", right="12 Nov", icon="clipboard-check")
    qtbot.addWidget(row)
    assert row.accessibleName() == "Review, site North, Draft, 12 Nov"
    assert row.sizeHint().height() == 46
    assert ListRow("One line").sizeHint().height() == 30


def test_that_chips_flow_into_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder)
    chips = [FilterChip(word) for word in ("Reporting", "Influence", "Conflict", "Ours")]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(200, flow.heightForWidth(200))
    _shown(qtbot, holder)
    assert flow.heightForWidth(1000) < flow.heightForWidth(200)
    assert chips[-1].y() > chips[0].y()
    assert all(chip.geometry().right() < 200 for chip in chips)


# -- table


def _table(qtbot: QtBot, rows: int = 5) -> DataTable:
    cells = [[Cell(text=f"Account {n}", role="name"), Cell(text=str(n), align="right")] for n in range(rows)]
    table = DataTable(name="Accounts")
    model = CellModel(("Account", "Health"), cells)
    model.setParent(table)
    table.setModel(model)
    table.set_widths({1: 100}, stretch=0)
    _page(qtbot, table)
    return table


def test_that_enter_opens_and_space_looks_at_the_current_row(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.setFocus()
    table.selectRow(2)
    with qtbot.waitSignal(table.opened, timeout=1000) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.peeked, timeout=1000) as peeked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert opened.args is not None
    assert peeked.args is not None
    assert (opened.args[0].row(), peeked.args[0].row()) == (2, 2)


def test_that_a_double_click_opens_a_row(qtbot: QtBot) -> None:
    table = _table(qtbot)
    spot = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=spot)
    with qtbot.waitSignal(table.opened, timeout=1000) as opened:
        QTest.mouseDClick(table.viewport(), LEFT, pos=spot)
    assert opened.args is not None
    assert opened.args[0].row() == 1


def test_that_selection_is_a_tint_and_focus_is_a_frame(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.selectRow(1)
    table.clearFocus()
    rect = table.visualRect(table.model().index(1, 0))
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(4, rect.center().y()) == theme().tokens.color("selection")
    table.setFocus()
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(1, rect.center().y()) == theme().tokens.color("accent")
    assert picture.pixelColor(4, rect.center().y()) == theme().tokens.color("selection")


def test_that_the_row_under_the_pointer_is_tinted(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.set_hover_row(3)
    rect = table.visualRect(table.model().index(3, 0))
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(4, rect.center().y()) == theme().tokens.color("hover")
    table.set_hover_row(-1)
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(4, rect.center().y()) == theme().tokens.color("card")


def test_that_tab_leaves_the_table(qtbot: QtBot) -> None:
    table = _table(qtbot)
    button = Button("After", table.parentWidget())
    button.show()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_that_rows_follow_the_density(qtbot: QtBot, qapp: QApplication) -> None:
    table = _table(qtbot)
    assert table.rowHeight(0) == 30
    theme().apply(qapp, "light", "touch")
    assert table.rowHeight(0) == 40
    theme().apply(qapp, "light", "compact")
    assert table.rowHeight(0) == 24


def test_that_scrolling_keeps_the_hover_row_inside_the_model(qtbot: QtBot) -> None:
    table = _table(qtbot, 60)
    table.set_hover_row(2)
    spot = QPointF(20, 20)
    wheel = QWheelEvent(
        spot,
        table.viewport().mapToGlobal(spot),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), wheel)
    assert -1 <= table.hover_row() < 60


CELLS = (
    Cell(text="Meridian"),
    Cell(),
    Cell(kind="number", text="1 200", second="EUR"),
    Cell(kind="two_line", text="Meridian", second="Food retail"),
    Cell(kind="grade", state="s"),
    Cell(kind="grade", state="ungraded"),
    Cell(kind="band", state="e", text="R-3"),
    Cell(kind="band"),
    Cell(kind="glyph", state="watch", text="69", second="watch", trend="down"),
    Cell(kind="glyph", reserve=True),
    Cell(kind="bar", text="112 %", value=112, target=100, plan=90),
    Cell(kind="bar", text="0 %", value=0, target=0),
    Cell(kind="icon", icon="camera", text="3"),
    Cell(kind="tag", text="Draft"),
    Cell(kind="check", value=1, text="Call"),
    Cell(kind="check", value=0),
    Cell(kind="level", value=-1, text="−1"),
    Cell(kind="level", text="–"),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.kind}-{cell.state or cell.text}")
def test_that_every_kind_of_cell_paints_something_and_knows_its_width(qapp: QApplication, cell: Cell) -> None:
    image = QImage(200, 46, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    blank = image.copy()
    painter = QPainter(image)
    paint_cell(painter, QRect(8, 0, 184, 46), cell)
    painter.end()
    assert image != blank
    assert cell_width(cell) > 0


def test_that_a_thumbnail_keeps_its_proportions(qapp: QApplication) -> None:
    picture = QPixmap(200, 100)
    picture.fill(QColor("#00FF00"))
    image = QImage(100, 44, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_cell(painter, QRect(0, 0, 100, 44), Cell(kind="thumb", pixmap=picture))
    painter.end()
    green = [y for y in range(44) if image.pixelColor(20, y) == QColor("#00FF00")]
    assert len(green) == pytest.approx(20, abs=2)


def test_that_a_row_in_a_group_stands_flush_and_its_highlight_reaches_beyond_it(qtbot: QtBot) -> None:
    group = Group("Evidence")
    row = ListRow("Review", second="Draft")
    row.setCheckable(True)
    group.add(row)
    group.resize(300, 120)
    qtbot.addWidget(group)
    group.show()
    plain = group.grab().toImage()
    row.setChecked(True)
    group.update()
    marked = group.grab().toImage()
    beside = row.x() - 4, row.geometry().center().y()
    assert plain.pixelColor(*beside) != marked.pixelColor(*beside)


def test_that_a_long_title_gives_way_to_the_parts_at_the_right(qtbot: QtBot) -> None:
    head = PaneHeader("A title that is far too long for a narrow details pane", closable=True)
    head.add_right(Button(variant="icon", icon="history", name="History"))
    qtbot.addWidget(head)
    head.resize(280, 56)
    head.show()
    parts = [part for part in head.findChildren(Button) if part.isVisible()]
    title = next(label for label in head.findChildren(PlainLabel) if label.full_text().startswith("A title"))
    assert title.geometry().right() < min(part.x() for part in parts)
    assert max(part.geometry().right() for part in parts) < head.width()


def test_that_a_label_hidden_while_the_theme_changes_shows_in_the_new_colour(qtbot: QtBot, qapp: QApplication) -> None:
    label = PlainLabel("Words")
    qtbot.addWidget(label)
    theme().apply(qapp, "dark")
    label.show()
    shown = label.palette().color(QPalette.ColorRole.WindowText)
    wanted = theme().tokens.color("text")
    theme().apply(qapp, "light")
    assert shown == wanted
