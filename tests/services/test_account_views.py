# SPDX-License-Identifier: Apache-2.0
"""Order of the account list by two keys, saved views, and what stands behind a grade."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.kernel.errors import ValidationError
from planner.kernel.text import Message
from planner.rules.account_rows import SORTS, AccountFilter, SortKey
from planner.rules.account_views import ALL, FIXED, AccountView, from_plain, to_plain
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import DEFAULT
from planner.services import account_list, account_views, crud, customers, portfolio, rulesets, scores
from planner.services.grade_notes import grade_note
from planner.services.session import Session
from planner.views.account_table import SORT_WORDS, rows, sort_sentence
from planner.views.grade_words import grade_words
from planner.views.tables import CellValue
from tests.stores import a_stored

BOOK = (
    ("Alta Mar", "A", "Food", "Vigo"),
    ("Boreal", "S", "Food", None),
    ("Cima", "A", None, "Bern"),
    ("Delta", "ungraded", "Rail", "Bern"),
    ("Estuario", "C", "Rail", "Vigo"),
)


@pytest.fixture
def book(session: Session) -> Session:
    """Five accounts with grades, industries and cities, some of them unknown."""
    for name, grade, industry, city in BOOK:
        made = customers.add_account(session, name, industry=industry, city=city)
        if grade != "ungraded":
            customers.decide_grade(session, [made.id], grade, reason=f"because of {name}")
    return session


def _names(session: Session, wanted: AccountFilter) -> str:
    known = {account.id: account.name[0] for account in crud.every(session, ACCOUNT)}
    return "".join(known[key] for key in account_list.account_ids(session, wanted))


@pytest.mark.parametrize(
    ("sort", "then", "order"),
    [
        (SortKey("grade"), None, "BACED"),
        (SortKey("grade", descending=True), None, "EACBD"),
        (SortKey("grade"), SortKey("city"), "BCAED"),
        (SortKey("grade"), SortKey("name", descending=True), "BCAED"),
        (SortKey("industry"), SortKey("city"), "ABDEC"),
        (SortKey("industry"), SortKey("city", descending=True), "ABEDC"),
        (SortKey("industry", descending=True), SortKey("grade"), "EDBAC"),
        (SortKey("city", descending=True), SortKey("industry", descending=True), "EADCB"),
        (SortKey("name", descending=True), SortKey("grade"), "EDCBA"),
    ],
)
def test_that_the_second_key_orders_what_the_first_leaves_equal_and_unknown_comes_last(
    book: Session, sort: SortKey, then: SortKey | None, order: str
) -> None:
    assert _names(book, AccountFilter(sort=sort, then=then)) == order


@pytest.mark.parametrize("way", [False, True])
@pytest.mark.parametrize("first", SORTS)
def test_that_any_two_keys_list_every_account_once(book: Session, first: str, way: bool) -> None:
    for second in SORTS:
        wanted = AccountFilter(sort=SortKey(first, way), then=SortKey(second, way))
        assert sorted(_names(book, wanted)) == list("ABCDE")


def test_that_an_owner_narrows_the_list(book: Session) -> None:
    keys = {account.name: account.id for account in crud.every(book, ACCOUNT)}
    for account in keys.values():
        customers.set_owner(book, [account], None)
    customers.set_owner(book, [keys["Cima"]], book.me)
    assert _names(book, AccountFilter(owner=book.me or "")) == "C"


def test_that_the_order_is_told_in_words() -> None:
    assert sort_sentence(SortKey(), None) == "Sorted by grade, then name"
    assert sort_sentence(SortKey("health"), SortKey("city")) == "Sorted by health, then city"
    assert sort_sentence(SortKey("name"), None) == "Sorted by name"
    assert set(SORT_WORDS) < set(SORTS)


NORTH = AccountView(
    name="North",
    text="rail",
    grades=frozenset({"A", "S"}),
    attention=True,
    mine=True,
    sorts=(SortKey("health", descending=True), SortKey("city")),
    columns=("grade", "name"),
    cards=True,
)


def test_that_a_saved_view_is_there_after_opening_again(session: Session) -> None:
    account_views.save(session, NORTH)
    path, undo = session.path, session.undo_label
    session.close()
    again = portfolio.open_portfolio(path)
    assert account_views.saved(again) == [NORTH]
    assert again.undo_label == undo
    again.close()


def test_that_a_view_of_the_same_name_is_replaced_and_others_stay(session: Session) -> None:
    account_views.save(session, NORTH)
    account_views.save(session, NORTH._replace(name="South"))
    account_views.save(session, NORTH._replace(name=" north ", text="new"))
    assert [(view.name, view.text) for view in account_views.saved(session)] == [("north", "new"), ("South", "rail")]


def test_that_a_view_is_renamed_and_deleted(session: Session) -> None:
    account_views.save(session, NORTH)
    account_views.save(session, NORTH._replace(name="South"))
    assert account_views.rename(session, "North", "  Far  north ") == "Far north"
    with pytest.raises(ValidationError, match="Another view"):
        account_views.rename(session, "South", "far NORTH")
    account_views.delete(session, "South")
    assert [view.name for view in account_views.saved(session)] == ["Far north"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "mine", "All Accounts"])
def test_that_a_view_needs_a_name_of_its_own(session: Session, name: str) -> None:
    with pytest.raises(ValidationError):
        account_views.save(session, NORTH._replace(name=name))
    assert account_views.saved(session) == []


@pytest.mark.parametrize(
    "raw", [None, 7, [], {}, {"name": 3}, {"name": " "}, {"name": "x", "sorts": [["nonsense", 1], 5], "grades": "S"}]
)
def test_that_a_damaged_view_is_left_out_or_mended(raw: object) -> None:
    found = from_plain(raw)
    assert found is None or (found.sorts is None and found.grades == frozenset() and from_plain(to_plain(found)))


def test_that_a_view_knows_when_the_list_looks_otherwise() -> None:
    now = AccountView(name="whatever", text=" ", sorts=(SortKey("health"),), columns=("name",), cards=True)
    assert ALL.shows(now)
    assert not ALL.shows(now._replace(text="x"))
    assert not FIXED[1].shows(now)
    assert NORTH.shows(NORTH._replace(text="rail "))
    assert not NORTH.shows(NORTH._replace(cards=False))
    assert not NORTH.shows(NORTH._replace(sorts=NORTH.sorts and NORTH.sorts[:1]))


def test_that_a_grade_says_why_who_and_until_when(book: Session, clock: FixedClock) -> None:
    keys = {account.name: account.id for account in crud.every(book, ACCOUNT)}
    note = grade_note(book, keys["Boreal"])
    assert note is not None
    words = grade_words(note, book.today())
    assert words.text().splitlines() == [
        "S strategic",
        "because of Boreal",
        "Decided by Dana Whitfield on 2 Nov 2026.",
        "Valid until 4 May 2027.",
    ]
    later = grade_words(note, date(2027, 5, 5))
    assert later.expired
    assert later.holds == "This decision ran out on 4 May 2027: decide the grade again."


def test_that_a_grade_without_decision_says_so(book: Session) -> None:
    keys = {account.name: account.id for account in crud.every(book, ACCOUNT)}
    note = grade_note(book, keys["Delta"])
    assert note is not None
    assert grade_words(note, book.today()).text() == "Not graded\nNo grade has been decided yet."
    crud.set_field(book, ACCOUNT, keys["Delta"], "grade", "B")
    note = grade_note(book, keys["Delta"])
    assert note is not None
    assert grade_words(note, book.today()).text() == "B cash flow\nNobody has decided this grade here."


def test_that_a_health_that_is_not_proven_is_sorted_as_unknown(book: Session) -> None:
    scores.catch_up(book)
    kept = {"Alta Mar": (9900, "unproven"), "Boreal": (4000, "at_risk"), "Cima": (8100, "healthy")}
    with book.db.transaction() as conn:
        for name, values in kept.items():
            found = "account_id = (SELECT id FROM account WHERE name = ?)"
            conn.execute(f"UPDATE score SET health = ?, health_band = ? WHERE {found}", (*values, name))
    assert _names(book, AccountFilter(sort=SortKey("health"))) == "BCADE"
    assert _names(book, AccountFilter(sort=SortKey("health", descending=True))) == "CBADE"


def test_that_the_list_calls_steady_what_the_rules_of_the_portfolio_call_so(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods").id
    for back, rating in ((100, 5), (20, 4)):
        called = session.today() - timedelta(days=back)
        call = {"called_on": called, "tech": rating, "attitude": rating, "norms": rating}
        a_stored(session, "callback", account_id=account, contact_id=None, service_on=None, **call)
    assert _way(session, account) == "down"
    rulesets.adopt(session, replace(DEFAULT, health=HealthRules(steady_within=40)), Message("Adopt"))
    assert _way(session, account) == "flat"


def _way(session: Session, account: str) -> str:
    """Which way the list draws the health of an account, were it proven."""
    scores.catch_up(session)
    (row,) = account_list.account_rows(session, [account])
    assert row.score is not None
    (line,) = rows([row._replace(score=row.score._replace(health_band="watch"))], session.today(), ["health"])
    (cell,) = line.cells
    assert isinstance(cell, CellValue)
    return cell.trend
