# SPDX-License-Identifier: Apache-2.0
"""Whether a user is still to be told that a portfolio of their own is not encrypted."""

from __future__ import annotations

from typing import Final

from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store import portfolio_settings

_SETTING: Final = "plain_accepted"


def is_plain_own(session: Session) -> bool:
    """Whether the open portfolio can be read by whoever has its file, and is not the sample."""
    return session.db.key is None and not is_sample(session)


def is_put_away(session: Session) -> bool:
    """Whether the user has seen that and left it so, for good."""
    return bool(session.read(lambda conn: portfolio_settings.get(conn, _SETTING)))


def put_away(session: Session) -> None:
    """Do not say it again for this portfolio."""
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _SETTING, value=True)
