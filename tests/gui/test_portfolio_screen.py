# SPDX-License-Identifier: Apache-2.0
"""The portfolio page: modules on one screen, reached by keys, put in order, leading to their accounts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.kernel.errors import PlannerError
from planner.services import customers, portfolio_show, risks
from planner.services import show as show_service
from planner.services.session import Session
from planner.views.portfolio_modules import ATTENTION, HEALTH, RISKS
from tests.builders import an_account
from tests.fakes import FakeApp, an_app
from tests.stores import put
from ui.context import Place
from ui.jobs.runner import JobRunner
from ui.screens.portfolio import PortfolioScreen, commands
from ui.screens.show.setting import Setting
from ui.screens.show.setup import SetupSheet
from ui.widgets.base import PaintedButton


@pytest.fixture
def app(session: Session) -> FakeApp:
    """A context on a portfolio with one account at risk."""
    account = customers.add_account(session, "Meridian Foods")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 5, 4)
    return an_app(session)


def _screen(app: FakeApp, qtbot: QtBot) -> PortfolioScreen:
    screen = PortfolioScreen(app)
    qtbot.addWidget(screen)
    screen.resize(1206, 608)  # what a window of 1366 × 768 leaves
    screen.show()
    qtbot.waitUntil(lambda: bool(screen.cards))
    screen.show_place(Place(page="portfolio"))
    return screen


def _order(screen: PortfolioScreen) -> list[str]:
    return [m.kind for m in screen._view.modules] if screen._view else []


def test_that_the_modules_it_comes_with_fit_one_small_screen(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert len(_order(screen)) >= 5
    assert screen.area.verticalScrollBar().maximum() == 0


def test_that_a_past_day_is_marked_and_left_by_one_key(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    day = app.session.today() - timedelta(days=40)
    screen.tools.day.committed.emit(day)
    qtbot.waitUntil(lambda: screen.view is not None and screen.view.past)
    assert screen.view is not None
    assert {module.as_of for module in screen.view.modules} == {day}
    assert screen.past.isVisible()
    assert screen.past.words.full_text() == screen.view.mark
    assert screen.past.note.full_text().endswith("owners are those of now."), "no day is kept with an owner"
    qtbot.waitUntil(lambda: screen.area.verticalScrollBar().maximum() == 0)
    card = screen.cards[RISKS]
    card.take_focus()
    QTest.keyClick(card.canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.view is not None and not screen.view.past)
    qtbot.waitUntil(lambda: not screen.past.isVisible())
    screen.tools.day.committed.emit(app.session.today() + timedelta(days=1))
    assert screen.tools.as_of is None, "a day ahead is refused"


def test_that_the_page_is_presented_as_it_is_shown_and_to_nobody_outside(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    slides = commands.slides(app)
    assert [slide.kind for slide in slides] == _order(screen)
    session = app.session
    assert show_service.of_show(session, "", "internal", slides) == slides
    with pytest.raises(PlannerError, match="never shown to customers"):
        show_service.of_show(session, "", "customer", slides)
    sheet = SetupSheet(app, "", Setting(), screen, slides=len(slides))
    assert sheet.audience.key() == "internal"
    assert sheet.findChildren(QWidget, "segAudience")
    assert len(sheet.audience.findChildren(PaintedButton)) == 1, "internal alone"
    sheet.audience.set_key("customer")
    assert sheet.setting().audience == "internal"
    sheet.deleteLater()
    risks_slide = next(slide for slide in slides if slide.kind == RISKS)
    key = risks_slide.view.table().keys[0]
    found = portfolio_show.reasons(session, risks_slide.view, key, session.today())
    assert found is not None
    assert found.title.startswith("Meridian Foods: ")
    assert found.lines
    target = portfolio_show.target(risks_slide.view, key)
    assert target is not None
    made = portfolio_show.capture(session, target.account_id, {"title": "Order the spare"})
    assert (made.account_id, made.title) == (target.account_id, "Order the spare")


def test_that_enter_on_a_row_opens_the_risk_behind_it(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    canvas = screen.cards[RISKS].canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    place = app.navigator.went[-1]
    assert (place.page, place.section) == ("account", "risks")


def test_that_t_shows_the_module_as_a_table_and_its_rows_open_too(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    card = screen.cards[ATTENTION]
    card.take_focus()
    QTest.keyClick(card.canvas, Qt.Key.Key_T)
    assert card.showing_table()
    card.table.selectRow(0)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert app.navigator.went[-1].section == "risks"


def test_that_a_module_taken_off_or_moved_is_remembered(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    before = _order(screen)
    screen.cards[HEALTH].take_focus()
    QTest.keyClick(screen.cards[HEALTH].canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _order(screen)[:2] == [HEALTH, ATTENTION])
    screen.tools.modules._toggle(RISKS)
    qtbot.waitUntil(lambda: RISKS not in _order(screen))
    again = _screen(app, qtbot)
    assert _order(again) == [HEALTH, ATTENTION, *[kind for kind in before[2:] if kind != RISKS]]
    assert not screen.cards[RISKS].isVisible()


def test_that_many_accounts_are_worked_out_beside_the_window(session: Session, qtbot: QtBot) -> None:
    put(session, *(an_account(name=f"Account {n}", parent_id=None, owner_id=None, service_owner_id=None)
                   for n in range(120)))  # fmt: skip
    app = an_app(session)
    jobs = JobRunner()
    app.jobs = jobs  # type: ignore[assignment]
    screen = PortfolioScreen(app)
    qtbot.addWidget(screen)
    screen.show()
    assert screen._view is None, "nothing was read on the window's own thread"
    jobs.live[0].cancel()
    qtbot.waitUntil(lambda: not screen._running)
    screen.mark_stale()
    qtbot.waitUntil(lambda: screen._view is not None and screen._view.number == 120)
    screen.tools.keep_day(session.today() - timedelta(days=30))
    screen.refresh()
    jobs.live[-1].cancel()
    qtbot.waitUntil(lambda: not screen._running and screen.tools.as_of is None)
    assert screen.past.isHidden(), "the page that stands is of today, and says so"
    jobs.shutdown()


def test_that_without_accounts_it_says_what_is_missing_with_one_step(session: Session, qtbot: QtBot) -> None:
    screen = PortfolioScreen(an_app(session))
    qtbot.addWidget(screen)
    screen.show()
    assert screen.pages.currentWidget() is screen.empty
    assert not screen.tools.btn_export.isEnabled()


def test_that_filters_that_leave_nothing_can_be_cleared(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.tools.chips["S"].setChecked(True)
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.none_fits)
    screen.btn_clear.click()
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.area)


def test_that_the_page_is_exported_where_it_is_asked_to(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    screen = _screen(app, qtbot)
    app.prompts.paths.append(tmp_path / "page.csv")
    screen.tools.export_wanted.emit(".csv")
    qtbot.waitUntil((tmp_path / "page.csv").exists)
    assert "Meridian Foods" in (tmp_path / "page.csv").read_text(encoding="utf-8-sig")
