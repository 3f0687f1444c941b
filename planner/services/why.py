# SPDX-License-Identifier: Apache-2.0
"""Why a chart shows what it shows, for its details pane; and the account whose charts were seen last."""

from __future__ import annotations

from datetime import date

from planner.entities.customers.account import ACCOUNT
from planner.rules.account_rows import AccountFilter
from planner.rules.health import health
from planner.rules.risk import risk_states
from planner.services import account_list, crud, reports, rulesets
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.views import why_view
from planner.views.why_view import WhyView

_LAST = "last_chart_account"


def of_measure(session: Session, account_id: str, measure: str, as_of: date) -> WhyView:
    """The lines of health or of one of its parts on a day; NotFoundError when the account is gone."""
    found = health(reports.facts(session, account_id), rulesets.current(session), as_of, trend=False)
    return why_view.health_why(found, measure, as_of)


def of_risk(session: Session, account_id: str, risk_id: str, as_of: date) -> WhyView | None:
    """The score of a risk on a day; None when it was not open then."""
    rules, facts = rulesets.current(session), reports.facts(session, account_id)
    state = next((s for s in risk_states(facts, rules, as_of) if s.risk.id == risk_id), None)
    return None if state is None else why_view.risk_why(state, facts, rules, as_of)


def of_cadence(session: Session, account_id: str, as_of: date) -> WhyView:
    """When the next network review of an account is due and why; NotFoundError when the account is gone."""
    from planner.views.cadence_why import cadence_why

    return cadence_why(reports.facts(session, account_id), rulesets.current(session), as_of)


def last_account(session: Session) -> str | None:
    """The account whose charts were seen last, else the first of the list; None without accounts."""
    kept = session.read(lambda conn: portfolio_settings.get(conn, _LAST))
    if isinstance(kept, str) and crud.find(session, ACCOUNT, kept) is not None:
        return kept
    ids = account_list.account_ids(session, AccountFilter())
    return ids[0] if ids else None


def remember_account(session: Session, account_id: str) -> None:
    """Keep the account for the next visit; no step, nothing to undo."""
    if session.read(lambda conn: portfolio_settings.get(conn, _LAST)) == account_id:
        return
    with session.db.transaction(derived=True) as conn:
        portfolio_settings.put(conn, _LAST, account_id)
