# SPDX-License-Identifier: Apache-2.0
"""Encrypted against plain on everyday work: the same portfolio twice, the tasks in turn in one run.

"python -m tests.bench encrypted [ACCOUNTS [ROUNDS]]". The key is at hand, as after unlocking; what unlocking takes is
told beside it. Each pair is measured one right after the other, the first side changing from pair to pair.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.rules.account_rows import AccountFilter, SortKey
from planner.safe.keys import LEAST, StoreKey, calibrated
from planner.services import account_list, crud, portfolio, reports, scores
from planner.services.protection import Protection, unlock
from planner.services.session import Session
from planner.store import search
from tests.bench.data import WORDS, Book, make
from tests.bench.store import load

GOAL: Final = 1.6
KINDS: Final = ("open", "list", "edit", "search")
_PASSWORD: Final = "four quiet otters swim"
_PAIRS: Final = 30
_OPENS: Final = 10

Work = Callable[[Session], object]


class Pairs:
    """Per kind of work the (plain, encrypted) milliseconds of every pair."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
        self.unlock: list[tuple[str, float]] = []

    def ratio(self, kind: str) -> float:
        """The median of the ratios of the pairs."""
        return median(sealed / plain for plain, sealed in self.found[kind])

    def overall(self) -> float:
        """All kinds together, each counting alike (geometric mean)."""
        product = 1.0
        for kind in KINDS:
            product *= self.ratio(kind)
        return float(product ** (1 / len(KINDS)))

    def lines(self) -> list[str]:
        """One line for each kind, the whole, and what unlocking takes besides."""
        made = [f"{'everyday work':<28}{'plain':>10}{'encrypted':>11}{'ratio':>8}{'goal':>7}"]
        for kind in KINDS:
            plain, sealed = (median(column) for column in zip(*self.found[kind], strict=True))
            made.append(f"{kind:<28}{plain:>10.2f}{sealed:>11.2f}{self.ratio(kind):>8.2f}{_goal(self.ratio(kind))}")
        made.append(f"{'overall':<28}{'':>10}{'':>11}{self.overall():>8.2f}{_goal(self.overall())}")
        made += [f"{name:<28}{'':>10}{ms:>11.2f}" for name, ms in self.unlock]
        return made


def _goal(ratio: float) -> str:
    return f"{GOAL:>7.1f}  {'met' if ratio <= GOAL else 'NOT MET'}"


def run(accounts: int, rounds: int) -> Pairs:
    """Every kind of work so many times at one size; each round makes both portfolios anew."""
    book, found = make(accounts), Pairs()
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            _round(Path(folder), book, found)
    return found


def _round(folder: Path, book: Book, found: Pairs) -> None:
    plain, sealed = folder / "plain" / "book.waterline", folder / "sealed" / "book.waterline"
    protection = Protection(password=_PASSWORD, cost=LEAST)
    for path, how in ((plain, None), (sealed, protection)):
        session = portfolio.create(path, me_name="Bench", device="bench000", protection=how)
        load(session, book)
        scores.catch_up(session)
        session.close()
    key = unlock(sealed, _PASSWORD)
    _opens(plain, sealed, key, book, found)
    sessions = (
        portfolio.open_portfolio(plain, device="bench000"),
        portfolio.open_portfolio(sealed, device="bench000", key=key),
    )
    try:
        _everyday(sessions, book, found)
    finally:
        for session in sessions:
            session.close()
    if not found.unlock:
        found.unlock = _unlocking(sealed)


def _opens(plain: Path, sealed: Path, key: StoreKey, book: Book, found: Pairs) -> None:
    """From the file to the first page of the account list and one account with everything in it."""
    first = book.accounts[0].id

    def open_one(path: Path, with_key: StoreKey | None) -> float:
        gc.collect()
        began = time.perf_counter()
        session = portfolio.open_portfolio(path, device="bench000", key=with_key)
        _first_page(session)
        reports.facts(session, first)
        took = (time.perf_counter() - began) * 1000
        session.close()
        return took

    for path, with_key in ((plain, None), (sealed, key)):
        open_one(path, with_key)  # what is imported late, and the file cache, are no matter of the key
    for n in range(_OPENS):
        if n % 2:
            secret, bare = open_one(sealed, key), open_one(plain, None)
        else:
            bare, secret = open_one(plain, None), open_one(sealed, key)
        found.found["open"].append((bare, secret))


def _everyday(sessions: tuple[Session, Session], book: Book, found: Pairs) -> None:
    accounts = [account.id for account in book.accounts]
    reviews = book.reviews[:: max(1, len(book.reviews) // _PAIRS)][:_PAIRS]
    words = list(WORDS.values())
    for n in range(_PAIRS):
        at, review = accounts[n * 7919 % len(accounts)], reviews[n % len(reviews)]
        work: dict[str, Work] = {
            "list": partial(_list, at),
            "edit": partial(_edit, review.id, f"{review.summary} {n}"),
            "search": partial(_search, words[n % len(words)]),
        }
        for kind, one in work.items():
            found.found[kind].append(_pair(sessions, one, swap=bool(n % 2)))


def _pair(sessions: tuple[Session, Session], work: Work, *, swap: bool) -> tuple[float, float]:
    order = sessions[::-1] if swap else sessions
    times = [_timed(work, session) for session in order]
    return (times[1], times[0]) if swap else (times[0], times[1])


def _timed(work: Work, session: Session) -> float:
    gc.collect()
    began = time.perf_counter()
    work(session)
    return (time.perf_counter() - began) * 1000


def _list(account_id: str, session: Session) -> None:
    """The list by grade and by last review, then an account opened from it."""
    _first_page(session)
    wanted = AccountFilter(sort=SortKey("last_review_on", descending=True))
    account_list.account_rows(session, account_list.account_ids(session, wanted)[:50])
    reports.facts(session, account_id)


def _first_page(session: Session) -> None:
    account_list.account_rows(session, account_list.account_ids(session, AccountFilter())[:50])


def _edit(key: str, text: str, session: Session) -> object:
    return crud.set_field(session, NETWORK_REVIEW, key, "summary", text)


def _search(word: str, session: Session) -> object:
    return session.read(lambda conn: (search.count(conn, word), search.newest(conn, word)))


def _unlocking(sealed: Path) -> list[tuple[str, float]]:
    """What comes once before opening: the password to the key, at the least cost and as a new portfolio has it."""
    began = time.perf_counter()
    unlock(sealed, _PASSWORD)
    least = (time.perf_counter() - began) * 1000
    cost = calibrated()
    path = sealed.parent / "calibrated" / "book.waterline"
    portfolio.create(path, device="bench000", protection=Protection(password=_PASSWORD, cost=cost)).close()
    began = time.perf_counter()
    unlock(path, _PASSWORD)
    return [("unlock, least cost", least), ("unlock, calibrated", (time.perf_counter() - began) * 1000)]
