# SPDX-License-Identifier: Apache-2.0
"""The parts of the visual language: what they say, how keys and pointer reach them, and what they paint."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import Gallery
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.button import Button
from ui.widgets.chips import BandChip, FilterChip, GradeChip, LevelChip
from ui.widgets.outside import SafeDocument, open_url
from ui.widgets.result_keys import RESULTS, ResultKeys, result_rects
from ui.widgets.ring import FocusRing
from ui.widgets.rows import RailList
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.segmented import Segment, SegmentedControl
from ui.widgets.stepbar import StepBar

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


def test_that_a_label_shows_markup_as_typed(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.text() == MARKUP
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_that_a_shortened_label_keeps_its_whole_text_as_a_plain_tooltip(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP, elide=True)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.full_text() == MARKUP
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;Río" in label.toolTip()
    label.resize(600, 20)
    assert label.text() == MARKUP
    assert label.toolTip() == ""


def test_that_a_tooltip_escapes_markup(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, "<img src=x>\nnext")
    assert widget.toolTip() == "<qt>&lt;img src=x&gt;<br>next</qt>"


def test_that_a_document_loads_nothing_from_outside(qapp: QApplication) -> None:
    document = SafeDocument()
    document.setHtml('<img src="file:///etc/hostname"><link rel="stylesheet" href="https://example.org/a.css">')
    image = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/hostname"))
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (1, 1)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://example.org", "https:", "", "data:text/html,x"]
)
def test_that_only_https_and_mail_addresses_are_opened(address: str) -> None:
    assert open_url(address) is False


# -- buttons and chips


def test_that_enter_and_space_press_a_button(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button("Export")
    button.clicked.connect(lambda: pressed.append("x"))
    _page(qtbot, button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == ["x", "x"]


def test_that_an_ampersand_in_a_label_stays_and_makes_no_alt_key(qtbot: QtBot) -> None:
    button = Button("Harrow & Pike")
    qtbot.addWidget(button)
    assert button.label() == "Harrow & Pike"
    assert button.accessibleName() == "Harrow & Pike"
    assert button.shortcut().isEmpty()


def test_that_a_button_that_is_off_says_why(qtbot: QtBot) -> None:
    button = Button("Unlink")
    qtbot.addWidget(button)
    button.set_off("Nothing is linked")
    assert not button.isEnabled()
    assert "Nothing is linked" in button.toolTip()
    button.set_off("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_that_an_icon_button_has_a_name_and_tells_it(qtbot: QtBot) -> None:
    button = Button(variant="icon", icon="x", name="Close")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close"
    assert "Close" in button.toolTip()


def test_that_a_button_mirrors_its_action(qtbot: QtBot) -> None:
    runs: list[int] = []
    action = QAction("Export…")
    action.setShortcut("Ctrl+E")
    action.triggered.connect(lambda: runs.append(1))
    button = Button(icon="file-export")
    button.follow(action)
    _page(qtbot, button)
    QTest.mouseClick(button, LEFT)
    assert runs == [1]
    wide = button.sizeHint().width()
    action.setText("Export the whole plan…")
    assert button.sizeHint().width() > wide
    action.setEnabled(False)
    assert not button.isEnabled()


def test_that_a_filter_chip_grows_by_its_tick(qtbot: QtBot) -> None:
    chip = FilterChip("Influence", count="3")
    page = _page(qtbot, chip)
    before = chip.sizeHint().width()
    with qtbot.waitSignal(chip.toggled, timeout=1000):
        QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.sizeHint().width() > before
    assert page.isVisible()


def test_that_chips_speak_their_meaning(qtbot: QtBot) -> None:
    chips = (GradeChip("s"), GradeChip(""), BandChip("high"), BandChip(""), LevelChip(None, ""), LevelChip(-1, "−1"))
    for chip in chips:
        qtbot.addWidget(chip)
    spoken = [chip.accessibleName() for chip in chips]
    assert spoken == ["Grade S", "Not graded", "Risk band High", "Not rated", "Not met", "Level −1"]


# -- focus


def test_that_the_ring_comes_by_key_and_goes_with_the_focus(qtbot: QtBot) -> None:
    first, second = Button("One"), Button("Two")
    page = _page(qtbot, first, second)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    rings = page.findChildren(FocusRing)
    assert [ring.isVisible() for ring in rings] == [True]
    assert rings[0].geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not any(ring.isVisible() for ring in page.findChildren(FocusRing))


def test_that_the_ring_moves_with_its_part(qtbot: QtBot) -> None:
    button = Button("One")
    page = _page(qtbot, button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    page.resize(700, 500)
    ring = page.findChildren(FocusRing)[0]
    assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)


def test_that_the_ring_scrolls_with_its_part(qtbot: QtBot) -> None:
    area, inner = QScrollArea(), QWidget()
    column = QVBoxLayout(inner)
    buttons = [Button(f"Row {n}") for n in range(30)]
    for button in buttons:
        column.addWidget(button)
    area.setWidget(inner)
    area.resize(200, 200)
    _shown(qtbot, area)
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    ring = area.findChildren(FocusRing)[0]
    area.verticalScrollBar().setValue(60)
    assert ring.parentWidget() is inner
    assert ring.geometry() == buttons[0].geometry().adjusted(-3, -3, 3, 3)


def test_that_every_part_that_takes_focus_has_a_name_and_room_for_a_finger(qtbot: QtBot) -> None:
    gallery = Gallery()
    _shown(qtbot, gallery)
    parts = [part for part in gallery.findChildren(PaintedButton) if part.isVisible()]
    assert len(parts) > 30
    for part in parts:
        assert part.accessibleName(), part
        assert min(part.width(), part.height()) >= 24, part.accessibleName()


def test_that_a_live_switch_repaints_every_part(qtbot: QtBot, qapp: QApplication) -> None:
    gallery = Gallery()
    _shown(qtbot, gallery)
    gallery.states.present()
    light = gallery.grab().toImage()
    theme().apply(qapp, "dark")
    qapp.processEvents()
    dark = gallery.grab().toImage()
    bright = 0
    for x in range(0, dark.width(), 7):
        for y in range(0, dark.height(), 7):
            bright += dark.pixelColor(x, y).lightness() > 240
    assert light.pixelColor(3, 3) == QColor("#FFFFFF")
    assert dark.pixelColor(3, 3) == theme().tokens.color("card")
    assert bright < 40, "only letters may be nearly white in the dark theme"


# -- choices


def _view(qtbot: QtBot) -> SegmentedControl:
    control = SegmentedControl([Segment(key=key, label=key.title()) for key in ("table", "cards", "map")], name="View")
    _page(qtbot, control)
    return control


def test_that_arrow_keys_move_the_choice_and_stop_at_the_ends(qtbot: QtBot) -> None:
    control = _view(qtbot)
    chosen: list[str] = []
    control.selected.connect(chosen.append)
    QTest.keyClick(control.part("table"), Qt.Key.Key_Left)
    QTest.keyClick(control.part("table"), Qt.Key.Key_Right)
    QTest.keyClick(control.part("cards"), Qt.Key.Key_Right)
    QTest.keyClick(control.part("map"), Qt.Key.Key_Right)
    assert chosen == ["cards", "map"]
    assert control.part("map").hasFocus()


def test_that_only_the_chosen_segment_is_reached_by_tab(qtbot: QtBot) -> None:
    control = _view(qtbot)
    control.set_key("cards")
    strong = [key for key in ("table", "cards", "map") if control.part(key).focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert strong == ["cards"]


def test_that_setting_a_segment_by_program_sends_nothing(qtbot: QtBot) -> None:
    control = _view(qtbot)
    with qtbot.assertNotEmitted(control.selected):
        control.set_key("map")
    assert control.key() == "map"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_P, "pass"),
        (Qt.Key.Key_A, "attention"),
        (Qt.Key.Key_F, "fail"),
        (Qt.Key.Key_N, "not_checked"),
    ],
)
def test_that_letters_choose_a_result(qtbot: QtBot, key: Qt.Key, value: str) -> None:
    keys = ResultKeys(name="Rectifier R1")
    _page(qtbot, keys)
    with qtbot.waitSignal(keys.chosen, timeout=1000) as signal:
        QTest.keyClick(keys, key)
    assert signal.args == [value]
    assert keys.accessibleName().startswith("Rectifier R1: ")


def test_that_each_result_can_be_clicked(qtbot: QtBot) -> None:
    keys = ResultKeys("pass")
    _page(qtbot, keys)
    for index, (value, *_rest) in enumerate(RESULTS):
        target = result_rects(keys.rect(), keys.value())[index].center()
        QTest.mouseClick(keys, LEFT, pos=target)
        assert keys.value() == value


def test_that_result_keys_fill_their_width_without_gaps() -> None:
    for value in ("", *(row[0] for row in RESULTS), "not_applicable"):
        parts = result_rects(QRect(10, 4, 176, 24), value)
        assert parts[0].left() == 10
        assert parts[-1].right() == 10 + 176 - 1
        assert all(one.right() + 1 == other.left() for one, other in pairwise(parts))


def test_that_a_check_that_does_not_apply_keeps_its_own_word(qtbot: QtBot) -> None:
    keys = ResultKeys("not_applicable", name="Generator")
    qtbot.addWidget(keys)
    assert keys.value() == "not_applicable"
    assert keys.accessibleName() == "Generator: Not applicable"


def test_that_rail_rows_are_walked_by_arrows_and_chosen_by_enter(qtbot: QtBot) -> None:
    rail = RailList(name="Places")
    for key in ("today", "accounts", "charts"):
        rail.add_item(key, key.title(), "calendar")
    rail.set_key("today")
    _page(qtbot, rail)
    rail.row("today").setFocus()
    QTest.keyClick(rail.row("today"), Qt.Key.Key_Down)
    assert rail.row("accounts").hasFocus()
    assert rail.key() == "today"
    with qtbot.waitSignal(rail.selected, timeout=1000) as signal:
        QTest.keyClick(rail.row("accounts"), Qt.Key.Key_Return)
    assert signal.args == ["accounts"]


def test_that_a_narrow_rail_keeps_its_labels_as_tooltips(qtbot: QtBot) -> None:
    rail = RailList()
    rail.add_item("today", "Today", "calendar", "6")
    qtbot.addWidget(rail)
    assert rail.width() == 160
    rail.set_collapsed(True)
    assert rail.width() == 48
    assert "Today" in rail.row("today").toolTip()
    assert rail.row("today").accessibleName() == "Today, 6"


def test_that_any_step_can_be_opened(qtbot: QtBot) -> None:
    bar = StepBar(("Inspect", "Explain", "Risks"))
    bar.set_note(2, "5")
    _page(qtbot, bar)
    with qtbot.waitSignal(bar.selected, timeout=1000) as signal:
        QTest.mouseClick(bar.step_button(2), LEFT)
    assert signal.args == [2]
    assert bar.current() == 2
    assert bar.step_button(2).accessibleName() == "3 Risks 5"
    QTest.keyClick(bar.step_button(2), Qt.Key.Key_Left)
    assert bar.current() == 1


# -- messages


def test_that_a_chip_unticked_by_code_gives_its_room_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    chip = FilterChip("S")
    row.addWidget(chip)
    row.addStretch(1)
    holder.resize(300, 60)
    holder.show()
    narrow = chip.width()
    chip.setChecked(True)
    qtbot.waitUntil(lambda: chip.width() > narrow)
    chip.setChecked(False)
    qtbot.waitUntil(lambda: chip.width() == narrow)
