# SPDX-License-Identifier: Apache-2.0
"""People are proposed after a long silence and never erased by themselves (reliability I77)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.kernel.errors import ValidationError
from planner.rules.retention import LEFT, NO_ACCOUNT, QUIET, Known, months_after, months_before, proposals
from planner.services import crud, customers, erasure, interactions, people, retention
from planner.services.portfolio import create
from planner.services.session import Session
from tests.conftest import DEVICE, ME

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def known(**fields: object) -> Known:
    defaults: dict[str, object] = {"key": "a", "entity": "contact", "contact": None, "change": TODAY}
    return Known(**{**defaults, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"change": date(2023, 11, 21)}, QUIET),
        ({"change": date(2023, 11, 22)}, None),
        ({"change": date(2020, 1, 1), "contact": date(2023, 11, 22)}, None),
        ({"change": date(2020, 1, 1), "contact": date(2023, 11, 20)}, QUIET),
        ({"change": date(2020, 1, 1), "kept_until": date(2026, 11, 22)}, None),
        ({"change": date(2020, 1, 1), "kept_until": date(2026, 11, 21)}, QUIET),
        ({"change": TODAY, "has_account": False}, NO_ACCOUNT),
        ({"change": TODAY, "has_account": False, "kept_until": date(2027, 1, 1)}, None),
        ({"change": date(2020, 1, 1), "contact": date(2031, 1, 1)}, QUIET),
        ({"change": date(2031, 1, 1)}, None),
        ({"change": date(2020, 1, 1), "entity": "person"}, None),
        ({"change": date(2020, 1, 1), "entity": "person", "left_on": date(2022, 1, 1)}, LEFT),
        ({"change": date(2020, 1, 1), "entity": "person", "left_on": date(2022, 1, 1), "signs": True}, None),
    ],
)
def test_that_a_person_is_proposed_when_due(fields: dict[str, object], reason: str | None) -> None:
    found = proposals([known(**fields)], 36, TODAY)
    assert [one.reason for one in found] == ([reason] if reason else [])


def test_that_0_months_propose_nobody() -> None:
    assert proposals([known(change=date(1990, 1, 1)), known(has_account=False)], 0, TODAY) == []


@given(DAYS, st.integers(1, 240))
def test_that_months_are_counted_by_the_calendar(day: date, months: int) -> None:
    before = months_before(day, months)
    assert before < day
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert months_after(before, months) <= day


@given(st.lists(DAYS, min_size=1, max_size=8), DAYS, st.integers(1, 120))
def test_that_nobody_heard_of_lately_is_proposed(days: list[date], today: date, months: int) -> None:
    found = proposals([known(key=str(n), change=day) for n, day in enumerate(days)], months, today)
    assert all(one.last <= months_before(today, months) for one in found if one.last <= today)
    assert [one.last for one in found] == sorted(one.last for one in found)


def made(path: Path, at: datetime) -> tuple[Session, FixedClock]:
    clock = FixedClock(at)
    return create(path, me_name=ME, device=DEVICE, clock=clock), clock


def test_that_the_clock_decides_and_keeping_lasts_a_year(tmp_path: Path) -> None:
    session, clock = made(tmp_path / "p.waterline", datetime(2020, 1, 10, tzinfo=UTC))
    account = customers.add_account(session, "Alpha")
    quiet = people.add_contact(session, account.id, "Quiet One")
    met = people.add_contact(session, account.id, "Met One")
    clock.advance(timedelta(days=700))
    interactions.log(session, account.id, "Lunch", session.today(), (met.id,))
    clock.advance(timedelta(days=395))
    assert retention.to_review(session) == []
    clock.advance(timedelta(days=2))
    (one,) = retention.to_review(session)
    assert (one.name, one.account, one.proposal.key) == ("Quiet One", "Alpha", quiet.id)
    assert one.proposal.contact is None
    assert retention.keep(session, "contact", quiet.id) == date(2024, 1, 11)
    assert retention.count(session) == 0
    clock.advance(timedelta(days=364))
    assert retention.count(session) == 0
    clock.advance(timedelta(days=1))
    assert [two.name for two in retention.to_review(session)] == ["Quiet One"]
    retention.set_months(session, 0)
    assert retention.count(session) == 0
    assert len(crud.every(session, CONTACT)) == 2
    session.close()


def test_that_people_of_an_account_in_the_trash_are_proposed_at_once(session: Session) -> None:
    account = customers.add_account(session, "Alpha")
    ana = people.add_contact(session, account.id, "Ana Pérez")
    crud.trash(session, ACCOUNT, [account.id])
    assert [one.proposal.reason for one in retention.to_review(session)] == [NO_ACCOUNT]
    erasure.erase(session, "contact", ana.id)
    assert retention.count(session) == 0


def test_that_keeping_is_forgotten_with_the_person(session: Session) -> None:
    gone = crud.add(session, PERSON, name="Sam Ortiz", left_on=date(2019, 1, 1))
    retention.keep(session, "person", gone.id)
    erasure.erase(session, "person", gone.id)
    assert session.read(lambda conn: conn.execute("SELECT count(*) FROM kept_person").fetchone()[0]) == 0


@pytest.mark.parametrize("number", [-1, 241])
def test_that_a_senseless_number_is_refused(session: Session, number: int) -> None:
    with pytest.raises(ValidationError):
        retention.set_months(session, number)
    assert retention.months(session) == 36
