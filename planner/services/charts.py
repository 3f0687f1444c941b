# SPDX-License-Identifier: Apache-2.0
"""The view-model of any chart of an account, for screen, picture and document alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from planner.kernel.dates import short_day
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.services import chart_cards, histories, reports, rulesets
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query
from planner.views.audience import CUSTOMER
from planner.views.cadence_chart import REVIEW_CADENCE, CadenceChart, cadence_view
from planner.views.chart_options import chosen
from planner.views.charts import ChartView
from planner.views.coverage_chart import COVERAGE, coverage_chart
from planner.views.decision_chain import DECISION_CHAIN, decision_chain
from planner.views.health_chart import HealthChart
from planner.views.health_readings import health_view
from planner.views.power_map import POWER_MAP, power_map
from planner.views.risk_matrix import risk_matrix
from planner.views.satisfaction_chart import SATISFACTION
from planner.views.satisfaction_view import satisfaction_view
from planner.views.trend_chart import TREND
from planner.views.trend_view import trend_view

_BUILDERS: dict[str, Callable[..., ChartView]] = {
    "health": health_view,
    "risk-matrix": risk_matrix,
    REVIEW_CADENCE: cadence_view,
    COVERAGE: coverage_chart,
    POWER_MAP: power_map,
    TREND: trend_view,
    SATISFACTION: satisfaction_view,
    DECISION_CHAIN: decision_chain,
}
KINDS = tuple(_BUILDERS)
_BESIDE = 7


def view(
    session: Session,
    account_id: str,
    kind: str,
    *,
    audience: str = "internal",
    as_of: date | None = None,
    facts: AccountFacts | None = None,
    option: str = "",
) -> ChartView:
    """The chart of that kind, under the title confirmed for its audience, marked where it is of the sample.

    ``option`` is one of its views (chart_options), "" the first; where the data don't allow it, the chart comes in
    the first. For a customer nothing but shareable records is loaded, whatever ``facts`` are at hand. PlannerError when
    there is no such kind or view or it is not for the audience.
    """
    build = _BUILDERS.get(kind)
    if build is None:
        raise PlannerError(
            tr("There is no chart called {kind}; choose one of {kinds}.", kind=kind, kinds=", ".join(KINDS)), "chart"
        )
    picked = chosen(kind, option)
    if audience == CUSTOMER:
        from planner.services import customer_charts

        return customer_charts.view(session, account_id, kind, as_of=as_of)
    known = facts or reports.facts(session, account_id)
    more: dict[str, object] = {"option": picked} if picked else {}
    if kind == REVIEW_CADENCE:
        others = more["others"] = _others(session, account_id)
        more["left_out"] = session.read(accounts_query.count) - len(others) - 1
        shown = {account_id, *(other.account.id for other in others)}
        more["never"] = len(session.read(accounts_query.never_reviewed) - shown)
    elif kind == TREND:
        more |= {"eras": histories.eras(session), "kept": histories.kept(session, account_id)}
    made = build(known, rulesets.current(session), as_of=as_of or session.today(), audience=audience, **more)
    made = chart_cards.titled(session, account_id, _of_its_day(session, made))
    return _marked(made) if is_sample(session) else made


def _marked(made: ChartView) -> ChartView:
    mark = tr("SAMPLE — fictional")
    return replace(made, footer=f"{mark} · {made.footer}")


def _of_its_day(session: Session, made: ChartView) -> ChartView:
    """Health that is compared with a day of other rules says that both are worked out with those of now; the line of
    today is called by its day where that is past.
    """
    if isinstance(made, CadenceChart) and made.as_of < session.today():
        return replace(made, today_label=short_day(made.as_of))
    if not isinstance(made, HealthChart) or not made.before_label:
        return made
    from planner.services import ruleset_versions

    since = made.as_of - timedelta(days=rulesets.current(session).health.trend_days)
    said = ruleset_versions.other_rules_since(session, since)
    return replace(made, footer=f"{made.footer} {said}") if said else made


def _others(session: Session, account_id: str) -> list[AccountFacts]:
    """The accounts whose next review comes first, to be seen beside the chosen one."""
    keys = session.read(lambda conn: accounts_query.next_reviews(conn, _BESIDE + 1))
    return [reports.facts(session, key) for key in keys if key != account_id][:_BESIDE]
