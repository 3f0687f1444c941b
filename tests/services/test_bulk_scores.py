# SPDX-License-Identifier: Apache-2.0
"""The health of all accounts at once is that of each account explained, to the hundredth, on any day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from planner.kernel.text import Message
from planner.rules.account_list import explained_values, score_row
from planner.rules.bulk_health import BITS
from planner.rules.health import health
from planner.rules.rule_groups import HealthRules, SatisfactionRules
from planner.rules.ruleset import DEFAULT, Rules
from planner.services import bulk_scores, reports, rulesets, scores
from planner.services.session import Session
from planner.store.queries import bulk_health as query
from planner.store.queries import facts as facts_query
from tests.scored import Maker
from tests.stores import put

OTHER = replace(
    DEFAULT,
    health=HealthRules(
        weights=(("relation", 20), ("satisfaction", 37), ("service", 0), ("network", 43)), unproven_below=35
    ),
    satisfaction=SatisfactionRules(ages=((30, 100), (400, 33)), low_rating=3, penalty=7, penalty_max=16),
)


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 100)


@pytest.mark.parametrize(("seed", "rules", "bands"), [(1, DEFAULT, 2), (2, OTHER, 4)])
def test_that_all_at_once_is_each_explained(session: Session, seed: int, rules: Rules, bands: int) -> None:
    maker = Maker(seed, session.today())
    put(session, *(record for n in range(120) for record in maker.account(n)))
    seen: Counter[str | None] = Counter()
    nobody_met = 0
    for back in (0, 90, 260):
        day = session.today() - timedelta(days=back)
        found = session.read(lambda conn, day=day: query.values(conn, rules, day))  # type: ignore[misc]
        assert len(found) == 120
        for key, bulk in found.items():
            facts = session.read(lambda conn, key=key: facts_query.load(conn, key))  # type: ignore[misc]
            told = health(facts, rules, day, trend=False)
            assert not bulk.odd
            assert bulk.satisfaction == _hundredths(told.satisfaction.explained.value)
            assert bulk.answers == told.satisfaction.n
            assert bulk.relation == _hundredths(told.relation.explained.value)
            assert bulk.health == _hundredths(told.explained.value)
            assert bulk.complete == int(told.explained.completeness * 10_000)
            assert bulk.band == told.explained.band
            assert bulk.parts == sum(BITS[name] for name in told.counted)
            seen[bulk.band] += 1
            nobody_met += told.relation.general.value is None and any(unit.target_contacts for unit in facts.units)
    assert nobody_met > 5, "too few accounts want contacts of whom nobody was ever met"
    assert len(seen) >= bands, "the accounts are too much alike to prove anything"


def test_that_a_value_that_reads_as_the_limit_is_in_the_band_above_at_once_too(session: Session) -> None:
    maker = Maker(7, session.today())
    put(session, *(record for n in range(150) for record in maker.account(n)))
    found = session.read(lambda conn: query.values(conn, DEFAULT, session.today()))
    edges = {key: one.health for key, one in found.items() if one.health and 4000 < one.health < 7990}
    near = {key: value for key, value in edges.items() if value % 100 >= 90}
    assert {value % 100 >= 95 for value in near.values()} == {True, False}, "too much alike to prove anything"
    for key, value in near.items():
        limit = value // 100 + 1
        rules = replace(DEFAULT, health=replace(DEFAULT.health, watch_from=limit, unproven_below=0))
        bulk = session.read(lambda conn, rules=rules: query.values(conn, rules, session.today()))[key]  # type: ignore[misc]
        facts = session.read(lambda conn, key=key: facts_query.load(conn, key))  # type: ignore[misc]
        assert bulk.band == health(facts, rules, session.today(), trend=False).explained.band
        assert bulk.band == ("watch" if value % 100 >= 95 else "at_risk")


def test_that_a_number_of_contacts_without_an_exact_share_is_named(session: Session) -> None:
    maker = Maker(3, session.today())
    maker._target = lambda: 29  # type: ignore[method-assign]
    put(session, *(record for n in range(12) for record in maker.account(n)))
    found = session.read(lambda conn: query.values(conn, DEFAULT, session.today()))
    assert any(one.odd for one in found.values())


def test_that_the_lines_of_the_list_are_the_same_for_many_and_for_one(session: Session) -> None:
    maker = Maker(4, session.today())
    put(session, *(record for n in range(60) for record in maker.account(n)))
    assert scores.waiting(session) == 60
    assert scores.catch_up(session) == 60
    rows = {row.id: row.score for row in reports.portfolio(session)}
    ways = {row.health_trend for row in rows.values() if row is not None}
    assert ways >= {"up", "down", "steady", "other"}, "the accounts are too much alike to prove anything"
    for key, row in rows.items():
        facts = session.read(lambda conn, key=key: facts_query.load(conn, key))  # type: ignore[misc]
        assert row == score_row(facts, DEFAULT, session.today())


@pytest.mark.parametrize(("seed", "rules"), [(5, DEFAULT), (6, OTHER)])
def test_that_the_change_and_its_way_are_the_same_at_once_and_explained(
    session: Session, seed: int, rules: Rules
) -> None:
    maker = Maker(seed, session.today())
    put(session, *(record for n in range(120) for record in maker.account(n)))
    rulesets.adopt(session, rules, Message("Adopt"))
    seen: Counter[str | None] = Counter()
    for back in (0, 45, 200):
        day = session.today() - timedelta(days=back)
        for key, found in bulk_scores.values_of_all(session, day).items():
            facts = session.read(lambda conn, key=key: facts_query.load(conn, key))  # type: ignore[misc]
            assert found == explained_values(facts, rules, day)
            assert (found.change is None) == (found.trend in {None, "other"})
            seen[found.trend] += 1
    assert min(seen[way] for way in ("up", "down", "steady", "other")) > 5, "too much alike to prove anything"
