# SPDX-License-Identifier: Apache-2.0
"""D12 for network reviews: when the next one is due, and how late it is in words."""

from __future__ import annotations

from datetime import date, timedelta

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.facts import AccountFacts
from planner.rules.risk import RiskState, risk_states
from planner.rules.ruleset import Rules


@dataclass(frozen=True, slots=True)
class Cadence:
    """ok, soon, due, overdue, on_request or unknown (never reviewed, or no grade).

    ``interval`` is in force, ``base`` that of the grade; ``past`` counts days after ``next_due``,
    negative before it. ``text`` is the short state, ``reason`` the rule behind it.
    """

    state: str
    last_done: date | None
    next_due: date | None
    interval: int | None
    base: int | None
    shortened_by: str | None
    past: int | None
    text: Message
    reason: Message


@dataclass(frozen=True, slots=True)
class Era:
    """From ``start`` on reviews were due every ``interval`` days; 0 is on request, None has no grade."""

    start: date
    interval: int | None


def review_cadence(
    facts: AccountFacts, rules: Rules, as_of: date, states: tuple[RiskState, ...] | None = None
) -> Cadence:
    """The cadence of network reviews of an account (``states`` spares computing its risks again)."""
    known = facts.at(as_of)
    bands = {s.band for s in (risk_states(known, rules, as_of) if states is None else states)}
    grade = known.account.grade
    base = rules.cadence.review_days(grade)
    interval, shortened_by = _interval(base, bands, rules)
    done = known.done_reviews()
    last = done[0].done_on if done else None
    reason = _reason(grade, base, interval, shortened_by)
    start = last or known.account.plan_start
    if not interval or start is None:
        state, text = _undated(last, interval)
        return Cadence(state, last, None, interval or None, base, shortened_by, None, text, reason)
    next_due = start + timedelta(days=interval)
    state = _state((as_of - start).days, interval, rules)
    past = (as_of - next_due).days
    return Cadence(state, last, next_due, interval, base, shortened_by, past, _text(state, past, next_due), reason)


def review_eras(facts: AccountFacts, rules: Rules, start: date, end: date) -> tuple[Era, ...]:
    """The intervals in force from ``start`` to ``end``, each from its first day; grades and open risks change them."""
    only = AccountFacts(account=facts.account, grades=facts.grades, risks=facts.risks)
    days = {start, *(grade.decided_on for grade in facts.grades)}
    days |= {day for r in facts.risks for day in (r.opened_on, r.treated_on, r.closed_on) if day is not None}
    found: list[Era] = []
    for day in sorted(day for day in days if start <= day <= end):
        known = only.at(day)
        bands = {state.band for state in risk_states(known, rules, day)}
        interval, _ = _interval(rules.cadence.review_days(known.account.grade), bands, rules)
        if not found or found[-1].interval != interval:
            found.append(Era(day, interval))
    return tuple(found)


def _interval(base: int | None, bands: set[str | None], rules: Rules) -> tuple[int | None, str | None]:
    for name, limit in (("extreme", rules.cadence.extreme_review), ("high", rules.cadence.high_review)):
        if name in bands:
            return (base, None) if base and base <= limit else (limit, name)
    return base, None


def _state(elapsed: int, interval: int, rules: Rules) -> str:
    cadence = rules.cadence
    if elapsed * 100 > cadence.overdue_above * interval:
        return "overdue"
    if elapsed * 100 >= cadence.due_from * interval:
        return "due"
    return "soon" if elapsed * 100 >= cadence.soon_from * interval else "ok"


def _undated(last: date | None, interval: int | None) -> tuple[str, Message]:
    if interval == 0:
        return "on_request", Message(N_("on request"))
    return "unknown", Message(N_("no grade, no rhythm") if last else N_("never reviewed"))


def _text(state: str, past: int, next_due: date) -> Message:
    days = {"n": abs(past)}
    if past == 0:
        return Message(N_("due today"))
    if state == "overdue":
        return Message(N_("1 day overdue") if past == 1 else N_("{n} days overdue"), days)
    if state == "due":
        return Message(N_("due, 1 day past") if past == 1 else N_("due, {n} days past"), days)
    if state == "soon":
        return Message(N_("due in 1 day") if past == -1 else N_("due in {n} days"), days)
    return Message(N_("next {on}"), {"on": next_due})


def _reason(grade: str, base: int | None, interval: int | None, shortened_by: str | None) -> Message:
    words = {"grade": grade, "n": base, "m": interval}
    if shortened_by and base:
        return Message(_SHORTENED[shortened_by], words)
    if shortened_by:
        return Message(_ONLY[shortened_by], words)
    if base is None:
        return Message(N_("The account is not graded"))
    return Message(N_("{grade}: every {n} d") if base else N_("{grade}: on request"), words)


_SHORTENED = {
    "high": N_("{grade}: every {n} d, shortened to {m} by an open high risk"),
    "extreme": N_("{grade}: every {n} d, shortened to {m} by an open extreme risk"),
}
_ONLY = {
    "high": N_("every {m} d while a high risk is open"),
    "extreme": N_("every {m} d while an extreme risk is open"),
}
