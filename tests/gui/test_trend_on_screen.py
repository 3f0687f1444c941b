# SPDX-License-Identifier: Apache-2.0
"""Trend and satisfaction in the workspace: keys over dots, why then and now, answers opened; scores kept at rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.services import customers, histories
from planner.services.session import Session
from tests.builders import a_callback, a_network_review
from tests.fakes import FakeApp, InlineJobs, an_app
from tests.stores import put
from ui.context import Place
from ui.jobs.score_keeper import REST_MS, ScoreKeeper
from ui.screens.charts import ChartsScreen
from ui.screens.parts.why_moved import MovedGroup


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with a review and callbacks of a year."""
    account = customers.add_account(session, "Meridian Foods")
    today = session.today()
    calls = [
        a_callback(id=f"call-{ago}", account_id=account.id, service_on=None, called_on=today - timedelta(days=ago),
                   reached=True, tech=t, attitude=4, norms=4, overall=t)
        for ago, t in ((200, 4), (120, 5), (15, 2))
    ]  # fmt: skip
    review = a_network_review(account_id=account.id, state="closed", done_on=today - timedelta(days=130))
    put(session, review, *calls)
    return account.id


@pytest.fixture
def app(session: Session, account_id: str) -> FakeApp:
    """A context on that account."""
    return an_app(session)


def _screen(app: FakeApp, qtbot: QtBot, kind: str, account_id: str) -> ChartsScreen:
    screen = ChartsScreen(app)
    qtbot.addWidget(screen)
    qtbot.addWidget(screen.why)
    screen.resize(1100, 700)
    screen.show()
    screen.show_place(Place(page="charts", account_id=account_id, section=kind))
    return screen


def test_that_a_dot_of_the_trend_explains_then_beside_now(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot, "trend", account_id)
    view = screen.panel.view
    assert view is not None
    first = next(mark for mark in screen.panel.canvas.scene().marks if mark.id.startswith("satisfaction@"))  # type: ignore[union-attr]
    screen.panel.canvas.focus_mark(first.id)
    assert screen.why.view is not None
    assert screen.why.view.title.startswith("Satisfaction on ")
    assert dict(screen.why.view.facts)["Then"] == "75"
    assert screen.why.view.lines
    moved = screen.why.findChildren(MovedGroup)[-1]
    assert moved.since() == screen.why.view.since
    assert f"satisfaction@{moved.since()}" == first.id
    screen.panel.canvas.focus_mark("")
    assert screen.why.findChildren(MovedGroup)[-1].since() == app.session.today() - timedelta(days=90)


def test_that_arrows_walk_from_dot_to_dot_and_from_panel_to_panel(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    canvas = _screen(app, qtbot, "trend", account_id).panel.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    start = canvas.current_mark()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    after = canvas.current_mark()
    assert start is not None
    assert after is not None
    assert start.id.split("@")[0] == after.id.split("@")[0] == "health"
    assert start.id < after.id
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    below = canvas.current_mark()
    assert below is not None
    assert below.box.y > after.box.y


def test_that_an_answer_opens_its_callback_and_a_quarter_explains_itself(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    screen = _screen(app, qtbot, "satisfaction", account_id)
    scene = screen.panel.canvas.scene()
    assert scene is not None
    bar = next(mark for mark in scene.marks if mark.entity == "measure" and "answer," in mark.sentence)
    screen.panel.canvas.focus_mark(bar.id)
    assert screen.why.view is not None
    assert screen.why.view.note.startswith("as of ")
    dot = next(mark for mark in scene.marks if mark.entity == "callback")
    screen.panel.canvas.activated.emit(dot)
    place = app.navigator.went[-1]
    assert place.account_id == account_id
    assert place.page == "account"


def test_that_scores_are_kept_at_rest_without_a_word(session: Session, app: FakeApp, account_id: str) -> None:
    owner = QObject()
    keeper = ScoreKeeper(app, owner)
    assert keeper.rest.interval() == REST_MS
    keeper.rest.timeout.emit()
    assert {one.measure for one in histories.kept(session, account_id)} == {"health", "satisfaction", "network"}
    assert isinstance(app.jobs, InlineJobs)
    assert app.jobs.titles == [""]
    owner.deleteLater()
