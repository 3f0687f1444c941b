# SPDX-License-Identifier: Apache-2.0
"""The field sheet over the real window: opened and left by key, 300 checks by keyboard, shortcuts, undo, lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.asset import ASSET, Asset
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.clock import FixedClock
from planner.kernel.text import Message
from planner.services import authorisations, crud, customers, portfolio
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet

Key = Qt.Key
ASSETS, CHECKS, READINGS = 40, 300, 40
MOST_KEYS = 1.3


def _fill(session: Session) -> str:
    """An account with a review of 40 assets and 300 checks that begins today; each asset has one reading."""
    account = customers.add_account(session, "Meridian Foods")
    authorisations.add(session, account.id, "Looking and reading")
    site = crud.add(session, SITE, account_id=account.id, name="North")
    assets = [
        Asset(id=session.new_id(), account_id=account.id, site_id=site.id, name=f"Rectifier R{n}")
        for n in range(ASSETS)
    ]
    review = NetworkReview(
        id=session.new_id(), account_id=account.id, site_id=site.id, planned_on=session.today(), state="in_progress"
    )

    def work(unit: Unit) -> None:
        Table(ASSET, unit).add_many(assets)
        Table(NETWORK_REVIEW, unit).add_many([review])
        Table(INSPECTION_RESULT, unit).add_many(
            InspectionResult(
                id=session.new_id(),
                account_id=account.id,
                review_id=review.id,
                asset_id=assets[n % ASSETS].id,
                group="power",
                item=f"Check {n // ASSETS}",
                unit="%" if n < READINGS else None,
                ok_range="< 80" if n < READINGS else None,
                position=n,
            )
            for n in range(CHECKS)
        )

    session.write(Message("Begin"), work)
    return account.id


@pytest.fixture
def shell(tmp_path: Path, qtbot: QtBot, clock: FixedClock) -> Iterator[Shell]:
    path = tmp_path / "Plans.waterline"
    session = portfolio.create(path, me_name="A. Vidal", clock=clock)
    account_id = _fill(session)
    session.close()
    with shell_on(path, qtbot, clock) as made:
        assert made.app is not None
        made.app.navigator.go(Place(page="account", account_id=account_id, section="reviews"))
        qtbot.waitUntil(lambda: bool(_section(made).review_id))
        yield made


def _section(shell: Shell) -> ReviewsSection:
    return next(s for s in shell.window.findChildren(ReviewsSection) if s.isVisible())


def _sheet(shell: Shell) -> FieldSheet | None:
    return next((sheet for sheet in shell.window.findChildren(FieldSheet) if sheet.isVisible()), None)


def _press(shell: Shell, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target: QWidget = QApplication.focusWidget() or shell.window
    QTest.keyClick(target, key, modifiers)


def test_that_300_checks_are_done_by_keyboard_alone_with_few_keys(shell: Shell, qtbot: QtBot) -> None:
    section = _section(shell)
    qtbot.waitUntil(shell.window.actions_of.actions["review.field"].isEnabled)
    keys = [Key.Key_F12]
    _press(shell, Key.Key_F12)
    sheet = _sheet(shell)
    assert sheet is not None
    assert len(sheet.stops) == CHECKS
    for _ in range(CHECKS):
        wanted = [Key.Key_6, Key.Key_2, Key.Key_Return] if sheet.reading.number else [Key.Key_P]
        for key in wanted:
            _press(shell, key)
        keys += wanted
    assert len(keys) / CHECKS <= MOST_KEYS, f"{len(keys)} keys for {CHECKS} checks"
    kept = crud.of_account(session_of(shell), INSPECTION_RESULT, section.account_id)
    assert {c.result for c in kept} == {"pass"}
    assert sum(c.reading == "62" for c in kept) == READINGS
    assert all(c.checked_at is not None for c in kept)
    review = crud.get(session_of(shell), NETWORK_REVIEW, section.review_id)
    assert (review.state, review.done_on) == ("inspected", session_of(shell).today())
    _press(shell, Key.Key_Escape)
    _press(shell, Key.Key_Escape)
    assert _sheet(shell) is None
    assert section.steps.step_button(0).accessibleName() == "1 Inspect 300/300", "the table has learnt it all"


def test_that_the_sheet_has_window_and_keys_to_itself_until_it_is_left(shell: Shell, qtbot: QtBot) -> None:
    section = _section(shell)
    table = section.inspect.table
    table.select(6)
    wanted = table.current_key()
    section.field.button.click()
    sheet = _sheet(shell)
    assert sheet is not None
    assert sheet.stop.id == wanted
    assert not section.isVisible(), "what lies below does not work while it is covered"
    _keys_of_the_window(shell, sheet, qtbot)
    shell.window.resize(1024, 600)
    assert sheet.geometry() == shell.window.rect()
    _press(shell, Key.Key_Right)
    here = sheet.stop.id
    sheet.head.btn_close.click()
    qtbot.waitUntil(lambda: section.isVisible() and table.current_key() == here)
    _closing(shell, section)


def _keys_of_the_window(shell: Shell, sheet: FieldSheet, qtbot: QtBot) -> None:
    """None of them reaches what is covered; those that belong to the window itself still work."""
    place = shell.window.place()
    for key in (Key.Key_1, Key.Key_K, Key.Key_N, Key.Key_F):
        _press(shell, key, Qt.KeyboardModifier.ControlModifier)
    for key in (Key.Key_F8, Key.Key_F9, Key.Key_Delete, Key.Key_F6):
        _press(shell, key)
    qtbot.wait(1)
    assert (shell.window.place(), _sheet(shell)) == (place, sheet)
    assert {s.result for s in sheet.stops} == {"not_checked"}
    _press(shell, Key.Key_F11)
    assert shell.window.isFullScreen()
    _press(shell, Key.Key_F11)


def _closing(shell: Shell, section: ReviewsSection) -> None:
    """What is typed is kept when the portfolio is closed, and the window is whole again."""
    section.field.open()
    sheet = _sheet(shell)
    assert sheet is not None
    for key in (Key.Key_6, Key.Key_1):
        _press(shell, key)
    check, path = sheet.stop.id, session_of(shell).path
    account_id = section.account_id
    shell.close_portfolio()
    assert _sheet(shell) is None
    assert shell.window.stack.isVisible()
    assert shell.open(path, read_only=True)
    assert crud.get(session_of(shell), INSPECTION_RESULT, check).reading == "61"
    _only_read(shell, account_id, check)


def _only_read(shell: Shell, account_id: str, check: str) -> None:
    """Where the portfolio is open for reading only, all can be looked at and nothing is written."""
    assert shell.app is not None
    shell.app.navigator.go(Place(page="account", account_id=account_id, section="reviews", record=check))
    QApplication.processEvents()
    section = _section(shell)
    section.field.open(check)
    sheet = _sheet(shell)
    assert sheet is not None
    assert (sheet.reading.text, sheet.notice.text) == ("61", "Only to read. This portfolio is open for reading only.")
    for key in (Key.Key_P, Key.Key_9, Key.Key_W, Key.Key_R, Key.Key_Right):
        _press(shell, key)
    assert sheet.stop.id != check
    assert crud.get(session_of(shell), INSPECTION_RESULT, check).result == "pass"
    section.field.drop()
