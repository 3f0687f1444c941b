# SPDX-License-Identifier: Apache-2.0
"""The portfolio page (W11): reads set by set, then builds the modules; for screen, file and command line alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.entities.common.person import PERSON
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.kernel.data import dataclass
from planner.kernel.dates import short_day
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.account_rows import AccountFilter, AccountRow
from planner.rules.coverage_gaps import Gap, coverage_gaps
from planner.rules.portfolio import attention, open_risks
from planner.services import account_list, alert_list, crud, reports, ruleset_versions, rulesets, scores
from planner.services.portfolio_facts import is_sample
from planner.services.portfolio_past import accounts_on
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query
from planner.store.queries import facts as facts_query
from planner.store.table import Reader
from planner.views import portfolio_view as views
from planner.views.charts import ChartView
from planner.views.portfolio_cadence import cadence_module, first_due
from planner.views.portfolio_coverage import coverage_module
from planner.views.portfolio_modules import ATTENTION, CADENCE, COVERAGE, HEALTH, RISKS, SATISFACTION
from planner.views.portfolio_view import PortfolioView, Read

DEFAULT = (ATTENTION, HEALTH, RISKS, CADENCE, SATISFACTION, COVERAGE)
STRIPS = 5
_MANY, _MANY_BACK, _MANY_WAITING = 100, 50, 10
_ALL_COVERED, _BATCH = 500, 100
_COVERED = frozenset({"contacts", "roles", "assessments", "evidence", "interactions", "callbacks", "explains"})
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which accounts: of these grades and this owner (id), all where empty; which modules, in their order.

    ``as_of`` is the day of the page, None for today; grades are then those of that day.
    """

    grades: frozenset[str] = frozenset()
    owner: str = ""
    modules: tuple[str, ...] = DEFAULT
    as_of: date | None = None


def load(session: Session, wanted: Wanted | None = None, report: Report | None = None) -> PortfolioView:
    """The page as of a day, derived values of today brought up to date first; ``report`` may raise Cancelled.

    PlannerError for a day that is still ahead.
    """
    asked, today = wanted or Wanted(), session.today()
    if asked.as_of is not None and asked.as_of > today:
        raise PlannerError(tr("That day is still ahead. Choose today or a day before."), "as-of")
    if asked.as_of == today:
        asked = replace(asked, as_of=None)
    if asked.as_of is None:
        scores.catch_up(session, report=report)
    read = read_all(session, asked, report)
    made = tuple(_BUILDERS[kind](session, read) for kind in asked.modules if kind in _BUILDERS)
    if is_sample(session):
        mark = tr("SAMPLE — fictional")
        made = tuple(replace(m, footer=tr("{mark} · {footer}", mark=mark, footer=m.footer)) for m in made)
    every = account_list.account_count(session)
    past = asked.as_of is not None
    return PortfolioView(as_of=read.today, number=len(read.accounts), every=every, modules=made, past=past)


def is_large(session: Session, wanted: Wanted | None = None) -> bool:
    """Whether `load` may keep somebody waiting: many accounts, or scores to be worked out first.

    A past day is worked out from all records, so that fewer accounts are many.
    """
    most = _MANY_BACK if wanted is not None and wanted.as_of is not None else _MANY
    return account_list.account_count(session) > most or scores.waiting(session) > _MANY_WAITING


def read_all(session: Session, wanted: Wanted, report: Report | None = None) -> Read:
    """The accounts chosen with their derived values, and their open risks; one query a table where it is of today."""
    rules, day = rulesets.current(session), wanted.as_of or session.today()
    accounts = _accounts(session, wanted) if wanted.as_of is None else _accounts_on(session, wanted, day, report)
    risks = session.read(
        lambda conn: Reader(RISK, conn).where("state <> 'closed' OR closed_on > ?", (day.isoformat(),))
    )
    plans = session.read(lambda conn: Reader(CONTINGENCY_PLAN, conn).where())
    chosen = {account.id for account in accounts}
    found = open_risks([r for r in risks if r.account_id in chosen], plans, rules, day)
    held = ruleset_versions.held_then(session, day - timedelta(days=rules.health.trend_days))
    return Read(accounts=accounts, risks=found, rules=rules, today=day, held=held)


def _accounts(session: Session, wanted: Wanted) -> list[AccountRow]:
    asked = AccountFilter(grades=wanted.grades, owner=wanted.owner)
    keys = session.read(lambda conn: accounts_query.ids(conn, asked))
    return session.read(lambda conn: accounts_query.page(conn, keys)) if keys else []


def _accounts_on(session: Session, wanted: Wanted, day: date, report: Report | None) -> list[AccountRow]:
    """Those of the grades of that day; the owner is who looks after them now, as no day is kept with an owner."""
    keys = session.read(lambda conn: accounts_query.ids(conn, AccountFilter(owner=wanted.owner)))
    found = accounts_on(session, keys, day, report)
    return [one for one in found if not wanted.grades or one.grade in wanted.grades]


def owners(session: Session) -> list[tuple[str, str]]:
    """Our people who own an account, as (id, name), by name."""
    keys = session.read(accounts_query.owners)
    people = {p.id: p.name for p in crud.every(session, PERSON)}
    return sorted(((key, people[key]) for key in keys if key in people), key=lambda pair: pair[1].casefold())


def _coverage(session: Session, read: Read) -> ChartView:
    """Of many accounts only those of the grades S and A, which the page says."""
    few = len(read.accounts) <= _ALL_COVERED
    keys = [a.id for a in read.accounts if few or a.grade in {"S", "A"}]
    found: dict[str, tuple[Gap, ...]] = {}
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        loaded = session.read(lambda conn, some=some: facts_query.load_many(conn, some, wanted=_COVERED))  # type: ignore[misc]
        found |= {facts.account.id: coverage_gaps(facts, read.rules, read.today) for facts in loaded}
    return coverage_module(read, found, only_graded=not few)


def _cadence(session: Session, read: Read) -> ChartView:
    made = cadence_module(read, [reports.facts(session, key) for key in first_due(read, STRIPS)])
    return replace(made, today_label=short_day(read.today)) if read.today < session.today() else made


_BUILDERS: dict[str, Callable[[Session, Read], ChartView]] = {
    ATTENTION: lambda session, read: views.attention_module(
        read, attention(read.accounts, read.risks, read.rules, read.today, alert_list.muted_keys(session, read.today))
    ),
    HEALTH: lambda _, read: views.health_module(read),
    RISKS: lambda _, read: views.risks_module(read),
    CADENCE: _cadence,
    SATISFACTION: lambda _, read: views.satisfaction_module(read),
    COVERAGE: _coverage,
}
KINDS: Sequence[str] = tuple(_BUILDERS)
