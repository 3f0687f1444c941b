# SPDX-License-Identifier: Apache-2.0
"""Catching up: which items come, what each decision does, and that Back takes exactly one of them back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.service.action import ACTION
from planner.rules.due import DueRow, TodayList
from planner.services import actions, crud, customers, reviews, today
from planner.services.catch_up import Round
from planner.services.session import Session
from planner.views import catch_up
from planner.views.catch_up import KEYS, Way
from tests.stores import a_stored, dump


@pytest.fixture
def account_id(session: Session) -> str:
    """An account."""
    return customers.add_account(session, "Meridian Foods").id


def _late_action(session: Session, account_id: str, title: str = "Send ROI sheet", days: int = 20) -> str:
    due = session.today() - timedelta(days=days)
    opened = due - timedelta(days=5)
    return str(a_stored(session, "action", account_id=account_id, title=title, due=due, opened_on=opened).id)


def _every(session: Session) -> tuple[DueRow, ...]:
    return today.due(session).every


def _round(session: Session) -> Round:
    return Round(session, _every(session))


def test_that_only_what_is_late_and_folded_away_comes(session: Session, account_id: str) -> None:
    for n in range(9):
        _late_action(session, account_id, f"Old {n}", 20 + n)
    actions.add_action(session, account_id, "Soon", session.today() + timedelta(days=2))
    found = today.due(session)
    late = catch_up.late_ones(found.every, found.short)
    shown = {row.id for row in found.short.rows}
    assert late
    assert all(row.late > 0 and row.id not in shown for row in late)
    assert len(late) + len(found.short.rows) == len(found.every)


@pytest.mark.parametrize(
    ("way", "field", "value"),
    [
        ("done", "done_on", date(2026, 11, 2)),
        ("tomorrow", "due", date(2026, 11, 3)),
        ("week", "due", date(2026, 11, 9)),
        ("drop", "drop_reason", "Sold the site"),
    ],
)
def test_that_each_decision_is_one_step_and_back_takes_it_back(
    session: Session, account_id: str, way: Way, field: str, value: object
) -> None:
    key = _late_action(session, account_id)
    before, going = dump(session), _round(session)
    step = session.undo_step
    going.decide(way, "Sold the site")
    assert getattr(crud.get(session, ACTION, key), field) == value
    assert session.undo_step == step + 1
    assert going.row is None
    back = going.back()
    assert back is not None
    assert (back.way, going.place) == (way, (1, 1))
    assert dump(session) == before


def test_that_leaving_changes_nothing_and_can_be_gone_back_over(session: Session, account_id: str) -> None:
    _late_action(session, account_id)
    before, going = session.undo_step, _round(session)
    going.decide("leave")
    assert session.undo_step == before
    assert going.back() is not None
    assert session.undo_step == before
    assert going.back() is None


def test_that_back_takes_nothing_back_once_something_else_was_changed(session: Session, account_id: str) -> None:
    key = _late_action(session, account_id)
    going = _round(session)
    going.decide("done")
    customers.add_account(session, "Nordlys")
    assert going.back() is None
    assert crud.get(session, ACTION, key).done_on is not None
    assert going.ways() == ["done"]


def test_that_a_planned_review_is_moved_and_one_that_is_due_is_planned(session: Session, account_id: str) -> None:
    day = session.today() - timedelta(days=10)
    planned = a_stored(session, "network_review", account_id=account_id, planned_on=day)
    going = _round(session)
    row = going.row
    assert row is not None
    assert catch_up.ways(row) == ("open", "tomorrow", "week", "leave")
    going.decide("tomorrow")
    assert crud.get(session, NETWORK_REVIEW, planned.id).planned_on == session.today() + timedelta(days=1)


def test_that_a_due_review_is_planned_where_the_last_one_was_in_one_step(session: Session) -> None:
    account = customers.add_account(session, "Nordlys")
    customers.decide_grade(session, [account.id], "S")
    site = a_stored(session, "site", account_id=account.id)
    day = session.today() - timedelta(days=400)
    a_stored(
        session, "network_review", account_id=account.id, site_id=site.id, planned_on=day, done_on=day, state="closed"
    )
    row = next(row for row in _every(session) if row.kind == "review" and row.entity == "account")
    going = Round(session, [row])
    before = dump(session)
    going.decide("week")
    made = max(crud.of_account(session, NETWORK_REVIEW, account.id), key=lambda r: r.planned_on or day)
    assert (made.planned_on, made.site_id) == (session.today() + timedelta(days=7), site.id)
    assert going.back() is not None
    assert dump(session) == before


def test_that_what_has_no_day_to_move_is_opened_instead(session: Session, account_id: str) -> None:
    customers.decide_grade(session, [account_id], "A", valid_until=session.today())
    row = next(row for row in _every(session) if row.kind == "grade")
    assert catch_up.ways(row) == ("open", "leave")


def test_that_every_way_has_its_own_digit_words_and_reason(session: Session, account_id: str) -> None:
    _late_action(session, account_id)
    reviews.start_review(session, account_id, None, session.today())
    for row in _every(session):
        digits = [KEYS[way] for way in catch_up.ways(row)]
        assert len(digits) == len(set(digits))
        assert digits == sorted(digits)
        assert catch_up.why(row)
        assert all(catch_up.way_words(row, way) for way in catch_up.ways(row))


def test_that_a_round_goes_on_without_what_was_decided_or_settled_elsewhere(session: Session, account_id: str) -> None:
    keys = [_late_action(session, account_id, f"Old {n}", 20 + n) for n in range(4)]
    going = _round(session)
    order = [row.id for row in going.ahead]
    assert set(order) == set(keys)
    going.decide("leave")
    going.decide("open")
    actions.done(session, [order[2]])
    going.resume(_every(session))
    assert [row.id for row in going.ahead] == [order[3]]
    assert going.place == (3, 3)


def test_that_the_summary_counts_what_was_done_and_leaves_out_the_rest() -> None:
    ways: list[Way] = ["done", "week", "tomorrow", "drop", "leave", "leave"]
    assert catch_up.summary(ways) == "6 looked at: 1 done, 2 re-planned, 1 dropped, 2 left"
    assert catch_up.summary(["open"]) == "1 looked at: 1 opened"
    assert catch_up.summary([]) == ""


def test_that_the_folded_line_tells_what_is_late_from_what_is_ahead() -> None:
    assert TodayList((), 5, 21, late=5).rest_text() == "5 older items, oldest 21 days"
    assert TodayList((), 5, 1, late=2).rest_text() == "2 older items, oldest 1 day · 3 ahead"
    assert TodayList((), 5, None).rest_text() == "5 more items"
