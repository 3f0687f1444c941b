# SPDX-License-Identifier: Apache-2.0
"""The customer view shows what is marked Shareable, and no other word of the portfolio anywhere in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.spec import Kind
from planner.services import crud, customer_view, sample
from planner.services.session import Session
from planner.store.queries import customer_view as queries
from tests.fakes import an_app
from tests.gui.customer_words import Portfolio, all_told, canaries_in, canary, told
from ui.screens.customer_view import CustomerWindow


@pytest.fixture
def portfolio(session: Session, tmp_path: Path) -> Portfolio:
    return Portfolio(session, tmp_path)


@pytest.fixture
def ours(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setWindowTitle(f"{canary()} – Waterline")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def opened(ours: QWidget) -> Iterator[Callable[[Session, str], CustomerWindow]]:
    made: list[CustomerWindow] = []

    def work(session: Session, review_id: str) -> CustomerWindow:
        window = CustomerWindow(an_app(session), review_id, customer_view.show(session, review_id))
        window.stand_before(ours)
        made.append(window)
        return window

    yield work
    for window in made:
        if isValid(window):
            window.close()


Opened = Callable[[Session, str], CustomerWindow]


# -- no leak


def test_that_no_word_of_any_internal_field_of_any_record_is_in_the_view(portfolio: Portfolio, opened: Opened) -> None:
    everything = all_told(opened(portfolio.session, portfolio.review.id))
    shown = portfolio.checks[0]
    assert portfolio.account.name in everything
    assert shown.item in everything
    assert portfolio.risks[0].statement in everything
    assert portfolio.plans[0].title in everything
    hashes = {row.sha256 for row in portfolio.rows if getattr(row, "sha256", "") and row.audience == "customer"}
    leaks = set(canaries_in(everything)) - hashes
    assert leaks == set()
    ids = {row.id for row in portfolio.rows} - {portfolio.review.id}
    assert [key for key in ids if key in everything] == []
    view = customer_view.show(portfolio.session, portfolio.review.id)
    assert [len(part) for part in (view.checks, view.risks, view.plans)] == [2, 1, 1]


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("inspection_result", "note"),
        ("risk", "likelihood_reason"),
        ("contingency_plan", "contacts"),
        ("asset", "notes"),
    ],
)
def test_that_a_column_too_many_would_be_found(
    portfolio: Portfolio, opened: Opened, monkeypatch: pytest.MonkeyPatch, kind: str, column: str
) -> None:
    """The planted leak: one more column is read, and a builder that shows it would be seen."""
    queries._narrow.cache_clear()
    monkeypatch.setitem(queries.CHOSEN, kind, (*queries.CHOSEN[kind], column))
    try:
        shared = portfolio.session.read(lambda conn: queries.load(conn, portfolio.review.id))
    finally:
        monkeypatch.undo()
        queries._narrow.cache_clear()
    assert canaries_in(repr(shared))
    view = opened(portfolio.session, portfolio.review.id)
    assert not canaries_in(told(view)) or set(canaries_in(told(view))) <= _hashes(portfolio)
    held = next(row for row in portfolio.rows if type(row) is BY_NAME[kind].cls and row.audience == "customer")
    view.band.setAccessibleDescription(getattr(held, column))
    assert getattr(held, column) in canaries_in(told(view))


def _hashes(portfolio: Portfolio) -> set[str]:
    return {row.sha256 for row in portfolio.rows if getattr(row, "sha256", "")}


def test_that_an_internal_record_is_not_even_loaded(portfolio: Portfolio) -> None:
    shared = portfolio.session.read(lambda conn: queries.load(conn, portfolio.review.id))
    assert shared is not None
    assert [len(part) for part in (shared.assets, shared.results, shared.risks, shared.plans, shared.actions)] == [
        1, 2, 1, 1, 1,
    ]  # fmt: skip
    assert set(canaries_in(repr(shared))) <= _hashes(portfolio)
    assert {risk.kind for risk in shared.risks} == {"technical"}


def test_that_an_internal_review_tells_neither_day_nor_site_nor_summary(portfolio: Portfolio, opened: Opened) -> None:
    crud.set_field(portfolio.session, NETWORK_REVIEW, portfolio.review.id, "audience", "internal")
    view = customer_view.show(portfolio.session, portfolio.review.id)
    assert (view.site, view.when, view.summary) == ("", "", "")
    assert opened(portfolio.session, portfolio.review.id).band.about.full_text() == "Meridian Foods"


def test_that_the_sample_shows_only_shareable_words(tmp_path: Path, opened: Opened) -> None:
    session = sample.open_sample(tmp_path / "Sample.waterline")
    try:
        reviews = crud.every(session, NETWORK_REVIEW)
        internal = _internal_texts(session)
        assert len(reviews) > 5
        for review in reviews:
            window = opened(session, review.id)
            everything = all_told(window)
            assert [text for text in internal if text in everything] == []
            window.close()
    finally:
        session.close()


def _internal_texts(session: Session) -> set[str]:
    """Texts of the sample that stand in internal records alone and are long enough to be no accident."""
    kept: set[str] = set()
    open_: set[str] = set()
    for spec in ENTITIES:
        for row in crud.every(session, spec):
            texts = {getattr(row, f.name) for f in spec.fields if f.kind in {Kind.TEXT, Kind.NOTE} and not f.ref}
            words = {text for text in texts if isinstance(text, str) and len(text) > 12}
            (open_ if getattr(row, "audience", "internal") == "customer" else kept).update(words)
    names = {account.name for account in crud.every(session, BY_NAME["account"])}
    return {text for text in kept - open_ if not any(text in other for other in open_)} - names


# -- the window


def test_that_ours_is_away_while_the_customer_looks_and_comes_back_with_esc(
    portfolio: Portfolio, opened: Opened, ours: QWidget, qtbot: QtBot
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    view = opened(portfolio.session, portfolio.review.id)
    seen = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert seen == [view]
    assert view.windowTitle() == "Presentation"
    assert view.geometry() == ours.geometry()
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert ours.isVisible()
    assert other.isVisible()
    assert ours.property("standsAway") is None


def test_that_a_window_opened_meanwhile_waits_with_ours(portfolio: Portfolio, opened: Opened, qtbot: QtBot) -> None:
    view = opened(portfolio.session, portfolio.review.id)
    qtbot.waitUntil(view.isActiveWindow)
    late = QWidget()
    qtbot.addWidget(late)
    late.show()
    late.activateWindow()
    qtbot.waitUntil(lambda: not late.isVisible())
    view.close()
    assert late.isVisible()


def test_that_the_keys_walk_through_findings_and_parts(portfolio: Portfolio, opened: Opened, qtbot: QtBot) -> None:
    view = opened(portfolio.session, portfolio.review.id)
    qtbot.waitUntil(view.isActiveWindow)
    shown = view.checks.list
    assert shown.hasFocus()
    first = view.checks.detail.title.full_text()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert view.checks.detail.title.full_text() != first
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert view.checks.detail.title.full_text() == first
    QTest.keyClick(shown, Qt.Key.Key_2)
    assert view.page() is view.risks
    QTest.keyClick(view.risks.area, Qt.Key.Key_3)
    assert view.page() is view.plans
    QTest.keyClick(view.plans.area, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_that_nothing_is_copied_found_or_started_from_the_view(portfolio: Portfolio, opened: Opened) -> None:
    view = opened(portfolio.session, portfolio.review.id)
    QApplication.clipboard().setText("before")
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_Z):
        QTest.keyClick(view.checks.list, key, control)
    assert QApplication.clipboard().text() == "before"
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [view]
    assert view.findChildren(QAction) == []
