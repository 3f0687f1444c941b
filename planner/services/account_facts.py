# SPDX-License-Identifier: Apache-2.0
"""Everything that is kept about one account, without the rules that judge it; a start shows no more of it than that."""

from __future__ import annotations

from planner.rules.facts import AccountFacts
from planner.services.session import Session
from planner.store.queries import facts as facts_query


def facts(session: Session, account_id: str) -> AccountFacts:
    """Everything about one account; NotFoundError when it is absent or in the Trash."""
    return session.read(lambda conn: facts_query.load(conn, account_id))
