# SPDX-License-Identifier: Apache-2.0
"""Changes that would help, as actions that somebody does: with what they serve and a day, in one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from planner.entities.service.action import ACTION, Action
from planner.kernel.text import N_, Message, trn
from planner.rules.changes import CORRECT, LEAVE, PLAN, Change, words
from planner.rules.facts import AccountFacts
from planner.rules.review import add_working_days
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules
from planner.services import reports, rulesets
from planner.services.parts import new
from planner.services.session import Session
from planner.store.unit import Unit

_DAYS = {1: 14, 2: 14, 3: 30, 4: 60}


def can_be_action(change: Change) -> bool:
    """Whether somebody can do it as new work; an action that is open already and a departure are no new work."""
    return change.kind not in {CORRECT, LEAVE}


def is_planned(change: Change, facts: AccountFacts) -> bool:
    """Whether an open action that serves the same record says the same already."""
    title = words(change, facts).text()
    parent = parent_of(change, facts.account.id)
    return any(a.title == title and (a.parent_type, a.parent_id) == parent for a in facts.open_actions())


def parent_of(change: Change, account_id: str) -> tuple[str, str]:
    """What the action serves: the risk, the person, else the account."""
    return (change.entity, change.id) if change.entity in {"risk", "contact"} else ("account", account_id)


def due_of(change: Change, facts: AccountFacts, rules: Rules, today: date) -> date:
    """By when: the day a risk requires where it lies ahead, else some weeks by its effort, on a working day."""
    if change.kind == PLAN:
        state = next((s for s in risk_states(facts, rules, today) if s.risk.id == change.id), None)
        if state is not None and state.plan_due is not None and state.plan_due >= today and not state.valid_plan:
            return state.plan_due
    after = today + timedelta(days=_DAYS.get(change.effort, 30) - 1)
    return add_working_days(after, 1, rules)


def add(session: Session, account_id: str, changes: Sequence[Change], *, source: object = None) -> list[Action]:
    """Make each change an action of the account, owned by its owner; those that stand already are left out.

    One step to undo. NotFoundError when the account is gone.
    """
    facts, rules, today = reports.facts(session, account_id), rulesets.current(session), session.today()
    wanted = [c for c in dict.fromkeys(changes) if can_be_action(c) and not is_planned(c, facts)]
    made: list[Action] = []

    def work(unit: Unit) -> None:
        for change in wanted:
            parent = parent_of(change, account_id)
            values = {
                "title": words(change, facts).text(),
                "due": due_of(change, facts, rules, today),
                "owner_id": _owner(change, facts),
            }
            made.append(
                new(
                    session,
                    unit,
                    ACTION,
                    account_id=account_id,
                    opened_on=today,
                    parent_type=parent[0],
                    parent_id=parent[1],
                    **values,
                )
            )

    if wanted:
        session.write(_label(wanted, facts), work, source)
    return made


def _owner(change: Change, facts: AccountFacts) -> str | None:
    risk = next((r for r in facts.risks if r.id == change.id), None) if change.entity == "risk" else None
    return (risk.owner_id if risk else None) or facts.account.owner_id


def _label(wanted: Sequence[Change], facts: AccountFacts) -> Message:
    if len(wanted) == 1:
        return Message(N_("Add action “{name}”"), {"name": words(wanted[0], facts).text()})
    return Message(N_("Add {n} actions"), {"n": len(wanted)})


def added_words(made: Sequence[Action]) -> str:
    """What was added, for the message that says so."""
    return trn("Added {n} action", "Added {n} actions", len(made))
