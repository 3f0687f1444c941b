# SPDX-License-Identifier: Apache-2.0
"""The score of one risk as lines: what it was, and what a finished treatment took away (D15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.entities.risks.risk import Risk
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.lines import Addend, Frame, add_up, linked, nothing, share
from planner.rules.risk import RiskState, band
from planner.rules.ruleset import Rules

MAXIMUM = Decimal(25)


def explain_risk(state: RiskState, facts: AccountFacts, rules: Rules, as_of: date) -> Explained:
    """D15, 1-25: likelihood times impact, less the reduction when the treatment is done."""
    risk = state.risk
    given = (risk.likelihood is not None) + (risk.impact is not None)
    frame = Frame("D15", rules, as_of, (*state.needs, *_pending(state)), share(given, 2), MAXIMUM)
    if state.current is None:
        return nothing(frame)
    evidence = risk_evidence(state, facts.at(as_of))
    addends = []
    if state.inherent is not None:
        words = {"likelihood": risk.likelihood, "impact": risk.impact}
        text = Message(N_("Likelihood {likelihood} × impact {impact}"), words)
        addends.append(Addend("D15.inherent", text, state.inherent, 25, evidence))
    if state.current != (state.inherent or 0):
        text = Message(N_("After the treatment: {likelihood} × {impact}"), _rating(state))
        addends.append(Addend("D15.reduction", text, state.current - (state.inherent or 0), None, evidence))
    return add_up(frame, addends, 1, lambda value: band(int(value), rules))


def not_there(risk: Risk | None, rules: Rules, as_of: date) -> Explained:
    """A risk on a day on which it is not open: no value, and when it was opened or closed where that tells why."""
    missing: tuple[Missing, ...] = ()
    if risk is not None:
        name = risk.code or risk.statement
        if risk.opened_on is not None and risk.opened_on > as_of:
            missing = (Missing(Message(N_("{name} was opened on {on}"), {"name": name, "on": risk.opened_on}), ""),)
        elif risk.closed_on is not None and risk.closed_on <= as_of:
            missing = (Missing(Message(N_("{name} was closed on {on}"), {"name": name, "on": risk.closed_on}), ""),)
    return nothing(Frame("D15", rules, as_of, missing, maximum=MAXIMUM))


def absence(found: Explained) -> Message | None:
    """Why a risk has no value on that day, as `not_there` told it; None for every other value."""
    gone = found.measure == "D15" and found.value is None and found.missing and not found.missing[0].entity
    return found.missing[0].text if gone else None


def risk_evidence(state: RiskState, facts: AccountFacts) -> tuple[Evidence, ...]:
    """The risk itself, the findings it came from and what is linked to it.

    A rating that rests on a recorded finding is graded E1, one on nothing else E4.
    """
    risk = state.risk
    wanted = set(risk.finding_ids)
    findings = tuple(
        Evidence("inspection_result", r.id, r.finding or r.item, None, "E1") for r in facts.results if r.id in wanted
    )
    links = linked(e for e in facts.evidence if e.target_type == "risk" and e.target_id == risk.id)
    own = Evidence("risk", risk.id, risk.statement, risk.opened_on, "E1" if findings else "E4")
    return (own, *sorted(findings, key=lambda f: f.id), *links)


def _rating(state: RiskState) -> dict[str, object]:
    return {"likelihood": state.likelihood, "impact": state.impact}


def _pending(state: RiskState) -> tuple[Missing, ...]:
    if state.treated or state.residual is None or state.current is None or state.residual >= state.current:
        return ()
    words = {"name": state.name, "score": state.residual}
    text = Message(N_("{name} falls to {score} when the treatment is done"), words)
    return (Missing(text, "risk", "risk", state.risk.id, Message(N_("Record"))),)
