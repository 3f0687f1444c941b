# SPDX-License-Identifier: Apache-2.0
"""Questions that screens, documents and the command line ask: query, then pure builder."""

from __future__ import annotations

from datetime import date, timedelta

from planner.kernel.data import dataclass
from planner.rules.account_rows import AccountFilter, AccountRow
from planner.rules.due import DueRow, TodayList, due_rows
from planner.rules.due import today as today_list
from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import Health
from planner.rules.health import health as health_rule
from planner.rules.risk import Ranking, ranked, risk_states
from planner.services import rulesets, scores
from planner.services.account_facts import facts
from planner.services.account_list import account_count, account_ids, account_rows, attention_count
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query

__all__ = [
    "HealthReport",
    "account_count",
    "account_ids",
    "account_rows",
    "attention_count",
    "due",
    "facts",
    "health",
    "portfolio",
    "risks",
]

_BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Health of one account now and 90 days earlier, with the facts it was read from."""

    facts: AccountFacts
    now: Health
    before: Health
    as_of: date

    @property
    def explained(self) -> Explained:
        """The headline value."""
        return self.now.explained


def health(session: Session, account_id: str, as_of: date | None = None) -> HealthReport:
    """D1 with its components, on any day."""
    day = as_of or session.today()
    known, rules = facts(session, account_id), rulesets.current(session)
    return HealthReport(known, health_rule(known, rules, day), health_rule(known, rules, day - _BEFORE), day)


def risks(session: Session, account_id: str, as_of: date | None = None) -> Ranking:
    """The open risks of an account in the order in which to treat them (D15)."""
    rules = rulesets.current(session)
    return ranked(risk_states(facts(session, account_id), rules, as_of or session.today()), rules)


def portfolio(session: Session) -> list[AccountRow]:
    """All accounts with their derived values, by grade and name."""
    scores.catch_up(session)
    keys = session.read(lambda conn: accounts_query.ids(conn, AccountFilter()))
    return session.read(lambda conn: accounts_query.page(conn, keys)) if keys else []


def due(session: Session) -> TodayList:
    """What needs the user today, over all accounts that have anything open."""
    rules, today = rulesets.current(session), session.today()
    rows: list[DueRow] = []
    for key in session.read(accounts_query.with_anything_open):
        rows.extend(due_rows(facts(session, key), rules, today))
    return today_list(rows, rules)
