# SPDX-License-Identifier: Apache-2.0
"""The show whose second screen goes, changes or is swapped; run by test_show_one_screen in a program that has two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.services import chart_cards
from planner.services.session import Session
from tests.gui.customer_words import told
from tests.gui.on_two import a_shared_risk, laptop, on, projector, seen, words_on
from tests.gui.shown import BOTH, Stage, a_stage, press
from ui.screens.show import places
from ui.widgets.button import Button

K = Qt.Key


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    with a_stage(session, qtbot) as made:
        yield made


def test_that_a_lost_projector_hides_pauses_and_waits_to_be_told(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_Right)
    stage.clock.seconds += 60
    show.windows.removed(projector())
    assert show.audience is not None
    assert not show.audience.isVisible()
    assert show.clock.since is None
    assert "disconnected" in show.presenter.lost.text()
    press(show.presenter, K.Key_Right)
    assert not show.audience.isVisible()
    stage.clock.seconds += 60
    show.resume(projector())
    assert on(show.audience) is projector()
    assert show.audience.isVisible()
    assert show.clock.elapsed(stage.clock()) == 60
    assert not show.presenter.lost.isVisible()


@contextmanager
def only_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The projector is gone from the list of screens too."""
    screens = [laptop()]
    with monkeypatch.context() as now:
        now.setattr(QGuiApplication, "screens", staticmethod(lambda: screens))
        yield


def test_that_a_show_goes_on_while_an_action_is_being_noted(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = stage.show(kind="risk-matrix")
    QTest.keyClick(show.presenter, K.Key_A, BOTH)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Send the d")
    show.windows.removed(projector())
    assert "R works outside the fields" in show.presenter.strip.text
    QTest.keyClicks(field, "r")
    assert (field.text(), show.windows.is_lost) == ("Send the dr", True)  # a letter is a letter
    there = show.presenter.lost.findChildren(Button)[-2]
    qtbot.waitUntil(there.isVisible)
    for _ in range(5):  # the other fields and buttons of the form, then the bar
        press(QApplication.focusWidget(), K.Key_Tab)
    assert QApplication.focusWidget() is there
    QTest.keyClick(there, K.Key_Return)
    assert on(show.audience) is projector()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)  # and what was typed goes on
    QTest.keyClicks(field, "awing")

    projected = projector()
    with only_one(monkeypatch):
        show.windows.removed(projected)
        covered = [show.presenter.covered]
    show.windows.changed()
    assert [*covered, show.presenter.covered] == [True, False]
    press(show.presenter, K.Key_R)  # as the cover had told
    assert show.audience is not None
    assert show.audience.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    assert field.text() == "Send the drawing"

    show.windows.removed(projected)
    QTest.keyClick(field, K.Key_Escape)
    assert show.presenter.strip.text.startswith("PAUSED – Press R")
    press(show.presenter, K.Key_R)
    assert show.audience.isVisible()


def test_that_going_on_upon_the_own_screen_takes_the_notes_away(stage: Stage) -> None:
    show = stage.show()
    show.windows.removed(projector())
    show.resume(laptop())
    assert seen() == {show.audience}
    assert on(show.audience) is laptop()
    press(show.audience, K.Key_R)  # the other screen is there again
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())
    assert show.presenter.isVisible()
    assert not show.windows.covered


def test_that_the_presenters_window_leaves_the_audiences_screen_at_once(stage: Stage) -> None:
    show = stage.show()
    show.moved_to(show.presenter, projector())
    assert not show.presenter.isVisible()
    press(show.audience, K.Key_S)
    assert on(show.presenter) is laptop()
    show.windows.removed(laptop())
    assert seen() == {show.audience}


def test_that_a_swap_before_customers_keeps_notes_and_evidence_covered(stage: Stage, qtbot: QtBot) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "risk-matrix", "Do not mention the price")
    a_shared_risk(stage)
    show = stage.show(audience="customer")
    assert "price" in told(show.presenter)
    press(show.presenter, K.Key_X)
    assert on(show.presenter) is projector()
    neutral = show.presenter.neutral
    qtbot.waitUntil(neutral.isVisible)

    assert words_on(show.presenter) == ["Covered. X swaps the screens. S shows this window."]
    assert show.presenter.windowTitle() == "Presentation"
    assert "price" not in told(show.presenter)
    assert show.presenter.evidence.view is None
    press(show.presenter, K.Key_T, K.Key_T, K.Key_Down, K.Key_Return, K.Key_H)
    QTest.keyClick(show.presenter, K.Key_A, BOTH)
    assert show.noting.form is None
    assert show.presenter.evidence.view is None
    assert not show.presenter.close()
    assert words_on(show.presenter) == ["End the presentation? Enter ends it, any other key goes on."]
    press(show.presenter, K.Key_Right, K.Key_S, K.Key_Return)
    assert not neutral.isVisible()
    assert "price" in told(show.presenter)
    assert [show.presenter.evidence.view] != [None]
    press(show.presenter, K.Key_X)
    assert "price" not in told(show.presenter)


def test_that_one_key_never_opens_a_covered_window(stage: Stage, qtbot: QtBot) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "risk-matrix", "Do not mention the price")
    a_shared_risk(stage)
    show = stage.show(audience="customer")
    press(show.presenter, K.Key_X)
    qtbot.waitUntil(show.presenter.neutral.isVisible)
    asked = "Only you see this screen? Enter opens your window, any other key keeps it closed."
    at = show.state.at
    for no in (K.Key_S, K.Key_Right, K.Key_Escape, K.Key_X, K.Key_B):
        press(show.presenter, K.Key_S)
        assert (words_on(show.presenter), show.presenter.windowTitle()) == ([asked], "Presentation")
        assert "price" not in told(show.presenter)
        press(show.presenter, no)
        assert words_on(show.presenter) == ["Covered. X swaps the screens. S shows this window."]
        assert "price" not in told(show.presenter)
    assert (show.state.at, show.state.blank, show.state.ending) == (at, "", False)
    assert show.audience is not None
    press(show.presenter, K.Key_S)
    QTest.mouseClick(show.audience, Qt.MouseButton.LeftButton)
    assert show.presenter.covered, "a click on the picture is no yes"
    press(show.presenter, K.Key_S)
    show.windows.changed()  # the screens may be others since it was asked
    press(show.presenter, K.Key_Return)
    assert show.presenter.covered
    press(show.presenter, K.Key_S)
    assert not show.presenter.close()
    press(show.presenter, K.Key_Right)  # goes on with the show, and answers no more than that
    press(show.presenter, K.Key_Return)
    assert show.presenter.covered
    press(show.presenter, K.Key_S, K.Key_Return)
    assert "price" in told(show.presenter)


def test_that_a_swap_back_uncovers(stage: Stage) -> None:
    a_shared_risk(stage)
    show = stage.show(audience="customer")
    press(show.presenter, K.Key_X, K.Key_X)
    assert not show.presenter.neutral.isVisible()
    assert show.presenter.evidence.view is not None
    assert not show.presenter.close()
    assert show.state.ending
    press(show.presenter, K.Key_Return)
    assert seen() == {stage.ours}


def test_that_a_show_without_audience_keeps_a_window(stage: Stage) -> None:
    show = stage.show()
    show.windows.removed(projector())
    press(show.presenter, K.Key_S, K.Key_X)
    assert seen() == {show.presenter}


def test_that_the_one_screen_left_opens_after_the_same_question(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "health", "Ask about credit notes")
    show = stage.show()
    projected = projector()
    with only_one(monkeypatch):
        show.windows.removed(projected)
        press(show.presenter, K.Key_S)
        assert words_on(show.presenter)[0].startswith("Only you see this screen?")
        assert show.presenter.neutral.buttons == [], "nothing but the answer"
        assert "credit" not in told(show.presenter)
        press(show.presenter, K.Key_Return)
        assert "credit" in told(show.presenter)
        assert seen() == {show.presenter}


def test_that_a_closed_pause_ends_the_show(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_S)
    show.windows.removed(projector())
    paused = show.telling.paused
    assert seen() == {paused}
    assert paused is not None
    QTest.keyClick(paused, K.Key_Space)
    assert seen() == {paused}
    paused.close()
    assert seen() == {stage.ours}


class _Mirrored(QObject):
    """A screen that shows the same as another."""

    geometryChanged = Signal()  # noqa: N815 - a name of Qt

    def geometry(self) -> object:
        return laptop().geometry()

    def name(self) -> str:
        return "projector"


def test_that_mirrored_screens_are_one_and_cover_the_presenters(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(places.apart()) == 2
    chart_cards.set_note(stage.session, stage.account.id, "health", "Ask about credit notes")
    show = stage.show()
    assert show.audience is not None
    press(show.presenter, K.Key_Right, K.Key_Left)
    screens = [laptop(), _Mirrored()]
    with monkeypatch.context() as now:
        now.setattr(QGuiApplication, "screens", staticmethod(lambda: screens))
        assert len(places.apart()) == 1
        show.windows.changed()
        assert seen() == {show.presenter}
        assert words_on(show.presenter)[0].startswith("Paused: both screens show the same.")
        assert "credit" not in told(show.presenter)
        assert show.clock.since is None
        press(show.presenter, K.Key_S, K.Key_Return, K.Key_R)
        assert show.presenter.neutral.isVisible()
        before = show.state, show.clock
        for key in (K.Key_Right, K.Key_Space, K.Key_End, K.Key_B, K.Key_2, K.Key_Return, K.Key_F11, K.Key_K, K.Key_G):
            press(show.presenter, key)
        assert (show.state, show.clock) == before, "nobody would see what moves"
        assert words_on(show.presenter)[0].endswith("Other keys do nothing until then.")
        assert seen() == {show.presenter}
    show.windows.changed()
    assert show.presenter.strip.text.startswith("PAUSED – Press R")
    press(show.presenter, K.Key_R)
    assert on(show.audience) is projector()
    assert "credit" in told(show.presenter)
