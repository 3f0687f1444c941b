# SPDX-License-Identifier: Apache-2.0
"""The account list: its rows, its columns and how it may be narrowed and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.rules.cadence import review_cadence
from planner.rules.due import due_rows
from planner.rules.facts import AccountFacts
from planner.rules.health import health
from planner.rules.risk import RiskState, ranked, risk_states
from planner.rules.ruleset import Rules

SORTS = (
    "grade",
    "name",
    "next_due",
    "last_review_on",
    "health",
    "satisfaction",
    "risk_score",
    "attention",
    "industry",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """Which accounts to list: words in any script, grades, only those that need attention, sorting."""

    text: str = ""
    grades: frozenset[str] = frozenset()
    attention: bool = False
    sort: str = "grade"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """The derived values of one account, as kept for sorting; hundredths for scores, None for unknown."""

    account_id: str
    as_of: date
    ruleset: str
    health: int | None = None
    health_band: str | None = None
    health_change: int | None = None
    completeness: int = 0
    satisfaction: int | None = None
    satisfaction_n: int = 0
    risk_score: int | None = None
    risk_id: str | None = None
    risk_code: str | None = None
    risk_band: str | None = None
    open_risks: int = 0
    last_review_on: date | None = None
    next_review_on: date | None = None
    review_state: str | None = None
    next_action: str | None = None
    next_due: date | None = None
    relation: int | None = None
    attention: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One line of the account list."""

    id: str
    name: str
    grade: str
    industry: str | None
    city: str | None
    owner: str | None
    score: ScoreRow | None


def score_row(facts: AccountFacts, rules: Rules, today: date) -> ScoreRow:
    """All derived values of one account that lists show and sort by."""
    known = health(facts, rules, today)
    cadence = review_cadence(facts, rules, today)
    top = _top_risk(facts, rules, today)
    step = _next_action(facts)
    waiting = due_rows(facts, rules, today)
    return ScoreRow(
        account_id=facts.account.id,
        as_of=today,
        ruleset=rules.hash,
        health=_hundredths(known.explained.value),
        health_band=known.explained.band,
        health_change=_hundredths(known.trend.delta) if known.trend else None,
        completeness=int(known.explained.completeness * 100),
        satisfaction=_hundredths(known.satisfaction.explained.value),
        satisfaction_n=known.satisfaction.n,
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
        relation=_hundredths(known.relation.explained.value),
        attention=sum(row.state == "act" for row in waiting),
    )


def _top_risk(facts: AccountFacts, rules: Rules, today: date) -> RiskState | None:
    rated = ranked(risk_states(facts, rules, today), rules).rated
    return max(rated, key=lambda state: state.current or 0, default=None)


def _next_action(facts: AccountFacts) -> tuple[str, date | None] | None:
    waiting = sorted(facts.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))
    return (waiting[0].title, waiting[0].due) if waiting else None


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int((value * 100).to_integral_value())
