# SPDX-License-Identifier: Apache-2.0
"""The four parts of a network review: what each has, what it lacks, and when the report is due."""

from __future__ import annotations

from datetime import date, timedelta

from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.risk import RiskState, risk_states
from planner.rules.ruleset import Rules

CHECKED = frozenset({"pass", "attention", "fail"})


@dataclass(frozen=True, slots=True)
class Part:
    """inspect, explain, risks or plans: whether it is done, its short count and what is missing."""

    name: str
    done: bool
    count: str
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewParts:
    """A review is a draft while any part is not done (dm-P7); ``report_late`` is in days, above 0."""

    inspect: Part
    explain: Part
    risks: Part
    plans: Part
    checked: int
    total: int
    report_due: date | None
    report_late: int | None
    states: tuple[RiskState, ...]

    @property
    def parts(self) -> tuple[Part, Part, Part, Part]:
        """The four parts in their order."""
        return (self.inspect, self.explain, self.risks, self.plans)

    @property
    def draft(self) -> bool:
        """Whether any part is not done."""
        return not all(part.done for part in self.parts)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What all four parts lack, in their order."""
        return tuple(m for part in self.parts for m in part.missing)


def add_working_days(day: date, count: int, rules: Rules) -> date:
    """The day that lies ``count`` working days after ``day``, by the business calendar of the portfolio."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() in rules.work.working_days and day.isoformat() not in rules.work.closed:
            count -= 1
    return day


def report_due(done_on: date, rules: Rules) -> date:
    """Three working days after the visit."""
    return add_working_days(done_on, rules.work.report_days, rules)


def review_parts(
    facts: AccountFacts,
    review: NetworkReview,
    rules: Rules,
    as_of: date,
) -> ReviewParts:
    """The four parts of one review as they stood on a day."""
    known = facts.at(as_of)
    found = next((r for r in known.reviews if r.id == review.id), review)
    results = [r for r in known.results if r.review_id == found.id and r.result != "not_applicable"]
    checked = sum(r.result in CHECKED for r in results)
    states = _risks_of(known, found, risk_states(known, rules, as_of))
    due, late = _report(found, rules, as_of)
    risks = _risk_part(found, states)
    return ReviewParts(
        inspect=_inspect_part(found, checked, len(results)),
        explain=_explain_part(found, [e for e in known.explains if e.review_id == found.id]),
        risks=risks,
        plans=_plan_part(states, rules, ready=risks.done),
        checked=checked,
        total=len(results),
        report_due=due,
        report_late=late,
        states=states,
    )


def _report(review: NetworkReview, rules: Rules, as_of: date) -> tuple[date | None, int | None]:
    due = review.report_due
    if due is None and review.done_on is not None:
        due = report_due(review.done_on, rules)
    if due is None or review.reported_on or review.state in {"reported", "closed"} or as_of <= due:
        return due, None
    return due, (as_of - due).days


def _risks_of(facts: AccountFacts, review: NetworkReview, states: tuple[RiskState, ...]) -> tuple[RiskState, ...]:
    findings = {r.id for r in facts.results if r.review_id == review.id}
    return tuple(s for s in states if s.risk.review_id == review.id or findings.intersection(s.risk.finding_ids))


def _inspect_part(review: NetworkReview, checked: int, total: int) -> Part:
    left = total - checked
    missing: tuple[Missing, ...] = ()
    if not total:
        text = Message(N_("Nothing is inspected"))
        missing = (Missing(text, "inspection_result", "network_review", review.id, Message(N_("Add"))),)
    elif left:
        text = Message(N_("1 item not checked") if left == 1 else N_("{n} items not checked"), {"n": left})
        missing = (Missing(text, "inspection_result", "network_review", review.id, Message(N_("Show items"))),)
    return Part("inspect", checked > 0, f"{checked}/{total}" if total else "–", missing)


def _explain_part(review: NetworkReview, sessions: list[ExplainSession]) -> Part:
    complete = any(s.listeners and (s.acknowledged_by or s.acknowledged_name or s.acknowledged_on) for s in sessions)
    if complete:
        return Part("explain", done=True, count=str(len(sessions)))
    if not any(s.listeners for s in sessions):
        text = Message(N_("listeners") if sessions else N_("explanation"))
    else:
        text = Message(N_("acknowledgement"))
    missing = Missing(text, "explain_session", "network_review", review.id, Message(N_("Explain")))
    return Part("explain", done=False, count=str(len(sessions)) if sessions else "–", missing=(missing,))


def _risk_part(review: NetworkReview, states: tuple[RiskState, ...]) -> Part:
    unrated = tuple(need for s in states if s.current is None for need in s.needs)
    done = any(s.current is not None for s in states) or (bool(review.no_risk_found) and not states)
    if states:
        return Part("risks", done, str(len(states)), unrated)
    if done:
        return Part("risks", done=True, count="0")
    text = Message(N_("risks, or the answer that there are none"))
    return Part(
        "risks",
        done=False,
        count="–",
        missing=(Missing(text, "risk", "network_review", review.id, Message(N_("Add risk"))),),
    )


def _plan_part(states: tuple[RiskState, ...], rules: Rules, *, ready: bool) -> Part:
    wanted = [s for s in states if s.current is not None and s.current >= rules.risk.high_from]
    covered = sum(s.valid_plan for s in wanted)
    missing = tuple(_plan_missing(s) for s in wanted if not s.valid_plan)
    count = f"{covered}/{len(wanted)}" if wanted else "0" if ready else "–"
    return Part("plans", ready and not missing, count, missing)


def _plan_missing(state: RiskState) -> Missing:
    text = Message(N_("plan for {name}"), {"name": state.name})
    return Missing(text, "contingency_plan", "risk", state.risk.id, Message(N_("Add plan")))
