# SPDX-License-Identifier: Apache-2.0
"""Keeps the derived values that lists sort by up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.text import N_, Message, tr
from planner.services import rulesets
from planner.services.session import Session
from planner.store.queries import facts as facts_query
from planner.store.queries import scores as scores_query

if TYPE_CHECKING:
    from planner.rules.account_list import HealthValues
    from planner.rules.facts import AccountFacts
    from planner.store.driver import Connection

_BATCH = 25
_MANY = 50
_ALL = 1_000_000
# a line of the list says nothing of what was checked in a review and of the map of people, and these are long to read
READ = frozenset(part for part, _ in facts_query.PARTS) - {"results", "edges", "places"}
# where the health is known already and no alert is muted, these are all that the rest of a line is made of
REST = frozenset({"reviews", "risks", "plans", "drills", "actions", "callbacks", "grades", "assets", "mutes"})
Report = Callable[[int, int, str], None]
# sessions whose scores were all of this day and ruleset; from then on only changed accounts can be out of date
_settled: WeakKeyDictionary[Session, tuple[date, str]] = WeakKeyDictionary()


def waiting(session: Session) -> int:
    """How many accounts have derived values that are out of date."""
    rules = rulesets.current(session)
    return len(session.read(lambda conn: scores_query.waiting(conn, session.today(), rules.hash, _ALL)))


def catch_up(session: Session, most: int = _ALL, report: Report | None = None) -> int:
    """Recompute up to ``most`` out-of-date accounts, those just changed first; returns how many.

    Facts are read under the lock in small batches and computed outside it, so that the window
    stays free; ``report`` may raise Cancelled between batches and what is done stays done.
    """
    rules, today = rulesets.current(session), session.today()
    if _settled.get(session) == (today, rules.hash):
        keys = session.read(lambda conn: scores_query.changed(conn, most))
    else:
        keys = session.read(lambda conn: scores_query.waiting(conn, today, rules.hash, most))
    step = session.read(scores_query.last_step)
    values = _values(session, keys, report)
    for start in range(0, len(keys), _BATCH):
        if report is not None:
            report(start, len(keys), tr("Working out scores"))
        if values and session.read(scores_query.last_step) != step:
            values = {}  # something was written since they were read: each account is worked out from its own facts
        _batch(session, keys[start : start + _BATCH], values)
    if len(keys) < most:
        _settled[session] = (today, rules.hash)
    return len(keys)


def _values(session: Session, keys: list[str], report: Report | None) -> Mapping[str, HealthValues]:
    """The health of all accounts at once where many wait; of few, each is worked out with its facts."""
    if len(keys) < _MANY:
        return {}
    from planner.services.bulk_scores import values_of_all

    if report is not None:
        report(0, len(keys), tr("Working out scores"))
    return values_of_all(session)


def _facts(conn: Connection, keys: list[str], values: Mapping[str, HealthValues]) -> list[AccountFacts]:
    ready = [key for key in keys if key in values]
    found = [one for one in facts_query.load_many(conn, ready, wanted=REST) if not one.mutes] if ready else []
    done = {one.account.id for one in found}
    left = [key for key in keys if key not in done]
    return found + (facts_query.load_many(conn, left, wanted=READ) if left else [])


def _batch(session: Session, keys: list[str], values: Mapping[str, HealthValues]) -> None:
    from planner.rules.account_list import score_row

    rules, today = rulesets.current(session), session.today()
    loaded = session.read(lambda conn: _facts(conn, keys, values))
    rows = [score_row(facts, rules, today, values.get(facts.account.id)) for facts in loaded]
    with session.db.transaction(derived=True) as conn:
        scores_query.put(conn, rows)
    changes = tuple(RowChange("score", key, {}, {}) for key in keys)
    session.bus.publish(ChangeSet(Message(N_("Work out scores")), changes, kind="derived"), None)
