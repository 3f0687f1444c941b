# SPDX-License-Identifier: Apache-2.0
"""Scores kept as they stood: weekly, at reviews and plans; never retaken, logged, undone or left behind."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.clock import FixedClock
from planner.kernel.text import Message
from planner.rules.ruleset import DEFAULT
from planner.services import (
    charts,
    crud,
    customers,
    erasure,
    exports,
    histories,
    people,
    purge,
    reviews,
    rulesets,
    scores,
    snapshots,
    trend_why,
)
from planner.services.session import Session
from tests.builders import a_callback
from tests.stores import put


@pytest.fixture
def account(session: Session) -> str:
    found = customers.add_account(session, "Alpha").id
    day = session.today() - timedelta(days=20)
    put(session, a_callback(account_id=found, service_on=None, called_on=day, tech=4, attitude=4, norms=4))
    return found


def kept(session: Session) -> list[tuple[Any, ...]]:
    sql = "SELECT on_day, measure, value, cause FROM score_snapshot ORDER BY on_day, measure"
    return session.read(lambda conn: [tuple(row) for row in conn.execute(sql)])


def keep(session: Session) -> int:
    scores.catch_up(session)
    return snapshots.catch_up(session)


def rules_of(session: Session) -> list[tuple[str, int]]:
    sql = "SELECT DISTINCT ruleset, version FROM score_snapshot ORDER BY version"
    return session.read(lambda conn: [tuple(row) for row in conn.execute(sql)])


def later(session: Session, days: int) -> None:
    assert isinstance(session.clock, FixedClock)
    session.clock.advance(timedelta(days=days))


def test_that_scores_are_kept_once_in_a_week(session: Session, account: str) -> None:
    assert snapshots.wanted(session)
    assert keep(session) == 1
    assert {row[1] for row in kept(session)} == {"health", "satisfaction"}
    assert not snapshots.wanted(session)
    assert keep(session) == 0
    later(session, 7)
    assert snapshots.wanted(session)
    assert keep(session) == 1
    assert len({row[0] for row in kept(session)}) == 2


def test_that_only_scores_that_are_up_to_date_are_kept(session: Session, account: str) -> None:
    assert snapshots.catch_up(session) == 0
    assert kept(session) == []


def test_that_an_account_that_changed_meanwhile_waits_for_its_scores(session: Session, account: str) -> None:
    scores.catch_up(session)
    put(session, a_callback(account_id=account, service_on=None, called_on=session.today(), tech=1))
    assert snapshots.catch_up(session) == 0
    assert keep(session) == 1


def test_that_keeping_is_no_step(session: Session, account: str) -> None:
    step = session.undo_step
    keep(session)
    assert session.undo_step == step
    session.undo()
    assert kept(session)


def test_that_a_closed_review_keeps_the_scores_as_it_left_them(session: Session, account: str) -> None:
    keep(session)
    review = reviews.start_review(session, account)
    reviews.close_review(session, review.id)
    assert {row[3] for row in kept(session)} == {"review"}
    assert "network" in {row[1] for row in kept(session)}


def test_that_a_review_that_was_done_today_is_kept_at_the_next_look(session: Session, account: str) -> None:
    keep(session)
    review = reviews.start_review(session, account)
    crud.set_field(session, NETWORK_REVIEW, review.id, "done_on", session.today())
    assert snapshots.wanted(session)
    assert keep(session) == 1
    assert {row[3] for row in kept(session)} == {"review"}
    assert keep(session) == 0


def test_that_a_review_that_is_taken_back_leaves_no_false_scores(session: Session, account: str) -> None:
    review = reviews.start_review(session, account)
    reviews.close_review(session, review.id)
    assert "network" in {row[1] for row in kept(session)}
    session.undo()
    session.undo()
    assert snapshots.wanted(session)
    assert keep(session) == 1
    assert {row[3] for row in kept(session)} == {"week"}
    assert {row[1] for row in kept(session)} == {"health", "satisfaction"}
    assert not snapshots.wanted(session)


def test_that_values_of_two_rulesets_never_stand_on_one_day(session: Session, account: str) -> None:
    keep(session)
    other = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, ages=((10, 100),)))
    rulesets.adopt(session, other, Message("Tried"))
    reviews.close_review(session, reviews.start_review(session, account).id)
    assert rules_of(session) == [(DEFAULT.hash, 0)]
    later(session, 7)
    keep(session)
    assert rules_of(session) == [(DEFAULT.hash, 0), (other.hash, 1)]
    assert [(one.ruleset, one.version) for one in histories.kept(session, account)][-1] == (other.hash, 1)


def test_that_an_exported_plan_keeps_the_scores(session: Session, account: str, tmp_path: Path) -> None:
    exports.export_plan(session, account, tmp_path)
    assert {row[3] for row in kept(session)} == {"plan"}


def test_that_what_was_kept_is_not_taken_again_with_other_rules(session: Session, account: str) -> None:
    keep(session)
    before = kept(session)
    other = replace(DEFAULT, satisfaction=replace(DEFAULT.satisfaction, ages=((10, 100),)))
    rulesets.adopt(session, other, Message("Other rules"))
    scores.catch_up(session)
    snapshots.take(session, account, "review")
    assert kept(session) == before
    assert {one.ruleset for one in histories.kept(session, account)} == {DEFAULT.hash}


def test_that_no_name_stands_in_what_is_kept(session: Session, account: str) -> None:
    keep(session)
    lines = session.read(lambda conn: [json.loads(row[0]) for row in conn.execute("SELECT lines FROM score_snapshot")])
    assert all(isinstance(points, int) and rule.startswith("D") for line in lines for rule, points, _ in line)


def test_that_weekly_ones_of_long_ago_are_thinned_to_one_a_month(session: Session, account: str) -> None:
    for _ in range(75):
        keep(session)
        later(session, 7)
    old = (session.today() - timedelta(days=410)).isoformat()
    months = [row[0][:7] for row in kept(session) if row[0] < old and row[1] == "health"]
    assert len(months) == len(set(months)) > 0
    new = [row[0] for row in kept(session) if row[0] > old and row[1] == "health"]
    assert len(new) > 50


def test_that_what_was_kept_goes_with_its_account(session: Session, account: str) -> None:
    keep(session)
    crud.trash(session, ACCOUNT, [account])
    assert kept(session)
    purge.empty_trash(session)
    assert kept(session) == []


def test_that_a_trend_shows_what_was_kept_and_why_compares_it_with_now(session: Session, account: str) -> None:
    keep(session)
    day = session.today()
    later(session, 30)
    put(session, a_callback(account_id=account, service_on=None, called_on=day, tech=1, attitude=1, norms=1))
    view = charts.view(session, account, "trend")
    dots = [dot for panel in view.panels for dot in panel.dots if dot.kept]  # type: ignore[attr-defined]
    assert {dot.on for dot in dots} == {day}
    key = f"satisfaction@{day.isoformat()}"
    said = dict(trend_why.of_standing(session, account, key, session.today()).facts)
    assert said["Kept"] == "75, records added later changed it since"
    assert said["Change"] == "0"
    assert said["Rules that day"] == f"Built-in rules · {DEFAULT.hash[:8]}"


def test_that_a_mark_of_the_whole_or_of_nothing_explains_health(session: Session, account: str) -> None:
    today = session.today()
    assert trend_why.of_standing(session, account, "", today).key == "health"
    assert trend_why.of_standing(session, account, "nonsense", today).key == "health"
    assert trend_why.of_quarter(session, account, "", today).key == "satisfaction"
    quarter = trend_why.of_quarter(session, account, date(2026, 9, 30).isoformat(), today)
    assert quarter.note.endswith(("2026", "2027"))


def test_that_what_was_kept_goes_where_it_rests_on_a_person_who_is_erased(session: Session, account: str) -> None:
    other = customers.add_account(session, "Beta").id
    someone = people.add_contact(session, account, "Ana Ruiz", role="approver")
    level = people.assess(session, someone.id, "1", "Came to the drill")
    keep(session)
    assert level.id in json.dumps(lines(session))
    erasure.erase(session, "contact", someone.id)
    assert someone.id not in json.dumps(lines(session))
    assert level.id not in json.dumps(lines(session))
    assert {row[0] for row in lines(session)} == {other}
    assert snapshots.wanted(session)


def lines(session: Session) -> list[tuple[str, str]]:
    return session.read(lambda conn: [tuple(r) for r in conn.execute("SELECT account_id, lines FROM score_snapshot")])
