# SPDX-License-Identifier: Apache-2.0
"""Facts about what Today shows: what is due, what changed, which visits come, and the action list in SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.service.action import ACTION
from planner.entities.service.callback import CALLBACK
from planner.kernel.clock import FixedClock
from planner.rules.action_list import ACTION_SORTS, ActionFilter
from planner.services import action_list, actions, corrections, crud, customers, people, reports, reviews, risks, today
from planner.services.session import Session
from planner.views import actions_view, today_view
from tests.services.dumps import one_step
from tests.stores import a_stored

MONDAY = date(2026, 11, 2)


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with nothing but its name."""
    return customers.add_account(session, "Meridian Foods").id


def _late(session: Session, account_id: str, days: int, title: str = "Call") -> str:
    due = session.today() - timedelta(days=days)
    opened = due - timedelta(days=5)
    found = a_stored(session, "action", account_id=account_id, title=title, due=due, opened_on=opened)
    return str(found.id)


def _promised(session: Session, account_id: str, title: str = "Call") -> str:
    return actions.add_action(session, account_id, title, session.today()).id


def test_that_a_new_portfolio_has_nothing_due(session: Session) -> None:
    assert today.due(session).every == ()
    assert today.due_count(session) == 0


def test_that_what_is_only_coming_up_is_shown_and_not_counted_as_due(session: Session, account_id: str) -> None:
    _late(session, account_id, 0, "Today")
    actions.add_action(session, account_id, "Tomorrow", session.today() + timedelta(days=1))
    assert today.due_count(session) == 1
    assert len(today.due(session).every) >= 1


def test_that_the_count_is_the_number_of_rows_shown(session: Session, account_id: str) -> None:
    for n in range(11):
        _late(session, account_id, n, f"Call {n}")
    found = today.due(session)
    assert today.due_count(session) == len(found.short.rows) == 8
    assert (len(found.every), found.short.rest) == (11, 3)
    assert found.every[:8] == found.short.rows
    assert found.short == reports.due(session)


def test_that_progress_is_told_once_for_each_account_with_something_open(session: Session, account_id: str) -> None:
    other = customers.add_account(session, "Nordlys").id
    customers.add_account(session, "Quiet")
    for key in (account_id, other):
        _late(session, key, 1)
    told: list[tuple[int, int, str]] = []
    today.due(session, lambda *step: told.append(step))
    assert told == [(1, 2, ""), (2, 2, "")]


def test_that_monday_looks_back_to_friday(session: Session, clock: FixedClock) -> None:
    assert session.today() == MONDAY
    assert today.since(session) == date(2026, 10, 30)
    clock.advance(timedelta(days=1))
    assert today.since(session) == MONDAY


def test_that_changes_are_listed_newest_first_with_their_account(session: Session, account_id: str) -> None:
    key = _promised(session, account_id, "Send ROI sheet")
    actions.done(session, [key])
    newest, middle, oldest = today.changed(session)
    assert (newest.entity, newest.id, newest.account) == ("action", key, "Meridian Foods")
    assert newest.label.text() == "Mark “Send ROI sheet” done"
    assert (middle.entity, oldest.entity, oldest.account_id) == ("action", "account", account_id)


def test_that_a_step_taken_back_is_no_news_until_it_is_made_again(session: Session, account_id: str) -> None:
    _promised(session, account_id)
    before = [line.step for line in today.changed(session)]
    session.undo()
    assert [line.step for line in today.changed(session)] == before[1:]
    session.redo()
    assert [line.step for line in today.changed(session)] == before


def test_that_changes_before_the_last_working_day_are_no_news(
    session: Session, account_id: str, clock: FixedClock
) -> None:
    assert today.changed(session)
    clock.advance(timedelta(days=2))
    assert today.changed(session) == []


def test_that_our_own_people_are_no_news(session: Session) -> None:
    from planner.entities.common.person import PERSON

    crud.add(session, PERSON, name="L. Ferrer")
    assert today.changed(session) == []


def test_that_visits_are_the_open_reviews_of_two_weeks(session: Session, account_id: str) -> None:
    first = session.today()
    days = {n: reviews.start_review(session, account_id, None, first + timedelta(days=n)).id for n in (1, 13, 14, 40)}
    assert [v.review_id for v in today.visits(session)] == [days[1], days[13]]
    assert today.visits(session)[0].account == "Meridian Foods"
    crud.set_field(session, NETWORK_REVIEW, days[1], "done_on", first)
    assert [v.review_id for v in today.visits(session)] == [days[13]]


def test_that_a_record_waiting_for_two_things_has_two_keys(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Overload", opened_on=date(2026, 8, 1))
    risks.rate(session, risk.id, 5, 5)
    rows = [row for row in today.due(session).every if row.id == risk.id]
    assert len(rows) == 2
    assert len({today_view.need_key(row) for row in rows}) == 2


def test_that_words_for_a_day_follow_whether_it_is_past() -> None:
    day = date(2026, 11, 20)
    assert [today_view.due_words(day, late) for late in (3, 0, -3)] == ["was 20 Nov", "", "by 20 Nov"]
    assert today_view.due_words(None, 3) == ""


def test_that_only_open_actions_are_listed(session: Session, account_id: str) -> None:
    kept, ended, dropped, gone = (_late(session, account_id, n, f"Act {n}") for n in range(4))
    actions.done(session, [ended])
    actions.drop(session, [dropped], "no longer needed")
    crud.trash(session, ACTION, [gone])
    assert action_list.ids(session, ActionFilter()) == [kept]
    assert action_list.count(session) == (1, 0)


def test_that_late_owner_and_words_narrow_the_list(session: Session, account_id: str) -> None:
    other = customers.add_account(session, "Nordlys Telecom").id
    late = _late(session, account_id, 2, "Send sheet")
    ahead = actions.add_action(session, other, "川崎 visit", MONDAY + timedelta(days=3), session.me).id
    assert action_list.ids(session, ActionFilter(late=True)) == [late]
    assert action_list.ids(session, ActionFilter(owner_id=session.me)) == [ahead]
    assert [action_list.ids(session, ActionFilter(text=text)) for text in ("sheet", "nordlys", "川崎", "xyz")] == [
        [late], [ahead], [ahead], []
    ]  # fmt: skip
    assert [name for _, name in action_list.owners(session)] == ["Dana Whitfield"]


@pytest.mark.parametrize("sort", ACTION_SORTS)
def test_that_unknown_values_come_last_either_way(session: Session, account_id: str, sort: str) -> None:
    actions.add_action(session, account_id, "A", MONDAY, session.me)
    actions.add_action(session, account_id, "B", MONDAY + timedelta(days=1), session.me)
    bare = actions.add_action(session, account_id, "C").id
    for descending in (False, True):
        found = action_list.ids(session, ActionFilter(sort=sort, descending=descending))
        assert len(found) == 3
        if sort in {"due", "owner"}:
            assert found[-1] == bare


def test_that_an_action_says_where_it_comes_from(session: Session, account_id: str) -> None:
    risk = risks.add_risk(session, account_id, "Overload")
    review = reviews.start_review(session, account_id, None, MONDAY)
    made = [
        actions.add_action(session, account_id, "a", parent=("risk", risk.id)).id,
        actions.add_action(session, account_id, "b", parent=("network_review", review.id)).id,
        actions.add_action(session, account_id, "c").id,
    ]
    found = action_list.rows(session, made)
    assert [actions_view.source_words(r.source, r.source_name) for r in found] == ["Risk R-1", "Review of 2 Nov", ""]


def test_that_due_is_said_in_days_only_when_it_is_late() -> None:
    cells = [actions_view.due_cell(day, MONDAY) for day in (MONDAY - timedelta(days=12), MONDAY, None)]
    assert [cell.text for cell in cells] == ["12 d late", "today", "no date"]
    assert [cell.state for cell in cells] == ["watch", "", ""]


def test_that_a_corrective_action_and_its_callback_are_one_step(session: Session, account_id: str) -> None:
    contact = people.add_contact(session, account_id, "J. Paz")
    call = crud.add(
        session, CALLBACK, account_id=account_id, contact_id=contact.id, called_on=MONDAY, reached=True, overall=2
    )
    with one_step(session):
        made = corrections.correct(session, call.id, "Explain the credit note", MONDAY)
    assert crud.get(session, CALLBACK, call.id).corrective_action_id == made.id
    assert (made.parent_type, made.parent_id) == ("callback", call.id)


def test_that_the_time_of_a_change_is_kept_to_the_millisecond(session: Session, account_id: str) -> None:
    assert datetime.fromisoformat(today.changed(session)[0].at) == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
