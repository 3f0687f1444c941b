# SPDX-License-Identifier: Apache-2.0
"""A site with a review on the field sheet, for tests of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.rules.ruleset import DEFAULT
from planner.services import authorisations, checks, crud, customers, reviews
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.permission import permit
from ui.screens.review.field_sheet import FieldSheet

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class World:
    """A site with two rectifiers, a review of five checks, and one before it that found something."""

    session: Session
    app: FakeApp
    account_id: str
    review_id: str
    checks: list[InspectionResult]

    def now(self, at: int) -> InspectionResult:
        """A check as it is kept."""
        return crud.get(self.session, INSPECTION_RESULT, self.checks[at].id)

    def results(self) -> list[str]:
        """All results, on the way."""
        return [self.now(n).result for n in range(len(self.checks))]


def _clear(session: Session, account_id: str, review_id: str) -> None:
    rest = [c.id for c in crud.of_account(session, INSPECTION_RESULT, account_id) if c.review_id == review_id]
    crud.trash(session, INSPECTION_RESULT, rest)


def make_world(session: Session) -> World:
    """The world on a portfolio of its own."""
    account = customers.add_account(session, "Meridian Foods", grade="S")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    r1, r2 = (crud.add(session, ASSET, account_id=account.id, site_id=site.id, name=name).id for name in ("R1", "R2"))
    authorisations.add(session, account.id, "Looking and reading")
    before = reviews.start_review(session, account.id, site.id, date(2026, 8, 14), copy_from_last=False)
    _clear(session, account.id, before.id)
    old = checks.add_check(session, before.id, "Load", group="power", asset_id=r1, unit="%", ok_range="< 80")
    checks.record_result(session, old.id, reading="86", finding="Load over limit")
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    _clear(session, account.id, review.id)
    made = [
        checks.add_check(session, review.id, "Load", group="power", asset_id=r1, unit="%", ok_range="< 80"),
        checks.add_check(session, review.id, "Fans", group="power", asset_id=r1),
        checks.add_check(session, review.id, "Voltage", group="power", asset_id=r2, unit="V", ok_range="53.5-54.5"),
        checks.add_check(session, review.id, "Alarm test", group="power", asset_id=r2, ok_range="OK"),
        checks.add_check(session, review.id, "Doors", group="security"),
    ]
    return World(session, an_app(session), account.id, review.id, made)


@contextmanager
def shown(world: World, qtbot: QtBot) -> Iterator[FieldSheet]:
    """The sheet at 1024×600, active and at its first check."""
    made = FieldSheet(world.app, world.review_id, DEFAULT)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    made.hide()


def focused(sheet: FieldSheet) -> QWidget:
    """Where keys go."""
    return QApplication.focusWidget() or sheet


def press(sheet: FieldSheet, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the focus is."""
    for key in keys:
        QTest.keyClick(focused(sheet), key, modifiers)


def type_in(sheet: FieldSheet, text: str) -> None:
    """Type a text where the focus is."""
    for sign in text:
        QTest.keyClicks(focused(sheet), sign)
