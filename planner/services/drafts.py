# SPDX-License-Identifier: Apache-2.0
"""What someone typed into a form that was not saved yet: kept in the portfolio until it is (ux 6.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.kernel.clock import stamp
from planner.services.session import Session
from planner.store import drafts


def get(session: Session, place: str) -> dict[str, Any]:
    """The values typed at a place; empty when there are none or they can't be read any more."""
    text = session.read(lambda conn: drafts.get(conn, place))
    if text is None:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def put(session: Session, place: str, values: Mapping[str, Any]) -> None:
    """Keep JSON values for a place; no undo step, no change notice."""
    text = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    at = stamp(session.clock.now())
    with session.db.transaction() as conn:
        drafts.put(conn, place, text, at)


def drop(session: Session, place: str) -> None:
    """Forget what was typed at a place."""
    with session.db.transaction() as conn:
        drafts.drop(conn, place)
