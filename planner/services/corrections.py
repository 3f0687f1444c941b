# SPDX-License-Identifier: Apache-2.0
"""The corrective action that answers a low rating: the action and its link to the callback, in one step."""

from __future__ import annotations

from datetime import date

from planner.entities.service.action import ACTION, Action
from planner.entities.service.callback import CALLBACK
from planner.kernel.text import N_, Message
from planner.services import crud
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store.unit import Unit


def correct(
    session: Session,
    callback_id: str,
    title: str,
    due: date | None = None,
    owner_id: str | None = None,
    *,
    source: object = None,
) -> Action:
    """Promise something after a low rating; the callback then names it (D7). NotFoundError when the call is gone."""
    call = crud.get(session, CALLBACK, callback_id)
    kept: list[Action] = []

    def work(unit: Unit) -> None:
        made = new(
            session,
            unit,
            ACTION,
            account_id=call.account_id,
            title=title,
            due=due,
            owner_id=owner_id,
            opened_on=session.today(),
            parent_type="callback",
            parent_id=callback_id,
        )
        kept.append(made)
        change(unit, CALLBACK, callback_id, corrective_action_id=made.id)

    session.write(Message(N_("Add corrective action “{name}”"), {"name": title.strip()}), work, source)
    return kept[0]
