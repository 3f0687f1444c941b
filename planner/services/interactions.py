# SPDX-License-Identifier: Apache-2.0
"""Verbs on meetings, calls and notes (domain-model entity 17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.relations.interaction import INTERACTION, Interaction
from planner.kernel.text import N_, Message
from planner.services.parts import new
from planner.services.session import Session
from planner.store.unit import Unit


def log(
    session: Session,
    account_id: str,
    title: str,
    on: date | None = None,
    participants: Iterable[str] = (),
    *,
    source: object = None,
    **values: Any,
) -> Interaction:
    """Note what happened, today unless another day is given, with the contacts that were met."""
    kept: list[Interaction] = []
    fields = {"person_id": session.me, **values}

    def work(unit: Unit) -> None:
        met = tuple(dict.fromkeys(participants))
        day = on or session.today()
        kept.append(
            new(
                session,
                unit,
                INTERACTION,
                account_id=account_id,
                title=title,
                happened_on=day,
                participants=met,
                **fields,
            )
        )

    session.write(Message(N_("Add note “{name}”"), {"name": title.strip()}), work, source)
    return kept[0]
