# SPDX-License-Identifier: Apache-2.0
"""The state of a network review follows from what is recorded for it; every verb that may move it ends here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.entities.reviews.explain_session import EXPLAIN_SESSION, ExplainSession
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK, Risk
from planner.rules.review import report_due
from planner.rules.risk import band
from planner.rules.ruleset import Rules
from planner.services.rulesets import rules_in_force
from planner.store import driver
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_SETTLED = ("reported", "closed")
# Counted, not read: this is asked after every key on the field sheet.
_LEFT = (
    "SELECT count(*), count(*) FILTER (WHERE result = 'not_checked') FROM inspection_result "
    "WHERE review_id = ? AND deleted = 0"
)
_RECORDED = (
    "SELECT EXISTS (SELECT 1 FROM inspection_result WHERE review_id = ? AND deleted = 0 "
    "AND (result <> 'not_checked' OR reading <> ''))"
)
_NEEDS_PLAN = ("high", "extreme")


def advance(unit: Unit, review_ids: Iterable[str | None], today: date) -> None:
    """Bring reviews to the state their records show; reported and closed ones stay."""
    table = Table(NETWORK_REVIEW, unit)
    for key in dict.fromkeys(review_ids):
        review = table.find(key) if key else None
        if review is not None:
            table.put(settled(unit.conn, begun(unit, review, today)))


def begun(unit: Unit, review: NetworkReview, today: date) -> NetworkReview:
    """The review with its day and report date, once anything is recorded for it."""
    if review.done_on is not None or not _touched(unit.conn, review):
        return review
    planned = review.planned_on
    day = planned if planned is not None and planned <= today else today
    return dated(review, day, rules_in_force(unit.conn))


def dated(review: NetworkReview, day: date, rules: Rules) -> NetworkReview:
    """The review carried out on ``day``; its report is due three working days later (4.1, step 12)."""
    return replace(review, done_on=day, report_due=report_due(day, rules))


def settled(conn: driver.Connection, review: NetworkReview) -> NetworkReview:
    """The review in the state that its records show."""
    if review.state in _SETTLED:
        return review
    if review.done_on is None:
        return replace(review, state=review.state if review.state in {"planned", "packed"} else "in_progress")
    return replace(review, state=_state(conn, review))


def open_state(conn: driver.Connection, review: NetworkReview) -> str:
    """The state by records alone, for a review that is opened again."""
    return settled(conn, replace(review, state="in_progress")).state


def _state(conn: driver.Connection, review: NetworkReview) -> str:
    if not _inspected(conn, review):
        return "in_progress"
    if not any(session.held_on for session in _explains(conn, review.id)):
        return "inspected"
    risks = Reader(RISK, conn).where("review_id = ?", (review.id,))
    if not _rated(review, risks):
        return "explained"
    return "plans_made" if _planned(conn, review, risks) else "risks_rated"


def _touched(conn: driver.Connection, review: NetworkReview) -> bool:
    return (
        bool(conn.execute(_RECORDED, (review.id,)).fetchone()[0])
        or review.no_risk_found is not None
        or any(session.held_on for session in _explains(conn, review.id))
        or bool(Reader(RISK, conn).where("review_id = ?", (review.id,)))
    )


def _explains(conn: driver.Connection, review_id: str) -> list[ExplainSession]:
    return Reader(EXPLAIN_SESSION, conn).where("review_id = ?", (review_id,))


def _inspected(conn: driver.Connection, review: NetworkReview) -> bool:
    every, left = conn.execute(_LEFT, (review.id,)).fetchone()
    return bool(every) and not left


def _rated(review: NetworkReview, risks: list[Risk]) -> bool:
    if not risks:
        return review.no_risk_found is True
    return all(r.likelihood is not None and r.impact is not None for r in risks)


def _planned(conn: driver.Connection, review: NetworkReview, risks: list[Risk]) -> bool:
    """Whether every high or extreme risk that is still open has a plan (D15)."""
    rules = rules_in_force(conn)
    need = {
        r.id for r in risks if r.state != "closed" and band((r.likelihood or 0) * (r.impact or 0), rules) in _NEEDS_PLAN
    }
    if not need:
        return True
    plans = Reader(CONTINGENCY_PLAN, conn).where("account_id = ?", (review.account_id,))
    return need <= {risk_id for plan in plans for risk_id in plan.risk_ids}
