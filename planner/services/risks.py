# SPDX-License-Identifier: Apache-2.0
"""Verbs on risks: add, rate, tell, treat, accept, close (domain-model entity 32, D15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.risk import RISK, Risk
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.services import crud
from planner.services.parts import change, named, new
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit


def add_risk(session: Session, account_id: str, statement: str, *, source: object = None, **values: Any) -> Risk:
    """A new open risk with its number; unrated until both likelihood and impact are known."""
    kept: list[Risk] = []

    def work(unit: Unit) -> None:
        kept.append(insert_risk(session, unit, account_id=account_id, statement=statement, **values))

    session.write(Message(N_("Add risk “{name}”"), {"name": statement.strip()}), work, source)
    return kept[0]


def risk_from_finding(
    session: Session, result_id: str, statement: str | None = None, *, source: object = None, **values: Any
) -> Risk:
    """A risk raised from a check: linked to the finding, its review, site and equipment."""
    check = crud.get(session, INSPECTION_RESULT, result_id)
    review = crud.get(session, NETWORK_REVIEW, check.review_id)
    origin = {
        "review_id": review.id,
        "site_id": review.site_id,
        "asset_id": check.asset_id,
        "finding_ids": (check.id,),
        "audience": review.audience,
    }
    text = statement or check.finding or check.item
    return add_risk(session, check.account_id, text[:500], source=source, **{**origin, **values})


def rate(
    session: Session, risk_id: str, likelihood: int | None, impact: int | None, *, source: object = None
) -> ChangeSet:
    """Rate a risk without treatment, each 1 to 5; None means not rated."""
    values = {"likelihood": likelihood, "impact": impact}
    return _change(session, [risk_id], (N_("Rate risk “{name}”"), ""), values, source)


def rate_residual(
    session: Session, risk_id: str, likelihood: int | None, impact: int | None, *, source: object = None
) -> ChangeSet:
    """Rate what remains of a risk once its treatment is done."""
    values = {"residual_likelihood": likelihood, "residual_impact": impact}
    return _change(session, [risk_id], (N_("Rate what remains of “{name}”"), ""), values, source)


def tell(
    session: Session,
    risk_id: str,
    on: date | None = None,
    *,
    ours: bool = True,
    theirs: bool = True,
    source: object = None,
) -> ChangeSet:
    """Note that the managements were told of a risk, today unless another day is given; a day already noted stays."""
    risk, day = crud.get(session, RISK, risk_id), on or session.today()
    values: dict[str, Any] = {}
    if ours and risk.told_ours_on is None:
        values["told_ours_on"] = day
    if theirs and risk.told_customer_on is None:
        values["told_customer_on"] = day
    return _change(session, [risk_id], (N_("Note who was told of “{name}”"), ""), values, source)


def treat(session: Session, risk_ids: Iterable[str], on: date | None = None, *, source: object = None) -> ChangeSet:
    """The treatment is done: from now on the residual rating counts (D15)."""
    values = {"state": "treated", "treated_on": on or session.today(), "closed_on": None}
    return _change(session, risk_ids, (N_("Mark risk “{name}” treated"), N_("Mark {n} risks treated")), values, source)


def accept(session: Session, risk_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Live with risks knowingly; they stay in the matrix."""
    values = {"state": "accepted", "treatment": "accept", "closed_on": None}
    return _change(session, risk_ids, (N_("Accept risk “{name}”"), N_("Accept {n} risks")), values, source)


def close(session: Session, risk_ids: Iterable[str], on: date | None = None, *, source: object = None) -> ChangeSet:
    """Risks that exist no more."""
    values = {"state": "closed", "closed_on": on or session.today()}
    return _change(session, risk_ids, (N_("Close risk “{name}”"), N_("Close {n} risks")), values, source)


def reopen(session: Session, risk_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Open risks again; the inherent rating counts until they are treated anew."""
    values = {"state": "open", "treated_on": None, "closed_on": None}
    return _change(session, risk_ids, (N_("Reopen risk “{name}”"), N_("Reopen {n} risks")), values, source)


def insert_risk(session: Session, unit: Unit, **values: Any) -> Risk:
    """Write a new risk inside a verb and bring its review to the state that follows."""
    risk = new(session, unit, RISK, **{"opened_on": session.today(), **values})
    _note_found(unit, risk)
    advance(unit, [risk.review_id], session.today())
    return risk


def _note_found(unit: Unit, risk: Risk) -> None:
    """A review with a risk can't go on saying that none was found."""
    if risk.review_id is None:
        return
    review = Reader(NETWORK_REVIEW, unit.conn).get(risk.review_id)
    if review.no_risk_found:
        Table(NETWORK_REVIEW, unit).set(review.id, no_risk_found=False)


def _change(
    session: Session, keys: Iterable[str], texts: tuple[str, str], values: dict[str, Any], source: object
) -> ChangeSet:
    ids = tuple(keys)

    def work(unit: Unit) -> None:
        found = [change(unit, RISK, key, **values) for key in ids]
        advance(unit, [risk.review_id for risk in found], session.today())

    return session.write(named(session, RISK, ids, *texts), work, source)
