# SPDX-License-Identifier: Apache-2.0
"""2,000 queries over 10,000 records find exactly what Python finds, in Latin and Chinese alike (reliability D35)."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.kernel.text import Message
from planner.services import portfolio
from planner.services.session import Session
from planner.store import search
from planner.store.table import Table
from planner.store.unit import Unit
from tests.builders import an_account

ROWS, QUERIES = 10_000, 2_000
_CHINESE = "客户经营计划物流海岚网络风险华为东澜北辰科技电力港口仓储能源"
_LATIN = (
    *("Rio", "Río", "Claro", "Energía", "Hailan", "Peñalver", "Nordwind", "Ostsee"),
    *("AT&T", "O'Hara", "C-3", "x_y", "2026", "007", "ISO9001"),
)
_SYNTAX = ('"', "*", "a OR b", "-x", "'", "a:b", "NEAR(a b)", "^a", "(", "{}", "%", "_", "\\", "title : x")
_CJK = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_WORD = re.compile("[^\\W_\u3400-\u9fff]+")


def test_that_every_query_finds_what_a_person_sees_and_nothing_else(tmp_path: Path) -> None:
    rng = random.Random(20261122)
    names = [_name(rng) for _ in range(ROWS)]
    queries = [_query(rng, names) for _ in range(QUERIES - len(_SYNTAX))]
    session = portfolio.create(tmp_path / "oracle.waterline", device="oracle00")
    try:
        seen = [(key, _shown(name)) for key, name in zip(_fill(session, names), names, strict=True)]
        wrong = []
        for query in (*queries, *_SYNTAX):
            terms = _terms(query)
            expected = {key for key, text in seen if terms and all(term in text for term in terms)}
            found = set(session.read(partial(search.keys, query=query, entity="account")))
            if found != expected:
                wrong.append((query, len(found - expected), len(expected - found)))
    finally:
        session.close()
    assert wrong == []


@pytest.mark.parametrize("query", ["海岚", "rio", "peñalver", "岚"])
def test_that_the_oracle_tells_what_is_there_from_what_is_not(query: str) -> None:
    shown = _shown("海岚物流 Río Peñalver")
    assert all(term in shown for term in _terms(query))
    assert not all(term in shown for term in _terms(f"{query}q"))


def _terms(query: str) -> list[str]:
    """What must all occur in what `_shown` gives: a run of Chinese anywhere, any other word at its beginning."""
    return [*_CJK.findall(query), *(f"\n{word}" for word in _words(query))]


def _shown(name: str) -> str:
    """What a person sees in a name: its words, each at the beginning of a line, and its Chinese runs."""
    return "".join(f"\n{part}" for part in (*_words(name), *(f"\t{run}" for run in _CJK.findall(name))))


def _fill(session: Session, names: list[str]) -> list[str]:
    made = [an_account(name=name) for name in names]

    def work(unit: Unit) -> None:
        table = Table(ACCOUNT, unit)
        for account in made:
            table.add(account)

    session.write(Message("Fill"), work)
    return [account.id for account in made]


def _name(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randint(1, 3)):
        chinese = rng.random() < 0.6
        parts.append("".join(rng.choices(_CHINESE, k=rng.randint(1, 6))) if chinese else rng.choice(_LATIN))
    return rng.choice((" ", "", "-")).join(parts)


def _query(rng: random.Random, names: list[str]) -> str:
    """Mostly a piece of a name, cut anywhere; sometimes one that may be nowhere."""
    if rng.random() < 0.2:
        return "".join(rng.choices(_CHINESE, k=rng.randint(1, 4)))
    name = rng.choice(names)
    start = rng.randrange(len(name))
    return name[start : start + rng.randint(1, 6)]


def _words(text: str) -> list[str]:
    """The words as they are compared: without case and accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
