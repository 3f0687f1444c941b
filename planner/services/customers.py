# SPDX-License-Identifier: Apache-2.0
"""Verbs on accounts: add one, decide its grade."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.services import crud
from planner.services.parts import change, named, new
from planner.services.rulesets import numbered
from planner.services.session import Session
from planner.store.unit import Unit


def add_account(session: Session, name: str, *, source: object = None, **values: Any) -> Account:
    """A new account; only the name is needed (rulings, Data).

    A grade given here is a decision too and is recorded as one.
    """
    kept: list[Account] = []

    def work(unit: Unit) -> None:
        account = new(session, unit, ACCOUNT, name=name, **values)
        kept.append(account)
        if account.grade != "ungraded":
            _decide(session, unit, account)

    session.write(Message(N_("Add account “{name}”"), {"name": name.strip()}), work, source)
    return kept[0]


def decide_grade(
    session: Session,
    account_ids: Iterable[str],
    grade: str,
    reason: str = "",
    valid_until: date | None = None,
    *,
    source: object = None,
) -> ChangeSet:
    """Grade accounts by hand: one appended GradeDecision each, and the account's grade (domain-model P1).

    Without ``valid_until`` a decision holds twelve months, for S six; "ungraded" has no end.
    """
    ids = tuple(dict.fromkeys(account_ids))

    def work(unit: Unit) -> None:
        for key in ids:
            account = change(unit, ACCOUNT, key, grade=grade)
            _decide(session, unit, account, reason, valid_until)

    if len(ids) == 1:
        label = Message(
            N_("Grade “{name}” {grade}"),
            {"name": crud.title_of(session, ACCOUNT, ids[0]), "grade": _word(grade)},
        )
    else:
        label = Message(N_("Grade {n} accounts {grade}"), {"n": len(ids), "grade": _word(grade)})
    return session.write(label, work, source)


def set_owner(
    session: Session, account_ids: Iterable[str], owner_id: str | None, *, source: object = None
) -> ChangeSet:
    """Give accounts to one of our people, or to nobody."""
    ids = tuple(account_ids)
    label = named(session, ACCOUNT, ids, N_("Change owner of “{name}”"), N_("Change owner of {n} accounts"))

    def work(unit: Unit) -> None:
        for key in ids:
            change(unit, ACCOUNT, key, owner_id=owner_id)

    return session.write(label, work, source)


def _decide(session: Session, unit: Unit, account: Account, reason: str = "", valid_until: date | None = None) -> None:
    today, (version, rules) = session.today(), numbered(unit.conn)
    new(
        session,
        unit,
        GRADE_DECISION,
        account_id=account.id,
        grade=account.grade,
        reason=reason.strip() or "",
        decided_by=session.me,
        decided_on=today,
        valid_until=valid_until or _default_end(account.grade, today),
        ruleset_hash=rules.hash,
        ruleset_version=version,
        audience=account.audience,
    )


def _default_end(grade: str, today: date) -> date | None:
    if grade == "ungraded":
        return None
    return today + timedelta(days=183 if grade == "S" else 365)


def _word(grade: str) -> object:
    return Message(N_("not graded")) if grade == "ungraded" else grade
