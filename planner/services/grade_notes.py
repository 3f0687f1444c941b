# SPDX-License-Identifier: Apache-2.0
"""What stands behind an account's grade: who decided it, why and until when."""

from __future__ import annotations

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.rules.grades import GradeNote, holds_until, newest
from planner.services import crud, rulesets
from planner.services.session import Session


def grade_note(session: Session, account_id: str) -> GradeNote | None:
    """The decision behind the grade of an account; None when there is no such account."""
    account = crud.find(session, ACCOUNT, account_id)
    if account is None:
        return None
    decision = newest(crud.of_account(session, GRADE_DECISION, account_id))
    if decision is None or decision.grade != account.grade:
        return GradeNote(account.grade)
    decider = crud.find(session, PERSON, decision.decided_by)
    return GradeNote(
        grade=account.grade,
        reason=decision.reason,
        decider=decider.name if decider is not None else "",
        decided_on=decision.decided_on,
        until=holds_until(decision, rulesets.current(session)),
    )
