# SPDX-License-Identifier: Apache-2.0
"""What would bring a risk to a lower band: its recorded treatment, otherwise the end of its cause (D15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from planner.rules.changes import CLOSE, TREAT, Change, words
from planner.rules.facts import AccountFacts
from planner.rules.green import Green, Step, Way, unknown
from planner.rules.risk import RiskState, band, risk_states
from planner.rules.risk_score import explain_risk, not_there
from planner.rules.ruleset import Rules

LOW: Final = "low"


def green_risk(facts: AccountFacts, rules: Rules, risk_id: str, as_of: date) -> Green:
    """The ways of one risk; its goals are scores, where less is better, and 0 means that it no longer counts."""
    known = facts.at(as_of)
    state = next((s for s in risk_states(known, rules, as_of) if s.risk.id == risk_id), None)
    limit = rules.risk.medium_from - 1
    if state is None:
        now = not_there(next((risk for risk in facts.risks if risk.id == risk_id), None), rules, as_of)
        return Green(measure="risk", now=now, green_from=limit, proven=False)
    now = explain_risk(state, known, rules, as_of)
    made = Green(measure="risk", now=now, green_from=limit, unknown=unknown(now), proven=now.value is not None)
    if state.current is None or state.band == LOW:
        return made
    ways = []
    if not state.treated and state.residual is not None and band(state.residual, rules) != state.band:
        ways.append(_way(known, Change(TREAT, "risk", risk_id), state, (state.residual, band(state.residual, rules))))
    if not ways or ways[0].band != LOW:
        ways.append(_way(known, Change(CLOSE, "risk", risk_id), state, (0, LOW)))
    return Green(
        measure="risk",
        now=now,
        green_from=limit,
        ways=tuple(ways),
        best=ways[-1].value,
        unknown=unknown(now),
    )


def _way(facts: AccountFacts, change: Change, state: RiskState, after: tuple[int, str]) -> Way:
    score, name = after
    step = Step(change=change, text=words(change, facts), points=Decimal(score - (state.current or 0)))
    return Way(goal=score, band=name, steps=(step,), value=Decimal(score))
