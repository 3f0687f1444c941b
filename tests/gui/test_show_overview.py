# SPDX-License-Identifier: Apache-2.0
"""All charts at a glance on the one screen there is: how they are chosen, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from planner.services.session import Session
from tests.gui.shown import Stage, a_stage, press
from ui.screens.show.overview import Overview

K = Qt.Key


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    with a_stage(session, qtbot) as made:
        yield made


def test_that_the_overview_lies_over_the_picture_and_a_number_jumps(stage: Stage) -> None:
    show = stage.show(presenter="")
    audience = show.audience
    assert audience is not None
    press(audience, K.Key_G, K.Key_Right, K.Key_Right)
    over = audience.overlay
    assert isinstance(over, Overview)
    assert over.isVisible()
    press(audience, K.Key_Return)
    assert (show.state.at.slide, audience.overlay) == (2, None)
    press(audience, K.Key_2, K.Key_Enter)
    assert show.state.at.slide == 1
    press(audience, K.Key_G, K.Key_Escape)
    assert (show.state.chosen, audience.overlay) == (None, None)


def test_that_the_audiences_overview_gives_no_hidden_step_away(stage: Stage, qtbot: QtBot) -> None:
    show = stage.show(presenter="")
    audience, pictures = show.audience, show.pictures
    assert audience is not None
    risks = next(n for n, slide in enumerate(pictures.slides) if len(slide.steps) == 2)

    def small(*, whole: bool) -> QImage:
        qtbot.waitUntil(lambda: pictures.thumb(risks, whole=whole) is not None)
        found = pictures.thumb(risks, whole=whole)
        assert found is not None
        return found.toImage()

    def pictured() -> QImage:
        """The part of the audience's overview where the risk matrix is."""
        press(audience, K.Key_G)
        over = audience.overlay
        assert isinstance(over, Overview)
        small(whole=False)
        place = over.places()[risks]
        shown = over.grab(place).toImage()
        press(audience, K.Key_Escape)
        return shown

    whole = small(whole=True)
    first = small(whole=False)
    hidden = pictured()
    assert first != whole
    press(audience, K(K.Key_1 + risks), K.Key_Return)
    assert (show.state.at.slide, show.state.at.step) == (risks, 0)
    assert small(whole=False) == first
    press(audience, K.Key_B)
    show.go(replace(show.state, at=replace(show.state.at, step=1)))  # under black nobody saw it
    assert small(whole=False) == first
    press(audience, K.Key_B)
    assert small(whole=False) == whole
    press(audience, K.Key_Home)
    assert small(whole=False) == whole, "what was shown is no secret any more"
    assert pictured() != hidden
