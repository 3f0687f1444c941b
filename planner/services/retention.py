# SPDX-License-Identifier: Apache-2.0
"""People to review: proposals for erasure after a long silence; nobody is ever erased by itself (reliability I77)."""

from __future__ import annotations

from datetime import date

from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import ValidationError
from planner.kernel.text import tr
from planner.rules.retention import DEFAULT_MONTHS, KEEP_MONTHS, MOST_MONTHS, Proposal, months_after, proposals
from planner.services.session import Session
from planner.store import driver, portfolio_settings
from planner.store.queries import retention as queries


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """One person proposed, with the names a list shows."""

    proposal: Proposal
    name: str
    account: str


def months(session: Session) -> int:
    """After how many months without anything people are proposed; 0 for never."""
    return session.read(lambda conn: queries.months(conn, DEFAULT_MONTHS))


def set_months(session: Session, number: int) -> None:
    """Change that for this portfolio; ValidationError outside 0 to 240."""
    if not 0 <= number <= MOST_MONTHS:
        raise ValidationError({"months": tr("A number from 0 to {n} is needed.", n=MOST_MONTHS)})
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "retention_months", number)


def to_review(session: Session) -> list[ToReview]:
    """Who is proposed today, the longest quiet first."""

    def work(conn: driver.Connection) -> list[ToReview]:
        found = proposals(queries.known(conn, session.me), queries.months(conn, DEFAULT_MONTHS), session.today())
        named: dict[str, tuple[str, str]] = {}
        for entity in ("contact", "person"):
            named |= queries.names(conn, entity, [one.key for one in found if one.entity == entity])
        return [ToReview(proposal=one, name=named[one.key][0], account=named[one.key][1]) for one in found]

    return session.read(work)


def count(session: Session) -> int:
    """How many are proposed today."""
    rules = session.read(lambda conn: (queries.known(conn, session.me), queries.months(conn, DEFAULT_MONTHS)))
    return len(proposals(*rules, session.today()))


def keep(session: Session, entity: str, key: str) -> date:
    """Keep a person for another year; returns the day they will be proposed again at the earliest."""
    until = months_after(session.today(), KEEP_MONTHS)
    with session.db.transaction() as conn:
        queries.keep(conn, key, entity, until, stamp(session.clock.now()))
    return until
