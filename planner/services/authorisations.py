# SPDX-License-Identifier: Apache-2.0
"""Verbs on authorisations, and the one place that decides whether an inspection may begin (K18, ADR 0028)."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.entities.common.attachment import ATTACHMENT, Attachment
from planner.entities.customers.site import SITE
from planner.entities.reviews.authorisation import AUTHORISATION, Authorisation
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.changes import ChangeSet
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.rules.authorisation import (
    ELSEWHERE,
    EXPIRED,
    NOT_YET,
    WITHDRAWN,
    Cover,
    covers,
    inspection_day,
    visit_day,
)
from planner.rules.review import CHECKED
from planner.services import crud
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader, Table
from planner.store.unit import Unit

CODE = "authorisation"
"""The code of the refusal, by which a screen knows that it can offer the remedy."""


def add(
    session: Session, account_id: str, scope: str, *, review_id: str | None = None, source: object = None, **values: Any
) -> Authorisation:
    """Note what the customer permitted; with ``review_id`` it becomes the authorisation of that review."""
    kept: list[Authorisation] = []

    def work(unit: Unit) -> None:
        kept.append(new(session, unit, AUTHORISATION, account_id=account_id, scope=scope, **values))
        if review_id is not None:
            _link(unit, review_id, kept[0])

    session.write(Message(N_("Add authorisation “{name}”"), {"name": scope.strip()}), work, source)
    return kept[0]


def link(session: Session, review_id: str, authorisation_id: str | None, *, source: object = None) -> ChangeSet:
    """Say under which authorisation a review is made; None for none."""

    def work(unit: Unit) -> None:
        found = Reader(AUTHORISATION, unit.conn).get(authorisation_id) if authorisation_id else None
        if found is None:
            change(unit, NETWORK_REVIEW, review_id, authorisation_id=None, authorised_by=None, authorised_until=None)
        else:
            _link(unit, review_id, found)

    name = crud.title_of(session, NETWORK_REVIEW, review_id)
    return session.write(Message(N_("Change authorisation of review {name}"), {"name": name}), work, source)


def withdraw(session: Session, authorisation_id: str, on: date | None = None, *, source: object = None) -> ChangeSet:
    """The customer took it back; from that day on nothing may be inspected under it."""
    return _write(session, authorisation_id, N_("Withdraw authorisation “{name}”"), on or session.today(), source)


def give_again(session: Session, authorisation_id: str, *, source: object = None) -> ChangeSet:
    """The customer permits it again as before."""
    return _write(session, authorisation_id, N_("Give authorisation “{name}” again"), None, source)


def documents(session: Session, authorisation_id: str) -> list[Attachment]:
    """The signed papers that are attached to it, the oldest first."""
    wanted = "target_type = ? AND target_id = ?"
    found = session.read(lambda conn: Reader(ATTACHMENT, conn).where(wanted, (AUTHORISATION.name, authorisation_id)))
    return sorted(found, key=lambda attachment: attachment.id)


def cover(session: Session, review_id: str) -> Cover:
    """How far the day of a review is covered: the day it was done, otherwise the planned one or today."""
    return session.read(lambda conn: _cover(conn, review_id, session.today()))


def permitted(conn: driver.Connection, review: NetworkReview, day: date) -> bool:
    """Whether the customer lets a review be inspected on a day, for a verb that is making it."""
    return _covers(conn, review, day).permits


def preset(session: Session, review_id: str) -> dict[str, object]:
    """What a new authorisation for a review begins with: its site and day, and what the last one for that site said."""
    review = crud.get(session, NETWORK_REVIEW, review_id)
    site = crud.find(session, SITE, review.site_id)
    text = tr("Network review of {site}: looking, reading and measuring, no changes", site=site.name if site else "")
    given = sorted(
        (a for a in crud.of_account(session, AUTHORISATION, review.account_id) if _same(a, review)),
        key=lambda a: (a.given_on or a.from_on or date.min, a.id),
    )
    last = given[-1] if given else None
    return {
        "scope": last.scope if last else text if site else tr("Looking, reading and measuring, no changes"),
        "site_ids": (site.id,) if site else (),
        "from_on": inspection_day(review, session.today()),
        "given_by_id": last.given_by_id if last else review.authorised_by,
        "given_on": session.today(),
        "audience": "customer",
    }


def require(unit: Unit, check: InspectionResult, values: dict[str, Any], today: date) -> None:
    """Refuse to make a check of a review that nobody permitted; PlannerError with the code "authorisation".

    A check is made by its first result or reading. Preparing goes on without: notes, "not applicable", "not checked";
    and what was made before may be corrected. The authorisation that permits it is noted on the review.
    """
    made = values.get("result") in CHECKED or bool(values.get("reading"))
    if not made or check.result in CHECKED or check.reading:
        return
    review = Reader(NETWORK_REVIEW, unit.conn).get(check.review_id)
    day = inspection_day(review, today)
    found = _covers(unit.conn, review, day)
    if not found.permits:
        raise PlannerError(refusal(found, day), CODE)
    if found.authorisation is not None and found.authorisation.id != review.authorisation_id:
        _link(unit, review.id, found.authorisation)


def refusal(found: Cover, day: date) -> str:
    """Why an inspection can't begin on a day, and what to do."""
    words = {"day": day_text(day), "on": day_text(found.on) if found.on else ""}
    if found.state == NOT_YET:
        text = tr("The authorisation begins on {on}, the inspection is on {day}; nothing was recorded.", **words)
        return text + " " + tr("Change one of the days, then record it again.")
    if found.state == EXPIRED:
        text = tr("The authorisation ended on {on}; nothing was recorded.", **words)
    elif found.state == WITHDRAWN:
        text = tr("The authorisation was withdrawn on {on}; nothing was recorded.", **words)
    elif found.state == ELSEWHERE:
        text = tr("The authorisation is for other sites; nothing was recorded.")
    else:
        text = tr("The customer has not authorised this inspection yet; nothing was recorded.")
    return text + " " + tr("Add the authorisation, then record it again.")


def _link(unit: Unit, review_id: str, found: Authorisation) -> None:
    """Who permitted it and until when are kept on the review too, as a list or another program reads them there."""
    values = {"authorised_by": found.given_by_id, "authorised_until": found.until_on}
    change(unit, NETWORK_REVIEW, review_id, authorisation_id=found.id, **values)


def _write(session: Session, key: str, text: str, on: date | None, source: object) -> ChangeSet:
    name = crud.title_of(session, AUTHORISATION, key)

    def work(unit: Unit) -> None:
        Table(AUTHORISATION, unit).set(key, withdrawn_on=on)

    return session.write(Message(text, {"name": name}), work, source)


def _cover(conn: driver.Connection, review_id: str, today: date) -> Cover:
    review = Reader(NETWORK_REVIEW, conn).get(review_id)
    return _covers(conn, review, visit_day(review, today))


def _covers(conn: driver.Connection, review: NetworkReview, day: date) -> Cover:
    return covers(Reader(AUTHORISATION, conn).where("account_id = ?", (review.account_id,)), review, day)


def _same(found: Authorisation, review: NetworkReview) -> bool:
    return not found.site_ids or review.site_id in found.site_ids
