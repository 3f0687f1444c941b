# SPDX-License-Identifier: Apache-2.0
"""T1, T2, T3 and T6: the store against its floor, round after round."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import Message
from planner.rules.account_rows import AccountFilter, SortKey
from planner.services import account_list, crud, portfolio, scores
from planner.services.session import Session
from planner.store import search
from planner.store.table import Table
from planner.store.unit import Unit
from tests.bench import floor
from tests.bench.data import WORDS, Book, make
from tests.bench.ratios import Ratios

EDITS = 60


def run(accounts: int, rounds: int) -> Ratios:
    """All store tasks at one size; each round measures the floor and ours in turn."""
    book, found = make(accounts), Ratios()
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            _round(Path(folder), book, found)
    return found


def _round(folder: Path, book: Book, found: Ratios) -> None:
    conn = floor.connect(folder / "floor.db")
    session = portfolio.create(folder / "ours.waterline", me_name="Bench", device="bench000")
    try:
        found.add("T1 import", _timed(floor.load, conn, book), _timed(load, session, book))
        scores.catch_up(session)
        _pages(conn, session, found)
        _words(conn, session, book, found)
        _edits(conn, session, book, found)
    finally:
        conn.close()
        session.close()


def load(session: Session, book: Book) -> None:
    """The bulk verb under generator and importer: one step, with change log and index."""

    def work(unit: Unit) -> None:
        Table(ACCOUNT, unit).add_many(book.accounts)
        Table(CONTACT, unit).add_many(book.contacts)
        Table(NETWORK_REVIEW, unit).add_many(book.reviews)

    session.write(Message("Import"), work)


def _pages(conn: Any, session: Session, found: Ratios) -> None:
    for name, sql, wanted in (
        ("T2 first page by grade", floor.FIRST_PAGE, AccountFilter()),
        ("T2 sorted by last review", floor.BY_REVIEW, AccountFilter(sort=SortKey("last_review_on", descending=True))),
    ):
        found.add(name, _best(floor.page, conn, sql), _best(_first_page, session, wanted))


def _first_page(session: Session, wanted: AccountFilter) -> object:
    return account_list.account_rows(session, account_list.account_ids(session, wanted)[:50])


def _words(conn: Any, session: Session, book: Book, found: Ratios) -> None:
    for kind, word in WORDS.items():
        number, _ = floor.search(conn, word)
        ours, _ = _find(session, word)
        if not number == ours == book.planted[kind]:
            raise SystemExit(f"T3 {kind}: floor {number}, ours {ours}, planted {book.planted[kind]}")
        found.add(f"T3 {kind} word", _best(floor.search, conn, word), _best(_find, session, word))


def _find(session: Session, word: str) -> tuple[int, object]:
    return session.read(lambda conn: (search.count(conn, word), search.newest(conn, word)))


def _edits(conn: Any, session: Session, book: Book, found: Ratios) -> None:
    chosen = book.reviews[:: max(1, len(book.reviews) // EDITS)][:EDITS]
    theirs, ours = [], []
    for n, review in enumerate(chosen):
        text = f"{review.summary} {n}"
        theirs.append(_timed(floor.edit, conn, review.id, text))
        ours.append(_timed(crud.set_field, session, NETWORK_REVIEW, review.id, "summary", text))
    for name, share in (("T6 durable edit p50", 0.5), ("T6 durable edit p95", 0.95)):
        at = int(len(chosen) * share)
        found.add(name, sorted(theirs)[at], sorted(ours)[at])


def _best(work: Callable[..., object], *args: object) -> float:
    return sorted(_timed(work, *args) for _ in range(7))[3]


def _timed(work: Callable[..., object], *args: object) -> float:
    gc.collect()
    start = time.perf_counter()
    work(*args)
    return (time.perf_counter() - start) * 1000
