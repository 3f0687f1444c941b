# SPDX-License-Identifier: Apache-2.0
"""The show on two screens; run by test_show_one_screen in a program that has two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.entities.service.action import ACTION
from planner.services import chart_cards, crud
from planner.services.session import Session
from planner.views.show import Frame
from tests.builders import a_risk
from tests.gui.customer_words import told
from tests.gui.shown import BOTH, Stage, a_stage, press
from tests.stores import put
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


def laptop() -> QScreen:
    return QGuiApplication.screens()[0]


def projector() -> QScreen:
    return QGuiApplication.screens()[1]


def on(window: QWidget | None) -> QScreen:
    assert window is not None
    return window.windowHandle().screen()


def a_shared_risk(stage: Stage) -> None:
    """Something that a customer's show may hold."""
    put(
        stage.session,
        a_risk(account_id=stage.account.id, likelihood=3, impact=3, kind="technical", audience="customer"),
    )


def seen() -> set[QWidget]:
    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


def words_on(window: QWidget) -> list[str]:
    """What can be read of it, buttons apart."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


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


def test_that_screens_swap_and_the_choice_is_kept_for_this_show(stage: Stage) -> None:
    show = stage.show()
    press(show.presenter, K.Key_X)
    assert (on(show.audience), on(show.presenter)) == (laptop(), projector())
    press(show.presenter, K.Key_X)
    assert (on(show.audience), on(show.presenter)) == (projector(), laptop())


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
