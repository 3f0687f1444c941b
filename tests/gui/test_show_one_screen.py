# SPDX-License-Identifier: Apache-2.0
"""One screen: no notes, no time, no messages; keys, set-up sheet, rehearsal, and what a customer's show holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.text import speaking
from planner.services import chart_cards, portfolio_page, portfolio_show
from planner.services.session import Session
from planner.views.show import Frame
from tests.builders import an_action
from tests.canaried import Portfolio, canaries_in
from tests.gui.customer_words import told
from tests.gui.shown import BOTH, Stage, a_stage, press
from tests.stores import put
from ui.actions.presenting import ACTIONS as PRESENTING
from ui.actions.spec import Context
from ui.screens.show import commands, places
from ui.screens.show import setting as settings
from ui.screens.show.capture import Capture
from ui.screens.show.key_card import KeyCard
from ui.screens.show.keys import CARD
from ui.screens.show.setup import SetupSheet
from ui.screens.show.show import Show
from ui.screens.show.stage import paint_stage

K = Qt.Key


@pytest.fixture
def stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    with a_stage(session, qtbot) as made:
        yield made


def seen() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def labels(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_that_a_show_of_the_portfolio_walks_its_modules_and_asks_nothing_of_an_account(stage: Stage) -> None:
    slides = portfolio_show.slides(portfolio_page.load(stage.session))
    made = Show(stage.app, ("", "Portfolio"), stage.setting(), rehearsal=True, slides=slides, now=stage.clock)
    stage.shows.append(made)
    made.start(stage.ours)
    assert made.presenter.note.text() == "The portfolio page has no notes."
    made.do("capture")
    asked = [made.noting.form]
    made.do("mark_next")
    assert made.presenter.evidence.view is not None
    made.do("capture")
    asked.append(made.noting.form)
    assert asked[0] is None, "no account is named yet"
    assert isinstance(asked[1], Capture)
    asked[1].panel.cancelled.emit()
    stage.clock.seconds += 60
    for n in range(1, len(slides)):
        made.do("next")
        assert made.state.at.slide == n
    made.finish()
    assert stage.app.notices.said == [f"Rehearsed {len(slides)} charts in 01:00"]


def test_that_two_screens_keep_their_rules() -> None:
    """The cases of two screens need a program of their own: the screens are there from its start."""
    here = Path(__file__).parent
    platform = f"offscreen:configfile={here / 'two_screens.json'}"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
            str(here / "two_screens.py"),
            str(here / "two_screens_lost.py"),
            str(here / "two_screens_changed.py"),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": platform},
        cwd=here.parent.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_that_one_screen_shows_the_picture_and_nothing_else(stage: Stage) -> None:
    chart_cards.set_note(stage.session, stage.account.id, "health", "Ask about credit notes")
    show = stage.show(presenter="")
    assert seen() == [show.audience]
    assert show.audience is not None
    press(show.audience, K.Key_Right, K.Key_S, K.Key_F1, K.Key_K, K.Key_F)
    press(show.audience, K.Key_A)
    assert seen() == [show.audience]
    assert labels(show.audience) == []
    assert show.audience.windowTitle() == "Presentation"
    assert not show.state.frozen  # nobody could go on behind it
    assert "credit" not in told(show.audience)
    press(show.audience, K.Key_Escape)
    assert seen() == [stage.ours]


def test_that_the_cursor_goes_and_comes_with_the_mouse(stage: Stage) -> None:
    show = stage.show(presenter="")
    assert show.audience is not None
    show.audience._hide_cursor()
    assert show.audience.cursor_hidden
    show.audience.unsetCursor()
    assert not show.audience.cursor_hidden


def test_that_evidence_lies_over_an_internal_picture_and_never_over_a_customers(stage: Stage) -> None:
    show = stage.show(presenter="", kind="risk-matrix")
    audience = show.audience
    assert audience is not None
    show.marks._choose(next(mark for mark in show.marks._all() if stage.risk.id in mark.records))
    press(audience, K.Key_Return)
    assert any("Rectifier" in words for words in labels(audience))
    press(audience, K.Key_Escape, K.Key_Escape)
    assert labels(audience) == []
    assert audience.isVisible()


def test_that_every_key_of_the_card_has_a_way_back(stage: Stage) -> None:
    show = stage.show(presenter="")
    audience = show.audience
    for key in (K.Key_B, K.Key_Period, K.Key_W, K.Key_V, K.Key_T):
        press(audience, key)
        assert (show.state.blank, show.state.at) != ("", Frame())
        press(audience, key)
        assert (show.state.blank, show.state.at) == ("", Frame())
    press(audience, K.Key_B, K.Key_Space)
    assert (show.state.blank, show.state.at) == ("", Frame())
    written = " ".join(keys for _, lines in CARD for keys, _ in lines)
    assert all(key in written for key in "BWFVTGSXZHK")
    with speaking("zh_CN"):
        card = KeyCard()
    shown = {label.text() for label in card.findChildren(QLabel)}
    assert {keys for _, lines in CARD for keys, _ in lines if len(keys) == 1} <= shown
    card.deleteLater()


def test_that_pointer_spotlight_and_zoom_come_and_go(stage: Stage, qtbot: QtBot) -> None:
    show = stage.show(presenter="")
    audience = show.audience
    show.do("hold")
    before = show.lens.dot_size
    show.turn(2)
    assert show.lens.dot_size > before
    press(audience, K.Key_L)  # and let go
    assert [show.lens.dot, show.lens.on] == [False, False]
    press(audience, K.Key_Z)
    assert show.lens.kind == "spotlight"
    press(audience, K.Key_Z)
    assert str(show.lens.kind) == "zoom"
    assert audience is not None
    qtbot.waitUntil(lambda: (audience.stage.picture or QPixmap()).width() == 2 * show.pictures.size.width())
    assert audience.stage.flag is not None
    assert audience.stage.flag.w > 100
    drawn = QImage(1920, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    paint_stage(painter, QRectF(drawn.rect()), audience.stage)
    painter.end()
    assert drawn.pixelColor(int(audience.stage.flag.x) + 6, 8).name() == "#7f0a04", "no lens hides for whom it is not"
    press(audience, K.Key_Escape)
    assert not show.lens.on
    assert audience.isVisible()


def test_that_what_comes_is_drawn_ahead(stage: Stage, qtbot: QtBot) -> None:
    show = stage.show(presenter="")
    show.state = show.state.__class__(steps=show.state.steps, at=Frame(slide=1))
    show.refresh()
    wanted = [show.state.follows, show.state.before]
    qtbot.waitUntil(lambda: all(frame is not None and show.pictures.ready(frame) for frame in wanted))
    ahead = show.pictures.picture(Frame(slide=2)).toImage()
    show.pictures.forget()
    assert show.pictures.picture(Frame(slide=2)).toImage() == ahead  # the thread draws as the window does
    qtbot.waitUntil(lambda: all(show.pictures.thumb(n) is not None for n in range(show.state.count)))
    room = QGuiApplication.primaryScreen().geometry()
    assert (
        QRectF(0, 0, room.width(), room.height())
        .toRect()
        .contains(QRectF(0, 0, show.pictures.size.width(), show.pictures.size.height()).toRect())
    )


def test_that_the_end_of_a_customers_show_is_asked_under_black(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    show, ours = _customers(session, qtbot, tmp_path)
    press(show.audience, K.Key_Escape)
    assert (show.state.blank, show.state.ending) == ("black", True)
    assert show.audience is not None
    assert labels(show.audience) == ["End the presentation? Enter ends it, any other key goes on."]
    press(show.audience, K.Key_Right)
    assert (show.state.blank, show.state.ending, labels(show.audience)) == ("", False, [])
    assert not show.audience.close()
    assert (show.state.blank, show.state.ending) == ("black", True)
    press(show.audience, K.Key_Return)
    after = show.afterwards
    assert seen() == [after], "the only screen may still be shared"
    assert after is not None
    assert canaries_in(told(after)) == []
    press(after, K.Key_Escape, K.Key_Right)
    after.close()
    assert seen() == [after]
    press(after, K.Key_Return)
    assert seen() == [ours]


def test_that_a_customers_show_holds_no_internal_word(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    show, _ours = _customers(session, qtbot, tmp_path)
    assert show.audience is not None
    assert [slide.kind for slide in show.pictures.slides] == ["risk-matrix"]
    everything = [repr(show.pictures.slides)]
    for verb in ("table", "veil", "overview", "leave", "mark_next", "enter", "card", "capture", "table", "peek"):
        show.do(verb)
        everything += [told(show.audience), repr(show.pictures.scene(show.state.seen))]
        assert seen() == [show.audience]
    press(show.audience, K.Key_Tab, K.Key_Down, K.Key_Return)
    everything += [told(show.audience), repr(vars(show.pictures))]  # with all that its thread is given
    assert canaries_in("\n".join(everything)) == []


def _customers(session: Session, qtbot: QtBot, tmp_path: Path) -> tuple[Show, QWidget]:
    from planner.views.audience import CUSTOMER
    from tests.fakes import an_app
    from ui.screens.show import setting as settings
    from ui.screens.show.setting import Setting

    world = Portfolio(session, tmp_path)
    chart_cards.set_note(session, world.account.id, "risk-matrix", "qzbbbbbqz speaks")
    ours = QWidget()
    qtbot.addWidget(ours)
    ours.show()
    first = settings.first(session, world.account.id, ours)
    setting = Setting(audience=CUSTOMER, screen=first.screen, screens=first.screens)
    show = Show(an_app(session), (world.account.id, world.account.name), setting)
    show.start(ours)
    show.over.connect(show.deleteLater)
    qtbot.addWidget(show.audience, before_close_func=lambda _window: _over(show))
    return show, ours


def _over(show: Show) -> None:
    show.finish()
    if show.afterwards is not None:
        show.come_back()


def test_that_enter_starts_from_every_field_of_the_sheet(stage: Stage, qtbot: QtBot) -> None:
    for name in ("audience", "theirs", "minutes", "language", "dark"):
        sheet = SetupSheet(stage.app, stage.account.id, stage.setting(), stage.ours)
        qtbot.addWidget(sheet)
        sheet.show()
        field = getattr(sheet, name)
        press(field.findChild(QAbstractButton) if name == "audience" else field, K.Key_Return)
        assert sheet.result() == SetupSheet.DialogCode.Accepted, name
    sheet = SetupSheet(stage.app, stage.account.id, stage.setting(presenter=""), stage.ours)
    qtbot.addWidget(sheet)
    assert sheet.focusWidget() is sheet.audience.part("internal")
    press(sheet.audience.part("internal"), K.Key_Right)  # one key chooses for whom
    assert sheet.setting().customer
    sheet.audience.choose("internal")
    assert "no action can be noted" in sheet.advice.text()
    sheet.btn_identify.setFocus()
    sheet._identify()
    assert sheet.focusWidget() is sheet.btn_start


def test_that_f5_says_for_whom_it_shows_and_asks_where_nothing_was_chosen(stage: Stage) -> None:
    (start,) = (spec for spec in PRESENTING if spec.id == "show.start")
    session, account = stage.session, stage.account.id
    assert start.label is not None
    assert start.label(Context(presents=settings.will(session, account))) == "Present…"
    settings.remember(session, account, stage.setting())
    assert start.label(Context(presents=settings.will(session, account))) == "Present · Internal"
    settings.remember(session, account, stage.setting(audience="customer"))
    assert settings.will(session, account) == ""  # the page is the internal view: F5 asks
    settings.ask_again(session, account)  # the sheet was opened and left
    assert (settings.last(session, account), settings.will(session, account)) == (None, "")
    assert settings.first(session, account, stage.ours).customer  # the sheet begins with whom it was for
    assert not settings.first(session, "another", stage.ours).customer


def test_that_no_other_chart_comes_up_in_place_of_the_one_at_hand(stage: Stage, qtbot: QtBot) -> None:
    stage.ours.activateWindow()
    qtbot.waitUntil(stage.ours.isActiveWindow)
    settings.remember(stage.session, stage.account.id, stage.setting(presenter="", screens=places.signature()))
    chart_cards.tick(stage.session, stage.account.id, "health", shown=False)

    def begin(kind: str) -> list[object]:
        commands.present_here(stage.app, Context(page="charts", section=kind, account_id=stage.account.id))
        return list(commands._running)

    assert begin("health") == []
    assert "not in the show" in stage.app.notices.said[0]
    (show,) = begin("risk-matrix")
    assert isinstance(show, Show)
    stage.shows.append(show)
    assert show.slide.kind == "risk-matrix"
    action = an_action(account_id=stage.account.id)
    put(stage.session, action)
    show.noting._note(action.id)
    assert len(stage.app.notices.said) == 1  # nothing while somebody looks on
    show.finish()
    assert stage.app.notices.said[1:] == ["1 action noted in the show"]
    stage.app.notices.opens[-1]()
    assert stage.app.navigator.went[-1].page == "actions"


def test_that_a_rehearsal_keeps_the_time_of_each_chart(stage: Stage) -> None:
    show = stage.show(rehearsal=True)
    assert seen() == [show.presenter]
    assert not show.presenter.blank
    stage.clock.seconds += 40
    press(show.presenter, K.Key_Right)
    stage.clock.seconds += 25
    press(show.presenter, K.Key_Escape)
    kept = {card.kind: card.seconds for card in chart_cards.cards(stage.session, stage.account.id)}
    assert (kept["health"], sorted(n for n in kept.values() if n)) == (40, [25, 40])
    assert stage.app.notices.undoable == ["Rehearsed 2 charts in 01:05: the next show tells each time beside its chart"]


def test_that_the_sheet_says_what_a_customer_does_not_get(stage: Stage, qtbot: QtBot) -> None:
    sheet = SetupSheet(stage.app, stage.account.id, stage.setting(), stage.ours)
    qtbot.addWidget(sheet)
    sheet.audience.choose("customer")
    assert "not allowed for customers" in sheet.counts.text()
    assert "Health" in sheet.held_back.text()
    assert "Nothing shared yet: Risk matrix, Satisfaction." in sheet.held_back.text()
    assert "2 have nothing shared" in sheet.counts.text()
    assert sheet.setting().customer
    assert sheet.setting().presenter == ""
    assert "None of the ticked charts" in sheet.advice.text()


def test_that_an_action_cant_be_noted_where_the_audience_would_see_it(stage: Stage) -> None:
    show = stage.show(presenter="")
    assert show.audience is not None
    from PySide6.QtTest import QTest

    QTest.keyClick(show.audience, K.Key_A, BOTH)
    assert show.noting.form is None
