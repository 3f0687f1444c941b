# SPDX-License-Identifier: Apache-2.0
"""The section of sites and equipment on the account page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import Account
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.risk import RISK
from planner.services import crud, customers
from planner.services.session import Session
from planner.views.account_sites import ALL
from tests.fakes import FakeApp, an_app
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.screen import AccountScreen
from ui.screens.review.readings_chart import ReadingsChart


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def account(session: Session) -> Account:
    return customers.add_account(session, "Meridian Foods")


@pytest.fixture
def screen(qtbot: QtBot, app: FakeApp) -> Iterator[AccountScreen]:
    made = AccountScreen(app)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for window in made.window().findChildren(QDialog):
        window.reject()


def _opened(screen: AccountScreen, account: Account, record: str | None = None) -> Any:
    screen.show_place(Place(page="account", account_id=account.id, section="sites", record=record))
    return screen.pages.currentWidget()


@pytest.fixture
def north(session: Session, account: Account) -> str:
    """A site with two pieces of equipment; another stands at South."""
    site = crud.add(session, SITE, account_id=account.id, name="North")
    south = crud.add(session, SITE, account_id=account.id, name="South")
    ended = session.today() - timedelta(days=30)
    crud.add(session, ASSET, account_id=account.id, site_id=site.id, name="Core 1", end_of_support=ended)
    crud.add(session, ASSET, account_id=account.id, site_id=site.id, name="Core 2")
    crud.add(session, ASSET, account_id=account.id, site_id=south.id, name="Rectifier S1")
    return site.id


def _names(part: Any) -> list[str]:
    return [row[0] for row in part.table.rows.view().texts()]


def test_that_a_site_narrows_the_equipment_and_is_edited_beside_it(
    screen: AccountScreen, session: Session, account: Account, north: str
) -> None:
    part = _opened(screen, account)
    assert _names(part) == ["Core 1 North", "Core 2 North", "Rectifier S1 South"]
    part.sites.row(ALL).setFocus()
    QTest.keyClick(part.sites.row(ALL), Qt.Key.Key_Down)
    QTest.keyClick(part.sites.row(north), Qt.Key.Key_Space)
    assert _names(part) == ["Core 1", "Core 2"]
    assert part.selection() == ("site", (north,))
    assert part.pane.header.title() == "North"
    part.site_form.row("city").committed.emit("city", "Zaragoza")
    assert crud.get(session, SITE, north).city == "Zaragoza"
    part.table.setFocus()
    assert part.selection()[0] == "asset"
    assert part.pane.header.title() == "Core 1"


def test_that_the_chips_keep_what_needs_a_look(screen: AccountScreen, account: Account, north: str) -> None:
    part = _opened(screen, account)
    part.ending.setChecked(True)
    assert _names(part) == ["Core 1 North"]
    assert part.past.alert.isVisibleTo(part.pane)
    part.clear_filter()
    assert len(_names(part)) == 3


def test_that_new_equipment_belongs_to_the_chosen_site_and_is_selected(
    qtbot: QtBot, screen: AccountScreen, session: Session, account: Account, north: str
) -> None:
    part = _opened(screen, account, north)
    part.new_record()
    dialog = next(d for d in screen.window().findChildren(NewRecordDialog) if d.isVisible())
    assert dialog.panel._values["site_id"] == north
    dialog.reject()
    made = crud.add(session, ASSET, account_id=account.id, site_id=north, name="Core 3")
    part.made(made.id)
    qtbot.waitUntil(lambda: part.table.keys() == (made.id,))


def test_that_a_record_named_from_elsewhere_is_found_at_its_site(
    screen: AccountScreen, session: Session, account: Account, north: str
) -> None:
    part = _opened(screen, account, north)
    other = next(a for a in crud.every(session, ASSET) if a.name == "Rectifier S1")
    part = _opened(screen, account, other.id)
    assert part.table.keys() == (other.id,)
    assert part.pane.header.title() == "Rectifier S1"


def test_that_the_past_of_equipment_shows_checks_readings_and_risks_and_leads_to_the_review(
    screen: AccountScreen, session: Session, account: Account, app: FakeApp, north: str
) -> None:
    core = next(a for a in crud.every(session, ASSET) if a.name == "Core 1")
    reviews = []
    for ago, reading, result in ((200, "0.2", "pass"), (20, "1.4", "fail")):
        done = session.today() - timedelta(days=ago)
        review = crud.add(session, NETWORK_REVIEW, account_id=account.id, site_id=north, done_on=done)
        reviews.append(review.id)
        values = {"item": "Offset", "unit": "mm", "ok_range": "-1 to 1", "reading": reading, "result": result}
        crud.add(session, INSPECTION_RESULT, account_id=account.id, review_id=review.id, asset_id=core.id, **values)
    crud.add(session, RISK, account_id=account.id, statement="Core 1 fails", asset_id=core.id)
    part = _opened(screen, account, core.id)
    past = part.past
    assert [check.result.reading for check in past.history.checks] == ["1.4", "0.2"]
    assert len([c for c in past.findChildren(ReadingsChart) if not c.isHidden()]) == 1
    assert [risk.statement for risk in past.history.risks] == ["Core 1 fails"]
    past._rows[past.checks].itemAt(0).widget().click()
    assert app.navigator.place().record == reviews[1]
