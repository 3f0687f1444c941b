# SPDX-License-Identifier: Apache-2.0
"""Search finds what a person sees in the text, in any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.entities.customers.account import ACCOUNT
from planner.services import crud
from planner.services.session import Session
from planner.store import search
from planner.store.text_index import match, spaced
from tests.stores import a_stored

NAMES = [
    "Río Claro Energía",
    "海岚物流 Hailan Logistics",
    "臺灣泓興 Hung Hsing",
    "Cerámica Peñalver",
    "客户经营计划",
    "garantía total",
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rio", {"Río Claro Energía"}),
        ("GARANTIA", {"garantía total"}),
        ("penalver", {"Cerámica Peñalver"}),
        ("物", {"海岚物流 Hailan Logistics"}),
        ("流", {"海岚物流 Hailan Logistics"}),
        ("物流", {"海岚物流 Hailan Logistics"}),
        ("岚物流", {"海岚物流 Hailan Logistics"}),
        ("物流 hailan", {"海岚物流 Hailan Logistics"}),
        ("户营", set()),
        ("logist", {"海岚物流 Hailan Logistics"}),
        ('"', set()),
        ("a OR b", set()),
        ("*", set()),
        ("name:rio", set()),
    ],
)
def test_that_a_word_finds_exactly_the_records_that_show_it(session: Session, query: str, expected: set[str]) -> None:
    for name in NAMES:
        crud.add(session, ACCOUNT, name=name)
    keys = session.read(lambda conn: search.keys(conn, query, "account"))
    assert {crud.get(session, ACCOUNT, key).name for key in keys} == expected
    assert session.read(lambda conn: search.count(conn, query)) == len(expected)


def test_that_the_index_follows_edit_trash_and_undo(session: Session) -> None:
    made = a_stored(session, "account", name="Alpha")
    crud.set_field(session, ACCOUNT, made.id, "name", "Omega")
    assert session.read(lambda conn: (search.count(conn, "alpha"), search.count(conn, "omega"))) == (0, 1)
    crud.trash(session, ACCOUNT, [made.id])
    assert session.read(lambda conn: search.count(conn, "omega")) == 0
    session.undo()
    session.undo()
    assert session.read(lambda conn: (search.count(conn, "alpha"), search.count(conn, "omega"))) == (1, 0)


# the store is only read, so that all examples may share one
_SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
_CHARS = st.sampled_from("客户经营计划物流abc é")


@_SHARED
@given(st.lists(st.text(_CHARS, max_size=12), max_size=8), st.text("客户经营计划物流", min_size=1, max_size=4))
def test_that_chinese_queries_find_what_python_finds(session_once: Session, texts: list[str], query: str) -> None:
    from planner.store import driver

    def work(conn: driver.Connection) -> int:
        conn.execute(
            "CREATE VIRTUAL TABLE temp.t USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        try:
            conn.executemany("INSERT INTO temp.t (body) VALUES (?)", [(spaced(t),) for t in texts])
            return int(conn.execute("SELECT count(*) FROM temp.t WHERE t MATCH ?", (match(query),)).fetchone()[0])
        finally:
            conn.execute("DROP TABLE temp.t")

    assert session_once.read(work) == sum(query in unicodedata.normalize("NFC", t) for t in texts)


@pytest.fixture
def session_once(session: Session) -> Session:
    return session


@_SHARED
@given(st.text(max_size=60))
def test_that_no_text_makes_the_query_invalid(session_once: Session, query: str) -> None:
    assert session_once.read(lambda conn: search.count(conn, query)) >= 0
