# SPDX-License-Identifier: Apache-2.0
"""Plan hygiene, 0-100: how tidy the plan itself is; a number of its own that never enters health (issue 5, part 2).

Health speaks of the customer, hygiene of our keeping of the plan. So typing can mend the second and never the first.
Each check counts the share of its records that are in order; a check without any record leaves its weight to the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import lcm
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.grades import holds_until, newest
from planner.rules.key_relation import key_contacts
from planner.rules.lines import Addend, Frame, add_up, nothing
from planner.rules.review import report_due
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules

MEASURE: Final = "hygiene"
STALE_DAYS: Final = 180  # the second step of freshness in D2: an older level counts 60 % at most
WEIGHTS: Final = (("actions", 30), ("risks", 25), ("levels", 25), ("reviews", 10), ("grade", 10))
LABELS: Final = {
    "actions": N_("Actions in time"),
    "risks": N_("Risks looked after"),
    "levels": N_("Levels up to date"),
    "reviews": N_("Reviews kept and reported"),
    "grade": N_("Grade decided"),
}
_OPEN, _ASSESS = Message(N_("Open")), Message(N_("Assess"))
_RECORD, _DECIDE = Message(N_("Record")), Message(N_("Decide"))
_WHOLE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Check:
    """One record that was looked at; ``wrong`` says what is not in order, None where it is."""

    record: Evidence
    wrong: Missing | None = None


def hygiene(facts: AccountFacts, rules: Rules, as_of: date) -> Explained:
    """Plan hygiene, 0-100, with each thing to tidy as a gap with its one step; None without anything to look at."""
    known = facts.at(as_of)
    found = {name: list(check(known, rules, as_of)) for name, check in _CHECKS.items()}
    wrong = tuple(c.wrong for checks in found.values() for c in checks if c.wrong is not None)
    frame = Frame(MEASURE, rules, as_of, wrong, completeness=_WHOLE)
    there = [(name, weight) for name, weight in WEIGHTS if found[name]]
    if not there:
        return nothing(frame)
    base = lcm(*(len(found[name]) for name, _ in there))
    addends = [_addend(name, weight, found[name], base) for name, weight in there]
    return add_up(frame, addends, base * sum(weight for _, weight in there), band)


def band(value: Decimal) -> str:
    """tidy from 80, uneven from 60, to tidy below; words of their own, so that nobody takes it for health."""
    return "tidy" if value >= 80 else "uneven" if value >= 60 else "to_tidy"


BANDS: Final = {"tidy": N_("tidy"), "uneven": N_("uneven"), "to_tidy": N_("to tidy")}


def _addend(name: str, weight: int, checks: list[_Check], base: int) -> Addend:
    right = sum(check.wrong is None for check in checks)
    wrong = tuple(check.record for check in checks if check.wrong is not None)
    records = wrong or tuple(check.record for check in checks)  # what is to be tidied, else what was looked at
    detail = Message(N_("{right} of {all} in order, counts {weight}"),
                     {"right": right, "all": len(checks), "weight": weight})  # fmt: skip
    step = base // len(checks)
    return Addend(
        f"HY.{name}", Message(LABELS[name]), 100 * weight * right * step, 100 * weight * base, records, detail
    )


def _actions(facts: AccountFacts, _rules: Rules, as_of: date) -> Iterator[_Check]:
    for action in sorted(facts.open_actions(), key=lambda a: (a.due or date.max, a.id)):
        words = {"title": action.title, "on": action.due}
        text = None
        if action.due is None:
            text = Message(N_("“{title}” has no day"), words)
        elif action.due < as_of:
            text = Message(N_("“{title}” was due on {on}"), words)
        wrong = Missing(text, "action", "action", action.id, _OPEN) if text else None
        yield _Check(Evidence("action", action.id, action.title, action.due), wrong)


def _risks(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[_Check]:
    for state in risk_states(facts, rules, as_of):
        risk, name = state.risk, {"name": state.name}
        text = None
        if state.current is None:
            text = Message(N_("{name} is not rated"), name)
        elif risk.owner_id is None:
            text = Message(N_("{name} has no owner"), name)
        elif state.next_date is None and state.band != "low":
            text = Message(N_("{name} has no next date"), name)
        elif risk.due is not None and risk.due < as_of:
            text = Message(N_("The next date of {name} has passed"), name)
        wrong = Missing(text, "risk", "risk", risk.id, _RECORD) if text else None
        yield _Check(Evidence("risk", risk.id, risk.statement, risk.opened_on), wrong)


def _levels(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[_Check]:
    links = facts.links("relation_assessment")
    for person in key_contacts(facts, rules):
        contact, level, text = person.contact, person.level, None
        on = None
        if level is None:
            text = Message(N_("{name} is not assessed"), {"name": contact.name})
        else:
            dated = (link.evidence_date for link in links.get(level.id, ()))
            on = max((d for d in dated if d is not None), default=level.assessed_on)
            if (as_of - on).days > STALE_DAYS:
                text = Message(N_("The level of {name} is of {on}"), {"name": contact.name, "on": on})
        wrong = Missing(text, "relation_assessment", "contact", contact.id, _ASSESS) if text else None
        yield _Check(Evidence("contact", contact.id, contact.name, on), wrong)


def _reviews(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[_Check]:
    for review in sorted(facts.reviews, key=lambda r: r.id):
        text = None
        if review.done_on is None:
            if review.planned_on is None or review.state == "closed":
                continue
            if review.planned_on < as_of:
                text = Message(N_("The review planned for {on} was not done"), {"on": review.planned_on})
        elif review.reported_on is None and review.state not in {"reported", "closed"}:
            due = review.report_due or report_due(review.done_on, rules)
            if due < as_of:
                text = Message(N_("The report of the review of {on} is late"), {"on": review.done_on})
        wrong = Missing(text, "network_review", "network_review", review.id, _OPEN) if text else None
        on = review.done_on or review.planned_on
        yield _Check(Evidence("network_review", review.id, review.code or "", on), wrong)


def _grade(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[_Check]:
    account = facts.account
    decision = newest(facts.grades)
    until = holds_until(decision, rules) if decision is not None else None
    text = None
    if account.grade == "ungraded":
        text = Message(N_("The account is not graded"))
    elif decision is None:
        text = Message(N_("Nobody decided grade {grade} here"), {"grade": account.grade})
    elif until is not None and until < as_of:
        text = Message(N_("Grade {grade} has expired"), {"grade": decision.grade})
    wrong = Missing(text, "grade_decision", "account", account.id, _DECIDE) if text else None
    record = Evidence("grade_decision", decision.id, decision.reason, decision.decided_on) if decision else None
    yield _Check(record or Evidence("account", account.id, account.name), wrong)


_CHECKS: Final = {
    "actions": _actions,
    "risks": _risks,
    "levels": _levels,
    "reviews": _reviews,
    "grade": _grade,
}
