# SPDX-License-Identifier: Apache-2.0
"""Works out the derived values of one account that lists show and sort by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.rules.account_rows import ScoreRow
from planner.rules.cadence import review_cadence
from planner.rules.due import attention
from planner.rules.facts import AccountFacts
from planner.rules.health import health
from planner.rules.risk import ranked, risk_states
from planner.rules.ruleset import Rules


class HealthValues(NamedTuple):
    """The values of health that lists show, in hundredths; ``completeness`` in percent.

    ``trend`` is the direction of `planner.rules.health.Trend`, None where then or now nothing was known.
    """

    health: int | None
    band: str | None
    change: int | None
    trend: str | None
    completeness: int
    satisfaction: int | None
    answers: int
    relation: int | None


def explained_values(facts: AccountFacts, rules: Rules, today: date) -> HealthValues:
    """The values of one account by its explained health, which is the truth."""
    known = health(facts, rules, today)
    return HealthValues(
        health=_hundredths(known.explained.value),
        band=known.explained.band,
        change=_hundredths(known.trend.delta) if known.trend else None,
        trend=known.trend.direction if known.trend else None,
        completeness=int(known.explained.completeness * 100),
        satisfaction=_hundredths(known.satisfaction.explained.value),
        answers=known.satisfaction.n,
        relation=_hundredths(known.relation.explained.value),
    )


def score_row(facts: AccountFacts, rules: Rules, today: date, values: HealthValues | None = None) -> ScoreRow:
    """All derived values of one account that lists show and sort by, as they stood at the end of a day.

    ``values`` are those of its health where they are known already, as for many accounts at once.
    """
    facts = facts.at(today)
    known = values or explained_values(facts, rules, today)
    states = risk_states(facts, rules, today)
    cadence = review_cadence(facts, rules, today, states)
    top = max(ranked(states, rules).rated, key=lambda state: state.current or 0, default=None)
    step = _next_action(facts)
    return ScoreRow(
        account_id=facts.account.id,
        as_of=today,
        ruleset=rules.hash,
        health=known.health,
        health_band=known.band,
        health_change=known.change,
        health_trend=known.trend,
        completeness=known.completeness,
        satisfaction=known.satisfaction,
        satisfaction_n=known.answers,
        risk_score=top.current if top else None,
        risk_id=top.risk.id if top else None,
        risk_code=top.risk.code if top else None,
        risk_band=top.band if top else None,
        open_risks=len(facts.open_risks()),
        last_review_on=cadence.last_done,
        next_review_on=cadence.next_due,
        review_state=cadence.state,
        next_action=step[0] if step else None,
        next_due=step[1] if step else None,
        relation=known.relation,
        attention=attention(facts, rules, today),
    )


def _next_action(facts: AccountFacts) -> tuple[str, date | None] | None:
    waiting = sorted(facts.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))
    return (waiting[0].title, waiting[0].due) if waiting else None


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int((value * 100).to_integral_value())
