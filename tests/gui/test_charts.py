# SPDX-License-Identifier: Apache-2.0
"""Charts on screen: marks by mouse and keyboard, words for screen readers, themes, table twin, clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.render.scene import Mark
from tests.unit.render.chart_views import crowded_matrix, empty_matrix, full_health, full_matrix, partial_health
from ui.charts.canvas import ChartCanvas
from ui.charts.hover import HoverCard
from ui.charts.panel import ChartPanel
from ui.theme.theme import theme


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme().apply(qapp, "light")
    yield
    theme().apply(qapp, "light")


@pytest.fixture
def canvas(qtbot: QtBot) -> ChartCanvas:
    widget = ChartCanvas()
    qtbot.addWidget(widget)
    widget.resize(652, 480)
    widget.set_view(full_health())
    widget.show()
    return widget


@pytest.fixture
def panel(qtbot: QtBot) -> ChartPanel:
    widget = ChartPanel()
    qtbot.addWidget(widget)
    widget.resize(1000, 640)
    widget.set_view(full_matrix())
    widget.show()
    return widget


def _middle(canvas: ChartCanvas, key: str) -> QPoint:
    scene = canvas.scene()
    assert scene is not None
    mark = scene.mark(key)
    assert mark is not None
    x, y = mark.box.middle
    return QPoint(round(x), round(y))


def _focus(canvas: ChartCanvas) -> str:
    mark = canvas.current_mark()
    return mark.id if mark else ""


def test_that_arrows_home_and_end_walk_over_the_rows(canvas: ChartCanvas) -> None:
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(canvas, key)
        walked.append(_focus(canvas))
    assert walked == ["relation", "satisfaction", "relation", "organisational", "relation"]


def test_that_arrows_walk_over_the_cells_of_the_matrix(canvas: ChartCanvas) -> None:
    canvas.set_view(full_matrix())
    canvas.focus_mark("cell-3-4")
    walked = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
        walked.append(_focus(canvas))
    assert walked == ["cell-3-3", "cell-4-3", "cell-4-4", "cell-3-4"]


def test_that_enter_opens_the_focused_mark(qtbot: QtBot, canvas: ChartCanvas) -> None:
    canvas.focus_mark("service")
    with qtbot.waitSignal(canvas.activated) as got:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert isinstance(got.args[0], Mark)
    assert got.args[0].records == ("service",)


def test_that_enter_without_a_focused_mark_is_left_to_the_window(qtbot: QtBot, canvas: ChartCanvas) -> None:
    with qtbot.assertNotEmitted(canvas.activated):
        QTest.keyClick(canvas, Qt.Key.Key_Return)


def test_that_a_click_on_a_pin_opens_its_risk_and_focuses_its_cell(qtbot: QtBot, canvas: ChartCanvas) -> None:
    canvas.set_view(full_matrix())
    with qtbot.waitSignal(canvas.activated) as got:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _middle(canvas, "pin-R-21"))
    assert got.args[0].records == ("R-21",)
    assert _focus(canvas) == "cell-2-4"


def test_that_the_focused_mark_is_spoken_and_told(qtbot: QtBot, canvas: ChartCanvas) -> None:
    with qtbot.waitSignal(canvas.focused) as got:
        QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert got.args[0].id == "relation"
    assert canvas.accessibleDescription().startswith("Relation: 59 of 100")


def test_that_the_canvas_has_title_and_sentence_for_screen_readers(canvas: ChartCanvas) -> None:
    view = full_health()
    assert canvas.accessibleName() == view.title
    assert canvas.accessibleDescription() == view.sentence()


def test_that_hovering_shows_value_day_and_sources_and_leaving_hides_them(canvas: ChartCanvas) -> None:
    card = canvas.findChild(HoverCard)
    assert isinstance(card, HoverCard)
    QTest.mouseMove(canvas, _middle(canvas, "service"))
    assert card.lines == ("Service: 82 of 100", "23 Aug: 93", "fell most of the components", "21 Nov 2026", "2 sources")
    assert canvas.rect().contains(card.geometry())
    canvas.set_view(partial_health())
    assert not card.isVisible()


def test_that_a_new_chart_keeps_the_focus_where_it_can(canvas: ChartCanvas) -> None:
    canvas.focus_mark("service")
    canvas.set_view(partial_health())
    assert _focus(canvas) == "service"
    canvas.set_view(full_matrix())
    assert _focus(canvas) == ""


def test_that_a_change_of_theme_repaints_in_its_colours(qapp: QApplication, canvas: ChartCanvas) -> None:
    light = canvas.grab().toImage()
    theme().apply(qapp, "dark")
    dark = canvas.grab().toImage()
    assert light != dark
    assert dark.pixelColor(2, 2) == theme().tokens.color("card")


def test_that_a_canvas_without_a_chart_paints_nothing_and_takes_keys_calmly(canvas: ChartCanvas) -> None:
    canvas.set_view(None)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.scene() is None
    assert canvas.accessibleName() == ""


def test_that_a_tile_leaves_mouse_and_focus_to_the_tile_round_it(qtbot: QtBot) -> None:
    tile = ChartCanvas(style="tile")
    qtbot.addWidget(tile)
    tile.set_view(crowded_matrix())
    assert tile.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert tile.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_that_the_panel_shows_words_and_audience_round_the_chart(panel: ChartPanel) -> None:
    view = full_matrix()
    assert panel.title.full_text() == view.title
    assert panel.footer.full_text() == view.footer
    assert panel.auto.isVisible()
    assert panel.audience.accessibleName() == "Internal"


def test_that_the_list_stands_beside_the_matrix_and_under_it_when_narrow(qtbot: QtBot, panel: ChartPanel) -> None:
    assert panel.side.isVisible()
    assert panel.side.geometry().left() >= panel.canvas.geometry().right()
    panel.resize(640, 700)
    qtbot.waitUntil(lambda: panel.side.geometry().top() >= panel.canvas.geometry().bottom())


def test_that_there_is_no_empty_list_beside_an_empty_matrix_or_health(panel: ChartPanel) -> None:
    panel.set_view(empty_matrix())
    assert not panel.side.isVisible()
    panel.set_view(full_health())
    assert not panel.side.isVisible()


def test_that_the_table_twin_takes_the_place_of_the_chart_and_gives_it_back(qtbot: QtBot, panel: ChartPanel) -> None:
    with qtbot.waitSignal(panel.table_shown) as got:
        panel.toggle_table()
    assert got.args == [True]
    assert panel.table.isVisible()
    assert not panel.canvas.isVisible()
    model = panel.table.model()
    assert model is not None
    assert model.rowCount() == 6
    panel.toggle_table()
    assert panel.canvas.isVisible()


def test_that_focusing_a_cell_selects_its_first_risk_in_the_list(panel: ChartPanel) -> None:
    panel.canvas.focus_mark("cell-2-4")
    assert panel.side.current_row() == 2


def test_that_a_record_can_be_pointed_to(panel: ChartPanel) -> None:
    panel.select_record("R-07")
    assert _focus(panel.canvas) == "cell-3-3"
    panel.select_record("absent")
    assert _focus(panel.canvas) == ""


def test_that_opening_a_row_tells_its_record(qtbot: QtBot, panel: ChartPanel) -> None:
    panel.side.selectRow(0)
    panel.side.setFocus()
    with qtbot.waitSignal(panel.row_opened) as got:
        QTest.keyClick(panel.side, Qt.Key.Key_Return)
    assert got.args == ["R-12"]


def test_that_the_copied_picture_is_light_in_the_dark_theme(qapp: QApplication, panel: ChartPanel) -> None:
    theme().apply(qapp, "dark")
    panel.copy_picture()
    image: QImage = QGuiApplication.clipboard().image()
    assert image.width() == 642 * 3
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_that_copied_data_is_the_table_as_tab_separated_text(panel: ChartPanel) -> None:
    panel.copy_data()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Band", "ID", "Risk"]
    assert len(lines) == 7
