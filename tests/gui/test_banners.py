# SPDX-License-Identifier: Apache-2.0
"""Standing bars: one for each fact, as long as it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.ports import BarKind
from ui.widgets.bar import Bar
from ui.widgets.button import Button, LinkButton
from ui.windows.banners import Banners


def test_that_a_fact_has_one_bar_that_says_its_newest_words(qtbot: QtBot) -> None:
    page, banners = _banners(qtbot)
    banners.show("plain", "Not encrypted")
    banners.show("plain", "Still not encrypted")
    assert [bar.text() for bar in _bars(page)] == ["Still not encrypted"]
    assert banners.text("plain") == "Still not encrypted"


def test_that_bars_stand_above_the_page_in_the_order_they_came_and_go_by_their_key(qtbot: QtBot) -> None:
    page, banners = _banners(qtbot)
    banners.show("plain", "Not encrypted")
    banners.show("read-only", "Only for reading", kind="watch")
    first, second = _bars(page)
    assert first.mapTo(page, first.rect().topLeft()).y() < second.mapTo(page, second.rect().topLeft()).y()
    banners.hide("plain")
    assert banners.shown() == ("read-only",)
    banners.clear()
    assert not _bars(page)


def test_that_the_buttons_of_a_bar_do_what_they_say(qtbot: QtBot) -> None:
    page, banners = _banners(qtbot)
    done: list[str] = []
    banners.show("plain", "Not encrypted", actions=(("Encrypt", lambda: done.append("encrypt")),))
    button = page.findChild(Button, "btnBanner_plain_1")
    assert button is not None
    button.click()
    assert (button.text(), done) == ("Encrypt", ["encrypt"])


def test_that_no_more_than_the_two_gravest_take_room_until_the_others_are_asked_for(qtbot: QtBot) -> None:
    page, banners = _banners(qtbot)
    bars: tuple[tuple[str, BarKind], ...]
    bars = (("backups", "info"), ("plain", "watch"), ("unsaved", "watch"), ("doctor", "act"))
    for key, kind in bars:
        banners.show(key, key, kind=kind)
    assert {bar.text() for bar in _bars(page)} == {"plain", "doctor"}
    assert banners.shown() == ("backups", "plain", "unsaved", "doctor")
    more = page.findChild(LinkButton, "btnMoreBanners")
    assert more is not None
    assert (more.text(), more.isVisibleTo(page)) == ("2 more notices", True)
    more.click()
    assert len(_bars(page)) == 4
    assert not more.isVisibleTo(page)
    banners.hide("doctor")
    banners.hide("unsaved")
    assert {bar.text() for bar in _bars(page)} == {"backups", "plain"}


def test_that_bars_take_no_more_room_than_they_need(qtbot: QtBot) -> None:
    page, banners = _banners(qtbot)
    page.resize(1600, 1000)
    banners.show("plain", "Not encrypted")
    (bar,) = _bars(page)
    ground = banners.ground
    assert ground is not None
    qtbot.waitUntil(lambda: ground.height() == bar.height() + 12)


def _banners(qtbot: QtBot) -> tuple[QWidget, Banners]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(QWidget(page), 1)
    page.resize(800, 400)
    page.show()
    return page, Banners(page, column)


def _bars(page: QWidget) -> list[Bar]:
    found = [bar for bar in page.findChildren(Bar) if bar.isVisibleTo(page)]
    return sorted(found, key=lambda bar: bar.objectName() != "banner_plain")
