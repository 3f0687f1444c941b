# SPDX-License-Identifier: Apache-2.0
"""Verbs on actions: add, done, drop, new date (domain-model entity 47)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.service.action import ACTION, Action
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.services.parts import KEEP, Keep, change, given, named, new
from planner.services.session import Session
from planner.store.queries import visits
from planner.store.unit import Unit


def add_action(
    session: Session,
    account_id: str,
    title: str,
    due: date | None = None,
    owner_id: str | None = None,
    *,
    parent: tuple[str, str] | None = None,
    audience: str = "internal",
    source: object = None,
) -> Action:
    """Something to be done; ``parent`` is the (entity, id) of what it serves."""
    kept: list[Action] = []

    def work(unit: Unit) -> None:
        kept.append(
            new(
                session,
                unit,
                ACTION,
                account_id=account_id,
                title=title,
                due=due,
                owner_id=owner_id,
                opened_on=session.today(),
                parent_type=parent[0] if parent else None,
                parent_id=parent[1] if parent else None,
                audience=audience,
            )
        )

    session.write(Message(N_("Add action “{name}”"), {"name": title.strip()}), work, source)
    return kept[0]


def done(
    session: Session,
    ids: Iterable[str],
    on: date | None = None,
    *,
    effect_note: str | Keep | None = KEEP,
    source: object = None,
) -> ChangeSet:
    """Mark actions done, today unless another day is given."""
    values = {"done_on": on or session.today(), "dropped_on": None, "drop_reason": None}
    texts = (N_("Mark “{name}” done"), N_("Mark {n} actions done"))
    return _change(session, ids, texts, {**values, **given(effect_note=effect_note)}, source)


def reopen(session: Session, ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Open actions again that were done or dropped."""
    values = {"done_on": None, "dropped_on": None, "drop_reason": None}
    return _change(session, ids, (N_("Reopen “{name}”"), N_("Reopen {n} actions")), values, source)


def drop(
    session: Session, ids: Iterable[str], reason: str = "", on: date | None = None, *, source: object = None
) -> ChangeSet:
    """Drop actions that will not be done, with the reason."""
    values = {"dropped_on": on or session.today(), "drop_reason": reason, "done_on": None}
    return _change(session, ids, (N_("Drop “{name}”"), N_("Drop {n} actions")), values, source)


def replan(session: Session, ids: Iterable[str], due: date | None, *, source: object = None) -> ChangeSet:
    """Give actions another due date, or none."""
    texts = (N_("Re-plan “{name}”"), N_("Re-plan {n} actions"))
    return _change(session, ids, texts, {"due": due}, source)


def next_visits(session: Session, ids: Iterable[str]) -> dict[str, date]:
    """For each of these actions the day of the next planned review at its customer; none where none is planned."""
    return session.read(lambda conn: visits.next_of_actions(conn, ids, session.today()))


def replan_to_visit(session: Session, ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Give each action the day of the next visit to its customer; those without a planned visit stay."""
    days = next_visits(session, ids)

    def work(unit: Unit) -> None:
        for key, day in days.items():
            change(unit, ACTION, key, due=day)

    texts = (N_("Re-plan “{name}”"), N_("Re-plan {n} actions"))
    return session.write(named(session, ACTION, days, *texts), work, source)


def _change(
    session: Session,
    keys: Iterable[str],
    texts: tuple[str, str],
    values: dict[str, Any],
    source: object,
) -> ChangeSet:
    ids = tuple(keys)

    def work(unit: Unit) -> None:
        for key in ids:
            change(unit, ACTION, key, **values)

    return session.write(named(session, ACTION, ids, *texts), work, source)
