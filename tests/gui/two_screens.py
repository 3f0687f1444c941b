# SPDX-License-Identifier: Apache-2.0
"""The show on two screens; run by test_show_one_screen in a program that has two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.entities.service.action import ACTION
from planner.services import chart_cards, crud
from planner.services.session import Session
from planner.views.show import Frame
from tests.gui.customer_words import told
from tests.gui.on_two import a_shared_risk, laptop, on, projector, seen
from tests.gui.shown import BOTH, Stage, a_stage, press
from ui.forms.ref_editors import RefEditor
from ui.screens.show import places
from ui.screens.show import setting as settings
from ui.screens.show.capture import Capture
from ui.screens.show.noting import Changing
from ui.screens.show.setup import SetupSheet
from ui.screens.show.show import Show

K = Qt.Key


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    with a_stage(session, qtbot) as made:
        yield made


def test_that_the_picture_goes_to_the_other_screen_and_the_notes_stay(stage: Stage, qtbot: QtBot) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "health", "Ask about credit notes")
    show = stage.show()
    assert seen() == {show.audience, show.presenter}
    assert show.audience is not None
    assert (show.audience.blank, show.presenter.blank) == (False, False)
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())
    assert show.audience is not None
    assert show.audience.geometry() == projector().geometry()
    assert show.presenter.note.full_text() == "Ask about credit notes"
    assert "credit" not in told(show.audience)
    assert show.presenter.strip.text == "The audience sees this picture."
    press(show.presenter, K.Key_Escape)
    assert seen() == {stage.ours}
    qtbot.waitUntil(lambda: not isValid(show.presenter))
    for screen in (projector(), laptop()):  # a show that is over does not mind
        show.windows.removed(screen)
        show.windows.added(screen)
    assert seen() == {stage.ours}


def test_that_our_window_comes_back_beside_the_audience(stage: Stage) -> None:
    setting = stage.setting()
    stage.ours.move(projector().geometry().topLeft())
    made = Show(stage.app, (stage.account.id, "Meridian Foods"), setting)
    made.start(stage.ours)
    made.finish()
    assert laptop().geometry().contains(stage.ours.geometry().center())


def test_that_screens_swap_and_the_choice_is_kept_for_this_show(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_X)
    assert (on(show.audience), on(show.presenter)) == (laptop(), projector())
    press(show.presenter, K.Key_X)
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())


def test_that_a_pointer_stays_on_whichever_key_goes_up_first(stage: Stage) -> None:
    show = stage.show()
    QTest.keyPress(show.presenter, K.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(show.presenter, K.Key_L)
    assert show.lens.dot
    QTest.keyClick(show.presenter, K.Key_L)
    assert not show.lens.dot


def test_that_the_audience_stays_while_the_presenter_moves_freely(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_F, K.Key_Right)
    assert show.audience is not None
    assert show.audience.stage.picture is show.pictures.picture(Frame())
    assert show.presenter.strip.text.startswith("FROZEN")
    press(show.presenter, K.Key_V)
    assert show.presenter.strip.text.endswith("F lets it follow again. V shows its words again.")
    press(show.presenter, K.Key_V)
    assert show.presenter.seen.isVisible()
    press(show.presenter, K.Key_F)
    assert show.audience.stage.picture is show.pictures.picture(show.state.at)


def test_that_hidden_steps_are_peeked_at_on_the_own_screen_only(stage: Stage) -> None:
    show = stage.show(kind="risk-matrix")
    press(show.presenter, K.Key_H)
    whole = Frame(slide=show.state.at.slide, step=1)
    assert show.audience is not None
    assert show.presenter.current.stage.picture is show.pictures.picture(whole)
    assert show.audience.stage.picture is show.pictures.picture(show.state.at)


def test_that_card_and_overview_open_beside_the_audience(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_F1)
    assert show.presenter.card.isVisible()
    press(show.presenter, K.Key_Escape, K.Key_O)
    assert show.presenter.overview.isVisible()
    assert show.audience is not None
    assert show.audience.overlay is None
    press(show.presenter, K.Key_Right, K.Key_Return)
    assert (show.state.at.slide, show.presenter.overview.isVisible()) == (1, False)


def test_that_an_action_is_noted_unseen_and_says_where_it_is_from(stage: Stage, qtbot: QtBot) -> None:
    show = stage.show(kind="risk-matrix", recap=False)
    charts = show.state.count
    assert show.audience is not None
    show.audience.activateWindow()
    qtbot.waitUntil(show.audience.isActiveWindow)
    QTest.mouseClick(show.audience, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(show.presenter.isActiveWindow)  # what is typed next is not for the audience's window
    press(show.presenter, K.Key_Left)
    QTest.keyClick(show.presenter, K.Key_A, BOTH)
    form = show.noting.form
    assert isinstance(form, Capture)
    panel = form.panel
    panel.row("title").field_editor.set_value("Send the drawing")
    owner = panel.row("owner_id").field_editor
    assert isinstance(owner, RefEditor)
    names = owner.edit
    names.open_list()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is names._popup.windowHandle())
    assert names.list_open()  # what a field of the show opens is of the show
    names._popup.hide()
    panel.start()
    field = QApplication.focusWidget()
    QTest.mouseClick(show.audience, Qt.MouseButton.LeftButton)
    press(show.presenter, K.Key_PageUp)
    assert QApplication.focusWidget() is field
    QTest.keyClick(show.presenter, K.Key_B)  # no key of the show while something is typed
    QTest.keyClick(show.presenter, K.Key_PageDown)  # but the clicker goes on
    assert (show.state.blank, show.state.at.step) == ("", 1)
    panel.create_record()
    assert show.audience is not None
    assert "drawing" not in told(show.audience)
    made = crud.every(stage.session, ACTION)[0]
    assert (made.title, made.parent_type, made.account_id) == ("Send the drawing", "chart_card", stage.account.id)
    assert stage.app.notices.said == []
    assert (show.state.count, "among the actions" in show.presenter.strip.text) == (charts, True)
    press(show.presenter, K.Key_B)
    assert show.state.blank == "black"


def _note(show: Show, title: str, *, shared: bool) -> None:
    QTest.keyClick(show.presenter, K.Key_A, BOTH)
    form = show.noting.form
    assert isinstance(form, Capture)
    form.panel.row("title").field_editor.set_value(title)
    form.shared.setChecked(shared)
    QTest.keyClick(form.shared, K.Key_Return)


def test_that_a_customers_closing_page_shows_what_was_agreed_and_follows_live_changes(
    stage: Stage, qtbot: QtBot
) -> None:
    a_shared_risk(stage)
    show = stage.show(audience="customer")
    assert show.audience is not None
    _note(show, "Lower the price", shared=False)
    assert show.pictures.charts == show.state.count == 1
    assert "closing page does not" in show.presenter.strip.text
    _note(show, "Send the drawing", shared=True)
    assert "stands on the closing page" in show.presenter.strip.text
    assert (show.state.count, show.pictures.charts) == (2, 1)
    press(show.presenter, K.Key_End)
    page = show.slide.view
    assert "Send the drawing" in repr(page)
    assert "price" not in f"{page!r} {show.pictures.scene(show.state.at)!r} {told(show.audience)}"
    assert "price" in told(show.presenter)
    press(show.presenter, K.Key_Down, K.Key_Return)
    form = show.noting.form
    assert isinstance(form, Changing)
    key = form.form.entity.id
    crud.set_field(stage.session, ACTION, key, "due", stage.session.today())
    qtbot.waitUntil(lambda: show.slide.view != page)
    show.presenter.evidence.buttons[-1].click()
    assert show.noting.form not in (None, form)
    show.presenter.setFocus()
    press(show.presenter, K.Key_Escape)
    assert (show.presenter.capture, show.state.ending) == (None, False)
    crud.set_field(stage.session, ACTION, key, "audience", "internal")
    qtbot.waitUntil(lambda: show.state.count == 1)
    assert show.state.at.slide == 0


def test_that_evidence_is_read_beside_the_audience(stage: Stage) -> None:
    show = stage.show(kind="risk-matrix")
    press(show.presenter, *[K.Key_Down] * 30)
    assert show.marks.chosen is not None
    slide = show.state.at
    press(show.presenter, K.Key_Return)
    assert show.state.at == slide
    assert show.presenter.evidence.view is not None
    assert show.audience is not None
    assert show.audience.overlay is None


def test_that_the_sheet_keeps_notes_and_audience_apart(stage: Stage, qtbot: QtBot) -> None:
    sheet = SetupSheet(stage.app, stage.account.id, stage.setting(), stage.ours)
    qtbot.addWidget(sheet)
    first = sheet.setting()
    assert (first.screen, first.presenter) == (places.key_of(projector()), places.key_of(laptop()))
    sheet.theirs.setCurrentIndex(0)
    swapped = sheet.setting()
    assert (swapped.screen, swapped.presenter) == (first.presenter, first.screen)
    sheet.btn_swap.click()
    assert sheet.setting() == first
    settings.remember(stage.session, stage.account.id, first)
    assert settings.last(stage.session, stage.account.id) == first
