# SPDX-License-Identifier: Apache-2.0
"""Facts about the field sheet's data: the way, one screen, results by hand and by reading, and the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.risks.risk import RISK
from planner.kernel.clock import FixedClock
from planner.services import checks, crud, customers, field_sheet, reviews, risks
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import one_step


@pytest.fixture
def account_id(session: Session) -> str:
    key = customers.add_account(session, "Meridian Foods").id
    permit(session, key)
    return key


@pytest.fixture
def site_id(session: Session, account_id: str) -> str:
    return crud.add(session, SITE, account_id=account_id, name="North").id


def _review(session: Session, account_id: str, site_id: str, on: date | None = None) -> str:
    review = reviews.start_review(session, account_id, site_id, on, copy_from_last=False)
    rest = [c.id for c in crud.of_account(session, INSPECTION_RESULT, account_id) if c.review_id == review.id]
    crud.trash(session, INSPECTION_RESULT, rest)
    return review.id


def _load(session: Session, review_id: str, asset_id: str | None = None, item: str = "Load") -> InspectionResult:
    return checks.add_check(session, review_id, item, group="power", asset_id=asset_id, unit="%", ok_range="< 80")


def _now(session: Session, check: InspectionResult) -> InspectionResult:
    return crud.get(session, INSPECTION_RESULT, check.id)


def test_that_one_walks_equipment_by_equipment(session: Session, account_id: str, site_id: str) -> None:
    first = crud.add(session, ASSET, account_id=account_id, site_id=site_id, name="R1").id
    second = crud.add(session, ASSET, account_id=account_id, site_id=site_id, name="R2").id
    review_id = _review(session, account_id, site_id)
    for asset_id, item in ((first, "Load"), (None, "Door"), (second, "Load"), (first, "Voltage")):
        _load(session, review_id, asset_id, item)
    way = field_sheet.way(session, review_id)
    assert [(s.asset, s.item) for s in way.stops] == [("R1", "Load"), ("R1", "Voltage"), ("", "Door"), ("R2", "Load")]
    assert (way.account, way.site) == ("Meridian Foods", "North")
    assert len({s.place for s in way.stops}) == 3


def test_that_a_screen_knows_the_last_look_and_the_finding_it_left(
    session: Session, account_id: str, site_id: str
) -> None:
    asset_id = crud.add(session, ASSET, account_id=account_id, site_id=site_id, name="R1").id
    for on, reading in ((date(2026, 3, 2), "60"), (date(2026, 6, 1), "83"), (date(2026, 8, 14), "86")):
        review_id = _review(session, account_id, site_id, on)
        checks.record_result(
            session, _load(session, review_id, asset_id).id, reading=reading, finding="Load over limit"
        )
    now = _load(session, _review(session, account_id, site_id), asset_id)
    page = field_sheet.page(session, now.id)
    assert [seen.reading for seen in page.earlier] == ["60", "83", "86"]
    assert page.times == 2
    assert page.still_open is not None
    assert (page.still_open.code, page.still_open.on) == ("F-2", date(2026, 8, 14))


def test_that_a_finding_used_again_keeps_number_words_and_risk(session: Session, account_id: str, site_id: str) -> None:
    asset_id = crud.add(session, ASSET, account_id=account_id, site_id=site_id, name="R1").id
    old = _load(session, _review(session, account_id, site_id, date(2026, 8, 14)), asset_id)
    checks.record_result(session, old.id, reading="86", finding="Load over limit")
    risk = risks.risk_from_finding(session, old.id)
    now = _load(session, _review(session, account_id, site_id), asset_id)
    with one_step(session):
        field_sheet.use_finding(session, now.id, old.id)
    found = _now(session, now)
    assert (found.code, found.finding, found.result) == ("F-1", "Load over limit", "fail")
    assert found.repeated_from_id == old.id
    assert crud.get(session, RISK, risk.id).finding_ids == (old.id, now.id)
    page = field_sheet.page(session, now.id)
    assert page.used
    assert [r.id for r in page.risks] == [risk.id]


def test_that_a_reading_never_changes_a_result_given_by_hand(session: Session, account_id: str, site_id: str) -> None:
    check = _load(session, _review(session, account_id, site_id))
    checks.record_result(session, check.id, "pass", reading="70")
    found = checks.record_result(session, check.id, reading="91")
    assert (found.result, found.reading) == ("pass", "91"), "it agreed with the first reading, yet it was given by hand"
    checks.record_result(session, check.id, "not_checked")
    assert checks.record_result(session, check.id, reading="92").result == "fail", "what was taken back is free again"
    assert checks.record_result(session, check.id, reading="60").result == "pass"


def test_that_a_note_leaves_result_and_time_alone(
    session: Session, clock: FixedClock, account_id: str, site_id: str
) -> None:
    check = _load(session, _review(session, account_id, site_id))
    at = session.clock.now()
    assert checks.record_result(session, check.id, reading="91").checked_at == at
    clock.advance(timedelta(hours=1))
    assert checks.record_result(session, check.id, note="hot").checked_at == at
    assert checks.record_result(session, check.id, "pass").checked_at == at + timedelta(hours=1)
    taken_back = checks.record_result(session, check.id, "not_checked", reading=None)
    assert (taken_back.checked_at, taken_back.clock_note) == (None, None)


def test_that_time_passing_is_no_jump(session: Session, clock: FixedClock, account_id: str, site_id: str) -> None:
    check = _load(session, _review(session, account_id, site_id))
    clock.advance(timedelta(hours=9))
    clock.set_by(timedelta(seconds=90))
    assert checks.record_result(session, check.id, "pass").clock_note is None


@pytest.mark.parametrize(("hours", "way"), [(3, "forward by 3 h 0 min"), (-26, "back by 1 d 2 h")])
def test_that_a_jump_of_the_clock_is_noted_on_the_next_entry_only(
    session: Session, clock: FixedClock, account_id: str, site_id: str, hours: int, way: str
) -> None:
    review_id = _review(session, account_id, site_id)
    one, two, three = (_load(session, review_id, None, item) for item in ("a", "b", "c"))
    assert checks.record_result(session, one.id, "pass").clock_note is None
    clock.advance(timedelta(minutes=5))
    clock.set_by(timedelta(hours=hours))
    assert way in str(checks.record_result(session, two.id, "pass").clock_note)
    clock.advance(timedelta(minutes=1))
    assert checks.record_result(session, three.id, "pass").clock_note is None


def test_that_a_clock_before_the_last_entry_is_noted_although_nobody_saw_it_being_set(
    session: Session, clock: FixedClock, account_id: str, site_id: str
) -> None:
    review_id = _review(session, account_id, site_id)
    one, two, three = (_load(session, review_id, None, item) for item in ("a", "b", "c"))
    checks.record_result(session, one.id, "pass")
    clock.set_by(-timedelta(seconds=40))
    assert "back by 1 min" in str(checks.record_result(session, two.id, "pass").clock_note)
    assert checks.record_result(session, three.id, "pass").clock_note is None
