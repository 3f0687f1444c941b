# SPDX-License-Identifier: Apache-2.0
"""What the Today page shows: what is due over all accounts, what changed lately, and the next visits (ux 2.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.rules.due import DueRow, TodayList, due_rows
from planner.rules.due import today as today_list
from planner.services import account_list, reports, rulesets
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query
from planner.store.queries import today as today_query
from planner.store.queries.today import Changed, Visit

__all__ = ["Changed", "Due", "Visit", "changed", "due", "due_count", "is_large", "since", "visits"]

VISIT_DAYS = 14
CHANGES = 12
_MANY = 50
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Due:
    """The short list and, for those who ask, everything in its order."""

    short: TodayList
    every: tuple[DueRow, ...]


def due(session: Session, report: Report | None = None) -> Due:
    """What needs the user, over all accounts; ``report(done, total, note)`` is told after each account."""
    rules, today = rulesets.current(session), session.today()
    keys = session.read(accounts_query.with_anything_open)
    rows: list[DueRow] = []
    for n, key in enumerate(keys, start=1):
        rows.extend(due_rows(reports.facts(session, key), rules, today))
        if report is not None:
            report(n, len(keys), "")
    rows.sort(key=lambda row: row.sort)
    return Due(today_list(rows, rules), tuple(rows))


def due_count(session: Session) -> int:
    """How many things of the short list are due today or late; the number beside Today in the rail."""
    return sum(row.due is not None and row.late >= 0 for row in reports.due(session).rows)


def is_large(session: Session) -> bool:
    """Whether there are so many accounts that `due` should not keep anyone waiting."""
    return account_list.account_count(session) > _MANY


def since(session: Session) -> date:
    """The last working day before today: on a Monday that is Friday."""
    day = session.today() - timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def changed(session: Session, limit: int = CHANGES) -> list[Changed]:
    """What was changed since the beginning of that day and not taken back, newest first."""
    start = stamp(datetime.combine(since(session), time.min).astimezone())
    return session.read(lambda conn: today_query.changed(conn, start, limit))


def visits(session: Session, days: int = VISIT_DAYS) -> list[Visit]:
    """The network reviews planned for today and the days after it, ``days`` in all."""
    first = session.today()
    return session.read(lambda conn: today_query.visits(conn, first, first + timedelta(days=days - 1)))
