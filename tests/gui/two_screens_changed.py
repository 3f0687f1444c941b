# SPDX-License-Identifier: Apache-2.0
"""A show whose screens get another place or size while it runs; run by test_show_one_screen in a program that has two.

Systems that change from extended to mirrored in one step tell nothing else: no screen goes, none comes. What the
system's part of Qt would tell is told here by the same door, which has that name on Linux.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from planner.services import chart_cards
from planner.services.session import Session
from tests.gui.customer_words import told
from tests.gui.on_two import a_shared_risk, laptop, on, projector, seen, words_on
from tests.gui.shown import Stage, a_stage, press
from ui.screens.show.show import Show

K = Qt.Key
LAPTOP, PROJECTOR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)
_DOOR = "_ZN22QWindowSystemInterface26handleScreenGeometryChangeEP7QScreenRK5QRectS4_"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the door has another name there")


def give(screen: QScreen, place: QRect) -> None:
    """Tell Qt that a screen has another place and size, as the system does."""
    at = ctypes.c_void_p(shiboken6.getCppPointer(place)[0])
    tell = getattr(ctypes.CDLL("libQt6Gui.so.6"), _DOOR)
    tell(ctypes.c_void_p(shiboken6.getCppPointer(screen)[0]), at, at)
    QApplication.processEvents()
    assert screen.geometry() == place


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    with a_stage(session, qtbot) as made:
        yield made
    give(laptop(), LAPTOP)
    give(projector(), PROJECTOR)


def settled(show: Show, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: show.windows.settled)


def test_that_a_change_to_mirrored_in_one_step_covers_and_pauses(stage: Stage, qtbot: QtBot) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "health", "Ask about credit notes")
    show = stage.show()
    give(projector(), LAPTOP)
    assert seen() == {show.presenter}
    assert words_on(show.presenter)[0].startswith("Paused: both screens show the same.")
    assert "credit" not in told(show.presenter)
    press(show.presenter, K.Key_R, K.Key_S, K.Key_Return)
    assert show.presenter.covered
    give(projector(), PROJECTOR)
    press(show.presenter, K.Key_R)
    settled(show, qtbot)
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())
    assert "credit" in told(show.presenter)


def test_that_the_own_screen_stays_the_own_when_mirroring_changes_its_size(stage: Stage, qtbot: QtBot) -> None:
    show = stage.show()
    window = QWidget()
    window.show()
    assert window.windowHandle().screen() is laptop()
    delete(window)  # with it goes the name that Python had for its screen
    small = QRect(0, 0, 1024, 768)
    give(laptop(), small)
    settled(show, qtbot)
    give(projector(), small)
    assert (show.presenter.covered, show.windows.is_lost) == (True, True)
    press(show.presenter, K.Key_R)
    assert show.windows.is_lost, "its own screen is chosen by the button alone"
    give(projector(), QRect(1024, 0, 1920, 1080))
    press(show.presenter, K.Key_R)
    settled(show, qtbot)
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())


def test_that_a_screen_of_another_size_or_place_is_still_the_same(stage: Stage, qtbot: QtBot) -> None:
    a_shared_risk(stage)
    show = stage.show(audience="customer")
    for place in (QRect(1920, 0, 1920, 1080), QRect(1920, 0, 1280, 720)):
        give(projector(), place)
        settled(show, qtbot)
        assert show.audience is not None
        assert (show.audience.isVisible(), show.audience.blank, show.windows.is_lost) == (True, False, False)
        assert show.audience.geometry() == place
        assert show.pictures.size == place.size()
    give(laptop(), QRect(0, 0, 1920, 1080))
    settled(show, qtbot)
    assert show.presenter.geometry() == laptop().geometry()
    covered = [show.presenter.covered]
    press(show.presenter, K.Key_X)
    give(laptop(), LAPTOP)
    covered.append(show.presenter.covered)
    press(show.presenter, K.Key_X)
    settled(show, qtbot)
    assert [*covered, show.presenter.covered] == [False, True, False], "covered where the customers looked before"
    stage.ours.move(projector().geometry().topLeft())
    press(show.presenter, K.Key_Escape, K.Key_Return)
    assert seen() == {stage.ours}
    assert laptop().geometry().contains(stage.ours.geometry().center()), "not before the audience"
