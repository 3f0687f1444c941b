# SPDX-License-Identifier: Apache-2.0
"""Toasts: where they stand, how long, and what their link does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.toast import ToastHost

LEFT = Qt.MouseButton.LeftButton
_KEPT: list[QWidget] = []  # pages live until their test is over


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme().apply(qapp, "light")
    yield
    _KEPT.clear()


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    _KEPT.append(widget)
    with qtbot.waitActive(widget, timeout=2000):
        widget.show()
        widget.activateWindow()


def _toasts(qtbot: QtBot, duration_ms: int = 60_000) -> tuple[QWidget, ToastHost]:
    page = QWidget()
    page.resize(800, 600)
    host = ToastHost(page, duration_ms=duration_ms)
    _shown(qtbot, page)
    return page, host


def test_that_a_toast_stands_in_the_middle_above_the_bottom(qtbot: QtBot) -> None:
    page, host = _toasts(qtbot)
    host.show_message("Moved Elena Ruiz to Trash", key="Ctrl+Z", on_action=page.update)
    place = host.toast.geometry()
    assert place.bottom() + 1 == 600 - 24
    assert abs(place.center().x() - 400) <= 1
    page.resize(1000, 700)
    assert host.toast.geometry().bottom() + 1 == 700 - 24


def test_that_a_toast_stands_above_the_rows_at_the_bottom_of_a_page_also_when_they_come_later(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(800, 600)
    column = QVBoxLayout(page)
    column.addWidget(QTableView(), 1)
    buttons = Button("Add plan")
    column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
    host = ToastHost(page, duration_ms=60_000)
    _shown(qtbot, page)
    host.show_message("Moved Elena Ruiz to Trash", key="Ctrl+Z", on_action=page.update)
    assert host.toast.geometry().bottom() < buttons.geometry().top()
    bar = Bar("watch", "Something is missing.")
    column.addWidget(bar)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.y() > buttons.y())
    qtbot.waitUntil(lambda: host.toast.geometry().bottom() < buttons.geometry().top())


def test_that_undo_on_a_toast_runs_once_and_closes_it(qtbot: QtBot) -> None:
    runs: list[int] = []
    _, host = _toasts(qtbot)
    host.show_message("Moved", on_action=lambda: runs.append(1))
    assert host.toast.action.label() == "Undo"
    QTest.mouseClick(host.toast.action, LEFT)
    assert runs == [1]
    assert not host.toast.isVisible()


def test_that_a_new_toast_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    _, host = _toasts(qtbot)
    host.show_message("First", on_action=lambda: None)
    host.show_message("Second")
    assert host.toast.message() == "Second"
    assert not host.toast.action.isVisible()


def test_that_a_toast_goes_by_itself_but_waits_while_it_has_the_focus(qtbot: QtBot) -> None:
    page, host = _toasts(qtbot, duration_ms=1)
    other = Button("Elsewhere", page)
    other.show()
    host.show_message("Moved", on_action=lambda: None)
    host.toast.action.setFocus(Qt.FocusReason.TabFocusReason)
    assert host.toast.waits()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: not host.toast.isVisible(), timeout=2000)


def test_that_a_toast_moves_with_the_rows_of_the_page_that_is_turned_to(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(800, 600)
    pages = QStackedWidget()
    QVBoxLayout(page).addWidget(pages)
    plain, footed = QWidget(), QWidget()
    foot = Button("Add plan")
    column = QVBoxLayout(footed)
    column.addStretch(1)
    column.addWidget(foot, 0, Qt.AlignmentFlag.AlignHCenter)
    pages.addWidget(plain)
    pages.addWidget(footed)
    host = ToastHost(page, duration_ms=60_000)
    _shown(qtbot, page)
    host.show_message("Moved", on_action=lambda: None)
    low = host.toast.y()
    pages.setCurrentIndex(1)
    qtbot.waitUntil(lambda: host.toast.y() < low)
    pages.setCurrentIndex(0)
    qtbot.waitUntil(lambda: host.toast.y() == low)
