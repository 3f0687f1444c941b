# SPDX-License-Identifier: Apache-2.0
"""The network component of health (D13): open risks and overdue reviews taken off 100."""

from __future__ import annotations

from datetime import date

from planner.kernel.text import N_, Message
from planner.rules.cadence import review_cadence
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.lines import Addend, Frame, add_up, not_below_zero, nothing, share
from planner.rules.risk import RiskState, risk_states, word
from planner.rules.risk_score import risk_evidence
from planner.rules.ruleset import Rules

MEASURE = "D13.network"


def network(facts: AccountFacts, rules: Rules, as_of: date) -> Explained:
    """D13 c4, 0-100; None while the network was never reviewed."""
    known = facts.at(as_of)
    every = risk_states(known, rules, as_of)
    states = [s for s in every if s.risk.kind in rules.network.kinds]
    done = known.done_reviews()
    if not done:
        return nothing(Frame(MEASURE, rules, as_of, (_never(known), *_needs(states))))
    rated = sum(s.current is not None for s in states)
    frame = Frame(MEASURE, rules, as_of, _needs(states), share(1 + rated, 1 + len(states)))
    last = done[0]
    review = Evidence("network_review", last.id, last.code or "", last.done_on, "E1")
    addends = [Addend("D13.start", Message(N_("Last review {on}"), {"on": last.done_on}), 100, 100, (review,))]
    addends += [a for a in (_risk(s, known, rules) for s in _heaviest(states)) if a is not None]
    cadence = review_cadence(known, rules, as_of, every)
    if cadence.state == "overdue":
        text = Message(N_("Network review {state}"), {"state": cadence.text})
        overdue = -rules.network.overdue_review
        addends.append(Addend("D13.review", text, overdue, None, (review,), cadence.reason))
    return add_up(frame, not_below_zero(addends, "D13.floor", Message(N_("Never below 0"))), 1)


def _heaviest(states: list[RiskState]) -> list[RiskState]:
    return sorted(states, key=lambda s: (-(s.current or 0), s.risk.id))


def _risk(state: RiskState, facts: AccountFacts, rules: Rules) -> Addend | None:
    if state.band is None:
        return None
    plain, drilled = rules.network.cost(state.band)
    cost = drilled if state.drilled else plain
    if not cost:
        return None
    words = {"band": Message(word(state.band)), "name": state.name}
    template = N_("{band} risk {name}, plan drilled") if state.drilled else N_("{band} risk {name}")
    score = {"likelihood": state.likelihood, "impact": state.impact, "score": state.current}
    detail = Message(N_("{likelihood} × {impact} = {score}"), score)
    return Addend("D13.risk", Message(template, words), -cost, None, risk_evidence(state, facts), detail)


def _never(facts: AccountFacts) -> Missing:
    text = Message(N_("The network was never reviewed"))
    return Missing(text, "network_review", "account", facts.account.id, Message(N_("Record")))


def _needs(states: list[RiskState]) -> tuple[Missing, ...]:
    return tuple(need for state in _heaviest(states) for need in state.needs)
