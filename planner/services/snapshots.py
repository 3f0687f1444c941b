# SPDX-License-Identifier: Apache-2.0
"""Keeps the scores of accounts as they stood: once a week, at network reviews and with plans (issue 5, part 2).

What is kept is derived: it is not logged, not undone, never made again with other rules, and gone with its account, or
where it rests on a person who is erased. Lines are rule, points and record ids alone, so that no name stands in them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.services import rulesets
from planner.services.session import Session
from planner.store.queries import facts as facts_query
from planner.store.queries import snapshots as snapshots_query

if TYPE_CHECKING:
    from planner.rules.explain import Explained
    from planner.rules.facts import AccountFacts
    from planner.rules.ruleset import Rules
    from planner.store.queries.snapshots import SnapshotRow

_BATCH = 25
_ALL = 1_000_000
_WHOLE_FOR = 400
Report = Callable[[int, int, str], None]


def waiting(session: Session, most: int = _ALL) -> list[tuple[str, str]]:
    """(account, cause) of those whose scores are to be kept now.

    These are accounts that were reviewed today, and all that nothing was kept of since Monday; only those whose
    scores are up to date.
    """
    rules, today = rulesets.current(session), session.today()
    monday = today - timedelta(days=today.weekday())
    return session.read(lambda conn: snapshots_query.waiting(conn, today, rules.hash, monday, most))


def wanted(session: Session) -> bool:
    """Whether anything is to be kept, whether or not its scores are up to date."""
    today = session.today()
    monday = today - timedelta(days=today.weekday())
    return not session.read_only and session.read(lambda conn: snapshots_query.wanted(conn, today, monday))


def catch_up(session: Session, most: int = _ALL, report: Report | None = None) -> int:
    """Keep what is due, in small batches with the store free between them; returns how many accounts.

    Nothing is kept in a portfolio that is open for reading only. ``report`` may raise Cancelled between batches;
    what is kept stays kept.
    """
    if session.read_only:
        return 0
    due = waiting(session, most)
    for start in range(0, len(due), _BATCH):
        if report is not None:
            report(start, len(due), tr("Keeping scores as they stand"))
        _keep(session, due[start : start + _BATCH])
    if due:
        old = session.today() - timedelta(days=_WHOLE_FOR)
        with session.db.transaction(derived=True) as conn:
            snapshots_query.thin(conn, old)
    return len(due)


def take(session: Session, account_id: str, cause: str) -> None:
    """Keep the scores of one account as they stand now, for a review or a plan."""
    if not session.read_only:
        with suppress(NotFoundError):  # in the Trash by now
            _keep(session, [(account_id, cause)])


def _keep(session: Session, due: list[tuple[str, str]]) -> None:
    (version, rules), today = session.read(rulesets.numbered), session.today()
    ours = session.read(facts_query.people)
    rows: list[SnapshotRow] = []
    for key, cause in due:
        facts = session.read(lambda conn, key=key: facts_query.load(conn, key, ours))  # type: ignore[misc]
        rows += rows_of(facts, rules, today, cause, version)
    with session.db.transaction(derived=True) as conn:
        snapshots_query.put(conn, rows)


def rows_of(facts: AccountFacts, rules: Rules, on: date, cause: str, version: int = 0) -> list[SnapshotRow]:
    """The scores of an account on a day as they are kept: health always, its parts where they are known.

    ``version`` is the number of the rules, 0 for the built-in ones.
    """
    from planner.rules.health import health
    from planner.rules.history import HEALTH, values_of
    from planner.store.queries.snapshots import SnapshotRow

    found = health(facts, rules, on, trend=False)
    return [
        SnapshotRow(
            account_id=facts.account.id,
            on_day=on,
            measure=name,
            value=_hundredths(value.value),
            band=value.band,
            completeness=_hundredths(value.completeness * 100) or 0,
            confidence=None if value.confidence is None else _hundredths(value.confidence * 100),
            lines=_lines(value),
            ruleset=value.ruleset,
            version=version,
            cause=cause,
        )
        for name, value in values_of(found).items()
        if name == HEALTH or value.value is not None
    ]


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int((value * 100).to_integral_value())


def _lines(value: Explained) -> str:
    """Each line as [rule, points in tenths, [[entity, id], …]]; names and texts are looked up when they are shown."""
    lines = [
        [line.rule, int(line.points * 10), [[item.entity, item.id] for item in line.evidence]] for line in value.lines
    ]
    return json.dumps(lines, separators=(",", ":"))
