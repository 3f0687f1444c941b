# SPDX-License-Identifier: Apache-2.0
"""Verbs on drills: plan one, hold it, note one that was held (domain-model entity 33, D15, K6).

A plan carries day, result and minutes of its newest held drill; they are written here and nowhere else. A drill that
an earlier version noted on the plan alone becomes a record before another one takes its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.entities.risks.drill import DRILL, Drill
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import ValidationError
from planner.kernel.ids import IdMaker
from planner.kernel.text import N_, Message, tr
from planner.rules.rollback import newest_held
from planner.services import crud
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_EVER_HELD = "SELECT id, deleted FROM drill WHERE plan_id = ? AND held_on IS NOT NULL"


def plan_drill(
    session: Session,
    plan_id: str,
    on: date | None,
    *,
    led_by_id: str | None = None,
    attendees: tuple[str, ...] = (),
    source: object = None,
) -> Drill:
    """Put a drill of a plan on a day that lies ahead."""
    values = {"planned_on": on, "led_by_id": led_by_id, "attendees": attendees}
    return _add(session, plan_id, N_("Plan a drill of “{name}”"), values, source)


def record_drill(
    session: Session,
    plan_id: str,
    result: str,
    on: date | None = None,
    *,
    minutes: int | None = None,
    learned: str | None = None,
    led_by_id: str | None = None,
    attendees: tuple[str, ...] = (),
    source: object = None,
) -> Drill:
    """Note a drill that was held, with its result (passed, partly, failed) and the minutes until service was back.

    The oldest drill that was planned for this day or an earlier one becomes the held one; otherwise it is a new one.
    """
    day = on or session.today()
    _refuse_ahead(session, day)
    told = {"held_on": day, "result": result, "minutes": minutes, "learned": learned}
    who = {"led_by_id": led_by_id, "attendees": attendees}
    waiting = waiting_on(session, plan_id, day)
    if waiting is None:
        return _add(session, plan_id, N_("Record drill of “{name}”"), {**told, **who}, source)
    more: dict[str, Any] = {"minutes": minutes, "learned": learned, **who}
    known = {name: value for name, value in more.items() if value not in (None, ())}
    hold_drill(session, waiting.id, result, day, source=source, **known)
    return crud.get(session, DRILL, waiting.id)


def hold_drill(
    session: Session, drill_id: str, result: str, on: date | None = None, *, source: object = None, **values: Any
) -> ChangeSet:
    """A planned drill was held: its result, today unless another day is given, and what ``values`` say of it."""
    day = on or session.today()
    _refuse_ahead(session, day)
    plan_id = crud.get(session, DRILL, drill_id).plan_id

    def work(unit: Unit) -> None:
        change(unit, DRILL, drill_id, held_on=day, result=result, **values)
        keep_newest(unit, [plan_id], {drill_id})

    return session.write(_label(session, plan_id, N_("Record drill of “{name}”")), work, source)


def waiting_on(session: Session, plan_id: str, day: date) -> Drill | None:
    """The oldest drill of a plan that was to be held by ``day`` and was not yet."""
    found = [d for d in of_plan(session, plan_id) if d.held_on is None and d.planned_on and d.planned_on <= day]
    return min(found, key=lambda d: (d.planned_on or date.max, d.id), default=None)


def of_plan(session: Session, plan_id: str) -> list[Drill]:
    """The drills of a plan, the newest first, planned ones before those that were held."""
    found = session.read(lambda conn: Reader(DRILL, conn).where("plan_id = ?", (plan_id,)))
    return sorted(found, key=lambda d: (d.held_on or date.max, d.planned_on or date.max, d.id), reverse=True)


def settle(unit: Unit, records: Sequence[Drill]) -> None:
    """Drills were changed some other way; the first of two alike is the drill as it was before."""
    held_before = {r.id for n, r in enumerate(records) if r.held_on and any(o.id == r.id for o in records[n + 1 :])}
    keep_newest(unit, (r.plan_id for r in records), {r.id for r in records} - held_before)


def keep_newest(unit: Unit, plan_ids: Iterable[str], fresh: Collection[str] = ()) -> None:
    """Write day, result and minutes of the newest held drill to its plan; empty them where none was held.

    ``fresh`` are drills that this step has made or held.
    """
    table = Table(CONTINGENCY_PLAN, unit)
    for key in dict.fromkeys(plan_ids):
        plan = table.find(key)
        if plan is None:
            continue
        _adopt(unit, plan, fresh)
        last = newest_held(Reader(DRILL, unit.conn).where("plan_id = ?", (key,)))
        told = (last.held_on, last.result, last.minutes) if last is not None else (None, None, None)
        if (plan.drilled_on, plan.drill_result, plan.drill_minutes) != told:
            table.put(replace(plan, drilled_on=told[0], drill_result=told[1], drill_minutes=told[2]))


def _adopt(unit: Unit, plan: ContingencyPlan, fresh: Collection[str]) -> None:
    """Make a record of the drill that stands on a plan of which no drill was ever recorded as held."""
    if plan.drilled_on is None:
        return
    held = unit.conn.execute(_EVER_HELD, (plan.id,)).fetchall()
    if any(deleted or key not in fresh for key, deleted in held):
        return
    drill = Drill(
        id=IdMaker().new(),
        account_id=plan.account_id,
        plan_id=plan.id,
        held_on=plan.drilled_on,
        result=plan.drill_result,
        minutes=plan.drill_minutes,
        audience=plan.audience,
    )
    Table(DRILL, unit).add(drill)


def _add(session: Session, plan_id: str, text: str, values: dict[str, Any], source: object) -> Drill:
    plan = crud.get(session, CONTINGENCY_PLAN, plan_id)
    place = {"account_id": plan.account_id, "plan_id": plan_id, "audience": plan.audience}
    kept: list[Drill] = []

    def work(unit: Unit) -> None:
        kept.append(new(session, unit, DRILL, **place, **values))
        keep_newest(unit, [plan_id], {kept[0].id})

    session.write(Message(text, {"name": plan.title}), work, source)
    return kept[0]


def _label(session: Session, plan_id: str, text: str) -> Message:
    return Message(text, {"name": crud.title_of(session, CONTINGENCY_PLAN, plan_id)})


def _refuse_ahead(session: Session, day: date) -> None:
    if day > session.today():
        raise ValidationError({"held_on": tr("A drill that was held can't lie ahead. Plan it instead.")})
