# SPDX-License-Identifier: Apache-2.0
"""Drills: planned, held, taken back; the plan always carries the newest one that was held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.kernel.errors import ValidationError
from planner.services import crud, customers, drills, plans
from planner.services.session import Session


@pytest.fixture
def plan_id(session: Session) -> str:
    account = customers.add_account(session, "Meridian Foods")
    return plans.add_plan(session, [], "Power", account_id=account.id, made_on=date(2026, 1, 5), audience="customer").id


def told(session: Session, plan_id: str) -> tuple[date | None, str | None, int | None]:
    plan = crud.get(session, CONTINGENCY_PLAN, plan_id)
    return plan.drilled_on, plan.drill_result, plan.drill_minutes


def test_that_a_planned_drill_says_nothing_of_its_plan_until_it_is_held(session: Session, plan_id: str) -> None:
    ahead = session.today() + timedelta(days=5)
    drill = drills.plan_drill(session, plan_id, ahead)
    assert (drill.planned_on, drill.held_on, drill.audience) == (ahead, None, "customer")
    assert told(session, plan_id) == (None, None, None)
    drills.hold_drill(session, drill.id, "partly", minutes=48, learned="The key was at the porter's")
    assert told(session, plan_id) == (session.today(), "partly", 48)
    assert session.undo() is not None
    assert told(session, plan_id) == (None, None, None)
    assert crud.get(session, DRILL, drill.id).held_on is None


def test_that_the_newest_held_drill_stands_on_the_plan_whichever_way_drills_change(
    session: Session, plan_id: str
) -> None:
    today = session.today()
    drills.record_drill(session, plan_id, "passed", today - timedelta(days=2), minutes=20)
    early = drills.record_drill(session, plan_id, "failed", today - timedelta(days=9), minutes=90)
    assert told(session, plan_id) == (today - timedelta(days=2), "passed", 20)
    crud.set_field(session, DRILL, early.id, "held_on", today - timedelta(days=1))
    assert told(session, plan_id) == (today - timedelta(days=1), "failed", 90)
    crud.trash(session, DRILL, [early.id])
    assert told(session, plan_id) == (today - timedelta(days=2), "passed", 20)
    crud.restore(session, DRILL, early.id)
    assert told(session, plan_id)[1] == "failed"
    crud.add(session, DRILL, account_id=early.account_id, plan_id=plan_id, held_on=today, result="passed", minutes=7)
    assert told(session, plan_id) == (today, "passed", 7)


def test_that_recording_holds_the_drill_that_was_planned_for_the_day(session: Session, plan_id: str) -> None:
    today = session.today()
    waiting = drills.plan_drill(session, plan_id, today - timedelta(days=1), led_by_id=session.me)
    later = drills.plan_drill(session, plan_id, today + timedelta(days=9))
    done = drills.record_drill(session, plan_id, "passed", minutes=11)
    assert (done.id, done.held_on, done.led_by_id) == (waiting.id, today, session.me)
    assert crud.get(session, DRILL, later.id).held_on is None
    assert [d.id for d in drills.of_plan(session, plan_id)] == [later.id, done.id]
    assert drills.record_drill(session, plan_id, "passed").id not in {waiting.id, later.id}


def test_that_a_held_drill_may_not_lie_ahead(session: Session, plan_id: str) -> None:
    with pytest.raises(ValidationError):
        drills.record_drill(session, plan_id, "passed", session.today() + timedelta(days=1))


def test_that_drills_go_to_the_trash_with_their_plan_and_come_back(session: Session, plan_id: str) -> None:
    drills.record_drill(session, plan_id, "passed", minutes=20)
    crud.trash(session, CONTINGENCY_PLAN, [plan_id])
    assert crud.every(session, DRILL) == []
    crud.restore(session, CONTINGENCY_PLAN, plan_id)
    assert len(drills.of_plan(session, plan_id)) == 1
    assert told(session, plan_id)[2] == 20


def of_an_old_version(session: Session, plan_id: str) -> date:
    """A plan as an earlier version left it: drilled, without a record of the drill."""
    day = session.today() - timedelta(days=40)
    values = {"drilled_on": day, "drill_result": "partly", "drill_minutes": 31}
    crud.set_fields(session, CONTINGENCY_PLAN, [plan_id], values)
    return day


def test_that_a_drill_of_an_earlier_version_becomes_a_record_before_the_next(session: Session, plan_id: str) -> None:
    day = of_an_old_version(session, plan_id)
    drills.plan_drill(session, plan_id, session.today() + timedelta(days=2))
    assert [(d.held_on, d.result, d.minutes) for d in drills.of_plan(session, plan_id)][1:] == [(day, "partly", 31)]
    assert told(session, plan_id) == (day, "partly", 31)
    done = drills.record_drill(session, plan_id, "passed", minutes=9)
    assert told(session, plan_id) == (session.today(), "passed", 9)
    crud.set_field(session, DRILL, done.id, "held_on", session.today() - timedelta(days=1))
    crud.trash(session, DRILL, [done.id])
    assert told(session, plan_id) == (day, "partly", 31)
    assert len(drills.of_plan(session, plan_id)) == 2
    session.undo()
    assert told(session, plan_id)[2] == 9


def test_that_a_drill_that_was_held_by_a_change_of_its_day_leaves_none_behind(session: Session, plan_id: str) -> None:
    only = drills.record_drill(session, plan_id, "passed", minutes=9)
    crud.set_field(session, DRILL, only.id, "held_on", session.today() - timedelta(days=3))
    assert [d.id for d in drills.of_plan(session, plan_id)] == [only.id]
    crud.trash(session, DRILL, [only.id])
    assert told(session, plan_id) == (None, None, None)
    assert drills.of_plan(session, plan_id) == []
    crud.restore(session, DRILL, only.id)
    assert [d.id for d in drills.of_plan(session, plan_id)] == [only.id]


def test_that_an_old_drill_is_kept_when_a_planned_one_is_held_in_a_form(session: Session, plan_id: str) -> None:
    ahead = drills.plan_drill(session, plan_id, session.today())
    of_an_old_version(session, plan_id)
    crud.set_fields(session, DRILL, [ahead.id], {"held_on": session.today(), "result": "passed"})
    assert [d.result for d in drills.of_plan(session, plan_id)] == ["passed", "partly"]
    crud.trash(session, DRILL, [ahead.id])
    assert told(session, plan_id)[1] == "partly"
