# SPDX-License-Identifier: Apache-2.0
"""What the window showed when it was locked: kept inside the portfolio, as words looked for may be names.

It changes no record, so keeping it is no step of undo.
"""

from __future__ import annotations

from typing import Any, Final

from planner.services.session import Session
from planner.store import portfolio_settings

_NAME: Final = "window_when_locked"


def keep(session: Session, moment: dict[str, Any]) -> None:
    """Keep it until it is asked for; JSON values only. PlannerError where the portfolio can only be read."""
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _NAME, moment)


def take(session: Session) -> dict[str, Any]:
    """What was kept, which is forgotten with that; empty where there is none."""
    found = session.read(lambda conn: portfolio_settings.get(conn, _NAME))
    if not isinstance(found, dict) or not found:
        return {}
    keep(session, {})
    return found
