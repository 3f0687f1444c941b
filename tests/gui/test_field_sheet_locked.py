# SPDX-License-Identifier: Apache-2.0
"""Locking with the field sheet in front: what is typed is kept, nothing of the portfolio stays in sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.kernel.clock import FixedClock
from planner.services import authorisations, checks, crud, reviews
from tests.gui.locks import sealed_portfolio, sealed_shell, unlock_page
from tests.gui.shells import session_of
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet


def test_that_locking_from_the_sheet_keeps_the_reading_and_shows_nothing(
    tmp_path: Path, qtbot: QtBot, clock: FixedClock
) -> None:
    with sealed_shell(sealed_portfolio(tmp_path), qtbot, clock) as shell:
        session = session_of(shell)
        account = crud.every(session, ACCOUNT)[0]
        authorisations.add(session, account.id, "Looking and reading")
        review = reviews.start_review(session, account.id, copy_from_last=False)
        check = checks.add_check(session, review.id, "Canary load", unit="%", ok_range="< 80")
        assert shell.app is not None
        shell.app.navigator.go(Place(page="account", account_id=account.id, section="reviews"))
        qtbot.waitUntil(lambda: any(s.isVisible() for s in shell.window.findChildren(ReviewsSection)))
        section = next(s for s in shell.window.findChildren(ReviewsSection) if s.isVisible())
        section.field.open(check.id)
        for key in (Qt.Key.Key_9, Qt.Key.Key_1):
            QTest.keyClick(QApplication.focusWidget() or shell.window, key)
        QTest.keyClick(QApplication.focusWidget() or shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: shell.locking.page is not None)
        QApplication.processEvents()
        page = shell.locking.page
        assert page is not None
        assert page.isVisible()
        assert session.closed
        assert not [sheet for sheet in shell.window.findChildren(FieldSheet) if sheet.isVisible()]
        texts = [part.text() for part in QApplication.allWidgets() if isinstance(part, QLabel)]
        assert not [text for text in texts if "Canary" in text]
        unlock_page(shell, qtbot)
        kept = crud.get(session_of(shell), INSPECTION_RESULT, check.id)
        assert (kept.reading, kept.result) == ("91", "fail")
