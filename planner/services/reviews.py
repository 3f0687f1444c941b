# SPDX-License-Identifier: Apache-2.0
"""Verbs on network reviews: start, check, explain, report, close (domain-model 4.1, ux W6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from planner.entities.reviews.explain_session import EXPLAIN_SESSION, ExplainSession
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.rules.history import REVIEW
from planner.services import authorisations, checklist, crud, snapshots
from planner.services.checks import add_check, insert_check, record_result, record_results
from planner.services.parts import change, new
from planner.services.review_state import advance, dated, open_state
from planner.services.rulesets import rules_in_force
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit

__all__ = [
    "add_check",
    "close_review",
    "explain",
    "record_result",
    "record_results",
    "reopen_review",
    "report_review",
    "set_day",
    "set_no_risk_found",
    "start_review",
]


def start_review(
    session: Session,
    account_id: str,
    site_id: str | None = None,
    on: date | None = None,
    *,
    copy_from_last: bool = True,
    reviewer_id: str | None = None,
    templates: Iterable[str] | None = None,
    audience: str = "internal",
    source: object = None,
) -> NetworkReview:
    """A new review with its checklist, begun today or planned: for a later day, or until the customer permits it.

    The checks come from the last review of the same site, unchecked and linked to what was seen
    then, and from the checklist templates for its equipment: those of ``templates``, or those that
    are proposed. The day it counts as done is set by the first thing that is recorded.
    """
    day = on or session.today()
    kept: list[NetworkReview] = []

    def work(unit: Unit) -> None:
        planned = NetworkReview(id="", account_id=account_id, site_id=site_id, planned_on=day, audience=audience)
        checks, used = checklist.lines(unit.conn, planned, copy_from_last=copy_from_last, templates=templates)
        place = {"account_id": account_id, "site_id": site_id, "planned_on": day, "audience": audience}
        begun = day <= session.today() and authorisations.permitted(unit.conn, planned, day)
        state = "in_progress" if begun else "planned"
        who = {"reviewer_id": reviewer_id or session.me}
        review = new(session, unit, NETWORK_REVIEW, **place, **who, state=state, templates=used)
        kept.append(review)
        for values in checks:
            insert_check(session, unit, account_id=account_id, review_id=review.id, **values)

    session.write(Message(N_("Start review of {day}"), {"day": day.isoformat()}), work, source)
    return kept[0]


def explain(session: Session, review_id: str, *, source: object = None, **fields: Any) -> ExplainSession:
    """Note who was told what and how it was understood; a review has one explanation.

    Without a day it was held on the day of the review.
    """
    review = crud.get(session, NETWORK_REVIEW, review_id)
    kept: list[ExplainSession] = []

    def work(unit: Unit) -> None:
        found = Reader(EXPLAIN_SESSION, unit.conn).where("review_id = ?", (review_id,))
        if found:
            kept.append(change(unit, EXPLAIN_SESSION, found[0].id, **fields))
        else:
            values = {"held_on": review.done_on or session.today(), "audience": review.audience, **fields}
            values |= {"account_id": review.account_id, "review_id": review_id}
            kept.append(new(session, unit, EXPLAIN_SESSION, **values))
        advance(unit, [review_id], session.today())

    session.write(_explained(review, fields), work, source)
    return kept[0]


def _explained(review: NetworkReview, fields: Mapping[str, object]) -> Message:
    """What undo calls it: the one field that changed, or the explanation as a whole."""
    if len(fields) != 1:
        return Message(N_("Explain review {name}"), {"name": review.code or ""})
    label = Message(EXPLAIN_SESSION.field(next(iter(fields))).label)
    return Message(N_("Change “{field}” of the explanation of {name}"), {"field": label, "name": review.code or ""})


def set_no_risk_found(
    session: Session,
    review_id: str,
    value: bool | None,  # noqa: FBT001 - the answer itself
    *,
    source: object = None,
) -> ChangeSet:
    """Answer "no risk found" (true), "there are risks" (false) or "not assessed" (None)."""

    def work(unit: Unit) -> None:
        change(unit, NETWORK_REVIEW, review_id, no_risk_found=value)
        advance(unit, [review_id], session.today())

    return _write(session, review_id, N_("Change risks found in review {name}"), work, source)


def set_day(session: Session, review_id: str, on: date, *, source: object = None) -> ChangeSet:
    """Move a review to another day: the planned one, and the real one once anything is recorded."""

    def work(unit: Unit) -> None:
        table = Table(NETWORK_REVIEW, unit)
        review = table.get(review_id)
        if review.done_on is not None:
            review = dated(review, on, rules_in_force(unit.conn))
        elif review.state in {"planned", "in_progress"}:
            review = replace(review, state="planned" if on > session.today() else "in_progress")
        table.put(replace(review, planned_on=on))

    return _write(session, review_id, N_("Change day of review {name}"), work, source)


def report_review(session: Session, review_id: str, on: date | None = None, *, source: object = None) -> ChangeSet:
    """Note that the report of a review was given to the customer."""

    def work(unit: Unit) -> None:
        _finish(unit, review_id, session.today(), {"state": "reported", "reported_on": on or session.today()})

    return _kept(session, review_id, _write(session, review_id, N_("Report review {name}"), work, source))


def close_review(session: Session, review_id: str, on: date | None = None, *, source: object = None) -> ChangeSet:
    """Close a review; it keeps its open checks and what is missing."""

    def work(unit: Unit) -> None:
        _finish(unit, review_id, session.today(), {"state": "closed", "closed_on": on or session.today()})

    return _kept(session, review_id, _write(session, review_id, N_("Close review {name}"), work, source))


def reopen_review(session: Session, review_id: str, *, source: object = None) -> ChangeSet:
    """Open a reported or closed review again, in the state its records show."""

    def work(unit: Unit) -> None:
        review = Reader(NETWORK_REVIEW, unit.conn).get(review_id)
        state = open_state(unit.conn, review)
        change(unit, NETWORK_REVIEW, review_id, state=state, reported_on=None, closed_on=None)

    return _write(session, review_id, N_("Reopen review {name}"), work, source)


def _finish(unit: Unit, review_id: str, today: date, values: dict[str, Any]) -> None:
    table = Table(NETWORK_REVIEW, unit)
    review = table.get(review_id)
    if review.done_on is None:
        planned = review.planned_on
        day = planned if planned is not None and planned <= today else today
        table.put(dated(review, day, rules_in_force(unit.conn)))
    change(unit, NETWORK_REVIEW, review_id, **values)


def _write(session: Session, review_id: str, text: str, work: Callable[[Unit], object], source: object) -> ChangeSet:
    name = crud.title_of(session, NETWORK_REVIEW, review_id)
    return session.write(Message(text, {"name": name}), work, source)


def _kept(session: Session, review_id: str, changes: ChangeSet) -> ChangeSet:
    """The scores as the review left them, for the trend; what is kept is no part of the step."""
    if changes:
        snapshots.take(session, crud.get(session, NETWORK_REVIEW, review_id).account_id, REVIEW)
    return changes
