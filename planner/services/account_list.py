# SPDX-License-Identifier: Apache-2.0
"""The account list: ids in order, lines for some of them. Loads nothing but the query, for the first page."""

from __future__ import annotations

from collections.abc import Sequence

from planner.rules.account_rows import AccountFilter, AccountRow
from planner.services.session import Session
from planner.store.queries import accounts as accounts_query


def account_ids(session: Session, wanted: AccountFilter) -> list[str]:
    """The account list in order, as ids.

    It sorts by the derived values as they are kept; `planner.services.scores.catch_up` brings them
    up to date and tells when it did.
    """
    return session.read(lambda conn: accounts_query.ids(conn, wanted))


def account_rows(session: Session, keys: Sequence[str]) -> list[AccountRow]:
    """The lines of the account list for some ids."""
    return session.read(lambda conn: accounts_query.page(conn, keys))


def account_count(session: Session) -> int:
    """How many accounts there are, whatever the filter."""
    return session.read(accounts_query.count)


def attention_count(session: Session) -> int:
    """How many accounts have something that needs action."""
    return session.read(accounts_query.attention)
