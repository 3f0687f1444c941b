# SPDX-License-Identifier: Apache-2.0
"""What a trend is made from besides the facts: the rules of each day, and the scores kept as they stood."""

from __future__ import annotations

from datetime import date

from planner.entities.common.ruleset import RULESET
from planner.rules import ruleset as ruleset_rules
from planner.rules.history import Eras, Kept
from planner.services.session import Session
from planner.store import driver
from planner.store.queries import snapshots as snapshots_query
from planner.store.table import Reader


def eras(session: Session) -> Eras:
    """Every ruleset that was adopted, by the day from which it held."""
    return session.read(eras_in)


def eras_in(conn: driver.Connection) -> Eras:
    """The same inside a verb."""
    adopted = Reader(RULESET, conn).where("adopted_on IS NOT NULL", order="version, adopted_on, id")
    held = tuple((known.adopted_on or date.min, ruleset_rules.from_json(known.body)) for known in adopted)
    return Eras(held, numbers=tuple(known.version for known in adopted))


def kept(session: Session, account_id: str) -> tuple[Kept, ...]:
    """The scores of an account that were kept, oldest first."""
    return session.read(lambda conn: snapshots_query.of_account(conn, account_id))
