# SPDX-License-Identifier: Apache-2.0
"""Over all accounts: which open risks are unprepared, and which accounts need attention first and why (W11)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.numbers import whole_change_of, whole_of
from planner.kernel.text import N_, Message
from planner.rules import rollback
from planner.rules.account_rows import AccountRow, ScoreRow
from planner.rules.risk import band, plan_drilled, plan_valid, word
from planner.rules.ruleset import HEALTH_BANDS, Rules

ATTENTION_MOST: Final = 7
REASONS_MOST: Final = 3
_GRADES: Final = "SABC"
_WATCHED: Final = frozenset("SAB")
_HEALTH_WORDS: Final = dict(HEALTH_BANDS)
_NO_PLAN, _NO_DRILL = N_("no contingency plan"), N_("plan not drilled")
(_EXTREME, _CRITICAL, _HIGH, FALL, _AT_RISK, _REVIEW, _NEVER, _ACTION) = range(8)
_STATES: Final = {_EXTREME: "act", _CRITICAL: "act", _HIGH: "act", _NEVER: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRisk:
    """One risk that is not closed; ``score`` and ``band`` as they stand now, None while unrated.

    ``lacks`` is the marked word for what a high or extreme risk still needs (D15), "" where nothing is.
    """

    id: str
    account_id: str
    code: str
    statement: str
    score: int | None
    band: str | None
    lacks: str
    opened_on: date | None

    @property
    def name(self) -> str:
        """Its number, or what it says."""
        return self.code or self.statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an account needs attention: the words, how pressing, and the record that opens."""

    tier: int
    text: Message
    entity: str
    record: str

    @property
    def state(self) -> str:
        """act, watch or unknown: the glyph beside it."""
        return _STATES.get(self.tier, "watch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One account with its reasons, the most pressing first."""

    account: AccountRow
    reasons: tuple[Reason, ...]


def open_risks(
    risks: Sequence[Risk], plans: Sequence[ContingencyPlan], rules: Rules, today: date
) -> tuple[OpenRisk, ...]:
    """All open risks of all accounts, the worst first; then those that lack something, then the older."""
    covering: dict[str, list[ContingencyPlan]] = {}
    for plan in rollback.plans(tuple(plans), today):
        for risk_id in plan.risk_ids:
            covering.setdefault(risk_id, []).append(plan)
    stood = rollback.risks(tuple(risks), today)
    found = [_open(r, covering.get(r.id, ()), rules, today) for r in stood if r.state != "closed"]
    return tuple(sorted(found, key=lambda r: (-(r.score or 0), not r.lacks, r.opened_on or date.max, r.id)))


def _open(risk: Risk, plans: Sequence[ContingencyPlan], rules: Rules, today: date) -> OpenRisk:
    residual = _product(risk.residual_likelihood, risk.residual_impact)
    inherent = _product(risk.likelihood, risk.impact)
    score = residual if risk.state == "treated" and residual is not None else inherent
    name = band(score, rules) if score is not None else None
    return OpenRisk(
        id=risk.id,
        account_id=risk.account_id,
        code=risk.code or "",
        statement=risk.statement,
        score=score,
        band=name,
        lacks=_lacks(name, plans, rules, today),
        opened_on=risk.opened_on,
    )


def _product(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact


def _lacks(name: str | None, plans: Sequence[ContingencyPlan], rules: Rules, today: date) -> str:
    if name not in {"high", "extreme"}:
        return ""
    if not any(plan_valid(plan, rules, today) for plan in plans):
        return _NO_PLAN
    if name == "extreme" and not any(plan_drilled(plan, rules, today) for plan in plans):
        return _NO_DRILL
    return ""


def attention(
    accounts: Iterable[AccountRow],
    risks: Iterable[OpenRisk],
    rules: Rules,
    today: date,
    muted: Container[tuple[str, str, str]] = frozenset(),
) -> tuple[Attention, ...]:
    """Every account with a reason, ranked: the most pressing reason, then the grade, then how many reasons.

    ``muted`` are alerts not to be heard of, as (account, rule, subject): a risk (K5, K6) or a late review (K4).
    """
    by_account: dict[str, list[OpenRisk]] = {}
    for risk in risks:
        rule = "K5" if risk.lacks == _NO_PLAN else "K6"
        if risk.lacks and (risk.account_id, rule, risk.id) not in muted:
            by_account.setdefault(risk.account_id, []).append(risk)
    found = [Attention(account=a, reasons=_reasons(a, by_account, rules, today)) for a in accounts]
    found = [_heard(one, muted) for one in found]
    return tuple(sorted((one for one in found if one.reasons), key=_rank))


def _heard(one: Attention, muted: Container[tuple[str, str, str]]) -> Attention:
    """Without a late review that is muted."""
    if (one.account.id, "K4", "") not in muted:
        return one
    return replace(one, reasons=tuple(reason for reason in one.reasons if reason.tier != _REVIEW))


def _rank(one: Attention) -> tuple[int, int, int, str, str]:
    grade = _GRADES.find(one.account.grade)
    worst = one.reasons[0].tier
    return (worst, grade if grade >= 0 else 9, -len(one.reasons), one.account.name.casefold(), one.account.id)


def _reasons(
    account: AccountRow, by_account: Mapping[str, list[OpenRisk]], rules: Rules, today: date
) -> tuple[Reason, ...]:
    found = [_of_risk(risk) for risk in by_account.get(account.id, ())[:2]]
    if account.score is not None:
        found += [*_of_health(account, account.score, rules), *_of_dates(account, account.score, today)]
    return tuple(sorted(found, key=lambda r: r.tier))


def _of_risk(risk: OpenRisk) -> Reason:
    words = {"band": Message(word(risk.band or "high")), "name": risk.name, "lack": Message(risk.lacks)}
    tier = _EXTREME if risk.band == "extreme" else _HIGH
    return Reason(tier=tier, text=Message(N_("{band} risk {name}: {lack}"), words), entity="risk", record=risk.id)


def _of_health(account: AccountRow, score: ScoreRow, rules: Rules) -> list[Reason]:
    """Only what is proven is judged; a fall beyond the alarm counts whatever the band."""
    found = []
    if score.health is None or score.health_band in {None, "unproven"}:
        return []
    if score.health_band in {"critical", "at_risk"}:
        words = {"value": whole_of(score.health), "band": Message(_HEALTH_WORDS[score.health_band])}
        tier = _CRITICAL if score.health_band == "critical" else _AT_RISK
        found.append(_reason(tier, Message(N_("health {value}, {band}"), words), account, "health"))
    fall = -whole_change_of(score.health, score.health_change or 0)
    if fall > rules.health.alarm_fall:
        words = {"n": fall, "days": rules.health.trend_days}
        found.append(_reason(FALL, Message(N_("health down {n} in {days} days"), words), account, "health"))
    return found


def _of_dates(account: AccountRow, score: ScoreRow, today: date) -> list[Reason]:
    found = []
    if score.review_state == "overdue" and score.next_review_on is not None:
        words = {"n": (today - score.next_review_on).days}
        found.append(_reason(_REVIEW, Message(N_("review {n} d overdue"), words), account, "reviews"))
    elif score.last_review_on is None and account.grade in _WATCHED:
        found.append(_reason(_NEVER, Message(N_("network never reviewed")), account, "reviews"))
    if score.next_due is not None and score.next_due < today:
        words = {"n": (today - score.next_due).days}
        found.append(_reason(_ACTION, Message(N_("action {n} d late"), words), account, "actions"))
    return found


def _reason(tier: int, text: Message, account: AccountRow, section: str) -> Reason:
    """A reason about the account itself; ``entity`` is then the section that opens."""
    return Reason(tier=tier, text=text, entity=section, record=account.id)
