# SPDX-License-Identifier: Apache-2.0
"""T4: the health of every account against one hand-written statement, one edit, and one explained score."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.entities.risks.risk import RISK
from planner.kernel.text import Message
from planner.rules.ruleset import DEFAULT
from planner.services import bulk_scores, crud, portfolio, scores, why
from planner.services.session import Session
from planner.store.queries import bulk_health as query
from planner.store.table import Table
from planner.store.unit import Unit
from tests.bench import floor_scores
from tests.bench.data import make
from tests.bench.ratios import Ratios
from tests.scored import Maker

LONG_REVIEWS, EDITS = 20, 40
_KINDS = (
    "account", "org_unit", "contact", "action", "grade_decision", "network_review", "decision_role",
    "relation_assessment", "evidence_link", "interaction", "explain_session", "callback", "risk", "contingency_plan",
    "drill",
)  # fmt: skip


def records(accounts: int, today: date) -> Iterator[list[Any]]:
    """A hundred accounts at a time with all that scores read, and twenty reviews each as long as in the other tasks."""
    maker = Maker(7, today, spread=400, ahead=0, edges=0.0)
    long = make(20).reviews
    number = 0
    for start in range(0, accounts, 100):
        made = [record for n in range(start, min(accounts, start + 100)) for record in maker.account(n)]
        for account in [record for record in made if isinstance(record, ACCOUNT.cls)]:
            for n in range(LONG_REVIEWS):
                number += 1
                key = f"{account.id[:18]}{number:08d}"
                day = today - timedelta(days=40 + 30 * n)
                made.append(replace(long[number % len(long)], id=key, account_id=account.id, code=None, done_on=day))
        yield made


def fill(session: Session, accounts: int) -> None:
    """The records in bulk, in the order in which they name each other."""
    for made in records(accounts, session.today()):

        def work(unit: Unit, made: list[Any] = made) -> None:
            for kind in _KINDS:
                spec = BY_NAME[kind]
                Table(spec, unit).add_many(record for record in made if type(record) is spec.cls)

        session.write(Message("Import"), work)


def run(accounts: int, rounds: int) -> Ratios:
    """All of T4 at one size."""
    found = Ratios()
    with tempfile.TemporaryDirectory() as folder:
        session = portfolio.create(Path(folder) / "ours.waterline", me_name="Bench", device="bench000")
        conn = floor_scores.connect(Path(folder) / "floor.db")
        try:
            fill(session, accounts)
            day = session.today()
            drilled = session.read(lambda ours: query.drilled(ours, DEFAULT, day))
            floor_scores.copy(session, conn, drilled)
            conn.close()
            session.close()  # both are measured as files that were opened, with nothing left in their logs
            session, conn = portfolio.open_portfolio(session.path), floor_scores.opened(Path(folder) / "floor.db")
            _alike(session, conn)
            _measure(session, conn, rounds, found)
        finally:
            conn.close()
            session.close()
    return found


def _alike(session: Session, conn: Any) -> None:
    """Floor and ours must say the same, but for rounding at each step, or nothing is measured."""
    theirs = {key: told for key, *told in floor_scores.health(conn, floor_scores.words_of(session.today()))}
    for key, one in bulk_scores.health_of_all(session).items():
        value, band, known = theirs[key]
        near = (value is None) == (one.health is None) and abs((value or 0) - (one.health or 0) / 100) <= 0.05
        if not near or band != one.band or abs(known - one.complete / 100) > 0.05:
            raise SystemExit(f"T4: floor {value} {band} {known}, ours {one} for {key}")


def _measure(session: Session, conn: Any, rounds: int, found: Ratios) -> None:
    words = floor_scores.words_of(session.today())
    for _ in range(rounds):
        bare = _spent(floor_scores.values_alone, conn, words)
        floor, ours = _spent(floor_scores.health, conn, words), _spent(bulk_scores.health_of_all, session)
        found.add("T4 health of all", floor, ours)
        found.add("T4 health of all, to bare values", bare, ours)
    begun = time.process_time()
    scores.catch_up(session)
    whole = (time.process_time() - begun) * 1000
    found.add("T4 all lines of the list", median(f for f, _ in found.pairs["T4 health of all"]), whole)
    risks = crud.every(session, RISK)
    chosen = risks[:: max(1, len(risks) // EDITS)][:EDITS]
    after, told = [], []
    for n, risk in enumerate(chosen):
        crud.set_field(session, RISK, risk.id, "statement", f"{risk.statement} {n}")
        after.append(_spent(scores.catch_up, session))
        told.append(_spent(why.explained, session, risk.account_id, "health", session.today()))
    found.say("T4 after one edit, ms", median(after), 5.0)
    found.say("T4 one explained score, ms", median(told), 15.0)


def _spent(work: Callable[..., object], *args: object) -> float:
    """Processor time in ms: others work on this machine too."""
    gc.collect()
    start = time.process_time()
    work(*args)
    return (time.process_time() - start) * 1000
