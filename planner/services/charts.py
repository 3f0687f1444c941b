# SPDX-License-Identifier: Apache-2.0
"""The view-model of any chart of an account, for screen, picture and document alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.services import reports, rulesets
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.views.charts import ChartView
from planner.views.health_readings import health_view
from planner.views.risk_matrix import risk_matrix

_BUILDERS: dict[str, Callable[..., ChartView]] = {"health": health_view, "risk-matrix": risk_matrix}
KINDS = tuple(_BUILDERS)


def view(
    session: Session,
    account_id: str,
    kind: str,
    *,
    audience: str = "internal",
    as_of: date | None = None,
    facts: AccountFacts | None = None,
) -> ChartView:
    """The chart of that kind, marked where it is of the sample.

    PlannerError when there is no such kind or it is not for the audience.
    """
    build = _BUILDERS.get(kind)
    if build is None:
        raise PlannerError(
            tr("There is no chart called {kind}; choose one of {kinds}.", kind=kind, kinds=", ".join(KINDS)), "chart"
        )
    known = facts or reports.facts(session, account_id)
    made = build(known, rulesets.current(session), as_of=as_of or session.today(), audience=audience)
    if not is_sample(session):
        return made
    mark = tr("SAMPLE — fictional")
    return replace(made, footer=f"{mark} · {made.footer}")
