# SPDX-License-Identifier: Apache-2.0
"""The customer's leave to inspect, for tests that are about something else."""

from __future__ import annotations

from typing import Any

from planner.entities.reviews.authorisation import AUTHORISATION
from planner.services import crud
from planner.services.session import Session


def permit(session: Session, account_id: str, **fields: Any) -> str:
    """Every site may be inspected, without an end unless ``fields`` say so; returns the id."""
    return crud.add(session, AUTHORISATION, account_id=account_id, **{"scope": "Reading", **fields}).id
