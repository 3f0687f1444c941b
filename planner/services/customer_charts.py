# SPDX-License-Identifier: Apache-2.0
"""Charts for a customer: each built from shareable records that were loaded for it alone (ux 4, ADR 0037).

A chart gets here by a line in the table; a kind without one is refused, whatever else is known about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.rules.shared_account import SharedAccount
from planner.services import customer_facts
from planner.services.portfolio_facts import is_sample
from planner.services.rulesets import rules_in_force
from planner.services.session import Session
from planner.views.audience import CUSTOMER, require
from planner.views.charts import ChartView
from planner.views.risk_chart import RISK_MATRIX
from planner.views.satisfaction_chart import SATISFACTION
from planner.views.satisfaction_view import of_waves
from planner.views.shared_risks import shared_matrix

Build = Callable[[SharedAccount, Rules, date], ChartView]


def _risks(shared: SharedAccount, rules: Rules, as_of: date) -> ChartView:
    return shared_matrix(shared.account, shared.risks, shared.plans, rules, as_of)


def _satisfaction(shared: SharedAccount, rules: Rules, as_of: date) -> ChartView:
    return of_waves(shared.account, shared.waves, rules, as_of)


BUILDERS: Mapping[str, Build] = MappingProxyType({
    RISK_MATRIX: _risks,
    SATISFACTION: _satisfaction,
})  # fmt: skip
"""What builds a kind of chart for a customer from shareable records."""


def view(session: Session, account_id: str, kind: str, *, as_of: date | None = None) -> ChartView:
    """The customer's edition of a chart; PlannerError, code "audience", for a kind that is not for customers."""
    require(kind, CUSTOMER)
    if kind not in BUILDERS:
        raise PlannerError(tr("This chart is not for customers. Choose the internal audience."), "audience")
    return build(session, account_id, kind, customer_facts.load(session, account_id, as_of), as_of=as_of)


def unshared(session: Session, account_id: str, *, as_of: date | None = None) -> frozenset[str]:
    """The kinds that a customer may get, of which nothing is shareable yet; read once for all of them."""
    shared, rules = customer_facts.load(session, account_id, as_of), session.read(rules_in_force)
    found = set()
    for kind, made in BUILDERS.items():
        try:
            rows = made(shared, rules, as_of or session.today()).table().rows
        except PlannerError:
            rows = ()
        if not rows:
            found.add(kind)
    return frozenset(found)


def build(
    session: Session, account_id: str, kind: str, shared: SharedAccount, *, as_of: date | None = None
) -> ChartView:
    """The same from records that were loaded before."""
    made = BUILDERS[kind](shared, session.read(rules_in_force), as_of or session.today())
    made = customer_facts.titled(session, account_id, made)
    if not is_sample(session):
        return made
    mark = tr("SAMPLE — fictional")
    return replace(made, footer=f"{mark} · {made.footer}")
