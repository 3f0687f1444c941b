# SPDX-License-Identifier: Apache-2.0
"""All open actions over all accounts, for the Actions page (ux W9)."""

from __future__ import annotations

from collections.abc import Sequence

from planner.rules.action_list import ActionFilter, ActionRow
from planner.services.session import Session
from planner.store.queries import actions as query


def ids(session: Session, wanted: ActionFilter) -> list[str]:
    """The open actions that meet the filter, in its order."""
    today = session.today()
    return session.read(lambda conn: query.ids(conn, wanted, today))


def rows(session: Session, keys: Sequence[str]) -> list[ActionRow]:
    """The lines of some actions; those that are no longer there are left out."""
    return session.read(lambda conn: query.page(conn, keys))


def count(session: Session) -> tuple[int, int]:
    """How many are open, and how many of them are late."""
    today = session.today()
    return session.read(lambda conn: query.count(conn, today))


def owners(session: Session) -> list[tuple[str, str]]:
    """(id, name) of the people who have open actions."""
    return session.read(query.owners)
